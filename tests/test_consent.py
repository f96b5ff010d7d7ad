"""Consent is kept: who withdraws it is in nothing that is built, and who gave it for one medium is only there."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.pipeline import Workspace, checked
from builder.read import read_shared
from builder.render import Build
from builder.targets import targets
from builder.withdrawn import RECORD, stale

ROOT = Path(__file__).parents[1]
STORY = """
:::story
who: ann
The ward was loud, and Zebra Crossing helped [@T2].

![A zebra](pictures/zebra.svg)
:::
"""
PERSON = """
  - id: ann
    name: Ann Example
    role: peer trainer
    as: {as_}
    consent: [{consent}]
    date: 2026-01-02
{more}"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace with one module, in which Ann tells a story, is credited, and reviewed it."""
    shutil.copytree(ROOT / "tests" / "checks" / "workspace" / "modules", tmp_path / "modules")
    folder = tmp_path / "modules" / "first"
    (folder / "pictures" / "zebra.svg").write_text(SVG, "utf-8")
    with (folder / "20-list.md").open("a", encoding="utf-8") as lesson:
        lesson.write(STORY)
    return tmp_path.resolve()


def agree(
    root: Path, consent: str = "online, print", as_: str = "name", more: str = "", *, credited: bool = True
) -> None:
    """Write down what Ann agreed to."""
    with (root / "modules" / "shared" / "people.yaml").open("a", encoding="utf-8") as people:
        people.write(PERSON.format(as_=as_, consent=consent, more=more))
    module = root / "modules" / "first" / "module.yaml"
    text = module.read_text("utf-8").replace(
        "status: draft", "status: in review\nhistory:\n  - {status: in review, who: ann, date: 2020-02-03}"
    )
    credit = "credits:\n  - who: ann\n    did: told a story\n" if credited else "credits:\n"
    module.write_text(text.replace("credits:\n", credit), "utf-8")


def built(root: Path) -> Build:
    workspace = Workspace(root)
    found = checked(workspace, workspace.names(), list(targets().values()))
    assert [one for one in found.problems if one.severity == "error"] == []
    return Build(found.modules[0])


def page(root: Path) -> str:
    """Return everything the page is made of, as one text."""
    return "".join(
        file.data.decode("utf-8", "replace") for file in built(root).page() if file.path.endswith(("html", "js"))
    )


def test_a_story_stands_online_and_in_print_with_the_name_its_teller_wants(root: Path) -> None:
    agree(root)
    assert "In the words of Ann Example" in page(root)
    assert "In the words of Ann Example" in built(root).handouts["summary"].html
    assert "Zebra Crossing" in page(root)
    assert "Zebra Crossing" in built(root).handouts["summary"].html
    assert "who: ann" not in page(root) + built(root).handouts["summary"].html


def test_who_reviewed_it_and_when_is_shown(root: Path) -> None:
    agree(root)
    assert "In review on 3 February 2020: Ann Example" in page(root)
    assert "In review on 3 February 2020: Ann Example" in built(root).handouts["summary"].html


def test_a_person_who_does_not_want_to_be_named_is_not(root: Path) -> None:
    agree(root, as_="not named")
    text = page(root) + built(root).handouts["summary"].html
    assert "Ann Example" not in text
    assert text.count("In the words of someone who is not named here") == 2
    assert "Zebra Crossing" in text


def test_consent_for_print_alone_keeps_the_story_off_the_screen(root: Path) -> None:
    agree(root, consent="print", credited=False)
    assert "Zebra" not in page(root)
    assert "A zebra" not in page(root)
    assert "Ann Example" not in page(root)
    assert "Zebra Crossing" in built(root).handouts["summary"].html


def test_consent_for_the_screen_alone_keeps_the_story_off_paper(root: Path) -> None:
    agree(root, consent="online", credited=False)
    assert "Zebra Crossing" in page(root)
    assert "mark-unprinted" in page(root)
    assert "Zebra" not in built(root).handouts["summary"].html
    assert "Ann Example" not in built(root).handouts["summary"].html


