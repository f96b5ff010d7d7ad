"""What can be made of a module, each made when first asked and then kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builder.consent import as_agreed
from builder.files import File
from builder.glossary import explained
from builder.model import Module
from builder.render.page import page_files
from builder.render.pdf import Printed, pdf
from builder.render.print import summary


@dataclass(frozen=True)
class Build:
    """A module ready to be packed. `schemas` is a folder with ADL's schema files, or None.

    Where `prints` is false there are no PDFs.
    """

    module: Module
    schemas: Path | None = None
    prints: bool = True

    @cached_property
    def summary_html(self) -> str:
        """Return the summary handout as a document of its own."""
        return summary(explained(as_agreed(self.module, "print")))

    @cached_property
    def summary_print(self) -> Printed | None:
        """Return the summary as PDF with the characters that could not be printed, or None where there is none."""
        return pdf(self.summary_html) if self.prints else None

    @property
    def summary_pdf(self) -> bytes | None:
        """Return the summary as PDF, or None where Pango is missing."""
        return self.summary_print.data if self.summary_print else None

    def page(self, *tracker: Path) -> Iterator[File]:
        """Yield the files of the module's page, with the scripts of one tracker in the player."""
        yield from page_files(explained(as_agreed(self.module, "online")), tracker, self.summary_pdf)
