"""Checklist: a team looks at itself, area by area, and plans what is missing. All of it stays the team's own."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from builder.placed import Steps
from builder.questions.question import Coded, Private, SourceIds, doubled_codes, doubled_texts
from builder.written import Fault, Marked, matching


class Item(Coded):
    """One thing that can be in place. `idea` is what a team without it could do.

    A kept file knows it by its code, which is the only one in the whole checklist: so it may move to another domain.
    """

    is_spread: ClassVar[bool] = True

    code: Annotated[str, matching("[a-z0-9]{1,2}", "{value} is not a code", "write one or two small letters or digits")]
    source: SourceIds = ()
    idea: Marked | None = None


class Domain(Coded):
    """An area a team looks at, and what belongs to it."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=12)]


class Checklist(Private):
    """Each item is in place, partly, not yet, or does not apply; what is missing can go into a plan."""

    hint: ClassVar[str] = "checklist"

    domains: Annotated[tuple[Domain, ...], Field(min_length=2, max_length=8)]

    @property
    def seconds(self) -> int:
        return 10 * len(list(self._items()))

    def lists(self) -> dict[str, Sequence[Coded]]:
        return {"domains": self.domains}

    def _items(self) -> Iterator[tuple[Steps, Item]]:
        for first, domain in enumerate(self.domains):
            yield from ((("domains", first, "items", index), item) for index, item in enumerate(domain.items))

    def sources(self) -> Iterator[tuple[Steps, str]]:
        yield from super().sources()
        for at, item in self._items():
            yield from (((*at, "source", index), name) for index, name in enumerate(item.source))

    def faults(self) -> Iterator[Fault]:
        """Codes and texts are the only ones of their kind in all domains together (Q203, Q204)."""
        yield from super().faults()
        items = list(self._items())
        yield from doubled_codes(items)
        yield from doubled_texts(items)


TYPE = Checklist
