"""SVG pictures: the two forms they take. What may stand in one is said in `builder/drawing/`.

On the page a drawing is part of the document, so `var(--ink, #1d2433)` follows the theme and dark mode.
For print each `var()` gives way to its literal colour, because WeasyPrint draws unknown values black.
"""

import re
from xml.etree import ElementTree

from builder.drawing import SVG
from builder.font import FAMILY
from builder.model import Picture

_VAR = re.compile(r"var\(\s*--([\w-]+)\s*(?:,\s*((?:[^()]|\([^()]*\))*))?\)")
_THEME = re.compile(rb"var\(|currentcolor", re.IGNORECASE)


def on_page(picture: Picture, description: str, prefix: str) -> str:
    """Return the drawing as part of an HTML page; its ids get a prefix, so that no two things share one.

    A drawing that knows nothing of the theme was made for white paper, and is marked so that it gets some.
    """
    root = ElementTree.fromstring(picture.data)
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set(attribute, prefix + value)
            elif attribute == "href":
                element.set(attribute, f"#{prefix}{value[1:]}")
            else:
                element.set(attribute, re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", value))
    if not _THEME.search(picture.data):
        root.set("class", "on-white")
    root.set("role", "img")
    root.set("aria-label", description)
    root.set("focusable", "false")
    ElementTree.register_namespace("", SVG)  # here, because WeasyPrint gives the empty prefix to another namespace
    return ElementTree.tostring(root, encoding="unicode")


def in_print(data: bytes, colours: dict[str, str]) -> bytes:
    """Return the drawing with literal colours (the theme's for print, else the one written after the comma).

    Its letters are set in the font of print, whichever it asks for.
    """
    text = re.sub(r"\sfont-family=(\"[^\"]*\"|'[^']*')", "", data.decode())
    text = text.replace("<svg", f"<svg font-family=\"'{FAMILY}', sans-serif\"", 1)
    text = re.sub(r"(?<==\")currentcolor(?=\")", "var(--ink)", text, flags=re.IGNORECASE)
    while _VAR.search(text):
        text = _VAR.sub(lambda one: colours.get(one[1], (one[2] or "#000000").strip()), text)
    return text.encode()


def ratio(data: bytes) -> float:
    """Return the height of a drawing as a part of its width."""
    found = re.search(rb"viewBox\s*=\s*[\"']\s*([^\"']+)", data)
    width, height = (float(one) for one in re.split(r"[\s,]+", found[1].decode().strip())[2:]) if found else (1.0, 1.0)
    return height / width
