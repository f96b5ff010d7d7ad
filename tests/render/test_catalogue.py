"""The catalogue as somebody uses it who runs a course: the map, what there is, and what a release is short of."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.pipeline import Workspace, write_catalogue
from builder.words import long_hours

WORKSPACE = Path(__file__).parents[1] / "checks" / "workspace"
MAP = """course:
  - id: all-staff
    name: All staff
    text: Everybody here.
    modules:
      - module: second
        when: in your first days
        again: {again}
      - module: first
  - id: teams
    name: Teams
    text: A team together.
    after: all-staff
    modules:
      - module: first
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace with three modules, two of them on the course map."""
    shutil.copytree(WORKSPACE / "modules", tmp_path / "modules")
    for name in ("second", "third"):
        shutil.copytree(tmp_path / "modules" / "first", tmp_path / "modules" / name)
        change(tmp_path, f"{name}/module.yaml", "title: First steps", f"title: {name.capitalize()} steps")
    (tmp_path / "modules" / "shared" / "course.yaml").write_text(MAP.format(again=12), "utf-8")
    return tmp_path.resolve()


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "modules" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def build(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--folder", str(root), "build", "--only", "web", *words])


def catalogue(root: Path, *names: str) -> None:
    """Write the catalogue as if these modules had been built (all of them, if none is named)."""
    for name in names or ("first", "second", "third"):
        path = root / "output" / name / "web" / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
    write_catalogue(Workspace(root), root / "output")


def page(root: Path, name: str = "index.html") -> str:
    return (root / "output" / name).read_text("utf-8")


def words(html: str) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip()


def part(root: Path, start: str, end: str) -> str:
    return words(page(root).partition(start)[2].partition(end)[0])


# ── The map ──────────────────────────────────────────────────────────────────────────────────────


def test_the_map_says_who_takes_what_in_which_order_how_long_and_when_again(root: Path) -> None:
    catalogue(root)
    said = part(root, 'id="map_all-staff">', "</section>")
    assert said == (
        "All staff Everybody here. 2 modules, about 10 minutes Second steps 5 minutes · in your first days · "
        "look again after a year First steps 5 minutes"
    )
    assert part(root, 'id="map_teams">', "</section>").startswith(
        "Teams A team together. 1 module, about 5 minutes Comes after: All staff"
    )


def test_when_to_look_again_is_called_a_suggestion_and_never_a_duty(root: Path) -> None:
    catalogue(root)
    said = part(root, '<section class="part part-map"', '<div class="map">')
    assert "When to look again is our own suggestion." in said
    assert not re.search("required|mandatory|must|CSTF", said)


@pytest.mark.parametrize(
    ("again", "said"), [("1", "1 month"), ("6", "6 months"), ("12", "a year"), ("18", "18 months"), ("24", "2 years")]
)
def test_months_are_said_as_people_say_them(root: Path, again: str, said: str) -> None:
    (root / "modules" / "shared" / "course.yaml").write_text(MAP.format(again=again), "utf-8")
    catalogue(root)
    assert f"look again after {said} First" in part(root, 'id="map_all-staff">', "</section>")


@pytest.mark.parametrize(
    ("minutes", "said"), [(5, "5 minutes"), (60, "1 hour"), (61, "1 hour 1 minute"), (265, "4 hours 25 minutes")]
)
def test_a_course_is_counted_in_hours(minutes: int, said: str) -> None:
    assert long_hours(minutes) == said


def test_what_is_on_the_map_and_not_built_has_no_link(root: Path) -> None:
    catalogue(root, "first")
    said = page(root)
    assert 'href="#module_first"' in said
    assert 'href="#module_second"' not in said
    assert "Second steps (not built yet)" in part(root, 'id="map_all-staff">', "</section>")


def test_a_module_on_no_map_is_listed_below_the_others_and_once_each(root: Path) -> None:
    catalogue(root)
    found = re.findall(r'<h3>(.*?)</h3>|<article class="entry" id="module_(\w+)"', page(root))
    assert [one or other for one, other in found] == ["All staff", "second", "first", "Not on the course map", "third"]


def test_without_a_map_all_modules_are_listed(root: Path) -> None:
    (root / "modules" / "shared" / "course.yaml").unlink()
    catalogue(root)
    assert page(root).count("<article") == 3
    assert 'id="map"' not in page(root)


# ── How far each module is from a release ────────────────────────────────────────────────────────


APPROVED = """status: approved
history:
  - {status: in review, who: the-writers, date: 2026-01-02}
  - {status: co-produced, who: the-writers, date: 2026-01-03}
  - {status: approved, who: the-writers, date: 2026-01-04}"""


def ready(root: Path, name: str = "first") -> str:
    """Return what the catalogue says of how far a module is from a release."""
    return words(
        page(root).partition(f'id="module_{name}"')[2].partition('<div class="ready">')[2].partition("</div>")[0]
    )


def test_a_draft_is_said_to_wait_for_people_with_lived_experience(root: Path) -> None:
    catalogue(root)
    assert ready(root) == (
        "Before it can be released It is a draft. People with lived experience review it first, and that is recorded."
    )


def test_an_approved_module_in_date_is_ready(root: Path) -> None:
    change(root, "first/module.yaml", "status: draft", APPROVED)
    catalogue(root)
    assert ready(root).startswith("Ready for a release It is approved and in date")
    assert "1 of 3 ready" in words(page(root))
    assert build(root, "first", "--release").exit_code == 0


def test_a_review_date_that_has_passed_is_said_beside_it_and_stops_a_release(root: Path) -> None:
    change(root, "first/module.yaml", "status: draft", APPROVED)
    change(root, "first/module.yaml", "review: 2099-12-31", "review: 2020-12-31")
    catalogue(root)
    assert (
        ready(root)
        == "Before it can be released Its review date was 31 December 2020. Somebody reads it again and sets a new one."
    )
    assert "31 December 2020 This date has passed." in words(page(root))


def test_what_is_wrong_is_named_with_its_line_and_older_files_are_called_older(root: Path) -> None:
    catalogue(root)
    change(root, "first/10-welcome.md", ":::note", ":::nots")
    catalogue(root)
    said = ready(root)
    assert "modules/first/10-welcome.md, line" in said
    assert "the files here are from an earlier build." in said
    assert str(root) not in page(root)


def test_advice_is_kept_apart_from_what_stops_a_release(root: Path) -> None:
    change(root, "first/module.yaml", "minutes: 5", "minutes: 50")
    catalogue(root)
    said = ready(root)
    assert said.startswith("Before it can be released It is a draft.")
    assert "1 to look at, as advice" in said


def test_a_contact_nobody_checked_stops_a_release_of_all_modules(root: Path) -> None:
    change(root, "first/module.yaml", "status: draft", APPROVED)
    change(root, "shared/support.yaml", "    contact:", "    contact: Extension 12")
    catalogue(root)
    said = part(root, 'id="open">', "</section>")
    assert "This stops a release" in said
    assert "modules/shared/support.yaml, line 2" in said
    assert ready(root).startswith("Before it can be released First comes what is open for the whole course.")
    assert "0 of 3 ready" in words(page(root))


def test_blanks_are_listed_by_name(root: Path) -> None:
    catalogue(root)
    said = part(root, 'id="open">', "</section>")
    assert "Contacts to fill in" in said
    assert "Your line manager" in said
    assert "Your organisation’s name" in said
    change(root, "shared/support.yaml", "    contact:", "    contact: Extension 12\n    checked: 2026-11-23")
    catalogue(root)
    assert "Contacts to fill in" not in page(root)


def test_one_module_built_and_all_of_them_give_the_same_catalogue(root: Path) -> None:
    build(root)
    change(root, "first/module.yaml", "summary: What", "summary: All that")
    assert build(root, "first").exit_code == 0
    one = page(root)
    build(root)
    assert page(root) == one
    assert "All that the tests" in one


def test_nothing_is_read_twice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from builder import looked

    read: list[str] = []
    real = looked.read_module
    monkeypatch.setattr(
        looked, "read_module", lambda folder, shared: [read.append(folder.name), real(folder, shared)][1]
    )
    build(root, "second")
    assert sorted(read) == ["first", "second", "third"]


# ── What stands beside the modules ───────────────────────────────────────────────────────────────


def test_the_trace_and_the_gallery_are_linked_where_they_are(root: Path) -> None:
    catalogue(root)
    assert 'href="trace.html"' not in page(root)
    CliRunner().invoke(main, ["--folder", str(root), "list", "questions"])
    CliRunner().invoke(main, ["--folder", str(root), "trace"])
    assert 'href="trace.html"' in page(root)
    assert 'href="gallery/index.html"' in page(root)
    assert 'href="index.html"' in page(root, "trace.html")


def test_the_words_explained_are_a_page_with_their_sources(root: Path) -> None:
    entry = "  - term: {}\n    means: something.\n    source: {}\n"
    glossary = "glossary:\n" + entry.format("zest", "T1") + entry.format("banding", "study")
    (root / "modules" / "shared" / "glossary.yaml").write_text(glossary, "utf-8")
    catalogue(root)
    assert 'href="glossary.html"' in page(root)
    said = words(page(root, "glossary.html"))
    assert said.index("Banding") < said.index("Zest")
    assert said.count("A study: what helps") == 1


def test_every_handout_that_is_there_is_listed_with_its_web_page(root: Path) -> None:
    folder = root / "output" / "first" / "handouts"
    folder.mkdir(parents=True)
    for name in ("summary.pdf", "summary-large.pdf", "summary.html", "card.html", "notes.txt"):
        (folder / name).write_text("", "utf-8")
    catalogue(root)
    found = re.findall(r'href="first/handouts/([^"]*)"><span class="name">(.*?)</span>', page(root))
    assert found == [
        ("summary.pdf", "A summary to keep"),
        ("summary.html", "Web page"),
        ("summary-large.pdf", "A summary to keep (large print)"),
        ("card.html", "A card for the wall"),
    ]


def test_the_handouts_of_the_course_that_are_there_are_listed(root: Path) -> None:
    folder = root / "output" / "handouts"
    folder.mkdir(parents=True)
    for name in ("sign-off.pdf", "sign-off.html", "induction-pack.pdf"):
        (folder / name).write_text("", "utf-8")
    catalogue(root)
    found = re.findall(r'href="handouts/([^"]*)">([^<]*)<', page(root))
    assert found == [
        ("induction-pack.pdf", "Induction pack"),
        ("sign-off.pdf", "Induction record"),
        ("sign-off.html", "Web page"),
    ]
