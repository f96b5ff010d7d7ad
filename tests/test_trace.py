"""The trace: which lines of the study the course teaches, where, and what it leaves open."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.pipeline import Workspace, checked
from builder.render.trace import as_csv
from builder.trace import Trace, traced

ROOT = Path(__file__).parents[1]
QUESTION = """```question
id: {id}
type: reflect
ask: What would help?{words}
{source}
```
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace with one module, which has nothing wrong with it."""
    shutil.copytree(ROOT / "tests" / "checks" / "workspace" / "modules", tmp_path / "modules")
    return tmp_path.resolve()


def trace_of(root: Path, *lessons: str) -> Trace:
    """Return the trace of the module with these lessons in place of its own, and no board and no quiz."""
    folder = root / "modules" / "first"
    for path in [*folder.glob("*.md"), folder / "board.yaml", folder / "quiz.yaml"]:
        path.unlink(missing_ok=True)
    about = folder / "module.yaml"
    about.write_text(about.read_text("utf-8").replace("completion: both", "completion: screens"), "utf-8")
    for number, lesson in enumerate(lessons):
        (folder / f"{number}0-lesson.md").write_text(lesson, "utf-8")
    workspace = Workspace(root)
    found = checked(workspace, workspace.names(), ())
    assert [one for one in found.problems if one.severity == "error"] == []
    return traced(found.modules, found.shared)


def question(name: str = "ask", source: str = "", words: str = "") -> str:
    return QUESTION.format(id=name, words=words, source=f"source: {source}" if source else "")


def where(trace: Trace, name: str = "T1") -> dict[str, list[str]]:
    """Return the screens of a line by what they do with it."""
    line = next(line for line in trace.lines if line.source.id == name)
    return {
        what: [spot.screen.id for spot in getattr(line, what)]
        for what in ("taught", "said", "used")
        if getattr(line, what)
    }


def test_a_line_is_taught_where_the_text_says_it_and_a_question_there_uses_it(root: Path) -> None:
    trace = trace_of(root, f"# A\n\n## One {{#one}}\n\nSaid [@T1].\n\n{question(source='T1')}")
    assert where(trace) == {"taught": ["one"]}
    assert where(trace, "T2") == {}


def test_the_question_may_stand_on_the_next_screen_also_in_the_next_lesson(root: Path) -> None:
    trace = trace_of(root, "# A\n\n## One {#one}\n\nSaid [@T1].", f"# B\n\n## Two {{#two}}\n\n{question(source='T1')}")
    assert where(trace) == {"taught": ["one"]}


def test_a_question_two_screens_on_is_too_far_away(root: Path) -> None:
    lesson = "# A\n\n## One {#one}\n\nSaid [@T1].\n\n## Two {#two}\n\nOn.\n\n## Three {#three}\n\n"
    assert where(trace_of(root, lesson + question(source="T1"))) == {"said": ["one"], "used": ["three"]}


def test_a_question_that_only_names_its_source_says_nothing(root: Path) -> None:
    assert where(trace_of(root, f"# A\n\n## One {{#one}}\n\n{question(source='T1')}")) == {"used": ["one"]}


def test_a_question_whose_words_carry_the_mark_says_it_and_uses_it(root: Path) -> None:
    assert where(trace_of(root, f"# A\n\n## One {{#one}}\n\n{question(words=' [@T1]')}")) == {"taught": ["one"]}


def test_a_scene_uses_what_it_cites(root: Path) -> None:
    lesson = "# A\n\n## One {#one}\n\nSaid [@T1].\n\n:::scene\nSomebody says so [@T1].\n:::\n"
    assert where(trace_of(root, lesson)) == {"taught": ["one"]}


def test_a_quotation_says_what_it_quotes(root: Path) -> None:
    lesson = f"# A\n\n## One {{#one}}\n\n:::quote\nsource: T1\nwhat helps\n:::\n\n{question(source='T1')}"
    assert where(trace_of(root, lesson)) == {"taught": ["one"]}


def test_the_board_says_what_it_shows_where_it_is_shown(root: Path) -> None:
    workspace = Workspace(root)
    found = checked(workspace, workspace.names(), ())
    assert where(traced(found.modules, found.shared), "T1")["said"] == ["hello", "can-do"]


def test_the_closing_questions_are_counted_among_the_screens(root: Path) -> None:
    workspace = Workspace(root)
    found = checked(workspace, workspace.names(), ())
    line = next(line for line in traced(found.modules, found.shared).lines if line.source.id == "T2")
    assert [(spot.screen.id, spot.number) for spot in line.used][-1] == ("q-match-screen", 4)


def test_each_quotation_is_looked_for(root: Path) -> None:
    used = trace_of(
        root, "# A\n\n## One {#one}\n\n:::quote\nsource: Q1\nYou have to understand what peer support work is.\n:::\n"
    )
    assert used.unused == []


def test_a_quotation_that_stands_nowhere_is_not_used(root: Path) -> None:
    assert [source.id for source in trace_of(root, "# A\n\n## One {#one}\n\nHere [@Q1].").unused] == ["Q1"]


def test_sources_that_were_not_read_whole_are_listed_with_the_screens_that_name_them(root: Path) -> None:
    shared = root / "modules" / "shared" / "sources.yaml"
    shared.write_text(re.sub(r"(read: \S+\n)", r"\1    seen: abstract\n", shared.read_text("utf-8"), count=1), "utf-8")
    trace = trace_of(root, "# A\n\n## One {#one}\n\nSaid [@study].\n\n## Two {#two}\n\nNothing.")
    assert [(source.id, [spot.screen.id for spot in spots]) for source, spots in trace.unread.items()] == [
        ("study", ["one"])
    ]
    CliRunner().invoke(main, ["--folder", str(root), "trace"])
    assert "Its abstract alone" in (root / "output" / "trace.html").read_text("utf-8")


# ── Claims without a source ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "The study found that it helps.",
        "Research shows that it helps.",
        "37 people took part.",
        "It helped in 40% of teams.",
        "One in four has it.",
        "Staff must be told.",
        "- The workshop recommended it.\n- So they say.",
    ],
)
def test_what_sounds_like_a_finding_or_a_duty_wants_a_source(root: Path, text: str) -> None:
    trace = trace_of(root, f"# A\n\n## One {{#one}}\n\nFirst.\n\n{text}\n")
    assert [claim.place.line for claim in trace.claims] == [7]


@pytest.mark.parametrize(
    "text",
    [
        "The study found that it helps [@T1].",
        "The study recommends three things [@T1]:\n\n- one thing\n- a thing that research shows",
        "The study recommends three things:\n\n- one thing [@T1]\n- another thing",
        "This takes 20 minutes, with 8 questions on 12 screens.",
        "You could ask your colleague.",
        ":::scene\n**Nurse:** “37 people must go.”\n:::",
        ":::quote\nsource: Q1\nYou have to understand what peer support work is.\n:::",
    ],
)
def test_what_has_a_source_or_claims_nothing_is_left_alone(root: Path, text: str) -> None:
    assert trace_of(root, f"# A\n\n## One {{#one}}\n\n{text}\n").claims == ()


def test_each_item_of_a_list_is_a_claim_of_its_own(root: Path) -> None:
    text = "- The study says so [@T1].\n- The study says more.\n\n  And so on.\n- Staff must be told."
    assert [
        (claim.place.line, claim.words) for claim in trace_of(root, f"# A\n\n## One {{#one}}\n\n{text}\n").claims
    ] == [
        (6, "The study says more. And so on."),
        (9, "Staff must be told."),
    ]


# ── What is written ──────────────────────────────────────────────────────────────────────────────


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def test_the_table_has_a_row_for_each_place_each_reason_and_each_gap(root: Path) -> None:
    reasons = "not-taught:\n  - id: T2\n    reason: It says “no”, so far.\n"
    (root / "modules" / "shared" / "not-taught.yaml").write_text(reasons, "utf-8")
    screen = "## {title} {{#{title}}}\n\nSaid [@T1].\n\n{question}\n"
    screens = [screen.format(title=title, question=question(f"q-{title}", "T1")) for title in ("one", "two")]
    assert rows(as_csv(trace_of(root, "# A\n\n" + "".join(screens)))) == [
        ["id", "module", "screen", "reason"],
        ["T1", "first", "one", ""],
        ["T1", "first", "two", ""],
        ["T2", "", "", "It says “no”, so far."],
    ]
    assert rows(as_csv(trace_of(root, "# A\n\n## One {#one}\n\nNothing.")))[1] == ["T1", "", "", ""]


def test_no_cell_of_the_table_is_a_formula_to_a_spreadsheet(root: Path) -> None:
    reasons = "not-taught:\n  - id: T2\n    reason: '=HYPERLINK(\"https://x.example\")'\n"
    (root / "modules" / "shared" / "not-taught.yaml").write_text(reasons, "utf-8")
    cells = [cell for row in rows(as_csv(trace_of(root, "# A\n\n## One {#one}\n\nSaid.\n"))) for cell in row]
    assert [cell for cell in cells if "HYPERLINK" in cell] == ['\'=HYPERLINK("https://x.example")']
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


TAUGHT = f"""# A

