"""Every command against what goes wrong around it: nothing there, a wrong name, no right to write, a full disk, a key
that stops it, another at the same work. It says a clear line, ends with a sensible code, and leaves nothing half-made.

What the system does is done by the system where it can be: signals, limits of size, mounts and processes are real.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.files import LOCK, alone
from builder.kept import forget

HERE = Path(__file__).parent
WORKSPACE = HERE / "checks" / "workspace"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals, limits and mounts of this kind")
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for it")

STOPPED = "Stopped before the end. Nothing is half-written: what was not finished is as it was before.\n"
WEB = ["build", "--only", "web"]
NEEDS_MODULES = [
    ["preview", "--no-browser"],
    ["check"],
    ["check", "--fix"],
    ["check", "--format", "json"],
    ["build"],
    ["build", "--release", "--strict", "--output", "site"],
    ["list"],
    ["list", "easy"],
    ["trace"],
    ["decode", "1~", "first"],
    ["new", "question", "sort", "first"],
]
TAKES_A_MODULE = [["preview", "--no-browser"], ["check", "--fix"], ["build", "--release"], ["decode", "1~"]]
WRITES = [["list", "questions"], ["trace"], WEB]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file but the lock."""
    every = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in every.items() if name != LOCK}


def half_made(folder: Path) -> list[Path]:
    return list(folder.rglob(".*.half-made"))


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--folder", str(root), *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def begin(root: Path, *words: str, first: str = "", limit: int = 0) -> subprocess.Popen[str]:
    """Start the command as a process that leads a group of its own; `first` is run there before it."""
    script = f"import os, signal\n{first}\nfrom builder.cli import main\nmain()"
    if limit:
        script = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n{script}"
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    return subprocess.Popen(
        [sys.executable, "-c", script, "--folder", str(root), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the exit code and what stands on standard error."""
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def alive(session: int) -> list[str]:
    """Return the processes of a session that still run a moment later."""
    for _ in range(50):
        stats = list(_stats())
        if not (found := [stat[0] for stat in stats if int(stat[3]) == session and stat[0] != "Z"]):
            return []
        time.sleep(0.1)
    return found


def _stats() -> Iterator[list[str]]:
    """Yield what the system knows of each process, from its state on."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            yield path.read_text().rpartition(")")[2].split()


@pytest.fixture(scope="session")
def once_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(WORKSPACE / "modules", root / "modules")
    for words in WRITES:
        assert run(root, *words).exit_code == 0
    return root


@pytest.fixture
def root(tmp_path: Path, once_built: Path) -> Path:
    """A workspace that was built, and whose module asks something else since, which no paper shows."""
    shutil.copytree(once_built, tmp_path / "work")
    ask(tmp_path / "work", "Which one is right?", "Which one is not wrong?")
    return tmp_path / "work"


def ask(root: Path, before: str, after: str) -> None:
    path = root / "modules" / "first" / "quiz.yaml"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


def ask_as_before(root: Path) -> None:
    ask(root, "Which one is not wrong?", "Which one is right?")


def name(words: object) -> str:
    return " ".join(words) if isinstance(words, list) else str(words)


# ── Nothing there, or another name ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("there", ["nothing", "modules", "modules/shared"])
@pytest.mark.parametrize("words", NEEDS_MODULES, ids=name)
def test_where_there_is_no_module_it_says_how_to_begin(tmp_path: Path, words: list[str], there: str) -> None:
    if there != "nothing":
        (tmp_path / there).mkdir(parents=True)
    before = list(tmp_path.rglob("*"))
    result = run(tmp_path, *words)
    assert result.exit_code == 1
    assert "There is no module here" in result.stderr
    assert "hint: " in result.stderr
    assert list(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("words", [*TAKES_A_MODULE, ["new", "question", "sort"]], ids=name)
def test_a_wrong_name_is_named_with_the_nearest(root: Path, words: list[str]) -> None:
    before = tree(root)
    result = run(root, *words, "frist")
    assert (result.exit_code, result.stderr) == (2, 'There is no module "frist" in modules/: did you mean "first"?\n')
    assert tree(root) == before


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["build", "--only", "hand-outs"], '"handouts"'),
        (["check", "--explain", "P10x"], '"P10'),
        (["list", "rulse"], "'rules'"),
        (["bulid"], "build"),
        (["check", "--fxi"], "--fix"),
    ],
    ids=name,
)
def test_another_word_that_is_wrong_is_named_with_those_that_are_right(
    root: Path, words: list[str], meant: str
) -> None:
    result = run(root, *words)
    assert result.exit_code == 2
    assert meant in result.stderr


