"""A trainer who makes every mistake: `mistakes/*.yaml` holds what she wrote and everything that is said about it.

In `near/*.yaml` she does what only looks like one, and nothing is said.
"""

import re
from typing import Any

import pytest
import yaml
from table import fixed, rows, says

from builder.questions import types
from builder.read.marks import mark_names

ROWS = rows()
NEAR = rows("near")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['table']}: {row['mistake']}" for row in ROWS])
def test_all_that_is_wrong_is_said_where_it_stands_and_nothing_else(row: dict[str, Any]) -> None:
    known = row["says"].replace("{types}", ", ".join(sorted(types()))).replace("{marks}", ", ".join(mark_names()))
    assert says(row) == known


MENDED = [row for row in ROWS if "mended" in row]


@pytest.mark.parametrize("row", MENDED, ids=[f"{row['table']}: {row['mistake']}" for row in MENDED])
def test_what_has_one_right_answer_is_written_in_place_of_the_mistake(row: dict[str, Any]) -> None:
    written, wanted = fixed(row)
    assert written == wanted


def test_what_a_paste_would_be_mended_to_stands_beside_it() -> None:
    pastes = [row for row in ROWS if row["table"] == "pasted"]
    assert [row["mistake"] for row in pastes if ("check --fix" in row["says"]) != ("mended" in row)] == []


@pytest.mark.parametrize("row", NEAR, ids=[f"{row['code']}: {row['near']}" for row in NEAR])
def test_what_only_looks_like_a_mistake_is_not_found(row: dict[str, Any]) -> None:
    codes = set(re.findall(r"(?:error|warning|note) ([A-Z]\d+): ", says(row)))
    assert row["code"] not in codes
    assert codes == set(row.get("besides", ()))


def test_the_slower_yaml_parser_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.placed.Loader", yaml.SafeLoader)
    wrong = [row["mistake"] for row in ROWS if row["table"] == "yaml" and says(row) != row["says"]]
    assert wrong == []


def test_every_problem_reads_as_the_house_writes_it() -> None:
    for row in ROWS:
        lines = row["says"].splitlines()
        for first, hint in zip(lines[::2], lines[1::2], strict=True):
            assert re.fullmatch(r"modules/[^:]+:[1-9]\d*:[1-9]\d*: (error|warning|note) [A-Z]\d+: [A-Z\"].*[^.]", first)
            assert re.fullmatch(r"  hint: \S.*", hint)


def test_no_problem_speaks_of_the_machinery() -> None:
    said = "".join(row["says"] for row in ROWS)
    assert not re.search(r"pydantic|Traceback|None\b|\bstr\b|<class|mapping|scalar|token|YAMLError|Errno", said)
