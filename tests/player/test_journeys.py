"""The sample module on every host, through every journey a learner can make."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from sitting import RIGHT, Sitting, open_module, package

HOSTS = [
    ("learning-hub", "scorm12"),
    ("moodle", "scorm12"),
    ("moodle", "scorm2004"),
    ("aicc-relay", "scorm12"),
    ("strict-12", "scorm12"),
    ("strict-2004", "scorm2004"),
]
every_host = pytest.mark.parametrize("learner", HOSTS, ids="-".join, indirect=True)
# What takes long, and goes through what all hosts share: the others wait for make test-all.
SLOW = [pytest.param(one, id="-".join(one), marks=pytest.mark.everything if one != HOSTS[0] else ()) for one in HOSTS]
first_host = pytest.mark.parametrize("learner", SLOW, indirect=True)


class Learner:
    """Someone who sits down to the sample on one host again and again."""

    def __init__(self, context: BrowserContext, host: str, target: str) -> None:
        self.context, self.host, self.target = context, host, target
        self.server: dict[str, Any] = {}

    def sit(self, **settings: Any) -> Sitting:
        """Open the module in front of the host as it is now; `settings` as `open_module` takes them."""
        files = package(self.target)
        return open_module(self.context, files, self.target, self.server, host=self.host, **settings)

    def look_back(self) -> Sitting:
        """Open it as an LMS does for somebody who only looks at what she did."""
        api, get, mode = {
            "scorm12": ("API", "LMSGetValue", "cmi.core.lesson_mode"),
            "scorm2004": ("API_1484_11", "GetValue", "cmi.mode"),
        }[self.target]
        return self.sit(
            before=f"""{{ const get = {api}.{get};
            {api}.{get} = (element) => (element === "{mode}" ? "review" : get(element)); }}"""
        )

    def leave(self, sitting: Sitting) -> None:
        """Close the window, as most people leave."""
        sitting.course.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))")
        assert refused(sitting) == []
        assert sitting.faults == []
        self.server = sitting.server
        sitting.lms.close()

    @property
    def status(self) -> str:
        """The status of the latest record, however the host keeps it."""
        return self.statuses[-1]

    @property
    def statuses(self) -> list[str]:
        if "text" in self.server:
            lines = dict(line.split("=", 1) for line in self.server["text"].split("\n") if "=" in line)
            return [lines["Lesson_Status"]]
        records = self.server.get("records") or [*self.server.get("attempts", []), self.server["kept"]]
        if self.target == "scorm12":
            return [record["cmi.core.lesson_status"] for record in records]
        return [
            f"{record.get('cmi.completion_status', 'unknown')} {record.get('cmi.success_status', 'unknown')}"
            for record in records
        ]


@pytest.fixture
def learner(context: BrowserContext, request: pytest.FixtureRequest) -> Learner:
    return Learner(context, *request.param)


def refused(sitting: Sitting) -> list[list[str]]:
    """Return what the host refused of what was set or committed."""
    return [call for call in sitting.calls if call[0] in ("SetValue", "Commit") and call[-1] != "true"]


def passed(target: str) -> str:
    return {"scorm12": "passed", "scorm2004": "completed passed"}[target]


def completed(target: str) -> str:
    return {"scorm12": "completed", "scorm2004": "completed unknown"}[target]


def going(target: str) -> str:
    return {"scorm12": "incomplete", "scorm2004": "incomplete unknown"}[target]


def do_all(sitting: Sitting, **others: str) -> None:
    sitting.answer_all(**others)
    for screen in ("welcome", "hard", "practice"):
        sitting.go(screen)
    tell_story(sitting, "1a2b3a")
    sitting.go("result")


def tell_story(sitting: Sitting, codes: str) -> None:
    sitting.give("p-story", codes)
    sitting["[data-question=p-story] [data-do=check]"].click()


@every_host
def test_doing_it_all_passes(learner: Learner) -> None:
    sitting = learner.sit()
    do_all(sitting)
    assert sitting["[data-score]"].get_attribute("data-score") == "100"
    learner.leave(sitting)
    assert learner.status == passed(learner.target)


@every_host
def test_opening_and_closing_is_not_passing(learner: Learner) -> None:
    learner.leave(learner.sit())
    assert learner.status == going(learner.target)


@every_host
def test_falling_short_stays_incomplete_and_can_be_put_right_another_day(learner: Learner) -> None:
    sitting = learner.sit()
    do_all(sitting, q_choice="a", q_sort="1b2a3b")
    assert sitting["[data-score]"].count() == 0
    learner.leave(sitting)
    assert learner.status == going(learner.target)
    again = learner.sit()
    again.answer("q-choice", "b")
    again.answer("q-sort", "1a2b3c")
    again.go("result")
    assert again["[data-score]"].get_attribute("data-score") == "83"  # the score with which she reached the mark
    learner.leave(again)
    assert learner.status == passed(learner.target)


@every_host
def test_leaving_half_way_goes_on_where_she_was(learner: Learner) -> None:
    sitting = learner.sit()
    sitting.answer("q-several", "ac")
    sitting.answer("q-sort", "1a2b3a")
    learner.leave(sitting)
    again = learner.sit()
    assert again.at == "q-sort-screen"
    assert again["[data-question=q-sort] [data-option='1'] input:checked"].get_attribute("value") == "a"
    assert again["[data-question=q-several] input:checked"].count() == 2
    learner.leave(again)


@first_host
def test_a_story_left_half_way_goes_on_there_and_asks_for_nothing(learner: Learner) -> None:
    sitting = learner.sit()
    sitting.go("practice")
    tell_story(sitting, "1a")
    learner.leave(sitting)
    again = learner.sit()
    assert (again.at, again.shown("p-story")) == ("practice", "1a")
    do_all(again)
    learner.leave(again)
    assert learner.status == passed(learner.target)


@first_host
def test_a_story_that_is_left_out_stands_in_nobodys_way(learner: Learner) -> None:
    sitting = learner.sit()
    sitting.answer_all()
    for screen in ("welcome", "hard", "practice", "result"):
        sitting.go(screen)
    learner.leave(sitting)
    assert learner.status == passed(learner.target)


@every_host
def test_coming_back_after_completion_takes_nothing_away(learner: Learner) -> None:
    sitting = learner.sit()
    do_all(sitting)
    learner.leave(sitting)
    again = learner.sit()
    again.answer("q-choice", "a")
    again.go("practice")
    learner.leave(again)
    assert passed(learner.target) in learner.statuses
    if learner.host == "learning-hub":  # its second launch is a new record, which she has begun
        assert learner.statuses == ["passed", "incomplete"]
    else:
        assert learner.statuses == [passed(learner.target)]


@first_host
def test_whether_a_content_note_was_opened_leaves_no_trace_on_any_host(learner: Learner) -> None:
    """Runs that differ in nothing else: the host hears the same, keeps the same, and so does the device."""
    learner.context.clock.set_fixed_time("2026-11-23T10:00:00")
    runs = []
    for ways in (["skip"], ["open", "next"], ["instead", "open", "next"]):
        learner.server, run = {}, []
        for answers in ({"q-several": "ab", "q-choice": "a"}, RIGHT):
            sitting = learner.sit()
            sitting.is_patient = True
            sitting.answer("q-several", answers["q-several"])
            sitting.go("hard")
            for way in ways:
                sitting.do(way)
            for question in [name for name in answers if name != "q-several"]:
                sitting.answer(question, answers[question])
            if answers is RIGHT:
                sitting.see_all()
            on_device = sitting.course.evaluate("Object.entries(localStorage)")
            run.append([sitting.calls, [one for one in on_device if not one[0].endswith("~tab")]])
            if answers is RIGHT:
                sitting.course.evaluate("void dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))")
                sitting.forget()
            learner.leave(sitting)
        runs.append([*run, learner.server])
    assert runs[0][0][0]
    assert runs[0] == runs[1] == runs[2]


@every_host
def test_falling_short_is_failed_in_2004_where_the_module_says_so_and_can_still_become_passed(learner: Learner) -> None:
    sitting = learner.sit(failing="failed")
    do_all(sitting, q_choice="a", q_sort="1b2a3b")
    learner.leave(sitting)
    assert learner.status == {"scorm12": "incomplete", "scorm2004": "incomplete failed"}[learner.target]
    again = learner.sit(failing="failed")
    again.answer("q-choice", "b")
    again.answer("q-sort", "1a2b3c")
    learner.leave(again)
    assert learner.statuses == [passed(learner.target)]


@every_host
def test_nothing_is_sent_in_review(learner: Learner) -> None:
    sitting = learner.sit()
    sitting.answer("q-choice", "b")
    learner.leave(sitting)
    before = learner.server
    again = learner.look_back()
    do_all(again, q_choice="a")
    assert [call for call in again.calls if call[0] in ("SetValue", "Commit")] == []
    assert again.line == "You are looking back at this module. Nothing you do now changes your record."
    again.lms.close()
    assert learner.server == before
