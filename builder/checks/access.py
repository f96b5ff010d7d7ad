"""What people who do not see a page, or see it differently, need from the words of a lesson."""

import re
from collections.abc import Iterator

from builder.checks import walk
from builder.markdown import plain
from builder.model import Module
from builder.problems import Place, Problem, quoted

_OF_WHAT = re.compile(
    r"(an? |the )?(image|picture|photo|photograph|graphic|drawing|icon|screenshot)( of\b|:|$)", re.IGNORECASE
)
_FILE = re.compile(r"^[\w-]+\.(png|jpe?g|svg|gif|webp)$|^(img|dsc|image|picture|screenshot)[\s_-]*\d+$", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_COLOUR = re.compile(
    r"\b(the|in|marked|shown|all|any) (red|green|yellow|orange|amber|blue|purple|pink)\b "
    r"(text|words?|lines?|box(es)?|ones?|items?|buttons?|parts?|rows?|areas?|circles?|dots?)\b",
    re.IGNORECASE,
)
HEADING_WORDS = 8


def pictures_are_told(module: Module) -> Iterator[Problem]:
    """A101 alt-words (warning): The words for a picture say what it shows. That it is a picture, whoever hears them
    knows already; and the name of a file tells nothing.
    """
    for run in walk.prose(module):
        for token, place in run.placed():
            words = token.content.strip() if token.type == "image" else ""
            if _FILE.search(words):
                yield Problem("A101", place, f"{quoted(words)} is the name of a file", "say what it shows", "warning")
            elif found := _OF_WHAT.match(words):
                hint = f"leave {quoted(found[0])} out, and say what it shows"
                yield Problem("A101", place, "That this is a picture is known already", hint, "warning")


def links_can_be_told_apart(module: Module) -> Iterator[Problem]:
    """A102 bare-address (warning): The words of a link are no address: a screen reader would spell it out.

    A103 link-twice (warning): The same words lead to the same place: in a list of links they are all there is.
    """
    seen: dict[str, tuple[str, Place]] = {}
    for words, address, place in _links(module):
        if _ADDRESS.fullmatch(words):
            hint = "write words for it: [the words](https://…)"
            yield Problem("A102", place, f"The words of this link are an address: {quoted(words, 40)}", hint, "warning")
        first, where = seen.setdefault(words.lower(), (address, place))
        if words and first != address:
            message = f"{quoted(words)} leads somewhere else on line {where.line} of {where.path.name}"
            yield Problem("A103", place, message, "give each its own words", "warning")


def _links(module: Module) -> Iterator[tuple[str, str, Place]]:
    """Yield the words, the address and the place of each link."""
    inside, address, start = list[str](), "", None
    for spot in walk.tokens(module):
        if spot.token.type == "link_open":
            inside, address, start = [], str(spot.token.attrGet("href") or ""), spot.place
        elif spot.token.type == "link_close" and start:
            yield " ".join("".join(inside).split()), address, start
            start = None
        elif start:
            inside.append(plain([spot.token]) if spot.token.type != "softbreak" else " ")


def headings_are_headings(module: Module) -> Iterator[Problem]:
    """A104 bold-heading (warning): What looks like a heading is one: a short line in bold cannot be found by those who
    go by headings.
    """
    for run in walk.prose(module):
        for before, token in zip(run.tokens, run.tokens[1:], strict=False):
            if before.type != "paragraph_open" or before.level or token.type != "inline":
                continue
            children = [one for one in token.children or () if one.type != "text" or one.content.strip()]
            bold = [index for index, one in enumerate(children) if one.type.startswith("strong")]
            words = plain([token])
            if bold == [0, len(children) - 1] and len(words.split()) <= HEADING_WORDS and words[-1:] not in ".!?":
                place = run.source.place(token.map[0] if token.map else 0, 0)
                yield Problem("A104", place, "This looks like a heading and is none", f"write ### {words}", "warning")


def tables_have_heads(module: Module) -> Iterator[Problem]:
    """A105 table-heads (warning): Each column of a table has a heading, but for the first, whose cells may be headings
    themselves. A screen reader says it with every cell.
    """
    for run in walk.prose(module):
        column = 0
        for token, words in zip(run.tokens, run.tokens[1:], strict=False):
            column = 0 if token.type == "tr_open" else column + (token.type == "th_open")
            if token.type == "th_open" and column > 1 and not plain([words]):
                line = next((one.map[0] for one in (words, token) if one.map), 0)
                place = run.source.place(line, 0)
                yield Problem("A105", place, f"Column {column} of this table has no heading", "write one", "warning")


def colours_do_not_speak_alone(module: Module) -> Iterator[Problem]:
    """A106 colour-alone (warning): Nothing is named by its colour alone: many people see another one, or none."""
    for said in walk.said(module):
        for found in _COLOUR.finditer(said.words):
            hint = "say its words or its place as well"
            place = walk.Finder(said.place).find(found[0])
            yield Problem("A106", place, f"This is named by its colour alone: {quoted(found[0])}", hint, "warning")


RULES = (
    pictures_are_told,
    links_can_be_told_apart,
    headings_are_headings,
    tables_have_heads,
    colours_do_not_speak_alone,
)
