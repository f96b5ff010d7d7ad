"""Sort: put each item into one of a few bins. A bin such as "check your local policy" may be left unscored."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from builder.questions.places import Item, Places
from builder.questions.question import Coded
from builder.written import Text


class Bin(Coded):
    """A place to put items; where `scored` is no, what belongs here is explained but never scored."""

    scored: bool = True
    """no, where what belongs here is explained and not scored."""


class Sorted(Item):
    """An item and the code of the bin it belongs in."""

    bin: Text
    """The code of the place it belongs in."""


class Sort(Places):
    """Each item belongs in one bin; a bin may hold any number of items."""

    hint: ClassVar[str] = "sort"
    place: ClassVar[str] = "bin"
    places: ClassVar[str] = "bins"

    bins: Annotated[tuple[Bin, ...], Field(min_length=2, max_length=5)]
    """The places, two to five."""
    items: Annotated[tuple[Sorted, ...], Field(min_length=2, max_length=20)]
    """What is put into them, two to twenty."""

    def lists(self) -> dict[str, Sequence[Coded]]:
        return {"items": self.items, "bins": self.bins}


TYPE = Sort
