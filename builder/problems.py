"""What can be wrong with what a trainer wrote, and the one way it is shown.

A problem is a value with fields, never a formatted string. Stages return problems; nothing
is raised for a trainer's mistake. One function here prints it, so every fault in the project
reads the same: place, what is wrong, the line itself with a caret, and a hint.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file, and a 1-based line and column in it."""

    path: Path
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """One fault: a code (a capital letter and digits, never reused), a place, words, and a hint."""

    code: str
    place: Place
    message: str
    hint: str = ""
    severity: Severity = "error"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint naming the nearest known word, or all of them where none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return "known here: " + ", ".join(known) if known else ""


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
        f"{tint}{problem.severity} {problem.code}:{plain} {problem.message}"
    ]
    source = _source_line(place)
    if source is not None:
        before = source[: place.column - 1]
        pad = "".join("\t" if character == "\t" else " " for character in before)
        rows += [f"    {source}", f"    {pad}{tint}^{plain}"]
    if problem.hint:
        rows.append(f"  hint: {problem.hint}")
    return "\n".join(rows)


_TINT = {"error": "\033[31m", "warning": "\033[33m", "note": "\033[36m"}


def _shown(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _source_line(place: Place) -> str | None:
    """Return the line of the file the problem points at, or None where there is no such text."""
    try:
        lines = place.path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return lines[place.line - 1].rstrip()[:400] if 0 < place.line <= len(lines) else None
