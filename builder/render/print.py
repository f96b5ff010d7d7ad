"""Handouts: the printed summary, made from the same source as the screens. HTML first; its PDF is the same HTML.

Nothing on paper is laid out by chance: pieces of text stand in rows of two, so that a reader's eye and a screen
reader go the same way, and a row is never split between pages. A piece with a picture has a row to itself.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it.token import Token
from markupsafe import Markup

from builder.consent import STORY
from builder.glossary import terms_in
from builder.model import Module, Screen, Source
from builder.render import drawing
from builder.render.environment import fill
from builder.render.people import credited, history
from builder.render.screens import block_html, words_of
from builder.render.sources import numbers
from builder.render.text import Block, Env, blocks, html_of, picture_in
from builder.render.theme import colours, sheet
from builder.words import long_date, templates

# What a printed summary shows of a screen: its key points, what is for paper only, and stories as their tellers agreed.
PRINTED = ("key", "handout", STORY)
NOTE = "content-note"
SHAPES = ("can", "cannot", "check")
TALL = 0.6  # a picture higher than this part of its width has its text beside it, a flatter one below


@dataclass(frozen=True)
class Piece:
    """What paper shows of one screen; `picture` says how a picture in it lies, and is empty where there is none.

    `note` is the screen's content note, which stands before it.
    """

    title: str
    note: Markup
    figures: Markup
    body: Markup
    picture: Literal["", "tall", "wide"]


def summary(module: Module) -> str:
    """Return the summary handout as one HTML document with nothing outside it but its font."""
    about = module.about
    env = Env(module, numbers(module), "print", colours(), words_of(about.language))
    page = fill(
        "print/summary.html",
        about.language,
        env=env,
        module=module,
        about=about,
        shared=module.shared,
        rows=list(_rows(_pieces(env))),
        sources=_sources(env),
        read=_read(env),
        credits=list(credited(env)),
        history=list(history(env)),
        terms=terms_in(module),
        style=Markup(_style(env)),
        screen_style=Markup(sheet() + _text("screen.css")),
    )
    return _on_paper(page)


def _rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces in twos; one with a picture has a row to itself."""
    waiting: list[Piece] = []
    for piece in pieces:
        if waiting and (piece.picture or len(waiting) == 2):
            yield waiting
            waiting = []
        if piece.picture:
            yield [piece]
        else:
            waiting.append(piece)
    if waiting:
        yield waiting


def _pieces(env: Env) -> Iterator[Piece]:
    for lesson in env.module.lessons:
        for screen in lesson.screens:
            found = [block for prose in screen.prose for block in blocks(prose.tokens)]
            printed = [block for block in found if block.name in PRINTED]
            note = [token for block in found if block.name == NOTE for token in block.tokens]
            if printed:
                yield _piece(screen, note, printed, env)


def _piece(screen: Screen, note: list[Token], printed: Iterable[Block], env: Env) -> Piece:
    """Return a piece with its pictures apart from its words, and what there is to see or hear on the screen named."""
    figures: list[Token] = []
    words: list[str] = []
    for block in printed:
        if block.name == STORY:
            words.append(block_html(block, env))
            continue
        tokens = list(block.tokens)
        rest: list[Token] = []
        while tokens:
            outer = tokens[0].level == block.tokens[0].level
            size = 3 if outer and tokens[1:] and picture_in(tokens[1]) else 1
            (figures if size == 3 else rest).extend(tokens[:size])
            tokens = tokens[size:]
        words.append(html_of(rest, env))
    names = [str(found.attrGet("src")) for token in figures if (found := picture_in(token))]
    pictures = [env.module.pictures[name] for name in names]
    tall = any(one.is_drawing and drawing.ratio(one.data) > TALL for one in pictures)
    lies: Literal["", "tall", "wide"] = "" if not pictures else "tall" if tall else "wide"
    played = (fill("print/recording.html", env.module.about.language, said=one.said) for one in screen.recordings)
    body = Markup(_addressed("".join(words)) + "".join(played))
    return Piece(screen.title, Markup(html_of(note, env)), Markup(html_of(figures, env)), body, lies)


def _addressed(text: str) -> str:
    """Return HTML in which the address of a link to the web can be read."""

    def shown(link: re.Match[str]) -> str:
        bare = link[1].removeprefix("https://").removeprefix("http://")
        return link[0] if bare in link[2] else f'{link[2]} (<a href="{link[1]}">{bare}</a>)'

    return re.sub(r'<a href="(https?://[^"]*)"[^>]*>(.*?)</a>', shown, text)


def _on_paper(text: str) -> str:
    """Return HTML as paper wants it: no links to screens, and the number of a source beside the word before it.

    Without a space, because a no-break space makes WeasyPrint break the line after its first word.
    """
    text = re.sub(r'<a href="#[^"]*">(?!<span class="unseen">)(.*?)</a>', r"\1", text)
    return re.sub(r'\s+(<sup class="cite")', r"\1", text)


def _sources(env: Env) -> list[tuple[int, Source]]:
    return [(number, env.module.shared.sources[name]) for name, number in env.numbers.items()]


def _read(env: Env) -> str:
    """Return when the sources were read, if it is the same for all of them: then it need not be said at each."""
    found = {(one.copied or "live", one.read) for name in env.numbers if (one := env.module.shared.sources[name])}
    (how, date), *others = found or {("live", None)}
    return env.words(f"print-read-{how}", date=long_date(date)) if date and not others else ""


def _style(env: Env) -> str:
    """Return the style sheet of paper: the theme's light colours, the house's rules, the shapes, the page furniture."""
    tokens = "".join(f"--{name}:{value};" for name, value in env.colours.items())
    return "\n".join([f":root{{{tokens}}}", _text("print.css"), *map(_shape, SHAPES), _furniture(env)])


def _shape(name: str) -> str:
    data = base64.b64encode(drawing.in_print(_text(f"shapes/{name}.svg").encode(), colours())).decode()
    return f'.shape-{name}::before{{background-image:url("data:image/svg+xml;base64,{data}")}}'


def _furniture(env: Env) -> str:
    """Return what stands in the margins of every page; how it looks is said in print.css."""
    about, words = env.module.about, env.words
    edition, review = words("edition", edition=about.edition), words("review", date=long_date(about.review))
    foot = f"{about.title}\n{edition} · {review} · {words('print-old')}"
    page = words("print-page", page="{page}", pages="{pages}")
    counted = " ".join(
        f"counter({part[1:-1]})" if part[:1] == "{" else _quoted(part)
        for part in re.split(r"(\{pages?\})", page)
        if part
    )
    head = f"@top-left{{content:{_quoted(words('draft'))}}}" if env.module.is_draft else ""
    return f"@page{{{head}@bottom-left{{content:{_quoted(foot)}}}@bottom-right{{content:{counted}}}}}\n"


def _quoted(text: str) -> str:
    """Return a text as a CSS string that can stand inside a style element whatever it says."""
    return '"' + re.sub(r'[\\"<\n]', lambda one: f"\\{ord(one[0]):x} ", text) + '"'


def _text(name: str) -> str:
    return (templates() / "print" / name).read_text(encoding="utf-8")
