"""Choose all that apply: a question with two or more right answers among its options."""

from collections.abc import Iterator
from typing import ClassVar

from builder.questions.options import Options
from builder.written import Fault


class Several(Options):
    """Two or more options are right, and at least one is not."""

    hint: ClassVar[str] = "choose-several"

    def faults(self) -> Iterator[Fault]:
        """Q210 several-with-one (item-writing): One right option is not several: "all that apply" would mislead.

        Q211 several-with-all (item-writing): Choosing everything is no question.
        """
        yield from super().faults()
        right = len(self.key()["right"])
        if right == 1:
            hint = "if only one is right, write type: choice"
            yield Fault("Q210", ("options",), "Only one option is marked as right", hint)
        if right == len(self.options):
            yield Fault("Q211", ("options",), "Every option is marked as right", "add one that is not")


TYPE = Several
