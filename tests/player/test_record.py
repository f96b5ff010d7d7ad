"""The record in the LMS: status, score and interactions in both standards, seen by scorm-again."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from sitting import Launch, Sitting, relaunched

STANDARDS = ["scorm12", "scorm2004"]
standards = pytest.mark.parametrize("target", STANDARDS)


def status(sitting: Sitting) -> str:
    """Return the status stored: one word in 1.2, completion and success in 2004."""
    stored = sitting.stored
    if "cmi.core.lesson_status" in stored:
        return stored["cmi.core.lesson_status"]
    return " ".join(stored[name] for name in ("cmi.completion_status", "cmi.success_status") if name in stored)


def score(sitting: Sitting) -> str | None:
    return sitting.stored.get("cmi.core.score.raw", sitting.stored.get("cmi.score.raw"))


def finish(sitting: Sitting, **answers: str) -> None:
    sitting.go("welcome")
    sitting.see_all()
    sitting.answer_all(**answers)


def record(target: str, word: str, **more: str) -> dict[str, str]:
    """Return a record with a status, as an LMS would start a sitting with."""
    if target == "scorm12":
        return {"cmi.core.lesson_status": word, **more}
    success = {"passed": {"cmi.success_status": "passed"}, "failed": {"cmi.success_status": "failed"}}
    return {"cmi.completion_status": "completed" if word in success else word, **success.get(word, {}), **more}


@standards
def test_a_first_launch_is_incomplete_at_once_and_means_to_come_back(launch: Launch, target: str) -> None:
    sitting = launch(target)
    assert status(sitting) == "incomplete"
    assert "suspend" in (sitting.stored.get("cmi.core.exit"), sitting.stored.get("cmi.exit"))
    assert sitting.commits == 1
    assert score(sitting) is None
    assert sitting.line == ""
    assert sitting.writes[0][1] in ("cmi.core.lesson_status", "cmi.completion_status")


@standards
def test_nothing_the_lms_is_told_is_refused(launch: Launch, target: str) -> None:
    sitting = launch(target)
    finish(sitting, q_choice="a")
    sitting.answer("q-choice", "b")
    sitting.do("pause")
    sitting.do("leave")
    assert [call for call in sitting.calls if call[0] != "GetValue" and call[-1] != "true"] == []


@standards
def test_completing_stores_status_and_score_in_one_commit(launch: Launch, target: str) -> None:
    sitting = launch(target)
    finish(sitting)
    assert status(sitting) == {"scorm12": "passed", "scorm2004": "completed passed"}[target]
    names = [call[1] if call[0] == "SetValue" else "commit" for call in sitting.writes]
    last = next(index for index, call in enumerate(sitting.writes) if call[2:] == ["passed", "true"])
    raw = next(index for index, name in enumerate(names) if name.endswith("score.raw"))
    assert "commit" not in names[min(last, raw) : max(last, raw)]
    kept = {name.removeprefix("cmi.").removeprefix("core."): value for name, value in sitting.stored.items()}
    assert (kept["score.raw"], kept["score.min"], kept["score.max"]) == ("100", "0", "100")
    assert kept["exit"] == {"scorm12": "", "scorm2004": "suspend"}[target]
    if target == "scorm2004":
        assert (kept["score.scaled"], kept["progress_measure"]) == ("1", "1.00")
    sitting.go("result")
    assert sitting["[data-score]"].get_attribute("data-score") == kept["score.raw"]


@standards
def test_falling_short_stays_incomplete_with_no_score(launch: Launch, target: str) -> None:
    sitting = launch(target)
    finish(sitting, q_several="b")
    assert (status(sitting), score(sitting)) == ("incomplete", None)
    sitting.answer("q-several", "ac")
    assert status(sitting).endswith("passed")
    assert score(sitting) == "100"


@standards
@pytest.mark.parametrize("completion", ["screens", "pass", "both"])
def test_each_rule_of_completion_needs_what_it_says(launch: Launch, target: str, completion: str) -> None:
    sitting = launch(target, completion=completion)
    sitting.see_all()
    by_screens = completion == "screens"
    assert status(sitting) == ("completed" if by_screens else "incomplete")
    assert score(sitting) is None
    sitting.answer_all()
    assert score(sitting) == "100"
    assert status(sitting).endswith("completed" if by_screens else "passed")


@standards
def test_what_is_only_to_be_seen_tells_no_score_where_no_score_is_told(launch: Launch, target: str) -> None:
    sitting = launch(target, completion="screens", about={"record": "status"})
    sitting.see_all()
    sitting.answer_all()
    assert (status(sitting), score(sitting), sitting.interactions()) == ("completed", None, {})
    sitting.go("result")
    expect(sitting["[data-score]"]).to_have_count(0)


def test_the_pass_rule_asks_for_no_screens(launch: Launch) -> None:
    sitting = launch("scorm12", completion="pass")
    sitting.answer_all()
    assert status(sitting) == "passed"


STAYS = "You have changed answers since you completed this module. The score stays as it was then."


@standards
def test_the_score_she_completes_with_stays_and_the_page_says_so(launch: Launch, target: str) -> None:
    sitting = launch(target)
    finish(sitting, q_choice="a")
    sitting.go("result")
    assert STAYS not in sitting["#result"].inner_text()
    for question, codes in (("q-several", "b"), ("q-several", "ac"), ("q-choice", "b")):
        sitting.answer(question, codes)
        assert score(sitting) == "83"
        assert status(sitting).endswith("passed")
    sitting.go("result")
    expect(sitting["[data-score]"]).to_have_attribute("data-score", "83")
    assert STAYS in sitting["#result"].inner_text()


FINAL = [("scorm12", "completed"), ("scorm12", "passed"), ("scorm2004", "completed"), ("scorm2004", "passed")]


@pytest.mark.parametrize(("target", "word"), FINAL)
def test_a_finished_record_is_never_touched(launch: Launch, target: str, word: str) -> None:
    sitting = launch(target, record(target, word))
    assert sitting.line == "You have completed this module before. Nothing you do now changes your record."
    finish(sitting)
    expect(sitting["[data-score]"]).to_have_count(0)
    sitting.do("pause")
    sitting.do("leave")
    assert sitting.writes == []
    assert sitting.calls[-1][0] in ("Finish", "Terminate")


@standards
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_looking_back_writes_nothing(launch: Launch, target: str, mode: str) -> None:
    name = {"scorm12": "cmi.core.lesson_mode", "scorm2004": "cmi.mode"}[target]
    sitting = launch(target, {name: mode})
    lines = {"review": "You are looking back at this module. Nothing you do now changes your record."}
    assert sitting.line == lines.get(mode, "This is a preview. Nothing you do here is recorded.")
    finish(sitting)
    sitting.do("pause")
    sitting.do("leave")
    assert sitting.writes == []


@standards
@pytest.mark.parametrize("word", ["failed", "incomplete"])
def test_a_status_that_stands_is_left_until_she_completes(launch: Launch, target: str, word: str) -> None:
    sitting = launch(target, record(target, word))
    sitting.do("next")
    assert "status" not in " ".join(call[1] for call in sitting.writes if call[0] == "SetValue")
    finish(sitting)
    assert status(sitting).endswith("passed")


@pytest.mark.parametrize("word", ["not attempted", "browsed", "unknown"])
def test_a_status_that_says_nothing_becomes_incomplete(launch: Launch, word: str) -> None:
    target = "scorm2004" if word == "unknown" else "scorm12"
    assert status(launch(target, record(target, word))) == "incomplete"


def test_the_mastery_score_of_the_lms_is_never_asked_for(launch: Launch) -> None:
    sitting = launch("scorm12", {"cmi.student_data.mastery_score": "100"})
    finish(sitting, q_choice="a")
    assert status(sitting) == "passed"
    assert "mastery" not in str(sitting.calls)


def shape(target: str) -> dict[str, Any]:
    """Return what an answer to each type looks like in the record."""
    both = {
        "q-choice": ("choice", "b", "b"),
        "q-several": ("choice", "a,c", "a,b"),
        "q-sort": ("matching", "1.a,2.b,3.c", "1.a,2.a,3.c"),
        "q-match": ("matching", "1.a,2.b", "1.a,2.b"),
        "q-order": ("sequencing", "a,b,c", "b,a,c"),
    }
    if target == "scorm12":
        return both
    return {
        name: (kind, *(code.replace(",", "[,]").replace(".", "[.]") for code in codes))
        for name, (kind, *codes) in both.items()
    }


@standards
def test_interactions_are_written_as_each_standard_wants_them(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.answer_all(q_several="ab", q_sort="1a2a3c", q_order="bac")
    answers = sitting.interactions()
    assert list(answers) == ["q-choice", "q-several", "q-sort", "q-match", "q-order"]
    response, no = {"scorm12": ("student_response", "wrong"), "scorm2004": ("learner_response", "incorrect")}[target]
    for name, (kind, right, given) in shape(target).items():
        answer = answers[name]
        assert (answer["type"], answer["correct_responses.0.pattern"], answer[response]) == (kind, right, given)
        assert answer["result"] == ("correct" if name in ("q-choice", "q-match") else no)
        assert answer["weighting"] == ("2" if name == "q-several" else "1")
    if target == "scorm2004":
        assert answers["q-choice"]["description"] == "Whose decision is it?"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ", answers["q-choice"]["timestamp"])
        assert re.fullmatch(r"PT\d+S", answers["q-choice"]["latency"])
    else:
        assert re.fullmatch(r"\d\d:\d\d:\d\d", answers["q-choice"]["time"])
        assert re.fullmatch(r"\d{4}:\d\d:\d\d", answers["q-choice"]["latency"])


@standards
def test_practice_is_told_but_weighs_nothing(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.go("practice")
    sitting.give("p-one", "a")
    sitting.do("check")
    assert sitting.interactions()["p-one"]["weighting"] == "0"


@standards
def test_a_story_is_told_choice_by_choice_and_nothing_of_it_is_right_or_wrong(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.go("practice")
    for codes in ("1a", "1a2b", "1a2b3b", "1b"):
        sitting.give("p-story", codes)
        sitting["[data-question=p-story] [data-do=check]"].click()
    story = sitting.interactions()["p-story"]
    assert (story["type"], story["result"], story["weighting"]) == ("matching", "neutral", "0")
    assert not [name for name in story if "correct_responses" in name]
    told = [call[2] for call in sitting.calls if call[0] == "SetValue" and call[1].endswith("_response")]
    forms = {"scorm12": ["1.a", "1.a,2.b", "1.a,2.b,3.b", "1.b"]}
    forms["scorm2004"] = [one.replace(",", "[,]").replace(".", "[.]") for one in forms["scorm12"]]
    assert told == forms[target]
    assert [call for call in sitting.calls if call[0] == "SetValue" and call[-1] != "true"] == []


@standards
def test_interactions_go_on_after_those_of_an_earlier_sitting(launch: Launch, target: str) -> None:
    earlier = {"cmi.interactions.0.id": "old", "cmi.interactions.0.type": "choice"}
    sitting = launch(target, {**record(target, "incomplete"), **earlier})
    sitting.answer("q-choice", "a")
    sitting.answer("q-match", "1b2a")
    sitting.answer("q-choice", "b")
    assert list(sitting.interactions()) == ["old", "q-choice", "q-match"]


@standards
def test_a_host_without_interactions_still_saves(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.lms.evaluate(
        """() => { const api = window.API ?? window.API_1484_11, name = window.API ? "LMSSetValue" : "SetValue";
        const set = api[name]; api[name] = (...all) => all[0].includes("interactions") ? "false" : set(...all); }"""
    )
    sitting.answer("q-choice", "b")
    assert sitting.line == ""
    assert "b" in sitting.stored["cmi.suspend_data"].split("~")[3]


@standards
def test_time_is_told_with_each_commit(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.lms.wait_for_timeout(1100)
    sitting.do("next")
    time = {"scorm12": r"0000:00:0[1-9]", "scorm2004": r"PT[1-9]S"}[target]
    assert re.fullmatch(time, next(value for name, value in sitting.stored.items() if "session_time" in name))


def test_2004_asks_to_suspend_only_when_she_leaves_unfinished(launch: Launch) -> None:
    sitting = launch("scorm2004")
    sitting.do("pause")
    sitting.do("leave")
    assert [call[1:] for call in sitting.calls if "nav" in call[1]] == [["adl.nav.request", "suspendAll", "true"]]
    sitting = launch("scorm2004")
    finish(sitting)
    sitting.do("pause")
    sitting.do("leave")
    assert "adl.nav" not in str(sitting.calls)


@standards
def test_the_next_sitting_opens_where_she_was_with_what_she_answered(launch: Launch, target: str) -> None:
    first = launch(target)
    first.answer("q-choice", "b")
    first.answer("q-several", "ab")
    first.answer("q-sort", "1a2a3b")
    first.answer("q-match", "1c2b")
    first.answer("q-order", "bca")
    first.go("q-several-screen")
    second = launch(target, relaunched(first.stored))
    assert second.at == "q-several-screen"
    for question, codes in {
        "q-several": "ab",
        "q-sort": "1a2a3b",
        "q-match": "1c2b",
        "q-order": "bca",
        "q-choice": "b",
    }.items():
        if second.at != f"{question}-screen":
            second.go(f"{question}-screen")
        expect(second["[data-outcome]:visible"]).to_have_count(1)
        expect(second["section:not([hidden]) [data-do=check]"]).to_be_disabled()
        assert second.shown(question) == codes
    second.do("menu")
    expect(second["#menu .seen"]).to_have_count(5)
    assert status(second) == "incomplete"


def test_a_completion_the_lms_lost_is_told_again(launch: Launch) -> None:
    first = launch("scorm12")
    finish(first, q_choice="a")
    second = launch("scorm12", {"cmi.suspend_data": first.stored["cmi.suspend_data"]})
    assert (status(second), score(second)) == ("passed", "83")
