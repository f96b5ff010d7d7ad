"""Notations of other programs, which would show with all their signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder.checks.rows import Row, blocks
from builder.model import Module
from builder.problems import Problem, quoted

FIX = "; or let the tool do it: team-readiness check --fix"
_TO = r"(?:https?://|mailto:)[^\s()<>\[\]|]+"


@dataclass(frozen=True)
class _Notation:
    r"""Something written for another program: its code, how it looks, what is wrong, what to write.

    `hint` and `mend` may name groups of the pattern (`\1`). Addresses are hidden from it, unless it `sees` them.
    """

    code: str
    look: str
    message: str
    hint: str
    mend: str = ""
    sees: bool = False


def _signs() -> tuple[_Notation, ...]:
    """Return notations in a line of text.

    M154 footnote (warning): There are no footnotes. A source is cited where it is used, and anything else is said in
    the text.

    M155 task-list (warning): A list holds no boxes to tick. What a team ticks is a question of type `checklist`.

    M156 other-emphasis (warning): Emphasis is `**bold**`. Text is not struck through, marked or underlined: what does
    not hold is taken out.

    M157 formula (warning): There are no formulas between dollar signs: a formula is said in words.

    M159 emoji-code (warning): A picture sign is not written as its name between colons.
    """
    note = "take it out: cite a source as [@T20], and say anything else in the text"
    tick = "take the box out; a list that people tick is a question of type checklist"
    out = "take out what no longer holds, or leave it without the signs"
    bold = r"write \1, or **\1** for bold"
    say = "say it in words"
    return (
        _Notation("M154", r"\[\^[^\]\s]{1,40}\]:?", "Footnotes are not known here", note),
        _Notation("M154", r"【[^】\n]{1,60}】|:contentReference\[\S{1,60}\}", "Footnotes are not known here", note),
        _Notation("M155", r"^\[[ xX]?\][ \t]", "Boxes to tick are not known here", tick),
        _Notation("M156", r"(?<!~)~~(?=[^\s~])[^~\n]*(?<!\s)~~(?!~)", "Text is not struck through here", out),
        _Notation("M156", r"(?<![=\w])==(?=[^\s=])([^=\n]*)(?<!\s)==(?![=\w])", "Text is not marked here", bold),
        _Notation(
            "M156", r"(?<![+\w])\+\+(?=[^\s+])([^+\n]*)(?<!\s)\+\+(?![+\w])", "Text is not underlined here", bold
        ),
        _Notation(
            "M157", r"(?<![\w$])(\$\$?)(?=[^\s\d$])[^$\n]{1,200}(?<!\s)\1(?![\w$])", "Formulas are not known here", say
        ),
        _Notation(
            "M157",
            r"(?<![\w$])\$\d[^$\n]{0,60}[\\^_=][^$\n]{0,60}(?<!\s)\$(?![\w$])",
            "Formulas are not known here",
            say,
        ),
        _Notation(
            "M159",
            r"(?<![\w:/]):[a-z][a-z0-9_+-]+:(?![\w:/])",
            "Names of picture signs are not known here",
            "take it out, or put the sign itself there",
        ),
    )


def _lines() -> tuple[_Notation, ...]:
    """Return notations that a line starts with.

    M160 other-aside (warning): An aside is `:::note`, whatever other programs call it.

    M165 other-heading (warning): A heading inside a screen is `###` and a space; lines below it, and the notation of
    wikis, would show. `check --fix` adds a space that is missing.
    """
    aside = "Asides are written differently here"
    note = "write :::note on a line of its own, the text on the lines below, and ::: on the last"
    return (
        _Notation("M160", r'^(?:!!!|\?\?\?\+?) +[a-z-]+( +"[^"\n]*")?\s*$', aside, note),
        _Notation("M160", r"^\[![A-Za-z]+\][+-]?(?=\s|$)", aside, note),
        _Notation("M160", r"^\{(?:info|note|tip|warning|panel|expand)(?::[^}\n]*)?\}", aside, note),
        _Notation(
            "M165",
            r"^={3,}\s*$",
            "Headings are not underlined here",
            "start the line above with ### and a space, and take this one out",
        ),
        _Notation(
            "M165",
            r"^h[1-6]\.[ \t]+(?=\S)",
            "Headings are written differently here",
            "write ### and a space in its place",
        ),
        _Notation(
            "M165", r"^(#{3,6})(?=[^\s#])", "A heading has a space after its signs", r"write \1 and a space", r"\1 "
        ),
    )


def _links() -> tuple[_Notation, ...]:
    """Return links as other programs write them.

    M162 odd-brackets (warning): A link is words in square brackets, and right after them its address in round ones.
    `check --fix` writes it so where words and address are known.

    M168 unlinked-address (warning): An address stands behind words: by itself it is no link, and long to hear.
    """
    link, way = r"write [\1](\2)", r"[\1](\2)"
    return (
        _Notation(
            "M162",
            rf"(?<!!)\[([^\[\]\n]+)\][ \t\u00a0]+\(((?:{_TO}|#[a-z][a-z0-9-]*))\)",
            "A space parts the words of this link from its address",
            link,
            way,
            sees=True,
        ),
        _Notation(
            "M162",
            r"!\[([^\[\]\n]*)\][ \t\u00a0]+\((pictures/[^()\n]+)\)",
            "A space parts the words for this picture from its file",
            r"write ![\1](\2)",
            r"![\1](\2)",
        ),
        _Notation(
            "M162",
            rf"\(([^()\n]+)\)\[({_TO})\]",
            "The brackets of this link are the wrong way round",
            link,
            way,
            sees=True,
        ),
        _Notation(
            "M162",
            rf"\[([^\[\]|\n]+)\|({_TO})(?:\|[^\[\]\n]*)?\]",
            "Links are written differently here",
            link,
            way,
            sees=True,
        ),
        _Notation(
            "M162",
            rf"(?<![\w’'-])([\w’'-]+)<({_TO})>",
            "The last word and an address run into one another",
            link,
            sees=True,
        ),
        _Notation(
            "M168",
            r"(?<![\w/<(\"'\[=@.|-])(?<!\]: )(?:https?://|www\.)[^\s()<>\[\]]*[\w/]",
            "This address is no link",
            "write [words](https://…)",
            sees=True,
        ),
    )


@cache
def _known() -> tuple[tuple[_Notation, re.Pattern[str]], ...]:
    return tuple((one, re.compile(one.look)) for one in (*_signs(), *_lines(), *_links()))


def other_notations(module: Module) -> Iterator[Problem]:
    """Say where a notation of another program stands, such as M154 or M162."""
    for block in blocks(module):
        for row in block.rows:
            for one, look in _known():
                for found in look.finditer(row.bare if one.sees else row.words):
                    yield _problem(one, row, found)


def _problem(one: _Notation, row: Row, found: re.Match[str]) -> Problem:
    start, end = found.span()
    mends = row.edits(start, end, _filled(one.mend, row, found)) if one.mend else ()
    message = f"{one.message}: {quoted(row.text[start:end], 40)}"
    hint = _filled(one.hint, row, found) + (FIX if mends else "")
    return Problem(one.code, row.place(start, end), message, hint, "warning", mends)


def _filled(template: str, row: Row, found: re.Match[str]) -> str:
    """Return a template with the words of each group it names, as they were typed."""
    return re.sub(r"\\(\d)", lambda group: row.text[slice(*found.span(int(group[1])))], template)


def bold_is_bold(module: Module) -> Iterator[Problem]:
    """M164 parted-bold (warning): The stars of bold text stand right at its words, with no space between, or all of
    them would show. `check --fix` takes the spaces out.
    """
    for block in blocks(module):
        if "**" not in block.shown:
            continue
        for row in block.rows:
            for found in _BOLD.finditer(row.words):
                words = row.text[slice(*found.span(1))]
                if words != words.strip() and words.strip():
                    lead, end = (" " if words[:1].isspace() and row.text[: found.start()][-1:].strip() else ""), ""
                    end = " " if words[-1:].isspace() and row.text[found.end() :][:1].isalnum() else ""
                    mend = f"{lead}**{words.strip()}**{end}"
                    mends = row.edits(*found.span(), mend)
                    message = "A space parts the stars from the words that are to be bold"
                    hint = f"write {quoted(mend.strip(), 40)}" + (FIX if mends else "")
                    yield Problem("M164", row.place(*found.span()), message, hint, "warning", mends)


# Stars with a space on both sides open or close nothing, unless both ends of the words have one.
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)(?!\s[^*\n]*\s\*\*\w)([^*\n]+)\*\*(?!\*)")


RULES = (other_notations, bold_is_bold)
