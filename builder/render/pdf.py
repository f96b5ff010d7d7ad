"""HTML to tagged PDF (PDF/UA-1): the only room that knows WeasyPrint, which is imported when first needed."""

import contextlib
import io
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any

from builder import font
from builder.render.mend import link_names, mended


@dataclass(frozen=True)
class Printed:
    """A PDF, and the characters its font could not show (rule P201 sees to it that there are none)."""

    data: bytes
    missing: tuple[str, ...] = ()


@cache
def _engine() -> Any | None:
    """Return WeasyPrint, or None where its native libraries (Pango) are missing."""
    # It prints a page of its own about libraries it does not find, and warns of fonts that are not installed. The
    # command line says the first in a trainer's words; and we bring our font.
    with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO()):
        try:
            import weasyprint
        except OSError:
            return None
    return weasyprint


@cache
def _fonts() -> tuple[Any, Any]:
    """Return the font configuration and the style sheet that names the font's files, made once for all documents.

    The sheet never stands in a page: it holds paths of this machine.
    """
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    faces = (
        f'@font-face{{font-family:"{font.FAMILY}";font-weight:{weight};src:url("{path.as_uri()}")}}'
        for weight, path in font.files().items()
    )
    return known, weasyprint.CSS(string="".join(faces), font_config=known)


def can_print() -> bool:
    """Say whether PDFs can be made on this machine."""
    return _engine() is not None


def pdf(html: str) -> Printed | None:
    """Return the document as PDF/UA-1, the same bytes for the same HTML; None where Pango is missing."""
    engine = _engine()
    if engine is None:
        return None
    known, faces = _fonts()
    alone = engine.urls.URLFetcher(allowed_protocols=["data"])  # a document holds all it needs
    pages = engine.HTML(string=html, url_fetcher=alone).render(
        font_config=known, stylesheets=[faces], pdf_variant="pdf/ua-1"
    )
    data = mended(pages.write_pdf(pdf_variant="pdf/ua-1"), link_names(html))
    strange = (text for one in pages.fonts.values() if one.family != font.FAMILY for text in one.to_unicode.values())
    unknown = (chr(number) for one in pages.fonts.values() for number in one.missing)
    return Printed(data, tuple(sorted({*"".join(strange), *unknown} - {" "})))
