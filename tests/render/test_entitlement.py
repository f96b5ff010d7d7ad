"""The page on the training peers are entitled to: what was recommended word for word, and blanks that stay blanks."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.pipeline import Workspace, write_catalogue

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return two modules of the shipped course, of which one has been built."""
    for name in ("shared", "managing-triggers", "emotional-labour"):
        shutil.copytree(ROOT / "modules" / name, tmp_path / "modules" / name)
    there = tmp_path / "output" / "managing-triggers" / "web"
    there.mkdir(parents=True)
    (there / "index.html").write_text("", "utf-8")
    return tmp_path.resolve()


def entitlement(root: Path) -> str:
    """Return the page, written anew."""
    return (write_catalogue(Workspace(root), root / "output").parent / "entitlement.html").read_text("utf-8")


def test_each_recommendation_stands_there_word_for_word_with_its_source(root: Path) -> None:
    html = entitlement(root)
    text = (root / "modules" / "shared" / "sources.yaml").read_text("utf-8")
    for name in [f"REC-PEER-0{number}" for number in range(1, 10)]:
        found = re.search(rf'- id: {name}\n.*\n.*\n.*\n    text: "(.*)"', text)
        assert found
        assert re.search(rf'“{re.escape(found[1])}”<sup class="cite">\[<a href="#source-1">', html)
    assert "https://doi.org/10.1108/MHSI-02-2024-0023" in html
    assert "Licensed under CC BY 4.0" in html
    assert "Draft for co-production" in html


def test_what_nobody_has_filled_in_is_blank_and_what_somebody_has_is_not(root: Path) -> None:
    path = root / "modules" / "shared" / "entitlement.yaml"
    before = entitlement(root).count('class="blank"')
    path.write_text(
        path.read_text("utf-8").replace("start\n    answer:", "start\n    answer: Five days <of> induction"), "utf-8"
    )
    html = entitlement(root)
    assert html.count('class="blank"') == before - 1
    assert "Five days &lt;of&gt; induction" in html
    assert "9 of 10 lines" in (root / "output" / "index.html").read_text("utf-8")


def test_a_module_it_names_is_a_link_once_it_is_built(root: Path) -> None:
    html = entitlement(root)
    assert 'href="managing-triggers/web/index.html">Managing triggers at work</a>' in html
    assert "Emotional labour in peer work" in html
    assert "emotional-labour/web" not in html


def test_it_is_one_page_of_paper(root: Path, page: Page) -> None:
    entitlement(root)
    page.goto((root / "output" / "entitlement.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    assert page.get_by_text("not yet filled in").count() > 0
    assert page.locator(".blank span:visible").count() == 0
