"""How an LMS's answers are read (`answers.js`): all of what is taken for what, a row each, in one page."""

from typing import Any

import pytest
from playwright.sync_api import Page

# What was answered, as it stands in JavaScript; what the host says its last error was; what that is taken for.
DONE: list[tuple[str, str, str]] = [
    ("'true'", "'0'", "yes"),
    ("true", "0", "yes"),  # a host in JavaScript
    ("'True'", "'0'", "yes"),  # a value of another language, printed
    ("' TRUE '", "'0'", "yes"),
    ("1", "0", "yes"),
    ("'1'", "'0'", "yes"),
    ("new String('true')", "'0'", "yes"),  # as some bridges give texts
    ("'true'", "'101'", "yes"),  # the answer counts, not what an earlier call left behind
    ("undefined", "'0'", "yes"),  # nothing was answered, and nothing went wrong
    ("null", "0", "yes"),
    ("''", "' 0 '", "yes"),
    ("undefined", "'301'", "no"),
    ("''", "''", "no"),  # nothing at all: nobody is there
    ("null", "null", "no"),
    ("undefined", "undefined", "no"),
    ("'false'", "'0'", "no"),
    ("false", "0", "no"),
    ("0", "0", "no"),
    ("'0'", "'0'", "no"),
    ("42", "42", "no"),
    ("'<html>Please log in</html>'", "'<html>'", "no"),
    ("'x'.repeat(1e6)", "'0'", "no"),
    ("player.THREW", "'0'", "no"),
    ("Promise.resolve('true')", "'0'", "later"),
    ("({ then() {} })", "'0'", "later"),
]

# The same for a value, from a host that has been initialised and from one that has not; None: it could not say.
VALUES: list[tuple[str, str, str | None, str | None]] = [
    ("'normal'", "'0'", "normal", "normal"),
    ("'normal'", "'101'", "normal", "normal"),
    ("0", "0", "0", "0"),
    ("false", "0", "false", "false"),
    ("new String('x')", "'0'", "x", "x"),
    ("''", "'0'", "", ""),
    ("undefined", "'0'", "", ""),
    ("null", "0", "", ""),
    ("'undefined'", "'0'", "", ""),  # a host's own nothing, as a word
    ("'null'", "'0'", "", ""),
    *(("''", f"'{code}'", "", None) for code in (201, 301, 401, 402, 403)),
    ("undefined", "'403'", "", None),
    ("undefined", "undefined", "", None),  # no error numbers: a host that is open has nothing there
    ("''", "''", "", None),
    ("''", "'101'", None, None),  # a failure
    ("''", "'405'", None, None),
    ("player.THREW", "'0'", None, None),
    ("Promise.resolve('normal')", "'0'", None, None),  # it cannot be waited for
]

STATUSES: dict[str, str | None] = {
    **{
        word: word
        for word in ("passed", "completed", "failed", "incomplete", "browsed", "not attempted", "unknown", "")
    },
    " Completed ": "completed",
    "PASSED": "passed",
    "not_attempted": "not attempted",
    "Not Attempted": "not attempted",
    "notattempted": "not attempted",
    "not-attempted": "not attempted",
    "not started": "not attempted",
    "in_progress": "incomplete",
    "complete": "completed",
    "P": "passed",  # AICC's letters
    "n": "not attempted",
    "I": "incomplete",
    "42": None,
    "<html>": None,
    "passed, completed": None,
}
MODES = {
    "normal": "normal",
    " Normal": "normal",
    "": "normal",
    "42": "normal",
    "Review": "review",
    "review\n": "review",
    "BROWSE": "browse",
    "preview": "browse",
}


@pytest.fixture(scope="module")
def read(lab: Page) -> Any:
    return lambda script, rows: lab.evaluate(script, rows)


def test_what_was_done_is_read_from_whatever_hosts_answer(read: Any) -> None:
    found = read("rows => rows.map(([one, error]) => player.readDone(eval(one), () => eval(error)))", DONE)
    assert dict(zip(DONE, found, strict=True)) == {row: row[2] for row in DONE}


def test_a_value_is_read_and_what_could_not_be_said_is_never_nothing(read: Any) -> None:
    script = """rows => rows.map(([one, error]) =>
        [true, false].map((isOpen) => player.readValue(eval(one), () => eval(error), isOpen)))"""
    found = [tuple(one) for one in read(script, VALUES)]
    assert dict(zip(VALUES, found, strict=True)) == {row: row[2:] for row in VALUES}


def test_statuses_and_modes_are_read_with_spaces_and_in_any_case(read: Any) -> None:
    found = read("rows => rows.map((one) => player.readStatus(one, false))", list(STATUSES))
    assert dict(zip(STATUSES, found, strict=True)) == STATUSES
    # A word of the host's own is one that stands; what could not be said is none.
    found = read("rows => rows.map((one) => player.readStatus(one, true))", list(STATUSES))
    assert dict(zip(STATUSES, found, strict=True)) == {word: is_ or "incomplete" for word, is_ in STATUSES.items()} | {
        "": ""
    }
    assert read("() => player.readStatus(null, true)", None) is None
    found = read("rows => rows.map(player.readMode)", list(MODES))
    assert dict(zip(MODES, found, strict=True)) == MODES
