"""The marks of a lesson (`:::note` … `:::`): which are known, where each opens and closes, all side by side.

Markdown is then given marks that are whole: one that never closes, or that stands inside another, is said here and
its lines are emptied, so that what stands in it is still read.
"""

import re
from dataclasses import dataclass
from functools import cache

from builder.problems import did_you_mean
from builder.read.scan import LEAD, Scanned
from builder.words import templates

_MARK = re.compile(LEAD + r"(?P<sign>:{3,})[ \t]*(?P<words>.*?)\s*")
# Marks that may have words after their name.
_WITH_WORDS = ("board", "facilitator")
_TOO_FEW = re.compile(r"::?[ \t]*(?P<words>[\w-]+.*?)\s*")


@cache
def mark_names() -> list[str]:
    """Return the marks that are known: each has a template."""
    return sorted(path.stem for path in (templates() / "marks").glob("*.html"))


@dataclass
class _Mark:
    """A mark that opens on a line; `around` is the one that is open there already."""

    line: int
    name: str
    around: "_Mark | None"
    end: int | None = None


def settle_marks(scanned: Scanned) -> None:
    """Put every mark at the beginning of its line and take out those that are not whole.

    M107 closes-nothing: A closing `:::` closes a mark that was opened above it.
    """
    marks: list[_Mark] = []
    around: _Mark | None = None
    starts = set(scanned.starts)
    unclosed = 0
    for number, line in enumerate(scanned.lines):
        found = None if number in scanned.fenced else _MARK.fullmatch(line)
        if number in starts:
            while around:
                around, unclosed = around.around, unclosed + 1
        elif name := "" if number in scanned.fenced else _opened(scanned, number):
            around = _Mark(number, name, around)
            marks.append(around)
        elif found and around:
            scanned.lines[number] = ":::"
            around.end, around = number, around.around
        elif found:
            scanned.lines[number] = ""
            if unclosed:  # it closes a mark of an earlier screen, of which enough is said
                unclosed -= 1
            else:
                hint = "take it out, or open a mark above, such as :::note"
                scanned.add("M107", number, len(found["lead"]), "This ::: closes nothing", hint)
    for mark in marks:
        _whole(scanned, mark)


def _opened(scanned: Scanned, number: int) -> str:
    """Return the name of the mark that opens on a line, if one does, and put it at the beginning of the line.

    M101 unknown-mark: A mark (`:::note`) is one of those known.

    M116 indented-mark: A mark starts at the beginning of its line.

    M117 words-after-mark: Only a board and a facilitator's notes have words after the name; those of any other mark
    stand on the lines below it.

    M128 three-colons: A mark starts with three colons. `check --fix` adds those that are missing.
    """
    line = scanned.lines[number]
    found = _MARK.fullmatch(line) or _TOO_FEW.fullmatch(line)
    if not found or not found["words"]:
        return ""
    name, _, words = found["words"].partition(" ")
    if "sign" not in found.groupdict():
        if name not in mark_names():
            return ""
        missing = ":" * (3 - len(line) + len(line.lstrip(":")))
        scanned.add("M128", number, 0, "A mark starts with three colons", f"write :::{name}", missing)
    elif found["lead"]:
        hint = "move it there, out of the list or quotation around it"
        scanned.add("M116", number, len(found["lead"]), "A mark starts at the beginning of its line", hint)
    if name not in mark_names():
        hint = did_you_mean(name, mark_names())
        scanned.add("M101", number, found.start("words"), f'":::{name}" is not known here', hint)
    elif words.strip() and name not in _WITH_WORDS:
        column = found.end("words") - len(words.lstrip())
        scanned.add("M117", number, column, f'No words stand after ":::{name}"', "write them on the next line")
    scanned.lines[number] = f":::{found['words']}"
    return name


def _whole(scanned: Scanned, mark: _Mark) -> None:
    """M103 unclosed-mark: A mark closes, with `:::` on a line of its own, before its screen ends.

    M106 mark-in-mark: A mark closes before the next one opens.
    """
    around = mark.around
    while around and around.end is None:
        around = around.around
    if mark.end is None:
        hint = "put ::: on a line of its own where it ends"
        scanned.add("M103", mark.line, 0, f'":::{mark.name}" never closes', hint)
        scanned.lines[mark.line] = ""
        if scanned.lines[mark.line + 1 : mark.line + 2] and scanned.lines[mark.line + 1].startswith("source:"):
            scanned.lines[mark.line + 1] = ""  # what only a quotation has
    elif around:
        message = f'":::{mark.name}" stands inside the ":::{around.name}" of line {around.line + 1}'
        scanned.add("M106", mark.line, 0, message, "put ::: on a line of its own above, to close that one first")
        scanned.lines[mark.line] = scanned.lines[mark.end] = ""
