"""A file read as text, or the problem that it is not one."""

from pathlib import Path

from builder.placed import Extract
from builder.problems import Place, Problem

# A lesson or a quiz is a few thousand words; more than this is something else by mistake.
LARGEST = 2_000_000


def read_text(path: Path) -> tuple[Extract | None, list[Problem]]:
    """Return a file's text; a mark of byte order at its start is left out, line ends become one kind."""
    try:
        if path.stat().st_size > LARGEST:
            message = f"This file is larger than {LARGEST // 1_000_000} MB; a text never is."
            return None, [Problem("F103", Place(path), message, "is it a picture or a document with the wrong name?")]
        raw = path.read_bytes()
    except OSError as error:
        message = f"This file cannot be read: {error.strerror or error}."
        return None, [Problem("F101", Place(path), message, "is it open in another program?")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        hint = "save it again and choose the encoding UTF-8"
        return None, [Problem("F102", Place(path, line, column), "This file is not UTF-8 text.", hint)]
    return Extract(path, text.replace("\r\n", "\n").replace("\r", "\n")), []
