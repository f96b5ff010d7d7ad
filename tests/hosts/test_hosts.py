"""What each host double does, one behaviour a test: take the behaviour out of the double and its test fails.

Where each comes from is written in the doubles themselves.
"""

from collections.abc import Callable

import pytest
from conftest import Host

Start = Callable[..., Host]

# ── The NHS Learning Hub ─────────────────────────────────────────────────────────────────────────


def test_the_learning_hub_answers_set_and_commit_with_booleans_and_the_rest_with_words(host: Start) -> None:
    hub = host("learning-hub")
    assert hub("SetValue", "cmi.core.exit", "suspend") is True
    assert hub("Commit", "") is True
    assert hub("SetValue", "cmi.core.exit", "nonsense") is False
    assert hub("End", "") == "true"


def test_the_learning_hub_numbers_its_errors(host: Start) -> None:
    hub = host("learning-hub")
    hub("SetValue", "cmi.nothing", "1")
    assert hub.error == 201
    hub.get("cmi.nothing")
    assert hub.error == 401


def test_the_learning_hub_says_a_mastery_score_of_100_that_nobody_set(host: Start) -> None:
    assert host("learning-hub").get("cmi.student_data.mastery_score") == "100"


def test_the_learning_hub_starts_not_attempted_and_never_completes_by_itself(host: Start) -> None:
    hub = host("learning-hub")
    assert (hub.get("cmi.core.lesson_status"), hub.get("cmi.core.entry")) == ("not attempted", "ab-initio")
    hub.set(core__score__raw="100")
    hub("End", "")
    assert hub.again().get("cmi.core.lesson_status") == ""  # not initialised yet
    hub("Initialize", "")
    assert hub.get("cmi.core.lesson_status") == "incomplete"


@pytest.mark.parametrize("status", ["completed", "passed", "failed"])
def test_the_learning_hub_starts_a_new_record_after_a_final_status(host: Start, status: str) -> None:
    hub = host("learning-hub")
    hub.set(
        suspend_data="mine",
        core__lesson_location="3",
        core__score__raw="90",
        core__session_time="0000:00:01",
        core__exit="suspend",
        core__lesson_status=status,
    )
    hub("End", "")
    hub.again()("Initialize", "")
    kept = [
        hub.get(f"cmi.{name}")
        for name in ("core.lesson_status", "core.entry", "suspend_data", "core.lesson_location", "core.score.raw")
    ]
    assert kept == ["not attempted", "ab-initio", "", "", ""]
    assert hub.server["records"][0]["cmi.core.lesson_status"] == status


def test_the_learning_hub_resumes_only_after_suspend(host: Start) -> None:
    hub = host("learning-hub")
    hub.set(suspend_data="mine", core__exit="suspend", core__lesson_status="incomplete")
    hub("End", "")
    hub.again()("Initialize", "")
    assert (hub.get("cmi.core.entry"), hub.get("cmi.suspend_data")) == ("resume", "mine")
    hub.set(core__exit="")
    hub("End", "")
    hub.again()("Initialize", "")
    assert hub.get("cmi.core.entry") == ""


def test_the_learning_hub_gives_nothing_back_of_a_record_that_has_no_status(host: Start) -> None:
    hub = host("learning-hub")
    hub.set(suspend_data="mine", core__exit="suspend")
    hub("End", "")
    hub.again()("Initialize", "")
    assert [hub.get(f"cmi.{name}") for name in ("core.lesson_status", "suspend_data")] == ["incomplete", ""]


def test_the_learning_hub_reports_the_first_final_status_of_a_sitting_and_no_other(host: Start) -> None:
    hub = host("learning-hub")
    for status, score in (("failed", "50"), ("passed", "88"), ("passed", "100")):
        hub.set(core__lesson_status=status, core__score__raw=score, core__session_time="0000:00:09")
        assert hub("Commit", "") is True
    assert hub.server["activities"] == [{"status": "failed", "score": "50"}]


@pytest.mark.parametrize("time", ["", "0000:00:00"])
def test_the_learning_hub_alarms_the_learner_when_a_final_status_took_no_time(host: Start, time: str) -> None:
    hub = host("learning-hub")
    if time:
        hub.set(core__session_time=time)
    hub.set(core__lesson_status="passed")
    assert hub("Commit", "") is False
    assert (hub.server["alerts"], hub.server.get("activities", [])) == (1, [])


def test_the_learning_hub_takes_64_000_characters_less_one(host: Start) -> None:
    hub = host("learning-hub")
    assert hub.set(suspend_data="x" * 63_999) == [True]
    assert hub.set(suspend_data="x" * 64_000) == [False]
    assert hub.error == 405


