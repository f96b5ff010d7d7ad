"""What WeasyPrint leaves weak in a tagged PDF, mended in one pass that gives the same bytes for the same PDF.

A header cell says whether it heads a column or a row; a figure's box is where it is on the page, in points from the
bottom left, and its caption is inside it; a link is described by its words rather than by its address, and is printed;
what stands in the margins of every page is marked as no part of the text.
"""

import html
import io
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

POINTS_A_PIXEL = 0.75
PRINT_FLAG = 4  # ISO 32000-1, table 165
FURNITURE = b"/Artifact\n<</Type /Pagination>>\nBDC"
_MARKED = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC")
_LINK = re.compile(r'<a href="#?([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def link_names(document: str) -> dict[str, str]:
    """Return the words of each link of an HTML document, by its address without `#`."""
    found = ((html.unescape(address), re.sub(r"<[^>]*>", "", words)) for address, words in _LINK.findall(document))
    return {address: " ".join(html.unescape(words).split()) for address, words in found}


def mended(data: bytes, links: Mapping[str, str]) -> bytes:
    """Return a PDF of WeasyPrint's with its weak spots mended."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for parents, element in _elements(pdf.Root.StructTreeRoot.K[0], ()):
            match str(element.S):
                case "/TH":
                    heads = "/Column" if any(one.S == "/THead" for one in parents) else "/Row"
                    element.A.Scope = pikepdf.Name(heads)
                case "/Figure":
                    _place(element, pdf)
                    _caption(element, parents[-1])
        _margins(pdf)
        for page in pdf.pages:
            for note in page.get("/Annots", ()):
                note.F = PRINT_FLAG
                note.Contents = links.get(str(note.Contents)) or note.Contents
        out = io.BytesIO()
        pdf.save(
            out, deterministic_id=True, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


def _elements(element: Any, parents: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield every element of the structure tree with those around it, the nearest last."""
    yield parents, element
    for kid in _kids(element):
        if "/S" in kid:
            yield from _elements(kid, (*parents, element))


def _kids(element: Any) -> list[Any]:
    import pikepdf

    kids = element.get("/K", [])
    return [one for one in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(one, pikepdf.Dictionary)]


def _margins(pdf: Any) -> None:
    """Mark as page furniture what is drawn as text but hangs on no branch of the structure tree: the margin boxes."""
    import pikepdf

    document = pdf.Root.StructTreeRoot.K[0]
    parts = {one.objgen for one in _kids(document)}
    drawn = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    for page in pdf.pages:
        elements = drawn[page.StructParents]
        loose = [number for number, element in enumerate(elements) if _top(element, document).objgen not in parts]
        for number in loose:
            elements[number] = pikepdf.Object.parse(b"null")
        page.contents_coalesce()
        page.Contents.write(_furnished(page.Contents.read_bytes(), loose))


def _furnished(content: bytes, loose: Collection[int]) -> bytes:
    """Return what draws a page, with the marked pieces of these numbers as furniture."""
    return _MARKED.sub(lambda found: FURNITURE if int(found[1]) in loose else found[0], content)


def _top(element: Any, document: Any) -> Any:
    """Return the branch of the document that an element is on."""
    while element.P.objgen != document.objgen:
        element = element.P
    return element


def _place(figure: Any, pdf: Any) -> None:
    """Turn the box from CSS pixels below the top left corner into points above the bottom left one."""
    height = float(next(page for page in pdf.pages if page.objgen == figure.Pg.objgen).mediabox[3])
    left, top, right, bottom = (float(one) * POINTS_A_PIXEL for one in figure.A.BBox)
    figure.A.BBox = [round(one, 2) for one in (left, height - bottom, right, height - top)]


def _caption(figure: Any, parent: Any) -> None:
    """Take the caption that follows a figure into it."""
    import pikepdf

    kids = _kids(parent)
    at = next(place for place, one in enumerate(kids) if one.objgen == figure.objgen)
    if at + 1 < len(kids) and kids[at + 1].get("/S") == "/Caption":
        caption = kids[at + 1]
        parent.K = pikepdf.Array([one for one in parent.K if one.objgen != caption.objgen])
        inside = figure.K if isinstance(figure.K, pikepdf.Array) else [figure.K]
        figure.K = pikepdf.Array([*inside, caption])
        caption.P = figure
