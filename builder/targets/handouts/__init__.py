"""Handouts: the printed pieces of a module, as tagged PDFs, and as HTML twins with the same content."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from builder.files import File
from builder.model import Module
from builder.problems import Problem
from builder.render import Build


class Handouts:
    """Every handout there is; only the HTML where Pango is missing."""

    name: ClassVar[str] = "handouts"
    title: ClassVar[str] = "Handouts"
    form: ClassVar[Literal["zip", "folder"]] = "folder"
    schema: ClassVar[str] = ""

    def check(self, module: Module) -> Iterable[Problem]:
        """Every module has a summary."""
        return ()

    def files(self, build: Build) -> Iterable[File]:
        """Yield the HTML twins and, where they can be made, the PDFs."""
        for name, handout in build.handouts.items():
            if handout.is_twin:
                yield File(f"{name}.html", handout.html.encode())
            printed = build.printed(name)
            if printed is not None:
                yield File(f"{name}.pdf", printed.data)


TARGET = Handouts()
