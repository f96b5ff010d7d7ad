"""The press: PDFs made side by side, a process a core, each with one WeasyPrint that prints one after the other.

What was printed before is kept, by a name that comes from all that a PDF is made of.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

from builder import font
from builder.kept import Kept, digest, pango
from builder.render import mend
from builder.render import pdf as pdf_room
from builder.render.pdf import Printed, pdf

# An order for a PDF: called, it waits until the PDF is there. None is for a machine that cannot print.
Order = Callable[[], Printed | None]
Printer = Callable[[str], Order]


def by_itself(html: str) -> Order:
    """Order a PDF that is made here, when it is first asked for."""
    return cache(lambda: pdf(html))


class Press(AbstractContextManager["Press"]):
    """Prints while it is entered. `kept` holds PDFs from one build to the next."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def __call__(self, html: str) -> Order:
        """Order a PDF, whose making begins at once."""
        name = digest(_made_with(), html)
        if (data := self._kept.get(name)) is not None:
            return lambda: Printed(data)
        pool = self._pool  # made before: its own helper process would let interrupts in again
        with _no_interrupt():
            made = pool.submit(pdf, html)
        return cache(lambda: self._keep(_result(made, html), name))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the processes go, at once where something went wrong; what has not begun is not begun any more."""
        if "_pool" in self.__dict__:
            for process in multiprocessing.active_children() if kind else ():
                process.terminate()
            self._pool.shutdown(cancel_futures=True)

    def _keep(self, printed: Printed | None, name: str) -> Printed | None:
        """Keep a PDF for the next build, if it is one that nobody needs to be told about."""
        if printed and not printed.missing:
            self._kept.put(name, printed.data)
        return printed

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


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let what is started here hear no Ctrl-C, not even before it has begun; this process hears it a moment later."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Leave Ctrl-C to the process that prints nothing: it says so in one line. Where that is killed, end too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


@cache
def _made_with() -> str:
    """Return a name for what, beside its HTML, a PDF is made of: the engine, what mends its work, and the font."""
    ours = [Path(str(room.__file__)).read_bytes() for room in (pdf_room, mend)]
    theirs = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf", "fonttools")]
    return digest(*ours, *theirs, str(pango()), *(path.read_bytes() for path in font.files().values()))
