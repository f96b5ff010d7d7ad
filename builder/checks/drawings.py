"""Words in drawings can be read: they stand out from what they lie on, as far as that can be told from the shapes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from builder.checks import walk
from builder.model import Module, Picture
from builder.problems import Place, Problem, quoted

LEAST = 4.5  # WCAG 2.2, 1.4.3
PAPER, INK = "#ffffff", "#000000"
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})(?=\s*\)?\s*$)", re.IGNORECASE)
_NAMED = {"white": "#ffffff", "black": "#000000"}


@dataclass
class _Area:
    """A shape that words may lie on: from where to where it goes, and its colour; "" where that is not known."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str


def drawn_words_stand_out(module: Module) -> Iterator[Problem]:
    """A107 contrast (warning): The words in a drawing stand out from what they lie on, by 4.5 to 1 at least, in the
    colours for paper. Colours of the theme that go together do in every theme and in the dark. Where a shape is not a
    rectangle, a circle or an ellipse, or is turned or moved, nothing is said.
    """
    for picture in module.pictures.values():
        if not (picture.is_drawing and picture.data):
            continue
        for words, front, behind in _words(ElementTree.fromstring(picture.data)):
            measured = contrast(front, behind)
            if measured < LEAST:
                message = f"{quoted(words, 40)} is hard to read: {front} on {behind} is {measured:.1f} to 1"
                hint = f"make it darker or lighter, for {LEAST} to 1; ink on paper, accent-soft or highlight is safe"
                yield Problem("A107", _place(picture, words), message, hint, "warning")


def _words(root: ElementTree.Element) -> Iterator[tuple[str, str, str]]:
    """Yield the first words of each text of a drawing, their colour, and what they lie on, where both are known."""
    areas = [_Area(float("-inf"), float("-inf"), float("inf"), float("inf"), PAPER)]
    for node, fill, is_moved in _nodes(root, INK, is_moved=False):
        name = node.tag.rpartition("}")[2]
        if name == "text":
            words = " ".join(next((one for one in node.itertext() if one.strip()), "").split())
            spots = [(_number(one, "x"), _number(one, "y")) for one in (node, *node) if one.get("x")]
            x, y = spots[0] if spots else (0.0, 0.0)
            under = next(one for one in reversed(areas) if one.left <= x <= one.right and one.top <= y <= one.bottom)
            if words and fill and under.colour and not is_moved:
                yield words, fill, under.colour
        elif name in ("rect", "circle", "ellipse", "path", "polygon", "use") and fill != "none":
            areas.append(_area(node, name, "" if is_moved else fill))


def _nodes(node: ElementTree.Element, fill: str, *, is_moved: bool) -> Iterator[tuple[ElementTree.Element, str, bool]]:
    """Yield every element with its colour ("" where that is not known), and whether it is moved or seen through."""
    fill = _colour(node.get("fill", ""), fill)
    is_moved = is_moved or any(node.get(name) for name in ("transform", "opacity", "fill-opacity", "clip-path"))
    yield node, fill, is_moved
    for child in node:
        yield from _nodes(child, fill, is_moved=is_moved)


def _colour(written: str, inherited: str) -> str:
    if not written:
        return inherited
    if written == "none":
        return "none"
    found = _HEX.search(written)
    return found[0].lower() if found else _NAMED.get(written.lower(), "")


def _area(node: ElementTree.Element, name: str, colour: str) -> _Area:
    """Return where a shape lies; one that is not known well lies everywhere, in a colour that is not known."""
    x, y = (_number(node, "x"), _number(node, "y")) if name == "rect" else (_number(node, "cx"), _number(node, "cy"))
    if name == "rect" and colour:
        return _Area(x, y, x + _number(node, "width"), y + _number(node, "height"), colour)
    if name in ("circle", "ellipse") and colour:
        across, down = (_number(node, one) or _number(node, "r") for one in ("rx", "ry"))
        return _Area(x - across, y - down, x + across, y + down, colour)
    return _Area(float("-inf"), float("-inf"), float("inf"), float("inf"), "")


def _number(node: ElementTree.Element, name: str) -> float:
    found = re.match(r"\s*(-?[\d.]+)", node.get(name, ""))
    return float(found[1]) if found else 0.0


def contrast(one: str, other: str) -> float:
    """Return how much two colours differ, from 1 to 21."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == len(PAPER) else "".join(2 * one for one in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _place(picture: Picture, words: str) -> Place:
    """Return the place of some words in a drawing's file, and not in its title."""
    finder = walk.Finder(Place(picture.path))
    finder.find("<text")
    return finder.find(words)


RULES = (drawn_words_stand_out,)
