"""What a module has to keep to, beyond being readable. A family a file, a rule a function; each yields problems.

Adding a file with `RULES` adds a family: nothing else lists them.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from builder.model import Module
from builder.problems import Problem

Rule = Callable[[Module], Iterable[Problem]]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule of every family."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    families = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(rule for family in families for rule in getattr(family, "RULES", ()))


def check(module: Module) -> Iterator[Problem]:
    """Yield every problem that any rule finds with the module."""
    for rule in rules():
        yield from rule(module)
