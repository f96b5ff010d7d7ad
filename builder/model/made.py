"""What reading makes of a module: lessons, screens, text and questions with their places, pictures, shared lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token

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
from builder.placed import Extract, Steps
from builder.problems import Place
from builder.questions.question import Question, Saved, short


@dataclass(frozen=True)
class Shared:
    """The lists every module uses, by id.

    `unsure` holds the name and id of each entry that could not be read, with an empty id for a whole list.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    support: tuple[Support, ...] = ()
    organisation: Organisation = field(default_factory=Organisation)
    not_taught: Mapping[str, NotTaught] = field(default_factory=dict)
    language: tuple[Word, ...] = ()
    glossary: tuple[Term, ...] = ()
    unsure: frozenset[tuple[str, str]] = frozenset()

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
class Prose:
    """A run of Markdown tokens between questions, and the text whose 0-based lines their `map` counts."""

    tokens: tuple[Token, ...]
    source: Extract

    def lines(self) -> Iterator[tuple[Token, int]]:
        """Yield every token, also those inside a line of text, with the 0-based line of its block."""
        line = 0
        for token in self.tokens:
            line = token.map[0] if token.map else line
            yield token, line
            for child in token.children or ():
                yield child, line

    def placed(self) -> Iterator[tuple[Token, Place]]:
        """Yield every token with its place: that of its block, or of its own first sign where that can be found."""
        place = self.source.place(0, 0)
        end = None
        for token in self.tokens:
            if token.map:
                place, end = self.source.place(token.map[0], 0), token.map[1]
            yield token, place
            spot = place
            for child in token.children or ():
                sign = _SIGNS.get(child.type) or child.content.split("\n")[0]
                spot = self.find(sign, spot, end)
                yield child, spot
                spot = Place(spot.path, spot.line, spot.column + len(sign))

    def find(self, words: str, after: Place, end: int | None = None) -> Place:
        """Return the place of some words after a place and before a 0-based line, or `after` if they are not there."""
        rows = self.source.text.split("\n")[:end]
        start = after.line - self.source.first_line
        for number in range(start, len(rows)) if words else ():
            column = rows[number].find(words, after.column - 1 if number == start else 0)
            if column >= 0:
                return self.source.place(number, column)
        return after


# How what has no words of its own starts in the text.
_SIGNS = {"image": "![", "link_open": "["}


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
    """One screen: an id a learner's saved progress hangs on, a title, and its parts in order."""

    id: str
    title: str
    place: Place
    parts: tuple[Prose | Asked | Recording, ...]

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
class Picture:
    """A picture of the module: its file, its path in the package, and what is shown of it.

    `data` is the file's bytes, and of a drawing what may stand in a page; `size` is width and height in pixels.
    """

    path: Path
    href: str
    data: bytes
    size: tuple[int, int] | None = None

    @property
    def is_drawing(self) -> bool:
        """Say whether it is an SVG, which stands in the page itself so that its colours follow the theme."""
        return self.href.endswith(".svg")


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
    def is_draft(self) -> bool:
        """Say whether the module still carries the draft mark."""
        return self.about.status == DRAFT


def short_id(identifier: str) -> str:
    """Return the four letters that stand for a screen or a question in a learner's saved progress."""
    return short(identifier, 4)
