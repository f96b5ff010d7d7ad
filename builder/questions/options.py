"""What `choice` and `several` share: a list of options, some of them right."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from builder.questions.question import REFUSED, Coded, Explained, Saved, Token, right_elsewhere
from builder.written import Fault


class Option(Explained):
    """One thing to choose, right or not, with what the learner is told when she has chosen it."""

    right: bool = False
    """yes, where it is right; leave the line out where it is not."""


class Options(Saved):
    """A question answered by choosing from `options`; a subclass says how many may be right."""

    refused: ClassVar[Mapping[str, tuple[str, str, str]]] = REFUSED | right_elsewhere()

    record: ClassVar[Literal["choice", "matching", "sequencing"]] = "choice"
    size: ClassVar[int] = 1

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=26)]
    """What learners choose from."""

    def key(self) -> dict[str, Any]:
        """Return `{"right": [codes of the right options]}`."""
        return {"right": [option.code for option in self.options if option.right]}

    def lists(self) -> dict[str, Sequence[Coded]]:
        return {"options": self.options}

    def tokens(self) -> Iterator[Token]:
        for option in self.options:
            yield Token((option.code,), option.text, option.right)

    def longest(self) -> int:
        return len(self.options)

    def earned(self, given: str) -> float:
        """Each right option earns its share, and each other one takes a share away."""
        right = self.key()["right"]
        chosen = set(given)
        hits = sum(code in right for code in chosen)
        return float(max(0, hits - (len(chosen) - hits)) / len(right))

    def faults(self) -> Iterator[Fault]:
        """Q201 no-key (item-writing): At least one option is right."""
        yield from super().faults()
        if not any(option.right for option in self.options):
            yield Fault("Q201", ("options",), "No option is marked as right", 'add "right: yes" to the right one')
