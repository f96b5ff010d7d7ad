"""Markdown tokens to HTML: how a trainer's text, marks, pictures and citations look on a page or on paper."""

import base64
import html
import mimetypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Literal

from markdown_it.token import Token

from builder.markdown import cited, parse_inline, renderer
from builder.markdown import picture_in as picture_in
from builder.model import Module
from builder.render import drawing


@dataclass(frozen=True)
class Env:
    """What text needs to know about where it stands; `drawn` numbers the drawings of a page."""

    module: Module
    numbers: Mapping[str, int]
    medium: Literal["page", "print"]
    colours: Mapping[str, str]
    words: Callable[..., str]
    screen: str = ""
    drawn: Iterator[int] = field(default_factory=lambda: count(1))

    def at(self, screen: str) -> "Env":
        """Return the same for another screen."""
        return replace(self, screen=screen)


@dataclass(frozen=True)
class Block:
    """A mark (`name` such as "key", `words` after it) or a run of plain text (`name` is ""), with its tokens."""

    name: str
    words: tuple[str, ...]
    tokens: tuple[Token, ...]


def blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Yield the runs of text and the marks of a piece of prose, in order."""
    run: list[Token] = []
    mark: Token | None = None
    for token in tokens:
        if token.type not in ("container_mark_open", "container_mark_close"):
            run.append(token)
            continue
        if mark is not None:
            name, *words = mark.info.split()
            yield Block(name, tuple(words), tuple(run))
        elif run:
            yield Block("", (), tuple(run))
        mark, run = (token if token.nesting > 0 else None), []
    if run:
        yield Block("", (), tuple(run))


def html_of(tokens: Sequence[Token], env: Env) -> str:
    """Return tokens as HTML."""
    return _render(tokens, {"env": env})


def line(text: str, env: Env) -> str:
    """Return one line of text (an option, a feedback) as HTML, with no paragraph around it."""
    return _render(parse_inline(text), {"env": env})


def cite(names: Sequence[str], env: Env) -> str:
    """Return the numbers of sources as links to the list they stand in."""
    numbers = sorted({env.numbers[env.module.shared.base(name).id] for name in names})
    where = f"{env.screen}-" if env.medium == "page" else ""
    links = ", ".join(
        f'<a href="#{where}source-{number}"><span class="unseen">{env.words("source")} </span>{number}</a>'
        for number in numbers
    )
    return f'<sup class="cite">[{links}]</sup>'


def _citation(tokens: Sequence[Token], index: int, env: dict[str, Any]) -> str:
    return cite(cited(tokens[index].content), env["env"])


def _term(tokens: Sequence[Token], index: int, env: dict[str, Any]) -> str:
    """Return the meaning of a word, below the text that uses it first: there for everybody, with nothing to open."""
    term = tokens[index].meta["term"]
    name = html.escape(term.id[:1].upper() + term.id[1:])
    means = f"{line(term.means, env['env'])} {cite(term.source, env['env'])}"
    return f'<p class="term" role="note"><dfn>{name}</dfn>: {means}</p>\n'


def _image(tokens: Sequence[Token], index: int, env: dict[str, Any]) -> str:
    here: Env = env["env"]
    token = tokens[index]
    picture = here.module.pictures[str(token.attrGet("src"))]
    described = " ".join(token.content.split())
    description = html.escape(described)
    if here.medium == "page" and picture.is_drawing:
        return drawing.on_page(picture, described, f"P{next(here.drawn)}_")  # no id of a trainer has a capital
    if here.medium == "page":
        width, height = picture.size or (0, 0)
        lazy = "" if here.screen == here.module.screens[0].id else ' loading="lazy"'
        return f'<img src="{picture.href}" alt="{description}" width="{width}" height="{height}"{lazy}>'
    data = drawing.in_print(picture.data, dict(here.colours)) if picture.is_drawing else picture.data
    kind = mimetypes.guess_type(picture.href)[0]
    return f'<img src="data:{kind};base64,{base64.b64encode(data).decode()}" alt="{description}">'


def _alone(tokens: Sequence[Token], index: int) -> Token | None:
    """Return the picture that is all there is in the paragraph around `index`, if so."""
    return picture_in(tokens[index + tokens[index].nesting])


def _paragraph_open(tokens: Sequence[Token], index: int, _env: dict[str, Any]) -> str:
    if tokens[index].hidden:
        return ""
    return '<figure class="picture">' if _alone(tokens, index) else "<p>"


def _paragraph_close(tokens: Sequence[Token], index: int, _env: dict[str, Any]) -> str:
    if tokens[index].hidden:
        return ""
    picture = _alone(tokens, index)
    if not picture:
        return "</p>\n"
    caption = html.escape(str(picture.attrGet("title") or ""))
    return (f"<figcaption>{caption}</figcaption>" if caption else "") + "</figure>\n"


def _table_open(tokens: Sequence[Token], index: int, _env: dict[str, Any]) -> str:
    wide = ' class="wide" role="table"' if tokens[index].attrGet("role") else ""
    return f'<div class="table"><table{wide}>\n'


def _table_close(_tokens: Sequence[Token], _index: int, _env: dict[str, Any]) -> str:
    return "</table></div>\n"


_render = renderer(
    {
        "citation": _citation,
        "image": _image,
        "term": _term,
        "paragraph_open": _paragraph_open,
        "paragraph_close": _paragraph_close,
        "table_open": _table_open,
        "table_close": _table_close,
    }
)
