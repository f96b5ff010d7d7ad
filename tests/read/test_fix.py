"""`check --fix` writes ids and codes that are missing, once, and changes nothing else in a trainer's file."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from builder.model import Asked, Module, Prose
from builder.pipeline import Workspace, checked, mend
from builder.problems import Edit, any_errors
from builder.read.edits import apply
from builder.read.ids import slug

WORKSPACE = Path(__file__).parents[1] / "checks" / "workspace"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(WORKSPACE, tmp_path / "workspace")
    return (tmp_path / "workspace").resolve()


def bare(root: Path) -> dict[str, str]:
    """Take every id and code out of the lessons and the quiz; return what the files then hold."""
    texts = {}
    for path in sorted((root / "modules" / "first").glob("*.*")):
        if path.suffix == ".md" or path.name == "quiz.yaml":
            text = re.sub(r" \{#.*\}", "", path.read_text("utf-8"))
            text = re.sub(r"^( *- )(id|code): .*\n +", r"\1", text, flags=re.MULTILINE)
            texts[path.name] = re.sub(r"^id: .*\n", "", text, flags=re.MULTILINE)
            path.write_text(texts[path.name], "utf-8", newline="")
    return texts


def fix(root: Path) -> list[Path]:
    workspace = Workspace(root)
    return mend(checked(workspace, workspace.names(), ()).edits)


def module(root: Path) -> Module:
    workspace = Workspace(root)
    found = checked(workspace, workspace.names(), ())
    anew = ("P312", "I114", "S140")  # a lesson written anew is short
    assert [one for one in found.problems if one.code not in anew] == []
    return found.modules[0]


def meaning(module: Module) -> list[Any]:
    """Return what a module says, without its ids."""
    parts = [part for screen in module.screens for part in screen.parts]
    runs = [part.source.text for part in parts if isinstance(part, Prose)]
    asked = [part.question.model_dump(exclude={"id"}) for part in parts if isinstance(part, Asked)]
    said = [*runs, *asked, *(recording.said for recording in module.recordings)]
    return [module.about, [(screen.title, len(screen.parts)) for screen in module.screens], said]


def test_a_module_without_ids_gets_them_and_says_the_same(root: Path) -> None:
    before = module(root)
    bare(root)
    names = [path.name for path in fix(root)]
    after = module(root)
    assert names == ["10-welcome.md", "20-list.md", "quiz.yaml"]
    assert meaning(after)[:2] == meaning(before)[:2]
    assert [one for one in meaning(after)[2] if isinstance(one, dict)] == [
        one for one in meaning(before)[2] if isinstance(one, dict)
    ]


def test_fixing_twice_changes_nothing_more(root: Path) -> None:
    bare(root)
    assert fix(root)
    assert fix(root) == []


def test_nothing_but_ids_and_codes_is_written(root: Path) -> None:
    bare(root)
    fix(root)
    assert bare(root) == bare(root)
    again = bare(root)
    shutil.copytree(WORKSPACE, root, dirs_exist_ok=True)
    assert bare(root) == again


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_mark_of_byte_order_stay(root: Path, end: str, mark: str) -> None:
    texts = bare(root)
    for name, text in texts.items():
        (root / "modules" / "first" / name).write_bytes((mark + text.replace("\n", end)).encode())
    fix(root)
    shutil.copytree(root, root.parent / "other")
    for name, text in texts.items():
        (root.parent / "other" / "modules" / "first" / name).write_text(text, "utf-8", newline="")
    fix(root.parent / "other")
    for name in texts:
        wanted = (root.parent / "other" / "modules" / "first" / name).read_text("utf-8")
        assert (root / "modules" / "first" / name).read_bytes() == (mark + wanted.replace("\n", end)).encode()


def test_a_file_with_two_kinds_of_line_ends_keeps_both(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one\r\ntwo\nthree\rfour")
    from builder.problems import Place

    edits = [Edit(Place(path, line, 1), "x\n") for line in (1, 2, 3, 4)]
    assert apply(edits) == {path: b"x\r\none\r\nx\ntwo\nx\rthree\rx\r\nfour"}


QUESTION = """\
# The list

## One

```question
# what was here before stays here
{type: choice, ask: "Which: this one?", outcome: name-roles, source: T1, # why not
 options: [{text: This, right: yes, feedback: "%s"}, {code: a, text: That, feedback: "%s"}]}
```
"""
FEEDBACK = "It takes fifteen words or more to explain why this one fits and that one does not."
FIXED = """\
# The list

## One {#one}

```question
# what was here before stays here
{id: one-2, type: choice, ask: "Which: this one?", outcome: name-roles, source: T1, # why not
 options: [{code: b, text: This, right: yes, feedback: "%s"}, {code: a, text: That, feedback: "%s"}]}
```
"""


def test_a_question_in_braces_gets_its_id_inside_them_and_keeps_its_remarks(root: Path) -> None:
    path = root / "modules" / "first" / "20-list.md"
    path.write_text(QUESTION % (FEEDBACK, FEEDBACK), "utf-8")
    fix(root)
    assert path.read_text("utf-8") == FIXED % (FEEDBACK, FEEDBACK)
    module(root)


CHECKLIST = """\
# The list

## One {#one}

