"""`team-readiness decode`: what a support person reads about a learner's saved line, word for word."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.explain import explained
from builder.model import short_id
from builder.pipeline import Workspace, checked
from builder.progress import Progress, check_of, read_line

WORKSPACE = Path(__file__).parent / "checks" / "workspace"
MODULE = checked(Workspace(WORKSPACE), ["first"], []).modules[0]
STAMPS = {asked.question.id: asked.question.stamp() for asked in MODULE.questions}
SCREENS = [screen.id for screen in MODULE.screens]


def line(at: str, met: list[str], answers: dict[str, str], outcome: str = "", **stamps: str) -> str:
    """Return a line as the player writes it; `stamps` are those of other editions."""
    given = [short_id(name) + stamps.get(name.replace("-", "_"), STAMPS[name]) + one for name, one in answers.items()]
    text = "~".join(["1", short_id(at), "".join(map(short_id, met)), ".".join(given), outcome])
    return f"{text}~{check_of(text)}"


def decode(*words: str, folder: Path = WORKSPACE) -> Result:
    result = CliRunner().invoke(main, ["--folder", str(folder), "decode", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(*words: str) -> str:
    result = decode(*words, "first")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_a_line_that_a_host_encoded_and_quoted_says_the_same() -> None:
    text = line("ask", ["welcome"], {"q-one": "a"})
    assert said(f'"{text.replace("~", "%7E")}"') == said(text)


ALL = {"q-one": "a", "q-some": "ab", "q-sort": "1a2a", "q-match": "1a2b"}


HALF_WAY = """\
First steps (first)

Not complete. 2 screens and 2 questions are left: Question 3 of 4 (q-sort), Question 4 of 4 (q-match), q-one, q-match.
Score now: 25%. The pass mark is 80%.
Last screen: What is left

Screens met, 7 of 9:
  Hello
  A story
  What to say
  What they can do
  What is left
  Question 1 of 4 (q-one)
  Question 2 of 4 (q-some)
Screens left, 2 of 9:
  Question 3 of 4 (q-sort)
  Question 4 of 4 (q-match)

Questions:
  practice (practice, not scored): What would you say first?
    Not answered
  q-one: Which one is right?
    Answered, but the question has changed since, so it is asked again
  q-some: Which ones are right?
    Not right
    - The first (right)
    - The third (not right)
  q-sort: Where does each belong?
    Right
    - Share what helped → Can (right)
    - Drive the minibus → Can (not scored)
  q-match: Which answer fits each?
    Not answered
"""


def test_half_way_is_told_whole() -> None:
    """Where she is, what is met and left, every answer in words, the score, and why it is not complete."""
    answers = {"q-one": "b", "q-some": "ac", "q-sort": "1a2a"}
    text = said(line("what-is-left", [*SCREENS[:-2], "result"], answers, q_one="zz"))
    assert text == HALF_WAY


def test_a_story_that_was_left_half_way_is_begun_and_not_answered() -> None:
    module = checked(Workspace(Path(__file__).parent / "sample"), ["sample"], []).modules[0]
    stamp = next(one.stamp() for one in module.saved if one.id == "p-story")
    texts = []
    for given in ("1a", "1a2a"):
        text = f"1~{short_id('result')}~~{short_id('p-story')}{stamp}{given}~"
        progress = read_line(f"{text}~{check_of(text)}")
        assert isinstance(progress, Progress)
        rows = list(explained(module, progress))
        texts.append(rows[next(at for at, row in enumerate(rows) if row.startswith("  p-story")) + 1])
    assert texts == ["    Begun, and not yet at an end", "    Answered"]


def test_complete_is_said_with_its_score() -> None:
    text = said(line("result", [*SCREENS, "result"], ALL, "c100"))
    assert "\nComplete, with a recorded score of 100%. Nothing that is done afterwards takes it away.\n" in text
    assert "Score now: 100%. The pass mark is 80%.\nLast screen: What you have learned\n" in text
    assert "Screens left" not in text


def test_below_the_pass_mark_is_told_with_what_can_earn_more() -> None:
    text = said(line("result", SCREENS, {**ALL, "q-some": "a"}))
    assert "Score now: 88%" in text
    text = said(line("result", SCREENS, {**ALL, "q-one": "b"}))
    assert "\nNot complete. The score is below the pass mark; better answers are left: q-one.\n" in text


@pytest.mark.parametrize("answers", [{"q-some": "aba"}, {"q-one": "aa"}, {"q-sort": "1a1a2a"}, {"q-match": "1a1b"}])
def test_an_answer_that_names_a_code_twice_is_asked_again_and_earns_nothing(answers: dict[str, str]) -> None:
    text = said(line("result", SCREENS, answers))
    assert "Score now: 0%." in text
    assert "Answered, but the question has changed since, so it is asked again" in text


def test_a_score_that_falls_short_is_not_rounded_up_to_the_mark() -> None:
    about = MODULE.about.model_copy(update={"pass_mark": 88, "failing": "failed"})
    progress = read_line(line("result", SCREENS, {**ALL, "q-some": "a"}))
    assert isinstance(progress, Progress)
    text = "\n".join(explained(replace(MODULE, about=about), progress))
    assert (
        'The score is below the pass mark; better answers are left: q-some. A SCORM 2004 LMS may say "failed".' in text
    )
    assert "Score now: 87%. The pass mark is 88%." in text


def test_with_nothing_left_it_says_when_the_lms_hears_of_it() -> None:
    text = said(line("result", SCREENS, ALL))
    assert "though nothing is left: the LMS is told when the module is opened again." in text


def test_what_the_module_no_longer_holds_is_counted() -> None:
    base = line("hello", ["hello"], {}).split("~")
    text = "~".join([base[0], base[1], base[2] + "zzzzyyyy", "xxxx00a", ""])
    assert "Not in the module now, and so forgotten: 2 screens and 1 answer.\n" in said(f"{text}~{check_of(text)}")
    text = "~".join(["1", "zzzz", "zzzzyyyy", "xxxx00a", ""])
    told = said(f"{text}~{check_of(text)}")
    assert "Last screen: none that is in the module now\n" in told
    assert "Nothing in this line is in the module now. Was it saved by another module?\n" in told


def test_a_line_cut_or_changed_is_said_to_be_so() -> None:
    whole = line("result", [*SCREENS, "result"], ALL, "c100")
    for spoilt in (whole[:-1], whole[:40], whole.replace("~c", "~", 1), whole + "a"):
        assert said(spoilt).startswith("This line was cut or changed on its way: ")


def test_a_line_of_another_version_is_said_to_be_one() -> None:
    assert said("2~anything~at~all").startswith("This line was saved by another version of the player")
    later = "2" + line("result", SCREENS, ALL)[1:-4] + "new-field"
    assert "\nSaved by another version of the player. What this one knows of it:\nNot complete in this line" in said(
        f"{later}~{check_of(later)}"
    )


def test_completing_another_module_completes_nothing_here() -> None:
    text = "~".join(["1", "zzzz", "zzzzyyyy", "xxxx00a", "c90"])
    assert "\nNot complete. " in said(f"{text}~{check_of(text)}")


@pytest.mark.parametrize("text", ["", " ", "hello", "{}", "null", "<html>", "~~~"])
def test_what_is_no_saved_progress_is_refused_in_one_line(text: str) -> None:
    result = decode(text, "first")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("This is not saved progress: ")
    assert result.stderr.count("\n") == 1


def test_the_module_is_one_that_is_there_and_whole(tmp_path: Path) -> None:
    result = decode("1~", "frist")
    assert (result.exit_code, result.stderr) == (2, 'There is no module "frist" in modules/: did you mean "first"?\n')
    shutil.copytree(WORKSPACE / "modules", tmp_path / "modules")
    path = tmp_path / "modules" / "first" / "module.yaml"
    path.write_text(path.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    result = decode("1~", "first", folder=tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "first has errors, so nothing can be read against it: run check\n"


# ── Banks and tries ──────────────────────────────────────────────────────────────────────────────

SAMPLE = Path(__file__).parent / "sample"
BANKED = checked(Workspace(SAMPLE), ["banked"], []).modules[0]


def drawn_line(met: list[str], answers: dict[str, str], draw: list[str], tries: str) -> str:
    stamps = {asked.question.id: asked.question.stamp() for asked in BANKED.questions}
    given = [short_id(name) + stamps[name] + one for name, one in answers.items()]
    drawn = "".join(map(short_id, draw))
    parts = ["1", short_id("result"), "".join(map(short_id, met)), ".".join(given), "", "aB3x2", drawn, tries]
    text = "~".join(parts)
    return f"{text}~{check_of(text)}"


FALLEN = """\
Banked (banked)

