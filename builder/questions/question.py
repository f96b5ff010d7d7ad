"""What every question is: an id and what it asks. Most are saved; some are the learner's own and never leave the page.

A question type knows only how to be itself. Answers are stored and sent as one-character codes that the
trainer's file holds, so inserting an option never changes the meaning of an old answer.
"""

import hashlib
import json
import re
import string
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from builder.placed import Steps
from builder.problems import quoted
from builder.written import Digits, Fault, Id, Marked, Written, marked, matching, one_or_more

Code = Annotated[str, matching("[a-z0-9]", "{value} is not a code", "write one small letter or digit")]

SourceId = Annotated[
    str,
    matching(
        "[A-Za-z0-9][A-Za-z0-9_.-]*",
        "{value} is not the id of a source",
        "write an id such as T20; for several write a list: [T20, T21]",
    ),
]
# `source: T20` and `source: [T20, T21]` mean the same kind of thing.
SourceIds = Annotated[tuple[SourceId, ...], one_or_more, Field(min_length=1)]

FEEDBACK_WORDS = 15
SECONDS = 45  # what a learner takes over most questions
_LABELS = ("correct", "incorrect", "right", "wrong", "yes", "no", "true", "false", "well done", "try again")


def _refused() -> dict[str, tuple[str, str, str]]:
    """Return what no question has, with the words for it.

    I124 timed: Nobody is timed. People read at different speeds, and a clock that runs down is a threat.

    I125 drag-only: Things are always moved with buttons too, by hand, keyboard or voice; dragging alone shuts people
    out.
    """
    timed = ("I124", "nobody is timed here", "take this line away: people read at different speeds")
    dragged = ("I125", "things always move with buttons too", "take this line away: everybody has the buttons")
    clocks = ("timer", "timed", "time", "time-limit", "timeout", "seconds", "limit", "countdown")
    return dict.fromkeys(clocks, timed) | dict.fromkeys(("drag", "drag-only", "draggable", "buttons"), dragged)


REFUSED = _refused()


def right_elsewhere() -> dict[str, tuple[str, str, str]]:
    """Return the names by which other programs say which option is right.

    Q240 right-elsewhere: The right option says so itself, with `right: yes`.
    """
    names = (
        "answer",
        "answers",
        "correct",
        "correct-answer",
        "is-right",
        "is-correct",
        "key",
        "solution",
        "right-answer",
    )
    hint = "take this line away, and write right: yes below the code and text of each option that is right"
    return dict.fromkeys(names, ("Q240", "the right option says so itself", hint))


class Coded(Written):
    """Something with a one-character code, which `check --fix` writes into the file once.

    Codes differ within a list; where `is_spread`, within all lists of their kind, and begin with their owner's.
    """

    is_spread: ClassVar[bool] = False

    code: Code
    """One small letter or digit, which never changes. `check --fix` writes one."""
    text: Marked
    """What learners read."""


class Explained(Coded):
    """Something a learner answers, with the words she is shown afterwards."""

    feedback: Marked
    """Why, as a colleague would say it, in fifteen words or more."""

    def faults(self) -> Iterator[Fault]:
        """Q205 feedback-label (item-writing): Feedback is more than a label such as "Correct": it says why.

        Q206 short-feedback (item-writing, warning): It takes fifteen words or more to explain something, and to say
        what to do.
        """
        words = len(self.feedback.split())
        if self.feedback.strip(" .!*_").lower() in _LABELS:
            yield Fault("Q205", ("feedback",), "This feedback is only a label", "say why, as a colleague would")
        elif words < FEEDBACK_WORDS:
            said = f"{words} word" + ("" if words == 1 else "s")
            message = f"This feedback has {said}; {FEEDBACK_WORDS} or more explain better"
            yield Fault("Q206", ("feedback",), message, "say why, and what to do", severity="warning")


@dataclass(frozen=True)
class Token:
    """One thing an answer can be made of: its codes (`("a",)` or `("1", "a")`) and what they mean.

    `right` is None where nothing is right or wrong.
    """

    codes: tuple[str, ...]
    text: str
    right: bool | None
    scored: bool = True


class Question(Written):
    """The fields every type has. `hint` is the word in `templates/words/` that says what to do.

    I116 no-feedback (error): Whatever can be chosen or placed has feedback: it says why, also to those who were right.

    I120 no-outcome (error): A question whose answer is saved is tied to an outcome and to a source: it asks what the
    module teaches, and what somebody can look up.
    """

    hint: ClassVar[str]
    missing: ClassVar[Mapping[str, str]] = {"feedback": "I116", "outcome": "I120", "source": "I120"}
    refused: ClassVar[Mapping[str, tuple[str, str, str]]] = REFUSED

    id: Id
    """Its short name, which never changes. `check --fix` writes one."""
    type: str
    """How it is answered."""
    ask: Marked
    """What learners are asked."""
    outcome: Id | None = None
    """Which outcome in module.yaml it is about."""
    source: SourceIds = ()
    """Where the answer comes from: an id in shared/sources.yaml, or a list of them."""

    @property
    def seconds(self) -> int:
        """Return how long a learner takes over it, about."""
        return SECONDS

    def lists(self) -> dict[str, Sequence[Coded]]:
        """Return its coded lists by field name."""
        return {}

    def texts(self) -> Iterator[tuple[Steps, str]]:
        """Yield every text a learner reads, with its place in the question."""
        return marked(self)

    def sources(self) -> Iterator[tuple[Steps, str]]:
        """Yield the id of every source it names by `source:`, with its place in the question."""
        yield from ((("source", index), name) for index, name in enumerate(self.source))

    def faults(self) -> Iterable[Fault]:
        for name, items in self.lists().items():
            yield from listed((name,), items)

    def among(self, others: Sequence["Question"]) -> Iterable[Fault]:
        """Yield what is wrong with it where it stands among all questions of its module, in their order."""
        return ()


