"""What a person types into module.yaml, board.yaml and the shared lists, as models that know their faults."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from builder.questions.question import REFUSED, SourceId, SourceIds
from builder.written import Day, Digits, Fault, Id, Marked, Text, Written, matching, one_or_more

Link = Annotated[
    str,
    matching(
        r"(mailto:|https://)\S+", "{value} is not an address", "start it with https:// or mailto:, without spaces"
    ),
]
Answer = Literal["can", "cannot", "check"]
DRAFT: Literal["draft"] = "draft"
Medium = Literal["online", "print"]


class Contact(Written):
    """Whom a reader tells when something is wrong: words, and where there is one, a link."""

    text: Text
    """What a reader is told, such as whom to ask."""
    link: Link | None = None
    """If you like: an address that starts with https:// or mailto:."""


class Outcome(Written):
    """One thing a learner will be able to do; `text` ends the sentence "You will be able to …"."""

    id: Id
    """A short name for it, which never changes."""
    text: Text
    """The end of the sentence "You will be able to …"."""


class Did(Written):
    """A credit: who (an id in people.yaml) did what."""

    who: Id
    """An id in shared/people.yaml."""
    did: Text
    """What they did, such as: wrote the scenarios."""


# What a module goes through, in this order, before it is for everybody.
STAGES = (DRAFT, "in review", "co-produced", "approved")


class Step(Written):
    """A stage a module has come to: who saw to it (ids in people.yaml), and when."""

    status: Literal["in review", "co-produced", "approved"]
    """The stage it has come to."""
    who: Annotated[tuple[Id, ...], one_or_more, Field(min_length=1)]
    """Who saw to it: ids in shared/people.yaml."""
    date: Day
    """The day, such as 2027-03-31."""


class Tested(Written):
    """Who read the easy edition and found that it works for them (ids in people.yaml), and when."""

    by: Annotated[tuple[Id, ...], one_or_more, Field(min_length=1, alias="tested-by")]
    """Who read it: ids in shared/people.yaml."""
    date: Day
    """The day, such as 2027-03-31."""


class Session(Written):
    """What a session about the module is for, and what whoever leads it brings."""

    aim: Text
    """What a session is for, in a sentence."""
    bring: tuple[Text, ...] = ()
    """What whoever leads it brings, a line each."""


class Papers(Written):
    """What module.yaml says about handouts: the screens a guide to the roles is made of, a block each, in order."""

    role_guide: Annotated[tuple[Id, ...], one_or_more, Field(alias="role-guide")] = ()
    """The ids of screens that become a guide to the roles, a block each."""


class About(Written):
    """module.yaml: what the module is, for whom, by whom, and how it is completed."""

    refused: ClassVar[Mapping[str, tuple[str, str, str]]] = REFUSED

    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    """What learners see as its title; about 65 characters or fewer."""
    summary: Text
    """One or two sentences: what the module is about, and who it helps."""
    audience: Text
    """Who should take it."""
    minutes: Annotated[int, Digits, Field(ge=1, le=240)]
    """How long it takes: words ÷ 200, and 45 seconds a question. `check` counts with you."""
    language: Annotated[
        str, matching("[a-z]{2,3}(-[A-Z]{2})?", "{value} is not a language", "write a code such as en-GB or cy")
    ] = "en-GB"
    """The language of the text, such as en-GB or cy."""
    edition: Text
    """Change it whenever the words change."""
    status: Literal["draft", "in review", "co-produced", "approved"] = DRAFT
    """How far it has come. A draft says on every page that it is one."""
    history: tuple[Step, ...] = ()
    """The stages it has come to, with who saw to it and when."""
    review: Day
    """The day by which somebody reads it again, such as 2027-03-31."""
    contact: Contact
    """Whom a reader tells when something is wrong."""
    address: (
        Annotated[
            str,
            matching(
                r"https://\S{1,60}",
                "{value} is not a short address",
                "start it with https://, without spaces, in 68 characters or fewer",
            ),
        ]
        | None
    ) = None
    """If you like: a short https:// address where it can be opened; handouts print it with a QR code."""
    pass_mark: Annotated[int, Digits, Field(ge=0, le=100, alias="pass")] = 80
    """Per cent of the quiz that is needed."""
    completion: Literal["screens", "pass", "both"] = "both"
    """What completes it: screens (all seen), pass (the pass mark reached) or both."""
    record: Literal["status", "score", "answers"] = "answers"
    """What leaves the page: status, score (that and the score) or answers (those and each answer)."""
    failing: Literal["incomplete", "failed"] = "incomplete"
    """What a SCORM 2004 record says below the pass mark; SCORM 1.2 says incomplete. One can try again either way."""
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    """What learners will be able to do."""
    credits: tuple[Did, ...] = ()
    """Who did what."""
    easy: Tested | None = None
    """Who tested the easy edition, and when. Leave it out until then."""
    session: Session | None = None
    """A live session about the module, for the facilitator handout."""
    handouts: Papers = Papers()
    """What handouts are made of."""


