"""The easy edition, easy.md: under each heading ideas, and an idea is a picture with one to three sentences below it.

Each sentence has a line of its own. A heading names the screens that it puts into easy words: `{#welcome #map}`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token

from builder.markdown import parse, picture_in
from builder.model import Easy, Idea, Prose, Sentence, Topic
from builder.placed import Extract
from builder.problems import Place
from builder.read.found import Found
from builder.read.heading import words_of
from builder.read.scan import SCREEN, Scanned, scan

_HEADING = re.compile(r"(?P<title>[^{]*)(?:\{(?P<names>[^{}]*)\}[ \t]*)?")


def read_easy(source: Extract, found: Found) -> Easy:
    """Return the easy edition; what is wrong with it is put into `found`.

    M137 easy-start: The easy edition starts with its title, then a heading: what stood between them would show nowhere.
    """
    scanned = scan(source)
    starts = scanned.starts
    ends = [*starts[1:], len(scanned.lines)]
    title = ""
    for number, line in enumerate(scanned.lines[: starts[0] if starts else len(scanned.lines)]):
        heading = re.match(r" {0,3}#(?!#)[ \t]*(?=\S)", line)
        if heading and not title:
            title = words_of(scanned, number, heading.end(), len(line))
        elif line.strip():
            hint = 'put it under a heading, such as "## What this is about {#welcome}"'
            scanned.add("M137", number, 0, "This stands under no heading", hint)
            break
    if not title:
        scanned.add("M137", 0, 0, "This easy edition has no title", 'start the file with one, such as "# Peer roles"')
    elif not starts:
        hint = 'start one with a line such as "## What this is about {#welcome}"'
        scanned.add("M137", 0, 0, "This easy edition has no headings with ideas under them", hint)
    topics = [_topic(scanned, start, end) for start, end in zip(starts, ends, strict=False)]
    found.problems += scanned.problems
    return Easy(source.path, title, tuple(topics))


def _topic(scanned: Scanned, start: int, end: int) -> Topic:
    """M138 easy-heading: A heading of the easy edition has words, and the screens it names stand after them, last on
    the line.
    """
    line = scanned.lines[start]
    opening = SCREEN.match(line)
    first = opening.start(1) if opening else 0
    found = _HEADING.fullmatch(line, first)
    title = words_of(scanned, start, first, found.end("title") if found else len(line))
    if not found or not title:
        hint = 'such as "## What this is about {#welcome}"'
        scanned.add("M138", start, 0, "A heading has words, then in brackets the screens it stands for", hint)
    names = re.finditer(r"\S+", found["names"] or "") if found else ()
    offset = found.start("names") if found else 0
    named = {one[0]: scanned.source.place(start, offset + one.start()) for one in names}
    text = scanned.source.part(start + 1, "\n".join(scanned.lines[start + 1 : end]))
    prose = Prose(parse(text.text), text)
    return Topic(title, named, scanned.source.place(start, 0), prose, tuple(_ideas(prose, scanned)))


def _ideas(prose: Prose, scanned: Scanned) -> Iterator[Idea]:
    """Yield the ideas of a topic: each picture with the paragraph below it.

    M139 easy-only: In the easy edition stand ideas, each a picture with the paragraph below it, and nothing else.
    """
    waiting: Idea | None = None
    for block in _blocks(prose.tokens):
        line = block[0].map[0] if block[0].map else 0
        place = prose.source.place(line, 0)
        if block[0].type != "paragraph_open":
            hint = "write one to three sentences below a picture, each on a line of its own"
            scanned.add(
                "M139", place.line - scanned.source.first_line, 0, "Only pictures and sentences stand here", hint
            )
            waiting = None
        elif picture := picture_in(block[1]):
            if waiting:
                yield waiting
            waiting = Idea(place, picture, ())
        else:
            idea = waiting or Idea(place, None, ())
            yield Idea(idea.place, idea.picture, tuple(_sentences(block[1], place)))
            waiting = None
    if waiting:
        yield waiting


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each paragraph, list or other block."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if not depth:
            yield block
            block = []
    if block:  # a mark that never closes
        yield block


def _sentences(inline: Token, place: Place) -> Iterator[Sentence]:
    lines = groupby(inline.children or (), key=lambda token: token.type in ("softbreak", "hardbreak"))
    texts = [tuple(tokens) for is_break, tokens in lines if not is_break]
    yield from (Sentence(Place(place.path, place.line + index), text) for index, text in enumerate(texts))