# ── No right to write, no room ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", WRITES, ids=name)
def test_a_file_in_the_place_of_the_output_stays(root: Path, words: list[str]) -> None:
    shutil.rmtree(root / "output")
    (root / "output").write_text("mine", "utf-8")
    result = run(root, *words)
    assert result.exit_code == 1
    assert result.stderr.startswith("It stopped here: File exists: output. Nothing is half-written.\n  hint: ")
    assert (root / "output").read_text("utf-8") == "mine"


@pytest.mark.parametrize("words", WRITES, ids=name)
def test_what_is_open_in_another_program_stays_and_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """As on Windows, where nobody can rename what another program has open: there is no other way to see it here."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", ".index.html.x.half-made")

    before = tree(root)
    monkeypatch.setattr(os, "replace", refuse)
    result = run(root, *words)
    assert result.exit_code == 1
    assert result.stderr.startswith("It stopped here: Permission denied: output/")
    assert result.stderr.endswith("hint: is it open in another program, or not yours to change?\n")
    assert "half-made" not in result.stderr
    assert tree(root) == before
    assert half_made(root) == []


@posix
@pytest.mark.parametrize(
    ("words", "limit"),
    [
        pytest.param(WEB, 4000, marks=pytest.mark.everything),
        (["trace"], 4000),
        pytest.param(["list", "questions"], 4000, marks=pytest.mark.everything),
        (["check", "--fix"], 300),
        (["new", "second"], 300),
        pytest.param(["new", "--course"], 4000, marks=pytest.mark.everything),
    ],
    ids=name,
)
def test_where_a_file_has_no_room_what_was_there_stays_whole(root: Path, words: list[str], limit: int) -> None:
    if "--course" in words:
        shutil.rmtree(root / "modules")
    if "--fix" in words:
        lesson = root / "modules" / "first" / "10-welcome.md"
        lesson.write_text(lesson.read_text("utf-8") + "\n## A screen without an id\n\nWords.\n", "utf-8")
    before = tree(root)
    code, said = ended(begin(root, *words, limit=limit))
    assert code == 1
    assert re.match(r"It stopped here: File too large: (output|modules)\b", said)
    assert "hint: make room" in said
    assert tree(root) == before
    assert half_made(root) == []


@linux
@pytest.mark.parametrize(
    ("mount", "told"),
    [
        ("mount -t tmpfs -o size=1m tmpfs $O && cp -a $B/. $O && (cat /dev/zero > $O/full || true)", "No space left"),
        ("mount -t tmpfs tmpfs $O && cp -a $B/. $O && mount -o remount,ro $O", "Read-only file system"),
    ],
    ids=["full", "read-only"],
)
def test_on_a_full_or_read_only_disk_what_was_there_stays_whole(
    root: Path, tmp_path: Path, mount: str, told: str
) -> None:
    output, before, after = root / "output", tmp_path / "before", tmp_path / "after"
    shutil.copytree(output, before)
    command = f'"{sys.executable}" -c "from builder.cli import main; main()" --folder "{root}" build --only web'
    script = (
        f'export O="{output}" B="{before}"; {{ {mount}; }} 2>/dev/null || exit 99\n{command}\nC=$?\ncp -a $O "{after}"'
    )
    enter = ["unshare", "--map-root-user", "--mount", "sh", "-c", f"{script}; exit $C"]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(enter, env=environment, capture_output=True, text=True, timeout=60)
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("this machine lets nobody mount")
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr
    kept = tree(after)
    kept.pop("full", None)
    assert kept == tree(before)
    assert half_made(after) == []


# ── A reader of its lines that goes away ─────────────────────────────────────────────────────────


@posix
@pytest.mark.parametrize("words", [["list", "rules"], ["check", "--explain", "P108"]], ids=name)
@pytest.mark.parametrize(
    ("end", "wanted", "told"), [("| :", 0, ""), (">/dev/full", 1, "No space left on device"), (">&-", 0, "")]
)
def test_a_closed_or_full_standard_output_is_no_fault_of_ours(
    words: list[str], end: str, wanted: int, told: str
) -> None:
    if end == ">/dev/full" and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    command = f'"{sys.executable}" -c "from builder.cli import main; main()" {" ".join(words)} {end}'
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=HERE.parent, env=buffered, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == wanted
    assert told in done.stderr
    assert ("Traceback" in done.stderr, bool(done.stderr)) == (False, bool(told))


# ── Stopped half-way ─────────────────────────────────────────────────────────────────────────────

HOOK = """
def at(room, name, do, when=lambda *_: True):
    really = getattr(room, name)
    def hooked(*args, **more):
        if when(*args):
            setattr(room, name, really)  # once
            do()
        return really(*args, **more)
    setattr(room, name, hooked)

