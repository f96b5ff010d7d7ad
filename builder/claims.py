"""Claims without a source: text that says what somebody found, or what has to be done, and does not say who says so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from builder.markdown import flat, plain
from builder.model import Lesson, Prose
from builder.problems import Place

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


@dataclass(frozen=True)
class Claim:
    """A piece of text that says what somebody found or what has to be done, without a source."""

    place: Place
    words: str


def claims(lessons: Iterable[Lesson]) -> Iterator[Claim]:
    """Yield the paragraphs, items of lists and tables of lessons that look like claims and name no source."""
    for lesson in lessons:
        for screen in lesson.screens:
            for prose in (*screen.prose, *([screen.facilitator] if screen.facilitator else [])):
                yield from _claims(prose)


def _claims(prose: Prose) -> Iterator[Claim]:
    """Yield the claims of a run. What opens a list shares its sources, and each item shares those of what opens it."""
    pieces = list(_pieces(prose.tokens))
    opens = [plain(piece).endswith(":") for piece in pieces]
    for index, piece in enumerate(pieces):
        around = [*(pieces[index - 1] if index and opens[index - 1] else ())]
        around += pieces[index + 1] if opens[index] and index + 1 < len(pieces) else ()
        for part in _closed(piece[1:-1]) if piece[0].type.endswith("list_open") else (piece,):
            words = plain(part)
            if _CLAIMS.search(words) and not any(token.type == "citation" for token in flat([*part, *around])):
                start = next(token.map for token in part if token.map)
                yield Claim(prose.source.place(start[0], 0), words)


def _pieces(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the paragraphs, lists and tables of a run, but for those of marks that stand apart."""
    mark = ""
    kept = []
    for token in tokens:
        if token.type.startswith("container_mark"):
            mark = token.info.strip() if token.nesting > 0 else ""
        elif mark.split(" ")[0] not in _APART:
            kept.append(token)
    return (piece for piece in _closed(kept) if any(one.map for one in piece))


def _closed(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield runs of tokens that close what they open."""
    piece: list[Token] = []
    depth = 0
    for token in tokens:
        piece.append(token)
        depth += token.nesting
        if not depth:
            yield piece
            piece = []
