"""The easy edition of a module: ideas in short sentences, each beside a picture."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it.token import Token

from builder.model.prose import Picture, Prose
from builder.problems import Place


@dataclass(frozen=True)
class Sentence:
    """A line of an idea, as tokens."""

    place: Place
    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Idea:
    """One idea: a picture, and the sentences beside it. A half that is missing is empty."""

    place: Place
    picture: Token | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Topic:
    """A part of an easy edition: a heading, and what names the screens it puts into easy words, such as `#welcome`."""

    title: str
    named: Mapping[str, Place]
    place: Place
    prose: Prose
    ideas: tuple[Idea, ...]


@dataclass(frozen=True)
class Easy:
    """easy.md: what an author wrote for the easy edition, and its pictures by the path written in the text."""

    path: Path
    title: str
    topics: tuple[Topic, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def ideas(self) -> list[Idea]:
        """Return every idea, in order."""
        return [idea for topic in self.topics for idea in topic.ideas]

    @property
    def screens(self) -> set[str]:
        """Return the ids of the screens that it puts into easy words."""
        return {name.removeprefix("#") for topic in self.topics for name in topic.named}
