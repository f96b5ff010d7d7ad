"""What one learner is asked: draws from banks, tries, an order of her own; as functions, over any course of events."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page
from sitting import HERE, told

from builder.explain import standing
from builder.model import Asking, Bank, Module
from builder.pipeline import Workspace, checked
from builder.progress import LONGEST, Progress, check_of, longest, read_line

pytestmark = pytest.mark.usefixtures("lab")
quick = settings(deadline=None, max_examples=50)

BANKED = [f"b-{number}" for number in range(1, 6)]
RIGHT = {"b-1": "a", "b-2": "b", "b-3": "c", "b-4": "d", "b-5": "a", "all-sort": "3a1b2a4b", "all-several": "ac"}
WRONG = {"b-1": "b", "b-2": "a", "b-3": "a", "b-4": "a", "b-5": "b", "all-sort": "3b1a2b4a", "all-several": "b"}

# What the player does around its pure functions: each step is what she would do, where she is offered it.
PLAY = """([module, line, steps]) => {
    const state = player.decode(module, line), draws = [state.draw];
    const seen = new Set(), repeats = [];
    for (const [deed, name, codes] of steps) {
        const run = player.runOf(module, state).map(({ id }) => id);
        const ways = player.waysOf(module, state);
        if (deed === "go" && run.includes(name)) {
            state.at = name;
            if (!state.met.includes(name)) state.met.push(name);
        }
        if (deed === "answer" && run.includes(`${name}-screen`) && player.triesLeft(module, state, name)) {
            if (!state.met.includes(`${name}-screen`)) state.met.push(`${name}-screen`);
            player.giveAnswer(module, state, name, codes);
        }
        if (deed === "others" && ways.banks.length) {
            player.drawOthers(module, state, ways.banks);
            draws.push(state.draw);
        }
        if (deed === "again" && ways.isClosed) player.startAgain(module, state);
        const news = player.newsOf(module, state);
        if (news) { state.completed = true; state.score = news.score; }
    }
    const order = module.screens.map(({ id }) => id);
    state.met.sort((one, other) => order.indexOf(one) - order.indexOf(other));
    return { state, draws, line: player.encode(module, state), left: player.leftOf(module, state),
        ways: player.waysOf(module, state), value: player.valueOf(module, state),
        run: player.runOf(module, state).map(({ id }) => id), progress: player.progressOf(module, state) };
}"""


@cache
def read() -> Module:
    return checked(Workspace(HERE.parent / "sample"), ["banked"], []).modules[0]


def edition(bank: list[str] = BANKED, name: str = "roles", **asking: Any) -> dict[str, Any]:
    """Return what the page tells its player where the bank holds these questions and quiz.yaml says this."""
    asking = {"draw": 2, "tries": 3, "shows": 2, **asking}
    questions = {
        key: {
            **{part: value for part, value in one.items() if part not in ("bank", "tries", "shows")},
            **({"bank": name} if key in bank else {}),
            **{part: asking[part] for part in ("tries", "shows") if asking[part]},
        }
        for key, one in told("banked")["questions"].items()
        if key in bank or key not in BANKED
    }
    screens = [one for one in told("banked")["screens"] if all(asked in questions for asked in one["questions"])]
    return {**told("banked"), "screens": screens, "questions": questions, "banks": {name: asking["draw"]}}


def module_of(data: dict[str, Any], about: dict[str, Any] | None = None) -> Module:
    """Return the same as Python has it."""
    module = read()
    (name, draw), *_ = data["banks"].items()
    one = next(iter(data["questions"].values()))
    asking = Asking.model_construct(
        shuffle=True, tries=one.get("tries"), show_answer=one.get("shows"), banks=(Bank(id=name, draw=draw),)
    )
    quiz = tuple(
        replace(
            asked, question=asked.question.model_copy(update={"bank": data["questions"][asked.question.id].get("bank")})
        )
        for asked in module.quiz
        if asked.question.id in data["questions"]
    )
    return replace(module, about=module.about.model_copy(update=about or {}), quiz=quiz, asking=asking)


def play(lab: Page, data: dict[str, Any], steps: list[tuple[str, ...]], line: str = "") -> dict[str, Any]:
    result: dict[str, Any] = lab.evaluate(PLAY, [data, line, [list(step) for step in steps]])
    return result


def deeds() -> st.SearchStrategy[list[tuple[str, ...]]]:
    """Return courses of events; whatever she is not offered is passed over."""
    go = st.tuples(st.just("go"), st.sampled_from([screen["id"] for screen in told("banked")["screens"]]))
    answer = st.sampled_from([("answer", name, given[name]) for name in RIGHT for given in (RIGHT, WRONG)])
    ways = st.sampled_from([("others",), ("again",)])
    fall = [("answer", name, codes) for name, codes in WRONG.items()]
    wrong = st.sampled_from([fall, [*fall, ("others",)], [*fall * 3, ("again",)]])
    return st.lists(
        st.one_of(go.map(lambda one: [one]), answer.map(lambda one: [one]), ways.map(lambda one: [one]), wrong),
        max_size=14,
    ).map(lambda groups: [step for group in groups for step in group])


def asking() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "draw": st.integers(1, 4),
            "tries": st.sampled_from([None, 1, 2, 3, 9]),
            "shows": st.sampled_from([None, 1, 2]),
        }
    )


def banks() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(BANKED), min_size=1, unique=True)


# ── The draw ─────────────────────────────────────────────────────────────────────────────────────


@quick
@given(deeds(), asking(), banks())
def test_what_is_saved_is_what_is_read_back(
    lab: Page, steps: list[tuple[str, ...]], asking_: dict[str, Any], bank: list[str]
) -> None:
    data = edition(bank, **asking_)
    result = play(lab, data, steps)
    assert lab.evaluate("([module, line]) => player.decode(module, line)", [data, result["line"]]) == result["state"]
    assert re.fullmatch(r"[A-Za-z0-9._~]{1,4096}", result["line"])
    assert len(result["line"]) <= longest(module_of(data))


@quick
@given(deeds(), asking(), banks())
def test_a_learner_is_asked_what_was_drawn_and_nothing_else(
    lab: Page, steps: list[tuple[str, ...]], asking_: dict[str, Any], bank: list[str]
) -> None:
    data = edition(bank, **asking_)
    result = play(lab, data, steps)
    draw = result["state"]["draw"]
    assert len(draw) == min(len(bank), asking_["draw"])
    assert set(draw) <= set(bank)
    undrawn = {*bank} - {*draw}
    assert not undrawn & {name.removesuffix("-screen") for name in result["run"]}
    assert not undrawn & {*result["state"]["answers"], *result["left"]["questions"], *result["left"]["again"]}
    assert not undrawn & {screen["id"].removesuffix("-screen") for screen in result["left"]["screens"]}
    asked = {name: one for name, one in data["questions"].items() if name not in undrawn}
    points = sum(one["points"] for one in asked.values())
    earned = sum(one["points"] for name, one in asked.items() if result["state"]["answers"].get(name) == RIGHT[name])
    assert result["value"] == pytest.approx(100 * earned / points)
    assert (result["progress"] == 1) == result["state"]["completed"]
    if not result["state"]["completed"]:
        screens = len(result["run"]) - 1  # the last one is nobody's to go to
        left = result["left"]
        done = 1 - (len(left["screens"]) + len(left["questions"])) / (screens + len(asked))
        assert result["progress"] == pytest.approx(min(0.99, done))


def test_everybody_has_a_draw_of_her_own_and_every_question_a_turn(lab: Page) -> None:
    draws = [tuple(play(lab, edition(), [])["state"]["draw"]) for _ in range(80)]
    assert len(set(draws)) == 10
    assert {name for draw in draws for name in draw} == set(BANKED)


@pytest.mark.parametrize(("size", "draw"), [(5, 2), (5, 1), (4, 3), (2, 1)])
def test_other_questions_are_new_ones_while_there_are_any(lab: Page, size: int, draw: int) -> None:
    data = edition(BANKED[:size], draw=draw, tries=None)
    fall = [("answer", name, codes) for name, codes in WRONG.items()]
    draws = play(lab, data, [*fall, ("others",)] * 8 + fall)["draws"]
    assert len(draws) == 9
    seen: set[str] = set()
    for before, one in zip([[], *draws], draws, strict=False):
        unseen = {*data["questions"]} & {*BANKED} - seen
        fresh = {*one} - seen
        assert len(fresh) == min(draw, len(unseen))  # none comes again while one is left
        again = {*one} - fresh
        if size >= 2 * draw:
            assert not again & {*before}  # nor is any asked twice in a row where the bank is large enough
        seen = {*one} if again else seen | {*one}


def test_the_rest_stays_when_others_are_drawn(lab: Page) -> None:
    fall = [("answer", name, codes) for name, codes in WRONG.items() if name != "all-sort"]
    before = play(lab, edition(), [*fall, ("answer", "all-sort", RIGHT["all-sort"])])
    after = play(lab, edition(), [("others",)], before["line"])
    assert after["state"]["answers"] == {"all-sort": RIGHT["all-sort"], "all-several": "b"}
    assert after["state"]["round"] == 1
    assert not {*before["state"]["draw"]} & {*after["state"]["draw"]}


def test_others_are_offered_where_the_bank_holds_more_and_its_questions_are_what_she_fell_short_in(lab: Page) -> None:
    fall = [("answer", name, codes) for name, codes in WRONG.items()]
    assert play(lab, edition(), fall)["ways"]["banks"] == ["roles"]
    assert play(lab, edition(), fall[:-1])["ways"]["banks"] == []  # one is left to be answered
    assert play(lab, edition(BANKED[:2]), fall)["ways"]["banks"] == []
    well = [("answer", name, RIGHT[name] if name in BANKED else codes) for name, codes in WRONG.items()]
    assert play(lab, edition(), well)["ways"]["banks"] == []


@quick
@given(deeds(), asking(), asking(), banks(), banks(), st.sampled_from(["roles", "other"]))
def test_a_new_edition_keeps_what_is_still_there_and_draws_what_is_wanting(
    lab: Page,
    steps: list[tuple[str, ...]],
    old: dict[str, Any],
    new: dict[str, Any],
    bank: list[str],
    later: list[str],
    name: str,
) -> None:
    """The bank grows, shrinks or is called otherwise; more or fewer are drawn; there are more tries, or none."""
    before = play(lab, edition(bank, **old), steps)
    after = play(lab, edition(later, name, **new), [], before["line"])
    draw, answers = after["state"]["draw"], after["state"]["answers"]
    kept = {*before["state"]["draw"]} & {*later}
    assert len(draw) == min(len(later), new["draw"])
    assert {*draw} <= kept if len(kept) >= len(draw) else {*draw} >= kept
    answered = {one for one in kept if one in before["state"]["answers"]}
    assert answered <= {*draw} or len(answered & {*draw}) == len(draw)
    topped = {*draw} - kept
    unseen = {one for one in later if f"{one}-screen" not in before["state"]["met"]} - kept
    assert len(topped & unseen) == min(len(topped), len(unseen))
    assert answers == {
        one: codes for one, codes in before["state"]["answers"].items() if one in draw or one not in BANKED
    }
    assert after["state"]["seed"] == before["state"]["seed"]
    counted = {*answers} if new["tries"] or new["shows"] else set()
    assert {*after["state"]["tries"]} == counted
    if before["state"]["completed"]:
        assert after["state"]["completed"]
        assert after["state"]["score"] == before["state"]["score"]


def test_what_is_wanting_is_drawn_from_what_she_has_not_seen(lab: Page) -> None:
    fall = [("answer", name, codes) for name, codes in WRONG.items()]
    for _ in range(8):
        before = play(lab, edition(), [*fall, ("others",)])
        (unseen,) = {*BANKED} - {name for draw in before["draws"] for name in draw}
        after = play(lab, edition(draw=3), [], before["line"])["state"]
        assert {*after["draw"]} == {*before["state"]["draw"], unseen}


def test_answers_given_before_there_was_a_bank_decide_what_is_drawn(lab: Page) -> None:
    plain = edition([], draw=1, tries=None, shows=None)
    plain = {**plain, "questions": {name: {**one} for name, one in told("banked")["questions"].items()}}
    for one in plain["questions"].values():
        for part in ("bank", "tries", "shows", "shuffle"):
            one.pop(part, None)
    del plain["banks"]
    plain["screens"] = told("banked")["screens"]
    line = play(lab, plain, [("answer", "b-2", "a"), ("answer", "b-4", "d")])["line"]
    assert line.count("~") == 5  # nothing is set, so nothing is added
    after = play(lab, edition(), [], line)
    assert after["state"]["draw"] == ["b-2", "b-4"]
    assert after["state"]["tries"] == {"b-2": 1, "b-4": 1}
    assert after["state"]["seed"] != ""


def test_an_earlier_player_reads_what_it_knows_and_this_one_does_too(lab: Page) -> None:
    """The form in which lines were read before these fields were added takes them for nothing."""
    result = play(lab, edition(), [("answer", name, codes) for name, codes in RIGHT.items()])
    earlier = re.compile(r"(\d~(\w{4})?~((?:\w{4})*)~([\w.]*)~(c(\d{0,3}))?(?:~[\w.~!*()-]*)?)~(\w{4})")
    found = earlier.fullmatch(result["line"])
    assert found
    assert found[4].count(".") == 3
    text = f"{found[1]}~a-later.field!~another"
    line = f"{text}~{check_of(text)}"
    assert lab.evaluate("([module, line]) => player.decode(module, line)", [edition(), line]) == result["state"]


# ── Tries ────────────────────────────────────────────────────────────────────────────────────────


def test_tries_are_counted_and_end(lab: Page) -> None:
    data = edition(tries=2, shows=None)
    steps = [("answer", "all-several", "b"), ("answer", "all-several", "a"), ("answer", "all-several", "ac")]
    state = play(lab, data, steps)["state"]
    assert (state["answers"]["all-several"], state["tries"]["all-several"]) == ("a", 2)


def test_starting_again_clears_answers_and_tries_and_keeps_the_questions(lab: Page) -> None:
    data = edition(tries=1, shows=None)
    fall = [("answer", name, codes) for name, codes in WRONG.items()]
    before = play(lab, data, fall)
    assert before["ways"]["isClosed"]
    after = play(lab, data, [("again",)], before["line"])["state"]
    assert (after["answers"], after["tries"], after["draw"]) == ({}, {}, before["state"]["draw"])
    assert after["met"] == before["state"]["met"]
    done = play(
        lab,
        data,
        [("go", screen["id"]) for screen in data["screens"]]
        + [("answer", name, codes) for name, codes in RIGHT.items()],
        play(lab, data, [("again",)], before["line"])["line"],
    )
    assert (done["state"]["completed"], done["state"]["score"]) == (True, 100)


def test_without_limits_nothing_is_counted(lab: Page) -> None:
    data = edition(tries=None, shows=None)
    result = play(lab, data, [("answer", "all-several", "b")] * 3)
    assert result["state"]["tries"] == {}
    assert result["ways"] == {"banks": [], "isClosed": False}


# ── The order ────────────────────────────────────────────────────────────────────────────────────


@quick
@given(st.lists(st.sampled_from("abcdefghij"), min_size=2, unique=True), st.text("abcXYZ019", min_size=4, max_size=4))
def test_an_order_follows_from_the_seed_and_stays_when_something_is_added(
    lab: Page, codes: list[str], seed: str
) -> None:
    mix = "([codes, seed]) => player.inOrder(codes, seed, (code) => code)"
    whole = lab.evaluate(mix, [codes, seed])
    assert sorted(whole) == sorted(codes)
    assert lab.evaluate(mix, [codes[::-1], seed]) == whole
    assert lab.evaluate(mix, [codes[1:], seed]) == [code for code in whole if code != codes[0]]


def test_every_order_comes_about_as_often_as_any_other(lab: Page) -> None:
    count = """() => {
        const counts = {}, letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (const one of letters) for (const two of letters) {
            const order = player.inOrder(["a", "b", "c"], `k3${one}${two}x9Yz`, (code) => code).join("");
            counts[order] = (counts[order] ?? 0) + 1;
        }
        return counts;
    }"""
    counts = lab.evaluate(count)
    assert len(counts) == 6
    assert max(counts.values()) < 1.25 * min(counts.values())


# ── The same outside the page ────────────────────────────────────────────────────────────────────


@quick
@given(deeds(), asking(), asking(), banks(), st.sampled_from(["screens", "pass", "both"]), st.integers(0, 100))
def test_a_line_says_the_same_to_both(
    lab: Page,
    steps: list[tuple[str, ...]],
    old: dict[str, Any],
    new: dict[str, Any],
    bank: list[str],
    completion: str,
    pass_mark: int,
) -> None:
    settings_ = {"completion": completion, "pass": pass_mark}
    line = play(lab, {**edition(bank, **old), **settings_}, steps)["line"]
    data = {**edition(bank, **new), **settings_}
    module = module_of(data, {"completion": completion, "pass_mark": pass_mark})
    progress = read_line(line)
    assert isinstance(progress, Progress)
    now, then = standing(module, progress), play(lab, data, [], line)
    assert now.completed == then["state"]["completed"]
    assert now.given == then["state"]["answers"]
    if now.undrawn:  # what is still to be drawn is the player's to draw
        assert now.asked < {*then["state"]["draw"], *data["questions"]}
        return
    assert [name for name in data["questions"] if name in now.asked and name in bank] == then["state"]["draw"]
    assert now.score == pytest.approx(then["value"], abs=1e-9)
    assert now.screens == [screen["id"] for screen in then["left"]["screens"]]
    assert (now.questions, now.again) == (then["left"]["questions"], then["left"]["again"])
    assert bool(now.closed(module, progress)) == then["ways"]["isClosed"]


def test_the_longest_line_is_as_long_as_is_said(lab: Page) -> None:
    data = edition(shows=None)
    module = module_of(data)
    asked = [*BANKED[:2], "all-sort", "all-several"]
    longest_answer = {"all-sort": "3a1b2a4b", "all-several": "abc"}
    everything = {
        "at": "result",
        "met": [screen["id"] for screen in data["screens"]],
        "answers": {name: longest_answer.get(name, "a") for name in asked},
        "changed": [],
        "completed": True,
        "score": 100,
        "seed": "aB3x",
        "round": 999,
        "draw": BANKED[:2],
        "tries": dict.fromkeys(asked, 3),
    }
    line = lab.evaluate("([module, state]) => player.encode(module, state)", [data, everything])
    assert len(line) == longest(module)
    assert lab.evaluate("([module, line]) => player.decode(module, line)", [data, line]) == everything


def test_sixty_screens_and_a_hundred_questions_fit_when_all_are_drawn_and_limited(lab: Page) -> None:
    screens = [{"id": f"s{number}", "short": f"s{number:03}", "questions": []} for number in range(60)]
    one = {"type": "sort", "stamp": "zz", "scored": True, "points": 1, "bank": "all", "tries": 9}
    one["record"] = {"type": "matching", "size": 2}
    every = {f"q{number}": {**one, "short": f"q{number:03}"} for number in range(100)}
    state = {
        "at": "s0",
        "met": [screen["id"] for screen in screens],
        "answers": dict.fromkeys(every, "1a2b3c4d5e6f7g8h"),
        "changed": [],
        "completed": True,
        "score": 100,
        "seed": "aB3x",
        "round": 999,
        "draw": [*every],
        "tries": dict.fromkeys(every, 9),
    }
    module = {"screens": screens, "questions": every, "banks": {"all": 100}}
    line = lab.evaluate("([module, state]) => player.encode(module, state)", [module, state])
    assert len(line) == 2557 + 10 + 5 * 100 <= LONGEST
    assert lab.evaluate("([module, line]) => player.decode(module, line)", [module, line]) == state


# ── A copy on this device ────────────────────────────────────────────────────────────────────────

MERGE = """([module, mine, line]) => {
    const copy = player.newCopy(line);
    player.noteIn(module, player.decode(module, line), copy);
    const { state, gained } = player.mergeCopy(module, player.decode(module, mine), copy);
    return { state, gained };
}"""

Merge = Callable[[str, str], Any]


@pytest.fixture
def merge(lab: Page) -> Merge:
    return lambda mine, copy: lab.evaluate(MERGE, [edition(), mine, copy])


def fall_short(lab: Page, line: str = "", **asking_: Any) -> dict[str, Any]:
    return play(lab, edition(**asking_), [("answer", name, codes) for name, codes in WRONG.items()], line)


def test_a_blank_record_takes_the_draw_of_the_copy(lab: Page, merge: Merge) -> None:
    copy = fall_short(lab)
    for mine in ("", play(lab, edition(), [])["line"]):
        merged = merge(mine, copy["line"])
        assert merged["state"]["draw"] == copy["state"]["draw"]
        assert merged["state"]["seed"] == copy["state"]["seed"]
        assert merged["state"]["answers"] == copy["state"]["answers"]


def test_the_draw_of_the_record_wins_once_something_is_answered_with_it(lab: Page, merge: Merge) -> None:
    mine, copy = fall_short(lab), fall_short(lab)
    merged = merge(mine["line"], copy["line"])
    assert merged["state"]["draw"] == mine["state"]["draw"]
    assert merged["state"]["answers"] == mine["state"]["answers"]
    assert merged["gained"] == []
    assert {*copy["state"]["met"]} <= {*merged["state"]["met"]}  # and what she has seen stays seen


def test_others_drawn_since_are_kept_whoever_has_them(lab: Page, merge: Merge) -> None:
    before = fall_short(lab)
    since = play(lab, edition(), [("others",), *[("answer", name, RIGHT[name]) for name in BANKED]], before["line"])
    for mine, copy in ((before, since), (since, before)):
        merged = merge(mine["line"], copy["line"])["state"]
        assert merged["draw"] == since["state"]["draw"]
        assert {name: merged["answers"][name] for name in merged["draw"]} == {
            name: RIGHT[name] for name in since["state"]["draw"]
        }
        assert merged["round"] == 1


def test_what_was_started_again_is_not_answered_by_an_old_copy(lab: Page, merge: Merge) -> None:
    data = edition()
    fall = [("answer", name, codes) for name, codes in WRONG.items()]
    closed = play(lab, data, fall * 3)
    since = play(lab, data, [("again",)], closed["line"])
    assert since["state"]["answers"] == {}
    for mine, copy in ((closed, since), (since, closed)):
        merged = merge(mine["line"], copy["line"])
        assert (merged["state"]["answers"], merged["state"]["tries"], merged["gained"]) == ({}, {}, [])


def test_the_larger_number_of_tries_counts(lab: Page, merge: Merge) -> None:
    once = fall_short(lab)
    twice = fall_short(lab, once["line"])
    assert set(twice["state"]["tries"].values()) == {2}
    for mine, copy in ((once, twice), (twice, once)):
        assert set(merge(mine["line"], copy["line"])["state"]["tries"].values()) == {2}


@quick
@given(deeds(), deeds(), deeds(), asking(), banks())
def test_whatever_is_put_together_can_be_gone_on_with(
    lab: Page,
    first: list[tuple[str, ...]],
    here: list[tuple[str, ...]],
    there: list[tuple[str, ...]],
    asking_: dict[str, Any],
    bank: list[str],
) -> None:
    data = edition(bank, **asking_)
    start = play(lab, data, first)["line"]
    mine, copy = play(lab, data, here, start), play(lab, data, there, start)
    merged = lab.evaluate(MERGE, [data, mine["line"], copy["line"]])
    state = merged["state"]
    assert len(state["draw"]) == min(len(bank), asking_["draw"])
    assert state["draw"] in (mine["state"]["draw"], copy["state"]["draw"])
    assert {*state["answers"]} <= {*state["draw"]} | ({*data["questions"]} - {*bank})
    assert {*merged["gained"]} <= {*state["answers"]}
    assert {*state["tries"]} <= {*state["answers"]}
    assert state["completed"] == (mine["state"]["completed"] or copy["state"]["completed"])
    again = lab.evaluate("([module, state]) => player.decode(module, player.encode(module, state))", [data, state])
    assert again == {**state, "met": again["met"]}
