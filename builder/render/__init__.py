"""From a `Module` to what people see: the page, the handouts, and their PDFs, each made when first asked."""

from builder.render.build import Build

__all__ = ["Build"]
