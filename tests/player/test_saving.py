"""Saving: at every answer and screen, through failures, until the window goes; and finding the LMS at all."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect
from sitting import PLACES, Launch, Sitting, open_module, package, relaunched, short

NOT_SAVED = "Not saved yet. Your answers are safe on this page. We will try again in a minute."
NOT_RECORDED = "Your progress is not being recorded."
STILL = (
    "Not saved yet. We keep trying. You may have been signed out: keep this page open, sign in again in another tab, "
    "and open this module there."
)
LOOKING = "Your progress is not being recorded yet. We are still looking for your record. You can start meanwhile."
UNREAD = (
    "We could not read the progress that your record holds, so it is not shown here. It stays in your record until you "
    "go on."
)
standards = pytest.mark.parametrize("target", ["scorm12", "scorm2004"])


def saved(sitting: Sitting) -> str:
    return sitting.stored["cmi.suspend_data"]


@standards
def test_the_first_commit_comes_within_half_a_second(launch: Launch, target: str) -> None:
    sitting = launch(target)
    assert sitting.commits == 1
    assert 0 <= sitting.lms.evaluate("lms.times.Commit - lms.times.Initialize") < 500
    assert saved(sitting).startswith("1~{0}~{0}~".format(short("welcome")))


def test_each_answer_and_each_screen_is_one_commit_of_the_latest(launch: Launch) -> None:
    sitting = launch("scorm12", completion="pass")
    for count, act in enumerate(
        [
            lambda: sitting.do("next"),
            lambda: sitting.do("skip"),
            lambda: sitting.go("q-choice-screen"),
            lambda: sitting.answer("q-choice", "b"),
        ],
        start=2,
    ):
        act()
        assert sitting.commits == count
        last = [call for call in sitting.calls if call[1] == "cmi.suspend_data"][-1]
        assert saved(sitting) == last[2]


def test_screens_gone_through_quickly_are_one_commit_of_the_last(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.course.evaluate(
        "for (const deed of ['next', 'back', 'next', 'next']) document.querySelector(`[data-do=${deed}]`).click()"
    )
    assert sitting.commits == 2
    assert saved(sitting).startswith(f"1~{short('practice')}")


def test_what_she_did_shows_before_the_lms_is_asked_to_save_it(launch: Launch) -> None:
    """An LMS may stand still for seconds while it saves."""
    sitting = launch("scorm12")
    sitting.go("q-choice-screen")
    before = sitting.commits
    sitting.give("q-choice", "b")
    shown, commits = sitting.course.evaluate(
        """() => {
            document.querySelector("[data-question=q-choice] [data-do=check]").click();
            const outcome = document.querySelector("[data-question=q-choice] [data-outcome]");
            return [outcome.checkVisibility(), parent.lms.calls.filter(([name]) => name === "Commit").length];
        }"""
    )
    assert (shown, commits) == (True, before)
    assert sitting.commits == before + 1


def test_what_waits_is_saved_when_the_page_hides(launch: Launch) -> None:
    sitting = launch("scorm12")
    commits = sitting.course.evaluate(
        """() => {
            document.querySelector("[data-do=next]").click();
            dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
            return parent.lms.calls.filter(([name]) => name === "Commit").length;
        }"""
    )
    assert (commits, sitting.commits) == (2, 2)


def test_opening_a_note_or_a_dialog_and_changing_an_answer_save_nothing(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.do("next")
    before = len(sitting.calls)
    sitting.do("open")
    for name in ("menu", "support"):
        sitting.do(name)
        sitting.do("close")
    assert len(sitting.calls) == before


def test_pausing_saves_once_and_carrying_on_does_not(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.do("next")
    before = sitting.commits
    sitting.do("pause")
    assert sitting.commits == before + 1
    sitting.do("resume")
    assert sitting.commits == before + 1
    assert "Finish" not in str(sitting.calls)


def test_a_pause_that_could_not_save_says_so(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.fail("false")
    sitting.do("pause")
    assert sitting.line == NOT_SAVED


def test_only_what_has_changed_is_written(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.do("next")
    sitting.do("back")
    written = [call[1] for call in sitting.writes if call[0] == "SetValue"]
    assert written.count("cmi.core.exit") == written.count("cmi.core.lesson_status") == 1


def test_hiding_the_page_saves(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.course.evaluate(
        """() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
        document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    assert sitting.commits == 2
    assert "Finish" not in str(sitting.calls)


