"""Files that somebody gave us, read without being led astray: every file of a workspace is opened here.

A folder comes from anywhere: as a ZIP, on a stick, by a clone. A link in it that leads out of it shows nothing of what
is there, a pipe or a device is not waited for, and no more is read than is wanted.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

LARGEST = 200_000_000  # no file is read that is larger than a film may be
ELSEWHERE = "it leads to a place outside its folder"
# Windows alone has these: a folder that stands for another, and files as bytes.
_JUNCTION = 0xA0000003
_AS_BYTES = getattr(os, "O_BINARY", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


class Refused(OSError):
    """A file that is not read, and why: `strerror` says it in a trainer's words."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(errno.ELOOP, why, str(path))


class TooLarge(Refused):
    """A file with more bytes than are wanted."""


def leads_away(path: Path) -> bool:
    """Say whether a name stands for something in another place: a link, or on Windows a junction."""
    try:
        about = path.lstat()
    except (OSError, ValueError):  # nothing is there, or it is a name no system allows
        return False
    return stat.S_ISLNK(about.st_mode) or getattr(about, "st_reparse_tag", 0) == _JUNCTION


def is_inside(path: Path, home: Path) -> bool:
    """Say whether what a path leads to stands in a folder; the folder is itself no link to another place."""
    try:
        return path.resolve().is_relative_to(home.parent.resolve() / home.name)
    except (OSError, RuntimeError, ValueError):  # links that go in a circle, or a name no system allows
        return False


def opened(path: Path, home: Path | None, most: int = LARGEST) -> BufferedReader:
    """Open a file of a folder to read it. Raises OSError: `Refused` where it leads out of that, or is no file.

    `home` is None for a file of which that has been asked before.
    """
    if home and not is_inside(path, home):
        raise Refused(path, ELSEWHERE)
    return _opened(path, most)


def read(path: Path, home: Path | None, most: int = LARGEST) -> bytes:
    """Return what a file of a folder holds. Raises OSError: `TooLarge` where it is more than `most` bytes."""
    with opened(path, home, most) as stream:
        data = stream.read(os.fstat(stream.fileno()).st_size + 1)
    if len(data) > most:  # it grew meanwhile
        raise TooLarge(path, "it is too large")
    return data


def _opened(path: Path, most: int) -> BufferedReader:
    _is_file(path, path.stat(), most)  # asked before, because merely to open a device may do something
    handle = os.open(path, os.O_RDONLY | _NO_WAIT | _AS_BYTES)
    stream = os.fdopen(handle, "rb")
    try:
        _is_file(path, os.fstat(handle), most)
    except OSError:
        stream.close()
        raise
    return stream


def _is_file(path: Path, about: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a file is wanted here", str(path))
    if not stat.S_ISREG(about.st_mode):
        raise Refused(path, "it is no ordinary file")
    if about.st_size > most:
        raise TooLarge(path, "it is too large")


def files_in(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, sorted by folder, behind no link; what cannot be looked at is left out."""
    for at, folders, names in os.walk(folder) if not leads_away(folder) else ():
        folders[:] = sorted(name for name in folders if not leads_away(Path(at, name)))
        yield from (Path(at, name) for name in sorted(names))


def parts(folder: Path) -> Iterator[str | bytes]:
    """Yield what a folder or a file is, to tell it from any other: each name below it, with what stands behind it.

    Of a link that is where it leads, and of what is not read its size and time.
    """
    yield str(folder)
    if leads_away(folder) or not folder.is_dir():
        yield _behind(folder)
        return
    for at, folders, names in os.walk(folder):
        away = [name for name in folders if leads_away(Path(at, name))]
        folders[:] = sorted(set(folders) - set(away))
        yield from folders
        for name in sorted((*names, *away)):
            path = Path(at, name)
            yield from (str(path.relative_to(folder)), _behind(path))


def _behind(path: Path) -> bytes:
    try:
        if leads_away(path):
            return b"to " + os.fsencode(os.readlink(path))
        with _opened(path, LARGEST) as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except Refused:
        about = path.lstat()
        return f"{about.st_mode} {about.st_size} {about.st_mtime_ns}".encode()
    except OSError as error:
        return str(error).encode()
