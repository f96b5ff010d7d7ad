"""Everything a handout may print can be printed: its font has a shape for each character, and a page room for it."""

import html
import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from builder import font
from builder.checks import walk
from builder.given import read
from builder.markdown import plain
from builder.model import TALL, Module, Picture
from builder.problems import Place, Problem

INCH, DOTS = 25.4, 150
# Millimetres: the page between its margins, a picture with its text beside it, round a cell's words, 12 points.
PAGE_WIDTH, TALL_WIDTH, CELL, LETTER = 174, 120, 2, 12 * INCH / 72

_SHOWN = {"text", "code_inline", "code_block", "fence"}
_LETTERS = re.compile(r"<text\b.*?</text>", re.DOTALL)


def characters_can_be_printed(module: Module) -> Iterator[Problem]:
    """P201 unprintable: Every character has a shape in the font of the handouts; an emoji, for example, has none. A
    page with a character from another font would look different on each computer, and a screen reader may not be able
    to say it.
    """
    for place, character in _missing(module):
        name = unicodedata.name(character, "no name").lower()
        message = f"This character cannot be printed: {character} (U+{ord(character):04X}, {name})"
        yield Problem("P201", place, message, "use words, or a letter or sign from the keyboard")


def _missing(module: Module) -> Iterator[tuple[Place, str]]:
    for spot in walk.tokens(module):
        token = spot.token
        shown = token.content if token.type in _SHOWN else str(token.attrGet("title") or "")
        yield from ((spot.of(one), one) for one in font.missing(shown))
    for text, place in walk.typed(module):
        yield from ((place, one) for one in font.missing(text))
    for screen in walk.screens(module):
        yield from ((screen.place, one) for one in font.missing(screen.title))
    for title, place in walk.easy_titles(module):
        yield from ((place, one) for one in font.missing(title))
    for picture in {**module.pictures, **(module.easy.pictures if module.easy else {})}.values():
        yield from _in_drawing(picture)
    yield from _in_lists(module)


def _in_drawing(picture: Picture) -> Iterator[tuple[Place, str]]:
    """Yield what is missing from the words in a drawing."""
    text = read(picture.path, None).decode("utf-8", "replace") if picture.is_drawing else ""
    for letters in _LETTERS.finditer(text):
        for one in font.missing(html.unescape(re.sub(r"<[^>]*>", "", letters[0]))):
            yield _place(picture.path, text, max(text.find(one, letters.start()), letters.start())), one


def _in_lists(module: Module) -> Iterator[tuple[Place, str]]:
    """Yield what is missing from the shared lists that every handout prints from."""
    shared = module.shared
    lists: dict[str, list[str | None]] = {
        "people": [one.name for one in shared.people.values()],
        "sources": [text for one in shared.sources.values() for text in (one.title, one.authors, one.publisher)],
        "support": [text for one in shared.support for text in (one.name, one.text, one.contact, one.hours)],
        "organisation": [shared.organisation.name],
        "glossary": [text for one in shared.glossary for text in (one.id, one.means)],
    }
    for name, texts in lists.items():
        path = module.folder.parent / "shared" / f"{name}.yaml"
        for one in font.missing("".join(text or "" for text in texts)):
            whole = read(path, None).decode("utf-8-sig")
            yield _place(path, whole, max(whole.find(one), 0)), one


def _place(path: Path, text: str, at: int) -> Place:
    line = text.count("\n", 0, at) + 1
    return Place(path, line, at - text.rfind("\n", 0, at))


def pictures_are_sharp(module: Module) -> Iterator[Problem]:
    """P202 coarse-picture (warning): A photo has 150 dots an inch or more at the size it is printed, so that it is
    sharp on paper. A picture that is wider than high takes the width of the page; another one two thirds of it.
    """
    for run in walk.prose(module):
        for token, place in run.placed():
            picture = module.pictures.get(str(token.attrGet("src"))) if token.type == "image" else None
            if picture and picture.size:
                wide, high = picture.size
                printed = TALL_WIDTH if high > TALL * wide else PAGE_WIDTH
                wanted = math.ceil(printed / INCH * DOTS)
                if wide < wanted:
                    message = f"This picture is too coarse for paper: its width is {wide} pixels"
                    hint = f"take one that is {wanted} pixels wide or more"
                    yield Problem("P202", place, message, hint, "warning")


def tables_fit_the_page(module: Module) -> Iterator[Problem]:
    """P203 wide-table: A table is narrow enough for the page: there is room for the longest word of every column."""
    for run in walk.prose(module):
        columns: list[float] = []
        column, place = 0, None
        for token, at in run.placed():
            if token.type == "table_open":
                columns, place = [], at
            elif token.type == "tr_open":
                column = 0
            elif token.type == "inline" and place:
                columns += [0.0] * (column + 1 - len(columns))
                longest = max(map(font.width, plain([token]).split()), default=0)
                columns[column] = max(columns[column], longest * LETTER + CELL)
                column += 1
            elif token.type == "table_close" and place:
                if sum(columns) > PAGE_WIDTH:
                    message = f"This table is too wide for paper: it needs {sum(columns):.0f} of {PAGE_WIDTH} mm"
                    yield Problem("P203", place, message, "take out a column, or write it as a list")
                place = None


RULES = (characters_can_be_printed, pictures_are_sharp, tables_fit_the_page)
