"""How a command ends that something outside stops: a key, the system, the reader of its lines, a disk."""

import contextlib
import errno
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from builder.cli.common import near, stop

_STOPPED = "Stopped before the end. Nothing is half-written: what was not finished is as it was before."
_FULL = "make room on the disk, then do the same again"
_TAKEN = "is it open in another program, or not yours to change?"
_HINTS = {
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EFBIG": _FULL,
    "EACCES": _TAKEN,
    "EPERM": _TAKEN,
    "EROFS": "nothing can be saved in this place: choose another folder",
    "EEXIST": "a file stands where a folder is wanted: rename it, or choose another folder",
    "ENOTDIR": "a file stands where a folder is wanted: rename it, or choose another folder",
    "ELOOP": "put an ordinary file or folder there: nothing is read or written through a link to another place",
    "ENOENT": "was it moved or renamed just now? Do the same again",
}


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what stops a command into a line and an exit code, as other programs have them. No pipe's end is a fault."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    except KeyboardInterrupt as asked:
        stop(_STOPPED, 128 + next(iter(asked.args), signal.SIGINT))
    except BrokenPipeError:  # click ends with 1, and says nothing
        raise
    except OSError as error:
        _drop_what_is_not_written()
        stop(_said(error, folder))
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """Clean up when the system ends the command, as after Ctrl-C."""
    raise KeyboardInterrupt(number)


def _drop_what_is_not_written() -> None:
    """Let go of lines that standard output does not take, or Python tries once more and ends in its own way."""
    try:
        if sys.stdout:  # there is none where it was closed
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _said(error: OSError, folder: Path) -> str:
    """Return what a disk says against reading or writing, with the file and with what helps."""
    place = f": {near(Path(str(error.filename)), folder)}" if error.filename else ""
    hint = _HINTS.get(
        errno.errorcode.get(error.errno or 0, ""), "do the same again; if it stays so, ask who keeps this computer"
    )
    return f"It stopped here: {error.strerror or error}{place}. Nothing is half-written.\n  hint: {hint}"
