"""Films and sounds: nothing that stands in media/ is forgotten. What is wrong with one is said when it is read."""

from collections.abc import Iterator

from builder.given import files_in
from builder.model import Film, Module
from builder.problems import Place, Problem
from builder.read.aside import is_aside
from builder.read.recordings import FOLDER


def files_are_shown(module: Module) -> Iterator[Problem]:
    """P312 file-unused (warning): What is in media/ is shown by a lesson."""
    shown = {*module.pictures}
    for one in module.recordings:
        shown |= {one.said.file, one.said.transcript, *([one.said.captions] if isinstance(one.said, Film) else [])}
    for path in files_in(module.folder / FOLDER):
        if path.is_file() and not is_aside(path) and path.relative_to(module.folder).as_posix() not in shown:
            hint = "name it in a lesson, or take it out: no package carries it"
            yield Problem("P312", Place(path), "No lesson shows this file", hint, "warning")


RULES = (files_are_shown,)
