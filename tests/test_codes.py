"""Every problem has a code of its own, and each code is explained where it is given: the docstrings are the manual."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from builder.checks import rules

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"[A-Z]\d{3}")
# What the letter of a code says: where to look.
LETTERS = {
    "F": "files",
    "Y": "YAML",
    "M": "Markdown",
    "S": "structure",
    "Q": "questions",
    "E": "evidence",
    "L": "language",
    "P": "pictures",
    "R": "release",
}
# What only a machine in trouble shows, or a module of a thousand screens: no table can hold it.
UNSEEN = {"P109", "S114"}


def uses() -> Iterator[tuple[str, str, str]]:
    """Yield each code the builder can give, the function that gives it, and that function's docstring."""
    for path in sorted((ROOT / "builder").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                name = f"{path.relative_to(ROOT).as_posix()}: {function.name}"
                docstring = ast.get_docstring(function) or ""
                for one in ast.walk(function):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str) and CODE.fullmatch(one.value):
                        yield one.value, name, docstring


USES = sorted(set(uses()))
CODES = sorted({code for code, _, _ in USES})


def test_no_code_means_two_things() -> None:
    places = defaultdict(set)
    for code, function, _ in USES:
        places[code].add(function)
    assert {code: names for code, names in places.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("code", "function", "docstring"), USES, ids=[code for code, _, _ in USES])
def test_a_code_is_explained_where_it_is_given(code: str, function: str, docstring: str) -> None:
    assert f"{code}: " in docstring, function
    assert code[0] in LETTERS


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.__name__)
def test_a_rule_has_a_page_in_the_manual(rule: object) -> None:
    assert re.search(r"\b[A-Z]\d{3}\b", rule.__doc__ or "")


def test_every_code_is_shown_by_a_mistake_or_a_bad_example() -> None:
    tables = sorted((ROOT / "tests" / "checks" / "mistakes").glob("*.yaml"))
    said = "".join(row["says"] for table in tables for row in yaml.load(table.read_text("utf-8"), yaml.BaseLoader))
    for examples in sorted((ROOT / "builder" / "questions").glob("*/examples.yaml")):
        said += "".join(row["says"] for row in yaml.load(examples.read_text("utf-8"), yaml.BaseLoader)["bad"])
    assert [code for code in CODES if f" {code}: " not in said and code not in UNSEEN] == []
