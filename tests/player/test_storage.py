"""What stays in this browser: also where a host empties localStorage, and where IndexedDB is late, full or refused."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from sitting import Launch, Sitting, open_module, package, relaunched, short

standards = pytest.mark.parametrize("target", ["scorm12", "scorm2004"])
LEARNER = {"scorm12": {"cmi.core.student_id": "learner-1"}, "scorm2004": {"cmi.learner_id": "learner-1"}}

# IndexedDB as some browsers have it: refused, silent for ever, or so late that the page does not wait.
REFUSED = "Object.defineProperty(IDBFactory.prototype, 'open', { value() { throw new DOMException('no') } })"
FAILING = "Object.defineProperty(IDBDatabase.prototype, 'transaction', { value() { throw new Error('broken') } })"
SILENT = "Object.defineProperty(IDBFactory.prototype, 'open', { value: () => ({}) })"
LATE = """{
    const { set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
    Object.defineProperty(IDBOpenDBRequest.prototype, "onsuccess", {
        set(work) {
            set.call(this, (event) => {
                window.arrive = () => work.call(this, event);
            });
        },
    });
}"""


def unsaved(launch: Launch, target: str, **settings: Any) -> tuple[Sitting, dict[str, str]]:
    """Answer two questions, the second of which the LMS never gets; return what it has."""
    sitting = launch(target, LEARNER[target], **settings)
    sitting.answer("q-choice", "b")
    stored = sitting.stored
    sitting.fail("false")
    sitting.answer("q-several", "ac")
    sitting.settle()
    return sitting, {**relaunched(stored), **LEARNER[target]}


def place(sitting: Sitting, when: str, step: int) -> None:
    sitting.go({"before": "welcome", "after": "practice"}[when])
    sitting[f"[data-own=o-{when}] input[value='{step}']"].check()


def choose(sitting: Sitting, name: str, value: str) -> None:
    sitting.course.evaluate("at => document.querySelector(at).click()", f"[name=reading_{name}][value='{value}']")


@standards
def test_what_stays_outlives_a_host_that_empties_the_storage(launch: Launch, target: str) -> None:
    first, record = unsaved(launch, target)
    place(first, "before", 2)
    choose(first, "size", "larger")
    first.lms.evaluate("localStorage.clear()")
    first.fail(None)
    first.answer("q-match", "1a2b")  # what comes after it is kept as well
    assert first.line == ""
    first.fail("false")
    first.answer("q-order", "abc")
    first.lms.evaluate("localStorage.clear()")
    first.lms.close(run_before_unload=False)
    again = launch(target, record, before="localStorage.clear()")
    assert [again.shown(name) for name in ("q-several", "q-match", "q-order")] == ["ac", "1a2b", "abc"]
    assert f"{short('q-several')}ac" in again.stored["cmi.suspend_data"]
    assert again["[data-own=o-before] input:checked"].get_attribute("value") == "2"
    expect(again["html"]).to_have_attribute("data-size", "larger")
    assert "larger" in again.course.evaluate("localStorage['team-readiness-reading']")


@standards
def test_what_the_page_wrote_while_going_is_the_newer_of_the_two(launch: Launch, target: str) -> None:
    first, record = unsaved(launch, target)
    first.course.evaluate("void (IDBObjectStore.prototype.put = () => {})")  # begun while going, and never done
    first.answer("q-match", "1a2b")
    first.lms.close(run_before_unload=False)
    again = launch(target, record)
    assert [again.shown(name) for name in ("q-several", "q-match")] == ["ac", "1a2b"]


@standards
@pytest.mark.parametrize("how", [REFUSED, FAILING, SILENT], ids=["refused", "failing", "silent"])
def test_without_indexeddb_the_page_goes_on_and_promises_nothing(launch: Launch, target: str, how: str) -> None:
    first, record = unsaved(launch, target, script=how)
    place(first, "before", 2)
    where = first["[data-own=o-before] [data-own-where]"]
    expect(where).to_contain_text("gone when you close it")
    first.lms.close(run_before_unload=False)
    again = launch(target, record, script=how)
    assert [again.shown(name) for name in ("q-choice", "q-several")] == ["b", "ac"]  # localStorage has its copy
    assert again["[data-own] input:checked"].count() == 0


@standards
def test_what_an_earlier_edition_kept_is_taken_over(launch: Launch, target: str) -> None:
    first, record = unsaved(launch, target)
    place(first, "before", 2)
    first.course.evaluate(
        """() => { for (const [key, text] of Object.entries(localStorage)) {
            const { time, ...value } = JSON.parse(text);
            if (key.includes("-own~")) localStorage[key] = JSON.stringify(value);
        } }"""
    )
    names = set(first.shelf)
    first.course.evaluate("() => new Promise((done) => (indexedDB.deleteDatabase('team-readiness').onsuccess = done))")
    first.lms.close(run_before_unload=False)
    again = launch(target, record)
    assert [again.shown(name) for name in ("q-choice", "q-several")] == ["b", "ac"]
    assert again["[data-own=o-before] input:checked"].get_attribute("value") == "2"
    assert set(again.shelf) == names


@standards
def test_what_comes_late_is_brought_in_and_loses_nothing_done_since(launch: Launch, target: str) -> None:
    first, record = unsaved(launch, target)
    place(first, "before", 2)
    first.lms.close(run_before_unload=False)
    again = launch(target, record, before="localStorage.clear()", script=LATE)
    assert [again.shown(name) for name in ("q-choice", "q-several")] == ["b", ""]
    again.answer("q-match", "1a2b")
    place(again, "after", 4)
    again.course.evaluate("arrive()")
    said = again["[data-own=o-after] [data-own-said]"]
    expect(said).to_contain_text("Before: 2 of 5. Now: 4 of 5.")
    expect(again["[data-own=o-after] [data-own-where]"]).to_contain_text("stay in this browser")
    assert again.at == "practice"
    assert [again.shown(name) for name in ("q-choice", "q-several", "q-match")] == ["b", "ac", "1a2b"]
    again.answer("q-order", "abc")
    assert all(f"{short(name)}" in again.stored["cmi.suspend_data"] for name in ("q-several", "q-match", "q-order"))


def test_what_she_deletes_before_it_is_known_does_not_come_back(launch: Launch) -> None:
    first = launch("scorm12", LEARNER["scorm12"])
    place(first, "before", 2)
    first.lms.close(run_before_unload=False)
    again = launch("scorm12", LEARNER["scorm12"], script=SILENT)
    again.go("welcome")
    again["[data-own=o-before] [data-own-do=delete]"].click()
    again.lms.close(run_before_unload=False)
    later = launch("scorm12", LEARNER["scorm12"])
    assert later["[data-own] input:checked"].count() == 0
    assert not [name for name in later.shelf if "-own~" in name]


def test_a_disk_that_fills_up_takes_the_promise_back(launch: Launch) -> None:
    sitting = launch("scorm12", LEARNER["scorm12"])
    abort = """() => { const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (...all) { put.apply(this, all); this.transaction.abort(); }; }"""
    sitting.course.evaluate(abort)
    place(sitting, "before", 2)
    expect(sitting["[data-own=o-before] [data-own-where]"]).to_contain_text("gone when you close it")


def test_two_windows_know_of_each_other_where_a_host_empties_the_storage(launch: Launch) -> None:
    first = launch("scorm12", LEARNER["scorm12"])
    first.answer("q-choice", "b")
    stored = {name: first.stored[name] for name in ("cmi.suspend_data", "cmi.core.lesson_status")}
    first.lms.evaluate("localStorage.clear()")
    first.answer("q-several", "ac")
    second = launch("scorm12", {**LEARNER["scorm12"], **stored})
    expect(second["#line"]).to_contain_text("open in another window")
    second.do("here")
    expect(first["#line"]).to_contain_text("going on in another window")
    second.go("q-several-screen")
    assert [second.shown(name) for name in ("q-choice", "q-several")] == ["b", "ac"]


# ── What somebody else has changed ───────────────────────────────────────────────────────────────

CHANGES = {
    "no answers before": lambda copy: {**copy, "past": {}},
    "no list of answers": lambda copy: {**copy, "past": dict.fromkeys(copy["past"], 7)},
    "a name of the language's": lambda copy: {**copy, "past": {**copy["past"], "__proto__": ["a"]}},
    "a list for a table": lambda copy: {**copy, "past": []},
    "text for a list": lambda copy: {**copy, "lines": "0000"},
    "a huge list": lambda copy: {**copy, "lines": ["abcd"] * 50_000},
    "huge answers": lambda copy: {**copy, "past": {name: ["a" * 9] * 5_000 for name in copy["past"]}},
    "a word for a truth": lambda copy: {**copy, "told": "no"},
    "another line": lambda copy: {**copy, "line": copy["line"][:-4] + "0000"},
    "a number for a line": lambda copy: {**copy, "line": 5},
    "a day to come": lambda copy: {**copy, "time": copy["time"] + 3 * 24 * 3600_000},
    "a text for a time": lambda copy: {**copy, "time": "now"},
}


def test_a_copy_that_somebody_has_changed_is_none(context: BrowserContext) -> None:
    def opened(record: dict[str, str], **settings: Any) -> Sitting:
        return open_module(context, package("scorm12"), "scorm12", record, **settings)

    first = opened(LEARNER["scorm12"])
    first.answer("q-choice", "a")
    record = {**relaunched(first.stored), **LEARNER["scorm12"]}
    first.fail("false")
    first.answer("q-choice", "b")
    first.settle()
    ((key, text),) = first.shelf.items()
    first.lms.close(run_before_unload=False)
    shown = {}
    for name, change in {"as it was": dict, **CHANGES}.items():
        other = opened({"cmi.core.student_id": "learner-2"})
        other.forget()
        other.keep(key, json.dumps(change(json.loads(text))))
        other.lms.close(run_before_unload=False)
        again = opened(record)
        shown[name] = again.shown("q-choice")
        assert again["section[data-screen]:visible"].count() == 1, name
        again.answer("q-several", "ac")
        assert f"{short('q-several')}ac" in again.stored["cmi.suspend_data"], name
        assert again.faults == [], name
        again.lms.close(run_before_unload=False)
    assert shown == {"as it was": "b", **dict.fromkeys(CHANGES, "a")}


def test_a_message_that_is_not_one_of_ours_is_not_heard(launch: Launch) -> None:
    sitting = launch("scorm12", LEARNER["scorm12"])
    sitting.answer("q-choice", "b")
    send = """async () => {
        const key = Object.keys(localStorage).find((one) => one.endsWith("~tab"));
        const other = new BroadcastChannel(key);
        const copy = { line: 4, lines: 7, past: null };
        for (const message of [null, 5, "take", [], { say: "take" }, { say: "take", from: 7 }, { from: "x", say: {} },
            { say: "take", from: "x", copy }, { say: "here", from: "x" }]) other.postMessage(message);
        await new Promise((done) => {
            other.onmessage = done;
            other.postMessage({ say: "ask", from: "x" }); // is heard last, and answered
        });
    }"""
    sitting.course.evaluate(send)
    sitting.answer("q-several", "ac")
    assert f"{short('q-several')}ac" in sitting.stored["cmi.suspend_data"]
    assert sitting.line == ""
