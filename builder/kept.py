"""What was made before, kept for the next build under a name made of all that went into it.

A wrong one cannot be found there. What is damaged, or cannot be kept, is made anew; the folder can be deleted at any
time. It stands among this user's own files, and never in a workspace, which may come from anybody: a folder for each
workspace, and in that one for what people agree to now, so that nothing is left of who withdraws.
"""

import contextlib
import ctypes
import datetime
import hashlib
import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs

from builder.files import HALF, shipped, write_file
from builder.given import leads_away, parts, read

PLACE = "TEAM_READINESS_CACHE"  # in the environment: another folder to keep things in
BEFORE = ".kept"  # beside modules/, of earlier versions; neither read nor removed: it may be from anybody
MONTH = 30 * 24 * 60 * 60
_DIGEST = hashlib.sha256().digest_size
_NAME = re.compile(r"[0-9a-f]{64}")
_WHOSE = "workspace"  # a file that says of which workspace a folder is
_OURS = re.compile(rf"{_NAME.pattern}|{_WHOSE}|\..*{re.escape(HALF)}")


def digest(*parts: str | bytes) -> str:
    """Return the same name for the same parts, and another for any others."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()


def digest_of(folder: Path) -> str:
    """Return a name for all that stands in a folder, or for a file."""
    return digest(*parts(folder))


@cache
def pango() -> int:
    """Return the version of Pango, which draws PDFs, as it counts it; 0 where there is none on this machine."""
    for name in ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "libpango-1.0-0"):
        with contextlib.suppress(OSError):
            return int(ctypes.CDLL(name).pango_version())
    return 0


@cache
def made_with() -> str:
    """Return a name for what makes things here: this tool, what it is installed with, and the day, which rules know."""
    here = Path(__file__).parent
    code = (path for path in sorted(here.rglob("*")) if path.is_file() and path.suffix != ".pyc")
    others = sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")})
    today = datetime.date.today().isoformat()
    return digest(
        *map(digest_of, code), digest_of(shipped("templates")), *others, str(pango()), sys.version, sys.platform, today
    )


class Kept:
    """What is kept in a folder, by name; without a folder nothing is."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name; None where there is nothing, or where it is not as it was put there."""
        if not self._folder:
            return None
        path = self._folder / name
        try:
            data = read(path, self._folder)
            os.utime(path)
        except OSError:
            return None
        told, data = data[:_DIGEST], data[_DIGEST:]
        return data if told == _seal(name, data) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep something under a name, if there is room for it."""
        if self._folder:
            with contextlib.suppress(OSError):
                write_file(self._folder / name, _seal(name, data) + data)


def _seal(name: str, data: bytes) -> bytes:
    """Return what stands before the data of an entry, and before that of no other."""
    return hashlib.sha256(f"{name}:".encode() + data).digest()


def kept_for(workspace: Path, state: str) -> Kept:
    """Return a place for one state of a workspace, by its digest; what was kept of any other state is removed."""
    home = _home(workspace)
    if not (home and (workspace / "modules").is_dir() and _private(home)):
        return Kept(None)
    for other in _folders(home):
        if other.name != state:
            _drop(other)
    whose = home / _WHOSE
    if not whose.exists():
        with contextlib.suppress(OSError):
            write_file(whose, os.fsencode(workspace.resolve()))
    return Kept(home / state)


def forget(workspace: Path) -> None:
    """Remove all that is kept of a workspace."""
    home = _home(workspace)
    for folder in (*_folders(home), home) if home else ():
        _drop(folder)


def tidy() -> None:
    """Remove what nothing asked for in a month, and all that is kept of workspaces that are not there any more."""
    base = _base()
    for home in _folders(base) if base else ():
        if not _private(home):
            continue
        try:
            there = Path(os.fsdecode(read(home / _WHOSE, home, 10_000)), "modules").is_dir()
        except (OSError, ValueError):
            there = False
        before = time.time() - MONTH if there else None
        for folder in _folders(home):
            _drop(folder, before)
        if not there:
            _drop(home)


def _base() -> Path | None:
    """Return the folder in which things are kept, or None where this user has no place of that kind."""
    base = Path(os.environ.get(PLACE) or platformdirs.user_cache_path("team-readiness", appauthor=False))
    return base if base.is_absolute() else None


def _home(workspace: Path) -> Path | None:
    base = _base()
    return base / digest(os.path.realpath(workspace)) if base else None


def _private(folder: Path) -> bool:
    """Make a folder that is this user's alone, and say whether it is: what somebody else can write is not believed."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        about = folder.lstat()
    except OSError:
        return False
    is_own = sys.platform == "win32" or (about.st_uid == os.geteuid() and not about.st_mode & 0o077)
    return stat.S_ISDIR(about.st_mode) and not leads_away(folder) and is_own


def _folders(folder: Path) -> list[Path]:
    """Return the folders that this tool made in one of its own."""
    try:
        return [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and not leads_away(path)]
    except OSError:
        return []


def _drop(folder: Path, before: float | None = None) -> None:
    """Remove what this tool put into a folder of its own, or what is older than a time; then the folder, if empty."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            about = path.lstat()
            is_ours = stat.S_ISREG(about.st_mode) and _OURS.fullmatch(path.name)
            if is_ours and (before is None or about.st_mtime < before):
                path.unlink()
        folder.rmdir()


class Last:
    """What a command said when it was last asked the same: true again while nothing it read and made has changed.

    `asked` is what it was asked, `read` are folders of files that it reads.
    """

    def __init__(self, kept: Kept, asked: str, read: Iterable[Path]) -> None:
        self._kept = kept
        self._state = {str(folder): digest_of(folder) for folder in read}
        self._name = digest(made_with(), asked, *self._state)  # a copy of the folders is not what was asked about

    def said(self) -> Any:
        """Return what was said, or None where something has changed since."""
        data = self._kept.get(self._name)
        if data is None:
            return None
        told = json.loads(data)
        same = (self._now(path) == state for path, state in told["state"].items())
        return told["said"] if all(same) else None

    def _now(self, path: str) -> str:
        return self._state.get(path) or digest_of(Path(path))

    def remember(self, said: Any, made: Iterable[Path]) -> None:
        """Keep what was said, and how what was made looks, unless something to be read was saved meanwhile."""
        if all(digest_of(Path(path)) == state for path, state in self._state.items()):
            state = self._state | {str(folder): digest_of(folder) for folder in made}
            self._kept.put(self._name, json.dumps({"state": state, "said": said}).encode())
