"""The lines of a lesson, looked at before Markdown sees them: comments, fences, and where screens start.

What never closes would swallow the rest of a lesson, and what stands in the wrong place would show as if it were
text. So each is found here by its own line, said once, and taken out of what the Markdown parser is given. Lines
stay where they are: a place in what is left is a place in the file.
"""

import re
from dataclasses import dataclass, field

from builder.placed import Extract
from builder.problems import Edit, Problem

# What may stand before a block or a mark that is not at the beginning of its line: spaces, a list, a quotation.
LEAD = r"(?P<lead>(?:[ \t]|[-*+>]|\d+[.)](?=[ \t]))*)"
SCREEN = re.compile(r" {0,3}##(?!#)(.*)")
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
    """Blank out a comment that opens on a line, and return the line to look at next.

    M115 unclosed-comment: A comment closes, and before the next one opens.
    """
    text = "\n".join(scanned.lines[start:]) if "<!--" in scanned.lines[start] else ""
    column = text.find("<!--")
    if column < 0:
        return start + 1
    end, again = text.find("-->", column + 4), text.find("<!--", column + 4)
    stop = end + 3
    if end < 0 or 0 <= again < end:
        scanned.add("M115", start, column, "This comment never closes", "put --> where it ends")
        stop = column + 4
    scanned.lines[start:] = (text[:column] + re.sub(r"[^\n]", " ", text[column:stop]) + text[stop:]).split("\n")
    return start


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
