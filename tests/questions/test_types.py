"""Every question type, driven by its examples: what it is, what it refuses, and how each of its faces shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.markdown import parse_inline, plain
from builder.model import Module
from builder.placed import Extract, Placed, Steps, read_yaml
from builder.problems import Problem
from builder.questions import folder, types
from builder.questions.question import CODES, Explained, Question, Saved
from builder.read import read_module, read_shared
from builder.render.environment import fill
from builder.render.screens import question_html, words_of
from builder.render.text import Env
from builder.written import as_model

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "tests" / "checks" / "workspace" / "modules"


@dataclass(frozen=True)
class Example:
    """One example of a type: its place in the file and what stands there beside the question."""

    kind: str
    placed: Placed
    path: Steps
    says: dict[str, Any]

    def read(self) -> tuple[Any, list[Problem]]:
        return as_model(types()[self.kind], self.placed, (*self.path, "question"))

    @property
    def question(self) -> Any:
        question, problems = self.read()
        assert question is not None
        assert problems == []
        return question


def examples(which: str, of: type[Question] = Question) -> list[Any]:
    every = (one for one in _examples(which) if issubclass(types()[one.kind], of))
    return [pytest.param(one, id=f"{one.kind}: {one.says['about']}") for one in every]


def _examples(which: str) -> Iterator[Example]:
    for kind in sorted(types()):
        path = folder(kind) / "examples.yaml"
        placed = read_yaml(Extract(path, path.read_text("utf-8")))
        assert placed.problems == ()
        for index, says in enumerate(placed.data[which]):
            yield Example(kind, placed, (which, index), says)


@pytest.fixture(scope="module")
def module() -> Module:
    """A module that knows the sources of the tests and those of the course: examples may name either."""
    shared, _ = read_shared(MODULES / "shared")
    course, _ = read_shared(ROOT / "modules" / "shared")
    return read_module(MODULES / "first", replace(shared, sources={**course.sources, **shared.sources})).module


@pytest.fixture(params=["page", "print"])
def env(module: Module, request: pytest.FixtureRequest) -> Env:
    colours = {"ink": "#000000"}
    known = {name: number for number, name in enumerate(module.shared.sources, start=1)}
    return Env(module, known, request.param, colours, words_of("en-GB"), "hello")


class Tags(HTMLParser):
    """The open and close tags of a piece of HTML, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append({"": tag, "in": " ".join(self.open), **dict(attrs)})
        if tag not in ("input", "br", "img", "meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(html: str) -> str:
    """Return the words of a piece of HTML that is whole."""
    tags = Tags(html)
    assert tags.open == []
    return re.sub(r"\s+", " ", " ".join(tags.words))


def said(text: str) -> str:
    return plain(parse_inline(text))


# ── What it is ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", sorted(types()))
def test_a_type_has_one_name_everywhere(kind: str) -> None:
    assert types()[kind].__name__ == kind.capitalize()
    registry = "questionTypes" if issubclass(types()[kind], Saved) else "ownTypes"
    assert f"{registry}.{kind} = {{" in (folder(kind) / "player.js").read_text("utf-8")


@pytest.mark.parametrize("example", examples("good"))
def test_a_good_question_has_nothing_wrong_with_it(example: Example) -> None:
    assert example.question.type == example.kind


@pytest.mark.parametrize("example", examples("bad"))
def test_a_bad_question_is_told_in_these_words_at_this_place(example: Example) -> None:
    _, problems = example.read()
    steps = tuple(int(step) if step.isdigit() else step for step in example.says["at"].split())
    place = example.placed.place((*example.path, "question", *steps))
    assert [(f"{one.severity} {one.code}: {one.message}", one.place) for one in problems] == [
        (example.says["says"], place)
    ]
    assert all(one.hint for one in problems)


@pytest.mark.parametrize("example", examples("good", Saved))
def test_the_key_holds_codes_of_the_question_and_nothing_else(example: Example) -> None:
    question = example.question
    key, lists = question.key(), question.lists()
    codes = {name: {item.code for item in items} for name, items in lists.items()}
    if "right" not in key:
        pairs = {f"{step.code}{way.code}" for step in question.steps for way in step.choices}
        assert (key["first"], set(key["then"])) == (question.steps[0].code, pairs)
        assert set(key["then"].values()) <= {*codes["steps"], ""}
    elif isinstance(key["right"], dict):
        (places,) = set(codes) - {"items"}
        assert set(key["right"]) == codes["items"]
        assert set(key["right"].values()) <= codes[places]
        assert set(key["scored"]) <= codes["items"]
    elif "scored" in key:
        assert key["right"] == key["scored"] == [item.code for item in lists["items"]]
    else:
        assert set(key["right"]) <= codes["options"]


@pytest.mark.parametrize("example", examples("good", Saved))
def test_the_tries_are_answers_that_can_be_given(example: Example) -> None:
    """`given` is what the player stores: codes in their order or hers, or item and place in the order of the items."""
    question = example.question
    lists = question.lists()
    for one in example.says["tries"]:
        tokens = re.findall("." * question.size, one["given"])
        assert "".join(tokens) == one["given"]
        assert 0 <= float(one["score"]) <= 1
        if "right" not in question.key():
            assert [token[0] for token in tokens] == list(way(question.key(), tokens))
        elif question.record == "sequencing":
            assert sorted(tokens) == sorted(item.code for item in lists["items"])
        elif question.size == 2:
            assert [token[0] for token in tokens] == [item.code for item in lists["items"]]
        else:
            assert tokens == sorted(set(tokens))
            assert set(tokens) <= {option.code for option in lists["options"]}
    scores = {float(one["score"]) for one in example.says["tries"]}
    assert scores >= {0, 1} if "right" in question.key() else scores == {0}


def way(key: dict[str, Any], tokens: list[str]) -> Iterator[str]:
    """Yield the steps of a story that choices lead through."""
    at = key["first"]
    for token in tokens:
        yield at
        at = key["then"][token]


def rightful() -> list[Any]:
    """Return the examples in which something is right."""
    return [one for one in examples("good", Saved) if "right" in one.values[0].question.key()]


@pytest.mark.parametrize("example", rightful())
def test_the_right_answer_of_the_key_is_among_the_tries_and_earns_everything(example: Example) -> None:
    right = example.question.key()["right"]
    codes = right if example.question.record == "sequencing" else sorted(right)
    answer = "".join(map("".join, right.items())) if isinstance(right, dict) else "".join(codes)
    assert {"given": answer, "score": "1"} in example.says["tries"]


# ── Its stamp: a stored answer is asked again when, and only when, it could mean something else ──


@pytest.mark.parametrize("example", examples("good", Saved))
def test_the_stamp_stays_when_words_change_or_change_places(example: Example) -> None:
    question = example.question
    assert re.fullmatch("[0-9A-Za-z]{2}", question.stamp())
    (name, *_) = question.lists()
    turned = tuple(reversed(question.lists()[name]))
    reworded = tuple(item.model_copy(update={"text": f"{item.text}, reworded"}) for item in question.lists()[name])
    for change in ({"ask": "Otherwise?"}, {"source": ("T9",)}, {name: reworded}):
        assert question.model_copy(update=change).stamp() == question.stamp()
    # Where the order is the answer, or the first of them begins a story, another order is another question.
    is_order = question.record == "sequencing" or "first" in question.key()
    assert (question.model_copy(update={name: turned}).stamp() == question.stamp()) != is_order


@pytest.mark.parametrize("example", examples("good", Saved))
def test_the_stamp_changes_when_what_can_be_answered_changes(example: Example) -> None:
    question = example.question
    for name, items in question.lists().items():
        other = items[0].model_copy(update={"code": "q"})
        assert question.model_copy(update={name: (other, *items[1:])}).stamp() != question.stamp()
        assert question.model_copy(update={name: (*items, other)}).stamp() != question.stamp()


# ── Its faces ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("example", examples("good"))
def test_the_screen_shows_what_is_asked_and_everything_that_can_be_answered(example: Example, env: Env) -> None:
    html = question_html(example.question, env)
    shown = words(html)
    for at, text in example.question.texts():
        if at[-1] != "feedback":
            assert said(text) in shown
    attributes = Tags(html).attributes
    assert not [name for one in attributes for name in one if name.startswith("on") or name == "style"]
    if not isinstance(example.question, Saved):
        return
    codes = [item.code for item in next(iter(example.question.lists().values()))]
    if "then" in example.question.key():
        codes = list(example.question.key()["then"])
    options = [one["data-option"] for one in attributes if "data-option" in one]
    if example.question.record == "sequencing":
        assert options != codes
        options.sort(key=codes.index)
    assert options == codes
    assert [one["data-feedback"] for one in attributes if "data-feedback" in one] == codes


@pytest.mark.parametrize("example", examples("good"))
def test_every_control_has_a_label(example: Example, env: Env) -> None:
    html = question_html(example.question, env)
    attributes = Tags(html).attributes
    labelled = {one["for"] for one in attributes if "for" in one}
    for control in [one for one in attributes if one[""] in ("select", "textarea", "input")]:
        assert control.get("id") in labelled or "label" in str(control["in"]).split()


@pytest.mark.parametrize("example", examples("good", Saved))
def test_the_answer_key_explains_every_answer(example: Example, env: Env) -> None:
    question = example.question
    shown = words(fill(f"questions/{example.kind}/key.html", "en-GB", question=question, env=env))
    for at, text in question.texts():
        if at[-1] == "feedback":
            assert said(text) in shown


@pytest.mark.parametrize("example", examples("good"))
def test_paper_holds_the_question_and_not_its_answer(example: Example, env: Env) -> None:
    question = example.question
    shown = words(fill(f"questions/{example.kind}/print.html", "en-GB", question=question, env=env))
    for at, text in question.texts():
        if at[0] != "ask" and at[-1] == "text":
            assert said(text) in shown
        if at[-1] == "feedback":
            assert said(text) not in shown


@pytest.mark.parametrize("example", examples("good", Saved))
def test_the_record_is_one_an_lms_knows(example: Example) -> None:
    question = example.question
    assert (question.record, question.size) in {("choice", 1), ("matching", 2), ("sequencing", 1)}


# ── Order: what is written in the right order is shown in another ────────────────────────────────


@given(st.integers(3, 8), st.text("abcdefgh-", min_size=1), st.randoms(use_true_random=False))
def test_things_to_be_ordered_never_stand_in_the_right_order_at_first(count: int, name: str, dice: Random) -> None:
    items = [Explained(code=code, text=code, feedback=code) for code in dice.sample(CODES, count)]
    question = types()["order"].model_construct(id=name, items=tuple(items))
    assert question.mixed != question.items  # type: ignore[attr-defined]
    assert sorted(one.code for one in question.mixed) == sorted(one.code for one in items)  # type: ignore[attr-defined]
    assert question.mixed == types()["order"].model_construct(id=name, items=tuple(items)).mixed  # type: ignore[attr-defined]


@pytest.mark.parametrize("example", [one for one in examples("good", Saved) if one.values[0].kind == "order"])
def test_paper_shows_things_to_be_ordered_as_the_screen_does(example: Example, env: Env) -> None:
    question = example.question
    faces = (fill(f"questions/order/{name}.html", "en-GB", question=question, env=env) for name in ("web", "print"))
    texts = [said(item.text) for item in question.items]
    first, second = ([shown.index(text) for text in texts] for shown in map(words, faces))
    assert sorted(first) != first
    assert [sorted(first).index(at) for at in first] == [sorted(second).index(at) for at in second]


def test_an_order_is_read_place_by_place_and_its_codes_say_where_they_belong() -> None:
    (example, *_) = [one.values[0] for one in examples("good", Saved) if one.values[0].kind == "order"]
    read = [(token.text, token.right) for token in example.question.read("acb")]
    assert read == [("1. Say hello", True), ("2. Talk about the week", False), ("3. Show the building", False)]
    assert [token.text for token in example.question.tokens()] == [
        "Say hello (place 1 of 3)",
        "Show the building (place 2 of 3)",
        "Talk about the week (place 3 of 3)",
    ]


# ── Scenario: a story is invented, goes on from what is chosen, and says what comes of it ────────


def stories() -> list[Any]:
    return [one for one in examples("good", Saved) if one.values[0].kind == "scenario"]


def changed(question: Any, **values: Any) -> Any:
    """Return a story with its first choice changed."""
    first, *steps = question.steps
    one, *others = first.choices
    ways = (one.model_copy(update=values), *others)
    return question.model_copy(update={"steps": (first.model_copy(update={"choices": ways}), *steps)})


@pytest.mark.parametrize("example", stories())
def test_a_story_is_asked_again_when_it_goes_on_otherwise_and_not_when_it_is_told_otherwise(example: Example) -> None:
    question = example.question
    for values in ({"text": "Something else"}, {"feedback": "Something else"}, {"grade": "could-help"}):
        assert changed(question, **values).stamp() == question.stamp()
    for values in ({"then": question.steps[-1].code + "0"}, {"code": "q"}):
        assert changed(question, **values).stamp() != question.stamp()


@pytest.mark.parametrize("example", stories())
@pytest.mark.parametrize("face", ["web", "print"])
def test_a_story_says_that_it_is_invented(example: Example, face: str, env: Env) -> None:
    shown = words(fill(f"questions/scenario/{face}.html", "en-GB", question=example.question, env=env))
    assert shown.strip().startswith("An invented example")


@pytest.mark.parametrize("example", stories())
def test_every_consequence_is_graded_in_words_and_no_choice_is_called_wrong(example: Example, env: Env) -> None:
    shown = words(fill("questions/scenario/key.html", "en-GB", question=example.question, env=env))
    grades = {"helps": "This helps", "could-help": "This could help", "gets-in-the-way": "This can get in the way"}
    for step in example.question.steps:
        for one in step.choices:
            assert f"{grades[one.grade]} {said(one.text)} {said(one.feedback)}" in shown
    assert "wrong" not in shown.lower()


@pytest.mark.parametrize("example", stories())
def test_the_longest_way_through_a_story_is_as_long_as_is_said(example: Example) -> None:
    key = example.question.key()

    def longest(at: str) -> int:
        return 2 + max(longest(then) if then else 0 for token, then in key["then"].items() if token[0] == at)

    assert longest(key["first"]) == example.question.longest()


def test_a_story_is_read_choice_by_choice_with_nothing_right_or_wrong() -> None:
    example = stories()[0].values[0]
    (token,) = example.question.read("1b")
    assert token.text.endswith("moved to nine. → Tell them afterwards (could help)")
    assert (token.right, token.scored) == (None, False)


def test_a_story_is_whole_when_its_end_was_reached() -> None:
    question = stories()[0].values[0].question
    assert [question.is_whole(given) for given in ("1a", "1b", "1a2a", "1b2b")] == [False, False, True, True]


@pytest.mark.parametrize("kind", sorted(types()))
def test_the_style_of_a_type_is_about_nothing_that_another_type_has(kind: str) -> None:
    """A page may hold all of them, so a rule that does not name its type names what no other type has."""
    path = folder(kind) / "style.css"
    style = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8") if path.is_file() else "", flags=re.DOTALL)
    selectors = [one.strip() for run in re.findall(r"([^{}@;]+)\{", style) for one in run.split(",")]
    loose = {
        found[1] for one in selectors if f"question-{kind}" not in one and (found := re.search(r"\.([\w-]+)", one))
    }
    for other in types().keys() - {kind}:
        faces = [folder(other) / name for name in ("web.html", "player.js")]
        words = " ".join(re.findall(r'class(?:="|: ")([^"]*)"', "".join(path.read_text("utf-8") for path in faces)))
        assert loose & set(words.split()) <= SHARED, other


# Classes that all questions share: a type may say how they look beside something of its own.
SHARED = {"question", "button", "hint", "item", "option", "feedback", "js", "mark-name", "own-tools"}
