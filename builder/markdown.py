"""A trainer's Markdown: CommonMark, tables, our marks (`:::note`) and citations (`[@REC-STF-02]`).

The tokens of markdown-it are the only tree there is. This room parses and turns tokens into plain
HTML; what a mark looks like is said where it is shown (`builder/render/text.py`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import cycle
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

CITATION = re.compile(r"\[@([A-Za-z0-9][\w.-]*(?:\s*;\s*@[A-Za-z0-9][\w.-]*)*)\]")
FEW_COLUMNS = 2  # as many as stand beside one another on a phone
_ROLES = {
    "table_open": "table",
    "thead_open": "rowgroup",
    "tbody_open": "rowgroup",
    "tr_open": "row",
    "th_open": "columnheader",
    "td_open": "cell",
}


def _citation(state: StateInline, silent: bool) -> bool:
    """Read `[@ID]` or `[@ID; @ID]` at this point of a line."""
    found = CITATION.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found[0]
        token.meta = {"sources": cited(found[0])}
    state.pos = found.end()
    return True


def _name_columns(state: StateCore) -> None:
    """Give each cell of a table of three columns or more the name of its column: a phone shows a row as a short list.

    The roles keep such a list a table for those who hear it. A head without words is an empty cell, in any table.
    """
    for start, token in enumerate(state.tokens):
        if token.type != "table_open":
            continue
        end = next(at for at in range(start, len(state.tokens)) if state.tokens[at].type == "table_close")
        table = state.tokens[start:end]
        names = [plain([table[at + 1]]) for at, one in enumerate(table) if one.type == "th_open"]
        for head, words, end_of_head in zip(table, table[1:], table[2:], strict=False):
            if head.type == "th_open" and not plain([words]):
                head.tag = end_of_head.tag = "td"
        columns = cycle(names)
        for one in table if len(names) > FEW_COLUMNS else ():
            if one.type in _ROLES:
                one.attrSet("role", _ROLES[f"{one.tag}_open"])
            if one.type == "td_open":
                one.attrSet("data-of", next(columns))


def _parser() -> MarkdownIt:
    """Return the parser. It lets HTML and every address through, so that they are seen and can be refused.

    Left out: headings by underlining, indented code, and `[name]: text`, which would vanish without a word.
    """
    md = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["lheading", "code", "reference"])
    md.validateLink = _every_address  # type: ignore[method-assign] # the parser is made to be changed so
    container_plugin(md, "mark", validate=lambda _parameters, _markup: True)
    md.inline.ruler.before("link", "citation", _citation)
    md.core.ruler.push("columns", _name_columns)
    return md


def _every_address(url: str) -> bool:  # noqa: ARG001 - the parser hands it over; checks/lines.py says which are refused
    return True


_MD = _parser()


# What was parsed is kept: many rules ask about the same lines, and at a save in the preview most are as before.
@lru_cache(1 << 12)
def parse(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text; block tokens know their 0-based lines (`map`)."""
    return tuple(_MD.parse(text.rstrip("\n") + "\n"))


@lru_cache(1 << 14)
def parse_inline(text: str) -> tuple[Token, ...]:
    """Return the tokens of a line such as an option's text: no blocks."""
    return tuple(_MD.parseInline(text)[0].children or ())


def cited(text: str) -> tuple[str, ...]:
    """Return the ids of all sources cited in a text, in order."""
    return tuple(one.strip().removeprefix("@") for found in CITATION.finditer(text) for one in found[1].split(";"))


def marks(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Yield each mark's opening token, with the tokens inside it."""
    for start, token in enumerate(tokens):
        if token.type == "container_mark_open" and token.info.strip():
            ends = (at for at in range(start + 1, len(tokens)) if tokens[at].type == "container_mark_close")
            yield token, tokens[start + 1 : next(ends, len(tokens))]


def flat(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield every token, and the tokens inside each line of text."""
    for token in tokens:
        yield token
        yield from token.children or ()


def picture_in(inline: Token) -> Token | None:
    """Return the picture that is all there is in a line of text, if so."""
    children = inline.children or []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def plain(tokens: Iterable[Token]) -> str:
    """Return only the words: no marks, citations, pictures or places of links."""
    parts: list[str] = []
    for token in flat(tokens):
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "citation":
            parts = ["".join(parts).rstrip()]  # the space before it goes with it
        elif "break" in token.type or (token.block and token.nesting <= 0):
            parts.append(" ")
    return re.sub(r"\s+", " ", "".join(parts)).strip()


@cache
def whole_words(forms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds words and their forms: whole, in any case, singular and plural, with a hyphen or a space."""
    found = "|".join(sorted(map(_form, forms), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{found})(?:['’]s|e?s['’]?)?(?!\w)", re.IGNORECASE)


def _form(words: str) -> str:
    parts = [re.sub("['’]", "['’]", re.escape(part)) for part in re.split(r"[\s-]+", words)]
    return r"[\s-]+".join(parts)


def is_html(token: Token) -> bool:
    """Say whether a token is raw HTML."""
    return token.type in ("html_block", "html_inline")


Rule = Callable[[Sequence[Token], int, dict[str, Any]], str]


def renderer(rules: dict[str, Rule]) -> Callable[[Sequence[Token], dict[str, Any]], str]:
    """Return a function that turns tokens into HTML, with `rules` for the tokens a room shows its own way.

    A rule takes (tokens, index, env) and returns HTML; env is handed through to every rule.
    """
    html = RendererHTML()
    own = {"html_block": _nothing, "html_inline": _nothing, **rules}
    for name, rule in own.items():
        html.rules[name] = _adapted(rule)

    def render(tokens: Sequence[Token], env: dict[str, Any]) -> str:
        """Return block tokens, or the tokens of one line, as HTML."""
        if tokens and not any(token.block for token in tokens):
            return html.renderInline(tokens, _MD.options, env)
        return html.render(tokens, _MD.options, env)

    return render


def _nothing(_tokens: Sequence[Token], _index: int, _env: dict[str, Any]) -> str:
    return ""


def _adapted(rule: Rule) -> Any:
    return lambda tokens, index, _options, env: rule(tokens, index, env)
