"""Lists and paragraphs from another program, whose lines would run into one another without a word."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from builder.checks import walk
from builder.checks.notations import FIX
from builder.checks.rows import Block, Row, blocks, in_turn
from builder.model import Module
from builder.problems import Edit, Problem, quoted

_GAP = r"[ \t\u00a0\u2000-\u200a\u202f\u3000]"
# Word's and other programs' bullets; one is enough to know. Those of a font of signs have no letter of their own.
BULLET = re.compile(
    r"(?P<sign>[•▪◦‣●○■□⁃∙►➢➤❖❑☐☑☒\ue000-\uf8ff]|·(?=\s)|[o§](?= *[\t\u00a0])|[-–—*+](?= *[\t\u00a0]))"
    rf"(?P<gap>{_GAP}*)(?=\S)"
)
_NUMBER = re.compile(rf"(?P<sign>\d{{1,3}}[.)])(?P<gap> *\u00a0{_GAP}*)(?=\S)")
# What starts one line starts a line; what starts the next one too is a list.
_DASH = re.compile(rf"(?P<sign>[–—])(?P<gap>{_GAP}+)(?=\S)")
_AGAIN = (
    _DASH,
    re.compile(r"(?P<sign>[-–—])(?P<gap>)(?=[^\W\d_])"),
    re.compile(r"(?P<sign>\d{1,2}[.)])(?P<gap>)(?=[^\W\d_])"),
    re.compile(rf"(?P<sign>\(?(?:[a-z]|[ivx]{{1,4}}|\d{{1,2}})\)|(?:[a-z]|[ivx]{{1,4}})\.)(?P<gap>{_GAP}+)(?=\S)"),
    re.compile(rf"(?P<sign>\d{{1,2}}(?:\.\d{{1,2}})+\.?)(?P<gap>{_GAP}+)(?=\S)"),
    re.compile(rf"(?P<sign>[^\w\s!-~“”‘’«…–—\0])\ufe0f?(?P<gap>{_GAP}+)(?=\S)"),
)
_BOXES = "☐☑☒"
# What becomes of a letter, a box or a tick is hers to say.
_UNSURE = re.compile(rf"\(?[a-z]+[.)]|\d+\.\d|\(\d+\)|[{_BOXES}]|[^\w(–—-]")
_BLOCK = re.compile(r"\s*(?:[-*+–—·][ \t\u00a0]|\d{1,2}[.)][ \t\u00a0]|#{1,6}[ \t]|>[ \t]|\|.*\||```|:::)")
_GOES_ON = "a|an|and|are|as|at|but|by|for|from|in|is|not|of|on|or|than|that|the|to|was|which|who|with"
_SHORT = 50  # a line that ends before this was ended on purpose
_SHORT_LINE = re.compile(rf"^(?!\[!|!\[|(?:source|who):)(?!.*\t)(?!(?:.*\s)?(?:{_GOES_ON})\s*$).*[\w)\]”’*\0]\s*$")
_TERM = 6  # words of a term, at most
_LONG = 130  # no line that somebody ends herself is as long


@dataclass(frozen=True)
class _Entry:
    """A line that starts as an entry of a list does."""

    block: Block
    row: Row
    found: re.Match[str]


def lists_are_lists(module: Module) -> Iterator[Problem]:
    """Lines that start as a list of another program does are a list here (M150)."""
    group: list[_Entry] = []
    for block in blocks(module):
        entries = [_Entry(block, row, found) for row, found in _entries(block)] if block.kind == "paragraph" else []
        goes_on = group and entries and block.number == group[-1].block.number + 1 and entries[0].row is block.rows[0]
        if group and not goes_on:
            yield _as_list(group)
            group = []
        group += entries
    if group:
        yield _as_list(group)


def _entries(block: Block) -> Iterator[tuple[Row, re.Match[str]]]:
    """Yield the rows of a block that start an entry of a list, with their sign."""
    again = {
        at for one in _AGAIN for run in in_turn([bool(one.match(row.words)) for row in block.rows]) for at in run[1:]
    }
    again |= {at - 1 for at in again}
    is_number = True
    for at, row in enumerate(block.rows):
        found = BULLET.match(row.words)
        number = None if found else _NUMBER.match(row.words)
        if number and (is_number or number["sign"][:-1] == "1"):
            found = number
        is_number = bool(number)
        if not found and at in again:
            found = next(
                (one for pattern in _AGAIN if (one := pattern.match(row.words)) and _is_sign(one["sign"])), None
            )
        if not found and at and _is_item(block.rows[0]) and row.before == "":
            found = _DASH.match(row.words)
        if found:
            yield row, found


def _is_item(row: Row) -> bool:
    """Say whether a row starts an entry of a list."""
    return bool(re.fullmatch(r"\s*(?:[-*+]|\d+[.)])\s+", row.before or ""))


def _is_sign(text: str) -> bool:
    """Say whether a text can start an entry of a list: a dash, a number, a letter, or a sign such as a tick."""
    return len(text) > 1 or unicodedata.category(text) in ("Pd", "So", "Sm", "Po", "Pf")


def _as_list(group: list[_Entry]) -> Problem:
    """M150 pasted-list (warning): Lines that start with a bullet of another program, or with a number and a space that
    no line breaks at, are no list here: they would run into one another. A line of a list starts with a hyphen or a
    number, and a plain space. `check --fix` writes these.
    """
    first = group[0]
    sign, rest = first.found["sign"], first.row.text[first.found.end() :]
    message = f"Lines that start with {quoted(sign)} are not a list here, and would run into one another"
    is_sure = not any(
        one.found["sign"] in _BOXES or (not BULLET.match(one.row.words) and _UNSURE.match(one.found["sign"]))
        for one in group
    )
    rest = rest if is_sure or sign in _BOXES or re.match(r"\(?[a-z\d]+[.)]", sign) else f"{sign} {rest}"
    hint = f"start each with a hyphen and a plain space: {quoted('- ' + rest, 40)}"
    if sign[:-1].isdigit():
        hint = f"start each with its number, a full stop and a plain space: {quoted(_start(sign) + rest, 40)}"
    mends = tuple(_mends(group)) if is_sure else ()
    if sign in _BOXES:
        hint += "; a list that people tick is a question of type checklist"
    return Problem("M150", first.row.place(0, 1), message, hint + (FIX if mends else ""), "warning", mends)


def _start(sign: str) -> str:
    """Return what an entry of a list starts with here."""
    return f"{sign[:-1]}. " if sign[0].isdigit() else "- "


def _mends(group: list[_Entry]) -> Iterator[Edit]:
    """Yield what makes a list of each line; a sign that comes after another one stands a level further in."""
    levels: list[tuple[str, str]] = []
    for one in group:
        sign = one.found["sign"]
        kind = sign[-1] if sign[0].isdigit() else sign
        known = [kind for kind, _ in levels]
        levels = levels[: known.index(kind)] if kind in known else levels
        lead = "".join(" " * len(start) for _, start in levels)
        start = _start(sign)
        levels.append((kind, start))
        before = len(one.row.before or "") if not (one.row.before or "").strip() else 0
        yield from one.row.edits(-before, one.found.end(), (lead if before or lead else "") + start)


def paragraphs_are_parted(module: Module) -> Iterator[Problem]:
    """M166 joined-paragraphs (warning): An empty line parts two paragraphs. Word and mail programs put each paragraph
    on one long line and nothing between them, and they would become one.
    """
    for block in blocks(module):
        for row, below in zip(block.rows, block.rows[1:], strict=False) if block.kind == "paragraph" else ():
            if (
                len(row.text) > _LONG
                and len(walk.sentences(row.words)) > 1
                and re.search(r"[.!?:][”\"’)\]\0]*\s*$", row.words)
            ):
                hint = "put an empty line above this one, if a paragraph starts here"
                yield Problem(
                    "M166", below.place(0, 1), "This goes on in the paragraph of the line above", hint, "warning"
                )
                break


def lines_are_lines(module: Module) -> Iterator[Problem]:
    """M169 joined-lines (warning): Lines of a paragraph run into one another, as opening hours or an address would that
    stand below each other. Those that are to stay apart are a list. In the easy edition each line stays by itself.
    """
    for block in blocks(module):
        is_easy = module.easy and block.rows[0].start.path == module.easy.path
        if block.kind != "paragraph" or is_easy or any(_entries(block)):
            continue
        for row, below in zip(block.rows, block.rows[1:], strict=False):
            is_short = len(row.text) + len(below.text.partition(" ")[0]) < _SHORT and _SHORT_LINE.search(row.words)
            if is_short and not row.text.startswith("![") and re.match(r"[*_]*[A-Z0-9]", below.words):
                hint = f"make a list of them, such as {quoted(f'- {row.text}', 40)}, or put an empty line between"
                yield Problem("M169", below.place(0, 1), "This runs into the line above", hint, "warning")
                break


def terms_are_sentences(module: Module) -> Iterator[Problem]:
    """M161 definition-list (warning): A word and what it means stand in one line or sentence: a line that starts with a
    colon would go on in the line above.
    """
    for block in blocks(module):
        for row, below in zip(block.rows, block.rows[1:], strict=False) if block.kind == "paragraph" else ():
            found = re.match(r":[ \t\u00a0]+(?=\w)", below.words)
            if found and len(row.text.split()) <= _TERM and not re.search(r"[.!?,;:]$", row.text):
                hint = f"write {quoted(f'**{row.text.strip()}**: {below.text[found.end() :]}')} on one line"
                yield Problem(
                    "M161", below.place(0, 1), "This goes on in the line above, colon and all", hint, "warning"
                )


def lines_hold_no_blocks(module: Module) -> Iterator[Problem]:
    """M151 block-in-line (warning): What a question or the board says is sentences. A list, a heading or a table there
    would run together into one line, signs and all.
    """
    for block in blocks(module):
        if block.kind != "line":
            continue
        rows = [row for row in block.rows if row.text.strip()]
        text = " ".join(row.words for row in rows)
        starts = [row for row in rows if _BLOCK.match(row.words)]
        bullet = re.search(r"[•▪◦‣●⁃∙\ue000-\uf8ff](?=\s*\w)", text)
        if bullet or (len(rows) > 1 and starts):
            row = next((one for one in rows if bullet and bullet[0] in one.words), starts[0] if starts else rows[0])
            start = row.words.index(bullet[0]) if bullet else 0
            hint = "write sentences, or put it on a screen of a lesson"
            place = row.place(start, start + 8)
            yield Problem("M151", place, "A list, a heading or a table does not stand here", hint, "warning")


RULES = (
    lists_are_lists,
    paragraphs_are_parted,
    lines_are_lines,
    terms_are_sentences,
    lines_hold_no_blocks,
)
