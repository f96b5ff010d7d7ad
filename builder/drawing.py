"""What may stand in an SVG picture, which becomes part of the page: shapes and words, nothing that acts or loads.

A drawing is read with the places of its elements, so that each fault is named where it stands.
"""

import re
from collections.abc import Iterator
from typing import NoReturn
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "text", "tspan", "textPath"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker"),
    )
)


_DEEPEST = 50
_NUMBER = r"[0-9]*\.?[0-9]+"
_SIZE = rf"(?=[0-9.]*[1-9]){_NUMBER}"  # more than nothing
_VIEW_BOX = re.compile(rf"\s*-?{_NUMBER}[\s,]+-?{_NUMBER}[\s,]+{_SIZE}[\s,]+{_SIZE}\s*")


def faults(data: bytes) -> list[tuple[int, int, str]]:
    """Return (1-based line, 1-based column, what is wrong) for each thing a drawing may not hold."""
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
    except _Enough:
        pass
    except expat.ExpatError as error:
        reading.found.append((error.lineno, error.offset + 1, "it is not whole, or not UTF-8"))
    return reading.found


class _Enough(Exception):
    """Nothing after this can be trusted."""


class _Reading:
    """One pass over a drawing."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int, str]] = []
        self.depth = 0
        self.refused = 0  # how deep we are in what is already said to be wrong
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.XmlDeclHandler = self.declared
        self.parser.StartDoctypeDeclHandler = lambda *_: self.stop("it has a DOCTYPE")
        self.parser.ProcessingInstructionHandler = lambda target, _: self.add(f"it holds <?{target}")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def add(self, what: str) -> None:
        self.found.append((self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what))

    def stop(self, what: str) -> NoReturn:
        self.add(what)
        raise _Enough

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            self.stop(f"it is not UTF-8 but {encoding}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.stop("it is nested too deep")
        space, _, short = name.rpartition(" ")
        if self.refused:
            return
        if self.depth == 1 and (space != SVG or short != "svg"):
            self.stop(f"it starts with <{short}> and not with <svg>")
        if self.depth == 1 and not _VIEW_BOX.fullmatch(attributes.get("viewBox", "")):
            self.add('its <svg> has no viewBox such as "0 0 640 360"')
        if space != SVG or short not in ELEMENTS or (short == "svg" and self.depth > 1):
            self.add(f"it holds <{short}>")
            self.refused = self.depth
            return
        for what in _wrong(attributes):
            self.add(what)

    def end(self, _name: str) -> None:
        if self.refused == self.depth:
            self.refused = 0
        self.depth -= 1


def _wrong(attributes: dict[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        space, _, short = name.rpartition(" ")
        acts = short == "style" or short.startswith(("on", "data-")) or (space == _XML and short == "base")
        outside = short in ("href", "src") and not value.startswith("#")
        if acts or outside or re.search(r"url\((?!#[\w.-]+\))", value, re.IGNORECASE):
            yield f'it holds {short}="{value[:40]}"'
