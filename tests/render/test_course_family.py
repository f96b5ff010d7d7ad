"""The handouts of the course: drawn from all modules, by the rules of PDF/UA; the pack says where each chapter is."""

from functools import cache
from itertools import pairwise

import pytest
from lxml import html as lxml_html
from paper import Paper, squeezed
from test_handouts import MODULES, faults, module

from builder.render.pdf import Printed, pdf
from builder.render.print import Handout
from builder.render.print.course import COURSE, course_handouts
from builder.words import long_date, words

MADE = [module(name) for name in MODULES]
SHARED = MADE[0].shared
SAID = words("en")["text"]


@cache
def handouts() -> dict[str, Handout]:
    return {one.name: one for one in course_handouts(SHARED, MADE)}


@cache
def printed(name: str) -> Printed:
    made = pdf(handouts()[name].html)
    assert made
    return made


@cache
def paper(name: str) -> Paper:
    return Paper(printed(name).data)


@pytest.mark.parametrize("name", COURSE)
def test_a_handout_of_the_course_keeps_the_rules_of_pdf_ua_and_its_pages_fall_well(name: str) -> None:
    assert (printed(name).missing, faults(printed(name).data)) == ((), [])
    levels = [int(tag.name[1]) for tag in paper(name).tags if tag.name in ("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1 or name == "induction-pack"
    assert all(after <= before + 1 for before, after in pairwise(levels))
    date = long_date(min(one.about.review for one in MADE))
    for number, page in enumerate(paper(name).pages, start=1):
        foot = " ".join(one.text for one in page if one.y < 55)
        assert f"Printed copies go out of date on {date}" in foot
        assert f"Page {number} of {len(paper(name).pages)}" in foot
        lines = [one for one in page if one.mark is not None]
        assert len({round(one.y) for one in lines}) > 6, f"page {number} is nearly empty"
        lowest = min(lines, key=lambda one: one.y)
        assert lowest.size < 15 or lowest.y > 421, f"{lowest.text} is alone at the foot of page {number}"


def test_the_record_and_the_map_hold_every_module() -> None:
    for name in ("sign-off", "course-map", "induction-pack"):
        assert [one.about.title for one in MADE if squeezed(one.about.title) not in paper(name).text] == []


def test_the_sources_and_the_words_explained_are_all_there() -> None:
    whole = [one for one in SHARED.sources.values() if not one.part_of]
    assert [one.id for one in whole if squeezed(one.title or "") not in paper("sources").text] == []
    assert [one.id for one in SHARED.glossary if squeezed(one.id[1:]) not in paper("glossary").text] == []


def test_the_pack_says_on_which_page_each_chapter_begins() -> None:
    document = lxml_html.document_fromstring(handouts()["induction-pack"].html)
    listed = document.xpath("//nav//a")
    pages = ["".join(one.text for one in page) for page in paper("induction-pack").pages]
    contents = next(page for page in pages if SAID["pack-contents"] in page)
    assert len(listed) == 8
    for link in listed:
        where = document.get_element_by_id(link.get("href")[1:])
        title = squeezed(where.xpath(".//*[self::h1 or self::h2]")[0].text_content())
        heads = [number for number, page in enumerate(pages, start=1) if title in squeezed(page)]
        said = contents.split(link.text_content())[1].lstrip(". ").split()[0]
        assert int("".join(filter(str.isdigit, said[:2]))) in heads, link.text_content()


def test_a_source_has_the_same_number_in_every_part_of_the_pack() -> None:
    document = lxml_html.document_fromstring(handouts()["induction-pack"].html)
    there = {one.get("id") for one in document.xpath("//section[contains(@class, 'sources')]//li")}
    cited = {one.get("href")[1:] for one in document.xpath("//sup//a")}
    assert cited == there
    assert len(cited) > 4