@pytest.mark.parametrize(
    ("kind", "response", "is_taken"),
    [
        ("choice", "a,c", True),
        ("choice", "choice-1", False),
        ("choice", "{a,c}", False),
        ("matching", "1.c,2.b", True),
        ("matching", "one.c", False),
        ("numeric", "-7", False),
        ("numeric", "7.5", True),
        ("true-false", "t", True),
        ("true-false", "yes", False),
    ],
)
def test_the_learning_hub_holds_responses_to_its_own_forms(
    host: Start, kind: str, response: str, is_taken: bool
) -> None:
    hub = host("learning-hub")
    hub.set(interactions__0__id="q1", interactions__0__type=kind)
    assert hub.set(interactions__0__student_response=response) == [is_taken]


def test_the_learning_hub_lets_nobody_read_interactions_but_their_count(host: Start) -> None:
    hub = host("learning-hub")
    hub.set(interactions__0__id="q1")
    assert hub.get("cmi.interactions._count") == "1"
    assert hub.get("cmi.interactions.0.id") == ""
    assert hub.error == 404


@pytest.mark.parametrize(("fault", "answer"), [("expired", False), ("unavailable", False), ("offline", True)])
def test_the_learning_hub_says_no_when_it_is_turned_away_and_yes_when_nothing_gets_there(
    host: Start, fault: str, answer: bool
) -> None:
    """What gets nowhere is handed to a beacon. There is no error number either way."""
    hub = host("learning-hub")
    hub.page.evaluate(f"server.fault = '{fault}'")
    hub.set(suspend_data="mine", core__exit="suspend")
    assert (hub("Commit", ""), hub.error) == (answer, 0)
    assert "cmi.suspend_data" not in hub.server["records"][0]
    hub.page.evaluate("delete server.fault")
    assert hub("Commit", "") is True
    assert hub.server["records"][0]["cmi.suspend_data"] == "mine"


def test_the_learning_hub_drops_the_first_digit_of_the_hours(host: Start) -> None:
    hub = host("learning-hub")
    hub.set(core__session_time="0012:00:00")
    hub("Commit", "")
    assert hub.server["records"][0]["hours"] == 12
    hub.set(core__session_time="12:00:00")
    hub("Commit", "")
    assert hub.server["records"][0]["hours"] == 2


def test_the_learning_hub_finishes_by_beacon_which_holds_only_so_much(host: Start) -> None:
    hub = host("learning-hub")
    hub.set(suspend_data="x" * 60_000, comments="x" * 4_000, core__lesson_location="x" * 255)
    hub.set(**{f"interactions__{number}__id": "x" * 200 for number in range(10)})
    hub("End", "")
    assert hub.server["sent"] == ["beacon"]
    assert "cmi.suspend_data" not in hub.server["records"][0]


# ── Moodle ───────────────────────────────────────────────────────────────────────────────────────


def test_moodle_gives_a_finished_attempt_in_review_and_stores_what_is_sent_to_it(host: Start) -> None:
    moodle = host("moodle")
    moodle.set(core__lesson_status="passed", core__score__raw="87.5", core__exit="")
    moodle("End", "")
    moodle.again()("Initialize", "")
    assert (moodle.get("cmi.core.lesson_mode"), moodle.get("cmi.core.credit")) == ("review", "no-credit")
    moodle.set(core__score__raw="40")
    moodle("Commit", "")
    assert moodle.server["kept"]["cmi.core.score.raw"] == "40"


def test_moodle_decides_by_itself_where_the_manifest_has_a_mastery_score(host: Start) -> None:
    moodle = host("moodle", mastery="80")
    moodle.set(core__lesson_status="incomplete", core__score__raw="50", core__exit="suspend")
    moodle("End", "")
    assert moodle.server["kept"]["cmi.core.lesson_status"] == "failed"


def test_moodle_takes_an_attempt_that_was_not_started_for_a_completed_one(host: Start) -> None:
    moodle = host("moodle")
    moodle("End", "")
    assert moodle.server["kept"]["cmi.core.lesson_status"] == "completed"
    assert moodle.server["kept"].get("cmi.core.exit") is None


@pytest.mark.parametrize("status", ["completed", "passed", "failed"])
def test_moodle_reviews_what_is_over_however_it_was_left(host: Start, status: str) -> None:
    moodle = host("moodle")
    moodle.set(core__lesson_status=status, core__exit="suspend", suspend_data="mine")
    moodle("End", "")
    moodle.again()("Initialize", "")
    assert (moodle.get("cmi.core.lesson_mode"), moodle.get("cmi.suspend_data")) == ("review", "mine")


