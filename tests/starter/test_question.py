"""`new question`: every type, into files of every shape, of which nothing else changes."""

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from builder.questions import folder, types
from builder.questions.question import Saved

Run = Callable[..., Result]
OWN = sorted(name for name, kind in types().items() if not issubclass(kind, Saved))
SAVED = sorted(set(types()) - set(OWN))


def added(before: bytes, after: bytes) -> bytes:
    """Return what was put into a file that is otherwise the same."""
    start = next((at for at, one in enumerate(before) if after[at : at + 1] != bytes([one])), len(before))
    for at in range(start, -1, -1):
        length = len(after) - len(before)
        if before == after[:at] + after[at + length :]:
            return after[at : at + length]
    raise AssertionError("something else changed")


@pytest.mark.parametrize("kind", sorted(types()))
def test_a_question_of_each_type_can_be_added_twice_and_nothing_is_wrong(run: Run, kind: str) -> None:
    run("new", "my-module")
    for _ in range(2):
        assert run("new", "question", kind, "my-module").exit_code == 0
    said = run("check", "--advice").stdout.split("\n")  # the minutes are longer now, which is all there is to say
    assert [one for one in said if re.search(" (error|warning|note) ", one) and "S110" not in one] == []


def test_a_module_with_one_of_each_type_builds(run: Run) -> None:
    run("new", "my-module")
    assert [run("new", "question", kind, "my-module").exit_code for kind in types()] == [0] * len(types())
    assert run("build", "--only", "web").exit_code == 0


@pytest.mark.parametrize("kind", sorted(types()))
def test_each_line_of_a_new_question_has_a_comment(kind: str) -> None:
    lines = (folder(kind) / "starter.yaml").read_text("utf-8").split("\n")
    spoken = [one for one in lines if " # " in one or not one or one.startswith(" " * 6)]
    bare = [one for one in lines if one not in spoken or (": " in one and " # " not in one and "Say here" not in one)]
    assert bare == []


@pytest.mark.parametrize("kind", SAVED)
def test_a_saved_question_goes_to_the_end_of_the_quiz(run: Run, root: Path, kind: str) -> None:
    quiz = root / "modules" / "first" / "quiz.yaml"
    before = quiz.read_bytes()
    assert run("new", "question", kind, "first").exit_code == 0
    text = added(before, quiz.read_bytes()).decode()
    assert f"  - id: q-{kind}" in text
    assert f"\n    type: {kind}" in text


@pytest.mark.parametrize("kind", OWN)
def test_a_question_of_the_learners_own_goes_onto_a_screen(run: Run, root: Path, kind: str) -> None:
    quiz = (root / "modules" / "first" / "quiz.yaml").read_bytes()
    lessons = sorted((root / "modules" / "first").glob("*.md"))
    before = [path.read_bytes() for path in lessons]
    done = run("new", "question", kind, "first")
    assert done.exit_code == 0
    changed = [(old, path.read_bytes()) for old, path in zip(before, lessons, strict=True) if path.read_bytes() != old]
    assert len(changed) == (2 if kind == "scale" else 1)
    assert all(b"```question\nid: q-" in added(*one) for one in changed)
    assert (root / "modules" / "first" / "quiz.yaml").read_bytes() == quiz
    assert " error " not in run("check", "first").stdout


ITEM = """- id: q-one
  type: choice
  ask: Which one is right?
  outcome: name-roles
  source: T1
  options:
    - {code: a, text: This, right: yes, feedback: "It is this, as the source says in plain words, and so do we all."}
    - code: b
      text: That
      feedback: >-
        It is not that, because the source says otherwise in plain words, and nobody has said so since.
"""


def moved(deep: int) -> str:
    return "".join(" " * deep + line + "\n" for line in ITEM.rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "questions:\n" + moved(0),
        "questions:\n" + moved(2),
        "questions:\n" + moved(6),
        "questions:\n" + moved(2).rstrip("\n"),
        "\ufeffquestions:\r\n" + moved(2).replace("\n", "\r\n"),
        "# ours\nquestions:   # all of them\n" + moved(2) + "      # ask Kim about this one\n\n# the end\n",
        "questions:\n" + moved(0) + "\n\n\n# the end",
        "questions:\n" + moved(2) + "shuffle: yes\ntries: 3   # three\n",
        "shuffle: yes\n\nquestions:\n" + moved(2) + "\n",
        "shuffle: yes\n# none yet\n",
        "questions:   # none yet\n\nshuffle: no\n",
        "",
        "\n",
    ],
)
def test_the_rest_of_a_quiz_stays_as_it_was(run: Run, root: Path, text: str) -> None:
    quiz = root / "modules" / "first" / "quiz.yaml"
    quiz.write_bytes(text.encode())
    assert run("new", "question", "sort", "first").exit_code == 0
    more = added(text.encode(), quiz.read_bytes())
    assert b"type: sort" in more
    assert (b"\r\n" in more) == ("\r\n" in text)
    assert more.count(b"\n") == more.count(b"\r\n") or "\r\n" not in text
    if "# ask Kim" in text:
        assert (
            quiz.read_bytes().index(b"# ask Kim") < quiz.read_bytes().index(b"q-sort") < quiz.read_bytes().index(b"end")
        )
    assert " error " not in run("check", "first").stdout


