"""Films and sounds on a page, played in a real browser: captions, one at a time, never unseen, every word on paper."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from builder.files import zipped
from builder.kept import Kept
from builder.model import Module
from builder.pipeline import Workspace, build, checked
from builder.render import Build
from builder.render.print import handouts
from builder.targets import targets

SAMPLE = Path(__file__).parents[1] / "sample"
Open = Callable[..., Page]
# Play what stands first on the page of its kind, and say whether it does.
PLAY = "async (what) => { const one = document.querySelector(what); await one.play(); return !one.paused; }"
PAUSED = "(what) => document.querySelector(what).paused"


@pytest.fixture(scope="module")
def module() -> Module:
    found = checked(Workspace(SAMPLE), ["sample"], [])
    assert [one for one in found.problems if one.severity == "error"] == []
    return found.modules[0]


@pytest.fixture(scope="module")
def folder(module: Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page's folder of the sample module, whose first screen has a film and a sound."""
    output = tmp_path_factory.mktemp("recordings")
    list(build([module], [targets()["web"]], output, None, lambda _: None, Kept(output / "kept")))
    return output / "sample" / "web"


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    pages: list[Page] = []

    def open_page(where: Path = folder, **settings: Any) -> Page:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **settings)
        pages.append(page)
        page.goto((where / "index.html").as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()


def test_nothing_plays_by_itself(opened: Open) -> None:
    page = opened()
    for name in ("autoplay", "loop", "muted"):
        assert page.locator(f"[{name}]").count() == 0
    page.wait_for_function("document.querySelector('video').readyState > 0")
    assert page.evaluate(PAUSED, "video")
    assert page.evaluate("document.querySelector('audio').readyState") == 0  # not even fetched before it is wanted


def test_captions_show_even_where_the_page_is_a_file_somebody_double_clicked(opened: Open) -> None:
    page = opened()
    assert page.url.startswith("file:")
    page.wait_for_function("document.querySelector('track').readyState === 2")
    (mode, *said) = page.evaluate("""() => {
        const [{ mode, cues }] = document.querySelector("video").textTracks;
        return [mode, ...[...cues].map((one) => one.text)];
    }""")
    assert (mode, said) == ("showing", ["Hello, I am Sam.", "And I work here."])


def test_the_film_and_the_sound_can_be_played_and_one_stops_the_other(opened: Open) -> None:
    page = opened()
    assert page.evaluate(PLAY, "video")
    assert page.evaluate(PLAY, "audio")
    assert page.evaluate(PAUSED, "video")


@pytest.mark.parametrize("away", ["next", "pause", "support", "menu"])
def test_what_plays_stops_when_something_else_is_to_be_seen(opened: Open, away: str) -> None:
    page = opened()
    page.evaluate("document.querySelector('video').loop = true")  # so that it would go on
    assert page.evaluate(PLAY, "video")
    page.click(f"[data-do={away}]")
    page.wait_for_function("document.querySelector('video').paused")


def test_opening_the_transcript_stops_nothing(opened: Open) -> None:
    page = opened()
    page.evaluate("document.querySelector('video').loop = true")
    page.evaluate(PLAY, "video")
    page.locator(".transcript summary").first.click()
    page.wait_for_timeout(100)
    assert not page.evaluate(PAUSED, "video")
    assert page.locator(".transcript-words:visible").inner_text().startswith("Sam: Hello, I am Sam.")


def test_a_film_has_a_name_and_says_how_long_and_how_large_it_is(opened: Open) -> None:
    page = opened()
    assert page.locator("video").get_attribute("aria-label") == "A first day"
    caption = page.locator("figcaption").first.inner_text()
    assert " ".join(caption.split()) == "A first day Film with captions, 1 s, 1 kB"


def test_a_film_keeps_its_room_while_it_loads(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    box = page.locator("video").bounding_box() or {}
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)


def test_a_film_that_is_not_there_says_so_and_its_transcript_is(opened: Open, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "web")
    shutil.rmtree(tmp_path / "web" / "media")
    page = opened(tmp_path / "web")
    lost = page.locator(".recording-lost")
    lost.first.wait_for(state="visible")
    assert lost.nth(1).is_hidden()  # nobody has asked for the sound yet
    page.locator(".transcript summary").first.click()
    assert "And I work here" in page.locator(".transcript-words").first.inner_text()


def test_on_paper_there_is_every_word_and_no_player(opened: Open) -> None:
    page = opened()
    page.emulate_media(media="print")
    assert page.locator("video:visible, audio:visible").count() == 0
    heights = page.locator(".transcript-words").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(heights) > 10


def test_the_summary_says_where_the_film_is(module: Module) -> None:
    page = next(one.html for one in handouts(module) if one.name == "summary")
    assert "“A first day” (1 s), with its transcript, is on this screen of the module." in page


@pytest.mark.parametrize("target", ["scorm12", "scorm2004"])
def test_a_package_carries_media_as_they_are_and_lists_them(module: Module, target: str) -> None:
    archive = zipfile.ZipFile(BytesIO(zipped(targets()[target].files(Build(module)))))
    listed = {one.get("href") for one in etree.fromstring(archive.read("imsmanifest.xml")).iter("{*}file")}
    for name in ("media/talk.mp4", "media/hello.mp3"):
        assert archive.read(name) == (module.folder / name).read_bytes()
        assert name in listed
    assert not [name for name in archive.namelist() if name.endswith((".vtt", ".md"))]


def test_a_module_without_them_carries_no_script_or_style_for_them() -> None:
    (without,) = checked(Workspace(SAMPLE.parents[1]), ["peer-roles"], []).modules
    page = {file.path: file.data.decode() for file in Build(without).page() if file.path.endswith((".js", ".css"))}
    assert not re.search("recording|hushWhatIsHidden", page["player.js"] + page["style.css"])
