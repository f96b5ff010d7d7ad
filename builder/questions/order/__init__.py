"""Order: put a few things in the order in which they come. They are written in the right one and never shown in it."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from builder.questions.question import Coded, Explained, Saved, Token


class Order(Saved):
    """An answer is the codes of all items in her order: "bcad"."""

    hint: ClassVar[str] = "order"
    record: ClassVar[Literal["choice", "matching", "sequencing"]] = "sequencing"
    size: ClassVar[int] = 1

    items: Annotated[tuple[Explained, ...], Field(min_length=3, max_length=8)]
    """Three to eight, written in the right order; learners first see them mixed up."""

    @property
    def mixed(self) -> tuple[Explained, ...]:
        """Return the items as they are first shown: in the same order every time, and never in the right one.

        It comes from the ids alone, so an item that is added leaves the others as they were.
        """
        mixed = sorted(self.items, key=lambda item: hashlib.sha256(f"{self.id} {item.code}".encode()).digest())
        return tuple(mixed) if mixed != list(self.items) else (*mixed[1:], mixed[0])

    def lists(self) -> dict[str, Sequence[Coded]]:
        return {"items": self.items}

    def key(self) -> dict[str, Any]:
        """Return `{"right": [codes in the right order], "scored": [all of them]}`."""
        right = [item.code for item in self.items]
        return {"right": right, "scored": right}

    def tokens(self) -> Iterator[Token]:
        for place, item in enumerate(self.items, start=1):
            yield Token((item.code,), f"{item.text} (place {place} of {len(self.items)})", right=True)

    def read(self, given: str) -> Iterator[Token]:
        texts = {item.code: item.text for item in self.items}
        for place, (code, right) in enumerate(zip(given, texts, strict=False), start=1):
            yield Token((code,), f"{place}. {texts.get(code, code)}", code == right)

    def longest(self) -> int:
        return len(self.items)

    def earned(self, given: str) -> float:
        """Each item that stands in its place earns its share."""
        return sum(token.right is True for token in self.read(given)) / len(self.items)


TYPE = Order
