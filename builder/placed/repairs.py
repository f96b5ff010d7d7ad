"""Signs that look like those of YAML and are none: they come in when lines are pasted from Word, mail or a web page."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder.problems import Edit, Place, Problem

_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
_ROW = re.compile(
    rf"(?P<lead>[ \t{_SPACES}]*)(?P<sign>[-–—•·*](?=[ \t{_SPACES}]))?(?P<gap>[ \t{_SPACES}]*)"
    rf"(?P<name>[A-Za-z][\w-]*:(?=\s|$))?(?P<after>[{_SPACES}]*)"
)


@dataclass(frozen=True)
class Repair:
    """A sign at a 0-based line and column, and what stands there instead; it may be `of_hyphen`, or a space."""

    line: int
    column: int
    sign: str
    instead: str
    of_hyphen: bool


def repaired(rows: list[str]) -> tuple[list[str], list[Repair]]:
    """Return rows with plain spaces and hyphens before and after their names, and what was changed in them."""
    fine: list[str] = []
    repairs: list[Repair] = []
    for number, row in enumerate(rows):
        text = row
        for column, sign, instead, of_hyphen in _odd(row):
            repairs.append(Repair(number, column, sign, instead, of_hyphen))
            text = text[:column] + instead + text[column + 1 :]
        fine.append(text)
    return fine, repairs


def _odd(row: str) -> Iterator[tuple[int, str, str, bool]]:
    """Yield each odd sign of a row: its column, itself, what stands there instead, and whether it is of a hyphen."""
    found = _ROW.match(row)
    if not found or not (found["sign"] or found["name"]):
        return
    is_hyphen = found["sign"] in (None, "-")
    if not is_hyphen:
        yield found.start("sign"), found["sign"], "-", True
    for name in ("lead", "gap", "after"):
        for column, sign in enumerate(found[name], found.start(name)):
            if sign not in " \t" or (sign == "\t" and name == "gap" and not is_hyphen):
                yield column, sign, " ", not is_hyphen


def problems_with(repairs: Sequence[Repair], place: Callable[[int, int], Place]) -> Iterator[Problem]:
    """Yield what was wrong with spaces and hyphens, where each is first met, with the edits for all of them.

    Y141 odd-space: Only plain spaces stand before a name, and after its colon. Those that Word and web pages have
    between words look the same and are not. `check --fix` writes plain ones.

    Y142 odd-hyphen: An entry of a list starts with a hyphen. Word makes a dash or a bullet of it, which is text. `check
    --fix` writes hyphens.
    """
    said = {
        "Y141": ("A space stands here that is not a plain one", "delete it and type spaces"),
        "Y142": ("An entry of a list starts with a hyphen, and this is none", "write - and a space in its place"),
    }
    for code, (message, hint) in said.items():
        some = [one for one in repairs if one.of_hyphen == (code == "Y142")]
        mends = tuple(Edit(place(one.line, one.column), one.instead, 1) for one in some)
        if mends:
            hint += "; or let the tool do it: team-readiness check --fix"
            yield Problem(code, mends[0].place, message, hint, mends=mends)
