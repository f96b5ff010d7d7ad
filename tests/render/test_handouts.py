"""The printed summary: every word of it, how its pages fall, its tags, its font, and the same bytes anywhere."""

import hashlib
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import page as pdf_rules
import pytest
from lxml import html as lxml_html
from paper import Paper, Words, squeezed
from playwright.sync_api import Browser

from builder import font
from builder.files import File
from builder.markdown import parse_inline, plain
from builder.model import Board, Module
from builder.pipeline import Workspace, checked
from builder.placed import Extract, read_yaml
from builder.questions import folder, types
from builder.read import read_module, read_shared
from builder.render import Build
from builder.render import pdf as pdf_room
from builder.render.environment import fill
from builder.render.pdf import pdf
from builder.render.print import handouts
from builder.render.print.summary import PRINTED, is_sheet
from builder.render.screens import words_of
from builder.render.sources import numbers
from builder.render.text import Block, Env, blocks
from builder.render.theme import colours
from builder.targets import targets
from builder.words import long_date, say, words
from builder.written import as_model

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = Workspace(ROOT).names()
PRINTED_ALL = "printed"  # a module beside this file, whose key points hold all that key points can hold
POINTS = 842  # an A4 page is that high
FOOT = 55  # nothing but the footer stands below
HEADING = 15  # and this size or more is a heading's


@dataclass(frozen=True)
class Handout:
    """A module's summary in all its forms."""

    module: Module
    html: str
    data: bytes
    paper: Paper


def html_of(module: Module, name: str = "summary") -> str:
    return next(one.html for one in handouts(module) if one.name == name)


def made(module: Module, name: str = "summary") -> Handout:
    html = html_of(module, name)
    printed = pdf(html)
    assert printed is not None, "Pango is missing: see README.md"
    assert printed.missing == ()
    return Handout(module, html, printed.data, Paper(printed.data))


@cache
def module(name: str) -> Module:
    folder = HERE / name if name == PRINTED_ALL else ROOT / "modules" / name
    shared, _ = read_shared(ROOT / "modules" / "shared")
    reading = read_module(folder, shared)
    assert reading.module, reading.problems
    return reading.module


@cache
def handout(name: str, kind: str = "summary") -> Handout:
    return made(module(name), kind)


