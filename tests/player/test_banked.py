"""A quiz with banks, tries and an order of her own, played: on hosts, another day, in two windows, without limits."""

from typing import Any

import pytest
from playwright.sync_api import expect
from sitting import ROOT, Launch, Sitting, open_module, package, relaunched, told
from test_journeys import Learner, going, learner, passed
from test_run import BANKED, RIGHT, WRONG, edition

__all__ = ["learner"]
HOSTS = [("learning-hub", "scorm12"), ("moodle", "scorm12"), ("moodle", "scorm2004"), ("strict-2004", "scorm2004")]


class Drawn(Learner):
    """Someone who sits down to the module with banks."""

    def sit(self, before: str = "") -> Sitting:
        files = package(self.target, "banked")
        return open_module(self.context, files, self.target, self.server, host=self.host, before=before)


@pytest.fixture
def drawn(context: Any, request: pytest.FixtureRequest) -> Drawn:
    return Drawn(context, *request.param)


every_host = pytest.mark.parametrize("drawn", HOSTS, ids="-".join, indirect=True)


@pytest.fixture
def banked(launch: Launch) -> Launch:
    """Return the function that opens the module with banks."""

    def opened(target: str = "scorm12", *record: dict[str, str], **settings: Any) -> Sitting:
        return launch(target, *record, name="banked", **settings)

    return opened


def asked(sitting: Sitting) -> list[str]:
    """Return the questions of the quiz that are hers, as the menu lists them."""
    shown = sitting.course.evaluate(
        "[...document.querySelectorAll('#menu li:not([hidden]) [data-go]')].map((link) => link.dataset.go)"
    )
    return [name.removesuffix("-screen") for name in shown if name.endswith("-screen")]


def order(sitting: Sitting, question: str) -> str:
    """Return the codes of the options of a question, as they stand on the page."""
    codes: str = sitting.course.evaluate(
        "name => [...document.querySelectorAll(`[data-question=${name}] [data-option]`)]"
        ".map((option) => option.dataset.option).join('')",
        question,
    )
    return codes


def answer_all(sitting: Sitting, given: dict[str, str]) -> None:
    for question in asked(sitting):
        sitting.answer(question, given[question])


def fall_short(sitting: Sitting) -> None:
    sitting.go("welcome")
    answer_all(sitting, WRONG)
    sitting.go("result")


# ── On hosts, another day ────────────────────────────────────────────────────────────────────────


@every_host
def test_the_same_questions_in_the_same_order_another_day(drawn: Drawn) -> None:
    sitting = drawn.sit()
    questions = asked(sitting)
    assert len(questions) == 4
    orders = {name: order(sitting, name) for name in questions}
    sitting.answer(questions[0], RIGHT[questions[0]])
    drawn.leave(sitting)
    again = drawn.sit()
    assert again.at == f"{questions[0]}-screen"
    assert asked(again) == questions
    assert {name: order(again, name) for name in questions} == orders
    assert again[f"[data-question={questions[0]}] input:checked"].get_attribute("value") == RIGHT[questions[0]]
    assert again["#where"].inner_text() == "Screen 2 of 6"
    assert again.screen.locator("h2").inner_text() == "Question 1 of 4"
    for question in questions[1:]:
        again.answer(question, RIGHT[question])
    again.go("welcome")
    again.go("result")
    assert again["[data-score]"].get_attribute("data-score") == "100"
    drawn.leave(again)
    assert drawn.status == passed(drawn.target)


@every_host
def test_falling_short_other_questions_another_day_and_passing(drawn: Drawn) -> None:
    sitting = drawn.sit()
    first = asked(sitting)
    fall_short(sitting)
    sitting.do("others")
    second = asked(sitting)
    assert not {*first[:2]} & {*second[:2]}
    assert first[2:] == second[2:] == ["all-sort", "all-several"]
    assert sitting.at == f"{second[0]}-screen"
    drawn.leave(sitting)
    assert drawn.status == going(drawn.target)
    again = drawn.sit()
    assert asked(again) == second
    assert again.at == f"{second[0]}-screen"
    again.go("all-sort-screen")
    assert again["[data-question=all-sort] input:checked"].count() == 4
    answer_all(again, RIGHT)
    again.go("result")
    assert again["[data-score]"].get_attribute("data-score") == "100"
    drawn.leave(again)
    assert drawn.status == passed(drawn.target)


@every_host
def test_when_every_try_is_used_she_can_start_again_and_pass(drawn: Drawn) -> None:
    sitting = drawn.sit()
    questions = asked(sitting)
    sitting.go("welcome")
    for question in questions:
        for given in (WRONG[question], other(question), WRONG[question]):
            sitting.answer(question, given)
    sitting.go("result")
    sitting.do("afresh")
    assert sitting.at == f"{questions[0]}-screen"
    assert asked(sitting) == questions
    assert sitting["[data-question] input:checked"].count() == 0
    answer_all(sitting, RIGHT)
    sitting.go("result")
    assert sitting["[data-score]"].get_attribute("data-score") == "100"
    drawn.leave(sitting)
    assert drawn.status == passed(drawn.target)


