"""What can be wrong with what a trainer wrote, and the one way it is shown.

A problem is a value with fields, never a formatted string. Stages return problems; nothing
is raised for a trainer's mistake. One function here prints it, so every fault in the project
reads the same: place, what is wrong, the line itself with a caret, and a hint.
"""

import difflib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

from builder.given import read

Severity = Literal["error", "warning", "note"]

# Signs that no text holds, because nobody sees them: control signs, marks of byte order, halves of letters, and those
# that turn the order of letters around (what isolates a run in another direction, U+2066 to U+2069, may stand).
HIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff]")
# What a terminal would obey, or show in another order, and no program can be handed.
UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

# A list longer than this is no help in a hint.
_FEW = 12
_MANY = 50  # words that are compared letter by letter
# A paragraph may be one long line: so many columns of a terminal show of it, around the caret. A terminal has 80.
_WINDOW = 72
_TAB = 8
# Beyond this a file is not opened again only to show a line of it.
_LARGEST = 5_000_000


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file, and a 1-based line and column (in characters) in it."""

    path: Path
    line: int = 1
    column: int = 1


@dataclass(frozen=True, order=True)
class Edit:
    """Text to be put into a file before the character at a place, in place of so many that stand there."""

    place: Place
    text: str
    instead_of: int = 0


@dataclass(frozen=True)
class Problem:
    """One fault: a code (a capital letter and digits, never reused), a place, words, and a hint.

    `mends` are what `check --fix` writes: only where there is one right answer, and nobody's meaning changes.
    """

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"
    mends: tuple[Edit, ...] = ()


def quoted(text: object, most: int = 60) -> str:
    """Return what a trainer wrote in double quotes, on one line and shortened, to stand in a message."""
    line = _on_one_line(str(text))
    return f'"{line[: most - 1]}…"' if len(line) > most else f'"{line}"'


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint naming the nearest known word; where none is near, `otherwise`, or all of them if they are few.

    Others that begin with the nearest word are named too: "can't" may well stand for "cannot" rather than for "can".
    """
    known = sorted(set(known))
    near = nearest(word, known)
    if near:
        alike = [one for one in known if one.lower().startswith(near.lower())]
        return f"did you mean {' or '.join(map(quoted, alike[:3]))}?"
    return otherwise or ("known here: " + ", ".join(known) if 0 < len(known) <= _FEW else "")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that a mistyped one most likely stands for, or nothing."""
    return _nearest(word.lower()[:100], tuple(known))


@lru_cache(maxsize=2000)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    lower = {one.lower(): one for one in known}
    letters = set(word)
    shared = {one: len(letters.intersection(one)) for one in lower}
    like = sorted((one for one in lower if 2 * shared[one] >= len(letters)), key=shared.__getitem__, reverse=True)
    near = difflib.get_close_matches(word, like[:_MANY], n=1, cutoff=0.6)
    return lower[near[0]] if near else ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in the order of their places, without repeats."""
    return sorted(dict.fromkeys(problems), key=lambda one: (one.place, one.code))


def any_errors(problems: Iterable[Problem]) -> bool:
    """Say whether one of the problems stops a build."""
    return any(one.severity == "error" for one in problems)


def as_text(problem: Problem, root: Path, *, colour: bool = False) -> str:
    """Return the problem as people read it: place and message, the source line with a caret, the hint.

    `root` is the workspace: paths are shown relative to it. The first line is never wrapped.
    """
    place = problem.place
    bold, tint, plain = ("\033[1m", _TINT[problem.severity], "\033[0m") if colour else ("", "", "")
    rows = [
        f"{bold}{_shown(place.path, root)}:{place.line}:{place.column}:{plain} "
        f"{tint}{problem.severity} {problem.code}:{plain} {_on_one_line(problem.message)}"
    ]
    source = _source_line(place, root)
    if source:
        text, before = _window(source, place.column)
        rows += [f"    {text}", f"    {before}{tint}^{plain}"]
    if problem.hint:
        rows.append(f"  hint: {_on_one_line(problem.hint)}")
    return "\n".join(rows)


_TINT = {"error": "\033[31m", "warning": "\033[33m", "note": "\033[36m"}


def _on_one_line(text: str) -> str:
    """Return the text with each run of white space as one space and nothing a terminal would obey."""
    return harmless(" ".join(text.split()))


def harmless(text: str) -> str:
    """Return a text in which each sign that a terminal would obey is one that can be seen."""
    return UNSEEN.sub("�", text)


def _shown(path: Path, root: Path) -> str:
    near = path.relative_to(root) if path.is_relative_to(root) else path
    return _on_one_line(near.as_posix())


def _source_line(place: Place, root: Path) -> str:
    """Return the line of the file the problem points at, or nothing where there is no such text in the workspace."""
    try:
        about = place.path.stat()
        lines = _lines(place.path, root, about.st_mtime_ns, about.st_size)
    except OSError:
        return ""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return harmless(line.rstrip())


@lru_cache(maxsize=8)
def _lines(path: Path, root: Path, _time: int, _size: int) -> list[str]:
    """Return the lines of a file as it is at a time. Raises OSError."""
    data = read(path, root, _LARGEST)
    text = "" if b"\0" in data else data.decode("utf-8-sig", "replace")  # no text, but a film, say
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _window(line: str, column: int) -> tuple[str, str]:
    """Return the part of a line around a column that fits a row of a terminal, and what puts a caret below it.

    A letter of Chinese or an emoji takes two columns there, an accent of its own none.
    """
    at = min(column - 1, len(line))
    skipped = max(0, at - 2 * _WINDOW)  # of a long line, only what stands near is looked at
    rest, line, at = line[at + 2 * _WINDOW :], line[skipped : at + 2 * _WINDOW], at - skipped
    ends = [0, *accumulate(map(_wide, line))]  # how many columns of the terminal stand before each letter
    start, end = 0, len(line)
    if ends[-1] > _WINDOW:
        start = bisect_left(ends, min(ends[at] - _WINDOW // 2, ends[-1] - _WINDOW))
        end = bisect_right(ends, ends[start] + _WINDOW) - 1
    lead = "…" if start or skipped else ""
    before = "".join(letter if letter == "\t" else " " * _wide(letter) for letter in lead + line[start:at])
    return lead + line[start:end] + ("…" if end < len(line) or rest else ""), before


def _wide(letter: str) -> int:
    """Return how many columns of a terminal a letter takes: of a tab, as many as there can be."""
    if letter == "\t":
        return _TAB
    if unicodedata.category(letter) in ("Mn", "Me", "Cf") and letter != "\u00ad":  # a soft hyphen is seen
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