@pytest.fixture(params=[*MODULES, PRINTED_ALL])
def piece(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[Handout]:
    with caplog.at_level(logging.WARNING, "weasyprint"):
        yield handout(request.param)
    assert [one.getMessage() for one in caplog.records] == []


def faults(data: bytes) -> list[str]:
    report = pdf_rules.validate_pdf_bytes(data, profile="ua1")
    return [f"{one.rule_id}: {one.message}" for one in report.failures]


def keys(module: Module) -> Iterator[list[str]]:
    """Yield the title of each screen that has key points, and their lines; and those of each sheet to fill in."""
    for lesson in module.lessons:
        for screen in lesson.screens:
            found = [one for prose in screen.prose for one in blocks(prose.tokens) if one.name in PRINTED]
            lines = list(_lines(one for one in found if not is_sheet(one)))
            if lines:
                yield [screen.title, *lines]
            yield from (list(_lines([one])) for one in found if is_sheet(one))


def _lines(found: Iterable[Block]) -> Iterator[str]:
    yield from filter(None, (plain([token]) for one in found for token in one.tokens if token.type == "inline"))


def content(page: list[Words]) -> list[Words]:
    return [one for one in page if FOOT < one.y < POINTS - 48]


# ── What it says ─────────────────────────────────────────────────────────────────────────────────


def expected(module: Module) -> Iterator[str]:
    """Yield every text that has to be on paper."""
    about, shared, language = module.about, module.shared, module.about.language
    yield from (about.title, about.summary, about.audience, about.contact.text)
    yield from (one.text for one in about.outcomes)
    yield from (line for lines in keys(module) for line in lines)
    for name in numbers(module):
        source = shared.sources[name]
        yield from (source.title or "", source.publisher or "", (source.address or "").removeprefix("https://"))
    for credit in about.credits:
        yield from (shared.people[credit.who].name, credit.did)
    for support in shared.support:
        yield from (support.name, support.text, support.contact or "", support.hours or "")
        date = long_date(support.checked) if support.checked else say(language, "text", "not-checked")
        yield say(language, "text", "print-checked", date=date)
    yield say(language, "text", "edition", edition=about.edition)
    yield say(language, "text", "review", date=long_date(about.review))
    yield from (say(language, "text", key) for key in ("licence-text", "attribution", "print-do"))
    yield say(language, "text", "draft") if module.is_draft else ""


def test_every_word_that_matters_is_on_paper(piece: Handout) -> None:
    assert [text for text in expected(piece.module) if squeezed(text) not in piece.paper.text] == []


def test_a_content_note_stands_before_what_it_is_about() -> None:
    whole = handout("can-and-cannot")
    screen = next(one for one in whole.module.screens if one.id == "check-local-policy")
    first, *_ = screen.prose[0].tokens[2:3]
    title, line, *_ = next(lines for lines in keys(whole.module) if lines[0] == screen.title)
    places = [whole.paper.text.index(squeezed(text)) for text in (title, plain([first]), line)]
    assert places == sorted(places)


def test_a_link_to_a_screen_is_words_on_paper_and_a_link_to_the_web_shows_its_address() -> None:
    whole = handout(PRINTED_ALL)
    assert "link to a screen" in whole.html
    assert 'href="#picture"' not in whole.html
    assert squeezed("outside page (example.org/a/rather/long/path/that/has/to/break)") in whole.paper.text


def test_the_attribution_of_the_study_says_that_changes_were_made(piece: Handout) -> None:
    assert squeezed("https://doi.org/10.1108/MHSI-02-2024-0023") in piece.paper.text
    assert squeezed("Changes were made") in piece.paper.text


def test_the_web_page_says_the_same_as_the_pdf(piece: Handout) -> None:
    body = lxml_html.document_fromstring(piece.html).body
    texts = [squeezed(text) for text in body.xpath(".//text()[not(ancestor::sup)]")]
    assert len("".join(texts)) > 1000
    assert [text for text in texts if text not in piece.paper.text] == []
    assert len(body.xpath("//img")) == sum(tag.name == "Figure" for tag in piece.paper.tags)


def test_every_page_has_its_footer_and_on_a_draft_the_mark(piece: Handout) -> None:
    about, count = piece.module.about, len(piece.paper.pages)
    for number, page in enumerate(piece.paper.pages, start=1):
        foot = " ".join(one.text for one in page if one.y < FOOT)
        date = long_date(about.review)
        old = f"To be reviewed by {date} · Printed copies go out of date on {date}"
        for text in (f"{about.title} · Edition {about.edition}", old, f"Page {number} of {count}"):
            assert text in foot
        assert squeezed(say("en", "text", "draft")) in squeezed("".join(one.text for one in page))


def test_who_did_not_agree_to_print_is_not_named() -> None:
    whole = module(MODULES[0])
    people = {name: replace_model(one, consent=("online",)) for name, one in whole.shared.people.items()}
    shown = html_of(replace(whole, shared=replace(whole.shared, people=people)))
    names = [people[credit.who].name for credit in whole.about.credits]
    assert [name for name in names if name in shown] == []
    assert say("en", "text", "print-not-named") in shown


def replace_model(one, **values):  # type: ignore[no-untyped-def]  # a pydantic model of any kind
    return one.model_copy(update=values)


# ── How its pages fall ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", MODULES)
def test_it_has_two_to_four_pages_of_a4_and_none_nearly_empty(name: str) -> None:
    paper = handout(name).paper
    assert 2 <= len(paper.pages) <= 4
    assert {tuple(round(float(one)) for one in page.mediabox) for page in paper.pdf.pages} == {(0, 0, 595, POINTS)}
    lowest = [min(one.y for one in content(page)) for page in paper.pages]
    assert [y for y in lowest if y > 0.6 * POINTS] == []


def test_a_table_in_a_piece_by_itself_is_as_wide_as_the_page() -> None:
    body = lxml_html.document_fromstring(handout("follow-up-1-week").html).body
    assert len(body.xpath("//section[contains(@class, 'row-sheet')][not(div[@class='halves'])]//table")) == 1
    page = handout("follow-up-1-week").paper.pages[0]
    question, answer = (next(one for one in page if one.text.startswith(text)) for text in ("Do you", "What the"))
    assert answer.x - question.x > 0.3 * 595


def test_no_heading_stands_at_the_foot_of_a_page(piece: Handout) -> None:
    for page in piece.paper.pages:
        text = [one.y for one in content(page) if one.size < HEADING]
        assert [one.text for one in content(page) if one.size >= HEADING and one.y < min(text)] == []


def test_no_piece_is_split_between_pages(piece: Handout) -> None:
    pages = [squeezed("".join(one.text for one in page)) for page in piece.paper.pages]
    for lines in keys(piece.module):
        assert any(all(squeezed(line) in page for line in lines) for page in pages), lines[0]


def test_words_are_of_a_size_that_can_be_read(piece: Handout) -> None:
    for lines in keys(piece.module):
        for line in lines:
            starts = [one for page in piece.paper.pages for one in page if line.startswith(one.text.strip() or "-")]
            assert max(one.size for one in starts) >= 12, line
    # The numbers of sources stand above the line, smaller.
    small = {one.text for page in piece.paper.pages for one in page if one.size < 9.4}
    assert {text.strip("0123456789[], ") for text in small} <= {""}


def test_the_card_is_the_whole_board_on_one_page_that_says_where_it_comes_from() -> None:
    card = handout("can-and-cannot", "card")
    assert card.module.board
    assert len(card.paper.pages) == 1
    lines = [squeezed(plain(parse_inline(line.text))) for line in card.module.board.lines]
    assert [line for line in lines if line not in card.paper.text] == []
    assert squeezed("Changes were made") in card.paper.text


def test_a_table_for_paper_has_a_row_and_a_heading_of_its_own() -> None:
    (sheet,) = lxml_html.fromstring(html_of(module("induction"))).find_class("row-sheet")
    assert [one.text_content() for one in sheet.iter("h2")] == ["In your first week"]
    assert "halves" not in str(lxml_html.tostring(sheet))
    assert len(list(sheet.iter("tr"))) == 4


def test_a_checklist_is_named_where_it_stands() -> None:
    html = lxml_html.fromstring(html_of(module("team-readiness")))
    (piece,) = [one.getparent() for one in html.find_class("recording") if "A checklist" in one.text_content()]
    assert squeezed("Your checklist") in squeezed(piece.text_content())


def test_a_list_longer_than_a_page_loses_nothing() -> None:
    whole = module("can-and-cannot")
    assert whole.board
    lines = tuple(replace_model(line, text=f"{line.text} ({turn})") for turn in range(4) for line in whole.board.lines)
    long = made(replace(whole, board=Board(lines=lines)), "card")
    assert [line.text for line in lines if squeezed(line.text) not in long.paper.text] == []
    assert faults(long.data) == []


# ── What it is made of ───────────────────────────────────────────────────────────────────────────


def test_it_keeps_the_rules_of_pdf_ua(piece: Handout) -> None:
    assert faults(piece.data) == []


def test_it_has_a_title_a_language_and_an_outline(piece: Handout) -> None:
    root, about = piece.paper.pdf.Root, piece.module.about
    assert about.title in str(piece.paper.pdf.docinfo["/Title"])
    assert str(root.Lang) == about.language
    assert root.ViewerPreferences.DisplayDocTitle
    assert "/Outlines" in root


def test_headings_go_down_one_step_at_a_time(piece: Handout) -> None:
    levels = [int(tag.name[1]) for tag in piece.paper.tags if tag.name in ("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_is_described_and_every_link_has_words(piece: Handout) -> None:
    assert [tag for tag in piece.paper.tags if tag.name == "Figure" and len(tag.alt) < 20] == []
    assert [tag for tag in piece.paper.tags if tag.name == "Link" and not tag.text.strip()] == []


def test_the_tags_follow_the_screens(piece: Handout) -> None:
    at = -1
    for title, *_ in keys(piece.module):
        found = piece.paper.text.find(squeezed(title), at + 1)
        assert found > at, title
        at = found


def test_one_font_that_comes_with_the_project_is_embedded_and_no_other(piece: Handout) -> None:
    fonts = list(piece.paper.fonts())
    assert [str(one.BaseFont) for one in fonts if "SourceSans" not in str(one.BaseFont)] == []
    assert fonts
    assert all("/FontFile2" in one.DescendantFonts[0].FontDescriptor for one in fonts)


def test_it_is_the_same_in_another_process_at_another_place_and_time_and_where_no_font_is_installed(
    tmp_path: Path,
) -> None:
    code = """
import hashlib, sys
from test_handouts import handout
for name in sys.argv[1:]: print(name, hashlib.sha256(handout(name).data).hexdigest())"""
    names = MODULES[3::-1]
    path = f"{ROOT}{os.pathsep}{HERE}"
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>", encoding="utf-8")
    there = {"TZ": "Asia/Kathmandu", "LANG": "C", "FONTCONFIG_FILE": str(fonts)}
    elsewhere = {**os.environ, **there, "PYTHONHASHSEED": "4242", "PYTHONPATH": path}
    run = subprocess.run([sys.executable, "-c", code, *names], env=elsewhere, cwd="/", capture_output=True, text=True)
    assert run.stderr == ""
    here = [f"{name} {hashlib.sha256(handout(name).data).hexdigest()}" for name in names]
    assert run.stdout.split("\n")[:-1] == here
    assert made(handout(names[0]).module).data == handout(names[0]).data


def test_the_web_page_stands_alone_and_names_no_place_of_this_machine(piece: Handout) -> None:
    document = lxml_html.document_fromstring(piece.html)
    assert document.get("lang") == piece.module.about.language
    assert document.xpath("//script | //link | //iframe") == []
    assert [one for one in document.xpath("//@src") if not one.startswith("data:")] == []
    assert [one for one in document.xpath("//@href") if not one.startswith(("#", "https://", "mailto:"))] == []
    for leak in ("file:", str(ROOT), str(Path.home()), "site-packages", "font-face"):
        assert leak not in piece.html


@pytest.mark.parametrize(
    "name", [MODULES[0], *(pytest.param(one, marks=pytest.mark.everything) for one in MODULES[1:])]
)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1000, "dark")])
def test_the_web_page_can_be_read_on_a_phone_and_in_the_dark(
    browser: Browser, tmp_path: Path, name: str, width: int, scheme: str
) -> None:
    path = tmp_path / "summary.html"
    path.write_text(handout(name).html, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page.goto(path.as_uri())
    page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    run = "async tags => (await axe.run({ runOnly: tags })).violations.map(({ id, nodes }) => [id, nodes[0].html])"
    assert page.evaluate(run, tags) == []
    page.close()


# ── Characters and machines that cannot ──────────────────────────────────────────────────────────


def test_the_font_has_what_the_templates_say() -> None:
    assert font.missing("".join(words("en")["text"].values())) == []


def test_what_is_taken_for_granted_is_in_the_font(monkeypatch: pytest.MonkeyPatch) -> None:
    plain_ones = "".join(sorted(font._PLAIN))
    monkeypatch.setattr(font, "_PLAIN", frozenset())
    assert font.missing(plain_ones) == []


def test_a_character_without_a_shape_is_reported_by_the_printer() -> None:
    printed = pdf('<html lang="en"><title>T</title><body style="font-family: SourceSans Print"><p>Yes ✗ 🙂 → ✓</p>')
    assert printed
    assert printed.missing == ("✗", "🙂")


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("sample/10-start.md", "", "\n\nOne *two* 🙂\n"),
        ("sample/module.yaml", "audience: ", "audience: ✗"),
        ("shared/support.yaml", "    text: ", "    text: ☎"),
    ],
)
def test_a_character_that_cannot_be_printed_is_named_with_its_place(
    tmp_path: Path, file: str, before: str, after: str
) -> None:
    shutil.copytree(ROOT / "tests" / "sample" / "modules", tmp_path / "modules")
    path = tmp_path / "modules" / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(before, after, 1) if before else text + after, encoding="utf-8")
    workspace = Workspace(tmp_path)
    found = [one for one in checked(workspace, workspace.names(), ()).problems if one.code == "P201"]
    assert [one.place.path for one in found] == [path]
    row = path.read_text("utf-8").splitlines()[found[0].place.line - 1]
    assert row[found[0].place.column - 1] == after.strip()[-1]
    assert after.strip()[-1] in found[0].message