def other(question: str) -> str:
    """Return another wrong answer."""
    return {"all-sort": "3b1b2b4a", "all-several": "bc"}.get(question, "c" if question != "b-3" else "b")


# ── The run ──────────────────────────────────────────────────────────────────────────────────────


def test_next_and_back_go_through_her_screens_and_no_others(banked: Launch) -> None:
    sitting = banked()
    screens = ["welcome", *(f"{name}-screen" for name in asked(sitting)), "result"]
    for number, screen in enumerate(screens, start=1):
        assert sitting.at == screen
        assert sitting["#where"].inner_text() == f"Screen {number} of 6"
        if screen != "result":
            sitting.do("next")
    titles = sitting["#result .left-list"].last.locator("button").all_inner_texts()
    assert titles == [f"Question {number} of 4" for number in (1, 2, 3, 4)]
    for screen in reversed(screens[:-1]):
        sitting.do("back")
        assert sitting.at == screen


def test_the_lms_is_told_of_the_questions_she_answered(banked: Launch) -> None:
    for target in ("scorm12", "scorm2004"):
        sitting = banked(target)
        first = asked(sitting)
        fall_short(sitting)
        assert set(sitting.interactions()) == {*first}
        sitting.do("others")
        second = asked(sitting)
        sitting.answer(second[0], RIGHT[second[0]])
        assert set(sitting.interactions()) == {*first, second[0]}
        sitting.lms.close()


def test_a_link_to_a_question_that_is_not_hers_leads_nowhere(banked: Launch) -> None:
    sitting = banked("web", place="alone")
    (other, *_) = [name for name in BANKED if name not in asked(sitting)]
    sitting.course.evaluate(
        "id => { const link = document.createElement('a'); link.href = `#${id}`; link.id = 'away';"
        " document.querySelector('#welcome').append(link); link.click(); }",
        f"{other}-screen",
    )
    assert sitting.at == "welcome"
    sitting = banked("web", place="alone", anchor=f"#{other}-screen")
    assert sitting.at in ("welcome", f"{other}-screen")
    assert (sitting.at == "welcome") == (other not in asked(sitting))


def test_an_answer_is_the_same_in_any_order(banked: Launch) -> None:
    """What is saved and what the LMS is told do not show in which order the items stood."""
    orders = set()
    for _ in range(6):
        sitting = banked()
        sitting.answer("all-sort", RIGHT["all-sort"])
        assert RIGHT["all-sort"] in sitting.stored["cmi.suspend_data"]
        assert sitting.interactions()["all-sort"]["student_response"] == "3.a,1.b,2.a,4.b"
        orders.add(order(sitting, "all-sort"))
        assert order(sitting, "all-several") == "abc"  # it says shuffle: no
        sitting.lms.close()
    assert len(orders) > 1


def test_without_script_every_question_stands_there_in_its_own_order() -> None:
    page = package("web", "banked")["index.html"].decode()
    assert [name for name in BANKED if f'data-question="{name}"' in page] == BANKED
    assert "Question 7 of 7" in page


# ── Tries, and the answer ────────────────────────────────────────────────────────────────────────


def test_it_is_said_how_many_tries_are_left_and_after_the_last_the_answer_is_shown(banked: Launch) -> None:
    sitting = banked("web", place="alone")
    question = "all-several"
    sitting.go(f"{question}-screen")
    root = sitting[f"[data-question={question}]"]
    tries, outcome = root.locator("[data-tries]"), root.locator("[data-outcome]")
    look, answer = root.locator("[data-do=answer]"), root.locator("[data-answer]")
    expect(tries).to_have_text("You can check your answer 3 times.")
    sitting.answer(question, "b")
    expect(outcome).to_have_text(
        "Not quite. Read why beside your answer. You can change your answer and check it 2 more times."
    )
    expect(look).to_be_hidden()
    sitting.give(question, "a")
    expect(tries).to_have_text("You can change your answer and check it 2 more times.")
    sitting.do("check")
    expect(outcome).to_have_text(
        "Some of this fits. Read why beside each answer. You can change your answer and check it once more."
    )
    expect(look).to_be_visible()
    expect(answer).to_be_hidden()
    sitting.give(question, "b")
    sitting.do("check")
    expect(outcome).to_contain_text("That was the last check for this question. The answer stands below")
    expect(answer).to_be_visible()
    expect(answer).to_contain_text("Listening (a good answer)")
    expect(look).to_be_hidden()
    expect(root.locator("input").first).to_be_disabled()
    expect(root.locator("[data-do=check]")).to_be_hidden()
    assert sitting.focused == "[data-outcome]"