def everybody(): os.killpg(0, signal.SIGINT)
def alone(): os.kill(os.getpid(), signal.SIGINT)
def ended(): os.kill(os.getpid(), signal.SIGTERM)
def killed(): os.kill(os.getpid(), signal.SIGKILL)
def is_web(source, target): return str(target).endswith("web")
import builder.looked, builder.render.press
"""
READING = "at(builder.looked, 'read_module', {})"
WRITING = "at(os, 'replace', {})"
SWAPPING = "at(os, 'replace', {}, is_web)"  # the old folder is aside, and the new one not in its place yet
STARTING = "at(builder.render.press, '_result', {})"  # the processes that print are about to begin
PRINTING = "import time\nat(builder.render.press, '_result', lambda: (time.sleep(1), {}()))"


def stopped(root: Path, words: Sequence[str], moment: str, how: str) -> subprocess.Popen[str]:
    if moment in (STARTING, PRINTING):
        forget(root)
    return begin(root, *words, first=HOOK + moment.format(how))


@linux
@pytest.mark.parametrize(
    ("words", "moment", "how", "code"),
    [
        (WEB, READING, "everybody", 130),
        (WEB, STARTING, "everybody", 130),
        pytest.param(WEB, PRINTING, "everybody", 130, marks=pytest.mark.everything),
        pytest.param(WEB, PRINTING, "alone", 130, marks=pytest.mark.everything),
        pytest.param(WEB, PRINTING, "ended", 143, marks=pytest.mark.everything),
        pytest.param(WEB, WRITING, "everybody", 130, marks=pytest.mark.everything),
        (WEB, SWAPPING, "everybody", 130),
        (["check"], READING, "everybody", 130),
        (["trace"], WRITING, "ended", 143),
    ],
)
def test_a_command_that_is_stopped_says_so_and_leaves_all_as_it_was(
    root: Path, words: list[str], moment: str, how: str, code: int
) -> None:
    before = tree(root)
    process = stopped(root, words, moment, how)
    assert ended(process) == (code, STOPPED)
    assert tree(root) == before
    assert half_made(root) == []
    assert alive(process.pid) == []


@posix
def test_a_module_whose_making_is_stopped_is_not_there(root: Path) -> None:
    before = tree(root)
    assert ended(stopped(root, ["new", "second"], WRITING, "everybody")) == (130, STOPPED)
    assert tree(root) == before


@posix
def test_a_course_whose_copying_is_stopped_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert ended(stopped(tmp_path, ["new", "--course"], WRITING, "everybody")) == (130, STOPPED)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@posix
def test_a_preview_that_is_stopped_while_it_first_reads_has_ended(root: Path) -> None:
    assert ended(stopped(root, ["preview", "--no-browser"], READING, "everybody")) == (0, "")


@linux
@pytest.mark.parametrize("moment", [SWAPPING, pytest.param(PRINTING, marks=pytest.mark.everything)])
def test_a_build_that_was_killed_leaves_no_process_and_the_next_one_clears_up(
    root: Path, once_built: Path, moment: str
) -> None:
    process = stopped(root, WEB, moment, "killed")
    code, said = ended(process)
    assert (code, "Traceback" in said) == (-signal.SIGKILL, False)
    assert alive(process.pid) == []
    assert half_made(root / "output")
    ask_as_before(root)
    assert run(root, *WEB).exit_code == 0
    assert half_made(root / "output") == []
    assert tree(root / "output") == tree(once_built / "output")


# ── Two at once ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", [["trace"], pytest.param(["list", "questions"], marks=pytest.mark.everything)])
def test_who_finds_another_at_work_says_so_and_waits(root: Path, words: list[str]) -> None:
    output = root / "output"
    with alone(output, pytest.fail):
        before = tree(output)
        process = begin(root, *words)
        assert process.stderr
        assert process.stderr.readline().startswith(f"Another command writes into {output}: ")
        assert tree(output) == before
    assert ended(process) == (0, "")


@pytest.mark.parametrize(
    "both",
    [
        [WEB, [*WEB, "first"]],
        pytest.param([["build"], ["build", "second"]], marks=pytest.mark.everything),
        pytest.param([["build", "second"], ["build", "first"]], marks=pytest.mark.everything),
    ],
    ids=str,
)
def test_builds_at_once_give_what_one_after_the_other_gives(root: Path, both: list[list[str]]) -> None:
    if "second" in str(both):
        shutil.copytree(root / "modules" / "first", root / "modules" / "second")
    alone = root.parent / "alone"
    shutil.copytree(root, alone)
    for process in [begin(root, *words) for words in both]:
        code, said = ended(process)
        assert code == 0
        assert said == "" or said.startswith("Another command writes into ")
    for words in both:
        assert run(alone, *words).exit_code == 0
    assert tree(root) == tree(alone)


@pytest.mark.parametrize("changed", [True, False])
def test_a_copy_of_a_built_folder_is_built_for_itself(root: Path, once_built: Path, changed: bool) -> None:
    """What was kept speaks of the folder it was kept for, which is still there and as it was."""
    if not changed:
        ask_as_before(root)
        shutil.rmtree(root / "output" / "first" / "web")
    assert "Nothing has changed" in run(once_built, *WEB).stdout
    assert "Nothing has changed" not in run(root, *WEB).stdout
    page = (root / "output" / "first" / "web" / "index.html").read_text("utf-8")
    assert ("Which one is not wrong?" in page) == changed


# ── What an editor does to a file ────────────────────────────────────────────────────────────────


@posix
def test_what_an_editor_keeps_beside_a_file_is_neither_read_nor_missed(root: Path, once_built: Path) -> None:
    folder = root / "modules" / "first"
    ask_as_before(root)
    for beside in (
        "10-welcome.md~",
        "#10-welcome.md#",
        "4913",
        ".10-welcome.md.swp",
        "~$10-welcome.md",
        "quiz.yaml.bak",
    ):
        (folder / beside).write_bytes(b"## Half \xe2\x80")
    for link in (
        folder / ".#10-welcome.md",
        folder / "pictures" / ".#a.svg",
        root / "modules" / "shared" / ".#people.yaml",
    ):
        link.symlink_to("somebody@a-computer.4711:1700000000")
    assert run(root, "check", "--strict").stdout == "1 module checked. Nothing to mend.\n"
    assert run(root, *WEB).exit_code == 0
    assert tree(root / "output") == tree(once_built / "output")


@pytest.mark.parametrize("file", ["module.yaml", "10-welcome.md", "quiz.yaml", "board.yaml", "../shared/people.yaml"])
@pytest.mark.parametrize("cut", ["to nothing", "in a letter"])
def test_a_half_saved_file_stops_the_build_at_its_line_and_the_last_output_stays(
    root: Path, file: str, cut: str
) -> None:
    path = (root / "modules" / "first" / file).resolve()
    path.write_bytes(b"" if cut == "to nothing" else path.read_bytes()[:200] + "é".encode()[:1])
    before = tree(root)
    for words in (["check"], WEB, ["check", "--fix"]):
        result = run(root, *words)
        assert result.exit_code == 1
        assert f"modules/{path.relative_to(root / 'modules')}:" in result.stdout.replace(os.sep, "/")
    assert tree(root) == before


@pytest.mark.parametrize("file", ["module.yaml", "10-welcome.md", "quiz.yaml"])
def test_a_file_that_goes_while_it_is_read_or_is_locked_is_a_problem_at_its_place(
    root: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    really = os.open

    def gone(path: Path, *rest: int, **others: int) -> int:
        if Path(path).name == file:
            raise PermissionError(13, "Permission denied", str(path))  # so says Windows, where it is open elsewhere
        return really(path, *rest, **others)

    before = tree(root)
    monkeypatch.setattr(os, "open", gone)
    result = run(root, *WEB)
    assert result.exit_code == 1
    assert f"modules/first/{file}:1:1: error F101: This cannot be read: Permission denied" in result.stdout
    monkeypatch.undo()
    assert tree(root) == before
