"""What `check --fix` writes into a trainer's files: edits at their places. Nothing else in a file changes."""

import re
from collections.abc import Iterable
from pathlib import Path

from builder.given import read
from builder.problems import Edit


def apply(edits: Iterable[Edit]) -> dict[Path, bytes]:
    """Return the new bytes of every file the edits touch; its line ends and its mark of byte order stay as they are.

    Raises OSError where a file cannot be read.
    """
    by_file: dict[Path, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.place.path, []).append(edit)
    return {path: _edited(read(path, None).decode("utf-8"), wanted).encode() for path, wanted in by_file.items()}


def _edited(text: str, edits: list[Edit]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    # Every second part is the end of a line, so that files with mixed ends keep each of them.
    parts = re.split(r"(\r\n|\r|\n)", text.removeprefix(mark))
    usual = parts[1] if len(parts) > 1 else "\n"
    for edit in sorted(edits, reverse=True):
        at = 2 * (edit.place.line - 1)
        end = parts[at + 1] if at + 1 < len(parts) else usual
        cut = edit.place.column - 1
        parts[at] = parts[at][:cut] + edit.text.replace("\n", end) + parts[at][cut + edit.instead_of :]
    return mark + "".join(parts)