@standards
def test_a_window_closed_right_after_an_answer_has_lost_nothing(launch: Launch, target: str) -> None:
    sitting = launch(target, place="popup")
    sitting.answer("q-choice", "b")
    sitting.answer("q-several", "ab")
    sitting.course.close()  # type: ignore[union-attr]
    sitting.lms.wait_for_function("opened.closed")
    second = launch(target, relaunched(sitting.stored))
    assert second.at == "q-several-screen"
    expect(second["[data-outcome]:visible"]).to_have_class("outcome is-not-yet")


@standards
def test_leaving_the_page_closes_the_record_once(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.lms.evaluate("document.querySelector('iframe').src = 'about:blank'")
    sitting.lms.wait_for_function("lms.calls.some(([name]) => name === 'Finish' || name === 'Terminate')")
    sitting.lms.wait_for_timeout(100)
    assert [call[0] in ("Finish", "Terminate") for call in sitting.calls].count(True) == 1


def test_a_page_that_may_come_back_keeps_its_record_open(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.course.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert sitting.calls[-1][0] == "Commit"
    sitting.do("next")
    assert saved(sitting).startswith(f"1~{short('hard')}")


@standards
def test_coming_back_after_leaving_is_not_recorded_and_says_so(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.do("pause")
    sitting.do("leave")
    assert sitting.calls[-1][0] in ("Finish", "Terminate")
    assert sitting.line == ""
    before = len(sitting.calls)
    sitting.do("return")
    assert sitting.line == "Your record was closed when you left. From now on your progress is not recorded."
    sitting.answer("q-choice", "b")
    expect(sitting["[data-outcome]:visible"]).to_have_count(1)
    assert len(sitting.calls) == before


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        *(("scorm12", answer) for answer in ["false", "throws", "null", "", "0", "<html>Please log in</html>"]),
        *(("scorm2004", answer) for answer in ["false", "throws", "x" * 1_000_000]),
    ],
    ids=lambda value: value[:12],
)
def test_a_save_that_fails_is_said_and_tried_again_until_it_works(launch: Launch, target: str, answer: str) -> None:
    sitting = launch(target)
    sitting.course.page.clock.install()
    sitting.fail(answer)
    sitting.answer("q-choice", "b")
    assert sitting.line == NOT_SAVED
    expect(sitting["[data-outcome]:visible"]).to_have_count(1)
    sitting.course.page.clock.fast_forward(61_000)
    assert sitting.line == STILL
    sitting.fail(None)
    sitting.course.page.clock.fast_forward(61_000)
    assert sitting.line == ""
    assert f"{short('q-choice')}b" in saved(sitting)


@standards
def test_a_completion_the_lms_refused_is_told_again_with_the_next_save(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.see_all()
    sitting.answer("q-choice", "b")
    sitting.answer("q-several", "ac")
    sitting.answer("q-sort", "1a2b3c")
    sitting.answer("q-match", "1a2b")
    sitting.fail("throws")
    sitting.answer("q-order", "abc")
    sitting.fail(None)
    sitting.do("next")
    assert "passed" in sitting.stored.values()
    assert "100" in sitting.stored.values()
    assert sitting.line == ""


def test_leaving_waits_with_closing_the_record_until_all_is_saved(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.course.page.clock.install()
    sitting.fail("false")
    sitting.do("pause")
    sitting.do("leave")
    expect(sitting["#left"]).to_be_visible()
    assert sitting.line == NOT_SAVED
    expect(sitting["#left_lead"]).to_be_hidden()  # it says that her place is kept
    assert "Finish" not in str(sitting.calls)
    sitting.do("return")
    assert sitting.line == NOT_SAVED
    sitting.do("pause")
    sitting.do("leave")
    sitting.fail(None)
    sitting.course.page.clock.fast_forward(61_000)
    assert sitting.line == ""
    expect(sitting["#left_lead"]).to_be_visible()
    assert sitting.calls[-1][0] == "Finish"


def test_a_line_too_long_for_the_lms_is_not_called_saved(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.lms.evaluate(
        """() => { const set = API.LMSSetValue;
        API.LMSSetValue = (name, value) => set(name, name === "cmi.suspend_data" ? value.padEnd(4097) : value); }"""
    )
    sitting.do("next")
    assert sitting.line == NOT_SAVED


@pytest.mark.parametrize("text", ["1~P2pc~QxM0", "2~P2pc~QxM0~~~0000", "~" * 4096, "<script>alert(1)</script>"])
def test_saved_progress_that_cannot_be_read_is_said_and_stays_until_she_acts(launch: Launch, text: str) -> None:
    sitting = launch("scorm12", {"cmi.suspend_data": text})
    assert (sitting.at, sitting.line) == ("welcome", UNREAD)
    sitting.do("pause")
    sitting.do("resume")
    assert saved(sitting) == text
    assert sitting.stored["cmi.core.exit"] == "suspend"
    sitting.do("next")
    assert sitting.line == ""
    assert saved(sitting).startswith(f"1~{short('hard')}~{short('welcome')}{short('hard')}~")


@standards
@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("among-strangers", "alone")])
def test_the_lms_is_found_wherever_it_may_be(launch: Launch, target: str, place: str) -> None:
    sitting = launch(target, place=place)
    sitting.do("next")
    assert saved(sitting).startswith(f"1~{short('hard')}")


@standards
@pytest.mark.parametrize(("place", "line"), [("among-strangers", LOOKING), ("alone", NOT_RECORDED)])
def test_where_there_is_no_lms_it_says_so(launch: Launch, target: str, place: str, line: str) -> None:
    sitting = launch(target, place=place)
    assert sitting.line == line
    sitting.answer("q-choice", "b")
    assert sitting.line == line


@pytest.mark.parametrize(("target", "other"), [("scorm12", "scorm2004"), ("scorm2004", "scorm12")])
def test_the_api_of_the_other_standard_is_left_alone(launch: Launch, target: str, other: str) -> None:
    sitting = launch(target, api=other)
    assert sitting.line == LOOKING
    assert sitting.calls == []


def test_an_api_that_is_an_element_or_half_an_api_is_passed_over(launch: Launch) -> None:
    sitting = launch("scorm12", before="window.API = { LMSGetValue() { return ''; } }")
    assert sitting.line == LOOKING


def test_an_lms_that_was_initialised_for_us_is_used(launch: Launch) -> None:
    sitting = launch("scorm12", before="API.LMSInitialize('')")
    assert saved(sitting).startswith("1~")
    assert "initialized" in sitting.faults[0]  # the LMS says that it was asked a second time, and that is all
    sitting.faults.clear()


def test_answers_as_booleans_and_error_numbers_as_numbers_are_understood(launch: Launch) -> None:
    before = """for (const name of Object.keys(API)) {
        const real = API[name];
        API[name] = (...all) => {
            const answer = real(...all);
            return answer === "true" || (answer === "false" ? false : answer);
        };
    }
    const error = API.LMSGetLastError;
    API.LMSGetLastError = () => Number(error());"""
    sitting = launch("scorm12", before=before)
    sitting.answer("q-choice", "b")
    assert sitting.line == ""
    assert f"{short('q-choice')}b" in saved(sitting)


@pytest.mark.parametrize("target", ["web", "scorm12", "scorm2004"])
def test_nothing_waits_for_unload_which_browsers_no_longer_promise(target: str) -> None:
    assert "unload" not in package(target)["player.js"].decode()


# What only shows something, each broken in turn.
DRAWING = ("drawResult", "drawMenu", "showScreen", "startScreen", "refreshQuestion", "showFeedback", "showAway")


@standards
def test_a_fault_in_what_is_drawn_stops_no_save_and_no_message(context: BrowserContext, target: str) -> None:
    files = package(target)
    script = files["player.js"].decode()
    for name in DRAWING:
        fault = r"\1 if (window.isBroken) throw new Error('drawing');"
        broken, count = re.subn(rf"(\nfunction {name}\([^\n]*\) \{{)", fault, script)
        assert count == 1, name
        sitting = open_module(context, {**files, "player.js": broken.encode()}, target)
        sitting.go("q-choice-screen")
        sitting.give("q-choice", "b")
        sitting.course.evaluate("window.isBroken = true")
        sitting.do("check")
        assert f"{short('q-choice')}b" in saved(sitting), name
        sitting.fail("false")
        leave = "document.querySelector('[data-do=leave]').click()"
        sitting.course.evaluate(leave)
        assert sitting["#line"].text_content() == NOT_SAVED, name
        sitting.fail(None)
        sitting.course.evaluate(leave)
        assert sitting.calls[-1][0] in ("Finish", "Terminate"), name
        assert [fault for fault in sitting.faults if "drawing" not in fault] == [], name
        sitting.lms.close(run_before_unload=False)
