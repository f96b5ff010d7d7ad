"""A screen as templates see it: its marks and questions as HTML, its content note apart, its sources numbered."""

import math
import mimetypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from markdown_it.token import Token
from markupsafe import Markup

from builder.consent import STORY
from builder.model import Asked, Recording, Screen, Source
from builder.questions.question import Question, Saved
from builder.render.environment import fill
from builder.render.sources import cited_on, numbered
from builder.render.text import Block, Env, blocks, cite, html_of
from builder.words import say

NOTE, INSTEAD = "content-note", "instead"
SHAPES = {"wide": (16, 9), "classic": (4, 3), "square": (1, 1), "upright": (9, 16)}


@dataclass(frozen=True)
class View:
    """One screen, ready for a template.

    `note` is its content note, if it has one, and `instead` what its author wrote for those who go round it; `asks`
    says whether any question stands on it, and `saved` holds those whose answers are saved.
    """

    id: str
    title: str
    lesson: str
    note: Markup | None
    instead: Markup | None
    body: Markup
    asks: bool
    saved: tuple[Saved, ...]
    sources: tuple[tuple[int, Source], ...]


def views(env: Env) -> Iterator[View]:
    """Yield every screen of the module as it stands on the page."""
    module = env.module
    for lesson in module.lessons:
        for screen in lesson.screens:
            yield _view(screen, screen.title, lesson.title, env.at(screen.id))
    quiz = module.screens[-len(module.quiz) :] if module.quiz else ()
    for number, screen in enumerate(quiz, start=1):
        title = env.words("question-title", number=number, count=len(quiz))
        yield _view(screen, title, env.words("quiz"), env.at(screen.id))


def _view(screen: Screen, title: str, lesson: str, env: Env) -> View:
    apart: dict[str, Markup] = {}
    body = []
    for part in screen.parts:
        if isinstance(part, Asked):
            body.append(question_html(part.question, env))
            continue
        if isinstance(part, Recording):
            body.append(recording_html(part, env))
            continue
        for block in blocks(part.tokens):
            if block.name in (NOTE, INSTEAD):
                apart[block.name] = Markup(html_of(block.tokens, env))
            elif block.name != "handout":
                body.append(block_html(block, env))
    named = cited_on(screen, env.module)
    sources = tuple(numbered(named, env.module, dict(env.numbers)))
    text, asks = Markup("".join(body)), bool(screen.questions)
    return View(screen.id, title, lesson, apart.get(NOTE), apart.get(INSTEAD), text, asks, tuple(screen.saved), sources)


def block_html(block: Block, env: Env) -> str:
    """Return a mark through its template in `templates/marks/`, or plain text as it is."""
    if not block.name:
        return html_of(block.tokens, env)
    values: dict[str, Any] = {"words": block.words, "board": env.module.board, "source": None}
    tokens = block.tokens
    if block.name == "quote":
        source, tokens = _first_line(tokens)
        values["source"] = env.module.shared.base(source)
        values["kind"] = env.module.shared.sources[source].kind
        values["cite"] = Markup(cite([source], env))
    if block.name == STORY:
        who, tokens = _first_line(tokens)
        person = env.module.shared.people[who]
        values["name"] = person.shown
        values["prints"] = person.may_stand("print")
    values["inside"] = Markup(html_of(tokens, env))
    return _fill(f"marks/{block.name}.html", env, values)


def _first_line(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]]:
    """Return the source a quotation names, or whose a story is, and the tokens without that line."""
    inline = tokens[1]
    found = re.match(r"(?:source|who):\s*(\S+)", inline.content)
    if not found:
        return "", tuple(tokens)
    first, *rest = inline.children or []
    after = first.content[found.end() :].strip()
    rest = [first.copy(content=after), *rest] if after else rest[1:]
    kept = (tokens[0], inline.copy(children=rest), *tokens[2:]) if rest else tokens[3:]
    return found[1], tuple(kept)


def question_html(question: Question, env: Env) -> str:
    """Return a question as it stands on the page."""
    template = "question" if isinstance(question, Saved) else "own"
    return _fill(f"page/{template}.html", env, {"question": question})


def recording_html(recording: Recording, env: Env) -> str:
    """Return a film or a sound as it stands on the page, with its transcript.

    Captions stand in the page itself: browsers take none from a file beside a page that was double-clicked, and some
    servers do not hand out files that end in .vtt.
    """
    poster = env.module.pictures[recording.poster] if recording.poster else None
    values = {
        "recording": recording,
        "kind": mimetypes.guess_type(recording.path.name)[0],
        "captions": "data:text/vtt;charset=utf-8," + quote(recording.captions, safe=" :,.!?'()/;=>-"),
        "transcript": Markup(html_of(recording.transcript.tokens, env)),
        "shape": _nearest_shape(*recording.shape or (poster and poster.size) or SHAPES["wide"]),
    }
    return _fill("page/recording.html", env, values)


def recording_on_paper(recording: Recording, env: Env) -> str:
    """Return where a film or a sound is to be seen or heard."""
    return _fill("print/recording.html", env, {"said": recording.said})


def _nearest_shape(width: int, height: int) -> str:
    """Return the shape that comes nearest: the page keeps that much room for a film before any of it is there."""
    return min(SHAPES, key=lambda name: abs(math.log(width / height * SHAPES[name][1] / SHAPES[name][0])))


def _fill(template: str, env: Env, values: dict[str, Any]) -> str:
    return fill(template, env.module.about.language, env=env, module=env.module, **values)


def words_of(language: str) -> Callable[..., str]:
    """Return the function that says a word of the templates in a language."""
    return partial(say, language, "text")
