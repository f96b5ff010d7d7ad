"""A folder from a stranger: links, pipes and devices in every place of it. Nothing outside it is read, written or
removed, nothing is waited for, and nothing ends in a traceback.
"""

import contextlib
import os
import random
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.files import LOCK
from builder.given import Refused, is_inside, opened
from builder.kept import BEFORE, digest_of

WORKSPACE = Path(__file__).parent / "checks" / "workspace"
WORDS = "What only I may read."
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets only some people make links, and has no pipes")


@pytest.fixture(autouse=True)
def no_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("builder.pipeline", "builder.render.build", "builder.render.pdf"):
        monkeypatch.setattr(f"{room}.can_print", lambda: False, raising=False)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a folder of somebody's own files, which look like anything that a build may want to replace or remove."""
    folder = tmp_path / "mine"
    for name in ("web/index.html", "first/web/index.html", "handouts/a.html", f"{'0' * 64}/a", ".web.a.half-made"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WORDS, "utf-8")
    shutil.copytree(WORKSPACE / "modules", folder / "modules")
    for path in folder.rglob("*.md"):
        path.write_text(path.read_text("utf-8") + f"\n{WORDS}\n", "utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(WORKSPACE / "modules", tmp_path / "work" / "modules")
    return (tmp_path / "work").resolve()


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--folder", str(root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(path: Path, to: Path) -> None:
    """Put a link into a place, instead of what may stand there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _away(path)
    path.symlink_to(to)


def _away(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


# ── What is kept ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("planted", ["a link", "a folder"])
def test_what_stands_where_earlier_versions_kept_things_stays_and_is_told_of(
    root: Path, mine: Path, planted: str
) -> None:
    if planted == "a link":
        put(root / BEFORE, mine)
    else:
        shutil.copytree(mine, root / BEFORE)
    before = tree(mine), tree(root / BEFORE)
    result = run(root, "build", "--only", "web")
    assert result.exit_code == 0
    assert ".kept, beside modules/, is from an earlier version" in result.stderr
    assert (tree(mine), tree(root / BEFORE)) == before


def test_a_build_keeps_nothing_in_the_workspace(root: Path) -> None:
    run(root, "build", "--only", "web")
    assert sorted(path.name for path in root.iterdir()) == ["modules", "output"]


# ── The output ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["output", "output/first", "output/.lock"])
@pytest.mark.parametrize("words", [["build", "--only", "web"], ["trace"], ["list", "questions"]], ids=" ".join)
def test_nothing_is_written_or_removed_where_a_link_in_the_output_leads(
    root: Path, mine: Path, name: str, words: list[str]
) -> None:
    put(root / name, mine / "new" if name.endswith(LOCK) else mine)
    before = tree(mine)
    result = run(root, *words)
    assert tree(mine) == before
    if name != "output/first" or "build" in words:
        assert result.exit_code == 1
        assert name in result.stderr
        assert "hint: put an ordinary file or folder there" in result.stderr


@pytest.mark.parametrize("name", ["first/web", "index.html", "first/.web.a.half-made", "handouts"])
def test_a_link_where_an_output_belongs_gives_way_and_what_it_leads_to_stays(root: Path, mine: Path, name: str) -> None:
    put(root / "output" / name, mine)
    before = tree(mine)
    assert run(root, "build", "--only", "web,handouts").exit_code == 0
    assert tree(mine) == before


def test_a_lock_that_is_a_pipe_is_not_waited_for(root: Path) -> None:
    (root / "output").mkdir()
    os.mkfifo(root / "output" / LOCK)
    result = run(root, "build", "--only", "web")
    assert (result.exit_code, "output/.lock" in result.stderr) == (1, True)


# ── What is read ─────────────────────────────────────────────────────────────────────────────────


def _pipe(path: Path, _: Path) -> None:
    _away(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)


def _socket(path: Path, _: Path) -> None:
    _away(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _huge(path: Path, _: Path) -> None:
    _away(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


SHAPES: dict[str, Callable[[Path, Path], None]] = {
    "a link to everything": lambda path, _: put(path, Path("/")),
    "a link to itself": lambda path, _: put(path, path),
    "a link to nowhere": lambda path, _: put(path, Path("nowhere")),
    "a link to the folder above": lambda path, _: put(path, Path("..")),
    "a link without an end": lambda path, _: put(path, Path("/dev/zero")),
    "a link to a file of mine": lambda path, mine: put(path, mine / "modules" / "first" / "10-welcome.md"),
    "a link to a folder of mine": lambda path, mine: put(path, mine / "modules" / "first"),
    "a pipe": _pipe,
    "a socket": _socket,
    "a terabyte of nothing": _huge,
    "a folder": lambda path, _: (_away(path), path.mkdir(parents=True)),
    "nothing": lambda path, _: _away(path),
}
PLACES = [
    *(
        "modules",
        "modules/first",
        "modules/shared",
        "modules/second",
        "modules/.schemas",
        "modules/.schemas/module.json",
    ),
    *(f"modules/first/{one}" for one in ("10-welcome.md", "15-more.md", "module.yaml", "quiz.yaml", "board.yaml")),
    *(f"modules/first/{one}" for one in ("easy.md", "notes.md", "pictures", "media", "pictures/circles.svg", "odd")),
    *(f"modules/first/{one}" for one in ("pictures/square.png", "media/talk.mp4", "media/talk.vtt", "media/talk.md")),
    *(f"modules/first/{one}" for one in ("media/talk.png", "media/hello.mp3", "media/odd.mp4", "media/deep/odd")),
    *(f"modules/shared/{one}.yaml" for one in ("people", "sources", "support", "organisation", "glossary", "course")),
    *("modules/shared/facilitating.md", "modules/shared/pictures", "modules/shared/odd"),
    *("output/odd", "output/first/odd", "output/first/.made-with.json", "output/first/first-scorm12.zip"),
]


@pytest.fixture
def quickly() -> Iterator[None]:
    """Fail where a command goes on and on in something that never ends."""

    def late(*_: object) -> None:
        pytest.fail("it goes on and on")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, 60)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_stands_in_a_place_it_is_refused_or_passed_over(root: Path, mine: Path, shape: str) -> None:
    before = tree(mine)
    dice = random.Random(shape)
    for place in dice.sample(PLACES, 2):
        broken(root, mine, place, shape)
    assert tree(mine) == before


@pytest.mark.everything
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_stands_in_any_place_it_is_refused_or_passed_over(
    root: Path, mine: Path, place: str, shape: str
) -> None:
    before = tree(mine)
    broken(root, mine, place, shape)
    assert tree(mine) == before


def broken(root: Path, mine: Path, place: str, shape: str) -> None:
    """Check and build a workspace with something in one of its places; what comes of that holds nothing of mine."""
    work = root.with_name("broken")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(root, work)
    SHAPES[shape](work / place, mine)
    for words in (["check"], ["build", "--only", "web"]):
        result = run(work, *words)
        assert WORDS not in result.output, (place, words)
    pages = [path.read_text("utf-8", "replace") for path in (work / "output").rglob("*.html") if path.is_file()]
    assert not any(WORDS in page for page in pages), place


def test_what_a_folder_is_can_be_told_though_nothing_in_it_can_be_read(root: Path, mine: Path) -> None:
    folder = root / "odd"
    known = set()
    for shape, make in SHAPES.items():
        make(folder / shape, mine)
        known.add(digest_of(folder))
    assert len(known) >= len(SHAPES) - 1  # of nothing there is nothing to tell


def test_a_file_is_opened_where_it_stands_in_its_folder_and_nowhere_else(root: Path, mine: Path) -> None:
    folder = root / "modules" / "first"
    put(folder / "inside.md", Path("10-welcome.md"))
    put(folder / "outside.md", mine / "web" / "index.html")
    put(root / "modules" / "linked", folder)
    opened(folder / "inside.md", folder).close()
    for path, home in ((folder / "outside.md", folder), (root / "modules" / "linked" / "10-welcome.md", None)):
        with pytest.raises(Refused):
            opened(path, home or path.parent)
    assert not is_inside(folder / ".." / "shared" / "people.yaml", folder)
