"""Choose all that apply: a question with two or more right answers among its options."""

from collections.abc import Iterator
from typing import ClassVar

from builder.placed import Fault
from builder.questions.options import Options


class Several(Options):
    """Two or more options are right, and at least one is not."""

    hint: ClassVar[str] = "choose-several"

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        right = len(self.key()["right"])
        if right == 1:
            hint = "if only one is right, write type: choice"
            yield Fault("Q202", ("options",), "Only one option is marked as right.", hint)
        if right == len(self.options):
            yield Fault("Q202", ("options",), "Every option is marked as right.", "add one that is not")


TYPE = Several
