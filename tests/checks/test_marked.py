"""Every typed text that is shown as Markdown is under the rules of a lesson. Which are, the models say themselves."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.checks import walk
from builder.model import Module
from builder.pipeline import Workspace, checked
from builder.questions import types
from builder.render import Build
from builder.render.environment import environment
from builder.render.print.course import course_handouts
from builder.written import Written, marked_fields

SAMPLE = Path(__file__).parents[1] / "sample" / "modules"
GLOSSARY = """glossary:
  - term: sample
    means: Something that shows what [@REC-STF-01] the others are like.
    source: robertson-2024
"""
BOARD = """lines:
  - text: "Share what helped [@REC-STF-01]"
    answer: can
    why: It is what the role is for.
    source: robertson-2024
  - text: Give medicine
    answer: cannot
    why: >-
      Others do this.
    source: [REC-STF-01]
"""
# What no text may hold, with what is said of each.
WRONG = {
    "[a page](javascript:alert)": "M120",
    "[one](data:text/html,x)": "M120",
    "<i>a</i>": "M105",
    "![words](pictures/none.svg)": "M125",
    "[@NOPE]": "E101",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace in which every field that is shown as Markdown is used."""
    shutil.copytree(SAMPLE, tmp_path / "modules")
    (tmp_path / "modules" / "shared" / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    (tmp_path / "modules" / "sample" / "board.yaml").write_text(BOARD, "utf-8")
    lesson = tmp_path / "modules" / "sample" / "10-start.md"
    text = lesson.read_text("utf-8").replace("of: sample\n", "of: sample\nlabels:\n  low: A *little*\n  high: A lot\n")
    lesson.write_text(
        text.replace("## Something hard {#hard}\n", ":::board\n:::\n\n## Something hard {#hard}\n"), "utf-8"
    )
    return Workspace(tmp_path.resolve())


def module_of(workspace: Workspace) -> Module:
    found = checked(workspace, ["sample"], [])
    assert [one for one in found.problems if one.severity == "error"] == []
    return found.modules[0]


def models(module: Module) -> Iterator[Written]:
    """Yield every model in a module, whatever holds it."""
    waiting: list[Any] = [*(one.question for one in module.questions), *(one.said for one in module.recordings)]
    waiting += [module.about, module.asking, module.board, *module.shared.glossary]
    for one in waiting:
        if isinstance(one, Written):
            yield one
            waiting += [getattr(one, name) for name in type(one).model_fields]
        elif isinstance(one, tuple):
            waiting += one


def below(kind: type[Written]) -> Iterator[type[Written]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_what_is_wrong_in_any_of_them_is_said_where_it_stands(workspace: Workspace) -> None:
    types()
    module = module_of(workspace)
    every = {(kind.__name__, name) for kind in below(Written) for name in marked_fields(kind)}
    used = [(type(one), name) for one in models(module) for name in marked_fields(type(one)) if getattr(one, name)]
    met = {(kind.__name__, name) for of, name in used for kind in of.__mro__}
    assert every - met == set(), "this field is used nowhere in the workspace above"

    places = {place for _, place in walk.lines(module)}
    for place in sorted(places, reverse=True):
        rows = place.path.read_text("utf-8").split("\n")
        row, at = rows[place.line - 1], place.column - 1
        if row[at] in ">|":
            rows[place.line] = f"{rows[place.line]} {' '.join(WRONG)}"
        else:
            at += row[at] in "\"'"
            rows[place.line - 1] = f"{row[:at]}Here {' '.join(WRONG)} {row[at:]}"
        place.path.write_text("\n".join(rows), "utf-8")
    found = {(one.place.path, one.place.line, one.code) for one in checked(workspace, ["sample"], []).problems}
    lost = {(place.path, place.line, code) for place in places for code in WRONG.values()} - found
    assert sorted(lost) == []


def test_what_is_shown_as_markdown_is_of_that_type(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    module = module_of(workspace)
    shown = set[str]()
    for name in ("line", "plain"):
        was: Any = environment().filters[name]
        monkeypatch.setitem(environment().filters, name, _noting(was, shown))
    build = Build(module, prints=False)
    list(build.page())
    list(build.handouts.values())
    list(course_handouts(module.shared, [module]))
    assert len(shown) > 50
    assert shown - {text for text, _ in walk.lines(module)} == set()


def _noting(was: Any, shown: set[str]) -> Any:
    """Return a filter that notes each text it is given. A filter that is handed the context says so by an attribute."""

    def noting(*given: Any) -> Any:
        shown.add(str(given[-1]))
        return was(*given)

    noting.__dict__.update(was.__dict__)
    return noting
