"""What is kept from one build to the next: a build does only what has changed, and is never wrong for it."""

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

from builder.cli import main
from builder.kept import MONTH, PLACE, Kept, Last, digest, digest_of, forget, kept_for, tidy
from builder.looked import Looked, Looking
from builder.render.pdf import Printed
from builder.render.press import Order, Press
from builder.targets import targets

ROOT = Path(__file__).parents[1]
WORKSPACE = Path(__file__).parent / "checks" / "workspace"
COURSE = ROOT / "modules"
NOTHING_CHANGED = "Nothing has changed since the last build, and all of it is still there."


@pytest.fixture(autouse=True, scope="module")
def quick_press() -> Iterator[None]:
    """Print nothing: PDFs are kept by the press, which has tests of its own. What stands for one tells its HTML."""

    def order(_: Press, html: str) -> Order:
        return lambda: Printed(digest(html).encode())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Press, "__call__", order)
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace of two modules."""
    shutil.copytree(WORKSPACE / "modules", tmp_path / "modules")
    shutil.copytree(WORKSPACE / "modules" / "first", tmp_path / "modules" / "second")
    return tmp_path.resolve()


def build(root: Path, *words: str, output: str = "output") -> tuple[str, int]:
    command = ["--folder", str(root), "build", "--output", str(root / output), *words]
    result = CliRunner().invoke(main, command)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout, result.exit_code


def tree(folder: Path) -> dict[str, bytes]:
    files = ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file())
    return {name: path.read_bytes() for name, path in files}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# ── A place to keep things in ────────────────────────────────────────────────────────────────────


def test_what_is_put_there_is_got_back_until_it_is_damaged_or_gone(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    assert kept.get("a") is None
    kept.put("a", b"something")
    assert kept.get("a") == b"something"
    path = tmp_path / "kept" / "a"
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:10], b"", whole + b"!", bytes([whole[0] ^ 1]) + whole[1:]):
        path.write_bytes(damaged)
        assert kept.get("a") is None
    shutil.rmtree(tmp_path / "kept")
    assert kept.get("a") is None


def test_what_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for kept in (Kept(tmp_path / "file"), Kept(None)):
        kept.put("a", b"something")
        assert kept.get("a") is None


def test_what_is_kept_under_one_name_is_not_got_under_another(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put("a", b"something")
    shutil.copy(tmp_path / "a", tmp_path / "b")
    assert kept.get("b") is None


A, B = digest("a"), digest("b")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which things are kept, which is this test's own."""
    monkeypatch.setenv(PLACE, str(tmp_path / "place"))
    return tmp_path / "place"


def entries(place: Path) -> list[str]:
    return sorted(path.name for path in place.rglob("*") if path.is_file() and path.name != "workspace")


def test_what_nothing_asked_for_in_a_month_is_removed(root: Path, place: Path) -> None:
    kept = kept_for(root, A)
    long_ago = time.time() - MONTH - 60
    for name in (A, B):
        kept.put(name, b"something")
        (path,) = place.rglob(name) if name == B else [one for one in place.rglob(name) if one.is_file()]
        os.utime(path, (long_ago, long_ago))
    assert kept.get(A)
    tidy()
    assert entries(place) == [A]


def test_another_state_a_command_and_the_end_of_a_workspace_leave_nothing_of_it(root: Path, place: Path) -> None:
    kept_for(root, A).put(A, b"something")
    assert kept_for(root, B).get(A) is None
    assert entries(place) == []
    kept_for(root, B).put(A, b"something")
    forget(root)
    assert list(place.iterdir()) == []
    kept_for(root, B).put(A, b"something")
    tidy()
    assert entries(place) == [A]
    root.joinpath("modules").rename(root / "aside")
    tidy()
    assert list(place.iterdir()) == []


def test_nothing_is_removed_that_this_tool_did_not_make(root: Path, place: Path) -> None:
    kept_for(root, A).put(A, b"something")
    (home,) = place.iterdir()
    mine = place.parent / "mine"
    (mine / A).mkdir(parents=True)
    (mine / A / B).write_bytes(b"mine")
    (home / A / "mine.txt").write_bytes(b"mine")
    (home / "mine").mkdir()
    (home / B).symlink_to(mine)
    (place / B).symlink_to(mine)
    forget(root)
    tidy()
    kept_for(root, digest("c"))
    assert entries(place) == ["mine.txt"]
    assert (mine / A / B).read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the files of each user apart by itself")
