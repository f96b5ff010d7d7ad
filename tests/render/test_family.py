"""The family of handouts: every kind of every module keeps the rules of PDF/UA, and leaves nothing alone on a page."""

from functools import cache
from itertools import pairwise

import pytest
from lxml import html as lxml_html
from paper import Paper, squeezed
from test_handouts import MODULES, POINTS, content, faults, module

from builder.markdown import parse_inline, plain
from builder.questions.question import Saved
from builder.render import Build


@cache
def build(name: str) -> Build:
    return Build(module(name))


def tree(name: str, kind: str):  # type: ignore[no-untyped-def]  # an element of lxml
    document = lxml_html.document_fromstring(build(name).handouts[kind].html)
    for cite in document.xpath("//sup"):
        cite.drop_tree()
    return document


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in MODULES for kind in build(name).handouts])
def test_a_handout_keeps_the_rules_of_pdf_ua_and_its_pages_fall_well(name: str, kind: str) -> None:
    printed = build(name).printed(kind)
    assert printed
    assert (printed.missing, faults(printed.data)) == ((), [])
    paper = Paper(printed.data)
    levels = [int(tag.name[1]) for tag in paper.tags if tag.name in ("H1", "H2", "H3", "H4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
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