Not complete. The score is below the pass mark; better answers are left: b-2, all-several. No tries are left for b-2. \
The last screen offers to draw other questions or to start the questions again.
Score now: 40%. The pass mark is 80%.
Last screen: What you have learned

Screens met, 5 of 5:
  Welcome
  Question 1 of 4 (b-2)
  Question 2 of 4 (b-4)
  Question 3 of 4 (all-sort)
  Question 4 of 4 (all-several)

Drawn from the bank "roles", 2 of 5: b-2, b-4

Questions:
  b-2: Which option of question 2 is right?
    Not right, checked 3 of 3 times
    - Option a (not right)
  b-4: Which option of question 4 is right?
    Right, checked 1 of 3 times
    - Option d (right)
  all-sort: Where does each of these belong?
    Right, checked 2 of 3 times
    - Share a story → Can (right)
    - Give medicine → Can't (right)
    - Listen → Can (right)
    - Restrain somebody → Can't (right)
  all-several: Which of these are part of the role?
    Not right, checked 2 of 3 times
    - Prescribing (not right)
"""


def test_what_was_drawn_and_how_often_it_was_checked_is_told() -> None:
    """Screens of questions that were not drawn are none of hers, though she has met one in a draw before."""
    met = ["welcome", "b-1-screen", *(f"{name}-screen" for name in ("b-2", "b-4", "all-sort", "all-several")), "result"]
    answers = {"b-2": "a", "b-4": "d", "all-sort": "3a1b2a4b", "all-several": "b"}
    result = decode(drawn_line(met, answers, ["b-2", "b-4"], "3122"), "banked", folder=SAMPLE)
    assert (result.exit_code, result.stdout) == (0, FALLEN)


def test_what_is_still_to_be_drawn_is_said() -> None:
    text = decode(drawn_line(["welcome"], {"b-2": "a"}, ["b-2"], "1"), "banked", folder=SAMPLE).stdout
    assert "\nNot complete. 3 screens and 2 questions are left: " in text
    assert "all-sort, all-several. 1 more question is drawn when the module is opened again.\n" in text
    assert 'Drawn from the bank "roles", 1 of 5: b-2\n' in text
    done = {"b-2": "b", "all-sort": "3a1b2a4b", "all-several": "ac"}
    met = ["welcome", *(f"{name}-screen" for name in done)]
    text = decode(drawn_line(met, done, ["b-2"], "111"), "banked", folder=SAMPLE).stdout
    assert "\nNot complete. 1 more question is drawn when the module is opened again.\n" in text
