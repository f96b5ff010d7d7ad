"""The preview as a trainer uses it: she saves and it follows, and she sees what an LMS would hear and give back."""

from pathlib import Path
from typing import Literal

import pytest
from conftest import Desk, Running
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
LESSON, QUIZ = "10-start.md", "quiz.yaml"
WELCOME = "Something is said here"

# ── Saving ───────────────────────────────────────────────────────────────────────────────────────


def test_what_is_saved_shows_on_the_same_screen_with_the_same_answers(preview: Running, desk: Desk) -> None:
    desk.sitting.answer("q-choice", "b")
    desk.sitting.go("practice")
    desk.sitting.give("p-one", "b")  # chosen, and not checked
    desk.within("#o-reflect_text").evaluate("box => { box.value = 'A good day.'; }")
    desk.saved()
    preview.write(LESSON, "Which one first?", "Which one comes first?")
    expect(desk.module).to_contain_text("Which one comes first?")
    assert desk.sitting.at == "practice"
    assert desk.sitting.shown("p-one") == "b"
    assert desk.sitting.shown("q-choice") == "b"
    assert desk.within("#o-reflect_text").input_value() == "A good day."
    expect(desk.within("[data-question=q-choice][data-checked]")).to_have_count(1)
    assert "You saved a file, and the page followed" in desk.trace
    assert "closes the record" not in desk.trace


def test_where_one_reads_and_what_is_open_stays_so(preview: Running, desk: Desk) -> None:
    desk.sitting.go("hard")
    desk.sitting.do("open")
    preview.write(LESSON, "What is hard to read.", "What is hard to read, and long.\n\n" + "A line.\n\n" * 60)
    expect(desk.within(".noted-whole:visible")).to_contain_text("and long")
    desk.sitting.course.evaluate("scrollTo(0, 700)")
    preview.write(LESSON, "and long", "and very long")
    expect(desk.within(".noted-whole:visible")).to_contain_text("and very long")
    assert desk.sitting.course.evaluate("scrollY") == 700
    desk.sitting.do("support")
    preview.write("../shared/support.yaml", "name: ", "name: Dear ")
    expect(desk.within("#support[open]")).to_contain_text("Dear")


def test_after_completion_the_screen_and_later_answers_stay(preview: Running, desk: Desk) -> None:
    desk.sitting.see_all()
    desk.sitting.answer_all()
    desk.sitting.settle()
    asked = "Whose decision is it?"
    for words, answer in (("Whose choice is it?", "a"), ("Whose is it?", "c")):
        desk.sitting.go("q-choice-screen")
        desk.sitting.give("q-choice", answer)
        desk.sitting.do("check")
        desk.saved()
        preview.write(QUIZ, asked, words)
        asked = words
        expect(desk.module).to_contain_text(words)
        assert desk.sitting.at == "q-choice-screen"
        assert desk.sitting.shown("q-choice") == answer
        expect(desk.module.locator("[data-outcome]")).to_be_visible()


def test_a_plan_that_nobody_keeps_stays_and_is_still_not_kept(preview: Running, desk: Desk) -> None:
    desk.sitting.go("practice")
    team = desk.within("[data-own=p-team]")
    team.locator("[data-option=a1] input").nth(2).evaluate("input => input.click()")
    team.locator("[data-own-do=add]").first.evaluate("button => button.click()")
    team.locator("[data-plan] [data-field=owner]").fill("Ada")
    preview.write(LESSON, "Which one first?", "Which one comes first?")
    expect(desk.module).to_contain_text("Which one comes first?")
    expect(team.locator("[data-plan] [data-field=owner]")).to_have_value("Ada")
    expect(team.locator("[data-keep]")).not_to_be_checked()
    assert desk.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('-own~')).length") == 0


def test_a_question_that_has_changed_is_asked_again(preview: Running, desk: Desk) -> None:
    desk.sitting.answer("q-choice", "b")
    desk.saved()
    preview.write(QUIZ, "        text: Theirs\n        right: yes\n", "        text: Theirs\n")
    preview.write(QUIZ, "        text: Yours\n", "        text: Yours\n        right: yes\n")
    expect(desk.module.locator("[data-changed]")).to_be_visible()


# ── What is wrong ────────────────────────────────────────────────────────────────────────────────


