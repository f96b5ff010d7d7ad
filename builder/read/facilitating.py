"""What whoever leads a session reads, whatever the module: `modules/shared/facilitating.md`, written like a lesson."""

from pathlib import Path

from builder.model import Lesson
from builder.read.found import Found
from builder.read.lesson import read_lesson
from builder.read.text import read_text


def read_facilitating(path: Path) -> tuple[Lesson | None, Found]:
    """Return the sections (none where there is no such file), and what is wrong with them."""
    text, wrong = read_text(path) if path.exists() else (None, [])
    found = Found(problems=wrong)
    return read_lesson(text, found) if text else None, found
