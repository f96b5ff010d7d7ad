"""Files made in memory, then written once.

A target yields `File`s; one function here writes them as a ZIP, a folder or a single file,
to a temporary name that is renamed when whole. Same files, same bytes: a ZIP has no clock.
"""

import contextlib
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

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
    """Write one file whole: to a temporary name beside it, then renamed. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
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
    """Write a folder that holds just these files, replacing what was there. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        for file in files:
            target = made / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)
        os.chmod(made, 0o755)
        _swap(made, path)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _swap(made: Path, path: Path) -> None:
    """Put the new folder in the old one's place; the old one comes back if that fails."""
    if not os.path.lexists(path):
        os.replace(made, path)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        os.replace(path, aside / "old")
        try:
            os.replace(made, path)
        except OSError:
            os.replace(aside / "old", path)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
