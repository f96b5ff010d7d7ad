"""Everything a handout may print can be printed: its one font has a shape for each character."""

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from builder import font
from builder.checks import walk
from builder.model import Module, Picture
from builder.problems import Place, Problem

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
    text = picture.path.read_text(encoding="utf-8", errors="replace") if picture.is_drawing else ""
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
            whole = path.read_text(encoding="utf-8-sig")
            yield _place(path, whole, max(whole.find(one), 0)), one


def _place(path: Path, text: str, at: int) -> Place:
    line = text.count("\n", 0, at) + 1
    return Place(path, line, at - text.rfind("\n", 0, at))


RULES = (characters_can_be_printed,)
