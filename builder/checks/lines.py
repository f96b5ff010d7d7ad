"""What stands in a line of text: no HTML, links that lead somewhere, sources and pictures that are understood."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it.token import Token

from builder.checks import walk
from builder.markdown import is_html, parse_inline, plain
from builder.model import Module
from builder.problems import HIDDEN, Problem, quoted

_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+", re.IGNORECASE)
_LIKE_A_LINK = re.compile(r"!?\[[^\[\]]*\]\(")
_LIKE_A_SOURCE = re.compile(r"\[@[^\]]*\]?|\[([A-Za-z0-9][\w.-]*)\]")
# Control signs that no entity stands for; raw ones are found where the file is read, alone or in garbled letters.
_C1 = re.compile("[\x80-\x9f]")
_SAYS_NOTHING = {"here", "click here", "this", "this link", "link", "more", "read more", "this page", "website"}


def no_raw_html(module: Module) -> Iterator[Problem]:
    """M105 html: HTML and script are refused; Markdown and the marks say everything a lesson needs."""
    hint = "write it in Markdown, as modules/README.md shows; for the sign < itself write &lt;"
    for spot in walk.tokens(module):
        if is_html(spot.token) and not spot.token.content.startswith("</"):
            tag = spot.token.content.partition(">")[0].strip()
            yield Problem("M105", spot.place, f"HTML is not used here: {quoted(f'{tag}>', 40)}", hint)


def no_hidden_signs(module: Module) -> Iterator[Problem]:
    """M170 hidden-entity: A text holds no sign that nobody can see, also not one written as `&#x202E;`."""
    for said in walk.said(module):
        if found := HIDDEN.search(_C1.sub("", said.words)):
            message = f"A sign is written here that is no letter (U+{ord(found[0]):04X})"
            yield Problem("M170", said.place, message, "take out what starts with &# and ends with a semicolon")


def module_yaml_is_plain(module: Module) -> Iterator[Problem]:
    """M132 signs-in-yaml: What module.yaml says is shown as it is typed; Markdown and HTML would show their signs."""
    for text, place in walk.typed(module):
        if any(token.type not in ("text", "text_special", "softbreak") for token in parse_inline(text)):
            hint = "leave out bold, links, sources and HTML here"
            yield Problem("M132", place, "This text is shown as it is typed, signs and all", hint)


def links_lead_somewhere(module: Module) -> Iterator[Problem]:
    """M120 link-nowhere (links): A link leads to a whole web address, a mail address, or a screen of this module."""
    known = {f"#{screen.id}" for screen in module.screens}
    for spot in walk.tokens(module):
        address = unquote(str(spot.token.attrGet("href") or ""))
        if spot.token.type == "link_open" and address not in known and not _ADDRESS.fullmatch(address):
            hint = "write a whole address, https://… or mailto:…, or # and the id of a screen"
            yield Problem("M120", spot.place, f"This link leads nowhere: {quoted(address, 40)}", hint)


def links_say_where_they_go(module: Module) -> Iterator[Problem]:
    """M121 empty-link (accessibility): A link has words, or nobody could see it or hear it.

    M133 link-words (accessibility, warning): The words of a link say where it goes, also to somebody who hears only the
    links: a list of "here" and "more" is no help.
    """
    inside: list[Token] = []
    start = None
    for spot in walk.tokens(module):
        if spot.token.type == "link_open":
            inside, start = [], spot.place
        elif spot.token.type != "link_close":
            inside.append(spot.token)
        elif start and not plain(inside):
            yield Problem("M121", start, "This link has no words", "write them between the square brackets: […](…)")
        elif start and plain(inside).lower().strip(" .:") in _SAYS_NOTHING:
            message = f"The words of this link, {quoted(plain(inside))}, do not say where it goes"
            yield Problem("M133", start, message, "name what it leads to", "warning")


def links_and_sources_are_understood(module: Module) -> Iterator[Problem]:
    """M122 odd-link (links): What looks like a link or a picture is one.

    M123 odd-source (links): What looks like a source is one.
    """
    for spot in walk.tokens(module):
        text = spot.token.content if spot.token.type == "text" else ""
        for found in _LIKE_A_LINK.finditer(text):
            hint = "write ![what it shows](pictures/name.svg) or [words](https://…), with no space between ( and )"
            yield Problem("M122", spot.of(found[0]), "This link or picture is not understood", hint)
        for found in _LIKE_A_SOURCE.finditer(text):
            if found[1] is None or found[1] in module.shared.sources:
                message = f"This source is not understood: {quoted(found[0], 40)}"
                yield Problem("M123", spot.of(found[0]), message, "write [@T20], or for several [@T20; @T21]")


def lines_hold_no_pictures(module: Module) -> Iterator[Problem]:
    """M125 picture-in-line: Pictures stand on screens, not in questions and not on the board."""
    for text, place in walk.lines(module):
        if any(token.type == "image" for token in parse_inline(text)):
            yield Problem("M125", place, "A picture does not stand here", "put it on the screen, above the question")


RULES = (
    no_raw_html,
    no_hidden_signs,
    module_yaml_is_plain,
    links_lead_somewhere,
    links_say_where_they_go,
    links_and_sources_are_understood,
    lines_hold_no_pictures,
)
