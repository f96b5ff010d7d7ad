"""The review copy: all of a module on paper, each paragraph with a number, so that its co-producers need no tool."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from builder.model import Asked, Prose, Screen
from builder.render.environment import fill
from builder.render.print.sheet import Kind
from builder.render.screens import block_html, recording_on_paper
from builder.render.text import Env, blocks


@dataclass(frozen=True)
class Whole:
    """A screen with all that stands on it, in order."""

    title: str
    body: Markup


def _values(env: Env) -> dict[str, Any]:
    return {"screens": list(_screens(env))}


def _screens(env: Env) -> Iterator[Whole]:
    for lesson in env.module.lessons:
        for screen in lesson.screens:
            yield Whole(screen.title, _body(screen, env))
    for number, asked in enumerate(env.module.quiz, start=1):
        title = env.words("question-title", number=number, count=len(env.module.quiz))
        yield Whole(title, _asked(asked, env))


def _body(screen: Screen, env: Env) -> Markup:
    found = []
    for part in screen.parts:
        if isinstance(part, Asked):
            found.append(_asked(part, env))
        elif isinstance(part, Prose):
            found += [_block(block, env) for block in blocks(part.tokens)]
        else:
            found.append(Markup(recording_on_paper(part, env)))
    return Markup("").join(found)


def _block(block: Any, env: Env) -> Markup:
    """Return a mark with its name in words, because on this copy nothing else tells what it is."""
    name = Markup('<p class="mark-is">{}</p>').format(env.words(f"review-{block.name}")) if block.name in NAMED else ""
    return Markup(name) + Markup(block_html(block, env))


def _asked(asked: Asked, env: Env) -> Markup:
    values = {"env": env, "question": asked.question}
    return Markup(fill("print/asked.html", env.module.about.language, **values))


NAMED = ("content-note", "instead", "handout", "note")
REVIEW = Kind("review", _values)
