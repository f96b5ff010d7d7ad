"""Saved progress and scores as functions: any state there can be, any edition it may be read with."""

import itertools
import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODES = "0123456789abcdefghijklmnopqrstuvwxyz"
PLAIN = {"seed": "", "round": 0, "draw": [], "tries": {}}
FRESH = {"at": "", "met": [], "answers": {}, "changed": [], "completed": False, "score": None, **PLAIN}

pytestmark = pytest.mark.usefixtures("lab")
quick = settings(deadline=None, max_examples=60)


def short(number: int, length: int = 4) -> str:
    """Return letters that stand for a number and for no other."""
    letters = ""
    for _ in range(length):
        number, rest = divmod(number, 62)
        letters = LETTERS[rest] + letters
    return letters


@st.composite
def questions(draw: st.DrawFn, number: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(["choice", "several", "sort", "match", "order", "scenario"]))
    codes = draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=8, unique=True))
    many = {"min_size": len(codes), "max_size": len(codes)}
    key: dict[str, Any]
    if kind in ("choice", "several"):
        right = codes[:1] if kind == "choice" else codes[: draw(st.integers(1, len(codes) - 1))]
        key = {"right": right}
    elif kind == "scenario":
        then = dict(itertools.pairwise([*codes[:3], ""]))
        key = {"first": codes[0], "then": {step + way: then[step] for step in then for way in "ab"}}
    elif kind == "order":
        key = {"right": codes, "scored": codes}
    else:
        places = draw(st.lists(st.sampled_from(CODES), **many, unique=kind == "match"))
        scored = codes[: draw(st.integers(1, len(codes)))]
        key = {"right": dict(zip(codes, places, strict=True)), "scored": scored}
    return {
        "type": kind,
        "short": short(1000 + number),
        "stamp": short(draw(st.integers(0, 62**2 - 1)), 2),
        "scored": kind != "scenario" and draw(st.booleans()),
        "points": draw(st.integers(1, 10)),
        "key": key,
        "record": {"type": "choice", "size": 2 if kind in ("sort", "match", "scenario") else 1},
        "ask": "",
        "codes": codes,
    }


@st.composite
def modules(draw: st.DrawFn) -> dict[str, Any]:
    made = {f"q{number}": draw(questions(number)) for number in range(draw(st.integers(0, 5)))}
    names = [f"s{number}" for number in range(draw(st.integers(1, 6)))]
    homes = {name: draw(st.sampled_from(names)) for name in made}
    screens = [
        {
            "id": name,
            "short": short(index),
            "title": name,
            "questions": [q for q in made if homes[q] == name],
            "noted": False,
        }
        for index, name in enumerate(names)
    ]
    screens.append({"id": "result", "short": short(999), "title": "", "questions": [], "noted": False})
    # Where nothing is scored, the page tells the player that screens complete it.
    rules = ["screens", "pass", "both"] if any(one["scored"] for one in made.values()) else ["screens"]
    return {
        "pass": draw(st.integers(0, 100)),
        "completion": draw(st.sampled_from(rules)),
        "screens": screens,
        "questions": made,
    }


@st.composite
def answers(draw: st.DrawFn, question: dict[str, Any]) -> str:
    codes = question["codes"]
    if question["type"] == "choice":
        return str(draw(st.sampled_from(codes)))
    if question["type"] == "several":
        return "".join(sorted(draw(st.lists(st.sampled_from(codes), min_size=1, unique=True))))
    if question["type"] == "order":
        return "".join(draw(st.permutations(codes)))
    if question["type"] == "scenario":
        ways = draw(st.text("ab", min_size=1, max_size=min(3, len(codes))))
        return "".join(step + way for step, way in zip(codes, ways, strict=False))
    places = sorted(set(question["key"]["right"].values()))
    return "".join(code + draw(st.sampled_from(places)) for code in codes)


@st.composite
def journeys(draw: st.DrawFn) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """A module, and what somebody does with it: go to a screen, or answer a question."""
    module = draw(modules())
    steps = []
    for _ in range(draw(st.integers(0, 12))):
        if module["questions"] and draw(st.booleans()):
            name = draw(st.sampled_from(sorted(module["questions"])))
            steps.append((name, draw(answers(module["questions"][name]))))
        else:
            steps.append((draw(st.sampled_from([screen["id"] for screen in module["screens"]])), ""))
    return module, steps


