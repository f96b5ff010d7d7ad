"""The preview: the module being written, in a browser, as learners will meet it, with what is wrong beside it.

`look` reads the module each time something is saved, `watch` says when that is, `serve` answers the browser, and `desk`
is the page it shows first. Nothing here writes a file.
"""

from builder.preview.run import run

__all__ = ["run"]
