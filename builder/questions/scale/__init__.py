"""Scale: how sure she is, asked before and asked again after. Both answers are hers, and shown to her side by side."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from builder.problems import nearest, quoted
from builder.questions.question import Private, Question
from builder.written import Digits, Fault, Id, Marked, Written


class Ends(Written):
    """The words at the two ends."""

    low: Marked
    high: Marked


class Scale(Private):
    """One of the two places where a scale stands; `of` is the name that both have in common."""

    hint: ClassVar[str] = "scale"

    of: Id
    when: Literal["before", "after"]
    steps: Annotated[int, Digits, Field(ge=5, le=7)] = 5
    labels: Ends | None = None

    @property
    def seconds(self) -> int:
        return 15

    def among(self, others: Sequence[Question]) -> Iterator[Fault]:
        """Before and after are a pair.

        Q220 no-before: A scale that asks after has one that asks before.

        Q221 no-after (warning): A scale that asks before has one that asks after.

        Q222 scale-twice: There is one before and one after of each scale.
        """
        pair = [one for one in others if isinstance(one, Scale) and one.of == self.of]
        same = [one for one in pair if one.when == self.when]
        other = [one for one in pair if one.when != self.when]
        if same[0] is not self:
            message = f'There is a "{self.when}" of {quoted(self.of)} already, with the id "{same[0].id}"'
            yield Fault("Q222", ("when",), message, "give this one another name after of:")
        elif not other and self.when == "after":
            hint = self._meant(others) or f'put a scale with "of: {self.of}" and "when: before" on an earlier screen'
            yield Fault("Q220", ("when",), f"Nothing asks about {quoted(self.of)} before", hint)
        elif not other:
            hint = f'put a scale with "of: {self.of}" and "when: after" on a later screen'
            message = f"Nothing asks about {quoted(self.of)} again, so nobody sees both side by side"
            yield Fault("Q221", ("when",), message, hint, severity="warning")
        elif self.when == "after":
            yield from self._after(other[0], pair.index(self) < pair.index(other[0]))

    def _meant(self, others: Sequence[Question]) -> str:
        """Return the name that was meant where a before that is never asked again has nearly the same one."""
        scales = [one for one in others if isinstance(one, Scale)]
        single = {one.of for one in scales} - {one.of for one in scales if one.when == "after"}
        near = nearest(self.of, single)
        return f"did you mean {quoted(near)}, which is asked before and not again?" if near else ""

    def _after(self, before: "Scale", comes_first: bool) -> Iterator[Fault]:
        """Q223 after-first: Of two scales, the before stands first.

        Q224 scale-steps: Before and after have as many steps.

        Q225 scale-labels: Before and after have the same words at their ends.
        """
        if comes_first:
            message = f'This "after" stands above its "before", which has the id "{before.id}"'
            yield Fault("Q223", ("when",), message, "move it to a later place")
        if self.steps != before.steps:
            message = f'This scale has {self.steps} steps, and the one before it ("{before.id}") has {before.steps}'
            yield Fault("Q224", ("steps",), message, "give both the same number of steps")
        if self.labels != before.labels:
            message = f'The words at the ends of this scale are not those of the one before it ("{before.id}")'
            yield Fault("Q225", ("labels",), message, "give both the same, so that two answers can be compared")


TYPE = Scale
