"""What every question is: an id, what it asks, the outcome and sources it stands on, and a key.

A question type knows only how to be itself. Answers are stored and sent as one-character codes that the
trainer's file holds, so inserting an option never changes the meaning of an old answer.
"""

import hashlib
import json
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from builder.placed import Fault, Steps, Written

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]$")]
Text = Annotated[str, StringConstraints(min_length=1)]
# One word or a list of them: `source: T20` and `source: [T20, T21]` mean the same kind of thing.
Several = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]

FEEDBACK_WORDS = 15


class Coded(Written):
    """Something with a one-character code, which `check --fix` writes into the file once."""

    code: Code
    text: Text


class Explained(Coded):
    """Something a learner answers, with the words she is shown afterwards."""

    feedback: Text

    def faults(self) -> Iterator[Fault]:
        words = len(self.feedback.split())
        if self.feedback.strip(" .!").lower() in ("correct", "incorrect", "right", "wrong", "yes", "no"):
            yield Fault("Q205", ("feedback",), "This feedback is only a label.", "say why, as a colleague would")
        elif words < FEEDBACK_WORDS:
            message = f"This feedback has {words} words; {FEEDBACK_WORDS} or more explain better."
            yield Fault("Q206", ("feedback",), message, "say why, and what to do", severity="warning")


class Question(Written):
    """The fields every type has. `record` and `size` say how an LMS is told (SCORM interaction type and the
    number of codes in one token of an answer: 1 for `a`, 2 for `1a`)."""

    record: ClassVar[Literal["choice", "matching"]]
    size: ClassVar[int]
    hint: ClassVar[str]

    id: Id
    type: str
    ask: Text
    outcome: Id
    source: Several
    points: Annotated[int, Field(ge=1, le=10)] = 1

    @abstractmethod
    def key(self) -> dict[str, Any]:
        """Return the right answer in the form the player's `mark` takes (see `templates/README.md`)."""
    @abstractmethod
    def lists(self) -> dict[str, Sequence[Coded]]:
        """Return its coded lists by field name."""

    def texts(self) -> Iterator[tuple[Steps, str]]:
        """Yield every text a learner reads, with its place in the question."""
        yield ("ask",), self.ask
        for name, items in self.lists().items():
            for index, item in enumerate(items):
                yield (name, index, "text"), item.text
                if isinstance(item, Explained):
                    yield (name, index, "feedback"), item.feedback

    def faults(self) -> Iterable[Fault]:
        for name, items in self.lists().items():
            yield from _doubled(name, items, "code", "Q203")
            yield from _doubled(name, items, "text", "Q204")
            for index, item in enumerate(items):
                yield from (
                    Fault(one.code, (name, index, *one.at), one.message, one.hint, one.severity)
                    for one in item.faults()
                )

    def stamp(self) -> str:
        """Return two characters that change when the options or the key do: a stored answer is then asked again."""
        codes = {name: [item.code for item in items] for name, items in self.lists().items()}
        return short(json.dumps([self.type, codes, self.key()], sort_keys=True), 2)


def _doubled(name: str, items: Sequence[Coded], what: str, code: str) -> Iterator[Fault]:
    """Yield a fault for each code or text that stands in a list twice, at its second place."""
    seen: Counter[str] = Counter()
    for index, item in enumerate(items):
        value = getattr(item, what)
        seen[value.lower()] += 1
        if seen[value.lower()] > 1:
            yield Fault(code, (name, index, what), f'"{value}" stands in this list twice.', "make each one different")


_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def short(text: str, length: int) -> str:
    """Return `length` letters and digits hashed from a text: the same text gives the same letters for ever."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    letters = ""
    for _ in range(length):
        number, rest = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[rest]
    return letters