# What the player does around its pure functions, so that whole journeys can be tried without a page.
JOURNEY = """([module, steps]) => {
    const state = player.fresh(), told = [];
    for (const [name, codes] of steps) {
        if (codes) state.answers[name] = codes;
        else { state.at = name; if (!state.met.includes(name)) state.met.push(name); }
        const news = player.newsOf(module, state);
        if (news) { state.completed = true; state.score = news.score; told.push(news); }
    }
    const best = structuredClone(state);
    const line = player.encode(module, state);
    return { state, told, line, value: player.valueOf(module, state), left: player.leftOf(module, best),
        outcome: player.outcomeOf(module, best), progress: player.progressOf(module, state),
        decoded: player.decode(module, line) };
}"""


def journey(lab: Page, module: dict[str, Any], steps: list[tuple[str, str]]) -> dict[str, Any]:
    result: dict[str, Any] = lab.evaluate(JOURNEY, [module, steps])
    return result


def worth(question: dict[str, Any], codes: str) -> Fraction:
    """Return what an answer is worth, worked out again from the words of the rule."""
    if question["type"] == "scenario":
        return Fraction(0)
    right = question["key"]["right"]
    if question["type"] == "choice":
        return Fraction(codes in right)
    if question["type"] == "several":
        good = sum(code in right for code in codes)
        return Fraction(max(0, good - (len(codes) - good)), len(right))
    if question["type"] == "order":
        return Fraction(sum(map(str.__eq__, codes, right)), len(right))
    pairs = dict(re.findall("(.)(.)", codes))
    scored = question["key"]["scored"]
    return Fraction(sum(pairs[item] == right[item] for item in scored), len(scored))


def value(module: dict[str, Any], given_: dict[str, str]) -> Fraction | None:
    scored = {name: one for name, one in module["questions"].items() if one["scored"]}
    points = sum(one["points"] for one in scored.values())
    earned = sum(one["points"] * worth(one, given_[name]) for name, one in scored.items() if name in given_)
    return 100 * Fraction(earned) / points if points else None


def by_short(state: dict[str, Any], module: dict[str, Any]) -> dict[str, Any]:
    order = [screen["id"] for screen in module["screens"]]
    return {**state, "met": sorted(state["met"], key=order.index)}


@quick
@given(journeys())
def test_what_is_saved_is_what_is_read_back(lab: Page, tried: tuple[dict[str, Any], list[tuple[str, str]]]) -> None:
    module, steps = tried
    result = journey(lab, module, steps)
    assert result["decoded"] == by_short(result["state"], module)
    assert re.fullmatch(r"[A-Za-z0-9._~!*()-]{1,4096}", result["line"])


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_each_answer_is_worth_what_its_type_says(lab: Page, data: st.DataObject) -> None:
    question = data.draw(questions(0))
    codes = data.draw(answers(question))
    mark = lab.evaluate("([question, codes]) => player.markOf(question, codes)", [question, codes])
    assert mark["score"] == pytest.approx(float(worth(question, codes)), abs=1e-9)
    spoken = {"choice": set(codes), "several": {*codes, *question["key"].get("right", ())}, "scenario": set()}
    assert set(mark["options"]) == spoken.get(question["type"], set(question["codes"]))


@quick
@given(journeys())
def test_the_score_is_that_of_the_rule(lab: Page, tried: tuple[dict[str, Any], list[tuple[str, str]]]) -> None:
    module, steps = tried
    result = journey(lab, module, steps)
    expected = value(module, result["state"]["answers"])
    if expected is None:
        assert result["value"] is None
    else:
        assert result["value"] == pytest.approx(float(expected), abs=1e-9)


