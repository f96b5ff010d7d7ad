"""An LMS that is not there yet when the page opens: the page works meanwhile, and nothing she does then is lost."""

import pytest
from playwright.sync_api import BrowserContext, expect
from sitting import RIGHT, Launch, Sitting, short
from test_saving import LOOKING, NOT_RECORDED, saved, standards

from builder.progress import Progress, check_of, read_line

# The LMS's page puts the API away, and back when the test says so.
HOLD = """for (const name of ["API", "API_1484_11"]) {
    if (window[name]) window.held = [name, window[name]];
    delete window[name];
}"""
COME = "window[held[0]] = held[1]"


@pytest.fixture
def early(context: BrowserContext, launch: Launch) -> Launch:
    """Open a module when the LMS is not there yet, with a clock that can be put forward."""

    def launched(target: str, *record: dict[str, str], before: str = HOLD) -> Sitting:
        context.clock.install()
        return launch(target, *record, before=before)

    return launched


def line_of(**answers: str) -> str:
    given = ".".join(short(name.replace("_", "-")) + codes for name, codes in answers.items())
    text = f"1~{short('hard')}~{short('welcome')}{short('hard')}~{given}~"
    return f"{text}~{check_of(text)}"


def kept(sitting: Sitting) -> dict[str, str]:
    progress = read_line(saved(sitting))
    assert isinstance(progress, Progress)
    return {short_: codes for short_, (_, codes) in progress.answers.items()}


def found(sitting: Sitting, command: str = COME) -> None:
    sitting.lms.evaluate(command)
    sitting.lms.clock.fast_forward(6_000)
    expect(sitting["#line"]).to_be_hidden()


@standards
def test_what_she_does_before_the_lms_comes_is_kept_and_told_when_it_comes(early: Launch, target: str) -> None:
    earlier = {"cmi.suspend_data": line_of(q_choice="a", q_match="1a2b")}
    sitting = early(target, earlier)
    assert sitting.line == LOOKING
    sitting.answer("q-choice", "b")
    sitting.answer("q-several", "ac")
    found(sitting)
    assert sitting.at == "q-several-screen"
    assert kept(sitting) == {short(name)[:4]: RIGHT[name] for name in ("q-choice", "q-several", "q-match")}
    told = sitting.interactions()
    assert set(told) == {"q-choice", "q-several"}  # the third was told at its time
    sitting.answer("q-sort", RIGHT["q-sort"])
    assert short("q-sort")[:4] in kept(sitting)
    sitting.lms.evaluate("document.querySelector('iframe').src = 'about:blank'")
    sitting.lms.wait_for_function("lms.calls.some(([name]) => name === 'Finish' || name === 'Terminate')")


@standards
def test_completing_before_the_lms_comes_completes_the_record(early: Launch, target: str) -> None:
    sitting = early(target)
    sitting.answer_all()
    sitting.go("welcome")
    sitting.see_all()
    found(sitting)
    assert "passed" in sitting.stored.values()
    assert "100" in sitting.stored.values()
    assert set(sitting.interactions()) == set(RIGHT)


def test_where_she_has_done_nothing_yet_she_goes_on_where_she_was(early: Launch) -> None:
    sitting = early("scorm12", {"cmi.suspend_data": line_of(q_choice="b")})
    assert sitting.at == "welcome"
    found(sitting)
    assert sitting.at == "hard"
    assert sitting.shown("q-choice") == "b"


def test_a_record_that_is_finished_when_it_comes_is_not_touched(early: Launch) -> None:
    sitting = early("scorm12", {"cmi.core.lesson_status": "passed"})
    sitting.answer("q-choice", "b")
    sitting.lms.evaluate(COME)
    sitting.lms.clock.fast_forward(6_000)
    expect(sitting["#line"]).to_contain_text("You have completed this module before.")
    sitting.do("next")
    assert sitting.writes == []
    assert sitting.shown("q-choice") == "b"


def test_an_lms_that_does_not_come_is_said_and_still_looked_for(early: Launch) -> None:
    sitting = early("scorm12")
    sitting.answer("q-choice", "b")
    sitting.lms.clock.run_for(25_000)
    assert sitting.line == NOT_RECORDED
    found(sitting)
    assert kept(sitting) == {short("q-choice")[:4]: "b"}


@pytest.mark.parametrize(
    ("target", "fault"),
    [("scorm12", "throws"), ("scorm2004", "false"), ("scorm12", "null"), ("scorm2004", "<html>Please log in</html>")],
)
def test_an_lms_that_fails_at_first_is_asked_again_and_nothing_is_written_over(
    early: Launch, target: str, fault: str
) -> None:
    earlier = {"cmi.suspend_data": line_of(q_match="1a2b")}
    sitting = early(target, earlier, before=f"lms.fault = {fault!r} === 'null' ? null : {fault!r}")
    assert sitting.line == LOOKING
    sitting.answer("q-choice", "b")
    assert saved(sitting) == earlier["cmi.suspend_data"]
    found(sitting, "lms.fault = undefined")
    assert kept(sitting) == {short(name)[:4]: RIGHT[name] for name in ("q-choice", "q-match")}


@standards
def test_a_first_initialize_that_fails_is_tried_again(early: Launch, target: str) -> None:
    """Until then it has nothing to say, as of a learner who has done nothing: that is not believed."""
    before = """for (const api of [window.API, window.API_1484_11]) {
        if (!api) continue;
        const name = "LMSInitialize" in api ? "LMS" : "", real = { ...api };
        let times = 0;
        const early = { Initialize: "false", GetValue: "", GetLastError: "0" };
        for (const call of Object.keys(early)) {
            api[name + call] = (...all) => {
                if (call === "Initialize") times += 1;
                return times < 3 ? early[call] : real[name + call](...all);
            };
        }
    }"""
    sitting = early(target, {"cmi.suspend_data": line_of(q_match="1a2b")}, before=before)
    sitting.answer("q-choice", "b")
    found(sitting, "undefined")
    assert kept(sitting) == {short(name)[:4]: RIGHT[name] for name in ("q-choice", "q-match")}


def test_words_of_a_host_with_spaces_and_capitals_are_understood(early: Launch) -> None:
    """A finished record is not touched, however the host words it."""
    before = """const get = API.LMSGetValue;
    const words = { "cmi.core.lesson_status": " Completed ", "cmi.core.lesson_mode": " Normal " };
    API.LMSGetValue = (name) => words[name] ?? get(name);"""
    sitting = early("scorm12", before=before)
    assert sitting.line == "You have completed this module before. Nothing you do now changes your record."
    sitting.do("next")
    assert sitting.writes == []


def test_an_lms_that_has_nothing_and_says_so_in_its_own_way_is_recorded_in(early: Launch) -> None:
    before = """const get = API.LMSGetValue;
    API.LMSGetValue = (name) => get(name) || undefined;
    API.LMSGetLastError = () => undefined;
    const commit = API.LMSCommit;
    API.LMSCommit = (none) => Promise.resolve(commit(none));"""
    sitting = early("scorm12", before=before)
    sitting.answer("q-choice", "b")
    assert sitting.line == ""
    assert kept(sitting) == {short("q-choice")[:4]: "b"}