def test_who_withdraws_is_nowhere_in_what_is_built_and_the_build_says_where_they_were(root: Path) -> None:
    agree(root, more="    withdrawn: 2026-03-04\n")
    result = command(root, "build")
    assert result.exit_code == 0, result.output
    assert result.output.count("warning E121") == 3
    data = everything(root / "output")
    assert b"First steps" in data
    for gone in (b"Ann Example", b"Zebra", b"zebra", b"told a story"):
        assert gone not in data


def test_what_only_a_withdrawn_story_cites_is_no_longer_a_source(root: Path) -> None:
    agree(root, more="    withdrawn: 2026-03-04\n")
    source = (
        "\n  - {id: other, kind: research, title: Quagga, publisher: P, address: https://e.org/q, read: 2026-01-01}\n"
    )
    with (root / "modules" / "shared" / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(source)
    lesson = root / "modules" / "first" / "20-list.md"
    lesson.write_text(lesson.read_text("utf-8").replace("helped [@T2]", "helped [@other]"), "utf-8")
    assert "Quagga" not in page(root) + built(root).handouts["summary"].html


def test_the_saved_progress_of_a_learner_stays_whole_when_a_story_goes(root: Path) -> None:
    agree(root)
    before = [screen.id for screen in built(root).module.screens]
    people = root / "modules" / "shared" / "people.yaml"
    people.write_text(people.read_text("utf-8") + "    withdrawn: 2026-03-04\n", "utf-8")
    assert [screen.id for screen in built(root).module.screens] == before


# ── What a release asks for ──────────────────────────────────────────────────────────────────────


def command(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--folder", str(root), *words])


def everything_in(path: Path) -> bytes:
    """Return the bytes of a file, and of those in it if it is a package."""
    if path.suffix != ".zip":
        return path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return b"".join(package.read(name) for name in package.namelist())


def everything(folder: Path) -> bytes:
    """Return the bytes of all files in a folder, also those in packages, one after the other."""
    return b"".join(everything_in(path) for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_release_builds_what_is_approved_and_nothing_else(root: Path) -> None:
    agree(root)
    refused = command(root, "build", "--release", "--only", "web")
    assert refused.exit_code == 1
    assert 'error R101: This module is not approved: it is "in review"' in refused.output
    assert not (root / "output").exists()
    steps = "".join(f"  - {{status: {one}, who: ann, date: 2020-02-03}}\n" for one in ("co-produced", "approved"))
    module = root / "modules" / "first" / "module.yaml"
    text = module.read_text("utf-8").replace("status: in review\nh", "status: approved\nh")
    module.write_text(text.replace("date: 2020-02-03}\n", "date: 2020-02-03}\n" + steps, 1), "utf-8")
    assert command(root, "build", "--release", "--only", "web").exit_code == 0
    assert "In review on 3 February 2020" in (root / "output" / "first" / "web" / "index.html").read_text("utf-8")


def test_a_build_says_which_contacts_are_still_blank(root: Path) -> None:
    agree(root)
    said = "Still blank in modules/shared/support.yaml: Your line manager\n"
    assert said in command(root, "build", "--only", "web").output
    support = root / "modules" / "shared" / "support.yaml"
    filled = support.read_text("utf-8").replace("contact:", "contact: 01273 496000\n    checked: 2026-01-02")
    support.write_text(filled, "utf-8")
    assert "Still blank" not in command(root, "build", "--only", "web").output


# ── What was built before ────────────────────────────────────────────────────────────────────────


def withdraw(root: Path) -> None:
    people = root / "modules" / "shared" / "people.yaml"
    people.write_text(people.read_text("utf-8") + "    withdrawn: 2026-03-04\n", "utf-8")


def named_as_left(said: str) -> set[str]:
    return {line.split()[0] for line in said.splitlines() if "does not agree to it any more" in line}


def left_of(root: Path) -> dict[str, bool]:
    """Return what is left of those who do not agree to it any more, and whether that is sure."""
    shared, _ = read_shared(root / "modules" / "shared")
    return {one.path.relative_to(root).as_posix(): one.is_sure for one in stale(root / "output", shared.people)}


OF_FIRST = {f"output/first/{name}" for name in ("web", "handouts", "first-scorm12.zip", "first-scorm2004.zip")}


@pytest.fixture(scope="module")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a module in which Ann stands and one in which she does not, both built."""
    root = tmp_path_factory.mktemp("consent").resolve() / "work"
    shutil.copytree(ROOT / "tests" / "checks" / "workspace" / "modules", root / "modules")
    shutil.copytree(root / "modules" / "first", root / "modules" / "second")
    (root / "modules" / "first" / "pictures" / "zebra.svg").write_text(SVG, "utf-8")
    with (root / "modules" / "first" / "20-list.md").open("a", encoding="utf-8") as lesson:
        lesson.write(STORY)
    agree(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.pipeline.can_print", lambda: False)
        assert command(root, "build").exit_code == 0
    return root


@pytest.fixture
def twice(tmp_path: Path, once_built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("builder.pipeline.can_print", lambda: False)
    shutil.copytree(once_built, tmp_path / "work")
    return (tmp_path / "work").resolve()


def _break(path: Path) -> None:
    path.write_text("title: [", "utf-8")


@pytest.mark.parametrize(
    ("meanwhile", "words", "left"),
    [
        (None, ["--only", "web"], {*OF_FIRST, "output/handouts"} - {"output/first/web"}),
        (None, ["second", "--only", "web"], {*OF_FIRST, "output/handouts"}),
        (None, [], set()),
        (lambda root: (root / "modules" / "first").rename(root / "modules" / "third"), [], OF_FIRST),
        (lambda root: shutil.rmtree(root / "modules" / "first"), [], OF_FIRST),
        (lambda root: _break(root / "modules" / "first" / "module.yaml"), [], {*OF_FIRST, "output/handouts"}),
    ],
    ids=["one target", "another module", "all", "renamed", "removed", "broken"],
)
def test_a_build_names_all_that_was_built_before_and_holds_who_has_withdrawn(
    twice: Path, meanwhile: Callable[[Path], object] | None, words: list[str], left: set[str]
) -> None:
    withdraw(twice)
    if meanwhile:
        meanwhile(twice)
    result = command(twice, "build", *words)
    assert named_as_left(result.output) == left, result.output
    assert result.exit_code == int(bool(left))
    if meanwhile:  # and it is said again where nothing is built
        assert named_as_left(command(twice, "build", *words).output) == left
    files = (path for path in (twice / "output").rglob("*") if path.is_file())
    holding = {path for path in files if b"Zebra" in everything_in(path)}
    unsaid = [path for path in holding if not any(path.is_relative_to(twice / name) for name in left)]
    assert unsaid == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("as: name", "as: not named"), ("[online, print]", "[online]"), ("name: Ann Example", "name: A.")],
)
def test_whoever_agrees_to_less_is_no_longer_held_by_what_was_built_before(twice: Path, old: str, new: str) -> None:
    assert left_of(twice) == {}
    people = twice / "modules" / "shared" / "people.yaml"
    before, word, after = people.read_text("utf-8").rpartition(old)
    assert word
    people.write_text(before + new + after, "utf-8")
    assert left_of(twice) == dict.fromkeys({*OF_FIRST, "output/handouts"}, True)


def test_what_an_earlier_version_built_is_named_where_anybody_has_withdrawn(twice: Path) -> None:
    (twice / "output" / "first" / RECORD).unlink()
    assert left_of(twice) == {}
    withdraw(twice)
    assert left_of(twice) == {"output/handouts": True, **dict.fromkeys(OF_FIRST, False)}
    result = command(twice, "build", "second", "--only", "web")
    assert result.output.count("was made by an earlier version") == len(OF_FIRST)
    assert result.exit_code == 1


@pytest.mark.parametrize("planted", [b"", b"[" * 100_000, b'{"web": 1}', b'{"web": {"a": [1]}}', b"[]", b"\xff"])
def test_a_record_that_is_none_is_no_fault(twice: Path, planted: bytes) -> None:
    (twice / "output" / "first" / RECORD).write_bytes(planted)
    withdraw(twice)
    assert left_of(twice)["output/first/web"] is False


def test_a_record_names_nobody(twice: Path) -> None:
    for path in (twice / "output").rglob(RECORD):
        assert not {b"Ann", b"ann"} & {*re.findall(rb"\w+", path.read_bytes())}
