"""A team's checklist: what it shows, where it is kept and where not, its file, its print, its keyboard."""

import json
import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from sitting import RIGHT, Launch, Sitting, open_module, package, relaunched

from builder.words import long_date

ROOT = "[data-own=p-team]"
KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('team-readiness-own~'))"
CHOOSE = """([item, answer]) =>
    document.querySelector(`[data-own=p-team] [data-option=${item}] [value="${answer}"]`).click()"""
# Every item gets an answer, two of them go into the plan, and one of these is written out.
ANSWERS = {"a1": "partly", "a2": "in place", "a3": "not yet", "b1": "not yet", "b2": "does not apply"}


def opened(launch: Launch, target: str = "web", *record: dict[str, str], **settings: Any) -> Sitting:
    """Open the sample on the screen with the checklist."""
    sitting = launch(target, *record, place="alone" if target == "web" else "frame", **settings)
    sitting.go("practice")
    return sitting


def choose(sitting: Sitting, **answers: str) -> None:
    for item, answer in answers.items():
        sitting.course.evaluate(CHOOSE, [item, answer])


def press(sitting: Sitting, deed: str, item: str = "") -> None:
    within = f"[data-item={item}] " if item else ""
    sitting[f"{ROOT} {within}[data-own-do={deed}]:visible"].click()


def fill_in(sitting: Sitting) -> None:
    choose(sitting, **ANSWERS)
    press(sitting, "add", "a3")
    press(sitting, "add", "b1")
    sitting[f"{ROOT} [data-plan] [data-item=a3] [data-field=what]"].fill("Write\nto them")
    sitting[f"{ROOT} [data-plan] [data-item=a3] [data-field=owner]"].fill("Team manager")
    sitting[f"{ROOT} [data-plan] [data-item=a3] [data-field=by]"].fill("2027-01-31")


def rows(sitting: Sitting, name: str = "plan") -> list[str | None]:
    return [row.get_attribute("data-item") for row in sitting[f"{ROOT} [data-{name}] > li"].all()]


def answers(sitting: Sitting) -> dict[str, str]:
    chosen: dict[str, str] = sitting.course.evaluate(
        """Object.fromEntries([...document.querySelectorAll("[data-own=p-team] [data-option] :checked")].map(
            (input) => [input.closest("[data-option]").dataset.option, input.value]))"""
    )
    return chosen


def said(sitting: Sitting) -> str:
    return sitting[f"{ROOT} [data-said]"].inner_text()


def saved(sitting: Sitting) -> dict[str, Any]:
    """Save it as a file, and return what is in it."""
    with sitting.lms.expect_download() as download:
        press(sitting, "file")
    text = Path(download.value.path()).read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return {**data, "name": download.value.suggested_filename}


def open_file(sitting: Sitting, data: Any, name: str = "ours.json") -> str:
    """Open a file with some data (or text) in it, and return what is said."""
    text = data if isinstance(data, str) else json.dumps(data)
    box = sitting[f"{ROOT} [data-open]"]
    before = said(sitting)
    box.set_input_files({"name": name, "mimeType": "application/json", "buffer": text.encode()})
    expect(sitting[f"{ROOT} [data-said]"]).not_to_have_text(before)
    return said(sitting)


# ── What it shows ────────────────────────────────────────────────────────────────────────────────


def test_it_begins_with_nothing_chosen_kept_or_said(launch: Launch) -> None:
    sitting = opened(launch)
    assert answers(sitting) == {}
    assert sitting[f"{ROOT} input[type=radio]:visible"].count() == 20
    expect(sitting[f"{ROOT} [data-keep]"]).not_to_be_checked()
    assert (rows(sitting), rows(sitting, "gaps"), said(sitting)) == ([], [], "")
    expect(sitting[f"{ROOT} [data-empty]:visible"]).to_have_count(3)


def test_each_area_is_told_in_words_as_answers_come(launch: Launch) -> None:
    sitting = opened(launch)
    standing = sitting[f"{ROOT} [data-standing] li"]
    choose(sitting, a1="in place")
    expect(standing.nth(0)).to_have_text("Before they start1 of 3 in place, 2 to answer")
    expect(standing.nth(1)).to_have_text("Afterwards2 to answer")
    choose(sitting, a2="partly", a3="not yet", b1="does not apply", b2="does not apply")
    expect(standing.nth(0)).to_have_text("Before they start1 of 3 in place, 1 partly, 1 not yet")
    expect(standing.nth(1)).to_have_text("Afterwards2 not for us")
    shapes = [dot.get_attribute("data-answer") for dot in standing.nth(0).locator(".dot").all()]
    assert shapes == ["in place", "partly", "not yet"]
    expect(sitting[f"{ROOT} [data-told]"]).to_have_text("Afterwards: 2 not for us.")


