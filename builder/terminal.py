"""How a long build shows where it is: one line that changes in a terminal, plain lines in a log."""

import sys
from contextlib import AbstractContextManager
from types import TracebackType

import click

from builder.problems import harmless


class Progress(AbstractContextManager["Progress"]):
    """What is being made, while it is entered: one line that changes in a terminal, plain lines in a log."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.number = 0
        self.live = bool(sys.stdout and sys.stdout.isatty())

    def start(self, what: str) -> None:
        """Say what is being made now."""
        self.number += 1
        if self.live:
            click.echo(f"\r\033[K{self.number} of {self.count}  {harmless(what)} …", nl=False)

    def done(self, path: str, title: str) -> None:
        """Say what has been made, and where it is."""
        self.clear()
        click.echo(harmless(f"{title:32} {path}"))

    def clear(self) -> None:
        """Take the changing line away."""
        if self.live:
            click.echo("\r\033[K", nl=False)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no half line behind."""
        self.clear()
