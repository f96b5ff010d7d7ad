"""The copy on this device, what is told of a record, and questions that have changed since they were answered."""

import json

import pytest
from sitting import Launch, Sitting, relaunched, short, told

standards = pytest.mark.parametrize("target", ["scorm12", "scorm2004"])


def copies(sitting: Sitting) -> dict[str, str]:
    kept: dict[str, str] = sitting.course.evaluate("({ ...localStorage })")
    return {name: text for name, text in kept.items() if name.startswith("team-readiness~") and "~tab" not in name}


def learner(target: str, name: str = "learner-1") -> dict[str, str]:
    return {{"scorm12": "cmi.core.student_id", "scorm2004": "cmi.learner_id"}[target]: name}


@standards
def test_a_copy_stays_until_a_later_launch_reads_the_same_from_the_lms(launch: Launch, target: str) -> None:
    first = launch(target, learner(target))
    assert copies(first) == {}
    first.answer("q-choice", "b")
    (copy,) = copies(first).values()
    assert json.loads(copy)["line"] == first.stored["cmi.suspend_data"]
    stored = first.stored
    first.lms.close()
    second = launch(target, {**relaunched(stored), **learner(target)})
    assert copies(second) == {}


def test_a_copy_of_fifteen_days_ago_is_removed_whoever_comes(launch: Launch) -> None:
    first = launch("scorm12", learner("scorm12"))
    first.answer("q-choice", "b")
    first.lms.close()
    other = launch("scorm12", learner("scorm12", "learner-2"))
    for key, text in other.shelf.items():
        other.keep(key, json.dumps({**json.loads(text), "time": json.loads(text)["time"] - 15 * 24 * 3600_000}))
    other.course.evaluate("localStorage.other = 'of another site\\'s'")
    other.lms.close()
    second = launch("scorm12", learner("scorm12", "learner-2"))
    assert copies(second) == {}
    assert second.shelf == {}
    assert second.course.evaluate("localStorage.other") == "of another site's"


def test_without_a_learner_there_is_no_copy(launch: Launch) -> None:
    sitting = launch(
        "scorm12",
        before="API.LMSGetValue = ((get) => (name) => "
        "name === 'cmi.core.student_id' ? '' : get(name))(API.LMSGetValue)",
    )
    sitting.answer("q-choice", "b")
    assert copies(sitting) == {}


def test_the_later_answer_wins_whoever_has_it(launch: Launch) -> None:
    first = launch("scorm12", learner("scorm12"))
    first.answer("q-choice", "a")
    before = first.stored
    first.fail("false")
    first.answer("q-choice", "b")
    first.answer("q-several", "ab")
    first.lms.close()
    line = before["cmi.suspend_data"]
    second = launch("scorm12", {**relaunched(before), **learner("scorm12")})
    assert f"{short('q-choice')}b" in second.stored["cmi.suspend_data"]
    assert f"{short('q-several')}ab" in second.stored["cmi.suspend_data"]
    assert line != second.stored["cmi.suspend_data"]


@standards
def test_a_question_that_has_changed_is_asked_again_and_says_so(launch: Launch, target: str) -> None:
    first = launch(target)
    first.answer("q-choice", "b")
    first.answer("q-several", "ac")
    stored = first.stored
    first.lms.close()
    questions = told()["questions"]
    edition = {**questions, "q-choice": {**questions["q-choice"], "stamp": "zz"}}
    for _ in range(2):  # it goes on saying so until it is answered
        sitting = launch(target, relaunched(stored), questions=edition)
        sitting.go("q-choice-screen")
        said = sitting["[data-question=q-choice] [data-changed]"]
        assert said.inner_text() == "This question has changed since you answered it."
        assert sitting["[data-changed]"].count() == 1
        assert sitting["[data-question=q-several] input:checked"].count() == 2
        stored = sitting.stored
        sitting.lms.close()
    sitting = launch(target, relaunched(stored), questions=edition)
    sitting.answer("q-choice", "a")
    assert sitting["[data-changed]"].count() == 0


@standards
@pytest.mark.parametrize("record", ["status", "score", "answers", None])
def test_a_record_is_told_no_more_than_the_module_says(launch: Launch, target: str, record: str | None) -> None:
    sitting = launch(target, completion="pass", about={"record": record} if record else {})
    sitting.answer_all()
    assert "passed" in sitting.stored.values()
    assert bool([name for name in sitting.stored if "score" in name]) == (record != "status")
    assert bool(sitting.interactions()) == (record in ("answers", None))
    assert f"{short('q-choice')}b" in sitting.stored["cmi.suspend_data"]


def outcome(sitting: Sitting) -> tuple[str, str | None]:
    stored = sitting.stored
    word = stored.get("cmi.core.lesson_status") or stored.get("cmi.success_status") or "unknown"
    return word, stored.get("cmi.core.score.raw", stored.get("cmi.score.raw"))


@standards
def test_falling_short_is_failed_only_where_the_module_says_so_and_can_become_passed(
    launch: Launch, target: str
) -> None:
    sitting = launch(target, completion="pass", failing="failed")
    sitting.answer_all(q_choice="a", q_several="b")
    assert outcome(sitting) == ("failed", "50")
    sitting.do("next")
    statuses = [call for call in sitting.calls if call[0] == "SetValue" and call[2] == "failed"]
    assert len(statuses) == 1
    stored = sitting.stored
    sitting.lms.close()
    again = launch(target, relaunched(stored), completion="pass", failing="failed")
    assert not [call for call in again.calls if call[0] == "SetValue" and call[2] == "failed"]
    again.answer("q-choice", "b")
    again.answer("q-several", "ac")
    assert outcome(again) == ("passed", "100")
    assert again["[data-score]"].get_attribute("data-score") == "100"
    again.lms.close()
    by_default = launch(target, completion="pass")
    by_default.answer_all(q_choice="a", q_several="b")
    assert outcome(by_default)[0] in ("incomplete", "unknown")
