"""From right to left: an Arabic module, and the whole sample laid out as if it were one, as in a mirror.

`arabic/` is a short module in plain Arabic, for these tests only. The words round it (Next, Menu …) are no translation:
they are English ones whose letters were changed for Arabic letters, so that nobody takes them for the product's.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page
from sitting import ROOT, open_module
from states import SAMPLE, prepare, states, with_probe

import builder.words
from builder.model import Module
from builder.pipeline import Workspace
from builder.read import read_module, read_shared
from builder.render import Build
from builder.targets import targets

HERE = Path(__file__).parent
PRINT = sorted((ROOT / "templates" / "print").glob("*.css"))
PHONE, DESK = (320, 640), (1280, 800)
SLOW_PHONE, SLOW_DESK = (pytest.param(*size, marks=pytest.mark.everything) for size in (PHONE, DESK))
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهفقحيكلمنوپرستعثخذضظغش", strict=True))
# The box of everything on the page that is laid out by itself, by its place in the document.
BOXES = """() => {
    scrollTo({ top: 0, behavior: "instant" });
    return [...document.querySelectorAll("body *")].flatMap((one, number) => {
        const isShown = one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen, .skip, svg *");
        if (!isShown || ["inline", "contents"].includes(getComputedStyle(one).display)) return [];
        const box = one.getBoundingClientRect();
        return [[number, `${one.tagName} ${one.className || one.id}`, box.left, box.top, box.right, box.bottom]];
    });
}"""


def read(root: Path, name: str) -> tuple[Module, list[str]]:
    """Return a module, and the codes of what is wrong with it."""
    shared, problems = read_shared(Workspace(root).modules / "shared")
    reading = read_module(Workspace(root).modules / name, shared)
    return reading.module, [problem.code for problem in (*problems, *reading.problems)]


def in_letters(text: str) -> str:
    """Return an English text in Arabic letters, which say nothing; what is filled in later stays."""
    parts = re.split(r"(\{\w+\}|https?://\S+)", text.lower())
    return "".join(part if number % 2 else part.translate(str.maketrans(LETTERS)) for number, part in enumerate(parts))


@pytest.fixture
def in_arabic(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let there be a file of words for Arabic, for one test."""
    english = builder.words.templates() / "words" / "en.yaml"
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "en.yaml").write_bytes(english.read_bytes())
    groups = yaml.load(english.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    turned = {group: {key: in_letters(text) for key, text in texts.items()} for group, texts in groups.items()}
    (folder / "ar.yaml").write_text(yaml.dump(turned, allow_unicode=True), encoding="utf-8")
    monkeypatch.setattr(builder.words, "templates", lambda: tmp_path)
    builder.words.words.cache_clear()
    yield
    builder.words.words.cache_clear()


def opened(browser: Browser, module: Module, width: int, height: int, **settings: Any) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", bypass_csp=True, **settings
    )
    files = {file.path: file.data for file in targets()["web"].files(Build(module))}
    page = open_module(context, with_probe(files), "web", place="alone").lms
    prepare(page)
    return page


@pytest.mark.usefixtures("in_arabic")
@pytest.mark.parametrize(("width", "height"), [PHONE, SLOW_DESK], ids=["phone", "desk"])
def test_an_arabic_module_can_be_used_in_every_state(browser: Browser, width: int, height: int) -> None:
    module, problems = read(HERE / "arabic", "arabic")
    assert problems == []
    page = opened(browser, module, width, height)
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    found: list[str] = []
    for state in states(page, module):
        found += [f"{state}: {fault}" for fault in page.evaluate("look(['reflow', 'clipped', 'targets', 'focus'])")]
    page.context.close()
    assert found == []


@pytest.mark.parametrize(("width", "height"), [SLOW_PHONE, DESK], ids=["phone", "desk"])
def test_from_right_to_left_every_state_of_the_sample_is_the_mirror_of_itself(
    browser: Browser, width: int, height: int
) -> None:
    module, _ = read(SAMPLE, "sample")
    turned = replace(module, about=module.about.model_copy(update={"language": "ar"}))
    pages = [opened(browser, one, width, height) for one in (module, turned)]
    faults = []
    for state, _ in zip(*(states(page, module, small=width < 600) for page in pages), strict=True):
        there, here = (page.evaluate(BOXES) for page in pages)
        assert len(there) == len(here) > 5, state
        for (number, name, left, top, right, bottom), (same, _, *box) in zip(there, here, strict=True):
            assert number == same, state
            wanted = [width - right, top, width - left, bottom]
            if any(abs(a - b) > 2 for a, b in zip(wanted, box, strict=True)):
                faults.append(
                    f"{state}: {name} is at {[round(one) for one in box]}, not {[round(one) for one in wanted]}"
                )
    for page in pages:
        page.context.close()
    assert "\n".join(faults[:40]) == ""


@pytest.mark.usefixtures("in_arabic")
def test_handouts_say_their_language_and_its_direction() -> None:
    module, _ = read(HERE / "arabic", "arabic")
    assert '<html lang="ar" dir="rtl">' in Build(module).handouts["summary"].html
    assert '<html lang="en-GB" dir="ltr">' in Build(read(SAMPLE, "sample")[0]).handouts["summary"].html


@pytest.mark.parametrize("path", PRINT, ids=lambda path: path.name)
def test_paper_says_start_and_end_and_not_left_and_right(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/|@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"\b(?:margin|padding|border|inset)-(?:left|right)\b|text-align:\s*(?:left|right)", rules) == []


def test_each_language_is_written_one_way() -> None:
    assert [builder.words.direction(one) for one in ("en-GB", "cy", "ar", "ar-EG", "ur", "he")] == [
        *["ltr"] * 2,
        *["rtl"] * 4,
    ]
