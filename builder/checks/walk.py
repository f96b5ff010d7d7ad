"""What rules walk over: every piece of a module's text, with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markdown_it.token import Token

from builder.given import read
from builder.markdown import parse_inline, plain
from builder.model import Module, Prose, Screen
from builder.placed import Steps
from builder.problems import Place
from builder.written import marked

ABOUT, BOARD, QUIZ = "module.yaml", "board.yaml", "quiz.yaml"


@dataclass(frozen=True)
class Spot:
    """A token where it stands: in a run of Markdown, or (`run` is None) in one line of YAML."""

    token: Token
    place: Place
    run: Prose | None = None

    def of(self, words: str) -> Place:
        """Return the place of some words in it, as near as can be said."""
        return self.run.find(words, self.place) if self.run else self.place


def screens(module: Module) -> Iterator[Screen]:
    """Yield every screen, and the sections that whoever leads a session reads."""
    yield from module.screens
    yield from module.shared.facilitating.screens if module.shared.facilitating else ()


def prose(module: Module) -> Iterator[Prose]:
    """Yield every run of Markdown, in order: what is for facilitators too, which no learner meets."""
    for screen in screens(module):
        yield from screen.prose
        yield from [screen.facilitator] if screen.facilitator else []


def texts(module: Module) -> Iterator[Prose]:
    """Yield every run of Markdown: lessons, transcripts, the easy edition."""
    yield from prose(module)
    yield from (one.transcript for one in module.recordings)
    yield from (topic.prose for topic in (module.easy.topics if module.easy else ()))


def easy_titles(module: Module) -> Iterator[tuple[str, Place]]:
    """Yield the title of the easy edition and its headings."""
    if module.easy:
        yield module.easy.title, Place(module.easy.path)
        yield from ((topic.title, topic.place) for topic in module.easy.topics)


def tokens(module: Module) -> Iterator[Spot]:
    """Yield every token of every text that may hold Markdown: also questions, and the board."""
    for run in texts(module):
        yield from (Spot(token, place, run) for token, place in run.placed())
    for text, place in lines(module):
        yield from (Spot(token, place) for token in parse_inline(text))


@lru_cache(8192)
def _words(text: str) -> str:
    return plain(parse_inline(text))


def lines(module: Module) -> Iterator[tuple[str, Place]]:
    """Yield every text of one line that is shown as Markdown: in questions, on the board, in the shared lists."""
    for asked in module.questions:
        yield from ((text, asked.at(at)) for at, text in asked.question.texts())
    for one in module.recordings:
        yield from ((text, one.at(str(at[0]))) for at, text in marked(one.said))
    for file, model in ((ABOUT, module.about), (QUIZ, module.asking), (BOARD, module.board)):
        yield from ((text, module.place(file, at)) for at, text in (marked(model) if model else ()))
    yield from module.shared.marked


def typed(module: Module) -> Iterator[tuple[str, Place]]:
    """Yield every text of module.yaml that is shown as it is typed."""
    about = module.about
    texts: list[tuple[Steps, str]] = [
        ((name,), getattr(about, name)) for name in ("title", "summary", "audience", "edition")
    ]
    texts += [(("contact", "text"), about.contact.text)]
    texts += [(("outcomes", index, "text"), one.text) for index, one in enumerate(about.outcomes)]
    texts += [(("credits", index, "did"), one.did) for index, one in enumerate(about.credits)]
    if about.session:
        texts += [(("session", "aim"), about.session.aim)]
        texts += [(("session", "bring", index), one) for index, one in enumerate(about.session.bring)]
    yield from ((text, module.place(ABOUT, at)) for at, text in texts)


@dataclass(frozen=True)
class Said:
    """Something a learner reads or hears, as words only: the mark it stands in, if any, and where it starts."""

    words: str
    mark: str
    place: Place


def said(module: Module) -> Iterator[Said]:
    """Yield every piece of text somebody meets: paragraphs, pictures' words, titles, questions, the board."""
    facilitating = module.shared.facilitating
    for lesson in (*module.lessons, *([facilitating] if facilitating else [])):
        yield Said(lesson.title, "", Place(lesson.path))
        yield from (Said(screen.title, "", screen.place) for screen in lesson.screens)
    yield from (Said(title, "", place) for title, place in easy_titles(module))
    for run in texts(module):
        yield from _said(run)
    for text, place in lines(module):
        yield Said(_words(text), "", place)
    for text, place in typed(module):
        yield Said(text, "", place)


