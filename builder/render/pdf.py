"""HTML to tagged PDF (PDF/UA-1): the only room that knows WeasyPrint, which is imported when first needed."""

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _engine() -> Any | None:
    """Return WeasyPrint, or None where its native libraries (Pango) are missing."""
    try:
        import weasyprint
    except OSError:
        return None
    return weasyprint


def can_print() -> bool:
    """Say whether PDFs can be made on this machine."""
    return _engine() is not None


def pdf(html: str) -> bytes | None:
    """Return the document as PDF/UA-1, the same bytes for the same HTML; None where Pango is missing."""
    engine = _engine()
    if engine is None:
        return None
    data: bytes = engine.HTML(string=html, base_url=str(files("builder"))).write_pdf(pdf_variant="pdf/ua-1")
    return data
