"""The facilitator handout: nothing of it is anywhere else, and its numbers are those that learners see."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from paper import Paper, squeezed
from playwright.sync_api import Page
from test_family import build, tree
from test_handouts import HEADING, MODULES, POINTS, content, module

from builder.checks.structure import minutes_are_true
from builder.files import write_folder
from builder.glossary import explained
from builder.model import Bank, Module
from builder.pipeline import Workspace, checked
from builder.render import Build
from builder.render.sources import numbers
from builder.targets import targets
from builder.timing import minutes
from builder.trace import traced

FIRST = Workspace(Path(__file__).parents[1] / "checks" / "workspace")
NOTE = "In pairs, read the list"
NAME = "facilitator"


def without_notes(whole: Module) -> Module:
    lessons = tuple(
        replace(lesson, screens=tuple(replace(screen, facilitator=None) for screen in lesson.screens))
        for lesson in whole.lessons
    )
    about = whole.about.model_copy(update={"session": None})
    return replace(whole, lessons=lessons, about=about, shared=replace(whole.shared, facilitating=None))


@pytest.fixture
def first() -> Module:
    """Return a module that has nothing wrong with it, and notes on one screen as a trainer writes them."""
    found = checked(FIRST, FIRST.names(), ())
    assert found.problems == ()
    return found.modules[0]


def rows(name: str) -> list[list[str]]:
    """Return the times of a module: number, title, minutes on screen, minutes in the session."""
    table = tree(name, NAME).xpath("//section[@class='times']//tbody/tr")
    return [[cell.text_content() for cell in row] for row in table]


def screens(name: str) -> Iterator[tuple[str, str]]:
    yield from ((number, title) for number, title, _, _ in rows(name) if number.isdigit())


# ── Nowhere else ─────────────────────────────────────────────────────────────────────────────────


def test_notes_stand_in_their_handout_and_nothing_else_knows_of_them(first: Module) -> None:
    bare = without_notes(first)
    assert NOTE in Build(first).handouts[NAME].html
    assert NAME not in Build(bare).handouts
    for target in targets().values():
        with_notes, without = (
            {one.path: one.data for one in target.files(Build(one, prints=False))} for one in (first, bare)
        )
        differ = {path for path, data in with_notes.items() if without.get(path) != data}
        assert differ == ({f"{NAME}.html"} if target.name == "handouts" else set())


def test_notes_take_no_time_of_a_learner_and_teach_nothing(first: Module) -> None:
    bare = without_notes(first)
    assert minutes(first) == minutes(bare)
    assert list(minutes_are_true(first)) == []
    told = [
        [[spot.screen.id for spot in line.said + line.taught] for line in traced([one], first.shared).lines]
        for one in (first, bare)
    ]
    assert told[0] == told[1]


def test_a_claim_in_notes_that_names_no_source_is_among_the_claims_to_look_at(first: Module, tmp_path: Path) -> None:
    said = "The study found something."
    folder = first.folder.parent
    text = f"# A\n\n## One {{#one}}\n\nHello.\n\n:::facilitator\n{said}\n:::\n"
    names = ["modules/one/10-a.md", "modules/shared/facilitating.md"]
    names += ["modules/one/module.yaml", "modules/one/quiz.yaml"]
    names += [f"modules/shared/{source.name}" for source in (folder / "shared").glob("*.yaml")]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        source = folder / name.removeprefix("modules/").replace("one/", "first/")
        path.write_text(text if path.suffix == ".md" else source.read_text("utf-8"), "utf-8")
    found = checked(Workspace(tmp_path), ["one"], ())
    claims = [(one.place.path.name, one.words) for one in traced(found.modules, found.shared).claims]
    assert claims == [("10-a.md", said), ("facilitating.md", said)]


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────


def test_its_screens_have_the_numbers_and_titles_of_the_page(page: Page, tmp_path: Path) -> None:
    name, seen = "can-and-cannot", []
    write_folder(tmp_path / "web", targets()["web"].files(Build(module(name), prints=False)))
    page.goto((tmp_path / "web" / "index.html").as_uri())
    for _ in screens(name):
        number = page.locator("#where").inner_text().split()[1]
        seen.append((number, page.locator("section.screen:not([hidden]) h2").inner_text()))
        page.locator("[data-do=next]").click()
    assert seen == list(screens(name))


@pytest.mark.parametrize("name", MODULES)
def test_every_screen_is_in_the_times_and_those_with_notes_follow_in_order(name: str) -> None:
    lessons = [screen for lesson in module(name).lessons for screen in lesson.screens]
    assert list(screens(name)) == [(str(number), one.title) for number, one in enumerate(lessons, start=1)]
    notes = tree(name, NAME).xpath("//section[@class='note']")
    told = [(one.xpath("./p/strong")[0].text, one.xpath(".//h3")[0].text) for one in notes]
    assert told == [(f"Screen {n}", one.title) for n, one in enumerate(lessons, start=1) if one.facilitator]


@pytest.mark.parametrize("name", MODULES)
def test_the_times_are_those_of_the_module_and_add_up(name: str) -> None:
    *lines, last = [[number.replace("½", ".5") for number in row[2:]] for row in rows(name)]
    here, there = ([float(one or 0) for one in column] for column in zip(*lines, strict=True))
    assert [sum(here), sum(there)] == [float(one) for one in last]
    assert sum(here) == pytest.approx(minutes(module(name)), abs=0.25)


@pytest.mark.parametrize("name", MODULES)
def test_a_source_has_the_number_that_it_has_in_the_module(name: str) -> None:
    known, shared = numbers(explained(module(name))), module(name).shared.sources
    listed = tree(name, NAME).xpath("//section[@class='sources']//li")
    assert listed
    for one in listed:
        number = int(one.get("value"))
        address = one.xpath("./a/@href")[0]
        others = [source for source, given in known.items() if shared[source].address == address and given != number]
        assert (number > len(known)) == (address not in {shared[source].address for source in known})
        assert others == []


@pytest.mark.parametrize("name", MODULES)
def test_questions_have_the_numbers_of_the_answers_and_of_their_screens(name: str) -> None:
    table = tree(name, NAME).xpath("//section[contains(@class, 'where')]//tbody/tr")
    asked = [[cell.text_content() for cell in row] for row in table]
    answers = [one.text_content() for one in tree(name, "answers").xpath("//section/section/h3")]
    assert [f"{number}. {ask}" for number, ask, _ in asked] == answers
    saved = [number for number, screen in enumerate(module(name).screens, start=1) for _ in screen.saved]
    assert [int(number) for _, _, number in asked] == saved


def test_where_each_learner_is_asked_other_questions_no_number_of_a_screen_is_given(first: Module) -> None:
    asking = first.asking.model_copy(update={"banks": (Bank(id="all", draw=1),)})
    quiz = [replace(one, question=one.question.model_copy(update={"bank": "all"})) for one in first.quiz]
    html = Build(replace(first, asking=asking, quiz=tuple(quiz))).handouts[NAME].html
    assert html.count("<td></td></tr>\n</tbody>") + html.count("<td></td></tr>\n<tr>") >= len(quiz)


# ── Paper ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", MODULES)
def test_it_has_what_a_session_needs_on_two_to_six_pages_and_splits_nothing(name: str) -> None:
    printed, document = build(name).printed(NAME), tree(name, NAME)
    session = module(name).about.session
    assert printed
    assert session
    paper = Paper(printed.data)
    assert 2 <= len(paper.pages) <= 6
    assert [y for page in paper.pages if (y := min(one.y for one in content(page))) > 0.6 * POINTS] == []
    wanted = [session.aim, *session.bring, "How we are together", "If somebody is distressed", "Support for you"]
    assert [text for text in wanted if squeezed(text) not in paper.text] == []
    pages = [squeezed("".join(one.text for one in page)) for page in paper.pages]
    for part in document.xpath("//section[@class='note']/div | //section[@class='part section']"):
        assert any(squeezed(part.text_content()) in page for page in pages), part.text_content()
    for page in paper.pages:
        text = [one.y for one in content(page) if one.size < HEADING]
        assert [one.text for one in content(page) if one.size >= HEADING and one.y < min(text)] == []
    assert [one for one in document.xpath("//th") if "scope" not in one.attrib] == []
