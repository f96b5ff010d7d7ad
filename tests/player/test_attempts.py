"""What a launch starts with, and what closing leaves behind: what is recorded is what she did.

New attempts, previews, a completion in the first second, and a better score later, on doubles of hosts that have them.
"""

import pytest
from playwright.sync_api import BrowserContext
from sitting import RIGHT, Sitting
from test_journeys import HOSTS, Learner, do_all, going, passed

ASKED = (
    "This record does not show what you did in this module before, but this device still has it. "
    "Whatever was recorded then stays recorded. Bring it back Delete it from this device"
)
PREVIEW = "This is a preview. Nothing you do here is recorded."
MOODLES = ["scorm12", "scorm2004"]
PREVIEWED = [one for one in HOSTS if one[0] not in ("learning-hub", "aicc-relay")]


def shown(sitting: Sitting) -> list[str]:
    return [sitting.shown(name) for name in RIGHT]


@pytest.mark.parametrize("target", MOODLES)
@pytest.mark.parametrize(
    "way", [{"again": True}, pytest.param({"force": "completed"}, marks=pytest.mark.everything), {"force": "always"}]
)
def test_a_new_attempt_is_new_until_she_brings_back_what_she_did(
    context: BrowserContext, target: str, way: dict[str, object]
) -> None:
    learner = Learner(context, "moodle", target)
    first = learner.sit()
    do_all(first)
    learner.leave(first)
    learner.server.update(way)
    again = learner.sit()
    learner.server.pop("again", None)
    assert again.line == ASKED
    assert shown(again) == [""] * len(RIGHT)
    learner.leave(again)
    assert learner.statuses == [passed(target), going(target)]
    assert "score" not in str(learner.server["kept"])
    back = learner.sit()
    assert back.line == ASKED
    back.do("bring")
    assert (back.line, shown(back), back["h2:focus"].count()) == ("", list(RIGHT.values()), 1)
    learner.leave(back)
    assert learner.status == passed(target)


@pytest.mark.parametrize("target", MOODLES)
def test_a_new_attempt_stays_new_where_she_lets_go(context: BrowserContext, target: str) -> None:
    learner = Learner(context, "moodle", target)
    first = learner.sit()
    do_all(first)
    learner.leave(first)
    learner.server["again"] = True
    again = learner.sit()
    del learner.server["again"]
    again.do("let-go")
    assert (again.line, again["h2:focus"].count()) == ("", 1)
    again.answer("q-choice", "a")
    learner.leave(again)
    later = learner.sit()
    assert (later.line, later.shown("q-choice")) == ("", "a")
    learner.leave(later)
    assert learner.statuses == [passed(target), going(target)]


def test_what_waits_from_two_attempts_comes_back_together(context: BrowserContext) -> None:
    learner = Learner(context, "moodle", "scorm12")
    learner.server["force"] = "always"
    for question, is_asked in (("q-choice", False), ("q-several", True)):
        sitting = learner.sit()
        assert sitting.line == (ASKED if is_asked else "")
        sitting.answer(question, RIGHT[question])
        learner.leave(sitting)
    sitting = learner.sit()
    assert shown(sitting) == [""] * len(RIGHT)
    sitting.do("bring")
    assert shown(sitting)[:3] == [RIGHT["q-choice"], RIGHT["q-several"], ""]


@pytest.mark.parametrize("target", MOODLES)
def test_a_record_that_says_it_is_new_claims_nothing_for_the_line_it_still_has(
    context: BrowserContext, target: str
) -> None:
    learner = Learner(context, "moodle", target)
    first = learner.sit()
    do_all(first)
    learner.leave(first)
    line = learner.server["kept"]["cmi.suspend_data"]
    learner.server["kept"] = {"cmi.suspend_data": line, "cmi.exit": "suspend"}
    again = learner.sit(before="localStorage.clear()")
    assert again.line == ASKED
    learner.leave(again)
    assert learner.status == going(target)


@pytest.mark.parametrize(("host", "target"), PREVIEWED)
def test_a_preview_leaves_what_was_there_and_says_that_it_is_one(
    context: BrowserContext, host: str, target: str
) -> None:
    learner = Learner(context, host, target)
    learner.server = {"mode": "browse"}
    for do_something in (lambda _: None, do_all):
        preview = learner.sit()
        assert preview.line == PREVIEW
        do_something(preview)
        assert preview.line == PREVIEW
        learner.leave(preview)
        assert learner.server == {"mode": "browse", "kept": {}}
    learner.server.pop("mode")
    real = learner.sit()
    assert real.line == ""
    real.answer("q-choice", "b")
    learner.leave(real)
    before = learner.server
    learner.server = {**before, "mode": "browse"}
    learner.leave(learner.sit())
    assert learner.server == {**before, "mode": "browse"}


def test_completing_in_the_first_second_alarms_nobody(context: BrowserContext) -> None:
    learner = Learner(context, "learning-hub", "scorm12")
    context.clock.set_fixed_time("2026-11-23T10:00:00")
    sitting = learner.sit()
    do_all(sitting)
    learner.leave(sitting)
    assert "alerts" not in learner.server
    assert learner.server["activities"] == [{"status": "passed", "score": "100"}]


@pytest.mark.parametrize("failing", ["incomplete", "failed"])
def test_the_page_and_the_report_of_the_learning_hub_name_the_same_score(context: BrowserContext, failing: str) -> None:
    learner = Learner(context, "learning-hub", "scorm12")
    sitting = learner.sit(failing=failing)
    do_all(sitting, q_choice="a", q_sort="1b2a3b")
    sitting.answer("q-sort", "1a2b3c")
    sitting.answer("q-choice", "b")
    sitting.go("result")
    page = sitting["[data-score]"].get_attribute("data-score")
    learner.leave(sitting)
    assert learner.server["activities"] == [{"status": "passed", "score": page}]
    assert learner.server["records"][0]["cmi.core.score.raw"] == page == "83"