class Bank(Written):
    """Questions of which each learner is asked some: `draw` of those that say `bank: <id>`."""

    id: Id
    """A short name for it, which its questions give as `bank:`."""
    draw: Annotated[int, Digits, Field(ge=1, le=100)]
    """How many of its questions each learner is asked."""


class Asking(Written):
    """quiz.yaml, but for its questions: how the closing questions are asked."""

    refused: ClassVar[Mapping[str, tuple[str, str, str]]] = REFUSED

    shuffle: bool = False
    """Options and items stand in an order of her own, the same whenever she comes back."""
    tries: Annotated[int, Digits, Field(ge=1, le=9)] | None = None
    """How often the answer to a question can be checked; as often as one likes, if you do not say."""
    show_answer: Annotated[Annotated[int, Digits, Field(ge=1, le=9)] | None, Field(alias="show-answer")] = None
    """After so many tries a button offers to show the answer."""
    banks: tuple[Bank, ...] = ()
    """Groups of questions of which each learner is asked some."""

    @property
    def is_plain(self) -> bool:
        """Say whether nothing is set: everybody is asked everything, as written and as often as they like."""
        return not (self.shuffle or self.tries or self.show_answer or self.banks)


class Line(Written):
    """One line of the can / can't / check list, with the reason and the source for it."""

    text: Marked
    answer: Answer
    why: Marked
    source: SourceIds


