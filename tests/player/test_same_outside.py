"""What Python says of a learner's saved line is what the player makes of it: marks, form, length and what is left."""

import itertools
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from sitting import HERE, short, told

from builder.explain import standing
from builder.model import Module
from builder.pipeline import Workspace, checked
from builder.placed import Extract, read_yaml
from builder.progress import Progress, check_of, longest, read_line, restored
from builder.questions import folder, types
from builder.questions.question import Saved
from builder.written import as_model

pytestmark = pytest.mark.usefixtures("lab")
quick = settings(deadline=None, max_examples=60)
FRESH = {"at": "", "met": [], "answers": {}, "changed": [], "completed": False, "score": None}


def tries() -> list[Any]:
    """Return every try of every type's examples: the question, what is given, and what it earns."""
    found = []
    for kind, model in sorted(types().items()):
        if not issubclass(model, Saved):
            continue
        path = folder(kind) / "examples.yaml"
        placed = read_yaml(Extract(path, path.read_text("utf-8")))
        for index, example in enumerate(yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["good"]):
            question, _ = as_model(model, placed, ("good", index, "question"))
            assert question
            for one in example["tries"]:
                name = f"{kind}: {example['about']}: {one['given']}"
                found.append(pytest.param(question, one["given"], float(one["score"]), id=name))
    return found


@pytest.mark.parametrize(("question", "codes", "score"), tries())
def test_a_try_earns_what_its_example_says_on_the_page_and_outside_it(
    lab: Page, question: Saved, codes: str, score: float
) -> None:
    told_to_player = {"type": question.type, "key": question.key()}
    mark = lab.evaluate("([question, codes]) => player.markOf(question, codes)", [told_to_player, codes])
    assert mark["score"] == pytest.approx(score, abs=0.01)
    assert question.earned(codes) == mark["score"]
    right = {token.codes[0]: token.right for token in question.read(codes) if token.right is not None}
    assert right == {code: is_right for code, is_right in mark["options"].items() if code in right}
    assert "".join("".join(token.codes) for token in question.read(codes)) == codes


@cache
def read() -> Module:
    return checked(Workspace(HERE.parent / "sample"), ["sample"], []).modules[0]


@cache
def questions() -> dict[str, Saved]:
    return {question.id: question for question in read().saved}


def sample(completion: str, pass_mark: int = 80) -> Module:
    module = read()
    return replace(module, about=module.about.model_copy(update={"completion": completion, "pass_mark": pass_mark}))


def answers(question: Saved) -> st.SearchStrategy[str]:
    """Return every answer the page could give to a question."""
    key = question.key()
    if "then" in key:
        ways = [""]
        for way in ways:  # it grows while it is gone through
            at = key["then"][way[-2:]] if way else key["first"]
            ways += [way + pair for pair in key["then"] if pair[0] == at]
        return st.sampled_from(ways[1:])
    if question.record == "sequencing":
        return st.permutations([token.codes[0] for token in question.tokens()]).map("".join)
    if question.size == 1:
        codes = [token.codes[0] for token in question.tokens()]
        most = question.longest()
        return st.lists(st.sampled_from(codes), min_size=1, max_size=most, unique=True).map(
            lambda chosen: "".join(sorted(chosen))
        )
    by_item = itertools.groupby(question.tokens(), key=lambda token: token.codes[0])
    return st.tuples(*(st.sampled_from(["".join(one.codes) for one in group]) for _, group in by_item)).map("".join)


@st.composite
def states(draw: st.DrawFn) -> dict[str, Any]:
    names = [screen["id"] for screen in told()["screens"]]
    asked = draw(st.lists(st.sampled_from(sorted(questions())), unique=True))
    completed = draw(st.booleans())
    return {
        "at": draw(st.sampled_from(["", *names])),
        "met": draw(st.lists(st.sampled_from(names), unique=True)),
        "changed": draw(st.lists(st.sampled_from(sorted(set(questions()) - set(asked)) or [""]), unique=True)),
        "answers": {name: draw(answers(questions()[name])) for name in asked},
        "completed": completed,
        "score": draw(st.none() | st.integers(0, 100)) if completed else None,
    }


