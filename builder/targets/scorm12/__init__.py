"""SCORM 1.2 package: the page, one SCO, and a manifest that lists every file."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Literal

from builder.files import File
from builder.model import Module
from builder.problems import Problem
from builder.render import Build
from builder.render.package import package


class Scorm12:
    """One module, one SCO, launched at index.html."""

    name: ClassVar[str] = "scorm12"
    title: ClassVar[str] = "SCORM 1.2 package"
    form: ClassVar[Literal["zip", "folder"]] = "zip"
    schema: ClassVar[str] = "adlcp_rootv1p2.xsd"

    def check(self, module: Module) -> Iterable[Problem]:
        """Every question type has a SCORM interaction, so nothing is left out."""
        return ()

    def files(self, build: Build) -> Iterable[File]:
        """Yield the manifest and the page."""
        return package(build, Path(__file__).parent, self.schema)


TARGET = Scorm12()
