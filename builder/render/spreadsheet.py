"""Tables that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable, Sequence

# A cell that starts with one of these is a formula to a spreadsheet, whatever the trainer meant.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as CSV in which no cell is a formula."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_cell(one) for one in row] for row in rows)
    return text.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