def test_a_problem_shows_at_its_line_beside_the_last_good_version(preview: Running, desk: Desk) -> None:
    preview.write(QUIZ, "        right: yes", "        rigth: yes")
    problem = desk["#problems li"].first
    expect(problem).to_contain_text("modules/sample/quiz.yaml:13:9")
    expect(problem).to_contain_text("Error Y102")
    expect(problem).to_contain_text('"rigth" is not known here')
    expect(problem).to_contain_text('did you mean "right"?')
    expect(problem.locator("pre")).to_have_text("        rigth: yes\n        ^")
    expect(desk["#broken"]).to_be_visible()
    expect(desk.module).to_contain_text(WELCOME)
    preview.write(QUIZ, "        rigth: yes", "        right: yes")
    expect(desk["#said"]).not_to_contain_text("error")
    expect(desk["#broken"]).to_be_hidden()


# ── What an LMS hears ────────────────────────────────────────────────────────────────────────────


def test_the_trace_says_each_call_in_words(desk: Desk) -> None:
    desk.sitting.answer("q-choice", "b")
    desk.saved()
    trace = desk.trace
    assert trace[0] == "opens the record"
    assert "asks for saved progress nothing" in trace
    assert "sets the status to incomplete" in trace
    assert "reports an answer to q-choice" in trace
    assert "and b was given" in trace
    assert any(line.startswith("saves progress (") and line.endswith(" characters)") for line in trace)
    assert trace[-1] == "asks for all of this to be stored"
    assert [line for line in trace if "{" in line or "cmi." in line] == []
    expect(desk["#kept"]).to_contain_text("Status incomplete")


@pytest.mark.parametrize("host", ["moodle scorm12", "moodle scorm2004", "learning-hub scorm12", "aicc-relay scorm12"])
def test_whoever_comes_back_tomorrow_goes_on(desk: Desk, host: str) -> None:
    desk["#host"].select_option(host)
    desk.module.wait_for()
    desk.sitting.answer("q-choice", "b")
    desk.saved()
    desk.press("tomorrow")
    desk.module.wait_for()
    assert desk.sitting.at == "q-choice-screen"
    assert desk.sitting.shown("q-choice") == "b"
    trace = desk.trace
    assert "closes the record" in trace[: trace.index("The window was closed, and opened the day after")]


def test_the_window_can_be_closed_and_opened_again(desk: Desk) -> None:
    desk.sitting.answer("q-choice", "b")
    desk.press("close")
    expect(desk["#closed"]).to_be_visible()
    expect(desk["#closed_title"]).to_be_focused()
    expect(desk["iframe[data-view=module]"]).to_have_count(0)
    assert desk.trace[-2:] == ["closes the record", "The window was closed"]
    desk.press("open")
    desk.module.wait_for()
    assert desk.sitting.shown("q-choice") == "b"


def test_without_the_network_nothing_reaches_the_lms_and_nothing_is_lost(desk: Desk) -> None:
    desk.press("offline")
    desk.sitting.answer("q-choice", "b")
    desk.saved()
    assert "asks for all of this to be stored It says yes, and keeps nothing." in desk.trace
    expect(desk.within("#line")).to_contain_text("Not saved yet.")
    kept = desk["#kept"].inner_text()
    expect(desk.page.get_by_role("button", name="Bring the network back")).to_be_visible()
    desk.press("offline")
    expect(desk.within("#line")).to_be_hidden()
    desk.sitting.answer("q-several", "ac")
    desk.saved()
    expect(desk["#kept"]).not_to_have_text(kept)
    desk.press("tomorrow")
    desk.module.wait_for()
    assert (desk.sitting.shown("q-choice"), desk.sitting.shown("q-several")) == ("b", "ac")


def test_after_the_session_has_expired_the_device_brings_back_what_the_lms_lost(desk: Desk) -> None:
    desk.sitting.answer("q-choice", "b")
    desk.saved()
    desk.press("expire")
    desk.sitting.answer("q-several", "ac")
    desk.saved()
    assert "asks for all of this to be stored refused, error 101" in desk.trace
    expect(desk.within("#line")).to_contain_text("Not saved yet.")
    desk.press("tomorrow")
    desk.module.wait_for()
    assert (desk.sitting.shown("q-choice"), desk.sitting.shown("q-several")) == ("b", "ac")