def test_what_is_missing_stands_in_order_with_not_yet_first(launch: Launch) -> None:
    sitting = opened(launch)
    choose(sitting, **ANSWERS)
    assert rows(sitting, "gaps") == ["a3", "b1", "a1"]
    first = sitting[f"{ROOT} [data-gaps] li"].first
    expect(first.locator("p")).to_have_text("Somebody has written to them Before they start · Not yet")
    choose(sitting, a3="in place", a1="not yet")
    assert rows(sitting, "gaps") == ["a1", "b1"]


def test_a_plan_is_made_changed_and_put_in_order(launch: Launch) -> None:
    sitting = opened(launch)
    fill_in(sitting)
    assert rows(sitting) == ["a3", "b1"]
    assert sitting[f"{ROOT} [data-item=b1] [data-field=what]"].input_value() == "Put half an hour in the diary"
    expect(sitting[f"{ROOT} [data-gaps] [data-item=a3]"]).to_contain_text("In the plan")
    expect(sitting[f"{ROOT} [data-gaps] [data-own-do=add]:visible"]).to_have_count(1)
    press(sitting, "add", "a1")
    assert sitting[f"{ROOT} [data-item=a1] [data-field=what]"].input_value() == "Take twenty minutes of a team meeting"
    press(sitting, "up", "a1")
    assert rows(sitting) == ["a3", "a1", "b1"]
    choose(sitting, a3="in place")  # what has been written stays, whatever is answered
    assert sitting[f"{ROOT} [data-item=a3] [data-field=what]"].input_value() == "Write\nto them"
    press(sitting, "remove", "a3")
    assert rows(sitting) == ["a1", "b1"]
    press(sitting, "undo")
    assert rows(sitting) == ["a3", "a1", "b1"]
    assert sitting[f"{ROOT} [data-item=a3] [data-field=owner]"].input_value() == "Team manager"
    assert said(sitting) == "It is as it was before."


def test_focus_goes_along_with_what_is_added_moved_and_removed(launch: Launch) -> None:
    sitting = opened(launch)
    choose(sitting, a1="not yet", a2="not yet", a3="not yet")

    def focused() -> list[str]:
        return list(
            sitting.course.evaluate(
                """(({ dataset, className }) => [document.activeElement.closest("[data-item]")?.dataset.item ?? "",
                    dataset.ownDo ?? dataset.field ?? className])(document.activeElement)"""
            )
        )

    for item in ("a1", "a2", "a3"):
        press(sitting, "add", item)
        assert focused() == [item, "what"]
    assert said(sitting) == "In the plan now, 3 of 3: Somebody has written to them"
    press(sitting, "up", "a3")
    assert focused() == ["a3", "up"]
    assert said(sitting) == "Moved, now 2 of 3: Somebody has written to them"
    sitting.lms.keyboard.press("Enter")
    assert (rows(sitting), focused()) == (["a3", "a1", "a2"], ["a3", "down"])
    press(sitting, "remove", "a3")
    assert focused() == ["a1", "action-title"]
    press(sitting, "remove", "a2")
    assert focused() == ["a1", "action-title"]
    press(sitting, "remove", "a1")
    assert sitting.course.evaluate("'planTitle' in document.activeElement.dataset")
    press(sitting, "undo")
    assert sitting.course.evaluate("'planTitle' in document.activeElement.dataset")


