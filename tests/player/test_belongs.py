"""Whether a copy on this device belongs to the record that is open: every combination, and the row that decides it.

The rows are those of the table in `belongs.js`. A copy that is too old is none: see `test_local.py`.
"""

from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page
from sitting import told

MODES = ["normal", "review", "browse"]
NEW = ["", "not attempted", "unknown", "browsed"]
FINISHED = ["completed", "passed"]
STATUSES = [*NEW, "incomplete", "failed", *FINISHED]
ENTRIES = ["ab-initio", "resume", ""]
LINES = ["none", "of this copy", "of another", "spoilt"]
# What a copy says: nothing that the record has not, some answers more, or that she has completed.
COPIES = ["adds nothing", "adds answers", "completed"]
TOLD = [False, True]

ANY: list[Any] = ["any"]
# mode, status, entry, line, copy: the first row that fits a combination decides it.
ROWS: list[tuple[str, list[str], list[str], list[str], list[str], list[str]]] = [
    ("keep", ["review", "browse"], ANY, ANY, ANY, ANY),
    ("drop", ANY, FINISHED, ANY, ANY, ANY),
    ("drop", ANY, ANY, ANY, ANY, ["adds nothing"]),
    ("ask", ANY, NEW, ["ab-initio"], ANY, ANY),
    ("join", ANY, ANY, ANY, ["of this copy"], ANY),
    ("ask", ANY, ANY, ANY, ["of another"], ANY),
    ("join", ANY, ANY, ANY, ["spoilt"], ["adds answers"]),
    ("join", ANY, ANY, ["resume"], ["none"], ["adds answers"]),
    ("ask", ANY, ANY, ANY, ANY, ANY),
]
ALL = list(product(MODES, STATUSES, ENTRIES, LINES, COPIES))

ASK = """([module, combinations, fresh, finished]) => {
    const { fresh: empty, encode, decode, newCopy, noteIn, fateOf } = player;
    const begun = { ...empty(), at: "welcome", met: ["welcome"] };
    const [first, second] = Object.keys(module.questions).filter((id) => module.questions[id].type === "choice");
    const answered = { ...begun, answers: { [first]: "a" } };
    const all = { ...answered, met: module.screens.map(({ id }) => id), completed: true, score: 90 };
    const other = { ...begun, met: ["welcome", "hard"] };
    return combinations.map(([mode, status, entry, line, says, told]) => {
        const saved = { none: "", "of this copy": encode(module, begun), "of another": encode(module, other) };
        const record = { mode, entry, saved: saved[line] ?? encode(module, begun).slice(0, -1) };
        Object.assign(record, { isNew: fresh.includes(status), finished: finished.includes(status) });
        const copy = newCopy("");
        noteIn(module, begun, copy);
        const state = decode(module, record.saved);
        noteIn(module, { "adds nothing": state, "adds answers": answered, completed: all }[says], copy);
        copy.told = told;
        return fateOf(module, state, copy, record);
    });
}"""


def fits(row: tuple[Any, ...], one: tuple[str, ...]) -> bool:
    return all(wanted is ANY or value in wanted for wanted, value in zip(row[1:], one, strict=True))


def decided_by(row: tuple[Any, ...]) -> list[tuple[str, ...]]:
    """Return the combinations that a row decides: those that fit it and none before it."""
    before = ROWS[: ROWS.index(row)]
    return [one for one in ALL if fits(row, one) and not any(fits(other, one) for other in before)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{number} {row[0]}" for number, row in enumerate(ROWS, start=1)])
def test_a_row_decides_what_it_says_whatever_the_lms_said_that_it_took(lab: Page, row: tuple[Any, ...]) -> None:
    ones = [(*one, is_told) for one in decided_by(row) for is_told in TOLD]
    assert ones
    found = lab.evaluate(ASK, [told(), ones, NEW, FINISHED])
    assert [one for one, fate in zip(ones, found, strict=True) if fate != row[0]] == []


@pytest.mark.parametrize(
    ("status", "entry", "completed", "is_left_over"),
    [
        (status, entry, completed, status in NEW and entry == "ab-initio" and completed)
        for status, entry, completed in product(STATUSES, ENTRIES, [False, True])
    ],
)
def test_a_new_record_with_a_line_that_says_completed_is_not_claimed(
    lab: Page, status: str, entry: str, completed: bool, is_left_over: bool
) -> None:
    record = {"isNew": status in NEW, "finished": status in FINISHED, "entry": entry}
    asked = "([record, completed]) => player.isLeftOver(record, { completed })"
    assert lab.evaluate(asked, [record, completed]) == is_left_over
