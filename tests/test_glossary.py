"""The glossary: a word is explained where a module first uses it, once, and stands in the list of those it uses."""

import re
import shutil
from pathlib import Path

import pytest

from builder.pipeline import Workspace, checked
from builder.render import Build
from builder.targets import targets

ROOT = Path(__file__).parents[1]
GLOSSARY = """glossary:
  - term: lived experience
    means: what somebody *knows* from living it.
    source: other
  - term: expert by experience
    also: [experts by experience, EBE]
    means: somebody who advises.
    source: [T1, other]
  - term: never used
    means: nothing.
    source: T1
"""
SOURCE = "\n  - {id: other, kind: guidance, title: Quagga, publisher: P, address: https://e.org/q, read: 2026-01-01}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace with one module and a glossary."""
    shutil.copytree(ROOT / "tests" / "checks" / "workspace" / "modules", tmp_path / "modules")
    shared = tmp_path / "modules" / "shared"
    (shared / "glossary.yaml").write_text(GLOSSARY, "utf-8")
    (shared / "sources.yaml").write_text((shared / "sources.yaml").read_text("utf-8") + SOURCE, "utf-8")
    return tmp_path.resolve()


def built(root: Path, *screens: str) -> Build:
    """Return the module with these screens in place of its own."""
    folder = root / "modules" / "first"
    for path in folder.glob("*.md"):
        path.unlink()
    text = "".join(f"## Screen {number} {{#s-{number}}}\n\n{one}\n\n" for number, one in enumerate(screens, start=1))
    (folder / "10-lesson.md").write_text(f"# A\n\n{text}", "utf-8")
    workspace = Workspace(root)
    found = checked(workspace, workspace.names(), list(targets().values()))
    assert [one for one in found.problems if one.severity == "error"] == []
    return Build(found.modules[0])


def page(build: Build) -> dict[str, str]:
    """Return what stands on each screen, without its sources."""
    html = next(file.data.decode() for file in build.page() if file.path == "index.html")
    screens = re.findall(r'<section class="screen[^"]*" data-screen="([^"]+)"(.*?)</section>', html, re.DOTALL)
    return {name: text.split('<div class="sources">')[0] for name, text in screens}


def explained(text: str) -> list[str]:
    return re.findall(r'<p class="term" role="note"><dfn>(.*?)</dfn>', text)


def test_a_word_is_explained_below_the_text_that_first_uses_it_and_nowhere_else(root: Path) -> None:
    screens = page(built(root, "Nothing.\n\nLived Experience counts.\n\nMore.", "Again: lived-experience."))
    text = re.sub(r"\s+", " ", screens["s-1"])
    assert re.search(r"counts\.</p> <p class=\"term\".*</p> <p>More", text)
    assert "<dfn>Lived experience</dfn>: what somebody <em>knows</em> from living it." in text
    assert explained(screens["s-2"]) == []


def test_its_meaning_shows_its_source_among_those_of_the_screen(root: Path) -> None:
    html = next(file.data.decode() for file in built(root, "Lived experience.").page() if file.path == "index.html")
    assert 'id="s-1-source-1"' in html
    assert "Quagga" in html


def test_other_forms_and_plurals_are_found_in_any_case_and_parts_of_words_are_not(root: Path) -> None:
    assert explained(page(built(root, "Two EBEs."))["s-1"]) == ["Expert by experience"]
    assert explained(page(built(root, "Experts by\nexperience’s view."))["s-1"]) == ["Expert by experience"]
    assert explained(page(built(root, "The webex and outlived experiences."))["s-1"]) == []


def test_words_in_one_paragraph_are_explained_in_the_order_they_come(root: Path) -> None:
    found = explained(page(built(root, "- An EBE\n- has lived experience"))["s-1"])
    assert found == ["Expert by experience", "Lived experience"]


def test_a_word_inside_a_mark_is_explained_below_the_mark(root: Path) -> None:
    text = page(built(root, ":::key\nLived experience.\n:::"))["s-1"]
    assert re.search(r'</div>\s*<p class="term"', text)


def test_what_stands_behind_a_content_note_is_explained_again_where_it_comes_next(root: Path) -> None:
    noted = ":::content-note\nThis screen talks about a hard day, for a minute.\n:::\n\nLived experience."
    screens = page(built(root, noted, "Lived experience.", "Lived experience."))
    assert [len(explained(screens[name])) for name in ("s-1", "s-2", "s-3")] == [1, 1, 0]


def test_a_question_is_explained_above_it_and_its_feedback_below(root: Path) -> None:
    question = "```question\nid: q-x\ntype: reflect\nask: What does lived experience mean to you?\n```"
    text = page(built(root, question))["s-1"]
    assert text.index('class="term"') < text.index('data-own="q-x"')


def test_the_list_holds_the_words_the_module_uses_on_screen_and_on_paper(root: Path) -> None:
    build = built(root, "Lived experience.", "An EBE.")
    html = next(file.data.decode() for file in build.page() if file.path == "index.html")
    listed = re.search(r'<dl class="terms">(.*?)</dl>', html, re.DOTALL)
    assert listed
    assert re.findall("<dt>(.*?)</dt>", listed[1]) == ["Expert by experience", "Lived experience"]
    printed = re.search(r'<section class="terms">(.*?)</section>', build.handouts["summary"].html, re.DOTALL)
    assert printed
    assert re.findall("<dfn>(.*?)</dfn>", printed[1]) == ["Expert by experience", "Lived experience"]
    assert "Quagga" in build.handouts["summary"].html


def test_a_module_that_uses_none_has_no_list(root: Path) -> None:
    build = built(root, "Nothing to explain.")
    html = next(file.data.decode() for file in build.page() if file.path == "index.html")
    assert 'class="terms"' not in html + build.handouts["summary"].html


def test_every_word_of_the_shipped_glossary_is_found_by_its_own_name() -> None:
    from builder.markdown import whole_words

    found = checked(Workspace(ROOT), [], ())
    assert found.shared.glossary
    for term in found.shared.glossary:
        assert whole_words((term.id, *term.also)).fullmatch(term.id)