## One {{#one}}

Said [@T1; @T2].

{question(source="[T1, T2]")}
:::quote
source: Q1
You have to understand what peer support work is.
:::
"""


def test_the_command_prints_the_matrix_and_writes_it(root: Path) -> None:
    trace_of(root, TAUGHT)
    result = CliRunner().invoke(main, ["--folder", str(root), "trace"])
    assert result.output == (
        "Recommendations: 1 of 1 covered\n  T1  first: one\n\nThemes: 1 of 1 covered\n  T2  first: one\n\n"
        "Quotations: 1 of 1 used\n\nWrote output/trace.html and output/trace.csv\n"
    )
    made = ["catalogue.css", "trace.csv", "trace.html"]
    assert sorted(path.name for path in (root / "output").iterdir()) == [".lock", *made]


def test_what_is_left_open_is_listed(root: Path) -> None:
    trace_of(root, "# A\n\n## One {#one}\n\nSaid [@T1].\n\nThe study says more.")
    said = CliRunner().invoke(main, ["--folder", str(root), "trace"]).output
    assert "  T1  in part; said, and nothing uses it: first: one\n" in said
    assert "  T2  not yet\n" in said
    assert "  Not used yet: Q1\n\nNot covered: T1, T2\n" in said
    assert "  modules/first/00-lesson.md:7: The study says more.\n" in said


def test_strict_fails_while_something_is_open(root: Path) -> None:
    trace_of(root, TAUGHT)
    assert CliRunner().invoke(main, ["--folder", str(root), "trace", "--strict"]).exit_code == 0
    trace_of(
        root, TAUGHT.replace("source: Q1\nYou have to understand what peer support work is.", "source: T1\nwhat helps")
    )
    assert CliRunner().invoke(main, ["--folder", str(root), "trace", "--strict"]).exit_code == 1


def test_a_module_with_errors_is_named_and_not_counted(root: Path) -> None:
    (root / "modules" / "first" / "10-welcome.md").write_text("# A\n\n## One {#one}\n\nSaid [@T9].", "utf-8")
    result = CliRunner().invoke(main, ["--folder", str(root), "trace"])
    assert "Not counted, because they have errors (run check): first\n" in result.output
    assert "first" in (root / "output" / "trace.html").read_text("utf-8")


def test_the_page_links_to_the_screens_of_what_has_been_built(root: Path) -> None:
    page = root / "output" / "first" / "web" / "index.html"
    CliRunner().invoke(main, ["--folder", str(root), "trace"])
    assert 'href="first/web' not in (root / "output" / "trace.html").read_text("utf-8")
    page.parent.mkdir(parents=True)
    page.write_text("", "utf-8")
    CliRunner().invoke(main, ["--folder", str(root), "trace"])
    assert 'href="first/web/index.html#' in (root / "output" / "trace.html").read_text("utf-8")


# ── The study in the shipped course ──────────────────────────────────────────────────────────────


def test_the_shipped_sources_hold_the_whole_study() -> None:
    workspace = Workspace(ROOT)
    found = checked(workspace, [], ())
    kinds = [source.kind for source in found.shared.sources.values() if source.part_of]
    assert {kind: kinds.count(kind) for kind in kinds if kind} == {"recommendation": 35, "theme": 32, "quotation": 6}
