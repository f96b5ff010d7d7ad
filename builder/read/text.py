"""A file read as text, or the problem that it is not one."""

import re
from pathlib import Path

from builder.placed import Extract
from builder.problems import HIDDEN, Edit, Place, Problem

# A lesson or a quiz is a few thousand words; more than this is something else by mistake.
LARGEST = 2_000_000
# More signs of this kind than these are no accident of pasting.
_FEW = 20
# Some programs write these between lines; editors and YAML do not agree on whether a line ends there.
_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


def read_text(path: Path) -> tuple[Extract | None, list[Problem]]:
    """Return a file's text; a mark of byte order at its start is left out, line ends become one kind.

    F103 text-size: A text is no larger than texts are; what is larger is mostly a picture or a document with the wrong
    name.
    """
    try:
        if not path.is_file():
            raise IsADirectoryError(None, "a file is wanted here")
        if path.stat().st_size > LARGEST:
            message = f"This file is larger than {LARGEST // 1_000_000} MB; a text never is"
            return None, [Problem("F103", Place(path), message, "is it a picture or a document with the wrong name?")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [unreadable(path, error)]
    return _decoded(path, raw)


def unreadable(path: Path, error: OSError) -> Problem:
    """F101 readable: Every file and folder of a module can be read. One that is open in another program, or belongs to
    somebody else, cannot.
    """
    message = f"This cannot be read: {error.strerror or error}"
    return Problem("F101", Place(path), message, "is it open in another program, or not yours to read?")


def _decoded(path: Path, raw: bytes) -> tuple[Extract | None, list[Problem]]:
    """F102 utf-8: A text is saved as UTF-8, which every editor offers. Another encoding turns quotation marks and
    accents into something else.

    F108 hidden-signs: A text holds no signs that nobody can see or type. They come in when text is pasted, and break
    words and codes. `check --fix` takes a few of them out.
    """
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        hint = "save it again and choose the encoding UTF-8"
        return None, [Problem("F102", _end(path, before), "This file is not UTF-8 text", hint)]
    found = HIDDEN.search(text)
    if found:
        message = f"A sign stands here that is no letter (U+{ord(found[0]):04X})"
        hint = "delete it and type this place anew, or let the tool do it: team-readiness check --fix"
        mends = tuple(_without(path, text, one) for one in HIDDEN.finditer(text))
        if len(mends) > _FEW or "\0" in text:
            hint, mends = "delete it and type this place anew; if there are many, save the file again as UTF-8", ()
        return None, [Problem("F108", _end(path, text[: found.start()]), message, hint, mends=mends)]
    return Extract(path, text), []


def _without(path: Path, text: str, sign: re.Match[str]) -> Edit:
    """Return the edit that takes a sign out; one that divided lines leaves a space."""
    return Edit(_end(path, text[: sign.start()]), " " if sign[0] in "\x0b\x0c" else "", 1)


def _end(path: Path, text: str) -> Place:
    """Return the place right after a text."""
    return Place(path, text.count("\n") + 1, len(text) - text.rfind("\n"))
