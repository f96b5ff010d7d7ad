"""Answering: every type by keyboard alone, when an answer can be checked, and what is said about it."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sitting import RIGHT, Launch, Sitting, package, relaunched

CHECK = "section:not([hidden]) [data-do=check]"
TYPES = sorted(RIGHT)


def tab_to(sitting: Sitting, selector: str) -> None:
    """Press Tab until an element has focus, as somebody without a mouse does."""
    for _ in range(40):
        sitting.lms.keyboard.press("Tab")
        if sitting.course.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("q-choice", [("input", ["Space", "ArrowDown"])]),
        ("q-several", [("[value=a]", ["Space"]), ("[value=c]", ["Space"])]),
        (
            "q-sort",
            [
                ("[name$='1']", ["Space"]),
                ("[name$='2']", ["Space", "ArrowRight"]),
                ("[name$='3']", ["Space", "ArrowRight", "ArrowRight"]),
            ],
        ),
        ("q-match", [("[id$='1']", ["ArrowDown"]), ("[id$='2']", ["ArrowDown", "ArrowDown"])]),
        (
            "q-order",
            [("[data-option=a] [data-do=up]", ["Enter", "Space"]), ("[data-option=b] [data-do=up]", ["Enter"])],
        ),
    ],
)
def test_a_question_is_answered_by_keyboard_alone(
    launch: Launch, question: str, keys: list[tuple[str, list[str]]]
) -> None:
    sitting = launch("scorm12")
    sitting.go(f"{question}-screen")
    for control, presses in keys:
        within = control if "data-do" in control else f":is(input, select){control.removeprefix('input')}"
        tab_to(sitting, f"[data-question={question}] {within}")
        for press in presses:
            sitting.lms.keyboard.press(press)
    tab_to(sitting, "[data-do=check]")
    sitting.lms.keyboard.press("Enter")
    assert sitting.focused == "[data-outcome]"
    expect(sitting["[data-outcome]:visible"]).to_have_class("outcome is-right")
    assert sitting.interactions()[question]["result"] == "correct"


@pytest.mark.parametrize("question", TYPES)
def test_a_question_is_answered_by_pointer_with_no_drag(launch: Launch, question: str) -> None:
    sitting = launch("web", place="alone")
    sitting.go(f"{question}-screen")
    for item, place in re.findall("(.)(.)", RIGHT[question]) if question in ("q-sort", "q-match") else ():
        option = sitting[f'[data-question={question}] [data-option="{item}"]']
        if question == "q-match":
            option.locator("select").select_option(place)
        else:
            option.locator(f"label:has([value={place}])").click()
    for code in RIGHT[question] if question in ("q-choice", "q-several") else "":
        sitting[f"[data-question={question}] [data-option={code}] span"].click()
    for code, moves in {"a": 2, "b": 1}.items() if question == "q-order" else ():
        for _ in range(moves):
            sitting[f"[data-question={question}] [data-option={code}] [data-do=up]"].click()
    sitting[CHECK].click()
    expect(sitting["[data-outcome]:visible"]).to_have_class("outcome is-right")


@pytest.mark.parametrize("question", TYPES)
def test_check_is_offered_only_for_an_answer_not_yet_checked(launch: Launch, question: str) -> None:
    sitting = launch("web", place="alone")
    sitting.go(f"{question}-screen")
    expect(sitting[CHECK]).to_be_disabled()
    others = {"q-choice": "a", "q-several": "b", "q-sort": "1b2b3c", "q-match": "1c2b", "q-order": "cab"}
    sitting.give(question, others[question])
    expect(sitting[CHECK]).to_be_enabled()
    sitting.do("check")
    expect(sitting[CHECK]).to_be_disabled()
    expect(sitting["[data-outcome]:visible"]).to_have_count(1)
    sitting.give(question, RIGHT[question])
    expect(sitting[CHECK]).to_be_enabled()
    expect(sitting["[data-outcome]:visible, [data-feedback]:visible"]).to_have_count(0)
    sitting.give(question, others[question])
    expect(sitting[CHECK]).to_be_disabled()
    expect(sitting["[data-outcome]:visible"]).to_have_count(1)


@pytest.mark.parametrize("question", ["q-sort", "q-match"])
def test_an_answer_with_an_item_left_out_is_no_answer(launch: Launch, question: str) -> None:
    sitting = launch("web", place="alone")
    sitting.go(f"{question}-screen")
    sitting.give(question, RIGHT[question][:-2])
    expect(sitting[CHECK]).to_be_disabled()


@pytest.mark.parametrize(
    ("question", "codes", "kind", "marks"),
    [
        ("q-choice", "b", "right", {"b": "right"}),
        ("q-choice", "a", "not-yet", {"a": "not-yet"}),
        ("q-several", "ac", "right", {"a": "right", "c": "right"}),
        ("q-several", "a", "partly", {"a": "right", "c": "missed"}),
        ("q-several", "abcd", "not-yet", {"a": "right", "b": "not-yet", "c": "right", "d": "not-yet"}),
        ("q-sort", "1a2b3a", "right", {"1": "right", "2": "right", "3": "open"}),
        ("q-sort", "1a2a3c", "partly", {"1": "right", "2": "not-yet", "3": "open"}),
        ("q-match", "1b2a", "not-yet", {"1": "not-yet", "2": "not-yet"}),
        ("q-order", "abc", "right", {"a": "right", "b": "right", "c": "right"}),
        ("q-order", "acb", "partly", {"a": "right", "b": "not-yet", "c": "not-yet"}),
        ("q-order", "bca", "not-yet", {"a": "not-yet", "b": "not-yet", "c": "not-yet"}),
    ],
)
def test_feedback_stands_beside_what_it_is_about(
    launch: Launch, question: str, codes: str, kind: str, marks: dict[str, str]
) -> None:
    sitting = launch("web", place="alone")
    sitting.answer(question, codes)
    expect(sitting["[data-outcome]:visible"]).to_have_class(f"outcome is-{kind}")
    assert sitting["[data-feedback]:visible"].count() == len(marks)
    for code, mark in marks.items():
        feedback = sitting[f'[data-question={question}] [data-option="{code}"].is-{mark} [data-feedback="{code}"]']
        expect(feedback).to_be_visible()
        expect(feedback.locator(".feedback-mark")).to_have_count(1)
        described = sitting[f'[data-question={question}] [data-option="{code}"]'].evaluate(
            """option => [option, ...option.querySelectorAll("*")]
            .map((one) => one.ariaDescribedByElements?.[0]?.textContent)"""
        )
        assert feedback.text_content() in described
    assert "wrong" not in sitting.screen.inner_text().lower()


def test_how_many_items_fit_counts_only_those_that_are_scored(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.answer("q-sort", "1a2a3a")
    expect(sitting["[data-outcome]:visible"]).to_contain_text("1 of 2 are in the place that fits.")


# ── Order ────────────────────────────────────────────────────────────────────────────────────────

ORDER = (
    "[...document.querySelectorAll('[data-question=q-order] [data-option]')].map((one) => one.dataset.option).join('')"
)
BUTTON = "[document.activeElement.ariaLabel, document.activeElement.disabled]"
MOVED = "[data-question=q-order] [role=status]"


def test_an_item_moves_with_focus_on_its_button_and_is_announced(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.go("q-order-screen")
    assert sitting.course.evaluate(ORDER) == "cba"
    up = sitting["[data-option=a] [data-do=up]"]
    up.focus()
    sitting.lms.keyboard.press("Enter")
    assert sitting.course.evaluate(ORDER) == "cab"
    assert sitting.course.evaluate(BUTTON) == ["Move up: Say hello", False]
    expect(sitting[MOVED]).to_have_text("Say hello, now 2 of 3")
    sitting.lms.keyboard.press("Enter")
    assert sitting.course.evaluate(ORDER) == "acb"
    # The first can go no further up: its other button takes the focus, and Enter takes the step back.
    assert sitting.course.evaluate(BUTTON) == ["Move down: Say hello", False]
    expect(up).to_be_disabled()
    expect(sitting[MOVED]).to_have_text("Say hello, now 1 of 3")
    sitting.lms.keyboard.press("Enter")
    assert sitting.course.evaluate(ORDER) == "cab"
    assert sitting.course.evaluate(BUTTON) == ["Move down: Say hello", False]
    expect(sitting["[data-question=q-order] [data-do=up]:disabled"]).to_have_count(1)
    expect(sitting["[data-question=q-order] [data-do=down]:disabled"]).to_have_count(1)


def test_things_mixed_up_are_no_answer_until_one_of_them_was_moved(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.go("q-order-screen")
    expect(sitting[CHECK]).to_be_disabled()
    sitting["[data-option=c] [data-do=down]"].click()
    sitting["[data-option=c] [data-do=up]"].click()
    assert sitting.course.evaluate(ORDER) == "cba"
    expect(sitting[CHECK]).to_be_enabled()
    sitting.do("check")
    expect(sitting["[data-outcome]:visible"]).to_contain_text("1 of 3 are in the place that fits.")


def test_back_to_the_order_that_was_checked_focus_stays_where_it_is(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.answer("q-order", "cab")
    sitting["[data-option=a] [data-do=down]"].click()
    expect(sitting["[data-feedback]:visible"]).to_have_count(0)
    sitting["[data-option=a] [data-do=up]"].click()
    expect(sitting["[data-feedback]:visible"]).to_have_count(3)
    assert sitting.course.evaluate(BUTTON) == ["Move up: Say hello", False]


# ── Scenario ─────────────────────────────────────────────────────────────────────────────────────

STORY = "[data-question=p-story]"
CHOOSE = f"{STORY} [data-do=check]"


def steps(sitting: Sitting) -> list[str | None]:
    """Return the steps of the story that show."""
    return [step.get_attribute("data-step") for step in sitting[f"{STORY} [data-step]:visible"].all()]


def came(sitting: Sitting) -> list[str]:
    """Return how each consequence that shows is graded."""
    return sitting[f"{STORY} [data-feedback]:visible .grade"].all_inner_texts()


def begun(launch: Launch, target: str = "web", **settings: Any) -> Sitting:
    sitting = launch(target, **(settings or {"place": "alone"}))
    sitting.go("practice")
    return sitting


def choose(sitting: Sitting, codes: str) -> None:
    sitting.give("p-story", codes)
    sitting[CHOOSE].click()


def test_a_story_goes_on_step_by_step_and_says_what_comes_of_each_choice(launch: Launch) -> None:
    sitting = begun(launch)
    assert (steps(sitting), came(sitting)) == (["1"], [])
    expect(sitting[f"{STORY} .mark-name"]).to_have_text("An invented example")
    expect(sitting[CHOOSE]).to_be_disabled()
    choose(sitting, "1b")
    # Feedback first, then the next step: that is where reading goes on.
    assert sitting.course.evaluate("document.activeElement.dataset.feedback") == "1b"
    assert (steps(sitting), came(sitting)) == (["1", "3"], ["This could help"])
    expect(sitting[CHOOSE]).to_be_disabled()
    for later in ("[data-outcome]", "[data-after]"):
        expect(sitting[f"{STORY} {later}"]).to_be_hidden()
    sitting[f"{STORY} [data-option='3b'] label"].click()
    assert came(sitting) == ["This could help"]
    sitting[CHOOSE].click()
    assert came(sitting) == ["This could help", "This can get in the way"]
    expect(sitting[f"{STORY} [data-outcome]"]).to_contain_text("This is where the story ends.")
    expect(sitting[f"{STORY} [data-after]:has(+ [data-outcome])"]).to_contain_text("a list can be changed")
    assert "wrong" not in sitting.screen.inner_text().lower()
    assert sitting.shown("p-story") == "1b3b"


def test_a_step_can_be_chosen_anew_which_takes_those_after_it_away(launch: Launch) -> None:
    sitting = begun(launch)
    choose(sitting, "1a2b3b")
    assert steps(sitting) == ["1", "2", "3"]
    sitting[f"{STORY} [data-step='1'] [data-do=anew]"].click()
    assert (steps(sitting), came(sitting), sitting.shown("p-story")) == (["1"], [], "1a")
    assert sitting.course.evaluate("document.activeElement.value") == "1a"
    expect(sitting[CHOOSE]).to_be_enabled()
    sitting.lms.keyboard.press("ArrowDown")
    sitting[CHOOSE].click()
    assert (steps(sitting), sitting.shown("p-story")) == (["1", "3"], "1b")


def test_a_step_chosen_anew_can_be_answered_as_before(launch: Launch) -> None:
    """Arrow keys pass over the choice that was made: nothing is taken until the button is pressed."""
    sitting = begun(launch)
    choose(sitting, "1a")
    sitting[f"{STORY} [data-do=anew]:visible"].click()
    for key in ("ArrowDown", "ArrowUp"):
        sitting.lms.keyboard.press(key)
        assert (steps(sitting), came(sitting)) == (["1"], [])
    sitting[CHOOSE].click()
    assert (steps(sitting), came(sitting)) == (["1", "2"], ["This helps"])


def test_a_story_is_gone_through_by_keyboard_alone(launch: Launch) -> None:
    sitting = begun(launch)
    for step, keys in {"1": ["Space", "ArrowDown"], "3": ["Space"]}.items():
        tab_to(sitting, f"{STORY} [data-step='{step}'] input")
        for key in keys:
            sitting.lms.keyboard.press(key)
        tab_to(sitting, CHOOSE)
        sitting.lms.keyboard.press("Enter")
    assert sitting.shown("p-story") == "1b3a"
    sitting.lms.keyboard.press("Tab")
    assert sitting.course.evaluate("document.activeElement.dataset.do") == "anew"


@pytest.mark.parametrize("target", ["scorm12", "scorm2004"])
def test_a_story_goes_on_where_she_left_it_half_way(launch: Launch, target: str) -> None:
    first = begun(launch, target, place="frame")
    choose(first, "1a")
    again = launch(target, relaunched(first.stored))
    assert again.at == "practice"
    assert (steps(again), came(again), again.shown("p-story")) == (["1", "2"], ["This helps"], "1a")
    expect(again[CHOOSE]).to_be_disabled()
    choose(again, "1a2b")
    third = launch(target, relaunched(again.stored))
    assert (steps(third), third.shown("p-story")) == (["1", "2", "3"], "1a2b")


def test_a_story_begun_anew_and_left_is_still_there_as_it_was(launch: Launch) -> None:
    first = begun(launch, "scorm12", place="frame")
    choose(first, "1a2a")
    first[f"{STORY} [data-step='1'] [data-do=anew]"].click()
    first.do("next")
    again = launch("scorm12", relaunched(first.stored))
    assert again.shown("p-story") == "1a2a"


def test_without_script_all_of_a_story_can_be_read(browser: Browser, tmp_path: Path) -> None:
    for path, data in package("web").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    page = browser.new_page(java_script_enabled=False)
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator(f"{STORY} [data-step]:visible").count() == 3
    assert page.locator(f"{STORY} [data-option='1b']").inner_text().split("\n") == [
        "Tell them afterwards",
        "Goes on at 3",
    ]
    page.locator(f"{STORY} summary").click()
    assert page.locator(f"{STORY} [data-feedback]:visible").count() == 6
    page.close()


def test_the_answers_for_readers_without_script_are_put_away(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.go("practice")
    expect(sitting["details.answers:visible, .feedback-sources:visible"]).to_have_count(0)
    sitting.give("p-one", "a")
    sitting.do("check")
    expect(sitting[".feedback-sources:visible"]).to_contain_text("Source 1")


def test_a_question_can_be_tried_as_often_as_she_likes(launch: Launch) -> None:
    sitting = launch("scorm12")
    for codes in ("a", "c", "b"):
        sitting.answer("q-choice", codes)
    answer = sitting.interactions()
    assert list(answer) == ["q-choice"]
    assert (answer["q-choice"]["student_response"], answer["q-choice"]["result"]) == ("b", "correct")
