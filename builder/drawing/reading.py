"""A drawing read with the places of its elements, so that each fault is named where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NoReturn
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.parsers import expat

from builder.drawing.styles import as_attributes, settled
from builder.drawing.vocabulary import ATTRIBUTES, ELEMENTS, LEFT_OUT, PRESENTATION, REFUSED, SVG, WORDS, XHTML, XML

_DEEPEST = 50
_MOST = 20_000  # shapes that are drawn, each use of a shape counted
_NUMBER = r"(?=\.?[0-9])[0-9]{0,9}(?:\.[0-9]{0,20})?"
_SIZE = rf"(?=[0-9.]{{0,30}}[1-9]){_NUMBER}"  # more than nothing
# Numbers that no program can count with; colours such as #1e1000 are none.
_ENDLESS = re.compile(rb"[0-9]{40}")
_HUGE = re.compile(r"(?<![#\w])[0-9.]+e[+-]?[0-9]{3}", re.IGNORECASE)
_HUGE_PLACE = re.compile(r"[0-9.]e[+-]?[0-9]{3}", re.IGNORECASE)
_VIEW_BOX = re.compile(rf"\s*-?{_NUMBER}[\s,]+-?{_NUMBER}[\s,]+{_SIZE}[\s,]+{_SIZE}\s*")
_LENGTH = re.compile(rf"\s*({_SIZE})\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LINK = re.compile(r"url\(#([^()]*)\)")
_MOVES = ("animate", "animateColor", "animateMotion", "animateTransform", "discard", "set")
_AS_TEXT = (
    'in draw.io choose the words, take the ticks from "Word Wrap" and "Formatted Text" under "Text", and export it anew'
)
_ROUND = "round it to a few digits"
_HINTS = {
    "image": "show the picture by itself, as a .png or .jpg file",
    **dict.fromkeys(_MOVES, "draw it as it should stand; nothing moves here by itself"),
    **dict.fromkeys(("foreignObject", "flowRoot"), "write the words as plain text in the drawing program"),
    **dict.fromkeys(("filter",), "leave out shadows, blurs and other effects"),
}


@dataclass(frozen=True, order=True)
class Fault:
    """What a drawing may not hold: its 1-based line and column, what it is, and what to do if that is known."""

    line: int
    column: int
    what: str
    hint: str = ""


@lru_cache(256)
def read(data: bytes) -> tuple[bytes, list[Fault]]:
    """Return a drawing as it may stand on a page, and every fault; with one, what is returned means nothing.

    The same drawing is not read twice: a preview asks for all of a module's each time something is saved.
    """
    if endless := _ENDLESS.search(data):
        before = data[: endless.start()]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        return b"", [Fault(line, column, "a number in it is too long", _ROUND)]
    reading = _Reading()
    try:
        reading.parser.Parse(data, True)
        if reading.root is not None:
            reading.settle(reading.root)
            return tostring(reading.root), sorted(set(reading.found))
    except _Enough:
        pass
    except expat.ExpatError as error:
        reading.found.append(Fault(error.lineno, error.offset + 1, "it is not whole, or not UTF-8"))
    except RecursionError:
        reading.found.append(Fault(1, 1, "it is nested too deep"))
    return b"", sorted(set(reading.found))


class _Enough(Exception):
    """Nothing after this can be trusted."""


@dataclass
class _Sheet:
    """A `<style>`: its text, and the line where that starts."""

    line: int
    text: str = ""


@dataclass
class _Switch:
    """A `<switch>`: whether something in it was taken, and the words of the formatted text that was not."""

    is_taken: bool = False
    words: str = ""
    in_words: bool = False


@dataclass
class _Reading:
    """One pass over a drawing, and what is made of it afterwards."""

    found: list[Fault] = field(default_factory=list)
    root: Element | None = None
    open: list[Element] = field(default_factory=list)
    places: dict[Element, tuple[int, int]] = field(default_factory=dict)
    sheets: list[_Sheet] = field(default_factory=list)
    in_sheet: bool = False
    depth: int = 0
    switches: dict[Element, _Switch] = field(default_factory=dict)
    passed_over: int = 0  # how deep we are in what is refused or left out

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.XmlDeclHandler = self.declared
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.SkippedEntityHandler = lambda name, _: self.add(f"it holds &{name};")
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def add(self, what: str, hint: str = "") -> None:
        self.found.append(Fault(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what, hint))

    def stop(self, what: str) -> NoReturn:
        self.add(what)
        raise _Enough

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            self.stop(f"it is not UTF-8 but {encoding}")

    def doctype(self, _name: str, _system: str | None, _public: str | None, has_own: int) -> None:
        """Pass over the DOCTYPE that many programs write; one with entities of its own could swell without end."""
        if has_own:
            self.stop("its DOCTYPE declares something")

    def instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.add(f"it holds <?{target}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.stop("it is nested too deep")
        if self.passed_over:
            return
        space, _, short = name.rpartition(" ")
        if self.depth == 1 and short == "svg" and not space:
            self.stop(f'its <svg> has no xmlns="{SVG}"')
        if self.depth == 1 and (space != SVG or short != "svg"):
            self.stop(f"it starts with <{short}> and not with <svg>")
        switch = self.switches.get(self.open[-1]) if self.open else None
        if switch and not self.takes(switch, space, short, attributes):
            self.passed_over = self.depth
            return
        is_style = space == SVG and short == "style"
        if is_style and attributes.get("type", "text/css") == "text/css" and not attributes.get("media"):
            self.in_sheet = True
            self.sheets.append(_Sheet(0))
        elif space == SVG and short == "switch":
            self.open.append(self.made("g", attributes))
            self.switches[self.open[-1]] = _Switch()
            return
        elif space == SVG and short in ELEMENTS and (short != "svg" or self.depth == 1):
            self.open.append(self.made(short, attributes))
            return
        elif not (short in LEFT_OUT if space == SVG else space != XHTML):
            self.add(f"it holds <{short}>", _HINTS.get(short, ""))
        self.passed_over = self.depth

    def takes(self, switch: _Switch, space: str, short: str, attributes: dict[str, str]) -> bool:
        """Say whether this is what stands for a switch: the first that every program can draw."""
        switch.in_words = short == "foreignObject"
        needs = attributes.pop("requiredExtensions", "").strip()
        attributes.pop("requiredFeatures", "")
        if switch.is_taken or space != SVG or short == "foreignObject" or needs:
            return False
        switch.is_taken = True
        if short == "image":
            self.add("it holds words as a picture", _AS_TEXT)
        return short != "image"

    def made(self, short: str, attributes: dict[str, str]) -> Element:
        """Return an element with the attributes that may stand here, `style` and `class` still among them."""
        kept: dict[str, str] = {}
        for name, value in attributes.items():
            space, _, own = name.rpartition(" ")
            if own == "href" and value.strip().startswith("#"):
                kept["href"] = value.strip()
            elif own == "space" and space == XML:
                kept["xml:space"] = value
            elif own.lower().startswith("on") or own == "href" or (own in REFUSED and value.strip() != "none"):
                self.add(f'it holds {own}="{value[:40]}"', _HINTS.get(own, ""))
            elif not space and (own in ATTRIBUTES or own in ("style", "class")):
                kept[own] = self.safe(own, value)
        element = SubElement(self.open[-1], short, kept) if self.open else Element(short, kept)
        self.root = element if self.root is None else self.root
        self.places[element] = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return element

    def safe(self, name: str, value: str) -> str:
        """Return the value of an attribute, with a fault where it points outside."""
        safe = settled(value) if name in PRESENTATION else value
        if safe is None:
            self.add(f'it holds {name}="{value[:40]}"')
        return safe or ""

    def end(self, _name: str) -> None:
        if not self.passed_over:
            self.said(self.open.pop())
        elif self.passed_over == self.depth:
            self.passed_over, self.in_sheet = 0, False
        self.depth -= 1

    def said(self, element: Element) -> None:
        """See to it that what was taken of a switch says all that the formatted text says which was not."""
        switch = self.switches.get(element)
        words = "".join("".join(element.itertext()).split())
        if switch and switch.words and words != switch.words and (words or not switch.is_taken):
            self.add("it holds words that only a browser can show whole", _AS_TEXT)

    def characters(self, text: str) -> None:
        if self.in_sheet:
            sheet = self.sheets[-1]
            sheet.line = sheet.line or self.parser.CurrentLineNumber
            sheet.text += text
        elif self.passed_over and self.open and (switch := self.switches.get(self.open[-1])) and switch.in_words:
            switch.words += "".join(text.split())
        elif not self.passed_over and self.open and self.open[-1].tag in WORDS:
            here = self.open[-1]
            if len(here):
                here[-1].tail = (here[-1].tail or "") + text
            else:
                here.text = (here.text or "") + text

    def settle(self, root: Element) -> None:
        """Make of the whole drawing what may stand on a page."""
        sheets = [(sheet.text, partial(self.add_in, sheet.line)) for sheet in self.sheets]
        as_attributes(root, sheets, lambda element: lambda _, what: self.add_at(element, what))
        for element in root.iter():
            element.attrib.pop("class", None)
            for name, value in element.attrib.items():
                if name not in ("id", "href") and (_HUGE if name in PRESENTATION else _HUGE_PLACE).search(value):
                    self.found.append(Fault(*self.places[element], f"a number in its {name} is too large", _ROUND))
        self.size(root)
        _with_the_page(root)
        self.links(root)

    def add_in(self, first: int, line: int, what: str) -> None:
        """Add a fault on a line of a style sheet that starts on line `first` of the file."""
        self.found.append(Fault(first + line - 1, 1, what))

    def add_at(self, element: Element, what: str) -> None:
        self.found.append(Fault(*self.places[element], what))

    def size(self, root: Element) -> None:
        """See to it that the drawing has a viewBox, and leave its size to the page."""
        width, height = (_LENGTH.fullmatch(root.attrib.pop(name, "")) for name in ("width", "height"))
        for name in ("x", "y"):
            root.attrib.pop(name, None)
        if "viewBox" not in root.attrib and width and height:
            sides = (float(one[1]) * _PIXELS[one[2]] for one in (width, height))
            root.set("viewBox", "0 0 " + " ".join(f"{side:.2f}".rstrip("0").rstrip(".") for side in sides))
        if not _VIEW_BOX.fullmatch(root.get("viewBox", "")):
            self.add_at(root, 'its <svg> has no viewBox such as "0 0 640 360"')

    def links(self, root: Element) -> None:
        """Give what is pointed at short names, take the others out, and see that nothing is drawn without end."""
        wanted = dict.fromkeys(name for element in root.iter() for name in _pointed_at(element))
        short = {name: f"a{number}" for number, name in enumerate(wanted, start=1)}
        named: dict[str, Element] = {}
        for element in root.iter():
            name = element.attrib.pop("id", "")
            if name and name in short and name not in named:
                named[name] = element
        self.drawn(root, named, {}, [])
        for name, element in named.items():
            element.set("id", short[name])
        for element in root.iter():
            for attribute, value in element.attrib.items():
                if attribute == "href":
                    element.set(attribute, f"#{short[value[1:]]}")
                elif attribute in PRESENTATION:
                    element.set(attribute, _LINK.sub(lambda link: f"url(#{short[link[1]]})", value))

    def drawn(self, element: Element, named: dict[str, Element], known: dict[Element, int], way: list[Element]) -> int:
        """Return how many shapes an element comes to, with all that it points at."""
        if element in way:
            self.add_at(element, "it is drawn inside itself")
            raise _Enough
        if element not in known:
            inside = [*element, *(named[name] for name in _pointed_at(element) if name in named)]
            known[element] = 1 + sum(self.drawn(one, named, known, [*way, element]) for one in inside)
        if known[element] > _MOST:
            self.add_at(element, f"it comes to more than {_MOST:,} shapes")
            raise _Enough
        return known[element]


def _pointed_at(element: Element) -> Iterator[str]:
    for attribute, value in element.attrib.items():
        if attribute == "href":
            yield value[1:]
        elif attribute in PRESENTATION:
            yield from _LINK.findall(value)


def _with_the_page(root: Element) -> None:
    """Say at the top what a picture of its own would take for granted, and a page's text around it would change.

    In a drawing with colours of the theme, what has no colour is drawn in the theme's ink and not in black.
    """
    said = {"xmlns": SVG, "font-size": "16", **root.attrib}
    root.attrib.clear()
    root.attrib.update(said)
    values = [value for element in root.iter() for value in element.attrib.values()]
    if any("var(" in value or value.lower() == "currentcolor" for value in values):
        root.attrib.setdefault("fill", "currentColor")
