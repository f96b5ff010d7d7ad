"""Whatever a file holds, reading and checking it ends with problems and never with a traceback."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table import HERE, WORKSPACE

from builder.checks import check
from builder.problems import Problem, any_errors, as_text
from builder.read import Reading, read_module, read_shared
from builder.read.edits import apply
from builder.render.page import page_files
from builder.render.print import handouts

# What trips readers up: the signs of YAML, Markdown and our marks, odd spaces, odd letters.
PIECES = [
    *"\t\n\r :-,[]{}#&*!|>'\"%@`?~.\\/()<=_0aé😀\u00a0\u2028\u200f\ufeff\x00\x85",
    *("\n\n", "\r\n", "  ", "    ", "- ", ": ", " #", "---\n", "...\n", "? ", "<<: ", "|\n", ">-\n", "%YAML 1.1\n"),
    *(
        "\n# ",
        "\n## ",
        "\n### ",
        "{#",
        "}",
        "{#hello}",
        ":::",
        "\n:::\n",
        "\n:::note\n",
        "\n:::quote\n",
        "\n:::board\n",
    ),
    *("\n```question\n", "\n```\n", "\n~~~\n", "\n  ```question\n", "> ", "1. ", "| a | b |\n|--|--|\n", "\n***\n"),
    *("[@", "[@T1]", "[@T9]", "](", "![", "![a](pictures/circles.svg)", "[a](#hello)", "[a]: b\n", "<!--", "-->"),
    *("<b>", "</b>", "<script>", "&lt;", "&#0;", "**", "source: Q1\n", "id: ", "code: ", "right: yes\n", "options: "),
]
MODULES = WORKSPACE / "modules"
EASY = HERE / "mistakes" / "easy"  # a module may have an easy edition too
FILES = [path.relative_to(root) for root in (MODULES, EASY) for path in sorted(root.rglob("*")) if path.is_file()]


def mutated(text: str, seed: int) -> str:
    """Return the text after a few changes: pieces put in, cut out, doubled and moved."""
    dice = random.Random(seed)
    for _ in range(dice.choice([1, 1, 2, 3, 8])):
        start = dice.randint(0, len(text))
        end = min(len(text), start + dice.choice([0, 0, 1, 3, 20, 200]))
        way = dice.randint(0, 3)
        if way == 0:
            text = text[:start] + "".join(dice.choices(PIECES, k=dice.choice([1, 1, 2, 4]))) + text[end:]
        elif way == 1:
            text = text[:start] + text[end:]
        else:
            to = end if way == 2 else dice.randint(0, len(text))
            text = text[:to] + text[start:end] + text[to:]
    return text


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("anything") / "modules"
    _fresh(folder)
    return folder


def _fresh(folder: Path) -> None:
    for root in (MODULES, EASY):
        shutil.copytree(root, folder, dirs_exist_ok=True)


def read(modules: Path) -> tuple[Reading, list[Problem]]:
    shared, problems = read_shared(modules / "shared")
    reading = read_module(modules / "first", shared)
    return reading, [*problems, *reading.problems, *check(reading.module)]


def stands_in_its_file(problem: Problem) -> bool:
    place = problem.place
    if place.path.suffix not in (".md", ".yaml") or not place.path.is_file():
        return (place.line, place.column) >= (1, 1)
    text = place.path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(file=st.sampled_from(FILES), seed=st.integers(0, 2**32))
def test_no_file_can_stop_the_reader_and_what_has_no_errors_can_be_shown(modules: Path, file: Path, seed: int) -> None:
    whole = (modules / file).read_bytes()
    try:
        changed = mutated(whole.decode("utf-8", "surrogateescape"), seed)
        (modules / file).write_bytes(changed.encode("utf-8", "surrogateescape"))
        reading, problems = read(modules)
        assert all(stands_in_its_file(problem) for problem in problems)
        assert all(as_text(problem, modules.parent) for problem in problems)
        if reading.whole and not any_errors(problems):
            assert list(handouts(reading.module))
            assert list(page_files(reading.module, (), None))
        for path, data in apply(reading.edits).items():
            path.write_bytes(data)
        assert read(modules)[0].edits == ()
    finally:
        _fresh(modules)