def test_what_others_can_write_is_not_believed(root: Path, place: Path) -> None:
    kept_for(root, A).put(A, b"something")
    assert kept_for(root, A).get(A)
    (home,) = place.iterdir()
    assert home.stat().st_mode & 0o077 == 0
    home.chmod(0o770)
    assert kept_for(root, A).get(A) is None


def test_where_this_user_has_no_place_for_it_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLACE, "not/absolute")
    kept_for(root, A).put(A, b"something")
    forget(root)
    tidy()
    assert [path.name for path in root.iterdir()] == ["modules"]


def test_a_name_says_where_each_part_ends() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4


@pytest.mark.parametrize(
    "touch",
    [
        lambda root: (root / "a.md").write_text("B", "utf-8"),
        lambda root: (root / "a.md").rename(root / "b.md"),
        lambda root: (root / "a.md").unlink(),
        lambda root: (root / "new.md").write_text("", "utf-8"),
        lambda root: (root / "new").mkdir(),
        lambda root: (root / "in" / "deep.md").write_text("?", "utf-8"),
        lambda root: _linked(root, "b.md"),
    ],
    ids=["a file", "its name", "one less", "one more", "a folder", "deep in it", "where a link leads"],
)
def test_whatever_changes_in_a_folder_changes_its_name(tmp_path: Path, touch: Callable[[Path], object]) -> None:
    root = tmp_path / "root"
    (root / "in").mkdir(parents=True)
    for path in (root / "a.md", root / "in" / "deep.md"):
        path.write_text("A", "utf-8")
    _linked(root, "a.md")
    before = digest_of(root)
    assert digest_of(root) == before
    touch(root)
    assert digest_of(root) != before


def _linked(root: Path, to: str) -> None:
    """Let a link lead to a place; where somebody may make none, as on Windows, a file says the same."""
    (root / "linked").unlink(missing_ok=True)
    try:
        (root / "linked").symlink_to(to)
    except OSError:
        (root / "linked").write_text(to, "utf-8")


