"""What was made before, kept for the next build under a name made of all that went into it.

A wrong one cannot be found there. What is damaged, or cannot be kept, is made anew; the folder can be deleted at any
time.
"""

import contextlib
import ctypes
import datetime
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from builder.files import shipped, write_file

FOLDER = ".kept"  # beside modules/, of whose texts it holds some, and never in what is given away
MONTH = 30 * 24 * 60 * 60
_DIGEST = hashlib.sha256().digest_size


def digest(*parts: str | bytes) -> str:
    """Return the same name for the same parts, and another for any others."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data) + data)
    return whole.hexdigest()


def digest_of(folder: Path) -> str:
    """Return a name for all that stands in a folder, or for a file."""
    return digest(*_parts(folder))


def _parts(folder: Path) -> Iterator[str | bytes]:
    """Yield each name below a folder with what the file holds; of one that cannot be read, why."""
    yield str(folder)
    yield from () if folder.is_dir() else (_data(folder),)
    seen = set()
    for at, folders, files in os.walk(folder, followlinks=True):
        here = os.path.realpath(at)
        folders[:] = sorted(folders) if here not in seen else []
        seen.add(here)
        yield from folders
        for name in sorted(files):
            path = Path(at, name)
            yield from (str(path.relative_to(folder)), _data(path))


def _data(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        return str(error).encode()


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
        *map(_data, code), digest_of(shipped("templates")), *others, str(pango()), sys.version, sys.platform, today
    )


class Kept:
    """What is kept in a folder, by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name; None where there is nothing, or where it is not as it was put there."""
        path = self._folder / name
        try:
            data = path.read_bytes()
            path.touch()
        except OSError:
            return None
        told, data = data[:_DIGEST], data[_DIGEST:]
        return data if told == hashlib.sha256(data).digest() else None

    def put(self, name: str, data: bytes) -> None:
        """Keep something under a name, if there is room for it."""
        with contextlib.suppress(OSError):
            write_file(self._folder / name, hashlib.sha256(data).digest() + data)

    def tidy(self) -> None:
        """Remove what nothing asked for in a month."""
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                if path.stat().st_mtime < time.time() - MONTH:
                    path.unlink()


def kept_for(folder: Path, state: str) -> Kept:
    """Return a place for one state of things; what was kept for any other is removed."""
    for other in folder.iterdir() if folder.is_dir() else ():
        if other.name != state:
            shutil.rmtree(other, ignore_errors=True)
    return Kept(folder / state)


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
