"""No text takes longer and longer: what twice as long a text costs is about twice as much, wherever it stands.

What it costs is counted, in calls, so that a slow machine says the same; what one call does alone is looked at in `make
test-all`, in seconds of the processor, of a text of the largest size.
"""

import itertools
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from builder.checks import check
from builder.drawing import read as read_drawing
from builder.problems import as_text
from builder.read import read_module, read_shared
from builder.read.text import LARGEST, LONGEST

WORKSPACE = Path(__file__).parent / "checks" / "workspace" / "modules"
# What Markdown, YAML and our own rules look for the end of.
SIGNS = [
    "<!--",
    "-->",
    "<",
    "</",
    "<a b='",
    "&#",
    "\\",
    "`",
    "``a`",
    "*",
    "**a",
    "_",
    "[",
    "![",
    "](",
    "[a](",
    "(",
    '"',
]
SIGNS += [
    "{#",
    ":::",
    "> ",
    "- ",
    "1. ",
    "#",
    "\n## a",
    "|",
    "[@",
    "[@T1]",
    "```",
    "--",
    "a. ",
    "a",
    "\t",
    "1",
    "'",
    "“",
]
MARKDOWN = [
    *SIGNS,
    *("".join(pair) for pair in itertools.permutations(["<!--", "*", "_", "[", "](", "`", "\n", "a "], 2)),
]
KINDS: dict[str, tuple[str, Callable[[str, int], str]]] = {
    "a paragraph": ("10-welcome.md", lambda sign, size: f"# A\n\n## B {{#b}}\n\n{sign * (size // len(sign))}\n"),
    "paragraphs": ("10-welcome.md", lambda sign, size: "# A\n\n## B {#b}\n\n" + f"{sign}\n\n" * (size // len(sign))),
    "a value": ("module.yaml", lambda sign, size: f'title: "{(sign * size)[:size]}"\n'),
    "names": ("module.yaml", lambda sign, size: "".join(f"{sign}{n}: a\n" for n in range(size // 8))),
    "questions": ("quiz.yaml", lambda sign, size: "questions:\n" + f"  - {{{sign}: a}}\n" * (size // 12)),
}
# These take time for each line with a place; a few hundred lines tell.
WIDE = [(kind, sign) for kind in KINDS for sign in (MARKDOWN if "paragraph" in kind else SIGNS)]
QUICK = [
    *[("a paragraph", sign) for sign in ("<!--", "{#", '"', "[@")],
    *[("paragraphs", sign) for sign in ("<!-- -->", "\n## a")],
    *[("names", "a"), ("questions", "type"), ("a value", "“")],
]


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("costs").resolve() / "modules"
    shutil.copytree(WORKSPACE, folder)
    look(folder, "a paragraph", "a ", 100)  # what is loaded only once is not counted
    return folder


def look(modules: Path, kind: str, sign: str, size: int) -> None:
    """Read, check and print the problems of a module with such a text in it."""
    name, make = KINDS[kind]
    path = modules / "first" / name
    path.write_text(make(sign, size), "utf-8", newline="")
    try:
        reading = read_module(modules / "first", read_shared(modules / "shared")[0])
        for problem in (*reading.problems, *check(reading.module)):
            as_text(problem, modules.parent)
    finally:
        shutil.copy(WORKSPACE / "first" / name, path)


def calls(do: Callable[[], object]) -> int:
    """Return how many functions are called while something is done, those of the language itself among them."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        do()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(("kind", "sign"), QUICK)
def test_twice_the_text_is_about_twice_the_work(modules: Path, kind: str, sign: str) -> None:
    look(modules, kind, sign, 500)  # what is done once only, the first time
    once, twice, again = (calls(lambda size=size: look(modules, kind, sign, size)) for size in (1000, 2000, 4000))
    assert again - twice < 3 * (twice - once) + 2000


@pytest.mark.everything
@pytest.mark.parametrize(("kind", "sign"), WIDE)
def test_a_text_of_the_largest_size_is_read_soon(modules: Path, kind: str, sign: str) -> None:
    size = LONGEST - 200 if kind == "a paragraph" else LARGEST - 20_000
    costs = []
    for part in (size // 4, size // 2, size):
        began = time.process_time()
        look(modules, kind, sign, part)
        costs.append(time.process_time() - began)
    assert costs[2] < 3 * costs[1] + 0.5, costs


@pytest.mark.parametrize("digits", [20_000, 200_000])
def test_a_number_without_an_end_in_a_drawing_is_refused_at_once(digits: int) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {"1" * digits}x 8"/>'.encode()
    began = time.process_time()
    found = read_drawing(drawing)[1]
    assert len(found) == 1
    assert time.process_time() - began < 5


def test_many_pictures_that_are_not_there_beside_many_files(modules: Path) -> None:
    lesson = modules / "first" / "10-welcome.md"
    lesson.write_text("# A\n\n## B {#b}\n\n" + "\n\n".join(f"![a](pictures/no{n}.svg)" for n in range(60)), "utf-8")
    for number in range(2000):
        (modules / "first" / "pictures" / f"there{number}.svg").touch()
    try:
        assert calls(lambda: read_module(modules / "first", read_shared(modules / "shared")[0])) < 6_000_000
    finally:
        shutil.rmtree(modules / "first")
        shutil.copytree(WORKSPACE / "first", modules / "first")