OVER = {"scorm12": {"core__lesson_status": "passed"}, "scorm2004": {"completion_status": "completed"}}


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
@pytest.mark.parametrize("way", [{"again": True}, {"force": "completed"}, {"force": "always"}])
def test_moodle_starts_a_new_attempt_with_nothing_in_it(host: Start, standard: str, way: dict[str, object]) -> None:
    moodle = host("moodle", standard)
    moodle.set(suspend_data="mine", **OVER[standard])
    moodle("End", "")
    moodle.launch({**moodle.server, **way})("Initialize", "")
    core = {"scorm12": "core.", "scorm2004": ""}[standard]
    mode = {"scorm12": "core.lesson_mode", "scorm2004": "mode"}[standard]
    assert [moodle.get(f"cmi.{name}") for name in (f"{core}entry", mode, "suspend_data")] == ["ab-initio", "normal", ""]
    assert [one["cmi.suspend_data"] for one in moodle.server["attempts"]] == ["mine"]


def test_moodle_starts_no_new_attempt_while_one_is_open_unless_it_always_does(host: Start) -> None:
    moodle = host("moodle")
    moodle.set(suspend_data="mine", core__lesson_status="incomplete")
    moodle("End", "")
    moodle.launch({**moodle.server, "again": True})("Initialize", "")
    assert moodle.get("cmi.suspend_data") == "mine"
    moodle.launch({**moodle.server, "force": "always"})("Initialize", "")
    assert moodle.get("cmi.suspend_data") == ""


def test_moodle_completes_a_preview_that_is_closed(host: Start) -> None:
    moodle = host("moodle", mode="browse")
    assert moodle.get("cmi.core.lesson_mode") == "browse"
    moodle("End", "")
    assert moodle.server["kept"]["cmi.core.lesson_status"] == "completed"


def test_moodle_refuses_not_attempted(host: Start) -> None:
    assert host("moodle").set(core__lesson_status="not attempted") == ["false"]


def test_moodle_saves_nothing_without_commit_or_finish(host: Start) -> None:
    moodle = host("moodle")
    moodle.set(suspend_data="mine")
    assert "cmi.suspend_data" not in moodle.server["kept"]
    moodle("Commit", "")
    assert moodle.server["kept"]["cmi.suspend_data"] == "mine"


@pytest.mark.parametrize(("fault", "answer"), [("unavailable", "false"), ("expired", "false"), ("offline", "true")])
def test_moodle_sends_a_value_once_in_1_2_whether_or_not_it_arrives(host: Start, fault: str, answer: str) -> None:
    moodle = host("moodle")
    moodle.page.evaluate(f"server.fault = '{fault}'")
    moodle.set(suspend_data="mine", core__lesson_status="passed", core__score__raw="100", interactions__0__id="q1")
    assert (moodle("Commit", ""), moodle.error) == (answer, "101" if answer == "false" else "0")
    moodle.page.evaluate("delete server.fault")
    moodle.set(suspend_data="mine", core__lesson_status="passed", core__score__raw="100.0", interactions__0__id="q1")
    assert moodle("Commit", "") == "true"
    assert moodle.server["kept"] == {}
    moodle.set(suspend_data="mine ", core__lesson_status="incomplete", core__score__raw="0", interactions__1__id="q1")
    moodle("Commit", "")
    moodle.set(suspend_data="mine", core__lesson_status="passed", core__score__raw="100")
    moodle("Commit", "")
    kept = moodle.server["kept"]
    names = ("cmi.suspend_data", "cmi.core.lesson_status", "cmi.core.score.raw", "cmi.interactions.1.id")
    assert [kept[name] for name in names] == ["mine", "passed", "100", "q1"]


def test_moodle_sends_all_again_in_2004(host: Start) -> None:
    moodle = host("moodle", "scorm2004")
    moodle.page.evaluate("server.fault = 'unavailable'")
    moodle.set(suspend_data="mine")
    assert moodle("Commit", "") == "false"
    moodle.page.evaluate("delete server.fault")
    assert moodle("Commit", "") == "true"
    assert moodle.server["kept"]["cmi.suspend_data"] == "mine"


def test_moodle_says_yes_to_a_hidden_page_whatever_becomes_of_what_it_sends(host: Start) -> None:
    moodle = host("moodle")
    moodle.page.evaluate(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden' }); server.fault = 'unavailable'"
    )
    moodle.set(suspend_data="mine")
    assert moodle("Commit", "") == "true"
    assert moodle.server["kept"] == {}


