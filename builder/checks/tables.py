"""Tables from another program, whose lines would run into one another without a word."""

import re
from collections.abc import Iterator

from builder.checks.notations import FIX
from builder.checks.pasted import BULLET
from builder.checks.rows import Row, blocks, in_turn
from builder.model import Module
from builder.problems import Edit, Problem, quoted

_NUMBERED = re.compile(r"\(?(?:[a-z]|\d+(?:\.\d+)*)[.)]?\t")
_CELLS = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"[\s|:–—-]+")


def tables_are_tables(module: Module) -> Iterator[Problem]:
    """A table has lines between its cells, and one of dashes below its heads (M152, M153)."""
    for block in blocks(module):
        if block.kind != "paragraph":
            continue
        for run in in_turn(_is_of_table(row) for row in block.rows):
            if len(run) > 1:
                yield _tabbed([block.rows[at] for at in run], goes_on=run.stop < len(block.rows))
        for run in in_turn(row.words.startswith("|") for row in block.rows):
            yield from _pipes([block.rows[at] for at in run])


def _is_of_table(row: Row) -> bool:
    return "\t" in _whole(row).strip() and not (BULLET.match(row.words) or _NUMBERED.match(row.text))


def _tabbed(rows: list[Row], *, goes_on: bool) -> Problem:
    """M152 pasted-table (warning): A table is written with | between its cells, and a line of dashes below its heads.
    Cells with a tab between them, as they are pasted, would run into one another. `check --fix` takes the first line
    for the heads, and writes both.

    Where a paragraph `goes_on` below it, an empty line has to part them.
    """
    heads = [one.strip() for one in _whole(rows[0]).split("\t")]
    mends = tuple(_table(rows, goes_on=goes_on)) if _is_whole(rows) else ()
    first = quoted("| " + " | ".join(heads) + " |")
    hint = f"write {first}, below it {quoted(_dashes(len(heads)))}, and then each line so"
    if mends:
        hint += "; or let the tool do it, which takes the first line for the heads: team-readiness check --fix"
    message = "This table has tabs between its cells, and its lines would run into one another"
    return Problem("M152", rows[0].place(0, 1), message, hint, "warning", mends)


def _whole(row: Row) -> str:
    return (row.before or "") + row.text


def _is_whole(rows: list[Row]) -> bool:
    """Say whether rows can become a table: the first has a cell for all that others have, and nothing is between."""
    most = _whole(rows[0]).count("\t")
    return all(row.before is not None and not row.before.strip() and _whole(row).count("\t") <= most for row in rows)


def _dashes(cells: int) -> str:
    return "|" + " --- |" * cells


def _table(rows: list[Row], *, goes_on: bool) -> Iterator[Edit]:
    for number, row in enumerate(rows):
        text, start = _whole(row), -len(row.before or "")
        yield from row.edits(start, start, "" if text.startswith("\t") else "| ")
        for at in (at for at, sign in enumerate(text, start) if sign == "\t"):
            yield from row.edits(at, at + 1, "|  | " if at == start else " | ")
        end = "" if number else "\n" + _dashes(text.count("\t") + 1)
        end += "\n" if goes_on and row is rows[-1] else ""
        yield from row.edits(len(row.text), len(row.text), " |" + end)


def _pipes(rows: list[Row]) -> Iterator[Problem]:
    """M153 table-without-dashes (warning): Below the heads of a table stands a line of dashes, with as many cells as
    the heads: else its lines would run into one another. `check --fix` writes it.
    """
    cells = [len(_CELLS.findall(row.words.rstrip().removesuffix("|"))) for row in rows]
    lines = [bool(_DASHES.fullmatch(row.words)) for row in rows]
    if len(rows) < 2 and cells[0] < 2:
        return
    mends: tuple[Edit, ...] = ()
    if "||" not in rows[0].words and len(rows) > 1 and not lines[0]:
        row = rows[1] if lines[1] else rows[0]
        if lines[1]:
            mends = row.edits(0, len(row.text), _dashes(cells[0]))
        elif not any(lines):
            mends = row.edits(len(row.text), len(row.text), "\n" + (row.before or "") + _dashes(cells[0]))
    hint = f"write {quoted(_dashes(cells[0]))} on the line below its heads" + (FIX if mends else "")
    if "||" in rows[0].words:
        hint = "write one | between its cells, and on the line below its heads dashes: | --- | --- |"
    message = "This table has no line of dashes that fits below its heads, and its lines would run into one another"
    yield Problem("M153", rows[0].place(0, 1), message, hint, "warning", mends)


RULES = (tables_are_tables,)
