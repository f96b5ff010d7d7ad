"""The family of handouts: every kind of every module keeps the rules of PDF/UA, and leaves nothing alone on a page."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from lxml import html as lxml_html
from paper import Paper, squeezed
from test_handouts import MODULES, POINTS, content, faults, module

from builder.markdown import parse_inline, plain
from builder.questions.question import Saved
from builder.render import Build
from builder.render.mend import _elements, _kids


@cache
def build(name: str) -> Build:
    return Build(module(name))


def tree(name: str, kind: str):  # type: ignore[no-untyped-def]  # an element of lxml
    document = lxml_html.document_fromstring(build(name).handouts[kind].html)
    for cite in document.xpath("//sup"):
        cite.drop_tree()
    return document


def mended(paper: Paper) -> None:
    """See that nothing is left of what WeasyPrint does weakly."""
    found = list(_elements(paper.pdf.Root.StructTreeRoot.K[0], ()))
    assert {str(one.A.get("/Scope")) for _, one in found if one.S == "/TH"} <= {"/Row", "/Column"}
    for parents, one in found:
        if one.S == "/Figure":
            left, bottom, right, top = map(float, one.A.BBox)
            assert 0 <= left < right <= 596
            assert 0 <= bottom < top <= POINTS
        if one.S == "/Caption":  # that of a quotation has no figure beside it
            assert "/Figure" not in [str(kid.S) for kid in _kids(parents[-1]) if "/S" in kid]
    notes = [note for page in paper.pdf.pages for note in page.get("/Annots", ())]
    assert [note for note in notes if int(note.F) != 4] == []
    assert [str(note.Contents) for note in notes if str(note.Contents).startswith("source-")] == []


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in MODULES for kind in build(name).handouts])
def test_a_handout_keeps_the_rules_of_pdf_ua_and_its_pages_fall_well(name: str, kind: str) -> None:
    printed = build(name).printed(kind)
    assert printed
    assert (printed.missing, faults(printed.data)) == ((), [])
    paper = Paper(printed.data)
    levels = [int(tag.name[1]) for tag in paper.tags if tag.name in ("H1", "H2", "H3", "H4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    mended(paper)
    for number, page in enumerate(paper.pages, start=1):
        words = [one for one in content(page) if one.mark is not None]
        assert words, f"page {number} is empty"
        lowest = min(words, key=lambda one: one.y)
        assert lowest.size < 13 or lowest.y > POINTS / 2, f"{lowest.text} stands alone at the foot of page {number}"


@pytest.mark.parametrize("name", MODULES)
def test_the_answers_have_the_numbers_of_the_questions(name: str) -> None:
    asked = [one.text_content() for one in tree(name, "questions").xpath("//section/section/h3")]
    answered = [one.text_content() for one in tree(name, "answers").xpath("//section/section/h3")]
    assert [one for one in answered if one not in asked] == []
    saved = [one for screen in module(name).screens for one in screen.saved]
    assert len(answered) == len(saved)
    assert [one.split(". ", 1)[0] for one in asked] == [str(number) for number in range(1, len(asked) + 1)]


@pytest.mark.parametrize("name", MODULES)
def test_the_questions_on_paper_do_not_tell_the_answers(name: str) -> None:
    text = squeezed(tree(name, "questions").text_content())
    for asked in module(name).questions:
        if isinstance(asked.question, Saved):
            told = [words for path, words in asked.question.texts() if path[-1] == "feedback"]
            assert told
            assert [one for one in told if squeezed(plain(parse_inline(one))) in text] == []


@pytest.mark.parametrize("name", MODULES)
def test_the_copy_to_review_holds_every_line_of_every_screen_and_every_feedback(name: str) -> None:
    text = squeezed(tree(name, "review").text_content())
    for screen in module(name).screens:
        lines = [plain([token]) for run in screen.prose for token in run.tokens if token.type == "inline"]
        bare = [line for line in lines if not line.startswith(("source:", "who:"))]
        assert [line for line in bare if squeezed(line) not in text] == []
        told = [words for one in screen.questions for _, words in one.texts()]
        assert [one for one in told if squeezed(plain(parse_inline(one))) not in text] == []


def test_a_module_with_an_address_prints_it_with_a_code_that_leads_there() -> None:
    whole = module("can-and-cannot")
    about = whole.about.model_copy(update={"address": "https://example.org/roles"})
    made = Build(replace(whole, about=about))
    for kind in ("summary", "card"):
        printed = made.printed(kind)
        assert printed
        assert faults(printed.data) == []
        paper = Paper(printed.data)
        assert "isatexample.org/roles" in paper.text
        assert "A QR code that leads to https://example.org/roles" in [tag.alt for tag in paper.tags]
        assert len(paper.pages) == len(Paper(build("can-and-cannot").printed(kind).data).pages)
    assert "QR" not in build("can-and-cannot").handouts["card"].html
