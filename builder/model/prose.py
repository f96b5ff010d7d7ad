"""What text is made of: runs of Markdown that know where they stand, and the pictures they show."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token

from builder.placed import Extract
from builder.problems import Place


@dataclass(frozen=True)
class Prose:
    """A run of Markdown tokens between questions, and the text whose 0-based lines their `map` counts."""

    tokens: tuple[Token, ...]
    source: Extract

    def lines(self) -> Iterator[tuple[Token, int]]:
        """Yield every token, also those inside a line of text, with the 0-based line of its block."""
        line = 0
        for token in self.tokens:
            line = token.map[0] if token.map else line
            yield token, line
            for child in token.children or ():
                yield child, line

    def placed(self) -> tuple[tuple[Token, Place], ...]:
        """Return every token with its place: that of its block, or of its own first sign where that can be found."""
        return self._placed

    @cached_property
    def _placed(self) -> tuple[tuple[Token, Place], ...]:
        return tuple(self._places())

    def _places(self) -> Iterator[tuple[Token, Place]]:
        place = self.source.place(0, 0)
        end = None
        for token in self.tokens:
            if token.map:
                place, end = self.source.place(token.map[0], 0), token.map[1]
            yield token, place
            spot = place
            for child in token.children or ():
                sign = _SIGNS.get(child.type) or child.content.split("\n")[0]
                spot = self.find(sign, spot, end)
                yield child, spot
                spot = Place(spot.path, spot.line, spot.column + len(sign))

    def find(self, words: str, after: Place, end: int | None = None) -> Place:
        """Return the place of some words after a place and before a 0-based line, or `after` if they are not there."""
        rows = self.source.rows
        start = after.line - self.source.first_line
        for number in range(start, len(rows) if end is None else min(end, len(rows))) if words else ():
            column = rows[number].find(words, after.column - 1 if number == start else 0)
            if column >= 0:
                return self.source.place(number, column)
        return after


# How what has no words of its own starts in the text.
_SIGNS = {"image": "![", "link_open": "["}


# On paper a picture higher than this part of its width has its text beside it, a flatter one below.
TALL = 0.6


@dataclass(frozen=True)
class Picture:
    """A picture of the module: its file, its path in the package, and what is shown of it.

    `data` is the file's bytes, and of a drawing what may stand in a page; `size` is width and height in pixels.
    """

    path: Path
    href: str
    data: bytes
    size: tuple[int, int] | None = None

    @property
    def is_drawing(self) -> bool:
        """Say whether it is an SVG, which stands in the page itself so that its colours follow the theme."""
        return self.href.endswith(".svg")
