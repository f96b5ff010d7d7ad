"""Commit: one thing she will do, in her own words, for herself. It stays in the page and is nobody else's."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from builder.placed import Steps
from builder.questions.question import Private
from builder.written import Text


class Commit(Private):
    """A box, with room for whom with and by when where that helps, and ideas she can take over."""

    hint: ClassVar[str] = "own"

    with_whom: Annotated[bool, Field(alias="with-whom")] = False
    by_when: Annotated[bool, Field(alias="by-when")] = False
    ideas: Annotated[tuple[Text, ...], Field(max_length=6)] = ()

    @property
    def seconds(self) -> int:
        return 60

    def texts(self) -> Iterator[tuple[Steps, str]]:
        yield from super().texts()
        yield from ((("ideas", index), idea) for index, idea in enumerate(self.ideas))


TYPE = Commit
