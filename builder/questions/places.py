"""What `sort` and `match` share: items, each of which belongs in a place with a code."""

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from builder.problems import quoted
from builder.questions.question import Explained, Saved, Token
from builder.written import Fault


class Item(Explained):
    """One thing to place; a type adds the field that says where it belongs."""


class Places(Saved):
    """A question answered by giving each item a place; a subclass names its two lists."""

    record: ClassVar[Literal["choice", "matching", "sequencing"]] = "matching"
    size: ClassVar[int] = 2
    # The word for a place in an item, and the field that lists the places.
    place: ClassVar[str]
    places: ClassVar[str]

    def key(self) -> dict[str, Any]:
        """Return `{"right": {item code: place code}, "scored": [item codes that count]}`."""
        unscored = {place.code for place in self.lists()[self.places] if not getattr(place, "scored", True)}
        right = {item.code: str(getattr(item, self.place)) for item in self.lists()["items"]}
        return {"right": right, "scored": [item for item, place in right.items() if place not in unscored]}

    def tokens(self) -> Iterator[Token]:
        key = self.key()
        for item in self.lists()["items"]:
            for place in self.lists()[self.places]:
                is_right = key["right"][item.code] == place.code
                is_scored = item.code in key["scored"]
                yield Token((item.code, place.code), f"{item.text} → {place.text}", is_right, is_scored)

    def longest(self) -> int:
        return 2 * len(self.lists()["items"])

    def earned(self, given: str) -> float:
        """Each scored item in its place earns its share; where none is scored, answering is enough."""
        key = self.key()
        places = dict(zip(given[::2], given[1::2], strict=False))
        right = sum(places.get(item) == key["right"][item] for item in key["scored"])
        return right / len(key["scored"]) if key["scored"] else 1.0

    def faults(self) -> Iterator[Fault]:
        """Q207 unknown-place: An item's place is one of those listed.

        Q209 nothing-counts: At least one item of a question counts towards the score.
        """
        yield from super().faults()
        texts = {place.code: place.text for place in self.lists()[self.places]}
        for index, item in enumerate(self.lists()["items"]):
            code = str(getattr(item, self.place))
            if code not in texts:
                message = f"{quoted(code)} is not the code of one of the {self.places}"
                meant = [one for one, text in texts.items() if text.lower() == code.lower()]
                codes = ", ".join(f"{one} for {quoted(text, 30)}" for one, text in texts.items())
                hint = f"write {self.place}: {meant[0]}" if meant else f"write one of these codes: {codes}"
                yield Fault("Q207", ("items", index, self.place), message, hint)
        if not self.key()["scored"]:
            hint = 'take "scored: no" away from the place of at least one item'
            yield Fault("Q209", ("items",), "No item counts towards the score", hint)
