"""`new` as a trainer meets it: what it asks in a terminal, what options say instead, and a comment on each line."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit in front of the terminal."""
    monkeypatch.setattr(sys.modules["builder.cli.new"], "in_terminal", lambda: True)


def about(root: Path, name: str) -> dict[str, object]:
    return dict(yaml.safe_load((root / "modules" / name / "module.yaml").read_text("utf-8")))


@pytest.mark.usefixtures("somebody")
def test_in_a_terminal_it_asks_for_title_folder_and_audience(run: Run, tmp_path: Path) -> None:
    done = run("new", answers="First days: a start\nfirst-days\nTeams\n")
    assert done.exit_code == 0
    assert "[first-days-start]" in done.stdout
    said = about(tmp_path, "first-days")
    assert (said["title"], said["audience"], said["minutes"]) == ("First days: a start", "Teams", 2)
    assert run("check").stdout == "1 module checked. Nothing to mend.\n"


@pytest.mark.usefixtures("somebody")
def test_enter_takes_what_is_proposed(run: Run, tmp_path: Path) -> None:
    assert run("new", answers="First days\n\n\n").exit_code == 0
    assert about(tmp_path, "first-days")["audience"] == "All staff"


@pytest.mark.usefixtures("somebody")
def test_what_cannot_be_is_asked_again(run: Run, tmp_path: Path) -> None:
    done = run("new", answers="x" * 121 + "\nFirst days\nFirst Days\nshared\nfirst-days\n\n")
    assert done.exit_code == 0
    assert '"title" is too long: 120 letters at most.' in done.output
    assert '"First Days" cannot be the name of a module' in done.output
    assert '"shared" cannot be the name of a module' in done.output
    assert (tmp_path / "modules" / "first-days").is_dir()


@pytest.mark.usefixtures("somebody")
@pytest.mark.parametrize("answers", ["", "First days\n", "First days\n\n"])
def test_the_end_of_input_at_a_question_writes_nothing(run: Run, tmp_path: Path, answers: str) -> None:
    done = run("new", answers=answers)
    assert done.exit_code == 130
    assert done.stderr.endswith("Stopped. Nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("somebody")
def test_what_an_option_says_is_not_asked(run: Run, tmp_path: Path) -> None:
    assert run("new", "--audience", "Managers", "--minutes", "20", answers="First days\n\n").exit_code == 0
    said = about(tmp_path, "first-days")
    assert (said["audience"], said["minutes"]) == ("Managers", 20)


@pytest.mark.parametrize("words", [["new", "first-days"], ["new", "--title", "First days"]])
def test_with_a_name_or_a_title_nothing_is_asked(run: Run, tmp_path: Path, words: list[str]) -> None:
    assert run(*words).exit_code == 0
    assert about(tmp_path, "first-days")["title"] == "First days"


@pytest.mark.parametrize("title", ["Yes: it's #1", "- [x] & y", 'Say "hello"', "No", "2027", "{a}", "Ünïcode ✓", "$x"])
def test_any_title_is_read_back_as_it_was_said(run: Run, title: str) -> None:
    assert run("new", "my-module", "--title", title).exit_code == 0
    assert f"  {title} · " in run("list").stdout
    assert run("check", "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (["--minutes", "twenty"], '"minutes" wants a number, not "twenty"'),
        (["--minutes", "0"], '"minutes" cannot be 0'),
        (["--title", ""], '"title" is empty'),
        (["--audience", "  "], '"audience" is empty'),
    ],
)
def test_an_option_that_cannot_be_is_said_and_nothing_written(
    run: Run, tmp_path: Path, option: list[str], says: str
) -> None:
    done = run("new", "my-module", *option)
    assert (done.exit_code, says in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--audience", "Teams"], ["a", "b"], ["--course", "--title", "x"]])
def test_without_a_terminal_it_says_what_to_add(run: Run, tmp_path: Path, words: list[str]) -> None:
    done = run("new", *words)
    assert done.exit_code == 2
    assert "team-readiness new my-module" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["module.yaml", "quiz.yaml"])
def test_each_line_of_a_new_module_has_a_comment(run: Run, tmp_path: Path, name: str) -> None:
    run("new", "my-module")
    lines = (tmp_path / "modules" / "my-module" / name).read_text("utf-8").split("\n")
    assert [one for one in lines if re.match(r" *(- )?[a-z-]+:|- ", one) and not re.search(r" # \w", one)] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals of this kind")
def test_ctrl_c_in_a_real_terminal_ends_with_a_clear_line(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from builder.cli import main; main()", "new"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    said = b""
    while b"What is it called?" not in said:
        said += os.read(ours, 10_000)
    ended = None
    while ended is None:  # a Ctrl-C in the instant before it begins to read is seen with the next key
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            ended = process.wait(2)
    assert ended == 130
    said += os.read(ours, 10_000)
    os.close(ours)
    assert b"Stopped. Nothing was written." in said
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == []
