"""Pictures on a page: drawings follow the theme and keep out of each other's way; photos do not make it jump."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from builder.kept import Kept
from builder.pipeline import Workspace, build, checked
from builder.targets import targets

WORKSPACE = Path(__file__).parents[1] / "checks" / "workspace"
# Half of it in the theme's ink, half in a gradient that is pointed at; its ids are those a page might use too.
THEMED = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
<style>.half { fill: var(--ink, #1d2433) }</style>
<linearGradient id="title"><stop stop-color="var(--accent, #0b5c5a)"/></linearGradient>
<rect id="p1_title" class="half mark-key" width="100" height="100"/>
<g id="shape"><rect x="100" width="100" height="100" style="fill: url(#title)"/></g><use href="#shape"/>
</svg>"""
PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M0 0h200" stroke="#000"/></svg>'
LESSON = """# The list

## Twice the same {#themed}

![First](pictures/themed.svg)

![Again](pictures/themed.svg)

![Another with the same names](pictures/more/themed.svg)

![Made for white paper](pictures/plain.svg)

![A photo](pictures/photo.jpg)

:::board
:::

## The first drawing's ids are no screen's {#p1}

![A photo](pictures/photo.jpg "On its side in the camera")
"""
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a module with every kind of picture."""
    root = tmp_path_factory.mktemp("pictures") / "workspace"
    shutil.copytree(WORKSPACE, root)
    first = root / "modules" / "first"
    (first / "10-welcome.md").rename(first / "30-welcome.md")
    (first / "20-list.md").write_text(LESSON, "utf-8")
    (first / "pictures" / "more").mkdir()
    (first / "pictures" / "themed.svg").write_text(THEMED, "utf-8")
    (first / "pictures" / "more" / "themed.svg").write_text(THEMED, "utf-8")
    (first / "pictures" / "plain.svg").write_text(PLAIN, "utf-8")
    upright = Image.Exif()
    upright[0x0112] = 6  # orientation: a quarter turn
    Image.new("RGB", (60, 30), "#0b5c5a").save(first / "pictures" / "photo.jpg", exif=upright)
    found = checked(Workspace(root), ["first"], [])
    assert [one for one in found.problems if one.severity == "error"] == []
    list(build(found.modules, [targets()["web"]], root / "output", None, lambda _: None, Kept(root / "kept")))
    return root / "output" / "first" / "web" / "index.html"


@pytest.fixture
def opened(browser: Browser, web: Path) -> Iterator[Open]:
    pages: list[Page] = []

    def open_page(**settings: Any) -> Page:
        page = browser.new_page(viewport={"width": 1280, "height": 2400}, reduced_motion="reduce", **settings)
        pages.append(page)
        page.goto(web.as_uri())
        return page

    yield open_page
    for page in pages:
        page.close()


def test_no_two_things_on_a_page_share_an_id(opened: Open) -> None:
    page = opened()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert sorted(ids) == sorted(set(ids))
    assert page.evaluate("document.querySelector('#p1_title').textContent") == "The first drawing's ids are no screen's"


def test_what_a_drawing_points_at_is_its_own(opened: Open) -> None:
    page = opened()
    for number in range(3):
        drawing = page.locator(".picture svg").nth(number)
        names = set(drawing.evaluate("one => [...one.querySelectorAll('[id]')].map((inside) => `#${inside.id}`)"))
        pointing = drawing.locator("[fill^=url]")
        fills = pointing.evaluate_all("all => all.map((one) => one.getAttribute('fill').slice(4, -1))")
        uses = drawing.locator("use").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert {*fills, *uses} == names


@pytest.mark.parametrize(("scheme", "ink"), [("light", (29, 36, 51)), ("dark", (232, 230, 225))])
def test_a_drawing_in_the_colours_of_the_theme_follows_it(
    opened: Open, tmp_path: Path, scheme: str, ink: tuple[int, int, int]
) -> None:
    page = opened(color_scheme=scheme)
    seen = tmp_path / "seen.png"
    page.locator(".picture svg").first.screenshot(path=seen)
    with Image.open(seen) as picture:
        assert picture.convert("RGB").getpixel((picture.width // 4, picture.height // 2)) == ink


def test_a_drawing_made_for_white_paper_has_some_in_the_dark(opened: Open) -> None:
    page = opened(color_scheme="dark")
    white = "getComputedStyle(document.querySelector('.picture .on-white')).backgroundColor"
    assert page.evaluate(white) == "rgb(255, 255, 255)"
    assert page.locator(".on-white").count() == 1


def test_classes_of_a_drawing_take_no_style_from_the_page(opened: Open) -> None:
    assert opened().locator("svg .mark-key, svg [style], svg style").count() == 0


def test_a_photo_has_its_room_before_it_is_there(browser: Browser, web: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 2400})
    page.route("**/*.jpg", lambda route: route.abort())
    page.goto(web.as_uri())
    photo = page.locator("[data-screen=themed] img")
    assert photo.evaluate("one => [one.getAttribute('width'), one.getAttribute('height')]") == ["30", "60"]
    page.close()


def test_what_stands_on_the_first_screen_does_not_wait(opened: Open) -> None:
    page = opened()
    assert page.locator("[data-screen=themed] img").get_attribute("loading") is None
    assert page.locator("[data-screen=p1] img").get_attribute("loading") == "lazy"
    page.click("[data-do=next]")
    page.wait_for_function("document.querySelector('[data-screen=p1] img').complete")
    box = page.locator("[data-screen=p1] img").bounding_box() or {}
    assert (box["width"], box["height"]) == (30, 60)
