"""What a module has to keep to, beyond being readable. A family a file, a rule a function; each yields problems."""

from collections.abc import Iterator

from builder.checks import evidence, marks, structure
from builder.model import Module
from builder.problems import Problem

RULES = (*structure.RULES, *marks.RULES, *evidence.RULES)


def check(module: Module) -> Iterator[Problem]:
    """Yield every problem that any rule finds with the module."""
    for rule in RULES:
        yield from rule(module)
