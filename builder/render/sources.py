"""Numbered sources: each source of a module has one number, in the order it is first cited."""

from collections.abc import Iterable, Iterator

from builder.markdown import cited
from builder.model import Module, Screen, Source


def cited_on(screen: Screen, module: Module) -> Iterator[str]:
    """Yield the ids a screen cites, in text, questions and the board it shows."""
    for prose in (*screen.prose, *(one.transcript for one in screen.recordings)):
        for token, _ in prose.lines():
            if token.type == "citation":
                yield from token.meta["sources"]
            elif token.type == "container_mark_open" and token.info.split()[:1] == ["board"] and module.board:
                answer = (token.info.split()[1:] or [""])[0]
                for line in module.board.lines:
                    yield from line.source if line.answer == answer or not answer else ()
            elif token.type == "inline" and token.content.startswith("source:"):
                yield token.content.split()[1]
    for question in screen.questions:
        yield from (name for _, name in question.sources())
        for _, text in question.texts():
            yield from cited(text)


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
