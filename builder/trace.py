"""Where the course says what the study says: each recommendation and theme against the screens of the modules.

A line of the study is taught on a screen whose text carries its mark, `[@REC-STF-02]`, where a question, a scene or
something to do uses it, there or on the next screen. A question uses what its `source:` or its words name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from builder.markdown import cited, flat, marks, plain
from builder.model import Lesson, Module, Prose, Screen, Shared, Source
from builder.problems import Place

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
class Claim:
    """A piece of text that says what somebody found or what has to be done, without a source."""

    place: Place
    words: str


@dataclass(frozen=True)
class Trace:
    """What the modules do with the study: its lines, its quotations with the screens they stand on, and open claims."""

    lines: tuple[Line, ...] = ()
    quotations: Mapping[Source, tuple[Spot, ...]] = field(default_factory=dict)
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
    quotations = {
        source: tuple(spot for row in spots for spot in row if source.id in quoted_on(spot.screen))
        for source in shared.sources.values()
        if source.kind == "quotation"
    }
    found = [claim for module in modules for claim in claims(module.lessons)]
    found += claims([shared.facilitating] if shared.facilitating else ())
    return Trace(lines, quotations, tuple(found))


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
                yield from token.meta["term"].source
            elif token.type == "container_mark_open" and token.info.split()[:1] == ["board"] and module.board:
                answer = (token.info.split()[1:] or [""])[0]
                for line in module.board.lines:
                    yield from line.source if line.answer == answer or not answer else ()
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


# ── Claims without a source ──────────────────────────────────────────────────────────────────────

# Words that mostly stand in a claim somebody could ask the source of. It is advice: most text makes no such claim.
_CLAIMS = re.compile(
    r"""\b(?:the\ (?:study(?!\ behind)|workshop|authors) | studies | researchers | evidence | surveys?
    | research\ (?:shows?|showed|finds?|found|says?|said|suggests?|names?|calls?|saw|with)
    | recommend(?:s|ed|ation|ations)? | guidance\ says | by\ law | the\ law | legally
    | (?:staff|employers|trusts|peers|workers|managers|organisations|people|services|you)\ must )\b
    | \d\s?% | \bper\ cent\b | \b(?:one|two|three|\d+)\ (?:in|out\ of)\ (?:two|three|four|five|ten|\d+)\b
    | \b\d[\d,]*\ (?:people|peers?|staff|participants|patients|trusts|services|workers)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Marks whose words have a source anyway, make no claim, or say again what the screen says.
_APART = ("quote", "scene", "content-note", "instead", "board")


def claims(lessons: Iterable[Lesson]) -> Iterator[Claim]:
    """Yield the paragraphs and lists of lessons that look like claims and name no source."""
    for lesson in lessons:
        for screen in lesson.screens:
            for prose in (*screen.prose, *([screen.facilitator] if screen.facilitator else [])):
                yield from _claims(prose)


def _claims(prose: Prose) -> Iterator[Claim]:
    """Yield the claims of a run. A list belongs to the paragraph that opens it, and both to one source."""
    pieces = list(_pieces(prose.tokens))
    for index, piece in enumerate(pieces):
        words = plain(piece)
        around = list(piece)
        if words.endswith(":"):
            around += pieces[index + 1] if index + 1 < len(pieces) else ()
        if index and plain(pieces[index - 1]).endswith(":"):
            around += pieces[index - 1]
        if _CLAIMS.search(words) and not any(token.type == "citation" for token in flat(around)):
            start = next(token.map for token in piece if token.map)
            yield Claim(prose.source.place(start[0], 0), words)


def _pieces(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the paragraphs, lists and tables of a run, but for those of marks that stand apart."""
    piece: list[Token] = []
    depth = 0
    mark = ""
    for token in tokens:
        if token.type.startswith("container_mark"):
            mark = token.info.strip() if token.nesting > 0 else ""
            continue
        piece.append(token)
        depth += token.nesting
        if not depth:
            if mark.split(" ")[0] not in _APART and any(one.map for one in piece):
                yield piece
            piece = []
