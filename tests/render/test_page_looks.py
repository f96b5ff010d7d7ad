"""How pages look and can be used: at every width, in light and in dark, before and after answering, without script."""

import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from builder.pipeline import Workspace, write_catalogue

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
MODULES = [*Workspace(Path(__file__).parents[2]).names(), "gallery"]
# Every mark of a lesson stands in `gallery`; tests/access looks at the course on a phone in the dark.
SLOW = ["gallery", *(pytest.param(one, marks=pytest.mark.everything) for one in MODULES if one != "gallery")]
PHONE, ZOOMED, DESK = (320, 640), (640, 480), (1280, 900)
SIZES = [PHONE, ZOOMED, DESK]

Open = Callable[..., Page]

# Everything on the screen that is wrong, in words.
FAULTS = """() => {
    const faults = [];
    const at = document.querySelector("section[data-screen]:not([hidden])")?.dataset.screen ?? "page";
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) faults.push(`${at}: ${over}px wider than the window`);
    for (const one of document.querySelectorAll("a, button, summary, select, label, input, .chip")) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.matches(".skip")) continue;
        const box = one.getBoundingClientRect();
        const cell = one.matches("td a") && one.closest("td").textContent.trim() !== one.textContent.trim();
        const isText = cell || one.matches("p a, li a, dd a, legend a, figcaption a");
        const isInLine = isText && getComputedStyle(one).display === "inline";
        if (isInLine || one.matches("label[for]")) continue;
        const least = one.matches("label > input") ? 24 : 44;
        if (box.width < 24 || box.height < least - 0.5)
            faults.push(`${at}: ${one.outerHTML.slice(0, 60)} is ${box.width} by ${box.height}`);
    }
    return faults;
}"""
ANSWER = """isRight => {
    const { questions } = JSON.parse(document.querySelector("#module").textContent);
    const screen = document.querySelector("section[data-screen]:not([hidden])");
    for (const note of screen.querySelectorAll("[data-do=open]")) note.click();
    for (const root of screen.querySelectorAll("[data-question]")) {
        const { key: { right } } = questions[root.dataset.question];
        for (const option of root.querySelectorAll("[data-option]")) {
            const code = option.dataset.option;
            const select = option.querySelector("select");
            const isOption = Array.isArray(right);
            const wanted = isOption ? right.includes(code) === isRight && code : isRight && right ? right[code] : null;
            const move = option.querySelector("[data-do=up]:enabled");
            if (move) move.click();
            else if (select) select.value = wanted ?? select.options[1].value;
            else for (const input of option.querySelectorAll("input"))
                if (wanted === null || input.value === wanted) input.checked = true;
        }
        root.querySelector("input, select, button").dispatchEvent(new Event("change", { bubbles: true }));
        const check = root.querySelector("[data-do=check]");
        check.click();
        for (let next; (next = root.querySelector("[data-step]:not([hidden], [data-answered]) input")); check.click())
            next.click();
    }
    for (const step of screen.querySelectorAll("[data-own] .rung:last-child input")) step.click();
    for (const idea of screen.querySelectorAll("[data-own-do=take]")) idea.click();
    for (const item of screen.querySelectorAll("[data-type=checklist] [data-option]"))
        [...item.querySelectorAll("input")].at(item.matches(":last-child") ? 1 : 2).click();
    for (const button of screen.querySelectorAll("[data-own-do=add]")) button.click();
    return screen.querySelectorAll("[data-question], [data-own], [data-content-note]").length > 0;
}"""
# What the frame covers of the focused element, if it is not part of the frame.
COVERED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || one.closest(".frame, .steps, .skip")) return "";
    const box = (one.closest(".chip") ?? one).getBoundingClientRect();
    const bars = [...document.querySelectorAll(".frame, .line, .steps")].map((bar) => bar.getBoundingClientRect());
    const isSeen = box.bottom > 0 && box.top < innerHeight;
    const by = bars.some((bar) => Math.min(bar.bottom, box.bottom) - Math.max(bar.top, box.top) > 0.5);
    return isSeen && !by ? "" : `${one.outerHTML.slice(0, 80)} at ${Math.round(box.top)} to ${Math.round(box.bottom)}`;
}"""
# The pages beside the catalogue.
LEAVES = ["entitlement.html", "glossary.html"]
PANELS = ["menu", "support", "reading", "recorded"]
AWAY = {"pause": "pause", "leave": "left"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What hangs on colour or width; all else is the same in the dark.
SEEN = ["color-contrast", "target-size", "scrollable-region-focusable"]
AXE_RUN = """async ([rules, where]) => {
    const options = { runOnly: rules, resultTypes: ["violations"], preload: false };
    const { violations } = await axe.run(where ?? document, options);
    const at = document.querySelector("section[data-screen]:not([hidden])")?.dataset.screen ?? "page";
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${at}: ${id}: ${node.html.slice(0, 120)}`));
}"""


@pytest.fixture
def opened(browser: Browser, built: Path) -> Iterator[Open]:
    """Return the function that opens a module's page, or the catalogue; what the browser complains of is a fault."""
    pages: list[Page] = []
    said: list[str] = []

    def open_page(module: str, size: tuple[int, int] = DESK, **settings: Any) -> Page:
        width, height = size
        page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce", **settings)
        pages.append(page)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.goto((built / module / "web" / "index.html" if module else built / "index.html").as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()
    assert said == []


def screens(page: Page) -> Iterator[str]:
    """Go to every screen in turn."""
    for screen in page.evaluate("JSON.parse(document.querySelector('#module').textContent).screens.map(one => one.id)"):
        page.evaluate("screen => document.querySelector(`#menu [data-go='${screen}']`).click()", screen)
        yield screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("module", SLOW)
def test_every_screen_fits_its_window_and_can_be_pressed(opened: Open, module: str, size: tuple[int, int]) -> None:
    page = opened(module, size)
    faults: list[str] = []
    for number, _ in enumerate(screens(page)):
        faults += page.evaluate(FAULTS)
        if page.evaluate(ANSWER, number % 2 == 0):
            faults += page.evaluate(FAULTS)
    for panel in PANELS:
        page.evaluate("panel => document.querySelector(`[data-do=${panel}]`).click()", panel)
        faults += page.evaluate(FAULTS)
        page.keyboard.press("Escape")
    for away in AWAY:
        page.evaluate("away => document.querySelector(`[data-do=${away}]`).click()", away)
        faults += page.evaluate(FAULTS)
    assert faults == []


def choose(page: Page, **wanted: str) -> None:
    """Choose how to read, as the panel does."""
    for name, value in wanted.items():
        page.evaluate("at => document.querySelector(at).click()", f"[name=reading_{name}][value={value}]")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_largest_text_with_the_most_space_fits_its_window(opened: Open, size: tuple[int, int]) -> None:
    page = opened("gallery", size)
    choose(page, size="largest", spacing="wide")
    faults: list[str] = []
    for number, _ in enumerate(screens(page)):
        faults += page.evaluate(FAULTS)
        if page.evaluate(ANSWER, number % 2 == 0):
            faults += page.evaluate(FAULTS)
    for panel in PANELS:
        page.evaluate("panel => document.querySelector(`[data-do=${panel}]`).click()", panel)
        faults += page.evaluate(FAULTS)
        page.keyboard.press("Escape")
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("module", SLOW)
def test_axe_has_nothing_to_say_about_any_screen(opened: Open, module: str, scheme: str) -> None:
    width, _ = PHONE if scheme == "dark" else DESK
    page = opened(module, (width, 4000), color_scheme=scheme)  # so high that nothing lies under Back and Next
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = RULES if scheme == "light" else SEEN
    faults: list[str] = page.evaluate(AXE_RUN, [rules, None])
    for number, screen in enumerate(screens(page)):
        here = f"[data-screen='{screen}']"
        if scheme == "light":
            faults += page.evaluate(AXE_RUN, [rules, here])
        page.evaluate("document.querySelector('.about').open = true")
        if page.evaluate(ANSWER, number % 2 == 0) or scheme == "dark":
            faults += page.evaluate(AXE_RUN, [rules, here])
    for panel in PANELS:
        page.evaluate("panel => document.querySelector(`[data-do=${panel}]`).click()", panel)
        faults += page.evaluate(AXE_RUN, [rules, f"#{panel}"])
        page.keyboard.press("Escape")
    for deed, away in AWAY.items():
        page.evaluate("deed => document.querySelector(`[data-do=${deed}]`).click()", deed)
        faults += page.evaluate(AXE_RUN, [rules, f"#{away}"])
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_catalogue_is_as_good_as_the_screens(opened: Open, size: tuple[int, int], scheme: str) -> None:
    page = opened("", size, color_scheme=scheme)
    assert page.locator("article").count() == len(MODULES)
    faults = []
    for path in ["", *LEAVES]:
        page.goto(page.url.rpartition("/")[0] + "/" + (path or "index.html"))
        page.evaluate(AXE.read_text(encoding="utf-8"))
        faults += [f"{path}: {fault}" for fault in page.evaluate(FAULTS) + page.evaluate(AXE_RUN, [RULES, None])]
    assert faults == []


def test_where_no_pdf_could_be_made_the_catalogue_says_so(built: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    shutil.copytree(built, output)
    for path in output.rglob("handouts/*.pdf"):
        path.unlink()
    text = write_catalogue(Workspace(built.parent), output).read_text(encoding="utf-8")
    assert ".pdf" not in text
    assert text.count("There is no PDF") == text.count("summary.html") // 2 == len(MODULES)


@pytest.mark.parametrize("text", ["usual", "largest"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_frame_never_covers_what_has_focus(opened: Open, size: tuple[int, int], text: str) -> None:
    page = opened("can-and-cannot", size)
    if text == "largest":
        choose(page, size=text)
    covered = []
    for screen in ("what-they-can", "q-reply-screen", "q-sort-screen", "risk-meeting"):
        page.evaluate("screen => document.querySelector(`#menu [data-go='${screen}']`).click()", screen)
        for key in ["Tab"] * 24 + ["Shift+Tab"] * 24:
            page.keyboard.press(key)
            covered.append(page.evaluate(COVERED))
    assert set(covered) == {""}


def test_back_and_next_stay_where_they_are(opened: Open) -> None:
    page = opened("peer-roles")
    where = "Object.values(document.querySelector('[data-do=next]').getBoundingClientRect().toJSON()).map(Math.round)"
    places = set()
    for _ in range(5):
        places.add(str(page.evaluate(where)))
        page.evaluate("scrollTo(0, 1e6)")
        places.add(str(page.evaluate(where)))
        page.click("[data-do=next]")
    assert len(places) == 1


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_script_a_module_reads_from_top_to_bottom(opened: Open, size: tuple[int, int]) -> None:
    page = opened("can-and-cannot", size, java_script_enabled=False)
    shown = page.locator("section.screen:visible h2").count()
    assert shown == page.locator("section[data-screen]").count() > 10
    text = page.inner_text("body")
    for said in (
        "Every task here gets one of three answers",
        "Your line manager",
        "After this module you can",
        "All screens",
    ):
        assert said in text
    assert page.locator("button:visible").count() == 0  # nothing that would do nothing
    boxes = [box for one in page.locator("main, dialog:visible").all() if (box := one.bounding_box())]
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
    assert all(box["y"] + box["height"] <= after["y"] + 1 for box, after in pairwise(boxes))


def test_on_paper_every_screen_is_there_and_the_frame_is_not(opened: Open) -> None:
    page = opened("can-and-cannot")
    page.emulate_media(media="print")
    assert page.locator("section.screen:visible").count() == page.locator("section.screen").count()
    note, body = page.locator("[data-content-note]:visible"), page.locator(".noted-whole:visible")
    assert (note.count(), body.count()) == (2, 2)
    assert (note.first.bounding_box() or {})["y"] < (body.first.bounding_box() or {})["y"]
    # The ideas for one thing to do are words on paper.
    assert page.locator("button:not(.ideas *):visible, #where:visible, #menu:visible, #pause:visible").count() == 0
    assert page.locator("#support:visible").count() == 1


def test_nothing_moves_for_those_who_ask_for_it(opened: Open) -> None:
    page = opened("gallery")
    moving = "[...document.querySelectorAll('*')].filter((one) => one.checkVisibility() && one.getAnimations().length)"
    page.click("[data-do=next]")
    assert page.evaluate(f"{moving}.length") == 0


def test_the_board_stands_in_columns_where_there_is_room_and_in_a_list_where_not(opened: Open) -> None:
    for size, columns in ((DESK, 3), (PHONE, 1)):
        page = opened("gallery", size)
        page.click("[data-do=open]")
        lefts = {round((one.bounding_box() or {})["x"]) for one in page.locator(".board-column").all()}
        assert len(lefts) == columns


def test_a_heading_of_several_lines_is_highlighted_under_each_of_them(opened: Open) -> None:
    """An underline follows the words of every line; a shadow of the box would lie under the last alone."""
    drawn = """() => {
        const title = document.activeElement;
        const { textDecorationLine, boxShadow, lineHeight, height } = getComputedStyle(title);
        return [title.tagName, textDecorationLine, boxShadow, parseFloat(height) > 1.5 * parseFloat(lineHeight)];
    }"""
    page = opened("gallery", PHONE)
    page.keyboard.press("Tab")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.evaluate("document.querySelector('[data-do=next]').click()")
    assert page.evaluate(drawn) == ["H2", "underline", "none", True]


def test_a_row_of_three_cells_is_a_list_on_a_phone_and_still_a_row_to_those_who_hear_it(opened: Open) -> None:
    cells = "[...document.querySelectorAll('.wide tbody tr:first-child td')]"
    for size, columns in ((DESK, 3), (PHONE, 1)):
        page = opened("gallery", size)
        page.click("[data-do=next]")
        assert page.evaluate(f"new Set({cells}.map((one) => one.getBoundingClientRect().x)).size") == columns
        whole = "one => { one.style.whiteSpace = 'nowrap'; return one.scrollWidth <= one.clientWidth }"
        short = f"{cells}.filter((one) => !one.textContent.trim().includes(' ')).every({whole})"
        assert page.evaluate(short), "no word is broken"
    assert page.get_by_role("cell", name="Peer support").count() == 1
    assert page.get_by_role("columnheader", name="And more").count() == 1
    assert page.evaluate(f"{cells}.map((one) => one.dataset.of)") == [
        "A rather long heading of a column",
        "What it means",
        "And more",
    ]
