"""Scenario: a short story that goes on from what she chooses. Nothing in it is right or wrong."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from builder.placed import Steps
from builder.problems import did_you_mean, quoted
from builder.questions.question import Code, Coded, Explained, Saved, Token, listed
from builder.written import Fault, Marked

MOST = 3  # steps on a way through


class Way(Explained):
    """One thing to do at a step: what comes of it, and the step it leads to, or none where the story ends."""

    then: Code | None = None
    """The code of the step it leads to, further down; leave it out where the story ends."""
    grade: Literal["helps", "could-help", "gets-in-the-way"]
    """How it works out. From every step something that helps can be chosen."""


class Step(Coded):
    """A situation, and what she can do in it."""

    choices: Annotated[tuple[Way, ...], Field(min_length=2, max_length=4)]
    """What she can do here, two to four."""


class Scenario(Saved):
    """A way through the story is a step and a choice in turn, "1a3b", saved after each choice and never scored."""

    hint: ClassVar[str] = "scenario"
    button: ClassVar[str] = "choose"
    folded: ClassVar[str] = "ways"
    record: ClassVar[Literal["choice", "matching", "sequencing"]] = "matching"
    size: ClassVar[int] = 2
    counts: ClassVar[bool] = False

    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=9)]
    """The story: two or three steps on every way, the first of them first."""
    after: Marked | None = None
    """If you like: what is said once the story is over."""

    @property
    def seconds(self) -> int:
        return 30 * self.longest() // self.size

    def lists(self) -> dict[str, Sequence[Coded]]:
        return {"steps": self.steps}

    def number(self, code: str | None) -> int:
        """Return where a step stands among those written, counted from 1; 0 for none."""
        return next((number for number, step in enumerate(self.steps, start=1) if step.code == code), 0)

    def key(self) -> dict[str, Any]:
        """Return `{"first": step, "then": {step and choice: next step, "" at an end}}`: there is no right answer."""
        then = {f"{step.code}{way.code}": way.then or "" for step in self.steps for way in step.choices}
        return {"first": self.steps[0].code, "then": then}

    def tokens(self) -> Iterator[Token]:
        for step in self.steps:
            for way in step.choices:
                text = f"{step.text} → {way.text} ({way.grade.replace('-', ' ')})"
                yield Token((step.code, way.code), text, right=None, scored=False)

    def longest(self) -> int:
        return 2 * min(MOST, max(max(depths) for depths in self._depths().values()))

    def is_whole(self, given: str) -> bool:
        """Say whether it leads to the end of the story."""
        return not self.key()["then"].get(given[-self.size :])

    def earned(self, given: str) -> float:
        """A story earns nothing."""
        return 0.0

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        for index, step in enumerate(self.steps):
            yield from listed(("steps", index, "choices"), step.choices)
        astray = list(self._astray())
        yield from astray or [*self._unreached(), *self._too_short_or_long(), *self._helpless()]

    def _ways(self) -> Iterator[tuple[int, Steps, Way]]:
        """Yield every choice with the number of its step and its place."""
        for index, step in enumerate(self.steps):
            yield from ((index + 1, ("steps", index, "choices", place), way) for place, way in enumerate(step.choices))

    def _astray(self) -> Iterator[Fault]:
        """Q212 story-leads-nowhere: A choice in a story leads to a step that there is.

        Q213 story-in-circle: A choice in a story leads to a step further down, so that every story ends.
        """
        for number, at, way in self._ways():
            if way.then and not self.number(way.then):
                hint = did_you_mean(way.then, [step.code for step in self.steps])
                yield Fault("Q212", (*at, "then"), f"{quoted(way.then)} is not the code of one of the steps", hint)
            elif way.then and self.number(way.then) <= number:
                hint = "write the steps in the order of the story, and lead to one further down"
                yield Fault("Q213", (*at, "then"), "The story goes in a circle here", hint)

    def _depths(self) -> dict[int, set[int]]:
        """Return, by the number of a step, as which step of a story it can come."""
        depths: dict[int, set[int]] = {1: {1}}
        for number, _, way in self._ways():  # a story only leads down, so what leads to a step is known before it
            if way.then and number in depths:
                depths.setdefault(self.number(way.then), set()).update(depth + 1 for depth in depths[number])
        return depths

    def _unreached(self) -> Iterator[Fault]:
        """Q214 step-unreached: Something leads to every step of a story but the first."""
        depths = self._depths()
        for number, step in enumerate(self.steps, start=1):
            if number not in depths:
                hint = f'write "then: {step.code}" at a choice above, or take the step out'
                yield Fault("Q214", ("steps", number - 1), "Nothing leads to this step", hint)

    def _too_short_or_long(self) -> Iterator[Fault]:
        """Q215 story-length: A story has two or three steps, whatever she chooses."""
        depths = self._depths()
        for number, at, way in self._ways():
            if number == 1 and not way.then:
                hint = 'lead on to another step: "then:" and its code'
                yield Fault("Q215", at, "The story ends with its first step here", hint)
            elif way.then and MOST in depths.get(number, ()):
                hint = "end the story here: take this line out"
                yield Fault("Q215", (*at, "then"), f"The story has more than {MOST} steps here", hint)

    def _helpless(self) -> Iterator[Fault]:
        """Q216 no-repair (trauma-informed): From every step of a story something that helps can still be chosen, there
        or further on. Nobody is led into harm that she cannot put right.
        """
        hopeful: set[int] = set()
        for number, _, way in reversed(list(self._ways())):
            if way.grade == "helps" or self.number(way.then) in hopeful:
                hopeful.add(number)
        for index in range(len(self.steps)):
            if index + 1 not in hopeful:
                hint = 'write "grade: helps" at one of its choices, or lead to a step that has one'
                yield Fault("Q216", ("steps", index), "From here on nothing that helps can be chosen", hint)


TYPE = Scenario