def written(module: Module) -> Iterator[Said]:
    """Yield every paragraph and line of lessons, questions and the board as it was typed, with its sources."""
    for run in texts(module):
        mark = ""
        for token in run.tokens:
            if token.type.startswith("container_mark"):
                mark = token.info.strip() if token.nesting > 0 else ""
            elif token.type == "inline":
                yield Said(token.content, mark, run.source.place(token.map[0] if token.map else 0, 0))
    yield from (Said(text, "", place) for text, place in lines(module))


def _said(run: Prose) -> Iterator[Said]:
    mark = ""
    for token in run.tokens:
        if token.type.startswith("container_mark"):
            mark = token.info.strip() if token.nesting > 0 else ""
        elif token.type == "inline":
            place = run.source.place(token.map[0] if token.map else 0, 0)
            yield Said(plain([token]), mark, place)
            for image in token.children or ():
                if image.type == "image":
                    yield Said(f"{' '.join(image.content.split())} {image.attrGet('title') or ''}", mark, place)


def headings(run: Prose) -> Iterator[tuple[str, Place]]:
    """Yield the words and the place of each heading inside a screen."""
    for token, words in zip(run.tokens, run.tokens[1:], strict=False):
        if token.type == "heading_open":
            yield plain([words]), run.source.place(token.map[0] if token.map else 0, 0)


_END = re.compile(r"(?<=[.!?…])[”\"’)*]*\s+(?=[“\"‘(]?[A-Z0-9])")
# A full stop after these ends no sentence.
_SHORT = re.compile(r"\b(e\.g|i\.e|etc|vs|Dr|Mr|Mrs|Ms|Prof|St|No|p|pp|vol|al)\.$", re.IGNORECASE)


@lru_cache(8192)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text of words."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for found in _END.finditer(text):
        if not _SHORT.search(text[start : found.start()]):
            yield text[start : found.end()].strip()
            start = found.end()
    yield text[start:].strip()


class Finder:
    """Finds words in a file from a place on, each time after what it has found before."""

    def __init__(self, place: Place) -> None:
        self.start = place
        about = place.path.stat()
        self.text, self.rows = _rows(place.path, about.st_mtime_ns, about.st_size)
        self.at = self.rows[min(place.line, len(self.rows)) - 1] + place.column - 1

    def find(self, words: str) -> Place:
        """Return the place of some words, which may go on in the next line; the start, if they are not there."""
        found = re.compile(r"[\s>]+".join(map(re.escape, words.split()))).search(self.text, self.at)
        if not found:
            return self.start
        self.at = found.end()
        line = bisect_right(self.rows, found.start())
        return Place(self.start.path, line, found.start() - self.rows[line - 1] + 1)


@lru_cache(8)
def _rows(path: Path, _time: int, _size: int) -> tuple[str, list[int]]:
    """Return the text of a file as it is at a time, and where each of its lines starts."""
    text = read(path, None).decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text, [0, *(found.end() for found in re.finditer("\n", text))]


def marks(screen: Screen) -> Iterator[tuple[Prose, Token, list[str], Place]]:
    """Yield each mark of a screen: the run it stands in, its opening token, its words, and its place."""
    for run in screen.prose:
        for token, place in run.placed():
            if token.type == "container_mark_open" and token.info.strip():
                yield run, token, token.info.split(), place
