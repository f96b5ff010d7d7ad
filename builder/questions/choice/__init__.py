"""Choose one: a question with a single right answer."""

from collections.abc import Iterator
from typing import ClassVar

from builder.questions.options import Options
from builder.written import Fault


class Choice(Options):
    """Exactly one option is right."""

    hint: ClassVar[str] = "choose-one"

    def longest(self) -> int:
        return 1

    def faults(self) -> Iterator[Fault]:
        """Q202 multi-unmarked (item-writing): A question with one right answer has no second one. Several right answers
        are a question of type several, which tells learners to choose all that apply.
        """
        yield from super().faults()
        right = [index for index, option in enumerate(self.options) if option.right]
        for index in right[1:]:
            hint = "if several are right, write type: several"
            yield Fault("Q202", ("options", index, "right"), "A second option is marked as right", hint)


TYPE = Choice
