"""Every problem has a code of its own, explained where it is given: the docstrings are the manual."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from builder import checks
from builder.rules import FAMILIES, MORE_FAMILIES, Rule, rules, written_in

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"[A-Z]\d{3}")
# What only a machine in trouble shows, a fault of ours, or a module of a thousand screens: no table can hold it.
UNSEEN = {"B101", "F110", "P109", "S114"}
MISTAKES = [
    row["says"]
    for table in sorted((ROOT / "tests" / "checks" / "mistakes").glob("*.yaml"))
    for row in yaml.load(table.read_text("utf-8"), yaml.BaseLoader)
]
BAD = [
    row["says"]
    for examples in sorted((ROOT / "builder" / "questions").glob("*/examples.yaml"))
    for row in yaml.load(examples.read_text("utf-8"), yaml.BaseLoader)["bad"]
]


def uses() -> Iterator[tuple[str, str, str]]:
    """Yield each code the builder can give, the function or class that gives it, and its docstring."""
    for path in sorted((ROOT / "builder").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                name = f"{path.relative_to(ROOT).as_posix()}: {node.name}"
                docstring = ast.get_docstring(node) or ""
                for one in _of(node):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str) and CODE.fullmatch(one.value):
                        yield one.value, name, docstring


def _of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function or a class, without what stands in functions and classes inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.ClassDef)):
            yield child
            yield from _of(child)


USES = sorted(set(uses()))
CODES = sorted({code for code, _, _ in USES})


def test_no_code_means_two_things() -> None:
    places = defaultdict(set)
    for code, function, _ in USES:
        places[code].add(function)
    assert {code: names for code, names in places.items() if len(names) > 1} == {}


@pytest.mark.parametrize(("code", "function", "docstring"), USES, ids=[code for code, _, _ in USES])
def test_a_code_is_explained_where_it_is_given(code: str, function: str, docstring: str) -> None:
    assert re.search(rf"^{code} [a-z0-9-]+( \([a-z, -]+\))?: ", docstring, re.MULTILINE), function


def test_what_is_explained_is_given_and_explained_once() -> None:
    assert list(rules()) == CODES
    found = [rule for path in (ROOT / "builder").rglob("*.py") for rule in written_in(path.read_text("utf-8"))]
    assert sorted(rule.code for rule in found) == CODES


def test_every_rule_has_a_name_of_its_own_in_words() -> None:
    names = [rule.name for rule in rules().values()]
    assert sorted(set(names)) == sorted(names)
    assert not [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or CODE.fullmatch(name)]


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_a_page_of_the_manual_is_made_of_whole_sentences(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].{25,}[.]", rule.manual)
    assert rule.family in (*FAMILIES.values(), *MORE_FAMILIES)


@pytest.mark.parametrize("rule", checks.rules(), ids=lambda rule: rule.__name__)
def test_a_rule_has_a_page_in_the_manual(rule: object) -> None:
    assert re.search(r"\b[A-Z]\d{3}\b", rule.__doc__ or "")


def test_every_code_is_shown_by_a_mistake_or_a_bad_example() -> None:
    said = "".join([*MISTAKES, *BAD])
    assert [code for code in CODES if f" {code}: " not in said and code not in UNSEEN] == []


def test_every_code_has_a_near_miss() -> None:
    tables = sorted((ROOT / "tests" / "checks" / "near").glob("*.yaml"))
    near = {row["code"] for table in tables for row in yaml.load(table.read_text("utf-8"), yaml.BaseLoader)}
    assert near | UNSEEN == set(CODES)


def test_a_rule_is_as_bad_as_its_page_says() -> None:
    said = "".join([*MISTAKES, *BAD])
    wrong = [one.code for one in rules().values() if f"{one.severity} {one.code}: " not in said]
    assert [code for code in wrong if code not in UNSEEN] == []
