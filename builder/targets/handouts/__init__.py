"""Handouts: the printed pieces of a module, each as a tagged PDF and as an HTML twin with the same content."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from builder.files import File
from builder.model import Module
from builder.problems import Problem
from builder.render import Build


class Handouts:
    """The summary, twice; only the HTML where Pango is missing."""

    name: ClassVar[str] = "handouts"
    title: ClassVar[str] = "Handouts"
    form: ClassVar[Literal["zip", "folder"]] = "folder"
    schema: ClassVar[str] = ""

    def check(self, module: Module) -> Iterable[Problem]:
        """Every module has a summary."""
        return ()

    def files(self, build: Build) -> Iterable[File]:
        """Yield the HTML and, where it can be made, the PDF."""
        yield File("summary.html", build.summary_html.encode())
        if build.summary_pdf is not None:
            yield File("summary.pdf", build.summary_pdf)


TARGET = Handouts()
