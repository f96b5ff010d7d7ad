"""The family of handouts: every kind of every module keeps the rules of PDF/UA, and leaves nothing alone on a page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markdown_it.token import Token
from paper import Paper, squeezed
from test_handouts import MODULES, POINTS, faults, module

from builder.markdown import parse_inline, plain
from builder.questions.question import Saved
from builder.render import Build
from builder.render.mend import _elements, _kids
from builder.render.print import FORMS, KINDS
from builder.render.sources import numbers
from builder.render.text import blocks
from builder.words import templates

A4, A5 = (595, 842), (420, 595)


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


def reads_in_order(whole: Paper, html) -> None:  # type: ignore[no-untyped-def]  # an element of lxml
    """See that the tags hold all the text in the order in which it is written, and none of the page's furniture."""
    body = html.find("body")
    assert body.xpath(".//@lang") == []  # WeasyPrint would lose the language of a part
    at, text = 0, whole.text
    for said in map(squeezed, body.xpath(".//text()")):
        assert said in text[at:], said
        at = text.index(said, at) + len(said)
    furniture = [one for page in whole.pages for one in page if one.mark is None]
    assert sum("go out of date on" in one.text for one in furniture) >= len(whole.pages)
    silent = {tag.name for tag in whole.tags if tag.name in ("Link", "H1", "H2", "H3", "TH") and not tag.text.strip()}
    # The corner of a table may be left empty; no other head may.
    assert silent == ({"TH"} if body.xpath(".//tr[1]/th[1][not(normalize-space())]") else set())
    assert body.xpath(".//th[not(normalize-space())][position() > 1 or ../preceding-sibling::tr]") == []


# Each edition with the size its words have at the least, and its pages; the first three say the same.
EDITIONS = {"large": (18, A4), "a5": (10.5, A5), "": (12, A4), "easy": (17, A4)}
WIDE = ("action-plan",)
EVERY = [(name, kind) for name in MODULES for kind in build(name).handouts]
OTHERS = [(name, kind) for name, kind in EVERY if kind.endswith(("-large", "-a5"))]


@cache
def paper(name: str, kind: str) -> Paper:
    printed = build(name).printed(kind)
    assert printed
    return Paper(printed.data)


