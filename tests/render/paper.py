"""Reading a PDF as a person does: the words on each page with where they stand, and the tags in reading order."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Words:
    """Some words in one font and size; x and y in points from the bottom left. Page furniture has no `mark`."""

    text: str
    x: float
    y: float
    size: float
    mark: int | None


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree."""

    name: str
    alt: str
    text: str


class Paper:
    """A PDF, opened to be read."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))

    @cached_property
    def pages(self) -> list[list[Words]]:
        """Return the words of each page in the order they are drawn."""
        return [list(_words(page)) for page in self.pdf.pages]

    @cached_property
    def tags(self) -> list[Tag]:
        """Return every element of the structure tree, in reading order, each with all the words inside it."""
        texts = [{one.mark: "" for one in page} for page in self.pages]
        for page, found in zip(self.pages, texts, strict=True):
            for one in page:
                found[one.mark] += one.text
        numbers = {page.objgen: number for number, page in enumerate(self.pdf.pages)}
        return list(_tags(self.pdf.Root.StructTreeRoot.K[0], numbers, texts))

    @property
    def text(self) -> str:
        """Return all that is tagged, squeezed, so that it does not matter where lines end."""
        return squeezed(self.tags[0].text)

    def fonts(self) -> Iterator[Any]:
        """Yield every font of the document."""
        for one in self.pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font" and "/DescendantFonts" in one:
                yield one


def squeezed(text: str) -> str:
    """Return a text without spaces and without the numbers of sources."""
    return re.sub(r"\s|\[[\d, ]+\]", "", text)


def _tags(element: Any, numbers: dict[Any, int], texts: list[dict[int | None, str]]) -> Iterator[Tag]:
    inside: list[Tag] = []
    text = ""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found = list(_tags(kid, numbers, texts)) if "/S" in kid else []
            inside += found
            text += found[0].text if found else ""
        else:
            text += texts[numbers[element.Pg.objgen]].get(int(kid), "")
    yield Tag(str(element.S)[1:], str(element.get("/Alt", "")), text)
    yield from inside


def _words(page: pikepdf.Page) -> Iterator[Words]:
    shapes = {name: _letters(font) for name, font in page.Resources.Font.items()}
    now, kept, marks = pikepdf.Matrix(), [], []
    font, size, at = "", 0.0, pikepdf.Matrix()
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(now)
            case "Q":
                now = kept.pop()
            case "cm":
                now = pikepdf.Matrix(*map(float, operands)) @ now
            case "BMC" | "BDC":
                held = operands[1] if len(operands) > 1 else {}
                marks.append(int(held["/MCID"]) if "/MCID" in held else None)
            case "EMC":
                marks.pop()
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "Tm":
                at = pikepdf.Matrix(*map(float, operands))
            case "TJ":
                where = at @ now
                text = "".join(_shown(one, shapes[font]) for one in operands[0] if isinstance(one, pikepdf.String))
                yield Words(text, where.e, where.f, round(size * abs(where.d), 1), marks[-1] if marks else None)


def _shown(codes: Any, letters: dict[int, str]) -> str:
    data = bytes(codes)
    return "".join(letters[int.from_bytes(data[at : at + 2])] for at in range(0, len(data), 2))


def _letters(font: Any) -> dict[int, str]:
    """Return what each code of a font stands for."""
    table = font.ToUnicode.read_bytes().partition(b"beginbfchar")[2]
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n", table)
    return {int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for code, letters in pairs}