def test_moodle_adds_to_comments(host: Start) -> None:
    moodle = host("moodle")
    moodle.set(comments="one ")
    moodle.set(comments="two")
    assert moodle.get("cmi.comments") == "one two"


def test_moodle_loses_a_large_commit_at_unload(host: Start) -> None:
    moodle = host("moodle", "scorm2004")
    moodle.set(suspend_data="x" * 63_000, location="x" * 1000)
    moodle.set(**{f"interactions__{number}__id": "x" * 400 for number in range(5)})
    moodle("End", "")
    assert "cmi.suspend_data" not in moodle.server["kept"]


def test_moodle_gives_progress_back_in_2004_only_after_suspend(host: Start) -> None:
    moodle = host("moodle", "scorm2004")
    moodle.set(suspend_data="mine", exit="normal")
    moodle("End", "")
    moodle.again()("Initialize", "")
    assert moodle.get("cmi.suspend_data") == ""


def test_moodle_keeps_an_exit_that_is_not_set_again(host: Start) -> None:
    moodle = host("moodle", "scorm2004")
    moodle.set(suspend_data="mine", exit="suspend")
    moodle("End", "")
    moodle.again()("Initialize", "")
    moodle("End", "")
    moodle.again()("Initialize", "")
    assert moodle.get("cmi.suspend_data") == "mine"


@pytest.mark.parametrize("time", ["2026-11-23T10:00:12Z", "2026-11-23T10:00:12.123Z"])
def test_moodle_refuses_some_times_that_are_right(host: Start, time: str) -> None:
    moodle = host("moodle", "scorm2004")
    moodle.set(interactions__0__id="q1")
    assert moodle.set(interactions__0__timestamp=time) == ["false"]
    assert moodle.set(interactions__0__timestamp="2026-11-23T10:00:12.12Z") == ["true"]
    assert moodle.set(interactions__0__timestamp="2026-11-23T10:00:12") == ["true"]


@pytest.mark.parametrize("response", ["one option", "a,c", "é"])
def test_moodle_refuses_choices_that_are_not_plain(host: Start, response: str) -> None:
    moodle = host("moodle", "scorm2004")
    moodle.set(interactions__0__id="q1", interactions__0__type="choice")
    assert moodle.set(interactions__0__learner_response=response) == ["false"]
    assert moodle.set(interactions__0__learner_response="a[,]c") == ["true"]


def test_moodle_breaks_on_exit_all_and_ends_in_a_404_on_exit(host: Start) -> None:
    moodle = host("moodle", "scorm2004")
    moodle("SetValue", "adl.nav.request", "exitAll")
    assert moodle("End", "").startswith("throws")
    for request, page in {"exit": "404", "abandon": "404", "suspendAll": "course", "continue": "course"}.items():
        moodle.launch({})("Initialize", "")
        moodle("SetValue", "adl.nav.request", request)
        moodle("End", "")
        assert moodle.server["page"] == page


def test_moodle_never_derives_success_from_a_score(host: Start) -> None:
    moodle = host("moodle", "scorm2004")
    moodle.set(score__scaled="1", completion_status="completed")
    moodle("End", "")
    assert moodle.server["kept"].get("cmi.success_status") is None


def test_moodle_cannot_be_initialised_again_in_the_same_page(host: Start) -> None:
    moodle = host("moodle")
    moodle("End", "")
    assert str(moodle("Initialize", "")).startswith("throws")


# ── The AICC relay ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sent", "comes_back"),
    [
        ("1~abc.def~", "1~abc.def~"),
        ("YWJj==", "YWJj"),
        ("a=b", "a"),
        ("one\ntwo", "one"),
        ("cost $& more", "cost @@ more"),
    ],
)
def test_the_relay_cuts_and_mangles_what_is_saved(host: Start, sent: str, comes_back: str) -> None:
    relay = host("aicc-relay")
    relay.set(suspend_data=sent)
    relay("Commit", "")
    relay.again()("Initialize", "")
    assert relay.get("cmi.suspend_data") == comes_back


def test_the_relay_says_yes_to_everything_and_drops_interactions(host: Start) -> None:
    relay = host("aicc-relay")
    assert relay.set(interactions__0__id="q1", no__such__thing="1") == ["true", "true"]
    relay("Commit", "")
    assert "q1" not in relay.server["text"]
    assert (relay.get("cmi.interactions._count"), relay.error) == ("", "0")


