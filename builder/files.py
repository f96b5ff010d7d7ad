"""Files made in memory, then written once.

A target yields `File`s; one function here writes them as a ZIP, a folder or a single file,
to a temporary name that is renamed when whole. Same files, same bytes: a ZIP has no clock.
"""

import contextlib
import errno
import io
import os
import shutil
import stat
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from builder.given import Refused, leads_away

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".lock"  # in an output folder: held by the one process that writes there
HALF = ".half-made"  # how the names of what is being written end

_LINKED = "a link stands where a folder is wanted"
_DENSE = (".mp4", ".webm", ".mp3", ".m4a")  # no smaller when packed again, and slow to try
# The oldest date a ZIP can hold: what is packed today has the same bytes tomorrow.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def shipped(name: str) -> Path:
    """Return a folder that comes with the tool (`templates`, `modules`): inside the wheel, or in a checkout."""
    inside = Path(__file__).with_name(f"_{name}")
    return inside if inside.is_dir() else Path(__file__).parent.parent / name


@dataclass(frozen=True)
class File:
    """A file to be written: its path inside the output (forward slashes) and its bytes."""

    path: str
    data: bytes


def zipped(files: Iterable[File]) -> bytes:
    """Return the files as the bytes of a ZIP, sorted, with fixed dates and rights."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(files, key=lambda one: one.path):
            entry = zipfile.ZipInfo(file.path, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_STORED if file.path.endswith(_DENSE) else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.data)
    return buffer.getvalue()


def write_file(path: Path, data: bytes) -> None:
    """Write one file whole: to a temporary name beside it, then renamed. Raises OSError, which names the file."""
    with _named(path):
        _folder(path.parent)
        handle, name = tempfile.mkstemp(HALF, f".{path.name}.", path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise


def write_folder(path: Path, files: Iterable[File]) -> None:
    """Write a folder that holds just these files, replacing what was there. Raises OSError, which names the folder."""
    with _named(path):
        _folder(path.parent)
        made = _beside(path)
        try:
            for file in files:
                target = made / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.data)
            os.chmod(made, 0o755)
            _swap(made, path)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _folder(path: Path) -> None:
    """Make a folder to write into. Raises OSError where it is a link: nothing is written in the place that leads to."""
    path.mkdir(parents=True, exist_ok=True)
    if leads_away(path):
        raise Refused(path, _LINKED)


def _swap(made: Path, path: Path) -> None:
    """Put the new folder in the old one's place; the old one comes back if that fails or is stopped."""
    if not os.path.lexists(path):
        os.replace(made, path)
        return
    aside = _beside(path)
    try:
        os.replace(path, aside / "old")
        os.replace(made, path)
    except BaseException:
        if os.path.lexists(aside / "old") and not os.path.lexists(path):
            os.replace(aside / "old", path)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _beside(path: Path) -> Path:
    return Path(tempfile.mkdtemp(HALF, f".{path.name}.", path.parent))


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let a fault of the disk name what was to be written: its temporary name tells nobody anything."""
    try:
        yield
    except OSError as error:
        name = str(error.filename or "")
        if isinstance(error, Refused) or error.errno is None or (name and HALF not in name and LOCK not in name):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextlib.contextmanager
def alone(folder: Path, waiting: Callable[[], object]) -> Iterator[None]:
    """Be the only one who writes into an output folder; `waiting` is called once where another does. Raises OSError.

    The system lets go of the lock when a process ends, however it ends. What a killed one left half made is removed.
    """
    with _named(folder):
        _folder(folder)
        lock = _lock(folder / LOCK)
    with lock:
        while not _locked(lock):
            waiting()
            waiting = _quiet
            time.sleep(0.1)
        below = [path for path in folder.iterdir() if path.is_dir() and not leads_away(path)]
        for path in (path for one in (folder, *below) for path in one.glob(f".*{HALF}")):
            shutil.rmtree(path, ignore_errors=True)
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        yield


def _lock(path: Path) -> BinaryIO:
    """Open the file that is locked, which is made where there is none. Raises OSError where it is no file."""
    if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
        raise Refused(path, "a file is wanted here")
    return path.open("ab")


def _quiet() -> None:
    """Say nothing a second time."""


def _locked(file: BinaryIO) -> bool:
    """Say whether the file is ours now. A drive that knows no locks gives it to anybody."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True