class Private(Question):
    """A question whose answer is the learner's own: no saved progress holds it, no LMS is told of it."""


class Saved(Question):
    """A question whose answer is kept with a learner's progress and, where the module says so, told to the LMS.

    `record` and `size` say how an LMS is told: the SCORM interaction type, and the number of codes in one token
    of an answer (1 for `a`, 2 for `1a`). `counts` says whether it is scored when it stands in the quiz, `button` which
    word stands on the button that checks an answer, `folded` which on what its answers are folded into without script.
    """

    record: ClassVar[Literal["choice", "matching", "sequencing"]]
    size: ClassVar[int]
    counts: ClassVar[bool] = True
    button: ClassVar[str] = "check"
    folded: ClassVar[str] = "answers"

    outcome: Id
    """Which outcome in module.yaml it is about."""
    source: SourceIds
    """Where the answer comes from: an id in shared/sources.yaml, or a list of them."""
    points: Annotated[int, Digits, Field(ge=1, le=10)] = 1
    """How much it counts; 1, if you do not say."""
    bank: Id | None = None
    """The bank it is drawn from, in the quiz only."""
    shuffle: bool = True
    """no, where the order of the options matters in a quiz that shuffles."""

    @abstractmethod
    def key(self) -> dict[str, Any]:
        """Return the right answer in the form the player's `mark` takes (see `templates/README.md`).

        A key without `right` says that nothing is right or wrong.
        """

    @abstractmethod
    def tokens(self) -> Iterator[Token]:
        """Yield everything an answer can be made of, for those who read one outside the page."""

    def read(self, given: str) -> Iterator[Token]:
        """Yield what an answer is made of, in its order."""
        known = {"".join(token.codes): token for token in self.tokens()}
        for start in range(0, len(given), self.size):
            codes = given[start : start + self.size]
            yield known.get(codes) or Token((codes,), codes, right=False)

    @abstractmethod
    def longest(self) -> int:
        """Return how many characters the longest answer has as the player saves it."""

    def is_once(self, given: str) -> bool:
        """Say whether an answer is made of whole codes, each (or each item of its pairs) once, as state.js asks."""
        names = given[:: self.size]
        return len(given) % self.size == 0 and len(set(names)) == len(names)

    def is_whole(self, given: str) -> bool:
        """Say whether nothing of an answer is still to come."""
        return True

    @abstractmethod
    def earned(self, given: str) -> float:
        """Return what `mark` in the type's player.js gives an answer, from 0 to 1: a test holds the two together."""

    def stamp(self) -> str:
        """Return two characters that change when the options or the key do: a stored answer is then asked again.

        Their texts say nothing about an answer, so they change nothing; nor does their order, unless it is the answer.
        """
        codes = {name: sorted(item.code for item in items) for name, items in self.lists().items()}
        is_set = self.record != "sequencing"
        key = {
            name: sorted(value) if is_set and isinstance(value, list) else value for name, value in self.key().items()
        }
        return short(json.dumps([self.type, codes, key], sort_keys=True), 2)


def listed(at: Steps, items: Sequence[Coded]) -> Iterator[Fault]:
    """Yield the faults of a coded list that stands at a place in a question."""
    placed: list[tuple[Steps, Coded]] = [((*at, index), item) for index, item in enumerate(items)]
    yield from doubled_codes(placed)
    yield from doubled_texts(placed)
    for where, item in placed:
        yield from (replace(fault, at=(*where, *fault.at)) for fault in item.faults())


def doubled_codes(items: Sequence[tuple[Steps, Coded]]) -> Iterator[Fault]:
    """Q203 doubled-code: Two entries of a list never share a code, because answers are stored by it."""
    for index, code in _second([item.code for _, item in items]):
        hint = f'choose another one, such as "{_free(items)}"'
        yield Fault("Q203", (*items[index][0], "code"), f'The code "{code}" is already used above', hint)


def doubled_texts(items: Sequence[tuple[Steps, Coded]]) -> Iterator[Fault]:
    """Q204 dup-option (item-writing): Two entries of a list never say the same, but for signs and capitals, because
    nobody could choose between them.
    """
    for index, _ in _second([_bare(item.text) for _, item in items]):
        at, item = items[index]
        yield Fault("Q204", (*at, "text"), f"{quoted(item.text)} already stands above", "make each one different")


def _bare(text: str) -> str:
    """Return a text without capitals, signs and articles, by which it can be mistaken; as it is, if it is all signs."""
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in ("a", "an", "the")]
    return " ".join(words) or text


def _second(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield each value that stood before, with its index."""
    for index, value in enumerate(values):
        if value in values[:index]:
            yield index, value


CODES = string.ascii_lowercase + string.digits


def _free(items: Sequence[tuple[Steps, Coded]]) -> str:
    used = {item.code for _, item in items}
    return next((code for code in CODES if code not in used), "")


_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def short(text: str, length: int) -> str:
    """Return `length` letters and digits hashed from a text: the same text gives the same letters for ever."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    letters = ""
    for _ in range(length):
        number, rest = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[rest]
    return letters