# ── Looks at modules ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(path.name for path in COURSE.iterdir() if (path / "module.yaml").exists()))
def test_a_look_at_a_module_that_was_kept_is_the_look_that_was_taken(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, wanted = Kept(tmp_path), list(targets().values())
    taken = Looking(COURSE, wanted, kept)(name)
    monkeypatch.setattr(Looking, "_anew", lambda *_: pytest.fail("it was looked at again"))
    looking = Looking(COURSE, wanted, kept)
    again = looking(name)
    assert again == taken
    assert again.reading.module.shared is looking.shared


class _Deed:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return os.mkdir, ("done",)


PLANTED = {
    "a deed": pickle.dumps(_Deed()),
    "nothing": b"",
    **{
        text: text.encode()
        for text in (
            "!",
            "[]",
            "{}",
            "[1]",
            "[[]]",
            '[["os.mkdir", "done"]]',
            '[["builder.kept.Kept", null]]',
            '[["builder.looked.Looked"]]',
            '[["builder.looked.Looked", [0], [7]]]',
            '[["path", "a"]]',
            '[["path", 1]]',
            '[["apart", "other"]]',
            '[["date", "never"]]',
            '[["bytes", "?"]]',
            '[["dict", 1]]',
            '[["set", [0]], ["list"], ["set", [1]]]',
        )
    },
    "a depth": b"[" * 100_000,
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_what_was_planted_there_does_nothing(
    root: Path, planted: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Kept(tmp_path / "kept")
    taken = Looking(root / "modules", [], kept)("first")
    (path,) = (tmp_path / "kept").iterdir()
    kept.put(path.name, planted)
    assert Looking(root / "modules", [], kept)("first") == taken
    assert not (tmp_path / "done").exists()


def test_a_look_during_which_something_was_saved_is_not_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept(root / "kept")
    lesson = root / "modules" / "first" / "10-welcome.md"
    anew = Looking._anew

    def slowly(self: Looking, folder: Path) -> Looked:
        found = anew(self, folder)
        change(lesson, "## ", "##  ")
        return found

    monkeypatch.setattr(Looking, "_anew", slowly)
    Looking(root / "modules", [], kept)("first")
    assert not (root / "kept").exists()


# ── Builds ───────────────────────────────────────────────────────────────────────────────────────


def test_where_nothing_has_changed_a_build_says_so_and_all_it_said_before(root: Path) -> None:
    change(root / "modules" / "first" / "module.yaml", "minutes: 5", "minutes: 50")
    change(root / "modules" / "second" / "module.yaml", "title:", "titel:")
    first, code = build(root)
    made = tree(root / "output")
    again, same_code = build(root)
    assert same_code == code == 1
    assert NOTHING_CHANGED not in first
    assert NOTHING_CHANGED in again
    rest = set(again.splitlines()) - {NOTHING_CHANGED}
    assert rest < set(first.splitlines())
    assert {"1 error, 1 warning.", "Everything is listed in output/index.html"} <= rest
    assert any(line.startswith("modules/second/module.yaml:") for line in rest)
    assert tree(root / "output") == made


@pytest.mark.parametrize(
    "touch",
    [
        lambda root: (root / "output" / "index.html").unlink(),
        lambda root: (root / "output" / "first" / "web" / "style.css").write_text("", "utf-8"),
        lambda root: shutil.rmtree(root / "output" / "second"),
        forget,
        lambda root: change(root / "modules" / "first" / "10-welcome.md", "##", "## "),
        lambda root: change(root / "modules" / "shared" / "people.yaml", "people:", "people: #"),
    ],
    ids=["no catalogue", "another style", "no module", "nothing kept", "a lesson", "a list"],
)
def test_where_anything_has_changed_it_is_built_again(root: Path, touch: Callable[[Path], object]) -> None:
    build(root)
    made = tree(root / "output")
    touch(root)
    said, _ = build(root)
    assert NOTHING_CHANGED not in said
    assert tree(root / "output") == made


def test_only_the_modules_that_changed_are_built_again(root: Path) -> None:
    build(root)
    lesson = root / "modules" / "second" / "10-welcome.md"
    change(lesson, "##", "## ")
    said, _ = build(root)
    assert "1 module built before, and not changed since." in said
    assert "output/second/web" in said
    assert "output/first/" not in said
    assert "output/handouts" in said
    shutil.rmtree(root / "output" / "first" / "web")
    said, _ = build(root, "first")
    assert "output/first/web" in said
    assert "not changed since" not in said


def test_another_question_is_another_build(root: Path) -> None:
    build(root)
    for words in (["first"], ["--strict"], ["--release"]):
        assert NOTHING_CHANGED not in build(root, *words)[0]
    assert NOTHING_CHANGED not in build(root, output="elsewhere")[0]


def test_a_text_saved_while_it_is_built_is_built_the_next_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Last.said

    def saved_after(self: Last) -> object:
        found = said(self)
        change(root / "modules" / "first" / "module.yaml", "First steps", "Later steps")
        monkeypatch.undo()
        return found

    monkeypatch.setattr(Last, "said", saved_after)
    build(root)
    assert NOTHING_CHANGED not in build(root)[0]
    assert NOTHING_CHANGED in build(root)[0]


def test_when_somebody_withdraws_nothing_is_kept_of_them(root: Path, place: Path) -> None:
    build(root)
    old = [*place.glob("*/*/*")]
    change(root / "modules" / "shared" / "people.yaml", "people:", "people: #")
    build(root)
    assert old
    assert entries(place)
    assert not [path for path in old if path.exists()]


def test_a_build_of_nothing_loads_nothing(root: Path) -> None:
    build(root)
    code = "import sys; from builder.cli import main; main(standalone_mode=False)"
    code = f"try:\n    {code}\nfinally:\n    print(sorted({{'pydantic', 'weasyprint', 'jinja2'}} & set(sys.modules)))"
    words = ["--folder", str(root), "build", "--output", str(root / "output")]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert NOTHING_CHANGED in done.stdout, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


Edit = Callable[[Path], object]
EDITS: dict[str, Edit] = {
    "a word": lambda root: _swap(root / "modules" / "first" / "10-welcome.md", "words", "wordes"),
    "a word of another module": lambda root: _swap(root / "modules" / "second" / "10-welcome.md", "words", "wordes"),
    "a title": lambda root: _swap(root / "modules" / "first" / "module.yaml", "First steps", "Later steps"),
    "a mistake": lambda root: _swap(root / "modules" / "second" / "module.yaml", "title:", "titel:"),
    "a warning": lambda root: _swap(root / "modules" / "first" / "module.yaml", "minutes: 5", "minutes: 50"),
    "a shared list": lambda root: _swap(root / "modules" / "shared" / "support.yaml", "support:", "support: # here"),
    "a quiz": lambda root: _away(root, "second/quiz.yaml"),
    "a whole module": lambda root: _away(root, "second"),
    "a page of the output": lambda root: _delete(root / "output" / "first" / "web" / "index.html"),
    "a package": lambda root: _spoil(root / "output" / "second" / "second-scorm12.zip"),
    "what is kept": forget,
    "what is kept, damaged": lambda _: [_spoil(path) for path in Path(os.environ[PLACE]).glob("*/*/*")],
    "what is kept, swapped": lambda _: _swapped(sorted(Path(os.environ[PLACE]).glob("*/*/*"))),
}


def _swap(path: Path, one: str, other: str) -> None:
    """Change a file, or change it back, so that builds before are met again."""
    if path.is_file():
        text = path.read_text("utf-8")
        path.write_text(text.replace(other, one) if other in text else text.replace(one, other, 1), "utf-8")


def _away(root: Path, name: str) -> None:
    """Take something out of the workspace, or put it back where it was."""
    path, aside = root / "modules" / name, root / f"aside-{Path(name).name}"
    if aside.exists() and path.parent.exists():
        aside.rename(path)
    elif path.exists():
        path.rename(aside)


def _delete(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _spoil(path: Path) -> None:
    if path.is_file():
        path.write_bytes(path.read_bytes()[:-3] + b"???")


def _swapped(paths: list[Path]) -> None:
    """Put what stands in each file into the next one."""
    data = [path.read_bytes() for path in paths]
    for path, one in zip(paths, data[1:] + data[:1], strict=True):
        path.write_bytes(one)


def as_if_new(edits: list[tuple[str, tuple[str, ...]]]) -> None:
    """Build after each edit, and at the end all of it: what is there is what a first build makes."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        shutil.copytree(WORKSPACE / "modules", root / "modules")
        shutil.copytree(WORKSPACE / "modules" / "first", root / "modules" / "second")
        build(root)
        for name, words in edits:
            EDITS[name](root)
            build(root, *words)
        said, code = build(root)
        shutil.rmtree(root / "clean", ignore_errors=True)
        first_said, first_code = build(root, output="clean")
        clean, made = tree(root / "clean"), tree(root / "output")
        tops = {name.split("/")[0] for name in clean}
        here = {name: data for name, data in made.items() if name.split("/")[0] in tops}
        if code:  # of a module with errors the last good output stays, and the catalogue leads to it
            assert here.pop("index.html")
            assert clean.pop("index.html")
        assert here == clean
        assert code == first_code
        # Of what was made only a first build says all; what is wrong, and what is left to do, both say alike.
        assert _words(said) == _words(first_said)


def _words(said: str) -> list[str]:
    known = ("output/", "clean/", NOTHING_CHANGED, "not changed since")
    return [line for line in said.splitlines() if not any(one in line for one in known)]


SOME_EDITS = some.lists(
    some.tuples(some.sampled_from(sorted(EDITS)), some.sampled_from([(), ("first",), ("--strict",)])), max_size=4
)


@settings(max_examples=12, deadline=None)
@given(SOME_EDITS)
def test_after_any_edits_a_build_gives_what_a_first_build_gives(edits: list[tuple[str, tuple[str, ...]]]) -> None:
    as_if_new(edits)


@pytest.mark.everything
@settings(max_examples=150, deadline=None)
@given(SOME_EDITS)
def test_after_many_more_edits_too(edits: list[tuple[str, tuple[str, ...]]]) -> None:
    as_if_new(edits)