def test_all_of_it_can_be_done_by_keyboard_alone(launch: Launch) -> None:
    sitting = opened(launch)
    keyboard = sitting.lms.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(60):
            keyboard.press("Tab")
            if sitting.course.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    tab_to(f"{ROOT} [data-option=a1] input")
    for key in ("Space", "ArrowRight", "ArrowRight"):  # not yet
        keyboard.press(key)
    tab_to(f"{ROOT} [data-option=b1] input")
    for key in ("Space", "ArrowRight"):  # partly
        keyboard.press(key)
    for item in ("a1", "b1"):
        if item == "b1":
            sitting[f"{ROOT} [data-gaps] [data-item=b1] button"].focus()
        else:
            tab_to(f"{ROOT} [data-item={item}] [data-own-do=add]")
        keyboard.press("Enter")
        keyboard.press("End")
        keyboard.type(", soon")
    keyboard.press("Tab")
    keyboard.type("A role")
    keyboard.press("Tab")
    keyboard.type("01312027")
    tab_to(f"{ROOT} [data-item=b1] [data-own-do=up]")
    keyboard.press("Enter")
    tab_to(f"{ROOT} [data-own-do=print]")
    tab_to(f"{ROOT} [data-own-do=file]")
    with sitting.lms.expect_download() as download:
        keyboard.press("Enter")
    tab_to(f"{ROOT} [data-open]")
    tab_to(f"{ROOT} [data-keep]")
    keyboard.press("Space")
    tab_to(f"{ROOT} [data-own-do=delete]")
    keyboard.press("Enter")
    assert sitting.course.evaluate(KEPT) == []
    plan = json.loads(Path(download.value.path()).read_text("utf-8"))["plan"]
    assert [{name: one[name] for name in ("code", "what", "owner", "by")} for one in plan] == [
        {"code": "b1", "what": "Put half an hour in the diary, soon", "owner": "A role", "by": "2027-01-31"},
        {"code": "a1", "what": "Take twenty minutes of a team meeting, soon", "owner": "", "by": ""},
    ]


# ── Where it is kept ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("host", "target"), [("learning-hub", "scorm12"), ("moodle", "scorm12"), ("moodle", "scorm2004"), ("", "scorm2004")]
)
def test_an_lms_hears_the_same_whether_it_is_used_or_not(browser: Browser, host: str, target: str) -> None:
    unused, used = (heard(browser, host, target, is_used) for is_used in (False, True))
    assert used == unused
    assert len(used) > 10


def heard(browser: Browser, host: str, target: str, is_used: bool) -> list[list[str]]:
    """Return every call of a whole sitting, times aside. The clock goes on only between one deed and the next."""
    context = browser.new_context()
    context.clock.install(time="2026-11-23T10:00:00")
    sitting = open_module(context, package(target), target, host=host)
    context.clock.pause_at("2026-11-23T10:05:00")

    def go_on(_done: object = None) -> None:
        context.clock.run_for(20_000)

    go_on(sitting.go("practice"))
    if is_used:
        fill_in(sitting)
        sitting[f"{ROOT} [data-keep]"].check()
        press(sitting, "remove", "b1")
        open_file(sitting, {"kind": "something else"})
        press(sitting, "delete")
    go_on()
    for question, codes in RIGHT.items():
        go_on(sitting.answer(question, codes))
    sitting.go("welcome")
    while sitting["[data-do=next]"].is_visible():
        go_on(sitting.do("next"))
    sitting.do("pause")
    go_on(sitting.do("leave"))
    calls = [[*call[:2], *([] if re.search("time|latency", call[1]) else call[2:])] for call in sitting.calls]
    assert sitting.faults == []
    context.close()
    return calls


def test_nothing_of_it_is_in_this_browser_unless_she_asks(launch: Launch) -> None:
    sitting = opened(launch)
    fill_in(sitting)
    assert sitting.course.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })") == "{}"
    sitting[f"{ROOT} [data-keep]"].check()
    ((_, kept),) = sitting.course.evaluate(KEPT)
    assert "Team manager" in kept
    until = long_date(date.today() + timedelta(days=90))
    assert said(sitting).startswith(f"What you do here is now kept on this computer, until {until} at the latest.")
    choose(sitting, a2="not yet")
    ((_, kept),) = sitting.course.evaluate(KEPT)
    assert json.loads(kept)["answers"][1]["answer"] == "not yet"
    press(sitting, "delete")
    assert sitting.course.evaluate(KEPT) == []
    expect(sitting[f"{ROOT} [data-keep]"]).not_to_be_checked()
    expect(sitting[f"{ROOT} [data-own-do=delete]"]).to_be_hidden()
    choose(sitting, a2="partly")
    assert sitting.course.evaluate(KEPT) == []
    sitting[f"{ROOT} [data-keep]"].check()
    sitting[f"{ROOT} [data-keep]"].uncheck()
    assert sitting.course.evaluate(KEPT) == []
    assert rows(sitting) == ["a3", "b1"]