# ── The standards to the letter ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("element", "value", "code"),
    [
        ("cmi.suspend_data", "x" * 4097, "405"),
        ("cmi.core.lesson_location", "x" * 256, "405"),
        ("cmi.core.lesson_status", "done", "405"),
        ("cmi.core.session_time", "5 minutes", "405"),
        ("cmi.core.score.raw", "101", "405"),
        ("cmi.core.exit", "normal", "405"),
        ("cmi.core.student_id", "me", "403"),
        ("cmi.core._children", "x", "402"),
        ("cmi.completion_status", "completed", "201"),
        ("cmi.interactions.1.id", "q1", "201"),
        ("cmi.interactions.0.id", "q 1", "405"),
        ("cmi.interactions.0.type", "choice", "201"),
    ],
)
def test_strict_1_2_refuses_with_the_number_of_the_standard(host: Start, element: str, value: str, code: str) -> None:
    strict = host("strict-12")
    assert strict("SetValue", element, value) == "false"
    assert strict.error == code


def test_strict_1_2_lets_nobody_read_what_is_only_written(host: Start) -> None:
    strict = host("strict-12")
    strict.set(core__exit="suspend", interactions__0__id="q1")
    for element in ("cmi.core.exit", "cmi.interactions.0.id", "cmi.core.session_time"):
        assert (strict.get(element), strict.error) == ("", "404")


@pytest.mark.parametrize(
    ("element", "value", "code"),
    [
        ("cmi.suspend_data", "x" * 64_001, "406"),
        ("cmi.location", "x" * 1001, "406"),
        ("cmi.completion_status", "passed", "406"),
        ("cmi.session_time", "0000:10:00", "406"),
        ("cmi.score.scaled", "1.5", "406"),
        ("cmi.learner_id", "me", "404"),
        ("cmi.core.lesson_status", "completed", "401"),
        ("cmi.interactions.1.id", "q1", "351"),
        ("cmi.interactions.0.type", "choice", "408"),
    ],
)
def test_strict_2004_refuses_with_the_number_of_the_standard(host: Start, element: str, value: str, code: str) -> None:
    strict = host("strict-2004", "scorm2004")
    assert strict("SetValue", element, value) == "false"
    assert strict.error == code


@pytest.mark.parametrize(
    ("name", "standard", "code"), [("strict-12", "scorm12", "101"), ("strict-2004", "scorm2004", "391")]
)
@pytest.mark.parametrize("fault", ["expired", "unavailable", "offline"])
def test_the_strict_ones_say_no_when_nothing_is_stored(
    host: Start, name: str, standard: str, code: str, fault: str
) -> None:
    strict = host(name, standard)
    strict.page.evaluate(f"server.fault = '{fault}'")
    strict.set(suspend_data="mine")
    assert (strict("Commit", ""), strict.error) == ("false", code)
    assert strict.server["kept"] == {}


def test_strict_2004_has_no_value_where_nothing_was_set(host: Start) -> None:
    strict = host("strict-2004", "scorm2004")
    assert (strict.get("cmi.suspend_data"), strict.error) == ("", "403")


def test_strict_2004_starts_a_blank_attempt_after_any_exit_but_suspend(host: Start) -> None:
    strict = host("strict-2004", "scorm2004")
    strict.set(suspend_data="mine", completion_status="completed", exit="normal")
    strict("End", "")
    strict.again()("Initialize", "")
    assert (strict.get("cmi.completion_status"), strict.get("cmi.suspend_data")) == ("unknown", "")


@pytest.mark.parametrize(
    ("name", "standard", "before", "after"),
    [("strict-12", "scorm12", "301", "301"), ("strict-2004", "scorm2004", "122", "123")],
)
def test_nothing_can_be_read_before_the_start_or_after_the_end(
    host: Start, name: str, standard: str, before: str, after: str
) -> None:
    strict = host(name, standard).launch({})
    assert (strict.get("cmi.suspend_data"), strict.error) == ("", before)
    strict("Initialize", "")
    strict("End", "")
    assert (strict.get("cmi.suspend_data"), strict.error) == ("", after)


@pytest.mark.parametrize(("mode", "after"), [("normal", "completed"), ("browse", "browsed")])
def test_strict_1_2_says_something_of_a_record_that_is_closed_and_says_nothing(
    host: Start, mode: str, after: str
) -> None:
    strict = host("strict-12", mode=mode)
    strict("End", "")
    assert strict.server["kept"]["cmi.core.lesson_status"] == after


def test_an_interaction_has_a_type_before_it_has_a_response(host: Start) -> None:
    strict = host("strict-2004", "scorm2004")
    strict.set(interactions__0__id="q1")
    assert strict.set(interactions__0__learner_response="a") == ["false"]