```question
id: ready
type: checklist
ask: Are we ready?
domains:
  - code: a
    text: Before
    items:
      - text: A desk
      - code: b1
        text: A key
  - text: After
    items:
      - text: A talk
      - code: a1
        text: A buddy
```
"""


def test_codes_inside_a_list_start_with_that_of_what_holds_them_and_never_stand_twice(root: Path) -> None:
    path = root / "modules" / "first" / "20-list.md"
    path.write_text(CHECKLIST, "utf-8")
    fix(root)
    fixed = CHECKLIST.replace("- text: A desk", "- code: a2\n        text: A desk")
    fixed = fixed.replace("- text: After", "- code: b\n    text: After")
    assert path.read_text("utf-8") == fixed.replace("- text: A talk", "- code: b2\n        text: A talk")
    module(root)


@pytest.mark.parametrize(
    ("old", "new", "fixed"),
    [
        ("id: practice", "id:", "id: would-you-say-first"),
        ("id: practice", "id:   # later", "id: would-you-say-first   # later"),
        ("  - code: b", "  - code:", "  - code: b"),
        ("## Hello {#hello}", "## Hello {#}", "## Hello {#hello}"),
        ("## Hello {#hello}", "## Hello   ", "## Hello {#hello}   "),
        ("## Hello {#hello}", "## Hello ##", "## Hello ## {#hello}"),
        ("## Hello {#hello}", "## Menu", "## Menu {#menu-2}"),
        ("## Hello {#hello}", "## Hello <!-- a remark -->", "## Hello {#hello} <!-- a remark -->"),
        ("## Hello {#hello}", "## Ŵy ’r ’un", "## Ŵy ’r ’un {#wy-r-un}"),
        ("## Hello {#hello}", "## …", "## … {#screen}"),
    ],
)
def test_what_is_missing_is_put_where_it_belongs(root: Path, old: str, new: str, fixed: str) -> None:
    path = root / "modules" / "first" / "10-welcome.md"
    text = path.read_text("utf-8").replace("[the trust's page](#hello)", "")
    path.write_text(text.replace(old, new), "utf-8")
    fix(root)
    assert path.read_text("utf-8") == text.replace(old, fixed)
    module(root)


def test_a_question_with_its_type_first_gets_its_id_before_it(root: Path) -> None:
    path = root / "modules" / "first" / "quiz.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  - id: q-one\n    type", "  - type"), "utf-8")
    fix(root)
    assert path.read_text("utf-8") == text.replace("id: q-one", "id: one-right")


def test_what_cannot_be_read_is_left_alone_and_the_rest_is_fixed(root: Path) -> None:
    bare(root)
    quiz = root / "modules" / "first" / "quiz.yaml"
    quiz.write_text("questions:\n\t- type: choice\n", "utf-8")
    assert [path.name for path in fix(root)] == ["10-welcome.md", "20-list.md"]
    workspace = Workspace(root)
    problems = checked(workspace, workspace.names(), ()).problems
    assert any_errors(problems)
    assert {problem.place.path.name for problem in problems} == {"quiz.yaml"}


def test_an_id_is_short_and_unlike_any_other() -> None:
    assert slug("What is the role of a peer?", (), "screen") == "role-peer"
    assert slug("Menu", (), "screen") == "menu-2"
    assert slug("Role", ("role", "role-2"), "screen") == "role-3"
    assert slug("3 things", (), "screen") == "screen-3-things"
    assert slug("…", (), "question") == "question"
    assert len(slug("a-very-long-word " * 20, (), "screen")) <= 32


MENDED = [
    ("10-welcome.md", "\n:::note\n", "\n::note\n", "M128"),
    ("10-welcome.md", "\n:::key\n", "\n: key\n", "M128"),
    ("20-list.md", "length: 0:01\n", "length: 0:09\n", "P305"),
    ("10-welcome.md", "The first words", "The\ufefffirst\x07 words", "F108"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("name", "right", "wrong", "code"), MENDED)
def test_what_has_one_right_answer_is_mended_and_nothing_else(
    root: Path, name: str, right: str, wrong: str, code: str, end: str
) -> None:
    path = root / "modules" / "first" / name
    good = path.read_text("utf-8").replace("\n", end)
    path.write_bytes(good.replace(right.replace("\n", end), wrong.replace("\n", end)).encode())
    before = checked(Workspace(root), ["first"], ()).problems
    assert [one.code for one in before] == [code]
    assert fix(root) == [path]
    wanted = {
        "M128": good.replace(":::key", "::: key") if "key" in wrong else good,
        "F108": good.replace("The first", "Thefirst"),
    }
    assert path.read_bytes().decode() == wanted.get(code, good)
    assert checked(Workspace(root), ["first"], ()).problems == ()


def test_a_length_in_quotation_marks_is_left_to_the_trainer(root: Path) -> None:
    path = root / "modules" / "first" / "20-list.md"
    path.write_text(path.read_text("utf-8").replace("length: 0:01\n", 'length: "0:09"\n'), "utf-8")
    assert [one.code for one in checked(Workspace(root), ["first"], ()).problems] == ["P305"]
    assert fix(root) == []


def test_a_file_full_of_signs_nobody_sees_is_left_alone(root: Path) -> None:
    path = root / "modules" / "first" / "10-welcome.md"
    path.write_text(path.read_text("utf-8") + "\x07" * 21, "utf-8")
    assert fix(root) == []