@pytest.mark.parametrize("is_kept", [True, False])
def test_after_a_reload_it_is_there_only_where_it_was_kept(launch: Launch, is_kept: bool) -> None:
    sitting = opened(launch)
    if is_kept:
        sitting[f"{ROOT} [data-keep]"].check()
    fill_in(sitting)
    sitting.lms.reload()
    sitting.go("practice")
    assert answers(sitting) == (ANSWERS if is_kept else {})
    assert rows(sitting) == (["a3", "b1"] if is_kept else [])
    assert sitting[f"{ROOT} [data-keep]"].is_checked() == is_kept
    assert said(sitting).startswith("Here is what was kept on this computer. It is kept until" if is_kept else "")
    assert bool(said(sitting)) == is_kept
    if is_kept:
        assert sitting[f"{ROOT} [data-item=a3] [data-field=by]"].input_value() == "2027-01-31"
        choose(sitting, a1="in place")
        sitting.lms.reload()
        assert answers(sitting) == {**ANSWERS, "a1": "in place"}


def test_a_window_in_which_nothing_is_kept_deletes_nothing_that_another_keeps(launch: Launch) -> None:
    other = opened(launch)
    first = opened(launch)
    first[f"{ROOT} [data-keep]"].check()
    choose(first, a1="partly")
    choose(other, a1="not yet")
    assert len(first.course.evaluate(KEPT)) == 1


def test_what_one_learner_keeps_no_other_learner_sees(launch: Launch) -> None:
    first = opened(launch, "scorm12", {"cmi.core.student_id": "learner-1"})
    expect(first[f"{ROOT} [data-anyone]"]).to_be_hidden()
    first[f"{ROOT} [data-keep]"].check()
    choose(first, a1="partly")
    stored = first.stored
    first.lms.close()
    second = opened(launch, "scorm12", {"cmi.core.student_id": "learner-2"})
    assert answers(second) == {}
    second.lms.close()
    nobody = opened(launch)
    assert answers(nobody) == {}
    expect(nobody[f"{ROOT} [data-anyone]"]).to_be_visible()
    nobody.lms.close()
    again = opened(launch, "scorm12", {**relaunched(stored), "cmi.core.student_id": "learner-1"})
    assert answers(again) == {"a1": "partly"}


def test_where_the_browser_keeps_nothing_she_is_told(launch: Launch) -> None:
    sitting = opened(launch)
    sitting.course.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error('full') } }")
    sitting[f"{ROOT} [data-keep]"].click()
    assert said(sitting) == "This browser does not let us keep anything. Save it as a file instead."
    expect(sitting[f"{ROOT} [data-keep]"]).not_to_be_checked()


@pytest.mark.parametrize("kept", ["nonsense", "[1]", '{"kind": "team-readiness checklist", "version": 1}'])
def test_what_was_kept_and_cannot_be_read_breaks_nothing(launch: Launch, kept: str) -> None:
    sitting = opened(launch)
    sitting[f"{ROOT} [data-keep]"].check()
    for key in sitting.shelf:
        sitting.keep(key, kept)
    sitting.lms.reload()
    sitting.go("practice")
    choose(sitting, a1="partly")
    assert answers(sitting) == {"a1": "partly"}
    if kept.startswith("{"):
        assert said(sitting).startswith("What was kept on this computer cannot be read")
        press(sitting, "delete")
        assert sitting.course.evaluate(KEPT) == []


# ── Its file ─────────────────────────────────────────────────────────────────────────────────────


def test_a_file_says_what_it_is_and_brings_everything_back(launch: Launch) -> None:
    sitting = opened(launch)
    sitting.lms.clock.set_fixed_time("2026-11-23T10:00:00")
    fill_in(sitting)
    data = saved(sitting)
    assert data["name"] == "p-team-2026-11-23.json"
    about = {name: data[name] for name in ("kind", "version", "checklist", "module", "question", "edition", "saved")}
    assert about == {
        "kind": "team-readiness checklist",
        "version": 1,
        "checklist": "Sample: Is our team ready?",
        "module": "sample",
        "question": "p-team",
        "edition": "1",
        "saved": "2026-11-23",
    }
    assert data["answers"][1] == {
        "code": "a2",
        "area": "Before they start",
        "item": "There is a desk & a password",
        "answer": "in place",
    }
    assert data["plan"][0] == {
        "code": "a3",
        "area": "Before they start",
        "item": "Somebody has written to them",
        "what": "Write\nto them",
        "owner": "Team manager",
        "by": "2027-01-31",
    }
    sitting.lms.reload()
    sitting.go("practice")
    assert open_file(sitting, data) == "Opened: “ours.json”, saved on 23 November 2026."
    assert answers(sitting) == ANSWERS
    again = saved(sitting)
    assert {**again, "saved": ""} == {**data, "saved": ""}


