"""What a person types into course.yaml and entitlement.yaml: who takes what, and what peers are entitled to."""

from typing import Annotated, Literal

from pydantic import Field

from builder.model.typed import DRAFT
from builder.questions.question import SourceId
from builder.written import Day, Digits, Id, Text, Written, one_or_more

Ids = Annotated[tuple[Id, ...], one_or_more]


class Stop(Written):
    """A module on a group's way: `when` to take it, and after how many months we suggest looking `again`.

    What the module itself says (title, minutes, status, review date) is not said here once more.
    """

    id: Annotated[Id, Field(alias="module")]
    when: Text | None = None
    again: Annotated[int, Digits, Field(ge=1, le=60)] | None = None


class Group(Written):
    """People who take the same modules in the same order, and the groups whose modules they take first."""

    id: Id
    name: Text
    text: Text
    after: Ids = ()
    modules: Annotated[tuple[Stop, ...], Field(min_length=1)]


class Course(Written):
    """course.yaml: the course map."""

    course: Annotated[tuple[Group, ...], Field(min_length=1)]


class Blank(Written):
    """Something that only the organisation can say; without an answer it is printed as a blank."""

    ask: Text
    answer: Text | None = None


class Subject(Written):
    """A subject the study recommends training on, by its id, and the module that is about it."""

    source: SourceId
    module: Id


class Entitlement(Written):
    """entitlement.yaml: the training peers are entitled to and how to get it, on one page.

    What was recommended is named by id and printed word for word, so that it stands in sources.yaml alone.
    """

    title: Text
    audience: Text
    lead: Text
    status: Literal["draft", "in review", "co-produced", "approved"] = DRAFT
    review: Day
    training: Annotated[tuple[Blank, ...], Field(min_length=1)]
    access: Annotated[tuple[Blank, ...], Field(min_length=1)]
    recommended: Annotated[tuple[SourceId, ...], Field(min_length=1)]
    topics: tuple[Subject, ...] = ()
    turn_to: Annotated[Ids, Field(alias="turn-to")] = ()

    @property
    def blanks(self) -> list[Blank]:
        """Return what nobody has filled in yet."""
        return [one for one in (*self.training, *self.access) if not one.answer]
