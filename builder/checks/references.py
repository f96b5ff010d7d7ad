"""Links and sources written in a way that other programs understand."""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.checks.notations import FIX
from builder.checks.rows import Row, blocks
from builder.model import Module
from builder.problems import Edit, Problem, quoted

_DEFINED = re.compile(
    r"\s*\[([^\[\]\n^@]+)\]:\s*<?((?:https?://|mailto:|www\.|#[a-z])[^\s<>]*)>?(?:\s+[\"'(][^\n]*)?\s*"
)
_USED = re.compile(r"(?<![!\]])\[([^\[\]\n^@]+)\]\[([^\[\]\n]*)\]")
_SHORT = re.compile(r"(?<![!\]])\[([^\[\]\n^@]+)\](?![\[(:])")
_SOURCE = re.compile(r"(?<![\w@./-])(\()?@([A-Za-z0-9](?:[\w.-]*\w)?)(?(1)\))")


def links_hold_their_address(module: Module) -> Iterator[Problem]:
    """A link holds its own address (M158)."""
    every = [row for block in blocks(module) for row in block.rows]
    defined = [(row, found) for row in every if (found := _DEFINED.fullmatch(row.text))]
    known = {(row.start.path, _name(found[1])): found[2] for row, found in defined}
    met: set[tuple[Path, str]] = set()
    for row in every:
        if _DEFINED.fullmatch(row.text):
            continue
        for found in (*_USED.finditer(row.bare), *_SHORT.finditer(row.bare)):
            name = found[1] if found.re is _SHORT else found[2] or found[1]
            at = (row.start.path, _name(name))
            if at in known or (found.re is _USED and name not in module.shared.sources):
                met.add(at)
                yield _used(row, found, known.get(at, ""))
    for row, found in defined:
        mends = row.edits(0, len(row.text), "") if (row.start.path, _name(found[1])) in met else ()
        hint = f"write [words]({found[2]}) where the link is, and take this line out" + (FIX if mends else "")
        yield _problem(row, found, hint, mends)


def _name(words: str) -> str:
    return " ".join(words.lower().split())


def _used(row: Row, found: re.Match[str], address: str) -> Problem:
    words = row.text[slice(*found.span(1))]
    mends = row.edits(*found.span(), f"[{words}]({address})") if address else ()
    hint = f"write [{words}]({address or 'https://…'})" + (FIX if mends else "")
    return _problem(row, found, hint, mends)


def _problem(row: Row, found: re.Match[str], hint: str, mends: tuple[Edit, ...]) -> Problem:
    """M158 reference-link (warning): The address of a link stands right after its words, and nowhere else: `[a][b]` and
    a line `[b]: https://…` would both show. `check --fix` puts them together.
    """
    message = f"The address of a link stands right after its words: {quoted(found[0].strip(), 40)}"
    return Problem("M158", row.place(*found.span()), message, hint, "warning", mends)


def sources_have_square_brackets(module: Module) -> Iterator[Problem]:
    """M163 round-source (warning): A source is cited in square brackets: `[@T20]`. `check --fix` writes them."""
    for block in blocks(module):
        for row in block.rows:
            for found in _SOURCE.finditer(row.words):
                before = row.words[: found.start()]
                if found[2] in module.shared.sources and before.rfind("[") <= before.rfind("]"):
                    mends = row.edits(*found.span(), f"[@{found[2]}]")
                    message = f"This source would show as it is typed: {quoted(found[0])}"
                    hint = f"write [@{found[2]}]" + (FIX if mends else "")
                    yield Problem("M163", row.place(*found.span()), message, hint, "warning", mends)


RULES = (links_hold_their_address, sources_have_square_brackets)
