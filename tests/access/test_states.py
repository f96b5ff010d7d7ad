"""WCAG 2.2 AA in every state of every screen and every question, however the page is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sitting import ROOT, open_module
from states import SHIPPED, answers, go, prepare, probed, states

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Every rule of WCAG 2.2 at A and AA, and what is good practice besides.
ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# What hangs on colours and measures; all else is the same in every way of looking.
SEEN = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
AXE_RUN = """async ([rules, isWhole]) => {
    const options = { runOnly: rules, resultTypes: ["violations"], preload: false };
    const shown = ["dialog:modal", "section[data-screen]:not([hidden])", ".away:not([hidden])", "#line:not([hidden])"];
    const include = shown.filter((one) => document.querySelector(one)).map((one) => [one]);
    const away = [...document.querySelectorAll("section[data-screen][hidden]")].map((section) => {
        const inside = document.createDocumentFragment();
        inside.append(...section.childNodes);
        return () => section.append(inside);
    });
    const { violations } = await axe.run(isWhole ? document : { include }, options);
    for (const back of away) back();
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}"""
# WCAG 1.4.12, in its own figures.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
MEASURED = ["reflow", "clipped", "targets", "edges", "drawn", "focus"]


@dataclass(frozen=True)
class Way:
    """A way of looking at a page."""

    width: int
    height: int
    axe: list[str] = field(default_factory=list)
    measured: list[str] = field(default_factory=lambda: MEASURED)
    css: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    theme: str = ""


# Where axe measures, the window is so high that nothing lies under Back and Next, which it could not see through.
HIGH = 6000
WAYS = {
    "light, with every rule": Way(1280, HIGH, ALL, ["edges"]),
    "dark, 320 px": Way(320, HIGH, SEEN, ["reflow", "edges", "drawn"], settings={"color_scheme": "dark"}),
    "forced colours": Way(1280, HIGH, SEEN, ["edges"], settings={"forced_colors": "active"}),
    "320 px": Way(320, 640, settings={"has_touch": True}),
    "zoomed to 200%": Way(640, 450, settings={"device_scale_factor": 2}),
    "zoomed to 400%": Way(320, 256, settings={"device_scale_factor": 4, "color_scheme": "dark"}),
    "spaced, 320 px": Way(320, 640, measured=["reflow", "clipped", "targets", "focus"], css=SPACED),
    "spaced": Way(1280, 800, measured=["reflow", "clipped", "focus"], css=SPACED),
    "forced colours, desk": Way(1280, 800, measured=["focus"], settings={"forced_colors": "active"}),
}


def listed(browser: Browser, module: str, way: Way, **settings: Any) -> str:
    return "\n".join(dict.fromkeys(faults(browser, module, way, **settings)))


def faults(browser: Browser, module: str, way: Way, *, small: bool = False) -> Iterator[str]:
    """Yield what is wrong with a module looked at in one way, state by state."""
    context = browser.new_context(
        viewport={"width": way.width, "height": way.height}, reduced_motion="reduce", bypass_csp=True, **way.settings
    )
    sitting = open_module(context, probed(module), "web", place="alone")
    page: Page = sitting.lms
    if way.axe:
        page.evaluate(AXE.read_text(encoding="utf-8"))
    if way.css:
        page.add_style_tag(content=way.css)
    if way.theme:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", way.theme)
    prepare(page)
    for state in states(page, module, small=small):
        found: list[str] = page.evaluate("wanted => look(wanted)", way.measured)
        if way.axe:
            is_whole = state in ("paused", "left") or (state.endswith("untouched") and not small)
            found += page.evaluate(AXE_RUN, [way.axe, is_whole])
        yield from (f"{state}: {fault}" for fault in found)
    context.close()
    yield from sitting.faults


@pytest.mark.parametrize("way", WAYS)
def test_every_state_of_the_sample_meets_wcag(browser: Browser, way: str) -> None:
    assert listed(browser, "sample", WAYS[way]) == ""


@pytest.mark.parametrize("module", SHIPPED)
def test_every_screen_of_the_course_meets_wcag_on_a_phone_in_the_dark(browser: Browser, module: str) -> None:
    assert listed(browser, module, WAYS["dark, 320 px"], small=True) == ""


def test_every_screen_of_the_sample_meets_wcag_in_cream(browser: Browser) -> None:
    assert listed(browser, "sample", Way(1280, HIGH, SEEN, ["edges"], theme="cream"), small=True) == ""


@pytest.mark.everything
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("module", SHIPPED)
def test_every_state_of_the_course_meets_wcag(browser: Browser, module: str, way: str) -> None:
    assert listed(browser, module, WAYS[way]) == ""


# One thing spoilt, and how the measure of it begins to complain.
SPOILT = {
    "main { min-inline-size: 2000px }": "reflow",
    ".option { margin-inline-start: 1300px; inline-size: 200px } html, body { overflow: clip }": "reflow",
    ".button { block-size: 1.2rem; min-block-size: 0; overflow: hidden }": "clipped",
    ".button { inline-size: 2rem; min-inline-size: 0; white-space: nowrap }": "clipped",
    ".frame-tools button { min-block-size: 0; block-size: 20px; padding-block: 0 }": "targets",
    "input, select, textarea, .chip { border-color: #ddd !important }": "edges",
    ":focus-visible { outline: none !important; box-shadow: none !important }": "focus",
    ":focus-visible { outline-color: #eee !important; box-shadow: none !important }": "focus",
    "html { scroll-padding: 0 !important } .steps { position: fixed !important; block-size: 60vh }": "focus",
}


def test_each_measure_finds_what_it_is_for(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 700}, reduced_motion="reduce", bypass_csp=True)
    page = open_module(context, probed("sample"), "web", place="alone").lms
    prepare(page)
    missed = []
    screens: list[str] = page.evaluate("probe.module.screens.map((one) => one.id)")
    for css, measure in SPOILT.items():
        style = page.add_style_tag(content=css)
        found: list[str] = []
        for screen in screens:
            go(page, screen)
            found += page.evaluate("wanted => look(wanted)", MEASURED)
        missed += [] if any(fault.startswith(measure) for fault in found) else [css]
        style.evaluate("style => style.remove()")
    context.close()
    assert missed == []


def test_an_answer_of_each_kind_is_found_for_every_question_of_the_sample(browser: Browser) -> None:
    context = browser.new_context()
    page = open_module(context, probed("sample"), "web", place="alone").lms
    prepare(page)
    seen = set(states(page, "sample"))
    kinds = page.evaluate("(can) => states.kinds(can)", answers("sample"))
    context.close()
    assert {kind for kinds_ in kinds.values() for kind in kinds_} == {"right", "partly", "not-yet"}
    assert [name for name, found in kinds.items() if not found] == []
    assert {"paused", "left", "menu open", "status not-saved"} <= seen