def test_opening_a_file_can_be_undone(launch: Launch) -> None:
    sitting = opened(launch)
    fill_in(sitting)
    data = saved(sitting)
    open_file(sitting, {**data, "answers": data["answers"][:1], "plan": []})
    assert (answers(sitting), rows(sitting)) == ({"a1": "partly"}, [])
    press(sitting, "undo")
    assert (answers(sitting), rows(sitting)) == (ANSWERS, ["a3", "b1"])


def test_an_older_file_is_taken_over_and_what_is_gone_is_named_and_kept(launch: Launch) -> None:
    sitting = opened(launch)
    fill_in(sitting)
    data = saved(sitting)
    old = json.loads(
        json.dumps(data).replace('"a3"', '"x9"').replace("There is a desk & a password", "There is a desk")
    )
    heard = open_file(sitting, {**old, "edition": "0.9"})
    assert "It was saved with edition 0.9 of this module, and this is edition 1." in heard
    assert "look at them again: “There is a desk & a password”." in heard
    assert "no longer asks for: 1." in heard
    assert answers(sitting) == {code: answer for code, answer in ANSWERS.items() if code != "a3"}
    expect(sitting[f"{ROOT} [data-gone] li"]).to_contain_text("Somebody has written to them")
    assert rows(sitting) == ["x9", "b1"]
    expect(sitting[f"{ROOT} [data-item=x9] .action-title"]).to_contain_text("Before they start · Not yet")
    kept = saved(sitting)
    assert kept["answers"][-1] == {**old["answers"][2], "code": "x9"}
    assert kept["plan"][0]["code"] == "x9"


GOOD: dict[str, Any] = {
    "kind": "team-readiness checklist",
    "version": 1,
    "module": "sample",
    "question": "p-team",
    "edition": "1",
    "saved": "2026-11-23",
    "checklist": "Sample: Is our team ready?",
}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "cannot be read as a checklist"),
        ("<!doctype html><script>alert(1)</script>", "cannot be read as a checklist"),
        ('{"kind": "team-readiness checklist", "ver', "cannot be read as a checklist"),
        ("null", "cannot be read as a checklist"),
        ("[[[]]]", "cannot be read as a checklist"),
        ({**GOOD, "kind": "other"}, "cannot be read as a checklist"),
        ({**GOOD, "version": "one"}, "cannot be read as a checklist"),
        ({**GOOD, "version": 2}, "saved by a newer form of this page"),
        ({**GOOD, "module": "peer-roles", "checklist": "<b>Roles</b>"}, "belongs to another checklist: <b>Roles</b>."),
        ({**GOOD, "question": "other"}, "belongs to another checklist: Sample: Is our team ready?."),
        (json.dumps({**GOOD, "more": "x" * 1_000_000}), "is too large"),
        ("[" * 100_000, "cannot be read as a checklist"),
    ],
    ids=range(12),
)
def test_a_file_that_is_not_ours_is_refused_in_words_and_changes_nothing(launch: Launch, data: Any, says: str) -> None:
    sitting = opened(launch)
    choose(sitting, a1="partly")
    heard = open_file(sitting, data, name="<img src=x onerror=alert(1)>.json")
    assert says in heard
    assert "<img src=x onerror=alert(1)>.json" in heard
    assert heard.endswith("Nothing here has changed.")
    assert answers(sitting) == {"a1": "partly"}
    expect(sitting[f"{ROOT} img, {ROOT} b:text('Roles')"]).to_have_count(0)
    expect(sitting[f"{ROOT} [data-own-do=undo]"]).to_be_hidden()


