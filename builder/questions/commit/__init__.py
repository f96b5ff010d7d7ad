"""Commit: one thing she will do, in her own words, for herself. It stays in the page and is nobody else's."""

from typing import Annotated, ClassVar

from pydantic import Field

from builder.questions.question import Private
from builder.written import Marked


class Commit(Private):
    """A box, with room for whom with and by when where that helps, and ideas she can take over."""

    hint: ClassVar[str] = "own"

    with_whom: Annotated[bool, Field(alias="with-whom")] = False
    by_when: Annotated[bool, Field(alias="by-when")] = False
    ideas: Annotated[tuple[Marked, ...], Field(max_length=6)] = ()

    @property
    def seconds(self) -> int:
        return 60


TYPE = Commit
