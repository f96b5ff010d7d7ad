"""Question types: a folder each, which holds all there is about the type.

`__init__.py` is its model and key; `web.html`, `print.html` and `key.html` show it on screen, on paper and in the
answer key; `player.js` is its part of the player; `examples.yaml` drives the tests of every face.
Adding a folder adds a type: nothing else lists them.
"""

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from builder.questions.question import Question


@cache
def types() -> dict[str, type[Question]]:
    """Return every question type by the word a trainer writes after `type:`."""
    found: dict[str, type[Question]] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.ispkg:
            kind = importlib.import_module(f"{__name__}.{module.name}").TYPE
            found[module.name] = kind
    return found


def folder(kind: str) -> Path:
    """Return the folder of a question type."""
    return Path(__file__).parent / kind
