"""The copy on this device, what is told of a record, and questions that have changed since they were answered."""

import json

import pytest
from playwright.sync_api import Page
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


NOBODY = ["", " ", "0", "-1", "1", "undefined", "null", "None", "NaN", "N/A", "[object Object]", "{student_id}"]
NOBODY += [
    "anonymous",
    "AnonymousUser",
    "guest",
    "Guest user",
    "Learner",
    "learner_id",
    "STUDENT",
    "student-id",
    "user",
]
NOBODY += ["UserName", "unknown", "Unknown user", "default", "demo", "preview", "00000000-0000-0000-0000-000000000000"]
SOMEBODY = ["2", "10", "01", "learner-1", "guest7", "student42", "u1", "ada", "użytkownik", "user@trust.nhs.uk", "8-4"]


def test_an_id_that_everybody_may_have_is_nobodys(lab: Page) -> None:
    who = "ids => ids.map((id) => player.identityOf({ id, name: ' Ada  Sample ' }))"
    assert dict(zip(NOBODY, lab.evaluate(who, NOBODY), strict=True)) == {id_: [] for id_ in NOBODY}
    assert lab.evaluate(who, SOMEBODY) == [[id_, "ada sample"] for id_ in SOMEBODY]
    assert lab.evaluate("player.identityOf(undefined)") == []


def known_as(target: str, person: dict[str, str]) -> str:
    """Return script that lets the LMS say who the learner is."""
    api, get = {"scorm12": ("API", "LMSGetValue"), "scorm2004": ("API_1484_11", "GetValue")}[target]
    return f"""{{ const get = {api}.{get}, who = {json.dumps(person)};
        {api}.{get} = (element) => who[/(student|learner)_(id|name)$/.exec(element)?.[2]] ?? get(element); }}"""


@standards
@pytest.mark.parametrize("nobody", ["", "undefined", "guest"])
def test_without_a_learner_there_is_no_copy(launch: Launch, target: str, nobody: str) -> None:
    who = known_as(target, {"id": nobody, "name": "Ada Sample"})
    sitting = launch(target, before=who)
    sitting.fail("false")
    sitting.answer("q-choice", "b")
    assert copies(sitting) == {}
    sitting.lms.close()
    again = launch(target, before=who)
    assert (again.line, again.shown("q-choice")) == ("", "")


@standards
def test_two_people_with_one_id_are_told_apart_by_their_names(launch: Launch, target: str) -> None:
    ada, bea = ({"id": "ward-7", "name": name} for name in ("Ada Sample", "Bea Sample"))
    first = launch(target, before=known_as(target, ada))
    stored = first.stored
    first.fail("false")
    first.answer("q-choice", "b")
    first.lms.close()
    for who, shown in ((bea, ""), (ada, "b")):
        again = launch(target, relaunched(stored), before=known_as(target, who))
        assert (again.line, again.shown("q-choice")) == ("", shown)
        again.lms.close()


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
def test_falling_short_is_failed_only_where_the_module_says_so_and_in_2004_and_can_become_passed(
    launch: Launch, target: str
) -> None:
    sitting = launch(target, completion="pass", failing="failed")
    sitting.answer_all(q_choice="a", q_several="b")
    assert outcome(sitting) == {"scorm12": ("incomplete", None), "scorm2004": ("failed", "50")}[target]
    sitting.do("next")
    statuses = [call for call in sitting.calls if call[0] == "SetValue" and call[2] == "failed"]
    assert len(statuses) == (target == "scorm2004")
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