@quick
@given(journeys())
def test_she_completes_exactly_when_the_rule_is_met_and_it_never_goes_back(
    lab: Page, tried: tuple[dict[str, Any], list[tuple[str, str]]]
) -> None:
    module, steps = tried
    scored = {name for name, one in module["questions"].items() if one["scored"]}
    screens = {screen["id"] for screen in module["screens"]} - {"result"}
    first, is_done = None, False
    for end in range(1, len(steps) + 1):
        result = journey(lab, module, steps[:end])
        given_ = result["state"]["answers"]
        has_seen = screens <= set(result["state"]["met"])
        has_passed = scored <= set(given_) and (value(module, given_) or 0) >= module["pass"]
        by_screens = module["completion"] == "screens" or not scored
        is_met = has_seen if by_screens else has_passed and (has_seen or module["completion"] == "pass")
        is_done = is_done or is_met
        assert result["state"]["completed"] == is_done
        assert (result["progress"] == 1) == is_done
        assert 0 <= result["progress"] <= 1
        for told in result["told"]:
            assert told["passed"] == (None if by_screens else True)
        scores = [told["score"] for told in result["told"]]
        assert len([one for one in scores if one is not None]) <= 1
        if is_met and scored and scored <= set(given_) and first is None:  # the score she completes with stands
            first = int((value(module, given_) or 0) + Fraction(1, 2))
        if is_done:
            assert result["state"]["score"] == first


@quick
@given(journeys())
def test_complete_can_be_reached_from_anywhere_by_doing_what_is_left(
    lab: Page, tried: tuple[dict[str, Any], list[tuple[str, str]]]
) -> None:
    module, steps = tried
    for _ in range(3):
        result = journey(lab, module, steps)
        left = result["left"]
        for screen in left["screens"]:
            steps = [*steps, (screen["id"], "")]
        for name in [*left["questions"], *left["again"]]:
            one = module["questions"][name]
            right = one["key"]["right"]
            is_placed = one["type"] in ("sort", "match")
            whole = right if one["type"] == "order" else sorted(right)
            codes = [code + right[code] for code in one["codes"]] if is_placed else whole
            steps = [*steps, (name, "".join(codes))]
    result = journey(lab, module, steps)
    assert result["state"]["completed"] or not steps
    if steps:
        assert result["outcome"] is not None


@quick
@given(journeys(), st.data())
def test_a_new_edition_forgets_only_what_is_gone_or_changed(
    lab: Page, tried: tuple[dict[str, Any], list[tuple[str, str]]], data: st.DataObject
) -> None:
    module, steps = tried
    result = journey(lab, module, steps)
    gone = data.draw(st.sets(st.sampled_from([screen["id"] for screen in module["screens"]])))
    dropped = data.draw(st.sets(st.sampled_from(sorted(module["questions"]) or ["none"])))
    changed = data.draw(st.sets(st.sampled_from(sorted(module["questions"]) or ["none"])))
    new = {"id": "new", "short": short(500), "title": "", "questions": [], "noted": False}
    kept = [screen for screen in module["screens"] if screen["id"] not in gone]
    edition = {
        **module,
        "screens": data.draw(st.permutations([*kept, new])),
        "questions": {
            name: {**one, "stamp": "no" if name in changed and one["stamp"] != "no" else one["stamp"]}
            for name, one in reversed(module["questions"].items())
            if name not in dropped
        },
    }
    still = {name for name, one in edition["questions"].items() if one["stamp"] == module["questions"][name]["stamp"]}
    decoded = lab.evaluate("([module, line]) => player.decode(module, line)", [edition, result["line"]])
    before = result["state"]
    assert set(decoded["met"]) == {name for name in before["met"] if name not in gone}
    assert decoded["at"] == ("" if before["at"] in gone else before["at"])
    assert decoded["answers"] == {name: codes for name, codes in before["answers"].items() if name in still}
    asked_again = {name for name in before["answers"] if name in edition["questions"]} - still
    assert set(decoded["changed"]) == asked_again
    # A line that is mostly of things unknown here is another module's: what it completed says nothing of this one.
    known = len(decoded["met"]) + len(decoded["answers"]) + len(asked_again)
    is_ours = 2 * known >= len(before["met"]) + len(before["answers"])
    expected = (before["completed"], before["score"]) if is_ours else (False, None)
    assert (decoded["completed"], decoded["score"]) == expected
    again = lab.evaluate(
        "([module, line]) => player.decode(module, player.encode(module, player.decode(module, line)))",
        [edition, result["line"]],
    )
    assert again == {**decoded, "completed": again["completed"], "score": again["score"]}


