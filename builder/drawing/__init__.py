"""An SVG picture, which becomes part of the page: shapes and words, nothing that acts, moves by itself or loads.

`read` turns what a drawing program saved into what may stand on a page: styles become attributes, the program's own
notes are left out, and what can be neither is a fault with its place.
"""

from builder.drawing.reading import Fault, read
from builder.drawing.vocabulary import SVG

__all__ = ["SVG", "Fault", "read"]
