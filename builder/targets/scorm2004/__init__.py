"""SCORM 2004 4th Edition package: the page, one SCO, and a manifest that lists every file."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Literal

from builder.files import File
from builder.model import Module
from builder.problems import Problem
from builder.render import Build
from builder.render.package import package


class Scorm2004:
    """One module, one SCO, launched at index.html."""

    name: ClassVar[str] = "scorm2004"
    title: ClassVar[str] = "SCORM 2004 4th Edition package"
    form: ClassVar[Literal["zip", "folder"]] = "zip"
    schema: ClassVar[str] = "adlcp_v1p3.xsd"

    def check(self, module: Module) -> Iterable[Problem]:
        """Every question type has a SCORM interaction, so nothing is left out."""
        return ()

    def files(self, build: Build) -> Iterable[File]:
        """Yield the manifest and the page."""
        return package(build, Path(__file__).parent, self.schema)


TARGET = Scorm2004()
