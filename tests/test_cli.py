"""The command line as a trainer meets it: what it says, what it writes, and how it ends."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from builder import __version__
from builder.questions import types

MISTAKES = Path(__file__).parent / "checks" / "mistakes"
Run = Callable[..., Result]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path.resolve()


def spoil(root: Path, file: str, old: str, new: str) -> None:
    path = root / "modules" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


# ── new ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_workspace_with_sources_of_its_own_gets_no_lists_that_name_others(root: Path, run: Run) -> None:
    (root / "modules" / "shared" / "facilitating.md").unlink()
    assert run("new", "my-module").exit_code == 0
    lists = {path.name for path in (root / "modules" / "shared").iterdir()}
    assert lists == {"organisation.yaml", "people.yaml", "sources.yaml", "support.yaml"}


def test_a_new_module_has_nothing_to_mend_and_builds(run: Run, empty: Path) -> None:
    made = run("new", "my-module")
    assert made.exit_code == 0
    assert "Wrote modules/my-module/10-welcome.md\n" in made.stdout
    assert made.stdout.endswith("Next: team-readiness build my-module\n")
    checked = run("check")
    assert (checked.exit_code, checked.stdout) == (0, "1 module checked. Nothing to mend.\n")
    assert run("build", "--strict").exit_code == 0
    assert (empty / "output" / "my-module" / "web" / "index.html").is_file()


@pytest.mark.parametrize("name", ["My-Module", "my module", "1st", "", "shared", "con", "a" * 61, "../up", "mödule"])
def test_a_name_that_cannot_be_a_module_is_refused(run: Run, empty: Path, name: str) -> None:
    result = run("new", "--", name)
    assert result.exit_code == 2
    assert "cannot be the name of a module: use small letters" in result.stderr
    assert list(empty.iterdir()) == []


def test_a_module_is_never_written_over(run: Run, root: Path) -> None:
    before = tree(root)
    result = run("new", "first")
    assert (result.exit_code, tree(root)) == (1, before)
    assert 'There is already a module "first"' in result.stderr


def test_shared_lists_that_are_there_are_left_alone(run: Run, root: Path) -> None:
    (root / "modules" / "shared" / "support.yaml").unlink()
    before = tree(root)
    assert run("new", "second").exit_code == 0
    after = tree(root)
    assert {name: after[name] for name in before} == before
    assert "modules/shared/support.yaml" in after


def test_the_whole_course_is_copied_into_an_empty_folder_only(run: Run, empty: Path) -> None:
    assert run("new", "--course").exit_code == 0
    assert (empty / "modules" / "peer-roles" / "module.yaml").is_file()
    again = run("new", "--course")
    assert again.exit_code == 1
    assert "something in it" in again.stderr


@pytest.mark.parametrize("words", [["new"], ["new", "my-module", "--course"]])
def test_new_wants_a_name_or_the_course(run: Run, words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "team-readiness new my-module" in result.stderr


# ── check ────────────────────────────────────────────────────────────────────────────────────────


def test_a_problem_is_shown_with_its_line_a_caret_and_a_hint(run: Run, root: Path) -> None:
    spoil(root, "first/quiz.yaml", "        right: yes", "        rigth: yes")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == (
        'modules/first/quiz.yaml:10:9: error Y102: "rigth" is not known here\n'
        "            rigth: yes\n"
        "            ^\n"
        '  hint: did you mean "right"?\n'
        "\n"
        "1 error.\n"
    )


def test_warnings_pass_and_strict_does_not_let_them(run: Run, root: Path) -> None:
    spoil(root, "first/module.yaml", "minutes: 5", "minutes: 50")
    assert run("check").exit_code == 0
    assert run("check").stdout.endswith("1 warning.\n")
    assert run("check", "--strict").exit_code == 1


def test_only_the_modules_named_are_checked(run: Run, root: Path) -> None:
    shutil.copytree(root / "modules" / "first", root / "modules" / "second")
    spoil(root, "second/module.yaml", "title:", "titel:")
    assert run("check", "first").stdout == "1 module checked. Nothing to mend.\n"
    assert run("check", "first", "modules/first/").stdout == "1 module checked. Nothing to mend.\n"
    assert run("check").exit_code == 1


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_unknown_module_is_named_with_the_nearest(run: Run, root: Path, command: str) -> None:
    result = run(command, "frist")
    assert result.exit_code == 2
    assert result.stderr == 'There is no module "frist" in modules/: did you mean "first"?\n'
    assert not (root / "output").exists()


@pytest.mark.parametrize("command", ["check", "build", "list"])
def test_a_folder_without_modules_says_how_to_begin(run: Run, empty: Path, command: str) -> None:
    result = run(command)
    assert result.exit_code == 1
    assert "There is no module here" in result.stderr
    assert "team-readiness new my-module" in result.stderr
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    "words", [["chekc"], ["check", "--fux"], ["build", "--only"], ["build", "--schemas", "nowhere"]]
)
def test_wrong_usage_ends_with_two(run: Run, words: list[str]) -> None:
    assert run(*words).exit_code == 2


# ── build ────────────────────────────────────────────────────────────────────────────────────────


def test_everything_is_built_under_its_name(run: Run, root: Path) -> None:
    result = run("build")
    assert result.exit_code == 0
    names = set(tree(root / "output"))
    assert names >= {
        "index.html",
        "first/first-scorm12.zip",
        "first/first-scorm2004.zip",
        "first/web/index.html",
        "first/handouts/summary.html",
        "first/handouts/summary.pdf",
    }
    assert result.stdout.splitlines()[-1] == "Everything is listed in output/index.html"
    assert "\r" not in result.stdout
    assert "\033" not in result.stdout


def test_only_what_is_asked_for_is_built(run: Run, root: Path) -> None:
    shutil.copytree(root / "modules" / "first", root / "modules" / "second")
    assert run("build", "second", "--only", "web, scorm12").exit_code == 0
    assert {path.name for path in (root / "output").iterdir()} >= {"second", "index.html"}
    assert not (root / "output" / "first").exists()
    made = {path.name for path in (root / "output" / "second").iterdir()}
    assert made == {".made-with.json", "second-codes.csv", "second-scorm12.zip", "web"}


def test_an_unknown_target_is_named_with_the_nearest(run: Run, root: Path) -> None:
    result = run("build", "--only", "web,scrom12")
    assert (result.exit_code, result.stderr) == (
        2,
        '"scrom12" is not something that can be built: did you mean "scorm12"?\n',
    )
    assert not (root / "output").exists()


def test_another_output_folder_keeps_what_is_not_ours(run: Run, root: Path) -> None:
    mine = root / "site"
    for name in ("notes.txt", "first/notes.txt", "first/web/old.html", "other/index.html"):
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_text("mine", "utf-8")
    assert run("build", "--output", str(mine), "--only", "web").exit_code == 0
    names = set(tree(mine))
    assert names >= {"notes.txt", "first/notes.txt", "other/index.html", "first/web/index.html"}
    assert "first/web/old.html" not in names  # a target's own folder holds what was built, and nothing older
    assert not (root / "output").exists()


def test_a_module_with_errors_keeps_its_last_good_output_and_the_others_are_built(run: Run, root: Path) -> None:
    shutil.copytree(root / "modules" / "first", root / "modules" / "second")
    assert run("build", "--only", "web").exit_code == 0
    before = tree(root / "output" / "first")
    spoil(root, "first/10-welcome.md", ":::note", ":::nots")
    spoil(root, "second/module.yaml", "title: First steps", "title: Second steps")
    result = run("build", "--only", "web")
    assert result.exit_code == 1
    assert result.stdout.endswith("1 error.\n")
    assert tree(root / "output" / "first") == before
    assert "Second steps" in (root / "output" / "second" / "web" / "index.html").read_text("utf-8")
    assert "First steps" in (root / "output" / "index.html").read_text("utf-8")


def test_errors_in_the_shared_lists_stop_every_module(run: Run, root: Path) -> None:
    spoil(root, "shared/support.yaml", "for: staff", "for: everybody")
    assert run("build").exit_code == 1
    assert not (root / "output").exists()


def test_strict_builds_nothing_where_there_is_a_warning(run: Run, root: Path) -> None:
    spoil(root, "first/module.yaml", "minutes: 5", "minutes: 50")
    assert run("build", "--strict", "--only", "web").exit_code == 1
    assert not (root / "output").exists()
    assert run("build", "--only", "web").exit_code == 0


def test_an_output_that_cannot_be_written_is_said_and_nothing_is_left_lying(run: Run, root: Path) -> None:
    (root / "output").mkdir()
    (root / "output" / "first").write_text("a file where a folder is wanted", "utf-8")
    result = run("build", "--only", "web")
    assert result.exit_code == 1
    assert result.stderr.startswith("It stopped here: ")
    assert "output/first" in result.stderr
    assert tree(root / "output") == {"first": b"a file where a folder is wanted", ".lock": b""}


def test_building_again_leaves_no_traces(run: Run, root: Path) -> None:
    for _ in range(2):
        assert run("build", "--only", "web,scorm12").exit_code == 0
    assert [path.name for path in sorted((root / "output").rglob(".*"))] == [".lock", ".made-with.json"]


# ── list, help, version ──────────────────────────────────────────────────────────────────────────


def test_list_says_what_there_is(run: Run, root: Path) -> None:
    shutil.copytree(root / "modules" / "first", root / "modules" / "second-one")
    spoil(root, "second-one/module.yaml", "title:", "titel:")
    result = run("list")
    assert result.exit_code == 0
    assert result.stdout == "first       First steps · 5 minutes · draft\nsecond-one  has errors: run check\n"


def test_list_questions_says_what_each_type_is_and_makes_a_page_of_them(run: Run, root: Path) -> None:
    result = run("list", "questions")
    assert result.exit_code == 0
    for name in types():
        assert re.search(rf"^{name} +\S.*[.]$", result.stdout, re.MULTILINE)
    assert result.stdout.endswith("Each as learners meet it, and how it is written: output/gallery/index.html\n")
    page = (root / "output" / "gallery" / "index.html").read_text("utf-8")
    assert set(re.findall(r'data-type="(\w+)"', page)) == set(types())
    assert run("list", "question").exit_code == 2


def test_list_easy_says_which_modules_and_which_screens_have_no_easy_text(root: Path, run: Run) -> None:
    shutil.copytree(root / "modules" / "first", root / "modules" / "second")
    shutil.copy(MISTAKES / "easy" / "first" / "easy.md", root / "modules" / "first")
    said = run("list", "easy").stdout
    assert "first   3 of 5 screens · draft, not tested\n        without: what-to-say, what-is-left\n" in said
    assert "second  no easy text yet\n" in said
    assert "1 of 2 modules has an easy edition." in said
    spoil(root, "first/module.yaml", "credits:", "easy:\n  tested-by: the-writers\n  date: 2026-11-23\ncredits:")
    assert "first   3 of 5 screens · tested 23 November 2026\n" in run("list", "easy").stdout


def test_a_build_says_where_easy_text_is_missing_once_there_is_some(root: Path, run: Run) -> None:
    line = "1 of 1 module has an easy edition. What has none yet: team-readiness list easy\n"
    assert line not in run("build", "--only", "handouts").stdout
    page = root / "output" / "index.html"
    assert "summary-easy" not in page.read_text("utf-8")
    shutil.copy(MISTAKES / "easy" / "first" / "easy.md", root / "modules" / "first")
    assert line in run("build", "--only", "handouts").stdout
    for name in ("summary-easy.pdf", "summary-easy.html"):
        assert f'href="first/handouts/{name}"' in page.read_text("utf-8")


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").stdout == f"team-readiness {__version__}\n"


def test_help_says_what_each_command_does(run: Run) -> None:
    said = run("--help").stdout
    for command in ("build", "check", "list", "new"):
        assert re.search(rf"^  {command} +[A-Z].*", said, re.MULTILINE)
        assert "Usage:" in run(command, "--help").stdout


# ── the program, from outside ────────────────────────────────────────────────────────────────────


def program(*words: str, cwd: Path, **options: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **options}
    command = [sys.executable, "-c", "from builder.cli import main; main()", *words]
    return subprocess.run(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)


def test_help_answers_without_loading_what_it_does_not_need(empty: Path) -> None:
    script = (
        "import sys, builder.cli\n"
        "try: builder.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'pydantic', 'yaml', 'markdown_it', 'jinja2', 'weasyprint'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", script], cwd=empty, env=environment, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_log_that_cannot_show_a_letter_does_not_stop_the_check(root: Path) -> None:
    spoil(root, "first/module.yaml", "minutes: 5", "minutes: pŵer")
    done = program("check", cwd=root, PYTHONIOENCODING="cp1252")
    assert done.returncode == 1
    assert b'"minutes" wants a number, not "p?er"' in done.stdout
    assert done.stderr == b""


def test_without_a_terminal_nothing_is_asked(root: Path) -> None:
    for words in (["new"], ["new", "second"], ["check"], ["check", "--fix"], ["list"]):
        done = program(*words, cwd=root)
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(("option", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_terminals(root: Path, option: dict[str, str], coloured: bool) -> None:
    import pty

    spoil(root, "first/quiz.yaml", "        right: yes", "        rigth: yes")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **option}
    command = [sys.executable, "-c", "from builder.cli import main; main()", "check"]
    subprocess.run(command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, timeout=60)
    os.close(theirs)
    said = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ("\033[31merror Y102:\033[0m" in said) == coloured
    assert "Y102" in said


def test_the_handouts_of_the_course_are_made_when_every_module_is(root: Path, run: Run) -> None:
    shutil.copytree(root / "modules" / "first", root / "modules" / "second")
    folder = root / "output" / "handouts"
    assert "Handouts of the course" not in run("build", "first", "--only", "handouts").stdout
    assert not folder.exists()
    assert "Handouts of the course           output/handouts" in run("build", "--only", "handouts").stdout
    names = {path.stem for path in folder.glob("*.html")}
    assert {"induction-pack", "sign-off", "certificate"} <= names
    assert {path.stem for path in folder.glob("*.pdf")} == names
