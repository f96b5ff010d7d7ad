"""Signs that look like those of YAML and are none: they come in when lines are pasted from Word, mail or a web page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
_ROW = re.compile(
    rf"(?P<lead>[ \t{_SPACES}]*)(?P<sign>[-–—•·*](?=[ \t{_SPACES}]))?(?P<gap>[ \t{_SPACES}]*)"
    rf"(?P<name>[A-Za-z][\w-]*:(?=\s|$))?(?P<after>[{_SPACES}]*)"
)


@dataclass(frozen=True)
class Repair:
    """A sign at a 0-based line and column, and what stands there instead; `code` is that of the problem with it."""

    code: str
    line: int
    column: int
    sign: str
    instead: str


def repaired(rows: list[str]) -> tuple[list[str], list[Repair]]:
    """Return rows with plain spaces and hyphens before and after their names, and what was changed in them."""
    fine: list[str] = []
    repairs: list[Repair] = []
    for number, row in enumerate(rows):
        text = row
        for column, sign, instead, code in _odd(row):
            repairs.append(Repair(code, number, column, sign, instead))
            text = text[:column] + instead + text[column + 1 :]
        fine.append(text)
    return fine, repairs


def _odd(row: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield each odd sign of a row: its column, itself, what stands there instead, and its code."""
    found = _ROW.match(row)
    if not found or not (found["sign"] or found["name"]):
        return
    is_hyphen = found["sign"] in (None, "-")
    if not is_hyphen:
        yield found.start("sign"), found["sign"], "-", "Y142"
    for name in ("lead", "gap", "after"):
        for column, sign in enumerate(found[name], found.start(name)):
            if sign not in " \t" or (sign == "\t" and name == "gap" and not is_hyphen):
                yield column, sign, " ", "Y141" if is_hyphen else "Y142"
