"""Markdown as it was typed, a block at a time, for rules about what the parser took for mere words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from markdown_it.token import Token

from builder.checks import walk
from builder.markdown import CITATION, parse_inline
from builder.model import Module, Prose
from builder.problems import Edit, Place

# What stands for a sign that is not to be looked at: it is in no text, no letter, and no space.
HIDDEN = "\0"
_HIDDEN = re.compile(rf"(?<!`)(`{{1,4}})(?!`)[^`]+\1(?!`)|\\[!-/:-@\[-`{{-~]|(?<=\]\()[^()\s]+|{CITATION.pattern}")
_ADDRESS = re.compile(r"\b(?:https?://|mailto:|www\.)[^\s<>()\[\]\"]+")


def _hidden(text: str) -> list[str]:
    """Return the rows of a text with what is not to be looked at hidden."""
    return _HIDDEN.sub(_as_long, text).split("\n")


def _as_long(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", HIDDEN, found[0])


@dataclass(frozen=True)
class Row:
    """A line of a block, where it starts, and what stands before it in its file (None: not sure, or YAML).

    `bare` is the line with code, escaped signs, sources and places of links hidden, as long as before.
    """

    text: str
    bare: str
    start: Place
    before: str | None = None

    @cached_property
    def words(self) -> str:
        """Return the line with all addresses hidden too."""
        return _ADDRESS.sub(_as_long, self.bare)

    def place(self, start: int, end: int) -> Place:
        """Return the place of a part of the line, as near as can be said."""
        if self.before is not None:
            return Place(self.start.path, self.start.line, self.start.column + start)
        return walk.Finder(self.start).find(self.text[start:end])

    def edits(self, start: int, end: int, text: str) -> tuple[Edit, ...]:
        """Return the edit that puts a text in place of a part of the line, or none where that is not sure.

        A text of YAML keeps its beginning: a sign there may mean something else.
        """
        if self.before is not None:
            return (Edit(self.place(start, end), text, end - start),)
        finder = walk.Finder(self.start)
        place = finder.find(self.text[start:end])
        row = finder.text.split("\n")[place.line - 1][place.column - 1 :]
        is_there = row.startswith(self.text[start:end]) and start > 0
        return (Edit(place, text, end - start),) if is_there else ()


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, a cell of a table, or (`line`) a text of YAML; `number` counts the blocks of a run."""

    kind: str
    rows: tuple[Row, ...]
    tokens: tuple[Token, ...]
    number: int = 0

    @property
    def shown(self) -> str:
        """Return what the parser took for words, with a sign between them and anything else."""
        return HIDDEN.join(token.content for token in self.tokens if token.type == "text")


_KINDS = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}


def blocks(module: Module) -> Iterator[Block]:
    """Yield every block of every text that may hold Markdown, in order."""
    for run in walk.texts(module):
        yield from _of(run)
    for text, place in walk.lines(module):
        both = zip(text.split("\n"), _hidden(text), strict=True)
        yield Block("line", tuple(Row(row, bare, place) for row, bare in both), parse_inline(text))


def _of(run: Prose) -> Iterator[Block]:
    typed = run.source.text.split("\n")
    kind, end = "paragraph", (0, 0)
    number = -1
    for token, line in run.lines():
        if token.type == "inline":
            rows = []
            both = zip(token.content.split("\n"), _hidden(token.content), strict=True)
            for index, (text, bare) in enumerate(both, start=line):
                start = typed[index].find(text, end[1] if end[0] == index else 0) if index < len(typed) else -1
                lead = len(text) - len(text.lstrip())
                before = typed[index][: start + lead] if start >= 0 else None
                place = run.source.place(index, max(start, 0) + lead)
                rows.append(Row(text[lead:], bare[lead:], place, before))
                end = (index, max(start, 0) + len(text))
            number += 1
            yield Block(kind, tuple(rows), tuple(token.children or ()), number)
        elif token.nesting > 0 and token.block:
            kind = _KINDS.get(token.type, "paragraph")


def in_turn(rows: Iterable[bool]) -> list[range]:
    """Return the runs of rows that are all true."""
    found: list[range] = []
    start = None
    for index, is_one in enumerate([*rows, False]):
        if is_one and start is None:
            start = index
        elif not is_one and start is not None:
            found.append(range(start, index))
            start = None
    return found
