"""The frame: one screen at a time, the ways between them, the dialogs, content notes, leaving and coming back."""

import mimetypes
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sitting import COURSE, Launch, Sitting, package, relaunched


def test_one_screen_shows_at_a_time_and_is_named_everywhere(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    assert sitting.screen.count() == 1
    assert sitting["#where"].inner_text() == "Screen 1 of 9"
    sitting.do("next")
    assert sitting.at == "hard"
    assert sitting["#where"].inner_text() == "Screen 2 of 9"
    assert sitting.lms.title() == "Something hard – Sample"
    assert sitting["#bar"].evaluate("bar => bar.style.width") == f"{200 / 9:.4f}%"
    assert sitting.focused == "#hard_title"


def test_launching_moves_no_focus(launch: Launch) -> None:
    assert launch("web", place="alone").focused == "body"


def test_back_hides_on_the_first_screen_and_next_on_the_last(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    expect(sitting["[data-do=back]"]).to_be_hidden()
    while sitting.at != "result":
        expect(sitting["[data-do=next]"]).to_be_enabled()
        sitting.do("next")
    expect(sitting["[data-do=next]"]).to_be_hidden()
    sitting.do("back")
    assert sitting.at == "q-order-screen"


def test_a_screen_starts_at_its_top(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.lms.evaluate("document.querySelector('main').style.paddingBottom = '3000px'")
    sitting.lms.evaluate("scrollTo(0, 2000)")
    sitting.do("next")
    assert sitting.lms.evaluate("scrollY") == 0


def test_the_menu_says_where_she_is_and_what_she_has_seen(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    sitting.do("menu")
    assert sitting["#menu [aria-current]"].inner_text() == "Something hard"
    assert sitting.focused == "a"
    assert sitting["#menu [data-go=welcome]"].inner_text() == "Welcome (seen)"
    assert sitting["#menu .seen"].count() == 1
    sitting["#menu [data-go=q-sort-screen]"].click()
    expect(sitting["#menu"]).to_be_hidden()
    assert (sitting.at, sitting.focused) == ("q-sort-screen", "#q-sort-screen_title")


def test_dialogs_are_closed_at_first_and_give_focus_back(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    for name in ("menu", "support"):
        expect(sitting[f"#{name}"]).to_be_hidden()
        sitting.do(name)
        assert sitting[f"#{name}"].evaluate("dialog => dialog.matches(':modal')")
        sitting.do("close")
        assert sitting.focused == f"[data-do={name}]"
        sitting.do(name)
        sitting.lms.keyboard.press("Escape")
        expect(sitting[f"#{name}"]).to_be_hidden()
        assert sitting.focused == f"[data-do={name}]"


def test_a_content_note_comes_before_what_it_is_about(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    expect(sitting["#hard .noted p"]).to_have_count(2)
    assert sitting["#hard p:visible"].all_inner_texts()[1:] == [
        "This screen talks about restraint, for about a minute.",
        "You can go round it. It counts the same, and nobody is told.",
        "Open this screen\nRead it in short\nGo round it",
    ]
    expect(sitting["[data-do=next]"]).to_be_enabled()
    sitting.do("open")
    expect(sitting["#hard .noted p:visible"]).to_have_text("What is hard to read.")
    expect(sitting["summary:visible, [data-content-note] button:visible"]).to_have_count(0)
    expect(sitting["[data-content-note] p"].first).to_be_visible()
    assert sitting.focused == "p"


def test_every_way_past_a_content_note_is_as_much_in_sight_as_another(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    look = """button => {
        const { color, backgroundColor, borderColor, fontSize, fontWeight } = getComputedStyle(button);
        return [color, backgroundColor, borderColor, fontSize, fontWeight, button.offsetHeight, button.offsetWidth];
    }"""
    ways = sitting["[data-content-note] button:visible"].all()
    assert len(ways) == 3
    assert len({str(way.evaluate(look)) for way in ways}) == 1


def test_going_round_goes_to_the_next_screen(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    sitting.do("skip")
    assert (sitting.at, sitting.focused) == ("practice", "#practice_title")


def test_in_short_can_be_read_without_the_rest_and_the_rest_after_it(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    sitting.do("instead")
    expect(sitting["#hard .noted p:visible"]).to_have_text("What is hard, without the detail.")
    assert sitting.focused == "p"
    expect(sitting["[data-content-note] button:visible"]).to_have_text(["Open this screen", "Go round it"])
    sitting.do("open")
    expect(sitting["#hard .noted p:visible"]).to_have_text("What is hard to read.")


@pytest.mark.parametrize("way", ["open", "instead"])
def test_whoever_comes_back_to_a_content_note_finds_it_closed(launch: Launch, way: str) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    sitting.do(way)
    sitting.do("next")
    sitting.do("back")
    expect(sitting["#hard .noted p:visible"]).to_have_count(0)
    expect(sitting["[data-content-note] button:visible"]).to_have_count(3)


def test_a_link_to_another_screen_opens_it_and_one_on_this_screen_stays(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting["#welcome a[href='#welcome-source-1']"].click()
    assert sitting.at == "welcome"
    sitting["#welcome a[href='#hard']"].click()
    assert (sitting.at, sitting.focused) == ("hard", "#hard_title")


def test_from_a_source_there_is_a_way_back_to_where_it_was_cited(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting["#welcome .cite a"].focus()
    sitting.lms.keyboard.press("Enter")
    assert sitting.focused == "#welcome-source-1"
    sitting.lms.keyboard.press("Tab")
    sitting.lms.keyboard.press("Tab")
    assert sitting.focused == "[data-do=cited]"
    sitting.lms.keyboard.press("Enter")
    assert sitting.lms.evaluate("document.activeElement.matches('#welcome .cite a')")
    expect(sitting["[data-do=cited]"]).to_have_count(0)


def test_the_address_can_name_a_screen(launch: Launch) -> None:
    assert launch("web", place="alone", anchor="#practice").at == "practice"
    assert launch("web", place="alone", anchor="#nowhere").at == "welcome"


NEUTRAL = "#main, header, nav, footer, aside, dialog"


def test_a_pause_shows_nothing_of_the_module_and_comes_back_where_she_was(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    sitting.do("open")
    sitting.lms.evaluate("document.querySelector('main').style.paddingBottom = '3000px'")
    sitting.lms.evaluate("scrollTo(0, 777)")
    sitting.lms.keyboard.press("Tab")
    sitting["[data-do=pause]"].focus()
    sitting.lms.evaluate("scrollTo(0, 777)")
    sitting.do("pause")
    expect(sitting["#pause"]).to_be_visible()
    expect(sitting[NEUTRAL].locator("visible=true")).to_have_count(0)
    assert (sitting.focused, sitting.lms.title()) == ("#pause_title", "Paused")
    assert "Sample" not in sitting["body"].inner_text()
    sitting.do("resume")
    expect(sitting["#pause"]).to_be_hidden()
    assert (sitting.at, sitting.focused) == ("hard", "[data-do=pause]")
    assert sitting.lms.evaluate("Math.round(scrollY)") == 777
    assert sitting.lms.title() == "Something hard – Sample"
    expect(sitting["#hard .noted-whole"]).to_be_visible()


def test_support_is_in_reach_during_a_pause(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("pause")
    sitting.do("support")
    expect(sitting["#support"]).to_be_visible()
    sitting.do("close")
    assert sitting["#pause [data-do=support]"].evaluate("button => button === document.activeElement")


def test_leaving_shows_a_neutral_page_and_coming_back_the_same_screen(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    sitting.do("pause")
    sitting.do("leave")
    expect(sitting["#left"]).to_be_visible()
    expect(sitting[NEUTRAL].locator("visible=true")).to_have_count(0)
    assert sitting.focused == "#left_title"
    assert sitting.lms.title() == "You have left this module"
    sitting.do("return")
    expect(sitting["#left"]).to_be_hidden()
    assert (sitting.at, sitting.focused) == ("hard", "[data-do=pause]")
    assert sitting.lms.title() == "Something hard – Sample"


def test_support_names_what_is_there_for_staff_first_and_what_is_known_of_it(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("support")
    expect(sitting["#support h3, #support h4"]).to_have_text(
        ["For staff", "Your line manager", "For everyone", "The helpline"]
    )
    blank = "not yet filled in by your organisation"
    expect(sitting["#support dd"]).to_have_text(
        [blank, blank, "not checked", "Ask at the desk", "Monday to Friday, 9am to 5pm", "31 October 2026"]
    )


def test_what_is_recorded_can_be_read_again_from_the_menu(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.do("next")
    sitting.do("menu")
    sitting.do("recorded")
    assert sitting.focused == "#recorded_title"
    whole = sitting["#welcome .recorded"].evaluate("one => [...one.children].slice(1).map(at => at.textContent)")
    again = sitting["#recorded"].evaluate("one => [...one.children].slice(1, -1).map(at => at.textContent)")
    assert whole == again
    sitting["#recorded [data-do=close]"].click()
    expect(sitting["#menu"]).to_be_visible()
    assert sitting.at == "hard"


def test_without_an_lms_it_says_so_and_works(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    assert sitting.line == "Your progress is not being recorded."
    sitting.answer_all()
    sitting.see_all()
    sitting.go("welcome")
    sitting.see_all()
    expect(sitting["#result"]).to_have_text("You have completed this module.Your score is 100 per cent.")


def test_a_review_date_gone_by_is_said_and_one_to_come_is_not(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    expect(sitting[".overdue"]).to_have_count(0)
    sitting.lms.clock.install(time="2099-03-01T12:00:00")
    sitting.lms.reload()
    expect(sitting[".overdue"]).to_have_text("This date has passed, so parts of this module may be out of date.")


def test_the_result_says_what_is_left_and_leads_there(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.answer("q-choice", "b")
    sitting.go("result")
    expect(sitting["#result h3"]).to_have_text("What is left")
    left = ["hard", "practice", "q-several-screen", "q-sort-screen", "q-match-screen", "q-order-screen"]
    buttons = sitting["#result [data-go]"]
    assert [button.get_attribute("data-go") for button in buttons.all()] == left
    buttons.first.click()
    assert (sitting.at, sitting.focused) == ("hard", "#hard_title")


def test_a_score_that_falls_short_is_told_without_failing_anybody(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.see_all()
    sitting.answer_all(q_several="b")
    sitting.go("result")
    expect(sitting["#result"]).to_contain_text("Your answers come to 66 per cent. To complete this module you need 80")
    expect(sitting["#result [data-go]"]).to_have_text(["Question 2 of 5"])
    expect(sitting["#result [data-score]"]).to_have_count(0)


def test_the_result_says_what_she_has_learned_and_what_is_ahead_before_any_number(launch: Launch) -> None:
    sitting = launch("web", place="alone", **{"pass": 70})
    sitting.go("result")
    expect(sitting[".outcomes-lead:visible"]).to_have_text(["Still ahead of you:"])
    sitting.see_all()
    sitting.answer_all(q_choice="a")
    for screen in ("hard", "practice", "result"):
        sitting.go(screen)
    expect(sitting["#result"]).to_contain_text("You have completed this module.")
    expect(sitting[".outcomes-lead:visible"]).to_have_text(["Worth another look:"])
    sitting.answer("q-choice", "b")
    sitting.go("result")
    expect(sitting[".outcomes-lead:visible"]).to_have_text(["You can now:"])
    text = sitting.screen.inner_text()
    assert text.index("answer one question of every type") < text.index("For Monday") < text.index("83 per cent")


def test_without_a_pass_mark_the_result_names_what_is_open_and_no_score_that_is_not_told(launch: Launch) -> None:
    sitting = launch("web", place="alone", completion="screens", about={"record": "status"})
    sitting.see_all()
    expect(sitting["#result"]).to_contain_text("You have completed this module.")
    expect(sitting[".outcomes-lead:visible"]).to_have_text(["Worth another look:"])
    expect(sitting["#result [data-go]"]).to_have_count(5)
    sitting.answer_all(q_choice="a")
    sitting.go("result")
    expect(sitting["#result"]).to_have_text("You have completed this module.")
    expect(sitting[".outcomes-lead:visible"]).to_have_text(["Worth another look:"])
    sitting.answer("q-choice", "b")
    sitting.go("result")
    expect(sitting["#result"]).to_have_text("You have completed this module.")
    expect(sitting[".outcomes-lead:visible"]).to_have_text(["You can now:"])


NAMES = {"scorm12": "cmi.core.student_name", "scorm2004": "cmi.learner_name"}


def finished(sitting: Sitting) -> None:
    sitting.course.evaluate("window.print = () => {}")
    sitting.answer_all()
    sitting.go("welcome")
    sitting.see_all()


@pytest.mark.parametrize("target", ["scorm12", "scorm2004"])
def test_a_certificate_is_printed_with_her_name_as_the_lms_gives_it(launch: Launch, target: str) -> None:
    sitting = launch(target, {NAMES[target]: " Okonkwo, Adaeze "})
    sitting.lms.clock.set_fixed_time("2027-02-03T12:00:00")
    sitting.go("result")
    expect(sitting[".certificate-offer"]).to_be_hidden()
    finished(sitting)
    expect(sitting[".certificate"]).to_be_hidden()
    sitting.do("certificate")
    sitting.lms.emulate_media(media="print")
    said = sitting["body"].inner_text().split("\n")
    lines = [line.strip() for line in said if line.strip()]
    assert lines[:5] == [
        "Team Readiness",
        "Certificate of completion",
        "Adaeze Okonkwo",
        "has completed the module",
        "Sample",
    ]
    assert "Edition 1 · About" in lines[5]
    assert "Completed on 3 February 2027" in lines
    assert any("not a qualification, nobody has accredited it" in line for line in lines)
    assert any("draft for co-production" in line for line in lines)
    assert "per cent" not in " ".join(lines)


def test_where_nobody_is_named_the_certificate_has_a_line_to_write_on(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    finished(sitting)
    sitting.do("certificate")
    sitting.lms.emulate_media(media="print")
    expect(sitting[".certificate-line"].first).to_be_visible()
    assert sitting[".certificate-name"].evaluate("one => getComputedStyle(one).borderBlockEndStyle") == "solid"
    sitting.lms.emulate_media(media="screen")
    sitting.lms.keyboard.press("Escape")
    sitting.lms.emulate_media(media="print")
    expect(sitting[".certificate"]).to_be_hidden()
    expect(sitting["#welcome"]).to_be_visible()


NAMES_SAID = {
    "Okafor, Ada": "Ada Okafor",
    " Ada  Okafor ": "Ada Okafor",
    "O&#39;Neil, Si&acirc;n": "Siân O'Neil",
    "Smith &amp;amp; Jones": "Smith & Jones",
    "Ada &lt;b&gt;": "Ada <b>",
    "Ada <b>&amp;": "Ada <b>&",
    "Okafor, Ada, RN": "Okafor, Ada, RN",
    "null, Ada": "Ada",
    "Null, Ada": "Ada Null",
    "Guest, Ada": "Ada Guest",
    "Ada undefined": "Ada",
    "أحمد": "أحمد",
    **dict.fromkeys(("undefined", "null, null", ", ", "", "undefined undefined", "N/A", "Guest", "007", "-"), ""),
    "[object Object]": "",
}


def test_a_name_reads_as_a_name_and_what_stands_for_none_is_a_line(lab: Page) -> None:
    assert lab.evaluate("names => names.map(player.nameOf)", list(NAMES_SAID)) == list(NAMES_SAID.values())


def test_the_day_on_a_certificate_is_that_of_completion_or_a_line_to_write_on(launch: Launch) -> None:
    sitting = launch("scorm12")
    sitting.lms.clock.set_fixed_time("2027-02-03T12:00:00")
    finished(sitting)
    sitting.lms.clock.set_fixed_time("2027-02-05T12:00:00")
    sitting.answer("q-choice", "a")
    sitting.go("result")
    sitting.do("certificate")
    assert sitting[".certificate-date"].text_content() == "Completed on 3 February 2027"
    stored = sitting.stored
    sitting.lms.close()
    again = launch("scorm12", relaunched(stored))
    again.course.evaluate("window.print = () => {}")
    again.go("result")
    again.do("certificate")
    again.lms.emulate_media(media="print")
    assert again[".certificate-date"].text_content() == ""
    assert again[".certificate-date"].evaluate("one => getComputedStyle(one).borderBlockEndStyle") == "solid"
    expect(again[".certificate-line"].last).to_have_text("Completed on")


# ── Where the player does not arrive ─────────────────────────────────────────────────────────────


def held_back(how: str) -> Callable[[Route], None]:
    """Return what serves a package whose player does not arrive, or has a fault before a record is open."""
    files = package("scorm12")

    def serve(route: Route) -> None:
        name = route.request.url.partition("/course/")[2]
        kind = f"{mimetypes.guess_type(name)[0]}; charset=utf-8"
        if name == "player.js" and how == "refused":
            route.fulfill(status=403, body="<title>No</title>", content_type="text/html")
        elif name == "player.js" and how == "type":
            route.fulfill(body=files[name], content_type="image/png")
        elif name == "player.js" and how == "spoilt":
            route.fulfill(body=b"throw new Error('spoilt');" + files[name], content_type=kind)
        else:
            route.fulfill(body=files.get(name, b""), content_type=kind)

    return serve


def test_where_the_player_does_not_arrive_the_page_says_that_nothing_is_recorded(browser: Browser) -> None:
    for how in ("refused", "type", "no script", "spoilt"):
        context = browser.new_context(java_script_enabled=how != "no script")
        context.route("**/*", held_back(how))
        page = context.new_page()
        page.goto(COURSE)
        expect(page.locator("#unrecorded")).to_be_visible()
        expect(page.locator("#unrecorded")).to_contain_text("Nothing you do here is being recorded")
        assert page.locator("section.screen:visible").count() > 8, how
        context.close()


def test_the_words_go_only_when_the_record_is_open(launch: Launch) -> None:
    watch = """new MutationObserver(() => {
        const one = document.querySelector("#unrecorded");
        if (one && document.querySelector("html.js") && one.getClientRects().length) window.flashed = true;
    }).observe(document, { subtree: true, childList: true, attributes: true });"""
    sitting = launch("scorm12", script=watch)
    expect(sitting["#unrecorded"]).to_be_hidden()
    assert sitting.course.evaluate("window.flashed") is None
    sitting.lms.close()
    nobody = launch("scorm12", place="alone")
    assert nobody.line == "Your progress is not being recorded."
    expect(nobody["#unrecorded"]).to_be_hidden()
    nobody.lms.close()
    assert "Nothing is recorded here. You can read all of it." in package("web")["index.html"].decode()


def test_a_browser_that_knows_no_dialogs_shows_a_panel_alone(launch: Launch) -> None:
    without = "for (const name of ['showModal', 'close', 'show']) delete HTMLDialogElement.prototype[name];"
    sitting = launch("web", place="alone", script=without)
    sitting.do("menu")
    expect(sitting["#menu"]).to_be_visible()
    expect(sitting["main#main"]).to_be_hidden()
    assert sitting["#menu [aria-current]"].evaluate("one => one === document.activeElement")
    sitting.lms.keyboard.press("Escape")
    expect(sitting["#menu"]).to_be_hidden()
    assert sitting.focused == "[data-do=menu]"
    sitting.go("practice")
    assert sitting.at == "practice"
    sitting.do("pause")
    sitting.do("support")
    expect(sitting["#support"]).to_be_visible()
    expect(sitting["#pause"]).to_be_hidden()
    sitting.course.evaluate("document.querySelector('#support [data-do=close]').click()")
    expect(sitting["#pause"]).to_be_visible()