def test_without_pango_there_is_a_web_page_and_nothing_offers_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_room, "_engine", lambda: None)
    build = Build(module(MODULES[0]))
    files: list[File] = [*targets()["handouts"].files(build), *targets()["web"].files(build)]
    assert "summary.html" in {one.path for one in files}
    assert "summary.pdf" not in {one.path for one in files}
    assert b"summary.pdf" not in next(one.data for one in files if one.path == "index.html")


def test_every_question_type_has_a_face_that_prints() -> None:
    first = module(MODULES[0])
    tests, _ = read_shared(ROOT / "tests" / "checks" / "workspace" / "modules" / "shared")
    whole = replace(first, shared=replace(first.shared, sources={**first.shared.sources, **tests.sources}))
    known = {name: number for number, name in enumerate(whole.shared.sources, start=1)}
    env = Env(whole, known, "print", colours(), words_of(whole.about.language))
    faces = []
    for kind, model in types().items():
        path = folder(kind) / "examples.yaml"
        placed = read_yaml(Extract(path, path.read_text("utf-8")))
        for index in range(len(placed.data["good"])):
            question, _ = as_model(model, placed, ("good", index, "question"))
            assert question
            face = fill(f"questions/{kind}/print.html", "en", env=env, question=question)
            faces.append(f"<h2>{plain(parse_inline(question.ask))}</h2>{face}")
    style = handout(MODULES[0]).html.split("<style>")[1].split("</style>")[0]
    printed = pdf(f'<html lang="en"><title>Q</title><style>{style}</style><h1>Q</h1>{"".join(faces)}')
    assert printed
    assert printed.missing == ()
    assert faults(printed.data) == []
