"""What the pages of documentation name is there: each command, option, file and heading."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from builder.cli import main
from builder.cli.build import _NO_PANGO

ROOT = Path(__file__).parents[1]
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("[a-z]*/README.md"), *ROOT.glob("modules/*.md")})
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
_PATH = re.compile(r"`([\w./-]*[\w-]/[\w./-]*)`")
# What is not there before somebody builds or writes it.
_MADE = ("output/", "modules/my-module", "modules/first", "modules/shared/not-taught.yaml", "modules/.schemas/")


def commands(text: str) -> Iterator[str]:
    """Yield every command line of `team-readiness` in a block of code or between backticks."""
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    for code in [*lines, *re.findall(r"`([^`\n]+)`", text)]:
        if found := re.match(r"(?:[\w./\\]*[/\\])?team-readiness (.+)", code):
            yield re.split(r"  +|\s#", found[1])[0].rstrip(".:")


def anchors(page: Path) -> set[str]:
    """Return the names that a page's headings have as links."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_is_named_can_be_typed(name: str) -> None:
    for line in commands((ROOT / name).read_text("utf-8")):
        words = shlex.split(line)
        command: click.Command = main
        if not words[0].startswith("-"):
            found = main.get_command(click.Context(main), words.pop(0))
            assert found, line
            command = found
        try:
            command.make_context("team-readiness", words)
        except click.exceptions.Exit:
            pass  # --help and --version answer at once
        except click.UsageError as wrong:
            pytest.fail(f"{line}: {wrong.message}")


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    text = re.sub(r"^    .*$|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        led = page.parent / path if path else page
        assert led.exists(), target
        assert not anchor or anchor in anchors(led), target


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    """Looked at is what begins with a folder of the project or of the page's own; other paths are of something else."""
    page = ROOT / name
    for path in _PATH.findall(page.read_text("utf-8")):
        rooms = [room for room in (ROOT, page.parent) if (room / path.split("/")[0]).is_dir()]
        if rooms and not path.startswith(_MADE):
            assert any((room / path).exists() for room in rooms), path


def test_the_map_of_the_builder_is_the_one_that_is_guarded() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = [set(layer.split(" | ")) for layer in contracts[0]["layers"]]
    table = (ROOT / "builder" / "README.md").read_text("utf-8").split("## The floors")[1].split("## ")[0]
    floors = [set(re.findall(r"`([a-z]+)/?`", row)) for row in re.findall(r"^\| (`[^|]+)\|", table, re.MULTILINE)]
    assert floors == layers


def test_the_first_ten_minutes_say_what_a_build_without_pango_says() -> None:
    page = (ROOT / "modules" / "README.md").read_text("utf-8")
    assert "".join(f"    {line}\n" for line in _NO_PANGO.splitlines()) in page
