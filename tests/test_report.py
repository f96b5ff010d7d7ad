"""What `check`, `--explain` and `list rules` say, in each of their forms."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.problems import UNSEEN

WORKSPACE = Path(__file__).parent / "checks" / "workspace"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace with an error: a picture without a description; its words would break an annotation."""
    shutil.copytree(WORKSPACE, tmp_path / "workspace")
    lesson = tmp_path / "workspace" / "modules" / "first" / "20-list.md"
    lesson.write_text(lesson.read_text("utf-8").replace("![A blue square]", "![]"), "utf-8")
    return (tmp_path / "workspace").resolve()


def warn(root: Path) -> None:
    """Leave no error and one warning."""
    shutil.copytree(WORKSPACE, root, dirs_exist_ok=True)
    about = root / "modules" / "first" / "module.yaml"
    about.write_text(about.read_text("utf-8").replace("minutes: 5", "minutes: 90"), "utf-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def test_the_rules_are_one_json_array() -> None:
    rules = json.loads(run("list", "rules", "--format", "json").output)
    assert len(rules) >= 40
    assert all(list(rule) == ["code", "name", "family", "severity", "manual"] for rule in rules)
    assert all(all(rule.values()) for rule in rules)
    assert {rule["severity"] for rule in rules} <= {"error", "warning", "note"}


def test_the_rules_as_text_name_each_once_and_fit_a_terminal() -> None:
    rules = json.loads(run("list", "rules", "--format", "json").output)
    lines = run("list", "rules").output.splitlines()
    assert max(map(len, lines)) <= 100
    assert sorted(line.split()[0] for line in lines if line.startswith("  ")) == [rule["code"] for rule in rules]


@pytest.mark.parametrize("asked", ["P108", "p108", "alt-text", "Alt-Text "])
def test_a_page_of_the_manual_is_found_by_code_and_by_name(asked: str) -> None:
    said = run("check", "--explain", asked)
    assert said.output.startswith("P108 alt-text · accessibility · error\n\nEvery picture has words")
    assert said.exit_code == 0


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("alt-txt", 'did you mean "alt-text"?'), ("P1080", 'did you mean "P108"'), ("xyz", "list rules shows them all")],
)
def test_a_rule_that_is_not_there_is_said_kindly(asked: str, meant: str) -> None:
    said = run("check", "--explain", asked)
    assert f'"{asked}" is not the code or the name of a rule' in said.output
    assert meant in said.output
    assert said.exit_code == 2


def test_problems_as_json_have_all_that_the_text_has(root: Path) -> None:
    said = run("--folder", str(root), "check", "--format", "json")
    assert said.exit_code == 1
    assert json.loads(said.stdout) == [
        {
            "code": "P108",
            "name": "alt-text",
            "family": "accessibility",
            "severity": "error",
            "file": "modules/first/20-list.md",
            "line": 8,
            "column": 1,
            "message": "This picture has no description",
            "hint": "say what it shows, between the square brackets: ![…](…)",
        }
    ]


def test_no_problems_are_an_empty_array(root: Path) -> None:
    shutil.copytree(WORKSPACE, root, dirs_exist_ok=True)
    assert json.loads(run("--folder", str(root), "check", "--format", "json").output) == []


def test_problems_stand_beside_their_lines_on_github(root: Path) -> None:
    said = run("--folder", str(root), "check", "--format", "github")
    assert said.exit_code == 1
    assert said.output == (
        "::error file=modules/first/20-list.md,line=8,col=1,title=P108 alt-text::This picture has no description"
        "%0AHint: say what it shows, between the square brackets: ![…](…)\n"
    )


def test_what_would_end_an_annotation_is_written_in_code(root: Path) -> None:
    folder = root / "modules" / "first"
    (folder / "a,b.md").write_text("# Lesson\n", "utf-8")
    (folder / "30-more.md").write_text("# More\n\n## Here {#here}\n\n:::not%\n", "utf-8")
    said = run("--folder", str(root), "check", "--format", "github").output
    assert "file=modules/first/a%2Cb.md" in said
    assert "not%25" in said


def test_warnings_leave_the_exit_code_alone_unless_it_is_strict(root: Path) -> None:
    warn(root)
    for form in ("text", "json", "github"):
        assert run("--folder", str(root), "check", "--format", form).exit_code == 0
        assert run("--folder", str(root), "check", "--format", form, "--strict").exit_code == 1


def test_no_form_prints_what_a_terminal_would_obey(root: Path) -> None:
    for name in ("bad\x1b[31m\nname", "\udcff", "turned\u202e"):
        shutil.copytree(root / "modules" / "first", root / "modules" / name)
    (root / "modules" / "first" / "pictures" / "\udcff\x07.png").write_bytes(b"")
    (root / "modules" / "first" / "10-\x9b31m\u2028.md").write_text("# \x1b[31m\n", "utf-8")
    (root / "modules" / "first" / "module.yaml").write_text('ti\x9btle: "\x1b]0;x\x07\u202e"\n', "utf-8")
    for words in (["check"], ["check", "--format", "json"], ["check", "--format", "github"], ["list", "modules"]):
        said = run("--folder", str(root), *words)
        said.output.encode()
        assert UNSEEN.search(said.output) is None
        if "json" in words:
            assert "modules/bad\x1b[31m\nname" in {one["file"] for one in json.loads(said.stdout)}