@quick
@given(states(), st.sampled_from(["screens", "pass", "both"]), st.integers(0, 100))
def test_a_line_says_the_same_to_both(lab: Page, state: dict[str, Any], completion: str, pass_mark: int) -> None:
    module = sample(completion, pass_mark)
    data = {**told(), "completion": module.about.completion, "pass": module.about.pass_mark}
    line, left, value = lab.evaluate(
        "([module, state]) => ['encode', 'leftOf', 'valueOf'].map((name) => player[name](module, state))",
        [data, state],
    )
    progress = read_line(f" {line}\n")
    assert isinstance(progress, Progress)
    assert progress == Progress(
        "1",
        short(state["at"]) if state["at"] else "",
        frozenset(short(name) for name in state["met"]),
        {short(name)[:4]: (short(name)[4:], codes) for name, codes in state["answers"].items()}
        | {short(name)[:4]: ("__", "") for name in state["changed"] if name},
        state["completed"],
        state["score"],
    )
    now = asdict(standing(module, progress))
    assert now["given"] == state["answers"]
    assert now["score"] == pytest.approx(value, abs=1e-9)
    assert now["screens"] == [screen["id"] for screen in left["screens"]]
    assert (now["questions"], now["again"]) == (left["questions"], left["again"])
    assert len(line) <= longest(module)


@quick
@given(
    st.sampled_from("123"),
    st.lists(st.sampled_from(["zzzz", *(short(screen["id"]) for screen in told()["screens"])]), unique=True),
    st.lists(
        st.sampled_from(["zzzz00a", "yyyy00b", short("q-choice") + "b", short("q-sort")[:4] + "00a"]), unique=True
    ),
    st.sampled_from(["", "c", "c0", "c85"]),
    st.sampled_from(["", "~", "~a.b!*()-~c"]),
)
def test_a_line_of_another_version_or_module_says_the_same_to_both(
    lab: Page, version: str, met: list[str], given_: list[str], outcome: str, more: str
) -> None:
    text = "~".join([version, "zzzz", "".join(met), ".".join(given_), outcome]) + more
    line = f"{text}~{check_of(text)}"
    progress = read_line(line)
    assert isinstance(progress, Progress)
    now = standing(sample("both"), progress)
    state = lab.evaluate("([module, line]) => player.decode(module, line)", [told(), line])
    assert (now.given, now.completed) == (state["answers"], state["completed"])
    assert {short(name) for name in state["met"]} == set(met) - {"zzzz"}
    changed = {name for name in questions() if short(name)[:4] in progress.answers} - set(now.given)
    assert changed == set(state["changed"])
    if now.completed:
        assert progress.score == state["score"]


# What hosts were seen or are known to do to a text they keep.
DAMAGES: dict[str, Callable[[str], str]] = {
    "URL": lambda line: quote(line, safe="").replace("~", "%7E"),
    "URL, small letters": lambda line: line.replace("~", "%7e"),
    "HTML, numbers": lambda line: "".join(f"&#{ord(one)};" for one in line),
    "HTML, hexadecimal": lambda line: line.replace("~", "&#x7E;"),
    "HTML, the ampersand": lambda line: line.replace("&", "&amp;"),
    "quoted": lambda line: f'"{line}"',
    "quoted, in HTML": lambda line: f"&quot;{line}&quot;",
    "spaces": lambda line: f" {line}\r\n",
    "wrapped": lambda line: "\n".join(line[start : start + 20] for start in range(0, len(line), 20)),
    "ends of C and of files": lambda line: f"\ufeff{line}\0",
}


@quick
@given(states(), st.lists(st.sampled_from(sorted(DAMAGES)), min_size=1, max_size=3, unique=True))
def test_what_a_host_did_to_a_line_is_undone_by_both(lab: Page, state: dict[str, Any], damages: list[str]) -> None:
    line = lab.evaluate("([module, state]) => player.encode(module, state)", [told(), state])
    text = line
    for one in damages:
        text = DAMAGES[one](text)
    assert lab.evaluate("text => player.restored(text)", text) == line
    assert restored(text) == line
    assert read_line(text) == read_line(line)


# In capitals two ids may be one, and what was cut is gone; the rest are no lines at all.
LOST: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "cut": lambda line: line[:-6],
    "a percent sign": lambda line: f"%{line}",
    "entities of something else": lambda line: line[:0] + "&#9999;" * 9000,
    "a character that is half of one": lambda line: f"&#xD800;{line}",
}


@pytest.mark.parametrize("change", LOST.values(), ids=LOST)
def test_what_cannot_be_undone_stays_as_it_is_for_both(lab: Page, change: Callable[[str], str]) -> None:
    text = change(lab.evaluate("([module, state]) => player.encode(module, state)", [told(), {**FRESH, "at": "hard"}]))
    assert (lab.evaluate("text => player.restored(text)", text), restored(text)) == (text, text)
    assert not isinstance(read_line(text), Progress)


def test_the_longest_line_is_as_long_as_is_said(lab: Page) -> None:
    module = sample("both")
    everything = {
        "at": "result",
        "met": [screen["id"] for screen in told()["screens"]],
        "answers": {question.id: "a" * question.longest() for question in module.saved},
        "completed": True,
        "changed": [],
        "score": 100,
    }
    line = lab.evaluate("([module, state]) => player.encode(module, state)", [told(), everything])
    assert len(line) == longest(module)