class Board(Written):
    """board.yaml: the list a trust edits and signs off."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1)]

    def column(self, answer: str) -> list[Line]:
        """Return the lines of one column, in the order written."""
        return [line for line in self.lines if line.answer == answer]


class Person(Written):
    """Someone who made a module, how they want to be named, and what they agreed to."""

    id: Id
    name: Text
    as_: Annotated[Literal["name", "pseudonym", "group", "not named"], Field(alias="as")]
    role: Text | None = None
    consent: Annotated[tuple[Medium, ...], Field(min_length=1)]
    date: Day
    withdrawn: Day | None = None

    @property
    def shown(self) -> str:
        """Return the name they want to stand, or nothing where they do not want one."""
        return "" if self.as_ == "not named" else self.name

    def may_stand(self, medium: str) -> bool:
        """Say whether their name and their words may stand there: what they agreed to, until they withdraw it."""
        return self.withdrawn is None and medium in self.consent


WHOLE = ("research", "guidance", "lived experience")
PARTS = ("recommendation", "theme", "quotation")


class Source(Written):
    """A source, or (`part-of`) a part of one with its words as published.

    `seen` says what of it was read, where that was not the whole.
    """

    id: SourceId
    kind: Literal["research", "guidance", "lived experience", "recommendation", "theme", "quotation"] | None = None
    title: Text | None = None
    authors: Text | None = None
    publisher: Text | None = None
    year: Annotated[int, Digits, Field(ge=1900, le=2100)] | None = None
    address: Link | None = None
    read: Day | None = None
    copied: Annotated[Literal["stored", "live"] | None, Field(alias="copy")] = None
    seen: Literal["in part", "abstract", "notes"] | None = None
    part_of: Annotated[SourceId | None, Field(alias="part-of")] = None
    where: Text | None = None
    text: Text | None = None

    def faults(self) -> Iterator[Fault]:
        """E103 source-incomplete: A source says what it is and where it was read; a part of one has its place and its
        words.

        E111 source-kind: What kind a whole source can be, a part of one cannot, and the other way round.
        """
        needed = ("where", "text") if self.part_of else ("kind", "title", "publisher", "address", "read")
        for name in needed:
            if getattr(self, name) is None:
                yield Fault("E103", (), f'The source "{self.id}" has no "{name}"', f'add a line "{name}: …"')
        kinds, what = (PARTS, "a part of one") if self.part_of else (WHOLE, "a whole source")
        if self.kind and self.kind not in kinds:
            hint = f"{what} is {', '.join(kinds[:-1])} or {kinds[-1]}"
            yield Fault("E111", ("kind",), f'The source "{self.id}" is not of the kind "{self.kind}"', hint)


class Word(Written):
    """A word or phrase to avoid, with its other forms, why, and what to write instead.

    `allowed` says where it may stand all the same; in a quotation every word may. No source: it is our own judgement.
    A word that an organisation has decided to use is allowed anywhere.
    """

    id: Annotated[Text, Field(alias="word")]
    also: tuple[Text, ...] = ()
    instead: Text
    why: Text
    source: SourceIds = ()
    severity: Literal["error", "warning", "note"] = "warning"
    allowed: tuple[Literal["example", "scene", "anywhere"], ...] = ()
    decided_by: Annotated[Text | None, Field(alias="decided-by")] = None
    decided: Day | None = None

    def faults(self) -> Iterator[Fault]:
        """L105 unsigned-override (language): A word that may stand anywhere after all says who decided so, and when:
        somebody can then be asked, and it can be looked at again.
        """
        if "anywhere" in self.allowed and not (self.decided_by and self.decided):
            hint = 'add lines such as "decided-by: The lived experience group" and "decided: 2027-03-31"'
            yield Fault("L105", ("allowed",), f'Nobody has put a name and a day to allowing "{self.id}"', hint)


class Term(Written):
    """A word that is explained where a module first uses it, with its other forms and where its meaning comes from."""

    id: Annotated[Text, Field(alias="term")]
    also: tuple[Text, ...] = ()
    means: Marked
    source: SourceIds


class NotTaught(Written):
    """A line of the study that the course does not teach, and why."""

    id: SourceId
    reason: Text


# The day on which somebody last made sure that it is right; None where nobody has.
Checked = Annotated[Day | None, BeforeValidator(lambda value: None if value == "not checked" else value)]


class Support(Written):
    """Somewhere to turn; a blank contact, and blank hours, are blanks for the organisation to fill in."""

    id: Id
    for_: Annotated[Literal["staff", "everyone"], Field(alias="for")]
    name: Text
    text: Text
    contact: Text | None = None
    hours: Text | None = None
    checked: Checked = None


class Organisation(Written):
    """Who gives the course, and where ADL's schema files are, if they are to be packed."""

    name: Text | None = None
    schemas: Text | None = None


class Recorded(Written):
    """What a film and a sound have in common, as the block in a lesson says it."""

    title: Text
    file: Text
    length: Annotated[
        str,
        matching("[0-9]{1,3}:[0-5][0-9]", "{value} is not a length", "write minutes and seconds, such as 2:40"),
    ]
    transcript: Text

    @property
    def seconds(self) -> int:
        """Return its length in seconds."""
        minutes, seconds = self.length.split(":")
        return int(minutes) * 60 + int(seconds)


class Sound(Recorded):
    """An `audio` block."""


class Film(Recorded):
    """A `video` block. `poster` is the picture that stands there until it plays, and `shows` says what is on it."""

    captions: Text
    poster: Text | None = None
    shows: Text | None = None

    def faults(self) -> Iterator[Fault]:
        """P313 poster-alt-text (accessibility): A film's poster has words for those who do not see it."""
        if self.poster and not self.shows:
            hint = 'add a line "shows: …" that says what the picture shows'
            yield Fault("P313", ("poster",), "This poster has no description", hint)
