"""The lines of a lesson, looked at before Markdown sees them: comments, fences, and where screens start.

What never closes would swallow the rest of a lesson, and what stands in the wrong place would show as if it were
text. So each is found here by its own line, said once, and taken out of what the Markdown parser is given. Lines
stay where they are: a place in what is left is a place in the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.placed import Extract
from builder.problems import Edit, Problem

# What may stand before a block or a mark that is not at the beginning of its line: spaces, a list, a quotation.
LEAD = r"(?P<lead>(?:[ \t]|[-*+>]|\d+[.)](?=[ \t]))*)"
SCREEN = re.compile(r" {0,3}##(?!#)(.*)")
_OPENS = "<!--"
_SIGN = re.compile("<!--|-->")
_FENCE = re.compile(LEAD + r"(?P<sign>`{3,}(?=[^`]*$)|~{3,})(?P<name>.*)")


@dataclass
class Scanned:
    """The lines that are left for Markdown, those of them that are fences, and what is wrong.

    `margins` holds how far a fence was moved to the left, by the line where it opens.
    """

    source: Extract
    lines: list[str]
    fenced: set[int] = field(default_factory=set)
    margins: dict[int, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def starts(self) -> list[int]:
        """Return the lines where screens start."""
        return [number for number, line in enumerate(self.lines) if number not in self.fenced and SCREEN.match(line)]

    def add(self, code: str, line: int, column: int, message: str, hint: str, mend: str = "") -> None:
        """Add a problem at a 0-based line and column, and the text that mends it if it is put there."""
        place = self.source.place(line, column)
        mends = (Edit(place, mend),) if mend else ()
        self.problems.append(Problem(code, place, message, hint, mends=mends))


def scan(source: Extract) -> Scanned:
    """Return the lesson's lines without comments, with its fences known and at the margin."""
    scanned = Scanned(source, source.text.split("\n"))
    number = 0
    while number < len(scanned.lines):
        fence = _FENCE.match(scanned.lines[number])
        number = _fence(scanned, number, fence["sign"]) if fence else _comment(scanned, number)
    return scanned


def _comment(scanned: Scanned, start: int) -> int:
    """Blank out the comments that open on a line, and return the line to look at next.

    M115 unclosed-comment: A comment closes, and before the next one opens.
    """
    line, done = scanned.lines[start], 0
    parts: list[str] = []
    while (column := line.find(_OPENS, done)) >= 0:
        number, stop = _end_of_comment(scanned.lines, start, column + len(_OPENS))
        if not stop:
            scanned.add("M115", start, column, "This comment never closes", "put --> where it ends")
            number, stop = start, column + len(_OPENS)
        for between in range(start + 1, number):
            scanned.lines[between] = " " * len(scanned.lines[between])
        if number > start:
            scanned.lines[number] = " " * stop + scanned.lines[number][stop:]
            stop = len(line)
        parts += (line[done:column], " " * (stop - column))
        done = stop
    scanned.lines[start] = "".join((*parts, line[done:]))
    return start if done else start + 1


def _end_of_comment(lines: Sequence[str], start: int, column: int) -> tuple[int, int]:
    """Return the line and the column after what closes a comment; 0 where it never closes, or another opens before."""
    for number in range(start, len(lines)):
        found = _SIGN.search(lines[number], column if number == start else 0)
        if found:
            return number, found.end() if found[0] != _OPENS else 0
    return start, 0


def _fence(scanned: Scanned, start: int, sign: str) -> int:
    """Look at a block that opens on a line, and return the line to look at next.

    M104 unclosed-block: A block closes, with the signs it opened with, before the next screen or the next block starts.
    """
    closing = re.compile(rf"[ \t>]*{sign}{sign[0]}*[ \t]*")
    end = start
    for end, line in enumerate(scanned.lines[start + 1 :], start + 1):
        if closing.fullmatch(line):
            _to_margin(scanned, start, end)
            scanned.fenced.update(range(start, end + 1))
            return end + 1
        another = _FENCE.match(line)
        if SCREEN.match(line) or (another and another["name"].strip()):
            break
    else:
        end = len(scanned.lines)
    hint = f"put a line {sign} where it ends, or take this line out"
    scanned.add("M104", start, scanned.lines[start].index(sign), "This block never closes", hint)
    scanned.lines[start:end] = [""] * (end - start)
    return end


def _to_margin(scanned: Scanned, start: int, end: int) -> None:
    """Move a block to the margin, so that it can be read.

    M130 indented-block: A block starts at the beginning of its line.
    """
    found = _FENCE.match(scanned.lines[start])
    width = len(found["lead"]) if found else 0
    if width:
        hint = "move it there, out of the list or quotation around it"
        scanned.add("M130", start, width, "A block starts at the beginning of its line", hint)
    scanned.margins[start] = width
    for number in range(start, end + 1):
        before = re.match(r"[ \t>]*" if number > start else LEAD, scanned.lines[number])
        scanned.lines[number] = scanned.lines[number][min(width, before.end()) if before else 0 :]