def test_a_module_without_a_quiz_gets_one(run: Run, root: Path) -> None:
    (root / "modules" / "first" / "quiz.yaml").unlink()
    done = run("new", "question", "match", "first")
    assert done.stdout.startswith("Added to modules/first/quiz.yaml, line 3\n")
    assert " error " not in run("check", "first").stdout


def test_it_asks_about_the_outcome_that_nothing_asks_about(run: Run, root: Path) -> None:
    quiz = root / "modules" / "first" / "quiz.yaml"
    quiz.write_text("questions:\n" + moved(2), "utf-8")
    for lesson in (root / "modules" / "first").glob("*.md"):
        lesson.write_text(lesson.read_text("utf-8").replace("outcome: say-why", "outcome: name-roles"), "utf-8")
    assert run("new", "question", "order", "first").exit_code == 0
    assert "outcome: say-why" in quiz.read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["srot", "first"], 2, '"srot" is not a type of question: did you mean "sort"?'),
        (["sort", "frist"], 2, 'There is no module "frist" in modules/: did you mean "first"?'),
        (["sort"], 2, "team-readiness new question sort my-module"),
        ([], 2, "team-readiness new question sort my-module"),
        (["sort", "first", "--title", "x"], 2, "team-readiness new question sort my-module"),
    ],
)
@pytest.mark.usefixtures("root")
def test_what_is_wrong_is_said(run: Run, words: list[str], code: int, says: str) -> None:
    done = run("new", "question", *words)
    assert (done.exit_code, says in done.stderr) == (code, True), done.stderr


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("quiz.yaml", 'questions:\n  - id: "open\n', "quiz.yaml, line "),
        ("quiz.yaml", "questions: [{id: q-one}]\n", "stand in [brackets]"),
        ("quiz.yaml", "- id: q-one\n", "quiz.yaml is written in a way"),
        ("quiz.yaml", b"questions:\n  - ask: caf\xe9\n", "This file is not UTF-8 text"),
        ("module.yaml", "title: [open\n", "module.yaml cannot be read. Mend it first: team-readiness check first"),
        ("../shared/sources.yaml", "", "sources.yaml names no source yet"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(
    run: Run, root: Path, file: str, text: str | bytes, says: str
) -> None:
    quiz, spoilt = root / "modules" / "first" / "quiz.yaml", root / "modules" / "first" / file
    if file.endswith("sources.yaml"):
        quiz.unlink()
        for lesson in quiz.parent.glob("*.md"):
            lesson.write_text("# One\n\n## Two {#two}\n\nWords.\n", "utf-8")
    spoilt.write_bytes(text.encode() if isinstance(text, str) else text)
    before = quiz.read_bytes() if quiz.exists() else None
    done = run("new", "question", "sort", "first")
    assert (done.exit_code, says in done.stderr) == (1, True), done.stderr
    assert (quiz.read_bytes() if quiz.exists() else None) == before


def test_a_lesson_that_is_left_open_is_left_alone(run: Run, root: Path) -> None:
    lesson = root / "modules" / "first" / "99-open.md"
    lesson.write_text("# Open\n\n## Open {#open}\n\n```video\ntitle: A block that is never closed\n", "utf-8")
    before = lesson.read_bytes()
    done = run("new", "question", "reflect", "first")
    assert (done.exit_code, lesson.read_bytes()) == (1, before)
    assert "99-open.md, line 5: " in done.stderr


def test_a_file_that_is_read_only_is_left_alone(run: Run, root: Path) -> None:
    quiz = root / "modules" / "first" / "quiz.yaml"
    before = quiz.read_bytes()
    quiz.chmod(stat.S_IREAD)
    done = run("new", "question", "sort", "first")
    assert (done.exit_code, quiz.read_bytes()) == (1, before)
    assert "quiz.yaml is read-only, so nothing was written" in done.stderr