@quick
@given(journeys(), st.data())
def test_a_line_that_was_cut_or_changed_is_a_fresh_start(
    lab: Page, tried: tuple[dict[str, Any], list[tuple[str, str]]], data: st.DataObject
) -> None:
    module, steps = tried
    line = journey(lab, module, steps)["line"]
    at = data.draw(st.integers(0, len(line) - 1))
    letter = data.draw(st.sampled_from(LETTERS + "~.=$ "))
    spoilt = [line[:at], line[at + 1 :], line[:at] + letter + line[at + 1 :], line + letter, "2" + line[1:], line * 2]
    for one in spoilt:
        decoded = lab.evaluate("([module, line]) => player.decode(module, line)", [module, one])
        if one.strip() != line:
            assert decoded == FRESH


@quick
@given(st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.just("x" * 1_000_000), st.lists(st.text())))
def test_reading_never_throws(lab: Page, line: Any) -> None:
    module = {"screens": [], "questions": {}}
    assert lab.evaluate("([module, line]) => player.decode(module, line)", [module, line]) == FRESH


def test_sixty_screens_and_a_hundred_questions_fit(lab: Page) -> None:
    screens = [{"id": f"s{number}", "short": short(number), "questions": []} for number in range(60)]
    one = {"type": "sort", "stamp": "zz", "scored": True, "points": 1, "codes": list("12345678")}
    one["record"] = {"type": "matching", "size": 2}
    every = {f"q{number}": {**one, "short": short(1000 + number)} for number in range(100)}
    state = {
        "at": "s0",
        "met": [screen["id"] for screen in screens],
        "answers": dict.fromkeys(every, "1a2b3c4d5e6f7g8h"),
        "changed": [],
        "completed": True,
        "score": 100,
        **PLAIN,
    }
    module = {"screens": screens, "questions": every}
    line = lab.evaluate("([module, state]) => player.encode(module, state)", [module, state])
    assert len(line) == 18 + 60 * 4 + 100 * (7 + 16) - 1 <= 4096
    assert lab.evaluate("([module, line]) => player.decode(module, line)", [module, line]) == state


def test_a_score_a_hair_under_the_pass_mark_by_arithmetic_alone_passes(lab: Page) -> None:
    """Three thirds of 7 points add up to a little less than they should in floating point."""
    one = {"type": "match", "short": "aaaa", "stamp": "bb", "scored": True, "points": 7}
    one["record"] = {"type": "matching", "size": 2}
    one["key"] = {"right": {"1": "a", "2": "b", "3": "c"}, "scored": ["1", "2", "3"]}
    module = {"pass": 100 * 2 / 3 + 5e-10, "completion": "pass", "questions": {"q": one}}
    module["screens"] = [{"id": "result", "short": "cccc", "questions": ["q"]}]
    result = journey(lab, module, [("q", "1a2b3a")])
    assert result["told"] == [{"passed": True, "score": 67}]


def test_an_answer_that_names_a_code_twice_is_none_and_earns_nothing(lab: Page) -> None:
    """A line can be whole and say what no page gives: with a right code named twice it would earn 133 per cent."""
    right = {"several": "abc", "choice": "b", "order": "abc", "sort": "1a2b", "match": "1a2b"}
    doubled = {"several": ["abca", "aab", "aaaa"], "choice": ["bb"], "order": ["aabc"]}
    doubled |= {name: ["1a1b", "1a2b1a", "1a2"] for name in ("sort", "match")}
    for kind, others in doubled.items():
        size = 2 if kind in ("sort", "match") else 1
        pairs = {"1": "a", "2": "b"}
        key = {"right": pairs, "scored": list(pairs)} if size == 2 else {"right": list(right[kind])}
        one = {"type": kind, "short": "aaaa", "stamp": "bb", "scored": True, "points": 1, "key": key}
        one["record"] = {"type": "choice", "size": size}
        module = {"questions": {"q": one}, "screens": [{"id": "result", "short": "cccc", "questions": []}]}
        for codes in (right[kind], *others):
            state = {**FRESH, "answers": {"q": codes}}
            call = """([module, state]) => {
                const read = player.decode(module, player.encode(module, state));
                return [read.answers, read.changed, player.valueOf(module, read), player.valueOf(module, state)];
            }"""
            answers, changed, value, doubled_value = lab.evaluate(call, [module, state])
            is_right = codes == right[kind]
            assert (answers, changed, value) == (({"q": codes}, [], 100) if is_right else ({}, ["q"], 0)), (kind, codes)
            assert doubled_value <= 100
