"""Questions that are the learner's own: nobody is told of them, and nothing stays but what she lets stay."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect
from sitting import Launch, Sitting, open_module, package, relaunched
from test_journeys import HOSTS

from builder.words import long_date

SECRET = "Marmalade"
BOXES = ("#o-reflect_text", "#o-commit_text", "#o-commit_with", "#o-commit_by")
LEARNER = {"scorm12": {"cmi.core.student_id": "learner-1"}, "scorm2004": {"cmi.learner_id": "learner-1"}}
KEPT = "Object.entries({ ...localStorage }).filter(([name]) => name.startsWith('team-readiness-own~'))"
standards = pytest.mark.parametrize("target", sorted(LEARNER))


def place(sitting: Sitting, when: str, step: int) -> None:
    """Choose a step of the scale, on the screen that it is on."""
    sitting.go({"before": "welcome", "after": "practice"}[when])
    sitting[f"[data-own=o-{when}] input[value='{step}']"].check()


def write_all(sitting: Sitting) -> None:
    """Use every kind to the full: choose, write, take an idea over, print, save as a file, delete, choose again."""
    sitting.go("practice")
    sitting.course.evaluate("void (window.print = () => { window.printed = (window.printed ?? 0) + 1 })")
    sitting[".ideas button"].first.click()
    for selector in BOXES:
        sitting[selector].fill(f"{SECRET} in {selector}")
    for button in sitting["[data-own-do=print]"].all():
        button.click()
    for button in sitting["[data-own-do=file]"].all():
        with sitting.lms.expect_download():
            button.click()
    place(sitting, "before", 2)
    place(sitting, "after", 3)
    sitting["[data-own=o-after] [data-own-do=delete]"].click()
    place(sitting, "before", 4)
    place(sitting, "after", 5)


def kept(sitting: Sitting) -> list[list[str]]:
    found: list[list[str]] = sitting.course.evaluate(KEPT)
    return found


def everywhere(sitting: Sitting) -> str:
    """Return all that this browser keeps of the module but in memory, and every address."""
    return str(
        sitting.course.evaluate(
            "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state,"
            " document.title, window.name])"
        )
    )


# ── Nobody is told ───────────────────────────────────────────────────────────────────────────────


START = "2027-03-31T11:00:00"


def journey(context: BrowserContext, host: str, target: str, wants_own: bool) -> list[list[Any]]:
    """Do the module in two launches, up to its completion; return every call of both."""
    calls: list[list[Any]] = []
    server: dict[str, Any] = {}
    context.clock.set_system_time(START)  # all that would differ by itself are times
    for launch in range(2):
        sitting = open_module(context, package(target), target, server, host=host)
        for screen in ("hard", "practice", "welcome", "practice"):
            sitting.go(screen)
        context.clock.run_for(20_000)
        if wants_own:
            write_here(sitting)
        context.clock.run_for(20_000)
        sitting.give("p-one", "ab"[launch])
        sitting.do("check")
        sitting.do("pause")
        sitting.do("resume")
        if launch:
            sitting.answer_all()
        else:
            sitting.answer("q-choice", "a")
        sitting.go("result")
        assert SECRET not in everywhere(sitting)
        sitting.course.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }))")
        assert sitting.faults == []
        calls += sitting.calls
        server = sitting.server
        assert SECRET not in json.dumps([server, calls])
        if launch:
            sitting.forget()
        sitting.lms.close()
    return calls


def write_here(sitting: Sitting) -> None:
    """Use every kind to the full without going to another screen by the menu."""
    sitting.course.evaluate("void (window.print = () => {})")
    act = """(secret) => {
        const every = (selector) => [...document.querySelectorAll(`[data-own] ${selector}`)];
        for (const radio of every("input[type=radio]")) radio.click();
        for (const button of every("[data-own-do=add]")) button.click();
        for (const box of every("textarea, input[type=text]")) {
            box.value = secret;
            for (const name of ["input", "change"]) box.dispatchEvent(new Event(name, { bubbles: true }));
        }
        for (const deed of ["take", "print", "file", "delete", "print"])
            for (const button of every(`[data-own-do=${deed}]`)) button.click();
        for (const [scale, step] of [["before", 1], ["after", 4], ["before", 3], ["after", 2]])
            document.querySelector(`[data-own=o-${scale}] input[value="${step}"]`).click();
    }"""
    sitting.course.evaluate(act, SECRET)
    assert "Before: 3 of 5. Now: 2 of 5." in sitting["[data-own=o-after] [data-own-said]"].inner_text()
    assert SECRET in sitting["#o-commit_text"].input_value()


@pytest.mark.parametrize(("host", "target"), HOSTS, ids=map("-".join, HOSTS))
def test_an_lms_hears_the_same_whether_she_uses_them_or_not(context: BrowserContext, host: str, target: str) -> None:
    context.clock.install(time="2027-03-31T10:00:00")
    context.clock.pause_at(START)
    without = journey(context, host, target, wants_own=False)
    assert len(without) > 50
    assert journey(context, host, target, wants_own=True) == without


@standards
def test_an_lms_hears_nothing_at_all_when_she_uses_only_them(launch: Launch, target: str) -> None:
    sitting = launch(target, LEARNER[target])
    sitting.go("practice")
    sitting.lms.wait_for_timeout(600)  # longer than anything waits to be saved
    before = sitting.calls
    write_here(sitting)
    sitting.lms.wait_for_timeout(600)
    assert sitting.calls == before


@standards
def test_none_of_them_is_needed_for_completion(launch: Launch, target: str) -> None:
    sitting = launch(target)
    sitting.see_all()
    sitting.answer_all()
    sitting.go("result")
    expect(sitting[".result-done"]).to_be_visible()
    assert sitting["[data-own] input:checked"].count() == 0


# ── What stays, and where ────────────────────────────────────────────────────────────────────────


@standards
def test_what_she_writes_is_nowhere_but_in_the_page(launch: Launch, target: str) -> None:
    sitting = launch(target, LEARNER[target])
    write_all(sitting)
    assert SECRET not in everywhere(sitting)
    assert all("o-reflect" not in text and "o-commit" not in text for text in everywhere(sitting).split())
    assert sitting.course.evaluate("window.printed") == sitting["[data-own-do=print]"].count() >= 2
    sitting.lms.reload()
    again = next(frame for frame in sitting.lms.frames if "/course/" in frame.url)
    again.locator("html.js:not([data-starting])").wait_for()
    assert [again.locator(selector).input_value() for selector in BOXES] == [""] * 4


@standards
def test_a_scale_is_kept_in_this_browser_for_this_learner_until_she_deletes_it(launch: Launch, target: str) -> None:
    first = launch(target, LEARNER[target])
    place(first, "before", 2)
    ((name, text),) = kept(first)
    assert re.fullmatch(r"team-readiness-own~[0-9a-z]+", name)
    assert {**json.loads(text), "time": 0} == {"steps": 5, "before": 2, "time": 0}
    assert first.shelf[name] == text
    assert "sample" not in name
    assert "learner" not in name
    where = first["[data-own=o-before] [data-own-where]"]
    expect(where).to_have_text(re.compile("stay in this browser, for you and this module"))
    until = date.today() + timedelta(days=90)
    assert f"until {long_date(until)} at the latest" in where.inner_text()
    stored = first.stored
    first.lms.close()
    second = launch(target, {**relaunched(stored), **LEARNER[target]})
    assert second["[data-own=o-before] input:checked"].get_attribute("value") == "2"
    place(second, "after", 4)
    said = second["[data-own=o-after] [data-own-said]"]
    assert "Before: 2 of 5. Now: 4 of 5." in said.inner_text()
    second["[data-own=o-after] [data-own-do=delete]"].click()
    assert kept(second) == []
    assert name not in second.shelf
    assert second["[data-own] input:checked"].count() == 0
    assert said.inner_text() == "Your answers, from before and from now, are deleted."
    assert second.course.evaluate("document.activeElement.closest('[data-own]').dataset.own") == "o-after"
    expect(second["[data-own=o-after] [data-own-do=delete]"]).to_be_hidden()


def test_another_learner_on_this_computer_sees_nothing_of_it(launch: Launch) -> None:
    first = launch("scorm12", LEARNER["scorm12"])
    place(first, "before", 2)
    first.lms.close()
    other = launch("scorm12", {"cmi.core.student_id": "learner-2"})
    assert other["[data-own] input:checked"].count() == 0
    place(other, "before", 5)
    assert len(kept(other)) == 2
    other["[data-own=o-before] [data-own-do=delete]"].click()
    assert [json.loads(text)["before"] for _, text in kept(other)] == [2]


NOBODY = "API.LMSGetValue = ((get) => (name) => name === 'cmi.core.student_id' ? '' : get(name))(API.LMSGetValue)"
REFUSED = "Object.defineProperty(IDBFactory.prototype, 'open', { value() { throw new Error('refused') } })"
FULL = "void (IDBObjectStore.prototype.put = () => { throw new Error('full') })"


@pytest.mark.parametrize("why", ["no LMS", "no learner", "refused", "full"])
def test_where_it_cannot_be_kept_it_is_in_this_page_and_says_so(launch: Launch, why: str) -> None:
    if why == "no LMS":
        sitting = launch("web", place="alone")
    elif why == "no learner":
        sitting = launch("scorm12", before=NOBODY)
    else:
        sitting = launch("scorm12", LEARNER["scorm12"], script=REFUSED if why == "refused" else FULL)
    place(sitting, "before", 2)
    place(sitting, "after", 2)
    said = sitting["[data-own=o-after] [data-own-said]"].inner_text()
    assert "Before: 2 of 5. Now: 2 of 5." in said
    assert "where you did before" in said
    for when in ("before", "after"):
        sitting.go({"before": "welcome", "after": "practice"}[when])
        assert "gone when you close it" in sitting[f"[data-own=o-{when}] [data-own-where]"].inner_text()
    assert kept(sitting) == []
    sitting["[data-own=o-after] [data-own-do=delete]"].click()
    assert sitting["[data-own] input:checked"].count() == 0


def test_both_are_shown_in_words_and_in_a_picture_and_nothing_is_judged(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    assert sitting["[data-own] input:checked"].count() == 0
    place(sitting, "after", 4)
    said = sitting["[data-own=o-after] [data-own-said]"]
    assert said.get_attribute("role") == "status"
    assert "Now: 4 of 5." in said.inner_text()
    assert "Your answer from before is not here." in said.inner_text()
    place(sitting, "before", 5)
    sitting.go("practice")
    assert "Before: 5 of 5. Now: 4 of 5." in said.inner_text()
    assert "That happens often" in said.inner_text()
    rows = said.locator("[aria-hidden=true] .scale-row")
    assert rows.evaluate_all(
        "rows => rows.map((row) => [...row.querySelectorAll('i, b')].map((one) => one.tagName))"
    ) == [
        ["I", "I", "I", "I", "B"],
        ["I", "I", "I", "B", "I"],
    ]
    place(sitting, "before", 1)
    sitting.go("practice")
    assert "higher than before" in said.inner_text()
    assert not re.search(r"well done|good|bad|only|unfortunately|!", said.inner_text(), re.IGNORECASE)


@pytest.mark.parametrize("kept_text", ["nonsense", "[]", '"x"', '{"steps":7,"before":2}', '{"steps":5,"before":9}'])
def test_what_is_kept_and_cannot_be_read_is_no_answer(launch: Launch, kept_text: str) -> None:
    first = launch("scorm12", LEARNER["scorm12"])
    place(first, "before", 2)
    ((name, _),) = kept(first)
    first.keep(name, kept_text)
    first.lms.close()
    second = launch("scorm12", LEARNER["scorm12"])
    assert second["[data-own] input:checked"].count() == 0
    place(second, "after", 2)
    assert "is not here" in second["[data-own=o-after] [data-own-said]"].inner_text()


# ── Her words stay while the page is open ────────────────────────────────────────────────────────


def test_going_about_in_the_page_keeps_what_she_wrote(launch: Launch) -> None:
    sitting = launch("scorm12", LEARNER["scorm12"])
    write_all(sitting)
    sitting.do("pause")
    sitting.do("resume")
    for screen in ("welcome", "result", "q-sort-screen", "practice"):
        sitting.go(screen)
    sitting.do("pause")
    sitting.do("leave")
    sitting.do("return")
    sitting.go("practice")
    assert [sitting[selector].input_value() for selector in BOXES] == [f"{SECRET} in {one}" for one in BOXES]
    assert sitting["[data-own=o-after] input:checked"].get_attribute("value") == "5"


def test_another_window_leaves_her_words_alone_and_is_never_given_them(launch: Launch) -> None:
    first = launch("scorm12", LEARNER["scorm12"])
    spy = """() => {
        window.heard = [];
        const key = Object.keys(localStorage).find((one) => JSON.parse(localStorage[one]).id);
        new BroadcastChannel(key).onmessage = ({ data }) => heard.push(JSON.stringify(data));
    }"""
    first.answer("q-choice", "b")
    write_all(first)
    first.course.evaluate(spy)
    second = launch("scorm12", LEARNER["scorm12"])
    expect(second["#line"]).to_contain_text("open in another window")
    second.do("here")
    expect(first["#line"]).to_contain_text("going on in another window")
    first.go("practice")
    assert [first[selector].input_value() for selector in BOXES] == [f"{SECRET} in {one}" for one in BOXES]
    heard = first.course.evaluate("heard")
    assert '"gone"' in str(heard)
    for told in (str(heard), everywhere(first), everywhere(second), str(first.calls), str(second.calls)):
        assert SECRET not in told
    assert [second[selector].input_value() for selector in BOXES] == [""] * 4


# ── Her own copy ─────────────────────────────────────────────────────────────────────────────────


def test_the_file_has_what_was_asked_and_her_words(launch: Launch, tmp_path: Path) -> None:
    sitting = launch("web", place="alone")
    sitting.go("practice")
    words = "Zwölf Tassen – ’n <b>Anfang</b>\nand a second line"
    sitting["#o-reflect_text"].fill(words)
    sitting["#o-commit_text"].fill("Ask Sam")
    sitting["#o-commit_by"].fill("Friday")
    found = {}
    for name in ("o-reflect", "o-commit"):
        with sitting.lms.expect_download() as download:
            sitting[f"[data-own={name}] [data-own-do=file]"].click()
        assert download.value.suggested_filename == f"{name}.txt"
        download.value.save_as(tmp_path / name)
        found[name] = (tmp_path / name).read_text("utf-8")
    assert found["o-reflect"] == f"Think of a day when your work went well. What made it possible?\n\n{words}\n"
    assert found["o-commit"] == "One thing I will do from Monday\n\nAsk Sam\n\nWith whom: \n\nBy when: Friday\n"


def test_an_idea_is_put_below_what_she_has_written(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.go("practice")
    first, second = (sitting[".ideas button"].nth(index) for index in (0, 1))
    first.click()
    assert sitting["#o-commit_text"].input_value() == "Ask a colleague what they would like to be asked."
    assert sitting.focused == "#o-commit_text"
    sitting["#o-commit_text"].fill("My own")
    second.click()
    assert sitting["#o-commit_text"].input_value() == "My own\nFind out who to go to with a question."


def test_printing_one_shows_it_and_nothing_else(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.go("practice")
    words = "\n".join(f"line {number}" for number in range(40))
    sitting["#o-reflect_text"].fill(words)
    sitting.course.evaluate("void (window.print = () => {})")
    sitting["[data-own=o-reflect] [data-own-do=print]"].click()
    sitting.lms.emulate_media(media="print")
    shown = "Think of a day when your work went well. What made it possible?"
    text = sitting.lms.inner_text("body")
    assert text.split() == f"{shown} {words}".split()
    line = sitting["[data-own=o-reflect] .own-paper"].evaluate("one => getComputedStyle(one).lineHeight")
    assert float(line.removesuffix("px")) == pytest.approx(8 * 96 / 25.4, abs=0.1)
    paper = sitting["[data-own=o-reflect] .own-paper"].bounding_box()
    assert paper is not None
    assert paper["height"] > 39 * 8 * 96 / 25.4  # every line of it, 8 mm each
    sitting.course.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert sitting["section.screen:visible"].count() > 3  # the whole module is printed again
    assert words in sitting.lms.inner_text("body")


def test_where_printing_is_refused_the_page_is_whole_again_at_the_next_key(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.go("practice")
    sitting.course.evaluate("void (window.print = () => { throw new Error('refused') })")
    sitting["[data-own=o-commit] [data-own-do=print]"].click()
    assert sitting[".printed-one"].count() == 1
    sitting.lms.keyboard.press("Shift")
    assert sitting[".printed, .printed-one"].count() == 0


def test_one_that_breaks_leaves_the_page_as_it_is(context: BrowserContext) -> None:
    files = package("web")
    broken = {**files, "player.js": files["player.js"].replace(b"ownTypes.reflect = {", b"ownTypes.other = {")}
    assert broken != files
    sitting = open_module(context, broken, "web", place="alone")
    sitting.go("practice")
    place(sitting, "after", 3)
    assert "Now: 3 of 5." in sitting["[data-own=o-after] [data-own-said]"].inner_text()


def test_without_script_there_is_a_question_to_read_and_nothing_that_does_nothing(context: BrowserContext) -> None:
    browser = context.browser
    assert browser
    page = browser.new_page(java_script_enabled=False)
    html = package("web")["index.html"].decode().replace('<link rel="stylesheet" href="style.css">', "")
    style = package("web")["style.css"].decode()
    page.set_content(re.sub(r"<meta http-equiv[^>]*>", "", html).replace("</head>", f"<style>{style}</style></head>"))
    for name in ("o-before", "o-after", "o-reflect", "o-commit"):
        root = page.locator(f"[data-own={name}]")
        assert "You can do this one on paper" in root.inner_text()
        assert (
            root.locator("button:visible, textarea:visible, input[type=text]:visible, .own-paper:visible").count() == 0
        )
    assert "Ask a colleague what they would like" in page.locator("[data-own=o-commit]").inner_text()
    page.emulate_media(media="print")
    heights = [(one.bounding_box() or {})["height"] for one in page.locator(".own-paper:visible").all()]
    millimetres = [round(height * 25.4 / 96) for height in heights]
    assert millimetres == [40, 40, 8, 8]  # lines to write on
    page.close()
