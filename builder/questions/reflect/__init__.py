"""Reflect: something to think about, with room to write. What is written stays in the page and is nobody else's."""

from typing import ClassVar

from builder.questions.question import Private


class Reflect(Private):
    """One prompt and a box, which may stay empty."""

    hint: ClassVar[str] = "own"

    @property
    def seconds(self) -> int:
        return 60


TYPE = Reflect
