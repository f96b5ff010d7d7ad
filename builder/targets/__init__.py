"""Targets: where a module can live. A folder each; adding one adds a word on the command line.

`__init__.py` in the folder says what it is made of; the files beside it are what it adds to the page.
"""

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal, Protocol

from builder.files import File
from builder.model import Module
from builder.problems import Problem
from builder.render import Build


class Target(Protocol):
    """One place where a module can live. `schema` is a file of ADL's set for it, "" where there is none."""

    name: ClassVar[str]
    title: ClassVar[str]
    form: ClassVar[Literal["zip", "folder"]]
    schema: ClassVar[str]

    def check(self, module: Module) -> Iterable[Problem]:
        """Yield what the target cannot carry."""

    def files(self, build: Build) -> Iterable[File]:
        """Yield what the target is made of."""


@cache
def targets() -> dict[str, Target]:
    """Return every target by name."""
    found: dict[str, Target] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.ispkg:
            target: Target = importlib.import_module(f"{__name__}.{module.name}").TARGET
            found[target.name] = target
    return found