def test_somebody_new_starts_with_nothing(desk: Desk) -> None:
    desk.sitting.answer("q-choice", "b")
    desk.saved()
    desk.press("afresh")
    desk.module.wait_for()
    assert desk.sitting.at == "welcome"
    assert desk.sitting.shown("q-choice") == ""


def test_the_page_of_the_preview_can_be_loaded_again(desk: Desk) -> None:
    desk["#host"].select_option("strict-2004 scorm2004")
    desk.module.wait_for()
    desk.sitting.answer("q-choice", "b")
    desk.saved()
    desk.page.reload()
    desk.module.wait_for()
    assert desk["#host"].input_value() == "strict-2004 scorm2004"
    assert desk.sitting.shown("q-choice") == "b"


# ── What else shows ──────────────────────────────────────────────────────────────────────────────


def test_a_handout_follows_too_and_the_module_waits(preview: Running, desk: Desk) -> None:
    desk.sitting.go("practice")
    desk["#views [data-view=paper]"].click()
    paper = desk.page.frame_locator("iframe[data-view=paper]").locator("body")
    expect(paper).to_contain_text("What is said here, in short.")
    preview.write(LESSON, "What is said here, in short.", "What is said here, in few words.")
    expect(paper).to_contain_text("What is said here, in few words.")
    desk["#handout"].select_option("questions")
    expect(paper).to_contain_text("Questions on paper")
    assert desk["#pdfs a"].get_attribute("href") == "/handouts/questions.pdf"
    desk["#views [data-view=module]"].click()
    expect(desk.module).to_be_visible()
    assert desk.sitting.at == "practice"


def test_the_gallery_shows_every_type_of_question(desk: Desk) -> None:
    desk["#views [data-view=gallery]"].click()
    gallery = desk.page.frame_locator("iframe[data-view=gallery]")
    expect(gallery.locator("h1").first).to_have_text("Every question type")


@pytest.mark.parametrize("width", ["320", "640", "1280"])
def test_the_module_can_be_seen_as_wide_as_a_device(desk: Desk, width: str) -> None:
    desk.page.set_viewport_size({"width": 1200, "height": 700})
    desk[f"[name=width][value='{width}']"].check(force=True)
    assert desk.sitting.course.evaluate("innerWidth") == int(width)
    box = desk["iframe[data-view=module]"].bounding_box()
    assert box
    assert box["width"] <= 1200
    expect(desk["#scale"]).to_be_visible(visible=width == "1280")


# ── For everybody ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_the_page_of_the_preview_has_no_barrier_that_a_machine_can_find(
    preview: Running, desk: Desk, width: int, scheme: Literal["light", "dark"]
) -> None:
    desk.page.emulate_media(color_scheme=scheme)
    desk.page.set_viewport_size({"width": width, "height": 700})
    desk.page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))
    look = "axe.run(document, { iframes: false }).then((found) => found.violations.map((one) => one.help))"
    desk.press("offline")
    preview.write(QUIZ, "        right: yes", "        rigth: yes")
    desk["#problems li"].first.wait_for()
    assert desk.page.evaluate(look) == []
    desk.press("close")
    assert desk.page.evaluate(look) == []
    desk["#views [data-view=paper]"].click()
    desk["#pdfs a"].first.wait_for()
    assert desk.page.evaluate(look) == []
    assert desk.page.evaluate("document.documentElement.scrollWidth") == width


def test_everything_can_be_reached_and_done_by_keyboard(desk: Desk) -> None:
    desk.page.keyboard.press("Tab")
    expect(desk[".skip"]).to_be_focused()
    desk.page.keyboard.press("Enter")
    reached = []
    for _ in range(12):
        desk.page.keyboard.press("Tab")
        at = "document.activeElement"
        reached.append(desk.page.evaluate(f"{at}.dataset.deed ?? {at}.id"))
    wanted = ["host", "close", "offline", "expire", "tomorrow", "afresh", "trace"]
    assert [one for one in reached if one in wanted] == wanted
    desk["[data-deed=close]"].focus()
    desk.page.keyboard.press("Enter")
    expect(desk["#closed_title"]).to_be_focused()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.module.wait_for()
    expect(desk["iframe[data-view=module]"]).to_be_focused()
