"""What reading makes of a module: lessons, screens, text and questions with their places, pictures, shared lists."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from builder.model.course import Entitlement, Group
from builder.model.easy import Easy
from builder.model.prose import Picture, Prose
from builder.model.typed import (
    DRAFT,
    About,
    Asking,
    Board,
    Film,
    NotTaught,
    Organisation,
    Person,
    Sound,
    Source,
    Support,
    Term,
    Word,
)
from builder.placed import Steps
from builder.problems import Place
from builder.questions.question import Question, Saved, short

# The mark of what is for whoever leads a session.
FACILITATOR = "facilitator"


@dataclass(frozen=True)
class Shared:
    """The lists every module uses, by id.

    `unsure` holds the name and id of each entry that could not be read, with an empty id for a whole list.
    `marked` holds every text of theirs that is shown as Markdown, with its place.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    support: tuple[Support, ...] = ()
    organisation: Organisation = field(default_factory=Organisation)
    not_taught: Mapping[str, NotTaught] = field(default_factory=dict)
    language: tuple[Word, ...] = ()
    glossary: tuple[Term, ...] = ()
    facilitating: "Lesson | None" = None
    unsure: frozenset[tuple[str, str]] = frozenset()
    course: tuple[Group, ...] = ()
    entitlement: Entitlement | None = None
    marked: tuple[tuple[str, Place], ...] = ()

    def may_hold(self, name: str, entry: str) -> bool:
        """Say whether a list could not be read whole and may hold an entry all the same."""
        return (name, "") in self.unsure or (name, entry) in self.unsure

    def base(self, source: str) -> Source:
        """Return the whole source a part belongs to (or the source itself)."""
        one = self.sources[source]
        return self.sources[one.part_of] if one.part_of else one


@dataclass(frozen=True)
class Asked:
    """A question where it stands: its model, its place, and the places of its values."""

    question: Question
    place: Place
    places: Mapping[Steps, Place]

    def at(self, path: Steps) -> Place:
        """Return the place of one of its values, or of the nearest thing that holds it."""
        return _nearest(self.places, path, self.place)


def _nearest(places: Mapping[Steps, Place], path: Steps, otherwise: Place) -> Place:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, otherwise)


@dataclass(frozen=True)
class Recording:
    """A film or a sound where it stands: what its block says, its file, and what belongs to it.

    `shape` is width and height in pixels, where the file says so; `captions` is WebVTT, and empty for a sound.
    """

    is_film: bool
    said: Film | Sound
    path: Path
    size: int
    shape: tuple[int, int] | None
    captions: str
    transcript: Prose
    places: Mapping[Steps, Place]

    def at(self, name: str) -> Place:
        """Return the place of one of its values in the block."""
        return _nearest(self.places, (name,), self.places[()])

    @property
    def poster(self) -> str:
        """Return the path of the picture that stands there until it plays, if it has one."""
        return (self.said.poster or "") if isinstance(self.said, Film) else ""


@dataclass(frozen=True)
class Screen:
    """One screen: an id a learner's saved progress hangs on, a title, and its parts in order.

    `facilitator` is what somebody who leads a session is told about it. It is none of the parts, so nothing that shows
    or counts them knows of it.
    """

    id: str
    title: str
    place: Place
    parts: tuple[Prose | Asked | Recording, ...]
    facilitator: Prose | None = None

    @property
    def session(self) -> int:
        """Return how many minutes a session spends on it: what `:::facilitator 5 minutes` says, or none."""
        tokens = self.facilitator.tokens if self.facilitator else ()
        found = (re.match(rf"{FACILITATOR} (\d+)", token.info.strip()) for token in tokens)
        return sum(int(one[1]) for one in found if one)

    @property
    def questions(self) -> list[Question]:
        """Return the questions on the screen, in order."""
        return [part.question for part in self.parts if isinstance(part, Asked)]

    @property
    def saved(self) -> list[Saved]:
        """Return those questions whose answers are saved."""
        return [question for question in self.questions if isinstance(question, Saved)]

    @property
    def prose(self) -> list[Prose]:
        """Return the runs of text on the screen, in order."""
        return [part for part in self.parts if isinstance(part, Prose)]

    @property
    def recordings(self) -> list[Recording]:
        """Return the films and sounds on the screen, in order."""
        return [part for part in self.parts if isinstance(part, Recording)]


@dataclass(frozen=True)
class Lesson:
    """One lesson file: a title for the menu and its screens."""

    path: Path
    title: str
    screens: tuple[Screen, ...]


@dataclass(frozen=True)
class Module:
    """A module: its folder's name is its id, and every identifier an LMS sees comes from it."""

    id: str
    folder: Path
    about: About
    lessons: tuple[Lesson, ...]
    quiz: tuple[Asked, ...]
    board: Board | None
    pictures: Mapping[str, Picture]
    shared: Shared
    places: Mapping[str, Mapping[Steps, Place]] = field(default_factory=dict)
    asking: Asking = field(default_factory=Asking)
    easy: Easy | None = None

    def place(self, file: str, path: Steps) -> Place:
        """Return the place of a value in module.yaml, board.yaml or quiz.yaml: `place("module.yaml", ("minutes",))`."""
        return _nearest(self.places.get(file, {}), path, Place(self.folder / file))

    @cached_property
    def screens(self) -> tuple[Screen, ...]:
        """Return the screens of all lessons, then one for each question of the quiz."""
        lessons = [screen for lesson in self.lessons for screen in lesson.screens]
        quiz = [Screen(f"{asked.question.id}-screen", "", asked.place, (asked,)) for asked in self.quiz]
        return (*lessons, *quiz)

    @property
    def questions(self) -> list[Asked]:
        """Return every question, those in lessons first."""
        return [part for screen in self.screens for part in screen.parts if isinstance(part, Asked)]

    @property
    def saved(self) -> list[Saved]:
        """Return the questions whose answers are saved: what progress, score and an LMS know of."""
        return [question for screen in self.screens for question in screen.saved]

    @property
    def scored(self) -> list[Saved]:
        """Return the questions of the quiz that count towards the score."""
        return [one.question for one in self.quiz if isinstance(one.question, Saved) and one.question.counts]

    @property
    def banks(self) -> dict[str, list[Saved]]:
        """Return the questions of each bank, by its id."""
        closing = [one.question for one in self.quiz if isinstance(one.question, Saved)]
        return {bank.id: [one for one in closing if one.bank == bank.id] for bank in self.asking.banks}

    @property
    def recordings(self) -> list[Recording]:
        """Return every film and sound, in order."""
        return [one for screen in self.screens for one in screen.recordings]

    @property
    def without_easy(self) -> list[str]:
        """Return the ids of the lessons' screens that no easy text stands for."""
        done = self.easy.screens if self.easy else set()
        return [screen.id for lesson in self.lessons for screen in lesson.screens if screen.id not in done]

    @property
    def is_draft(self) -> bool:
        """Say whether the module still carries the draft mark."""
        return self.about.status == DRAFT


def short_id(identifier: str) -> str:
    """Return the four letters that stand for a screen or a question in a learner's saved progress."""
    return short(identifier, 4)
