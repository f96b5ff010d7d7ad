"""Handouts: the printed summary, made from the same source as the screens. HTML first; its PDF is the same HTML."""

from dataclasses import dataclass

from markupsafe import Markup

from builder.model import Module, Source
from builder.render.environment import fill
from builder.render.screens import block_html, words_of
from builder.render.sources import numbers
from builder.render.text import Env, blocks
from builder.render.theme import colours
from builder.words import templates

# What a printed summary shows of a screen: its key points, and what is for paper only.
PRINTED = ("key", "handout")


@dataclass(frozen=True)
class Piece:
    """What paper shows of one screen."""

    title: str
    body: Markup


def summary(module: Module) -> str:
    """Return the summary handout as one HTML document with nothing outside it but its font."""
    about = module.about
    env = Env(module, numbers(module), "print", colours(), words_of(about.language))
    return fill(
        "print/summary.html",
        about.language,
        env=env,
        module=module,
        about=about,
        shared=module.shared,
        pieces=_pieces(env),
        sources=_sources(env),
        credits=[(module.shared.people[credit.who], credit) for credit in about.credits],
        style=(templates() / "print" / "print.css").read_text(encoding="utf-8"),
    )


def _pieces(env: Env) -> list[Piece]:
    pieces = []
    for lesson in env.module.lessons:
        for screen in lesson.screens:
            found = [block for prose in screen.prose for block in blocks(prose.tokens) if block.name in PRINTED]
            if found:
                pieces.append(Piece(screen.title, Markup("".join(block_html(block, env) for block in found))))
    return pieces


def _sources(env: Env) -> list[tuple[int, Source]]:
    return [(number, env.module.shared.sources[name]) for name, number in env.numbers.items()]
