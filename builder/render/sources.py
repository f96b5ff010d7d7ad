"""Numbered sources: each source of a module has one number, in the order it is first cited."""

from collections.abc import Iterable, Iterator

from builder.model import Module, Screen, Source
from builder.trace import said_on, used_on


def cited_on(screen: Screen, module: Module) -> Iterator[str]:
    """Yield the ids a screen cites, in text, questions and the board it shows."""
    yield from said_on(screen, module)
    yield from used_on(screen)


def numbers(module: Module) -> dict[str, int]:
    """Return the number of each source (not of its parts) the module cites."""
    found: dict[str, int] = {}
    for screen in module.screens:
        for name in cited_on(screen, module):
            found.setdefault(module.shared.base(name).id, len(found) + 1)
    return found


def numbered(names: Iterable[str], module: Module, known: dict[str, int]) -> list[tuple[int, Source]]:
    """Return the sources behind the ids, each once, with its number, in order."""
    bases = {module.shared.base(name).id for name in names}
    return sorted((known[name], module.shared.sources[name]) for name in bases)
