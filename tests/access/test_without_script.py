"""Without script a module is a document: read from top to bottom, with nothing in it that would do nothing."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route
from sitting import COURSE, package
from test_states import ALL, AXE, AXE_RUN

LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
SIZES = {"phone": (320, 640), "desk": (1280, 800)}
DEAD = "button, [data-do], [data-own-do], input[type=file], [role=status]:not(:empty)"


def opened(browser: Browser, size: str, *, script: bool) -> Page:
    """Open the sample's page in a browser that runs no script, or in one that never gets the player's."""
    width, height = SIZES[size]
    files = package("web")
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=script, reduced_motion="reduce"
    )

    def serve(route: Route) -> None:
        name = route.request.url.partition("/course/")[2]
        data = b"" if name.endswith(".js") else files.get(name, b"")
        route.fulfill(body=data, content_type=f"{mimetypes.guess_type(name)[0]}; charset=utf-8")

    context.route("**/*", serve)
    page = context.new_page()
    page.goto(COURSE)
    return page


@pytest.fixture(scope="module", params=SIZES)
def document(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    page = opened(browser, request.param, script=False)
    yield page
    page.context.close()


def test_every_screen_is_read_in_order(document: Page) -> None:
    screens = document.locator("section.screen")
    assert screens.count() == document.locator("section.screen:visible").count() > 8
    tops = [(one.bounding_box() or {})["y"] for one in screens.all()]
    assert tops == sorted(tops)
    text = document.inner_text("main")
    places = [text.find(heading.inner_text()) for heading in document.locator("section.screen h2").all()]
    assert places == sorted(places)
    assert places[0] >= 0
    asked = document.locator("#main :is(legend, .own-ask, .option label, .item > label)")
    unseen = [
        one
        for one in asked.all()
        if not one.is_visible() and not one.locator("xpath=ancestor::*[contains(@class, 'needs-script')]").count()
    ]
    assert [one.inner_text() for one in unseen] == []


def test_nothing_stands_there_that_would_do_nothing(document: Page) -> None:
    assert [one.inner_text() for one in document.locator(DEAD).locator("visible=true").all()] == []
    assert document.locator(".away:visible").count() == 0


def test_notes_and_answers_are_closed_and_open(document: Page) -> None:
    assert document.locator("details[open]").count() == 0
    assert document.get_by_text("What is hard to read.").is_hidden()
    document.locator("details.noted-whole > summary").click()
    assert document.get_by_text("What is hard to read.").is_visible()
    answers = document.locator("details.answers")
    asked = document.locator("[data-question]").count()
    assert answers.count() == asked > 4
    for one in answers.all():
        one.locator("summary").click()
        assert len(one.inner_text().split()) > 15


def test_the_list_of_screens_and_support_stand_at_the_end(document: Page) -> None:
    links = document.locator("#menu a[href^='#']")
    assert links.count() == document.locator("section.screen").count()
    for link in links.all():
        assert document.locator(str(link.get_attribute("href"))).count() == 1
    assert document.locator("#support").is_visible()


@pytest.mark.parametrize("size", SIZES)
def test_the_document_meets_wcag_where_the_script_never_comes(browser: Browser, size: str) -> None:
    document = opened(browser, size, script=True)
    document.locator("#main").wait_for()
    document.evaluate(f"() => {{ {LOOK} }}")
    document.evaluate(AXE.read_text(encoding="utf-8"))
    for is_open in (False, True):
        if is_open:
            for summary in document.locator("summary:visible").all():
                summary.click()
        faults = document.evaluate("look(['reflow', 'clipped', 'targets'])")
        assert faults + document.evaluate(AXE_RUN, [ALL, True]) == []
    document.context.close()


def test_on_paper_all_of_it_is_there(document: Page) -> None:
    document.emulate_media(media="print")
    assert document.locator("section.screen:visible").count() == document.locator("section.screen").count()
    assert document.locator(DEAD).locator("visible=true").count() == 0
    assert document.get_by_text("What is hard to read.").is_visible()
    assert document.locator("#support").is_visible()
