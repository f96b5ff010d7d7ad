"""Match: give each item the one answer that fits it. Answers may be left over."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from builder.questions.places import Item, Places
from builder.questions.question import Coded
from builder.written import Fault, Text


class Matched(Item):
    """An item and the code of the answer that fits it."""

    answer: Text
    """The code of the answer that fits it."""


class Match(Places):
    """Each item has one answer, and no answer fits two items."""

    hint: ClassVar[str] = "match"
    place: ClassVar[str] = "answer"
    places: ClassVar[str] = "answers"

    answers: Annotated[tuple[Coded, ...], Field(min_length=2, max_length=20)]
    """What can be given to an item; some may be left over."""
    items: Annotated[tuple[Matched, ...], Field(min_length=2, max_length=20)]
    """What is given an answer, each one of its own."""

    def lists(self) -> dict[str, Sequence[Coded]]:
        return {"items": self.items, "answers": self.answers}

    def faults(self) -> Iterator[Fault]:
        """Q208 answer-twice (item-writing): In a match, an answer fits one item."""
        yield from super().faults()
        used: set[str] = set()
        for index, item in enumerate(self.items):
            if item.answer in used:
                message = f'The answer "{item.answer}" is already used by an item above'
                yield Fault("Q208", ("items", index, "answer"), message, "give each item an answer of its own")
            used.add(item.answer)


TYPE = Match
