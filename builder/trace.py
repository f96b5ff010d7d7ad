"""Where the course says what the study says: each recommendation and theme against the screens of the modules.

A line of the study is taught on a screen whose text carries its mark, `[@REC-STF-02]`, where a question, a scene or
something to do uses it, there or on the next screen. A question uses what its `source:` or its words name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from builder.claims import Claim, claims
from builder.markdown import cited, flat, marks
from builder.model import Module, Screen, Shared, Source

KINDS = ("recommendation", "theme")


@dataclass(frozen=True)
class Spot:
    """A screen of a module; `number` counts the closing questions, and is 0 on a lesson's screen."""

    module: Module
    screen: Screen
    number: int = 0


@dataclass(frozen=True)
class Line:
    """A line of the study: where it is taught, where its mark stands and nothing uses it, and where it is only used.

    `reason` says why it is not taught, where somebody has written that down.
    """

    source: Source
    taught: tuple[Spot, ...] = ()
    said: tuple[Spot, ...] = ()
    used: tuple[Spot, ...] = ()
    reason: str = ""

    @property
    def is_covered(self) -> bool:
        """Say whether it is taught, or has a reason not to be."""
        return bool(self.taught or self.reason)


@dataclass(frozen=True)
class Trace:
    """What the modules do with the study: its lines, its quotations with the screens they stand on, and open claims.

    `unread` holds the sources that nobody read whole, with the screens that name them.
    """

    lines: tuple[Line, ...] = ()
    quotations: Mapping[Source, tuple[Spot, ...]] = field(default_factory=dict)
    unread: Mapping[Source, tuple[Spot, ...]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    def of(self, kind: str) -> list[Line]:
        """Return the lines of one kind."""
        return [line for line in self.lines if line.source.kind == kind]

    @property
    def open(self) -> list[Line]:
        """Return the lines that are neither taught nor have a reason."""
        return [line for line in self.lines if not line.is_covered]

    @property
    def unused(self) -> list[Source]:
        """Return the quotations that stand nowhere."""
        return [source for source, spots in self.quotations.items() if not spots]


def traced(modules: Iterable[Module], shared: Shared) -> Trace:
    """Return the trace of the modules, in the order of the list of sources."""
    modules = list(modules)
    spots = [list(_spots(module)) for module in modules]
    lines = tuple(_line(source, spots, shared) for source in shared.sources.values() if source.kind in KINDS)
    flat_spots = [spot for row in spots for spot in row]
    names = [({*said_on(spot.screen, spot.module), *used_on(spot.screen)}, spot) for spot in flat_spots]
    quotations = {
        source: tuple(spot for spot in flat_spots if source.id in quoted_on(spot.screen))
        for source in shared.sources.values()
        if source.kind == "quotation"
    }
    unread = {
        source: there
        for source in shared.sources.values()
        if source.seen and (there := tuple(spot for named, spot in names if source.id in named))
    }
    found = [claim for module in modules for claim in claims(module.lessons)]
    found += claims([shared.facilitating] if shared.facilitating else ())
    return Trace(lines, quotations, unread, tuple(found))


def _spots(module: Module) -> Iterator[Spot]:
    first = len(module.screens) - len(module.quiz)
    for index, screen in enumerate(module.screens):
        yield Spot(module, screen, max(0, index - first + 1))


def _line(source: Source, modules: Iterable[list[Spot]], shared: Shared) -> Line:
    taught: list[Spot] = []
    said: list[Spot] = []
    used: list[Spot] = []
    for spots in modules:
        says = [source.id in set(said_on(spot.screen, spot.module)) for spot in spots]
        uses = [source.id in set(used_on(spot.screen)) for spot in spots]
        for index, spot in enumerate(spots):
            if says[index]:
                (taught if any(uses[index : index + 2]) else said).append(spot)
            elif uses[index] and not (index and says[index - 1]):
                used.append(spot)
    reason = shared.not_taught[source.id].reason if source.id in shared.not_taught else ""
    return Line(source, tuple(taught), tuple(said), tuple(used), reason)


def said_on(screen: Screen, module: Module) -> Iterator[str]:
    """Yield the ids in a screen's text: its prose, its quotations, the board it shows, the words of its questions."""
    for prose in (*screen.prose, *(one.transcript for one in screen.recordings)):
        for token, _ in prose.lines():
            if token.type == "citation":
                yield from token.meta["sources"]
            elif token.type == "term":
                yield from (*token.meta["term"].source, *cited(token.meta["term"].means))
            elif token.type == "container_mark_open" and token.info.split()[:1] == ["board"] and module.board:
                answer = (token.info.split()[1:] or [""])[0]
                for line in module.board.lines:
                    if line.answer == answer or not answer:
                        yield from (*line.source, *cited(line.text), *cited(line.why))
    yield from quoted_on(screen)
    for question in screen.questions:
        for _, text in question.texts():
            yield from cited(text)


def quoted_on(screen: Screen) -> list[str]:
    """Return the ids of the quotations on a screen."""
    firsts = [token.content for prose in screen.prose for token in prose.tokens if token.type == "inline"]
    return [found[1] for first in firsts if (found := re.match(r"source:\s*(\S+)", first))]


def used_on(screen: Screen) -> Iterator[str]:
    """Yield the ids that the questions of a screen name, and those that stand in its scenes."""
    for question in screen.questions:
        yield from (name for _, name in question.sources())
        for _, text in question.texts():
            yield from cited(text)
    for prose in screen.prose:
        for mark, inside in marks(prose.tokens):
            if mark.info.strip() == "scene":
                yield from (
                    name for token in flat(inside) if token.type == "citation" for name in token.meta["sources"]
                )