def edition(kind: str) -> tuple[float, tuple[int, int]]:
    size, pages = EDITIONS.get(kind.rpartition("-")[2], EDITIONS[""])
    return size, pages[::-1] if kind in WIDE else pages


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_handout_keeps_the_rules_of_pdf_ua_and_its_pages_fall_well(name: str, kind: str) -> None:
    printed = build(name).printed(kind)
    assert printed
    assert (printed.missing, faults(printed.data)) == ((), [])
    whole, (size, (width, height)) = paper(name, kind), edition(kind)
    levels = [int(tag.name[1]) for tag in whole.tags if tag.name in ("H1", "H2", "H3", "H4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    mended(whole)
    reads_in_order(whole, tree(name, kind))
    assert {tuple(round(float(one)) for one in page.mediabox) for page in whole.pdf.pages} == {(0, 0, width, height)}
    for number, page in enumerate(whole.pages, start=1):
        words = [one for one in page if one.mark is not None]
        assert words, f"page {number} is empty"
        lowest = min(words, key=lambda one: one.y)
        assert lowest.size <= size + 1 or lowest.y > height / 2, f"{lowest.text} is alone at the foot of page {number}"
    lines = {round(one.y) for one in whole.pages[-1] if one.mark is not None}
    assert len(lines) > 6, "the last page is nearly empty"


@pytest.mark.parametrize(("name", "kind"), OTHERS)
def test_an_edition_says_the_same_in_its_own_size(name: str, kind: str) -> None:
    size, _ = edition(kind)
    standard, _, which = kind.rpartition("-")
    whole, html = paper(name, kind), tree(name, kind)
    text = whole.text
    for described in html.find_class("shows"):
        assert squeezed(described.text_content()) in text
        text = text.replace(squeezed(described.text_content()), "", 1)
    for head in html.xpath("//thead"):  # it comes again where its table goes on over the page
        said = squeezed(head.text_content())
        before, *after = text.split(said)
        text = before + said + "".join(after)
    assert text == paper(name, standard).text
    drawn = "".join(tag.text for tag in whole.tags if tag.name == "Figure")
    words = [one for page in whole.pages for one in page if one.text.strip() and one.text not in drawn]
    assert size in {one.size for one in words}
    small = {one.text for one in words if one.size < (size if which == "large" else 7.5)}
    assert {text.strip("0123456789[], ") for text in small} <= {""}  # the numbers of sources stand above the line


def test_the_guide_to_the_roles_has_a_block_for_each_screen_that_is_named() -> None:
    whole, document = module("peer-roles"), tree("peer-roles", "role-guide")
    titles = {screen.id: screen.title for screen in whole.screens}
    named = whole.about.handouts.role_guide
    assert [one.text_content() for one in document.xpath("//section[contains(@class, 'role')]/h2")] == [
        titles[name] for name in named
    ]
    assert not document.find_class("term")
    blocks = [one for page in paper("peer-roles", "role-guide").pages for one in page]
    assert sum("To reach them" in one.text for one in blocks) == len(named) - 1


def test_the_action_plan_asks_every_line_with_room_for_an_owner_and_a_date_and_repeats_its_head() -> None:
    document = tree("team-readiness", "action-plan")
    asked = next(one.question for one in module("team-readiness").questions if one.question.type == "checklist")
    lines = [squeezed(text) for path, text in asked.texts() if path[-1] == "text" and "items" in path]
    rows = document.xpath("//table[contains(@class, 'ticks-plan')]//tr[td]")
    assert [squeezed(row.xpath("./th/text()")[0]) for row in rows] == lines
    assert {len(row.xpath("./td[contains(@class, 'write')]")) for row in rows} == {2}
    heads = ["".join(one.text for one in page) for page in paper("team-readiness", "action-plan").pages]
    assert [number for number, page in enumerate(heads) if "By when" not in page] == []


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


@pytest.mark.parametrize("name", MODULES)
def test_what_a_screen_owes_to_others_or_warns_of_is_in_print_too(name: str) -> None:
    whole = module(name)
    text = squeezed(tree(name, "summary").text_content() + tree(name, "review").text_content())
    told = [note for screen in whole.screens for run in screen.prose for note in notes(run.tokens)]
    told += [str(value) for source in numbers(whole) for value in (whole.shared.sources[source].title,) if value]
    told += [whole.shared.people[credit.who].name for credit in whole.about.credits]
    told += [text for one in whole.shared.support for text in (one.name, one.text, one.contact) if text]
    assert [one for one in told if squeezed(one) not in text] == []


def notes(tokens: Sequence[Token]) -> Iterator[str]:
    for block in blocks(tokens):
        if block.name == "content-note":
            yield from (plain([token]) for token in block.tokens if token.type == "inline")


def test_every_mark_says_which_handouts_it_stands_in_and_stands_there() -> None:
    assert set(FORMS) == {path.stem for path in Path(templates(), "marks").glob("*.html")}
    known = {kind.name for kind in KINDS}
    assert {name for kinds in FORMS.values() for name in kinds} <= known
    for name in MODULES:
        texts = {kind: squeezed(tree(name, kind).text_content()) for kind in build(name).handouts if kind in known}
        for screen in module(name).screens:
            for block in (block for run in screen.prose for block in blocks(run.tokens) if block.name in FORMS):
                lines = [plain([token]) for token in block.tokens if token.type == "inline"]
                for kind in FORMS[block.name]:
                    bare = [one for one in lines if not one.startswith(("source:", "who:"))]
                    assert [one for one in bare if squeezed(one) not in texts[kind]] == [], (screen.id, kind)


@pytest.mark.parametrize("name", MODULES)
def test_no_question_is_split_between_pages(name: str) -> None:
    pages = [squeezed("".join(one.text for one in page)) for page in paper(name, "questions").pages]
    for asked in tree(name, "questions").find_class("asked"):
        texts = [squeezed(one) for one in asked.xpath(".//text()") if one.strip()]
        assert any(all(text in page for text in texts) for page in pages), texts[0]
