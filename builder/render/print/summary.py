"""The summary: what each screen comes to, on two to four pages.

Nothing on paper is laid out by chance: pieces of text stand in rows of two, so that a reader's eye and a screen
reader go the same way, and a row is never split between pages. A piece with a picture has a row to itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from markdown_it.token import Token
from markupsafe import Markup

from builder.consent import STORY
from builder.glossary import terms_in
from builder.markdown import parse_inline, plain
from builder.model import TALL, Module, Picture, Screen
from builder.render import drawing
from builder.render.print.questions import APART
from builder.render.print.sheet import A5, LARGE, STANDARD, Kind
from builder.render.screens import block_html, recording_on_paper
from builder.render.text import Block, Env, blocks, html_of, picture_in

# What a printed summary shows of a screen: its key points, what is for paper only, and stories as their tellers agreed.
PRINTED = ("key", "handout", STORY)
NOTE = "content-note"


Lies = Literal["", "tall", "wide", "sheet"]


@dataclass(frozen=True)
class Piece:
    """What paper shows of one screen; `lies` says how a picture in it lies, or that it is a sheet to fill in.

    `note` is the screen's content note, which stands before it.
    """

    title: str
    note: Markup
    figures: Markup
    body: Markup
    lies: Lies

    @property
    def has_table(self) -> bool:
        """Say whether there is a table in it, which takes the whole width where it can."""
        return "<table" in self.body


def _values(env: Env) -> dict[str, Any]:
    return {"rows": list(_rows(_pieces(env))), "terms": terms_in(env.module)}


def left_out(module: Module) -> list[str]:
    """Return the screens of which the summary prints nothing, by id; the copy to review has all of them."""
    screens = (screen for lesson in module.lessons for screen in lesson.screens)
    return [screen.id for screen in screens if not any(one.name in PRINTED for one in _blocks(screen))]


def _blocks(screen: Screen) -> list[Block]:
    return [block for prose in screen.prose for block in blocks(prose.tokens)]


def _rows(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces in twos; one with a picture or a sheet to fill in has a row to itself."""
    waiting: list[Piece] = []
    for piece in pieces:
        if waiting and (piece.lies or len(waiting) == 2):
            yield waiting
            waiting = []
        if piece.lies:
            yield [piece]
        else:
            waiting.append(piece)
    if waiting:
        yield waiting


def _pieces(env: Env) -> Iterator[Piece]:
    for lesson in env.module.lessons:
        for screen in lesson.screens:
            found = _blocks(screen)
            printed = [block for block in found if block.name in PRINTED]
            note = [token for block in found if block.name == NOTE for token in block.tokens]
            sheets = [block for block in printed if is_sheet(block)]
            others = [block for block in printed if block not in sheets]
            if others:
                yield _piece(screen, note, others, env)
            for block in sheets:
                yield _sheet(screen, [] if others else note, block, env)


def is_sheet(block: Block) -> bool:
    """Say whether it is for paper only and has a table to fill in."""
    return block.name == "handout" and any(token.type == "table_open" for token in block.tokens)


def _sheet(screen: Screen, note: list[Token], block: Block, env: Env) -> Piece:
    """Return what is for paper only and has a table to fill in, under the heading it begins with."""
    tokens = list(block.tokens)
    title = screen.title
    if tokens[0].type == "heading_open":
        title, tokens = plain([tokens[1]]), [_higher(token) for token in tokens[3:]]
    return Piece(title, Markup(html_of(note, env)), Markup(""), Markup(_addressed(html_of(tokens, env))), "sheet")


def _higher(token: Token) -> Token:
    return token.copy(tag="h3") if token.tag == "h4" else token


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
    tall = any(_ratio(one) > TALL for one in pictures)
    lies: Lies = "" if not pictures else "tall" if tall else "wide"
    played = (recording_on_paper(one, env) for one in screen.recordings)
    together = (_together(one.ask, env) for one in screen.questions if one.type == APART)
    body = Markup(_addressed("".join(words)) + "".join((*played, *together)))
    return Piece(screen.title, Markup(html_of(note, env)), Markup(html_of(figures, env)), body, lies)


def _ratio(picture: Picture) -> float:
    """Return how high a picture is, in parts of its width."""
    wide, high = picture.size or (1, 0)
    return drawing.ratio(picture.data) if picture.is_drawing else high / wide


def _together(ask: str, env: Env) -> str:
    """Return where a team's checklist is to be found."""
    title = plain(parse_inline(ask))
    return Markup('<p class="recording">{}</p>').format(env.words("print-checklist", title=title))


def _addressed(text: str) -> str:
    """Return HTML in which the address of a link to the web can be read."""

    def shown(link: re.Match[str]) -> str:
        bare = link[1].removeprefix("https://").removeprefix("http://")
        return link[0] if bare in link[2] else f'{link[2]} (<a href="{link[1]}">{bare}</a>)'

    return re.sub(r'<a href="(https?://[^"]*)"[^>]*>(.*?)</a>', shown, text)


SUMMARY = Kind("summary", _values, editions=(STANDARD, LARGE, A5), closes=False)
CARD = Kind("card", lambda env: {} if env.module.board else None, editions=(STANDARD, LARGE, A5), closes=False)