def test_looking_at_the_answer_uses_up_nothing_and_earns_nothing(banked: Launch) -> None:
    sitting = banked()
    for given in ("b", "a"):
        sitting.answer("all-several", given)
    sitting.do("answer")
    assert sitting.course.evaluate("document.activeElement.closest('[data-answer]') !== null")
    before = sitting.stored["cmi.suspend_data"]
    sitting.give("all-several", "ac")
    expect(sitting["[data-question=all-several] [data-answer]"]).to_be_visible()  # until it is answered
    assert sitting.stored["cmi.suspend_data"] == before
    sitting.do("check")
    expect(sitting["[data-question=all-several] [data-outcome]"]).to_have_text(
        "Yes, this fits. Read why beside your answer."
    )
    expect(sitting["[data-question=all-several] [data-answer]"]).to_be_hidden()
    assert sitting.interactions()["all-several"]["result"] == "correct"


def test_tries_are_not_given_back_by_coming_back(banked: Launch) -> None:
    sitting = banked()
    for given in ("b", "a", "b"):
        sitting.answer("all-several", given)
    stored = sitting.stored
    sitting.lms.close()
    again = banked("scorm12", relaunched(stored))
    again.go("all-several-screen")
    expect(again["[data-question=all-several] input"].first).to_be_disabled()
    expect(again["[data-question=all-several] [data-answer]"]).to_be_visible()


def test_where_nothing_is_limited_nothing_is_said_of_tries(banked: Launch) -> None:
    free = edition(tries=None, shows=None)
    sitting = banked("web", place="alone", questions=free["questions"])
    fall_short(sitting)
    assert sitting["[data-tries], [data-look], [data-answer]"].count() == 0
    assert sitting["#result [data-do=afresh]"].count() == 0
    assert sitting["#result [data-do=others]"].is_visible()


AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RUN = """async () => (await axe.run(document, { preload: false,
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }))
    .violations.map(({ id, nodes }) => [id, nodes[0].html])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say_when_the_answer_is_offered_shown_and_closed(banked: Launch, scheme: Any) -> None:
    sitting = banked("web", place="alone")
    page = sitting.lms
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 320 if scheme == "dark" else 1280, "height": 4000})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    fall_short(sitting)
    for question in asked(sitting):
        sitting.answer(question, other(question))
        assert page.evaluate(AXE_RUN) == []
        sitting.do("answer")
        assert page.evaluate(AXE_RUN) == []
        sitting.give(question, WRONG[question])
        sitting.do("check")
        assert page.evaluate(AXE_RUN) == []
    sitting.go("result")
    assert sitting["#result [data-do=others], #result [data-do=afresh]"].count() == 2
    assert page.evaluate(AXE_RUN) == []


# ── Two windows, and the copy on this device ─────────────────────────────────────────────────────


# A record that somebody was to come back to, and whose line is gone.
LOST = {"cmi.core.lesson_status": "incomplete", "cmi.core.entry": "resume"}


def test_a_copy_brings_back_the_questions_that_the_lms_has_lost(banked: Launch) -> None:
    learner_ = {"cmi.core.student_id": "learner-1"}
    first = banked("scorm12", learner_)
    questions, mixed = asked(first), order(first, "all-sort")
    first.fail("false")
    first.answer(questions[0], RIGHT[questions[0]])
    first.lms.close()
    second = banked("scorm12", {**learner_, **LOST})
    assert asked(second) == questions
    assert order(second, "all-sort") == mixed
    assert second.interactions()[questions[0]]["result"] == "correct"
    second.lms.close()


def test_a_second_window_goes_on_with_the_questions_of_the_first(banked: Launch) -> None:
    learner_ = {"cmi.core.student_id": "learner-1"}
    first = banked("scorm12", learner_)
    questions, mixed = asked(first), order(first, "all-sort")
    first.answer(questions[0], RIGHT[questions[0]])
    second = banked("scorm12", {**learner_, **LOST})  # its LMS knows nothing yet of what the first has done
    expect(second["[data-do=here]"]).to_be_visible()
    second.do("here")
    expect(second["#line"]).to_be_hidden()
    assert asked(second) == questions
    assert order(second, "all-sort") == mixed
    assert second.screen.count() == 1
    second.go(f"{questions[0]}-screen")
    assert second[f"[data-question={questions[0]}] input:checked"].get_attribute("value") == RIGHT[questions[0]]


def test_the_page_tells_the_player_what_quiz_yaml_sets_and_otherwise_nothing() -> None:
    assert told("banked")["banks"] == {"roles": 2}
    parts = {"bank", "shuffle", "tries", "shows"}
    assert parts & set(told("banked")["questions"]["b-1"]) == parts
    assert parts & set(told("banked")["questions"]["all-several"]) == {"tries", "shows"}
    assert "banks" not in told()
    assert not [name for name, one in told()["questions"].items() if parts & set(one)]
