"""The press: PDFs made side by side, a process a core, each with one WeasyPrint that prints one after the other.

What was printed before is taken from a folder, by a name that comes from all that a PDF is made of: a wrong one cannot
be found there, and the folder can be deleted at any time.
"""

import contextlib
import hashlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

from builder import font
from builder.files import write_file
from builder.render import mend
from builder.render import pdf as pdf_room
from builder.render.pdf import Printed, pdf

# An order for a PDF: called, it waits until the PDF is there. None is for a machine that cannot print.
Order = Callable[[], Printed | None]
Printer = Callable[[str], Order]
MONTH = 30 * 24 * 60 * 60


def by_itself(html: str) -> Order:
    """Order a PDF that is made here, when it is first asked for."""
    return cache(lambda: pdf(html))


class Press(AbstractContextManager["Press"]):
    """Prints while it is entered. `folder` is where PDFs are kept from one build to the next."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, html: str) -> Order:
        """Order a PDF, whose making begins at once."""
        path = self._folder / f"{_digest(html)}.pdf"
        try:
            kept = Printed(path.read_bytes())
            path.touch()
        except OSError:
            made = self._pool.submit(pdf, html)
            return cache(lambda: _keep(_result(made, html), path))
        return lambda: kept

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the processes go; what has not begun is not begun any more. Remove what was not asked for in a month."""
        if "_pool" in self.__dict__:
            self._pool.shutdown(cancel_futures=True)
        with contextlib.suppress(OSError):
            for path in self._folder.glob("*.pdf"):
                if path.stat().st_mtime < time.time() - MONTH:
                    path.unlink()

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside other threads
        return ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_begin)


def _result(made: Future[Printed | None], html: str) -> Printed | None:
    """Return what a process made; where it was killed, for want of memory for example, make it here."""
    try:
        return made.result()
    except BrokenProcessPool:
        return pdf(html)


def _keep(printed: Printed | None, path: Path) -> Printed | None:
    """Keep a PDF for the next build, if it is one that nobody needs to be told about."""
    if printed and not printed.missing:
        write_file(path, printed.data)
    return printed


def _begin() -> None:
    """Leave Ctrl-C to the process that prints nothing: it says so in one line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _digest(html: str) -> str:
    return hashlib.sha256(_made_with() + html.encode()).hexdigest()


@cache
def _made_with() -> bytes:
    """Return what, beside its HTML, a PDF is made of: the engine, what mends its work, and the font."""
    ours = [Path(str(room.__file__)).read_bytes() for room in (pdf_room, mend)]
    theirs = [f"{name} {version(name)}".encode() for name in ("weasyprint", "pydyf", "pikepdf", "fonttools")]
    return b"\0".join([*ours, *theirs, *(path.read_bytes() for path in font.files().values())])
