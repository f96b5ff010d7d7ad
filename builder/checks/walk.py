"""What rules walk over: every piece of a module's text, with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from builder.markdown import parse_inline
from builder.model import Module, Prose, Screen
from builder.placed import Steps
from builder.problems import Place

ABOUT, BOARD = "module.yaml", "board.yaml"


@dataclass(frozen=True)
class Spot:
    """A token where it stands: in a run of Markdown, or (`run` is None) in one line of YAML."""

    token: Token
    place: Place
    run: Prose | None = None

    def of(self, words: str) -> Place:
        """Return the place of some words in it, as near as can be said."""
        return self.run.find(words, self.place) if self.run else self.place


def prose(module: Module) -> Iterator[Prose]:
    """Yield every run of Markdown, in order."""
    for screen in module.screens:
        yield from screen.prose


def tokens(module: Module) -> Iterator[Spot]:
    """Yield every token of every text that may hold Markdown: lessons, transcripts, questions, the board."""
    for run in (*prose(module), *(one.transcript for one in module.recordings)):
        yield from (Spot(token, place, run) for token, place in run.placed())
    for text, place in lines(module):
        yield from (Spot(token, place) for token in parse_inline(text))


def lines(module: Module) -> Iterator[tuple[str, Place]]:
    """Yield every text of one line that may hold Markdown: what questions say, and the lines of the board."""
    for asked in module.questions:
        yield from ((text, asked.at(at)) for at, text in asked.question.texts())
    for index, line in enumerate(module.board.lines if module.board else ()):
        for name in ("text", "why"):
            yield getattr(line, name), module.place(BOARD, ("lines", index, name))


def typed(module: Module) -> Iterator[tuple[str, Place]]:
    """Yield every text of module.yaml that is shown as it is typed."""
    about = module.about
    texts: list[tuple[Steps, str]] = [
        ((name,), getattr(about, name)) for name in ("title", "summary", "audience", "edition")
    ]
    texts += [(("contact", "text"), about.contact.text)]
    texts += [(("outcomes", index, "text"), one.text) for index, one in enumerate(about.outcomes)]
    texts += [(("credits", index, "did"), one.did) for index, one in enumerate(about.credits)]
    yield from ((text, module.place(ABOUT, at)) for at, text in texts)


def marks(screen: Screen) -> Iterator[tuple[Prose, Token, list[str], Place]]:
    """Yield each mark of a screen: the run it stands in, its opening token, its words, and its place."""
    for run in screen.prose:
        for token, place in run.placed():
            if token.type == "container_mark_open" and token.info.strip():
                yield run, token, token.info.split(), place
