"""The easy edition on paper: every idea whole, beside its picture, in large letters, and labelled as what it is."""

import datetime
from dataclasses import replace

import pytest
from lxml import html as lxml_html
from paper import squeezed
from playwright.sync_api import Browser
from test_handouts import FOOT, MODULES, POINTS, ROOT, Handout, content, faults, handout, made, module, replace_model

from builder.markdown import plain
from builder.model import Easy, Person, typed
from builder.render.print import handouts

EASY = [name for name in MODULES if (ROOT / "modules" / name / "easy.md").is_file()]
MM = 72 / 25.4


@pytest.fixture(params=EASY)
def piece(request: pytest.FixtureRequest) -> Handout:
    return handout(request.param, "summary-easy")


def easy(whole: Handout) -> Easy:
    assert whole.module.easy
    return whole.module.easy


def test_every_word_of_it_is_on_paper_in_its_order(piece: Handout) -> None:
    texts = [easy(piece).title]
    for topic in easy(piece).topics:
        texts += [topic.title, *(plain(one.tokens) for idea in topic.ideas for one in idea.sentences)]
    at = 0
    for text in texts:
        at = piece.paper.text.find(squeezed(text), at)
        assert at >= 0, text


def test_an_idea_is_never_split_between_pages(piece: Handout) -> None:
    pages = [squeezed("".join(one.text for one in page)) for page in piece.paper.pages]
    for idea in easy(piece).ideas:
        lines = [squeezed(plain(one.tokens)) for one in idea.sentences]
        assert any(all(line in page for line in lines) for page in pages), lines


def test_no_page_is_nearly_empty(piece: Handout) -> None:
    lowest = [min(one.y for one in content(page)) for page in piece.paper.pages]
    assert [y for y in lowest if y > 0.5 * POINTS] == []


def test_its_letters_are_large_and_stand_to_the_right_of_a_picture_55_mm_wide(piece: Handout) -> None:
    for idea in easy(piece).ideas:
        start = plain(idea.sentences[-1].tokens).split()[-1].rstrip(".")
        found = [one for page in piece.paper.pages for one in page if start in one.text and one.y > FOOT]
        assert any(one.size >= 16 and one.x > (18 + 55) * MM for one in found), start


def test_a_picture_is_told_before_the_words_beside_it(piece: Handout) -> None:
    told = [tag.alt or squeezed(tag.text) for tag in piece.paper.tags if tag.name in ("Figure", "P")]
    pictures = [" ".join(idea.picture.content.split()) for idea in easy(piece).ideas if idea.picture]
    assert [text for text in told if text in pictures] == pictures
    for idea, picture in zip(easy(piece).ideas, pictures, strict=True):
        assert told.index(squeezed(plain(idea.sentences[0].tokens))) == told.index(picture) + 1


def test_every_page_says_that_nobody_has_tested_it(piece: Handout) -> None:
    pages = [squeezed("".join(one.text for one in page)) for page in piece.paper.pages]
    assert squeezed("Easy read Draft, not tested") in pages[0]
    assert [page for page in pages[1:] if squeezed("Easy read: Draft, not tested") not in page] == []
    assert [page for page in pages if squeezed("Draft for co-production") not in page] == []


def test_it_keeps_the_rules_of_pdf_ua(piece: Handout) -> None:
    assert faults(piece.data) == []


def test_its_sources_are_those_it_names_numbered_from_one(piece: Handout) -> None:
    document = lxml_html.document_fromstring(piece.html)
    listed = [one.get("value") for one in document.xpath("//section[@class='sources']//li")]
    assert listed == [str(number) for number in range(1, len(listed) + 1)]
    assert set(document.xpath("//sup//a/@href")) == {f"#source-{number}" for number in listed}


def test_once_tested_it_says_by_whom_and_when() -> None:
    whole = module(EASY[0])
    day = datetime.date(2027, 2, 10)
    group = Person.model_validate(
        {"id": "readers", "name": "The reading group", "as": "group", "consent": ["print"], "date": "2027-01-01"}
    )
    about = replace_model(whole.about, easy=typed.Tested.model_validate({"tested-by": "readers", "date": "2027-02-10"}))
    tested = replace(whole, about=about, shared=replace(whole.shared, people={**whole.shared.people, "readers": group}))
    said = made(tested, "summary-easy").paper
    assert squeezed("Easy read Tested by The reading group, 10 February 2027") in said.text
    assert squeezed("not tested") not in said.text
    gone = replace_model(group, withdrawn=day)
    without = replace(tested, shared=replace(tested.shared, people={**tested.shared.people, "readers": gone}))
    html = next(one.html for one in handouts(without) if one.name == "summary-easy")
    assert "The reading group" not in html
    assert "Tested by someone who is not named here, 10 February 2027" in html


def test_a_module_without_easy_text_has_no_easy_edition() -> None:
    whole = replace(module(EASY[0]), easy=None)
    assert "summary-easy" not in {one.name for one in handouts(whole)}


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1000, "dark")])
def test_as_a_web_page_it_can_be_read_on_a_phone_and_in_the_dark(browser: Browser, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page.set_content(handout(EASY[0], "summary-easy").html)
    page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    run = "async tags => (await axe.run({ runOnly: tags })).violations.map(({ id, nodes }) => [id, nodes[0].html])"
    assert page.evaluate(run, tags) == []
    page.close()