def test_a_hostile_file_is_text_and_cut_to_size(launch: Launch) -> None:
    sitting = opened(launch)
    bad = "<img src=x onerror=alert(1)>\u202e\u0000"
    rows_ = [{"code": f"z{number}", "item": bad * 30, "area": bad, "answer": "not yet"} for number in range(600)]
    hostile = {
        **GOOD,
        "edition": {"toString": 1},
        "saved": "2026-02-31",
        "answers": [
            {"code": "a1", "item": "<b>x</b>", "answer": "not yet"},
            {"code": "a2", "answer": "<b>"},
            {"code": "__proto__", "item": bad, "answer": "partly"},
            {"code": "constructor", "item": "x", "answer": "toString"},
            {"code": ["a3"], "answer": "not yet"},
            {"code": '"] *', "item": "quotes", "answer": "not yet"},
            None,
            7,
            "a1",
            *rows_[:220],
        ],
        "plan": [
            {"code": "a1", "what": bad, "owner": ["x"], "by": "2027-02-31"},
            {"code": "a1", "what": "twice"},
            {"code": "__proto__", "what": "W" * 5000, "owner": bad, "by": 5},
            {"code": '"] *', "what": "{items} $& ${1}"},
            {"what": "nothing"},
            [],
        ],
    }
    text = json.dumps(hostile).replace('"saved"', '"__proto__": {"polluted": 1, "version": 9}, "saved"')
    assert len(text) < 400_000
    assert open_file(sitting, text).startswith("Opened: “ours.json”")
    assert answers(sitting) == {"a1": "not yet"}
    assert rows(sitting) == ["a1", "__proto_", '"] *']
    assert sitting[f"{ROOT} [data-plan] [data-field=what]"].nth(0).input_value() == "<img src=x onerror=alert(1)>"
    assert len(sitting[f"{ROOT} [data-plan] [data-field=what]"].nth(1).input_value()) == 600
    assert sitting[f"{ROOT} [data-plan] [data-field=by]"].nth(0).input_value() == ""
    expect(sitting[f"{ROOT} img"]).to_have_count(0)
    assert sitting.course.evaluate("({}).polluted") is None
    assert sitting[f"{ROOT} [data-gone] li"].count() <= 200
    for deed in ("up", "down", "remove"):
        sitting[f"{ROOT} [data-plan] li:nth-child(2) [data-own-do={deed}]"].click()
    assert said(sitting).startswith("Taken out of the plan")
    saved(sitting)


# ── On paper, and without script ─────────────────────────────────────────────────────────────────


def test_summary_and_plan_are_printed_alone(launch: Launch) -> None:
    sitting = opened(launch)
    sitting.course.evaluate("window.print = () => {}")
    fill_in(sitting)
    press(sitting, "print")
    sitting.lms.emulate_media(media="print")
    sheet = sitting[f"{ROOT} [data-sheet]"]
    expect(sheet).to_be_visible()
    shown = sitting.lms.inner_text("body")
    assert shown == sheet.inner_text()
    for words in ("Sample", "Edition 1", "1 of 3 in place, 1 partly, 1 not yet", "Team manager", "31 January 2027"):
        assert words in shown
    assert "Signed" in shown
    assert "We look at it again on" in shown
    table = sheet.locator("table").nth(1)
    assert [cell.inner_text() for cell in table.locator("th[scope=col]").all()] == [
        "What we will do",
        "Why",
        "Owner",
        "By when",
    ]
    assert [cell.inner_text() for cell in table.locator("th[scope=row]").all()] == [
        "Write\nto them",
        "Put half an hour in the diary",
    ]
    with pikepdf.open(BytesIO(sitting.lms.pdf(format="A4"))) as paper:
        assert len(paper.pages) == 1
    sitting.course.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert sitting.lms.locator("section.screen:visible").count() > 3


def test_without_a_plan_there_is_room_to_write_one(launch: Launch) -> None:
    sitting = opened(launch)
    sitting.course.evaluate("window.print = () => {}")
    press(sitting, "print")
    sitting.lms.emulate_media(media="print")
    expect(sitting[f"{ROOT} [data-sheet] table:visible"]).to_have_count(1)
    room = [(row.bounding_box() or {})["height"] for row in sitting[f"{ROOT} [data-print-plan] tr"].all()]
    assert len(room) == 5
    assert all(height >= 8 * 96 / 25.4 for height in room)


def test_without_script_it_is_a_table_to_tick(context: BrowserContext, tmp_path: Path) -> None:
    for name, data in package("web").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert context.browser
    page = context.browser.new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto((tmp_path / "index.html").as_uri())
    table = page.locator(f"{ROOT} table:visible")
    expect(table).to_have_count(1)
    assert table.locator("th[scope=row]").count() == 5
    assert table.locator("th[scope=rowgroup]").all_inner_texts() == ["Before they start", "Afterwards"]
    assert "An idea: Put half an hour in the diary" in table.inner_text()
    assert page.locator(f"{ROOT} :is(input, button):visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()
