"""What can be made of a module, each made when first asked and then kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from builder.consent import as_agreed
from builder.files import File
from builder.glossary import explained
from builder.model import Module
from builder.render.page import page_files
from builder.render.pdf import Printed
from builder.render.press import Order, Printer, by_itself
from builder.render.print import Handout, handouts


@dataclass(frozen=True)
class Build:
    """A module ready to be packed. `schemas` is a folder with ADL's schema files, or None.

    Where `prints` is false there are no PDFs; else `printer` takes the orders for them.
    """

    module: Module
    schemas: Path | None = None
    prints: bool = True
    printer: Printer = by_itself
    _orders: dict[str, Order] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def handouts(self) -> dict[str, Handout]:
        """Return every handout of the module, by name."""
        return {one.name: one for one in handouts(self.module)}

    def order(self, *names: str) -> None:
        """Order handouts, so that they are being printed while other things are made."""
        for name in names if self.prints else ():
            if name not in self._orders:
                self._orders[name] = self.printer(self.handouts[name].html)

    def printed(self, name: str) -> Printed | None:
        """Return a handout as PDF with the characters that could not be printed, or None where Pango is missing."""
        self.order(name)
        return self._orders[name]() if self.prints else None

    def page(self, *tracker: Path) -> Iterator[File]:
        """Yield the files of the module's page, with the scripts of one tracker in the player."""
        summary = self.printed("summary")
        yield from page_files(explained(as_agreed(self.module, "online")), tracker, summary.data if summary else None)
