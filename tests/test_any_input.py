"""Whatever stands in a trainer's files, `check` names what is wrong and never ends in a fault of its own."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.pipeline import Workspace, checked
from builder.problems import UNSEEN, as_text
from builder.questions import types
from builder.targets import targets

HERE = Path(__file__).parent
# What stands in for a value, a word, a line: what is empty, long, nested, of another kind, or means something.
ODD = (
    *(
        "",
        " ",
        "0",
        "-1",
        "9" * 5000,
        "1e999",
        "no",
        "null",
        "~",
        "[]",
        "{}",
        "[[[]]]",
        "{a: {b: c}}",
        "'",
        '"',
        "&a",
        "*a",
    ),
    *("!x", "|", ">-", "? a", "- - -", "---", "...", "%YAML 9", "\t", "<<: a", "a: b: c", "#", "@x", "`", "2027-02-30"),
    *(
        '"\\x1b[31m"',
        '"\\u202e"',
        '"\\ud800"',
        '"\\L"',
        "\u2067x\u2069",
        "😀",
        "e\u0301",
        "\ufffd",
        "{#a}",
        "{#",
        "# ",
        "## ",
        "###",
    ),
    *(
        ":::",
        ":::key",
        ":::board x",
        ":::facilitator 999999999999 minutes",
        "```question",
        "```",
        "~~~",
        "<!--",
        "-->",
        "<i>",
    ),
    *(
        "[@T1]",
        "[@",
        "[@NOPE]",
        "![",
        "![a](pictures/square.png)",
        "![a](../../x)",
        "![a](\0)",
        "[a](javascript:x)",
        "[a](#hello)",
    ),
    *(
        "|a|b|\n|-|-|\n|c|",
        "&#x202e;",
        "&#0;",
        "1. 2. 3.",
        "* * *",
        "\\",
        "%",
        "{{ x }}",
        "{% x %}",
        "$$",
        "\r",
        "1 2 3 " * 60,
    ),
)


@pytest.fixture
def modules(root: Path) -> Path:
    """Return a workspace's folder of modules in which a question of each type stands."""
    first = root / "modules" / "first"
    starters = [HERE.parent / "builder" / "questions" / name / "starter.yaml" for name in types()]
    asked = "".join(f"\n## {path.parent.name}\n\n```question\n{path.read_text('utf-8')}\n```\n" for path in starters)
    (first / "30-asked.md").write_text(f"# Asked\n{asked}", "utf-8")
    return root / "modules"


def _value(text: str, odd: str, chance: random.Random) -> str:
    """Put something odd in place of a value, or of the rest of a line."""
    rows = text.split("\n")
    at = chance.randrange(len(rows))
    name, colon, _ = rows[at].partition(": ")
    rows[at] = f"{name}{colon}{odd}" if colon else odd
    return "\n".join(rows)


def _word(text: str, odd: str, chance: random.Random) -> str:
    """Put something odd between two signs."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + odd + text[at:]


def _cut(text: str, odd: str, chance: random.Random) -> str:
    """Take a piece away, and put something odd there."""
    first, last = sorted(chance.choices(range(len(text) + 1), k=2))
    return text[:first] + odd + text[min(last, first + 40) :]


def _twice(text: str, odd: str, chance: random.Random) -> str:
    """Write a line a second time, further to the right."""
    rows = text.split("\n")
    at = chance.randrange(len(rows))
    return "\n".join([*rows[: at + 1], f"  {rows[at]}{odd}", *rows[at + 1 :]])


CHANGES: tuple[Callable[[str, str, random.Random], str], ...] = (_value, _word, _cut, _twice)


@pytest.mark.parametrize("count", [40, pytest.param(6000, marks=pytest.mark.everything)])
def test_nothing_a_file_holds_ends_in_a_fault(modules: Path, count: int) -> None:
    chance = random.Random(count)
    paths = [path for path in sorted(modules.rglob("*")) if path.suffix in (".md", ".yaml", ".svg", ".vtt")]
    good = {path: path.read_text("utf-8") for path in paths}
    workspace = Workspace(modules.parent)
    for number in range(count):
        path = chance.choice(paths)
        text = good[path]
        for _ in range(chance.choice((1, 1, 1, 3))):
            text = chance.choice(CHANGES)(text, chance.choice(ODD), chance)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            found = checked(workspace, ["first"], list(targets().values()) if number % 10 == 0 else ())
        except Exception as fault:
            raise AssertionError(f"{path.name} ends in a fault:\n{text}") from fault
        assert not any(UNSEEN.search(as_text(one, modules.parent)) for one in found.problems)
        path.write_text(good[path], "utf-8")
