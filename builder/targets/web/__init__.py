"""A folder of plain web files: for a web server, a stick, or a double-click. Nothing is recorded."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Literal

from builder.files import File
from builder.model import Module
from builder.problems import Problem
from builder.render import Build


class Web:
    """The page alone."""

    name: ClassVar[str] = "web"
    title: ClassVar[str] = "Web pages"
    form: ClassVar[Literal["zip", "folder"]] = "folder"
    schema: ClassVar[str] = ""

    def check(self, module: Module) -> Iterable[Problem]:
        """A folder of files carries everything."""
        return ()

    def files(self, build: Build) -> Iterable[File]:
        """Yield the page."""
        return build.page(Path(__file__).with_name("tracker.js"))


TARGET = Web()
