"""What the YAML parser says when it cannot go on, in a trainer's words and at the place where she can mend it.

The parser stops where it gives up, which for a quotation that never closes can be far below the mistake.
"""

import re

import yaml

from builder.placed.misread import QUOTED, Explained, Stop, misread


def explained(error: yaml.YAMLError, rows: list[str]) -> Explained:
    """Return what is wrong where the parser gave up, or above, where it began."""
    why, context = str(getattr(error, "problem", "")), str(getattr(error, "context", ""))
    stopped, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    line, column = (stopped.line, stopped.column) if stopped else (0, 0)
    if opened and ("quoted" in context or any(why.startswith(start) for start in _WHERE_IT_OPENS)):
        line, column = opened.line, opened.column
    line = min(line, len(rows) - 1)  # at the end of a file the parser can stand on a line that is not there
    column = min(column, len(rows[line]))
    unclosed = _open_quote(rows[: line + 1], rows[line + 1 :])
    if "end of stream" in why and opened:
        unclosed = opened.line, opened.column
    if unclosed:
        return Explained(*unclosed, "this quotation mark never closes", "put the same mark where the text ends")
    found = misread(Stop(why, rows, line, column))
    return found or Explained(line, column, *_in_words(why, rows[line], column))


_WHERE_IT_OPENS = (
    "could not find expected ':'",
    "did not find expected ',' or",
    "expected ',' or",
    "found unknown esc",
)
# A value, or an entry of a list, that starts with a quotation mark and does not end on its line …
_OPENED = re.compile(r"""(?:[:,\[{-]\s+|^\s*)("(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
# … and one that ends where a value may end: a long text, and no mistake.
_WHOLE = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[^\S\n]*(?:$|[#,:\]}])""", re.DOTALL | re.MULTILINE)


# Another name or entry inside a quotation: it was to end above.
_NEXT = re.compile(r"\n\s*(?:- +)*[\w-]+:(?:\s|$)|\n\s*- ")


def _open_quote(rows: list[str], below: list[str]) -> tuple[int, int] | None:
    """Return where a quotation opens that never closes, or only at the mark that opens the next one."""
    for number in range(len(rows) - 1, -1, -1):
        found = _OPENED.search(rows[number])
        rest = "\n".join([found[1], *rows[number + 1 :], *below]) if found else ""
        closed = QUOTED.match(rest)
        if found and not _WHOLE.match(rest) and (not closed or _NEXT.search(closed[0])):
            return number, found.start(1)
    return None


_TEXT = 'put text that starts with a sign in "double quotes"'
_LEVEL = "names that belong together start in the same column, with spaces in front and never a tab"
# What libyaml and PyYAML say, and how a trainer would say it.
_WORDS = (
    ("sequence entries", "a list starts on a line of its own", "start a new line before the hyphen"),
    ("unknown escape", "a backslash in double quotes means something else", "use 'single quotes' for this text"),
    ("expected ',' or", "this bracket never closes", 'close it, or put text that starts with it in "double quotes"'),
    ("tab character", "a tab stands here", _LEVEL),
    ("undefined tag handle", "a text cannot start with an exclamation mark", _TEXT),
    ("alphabetic or numeric", "a text cannot start with this sign", _TEXT),
    ("whitespace or line break", "a text cannot start with this sign", _TEXT),
    ("comment or", "after this sign the text starts on the next line", _TEXT),
)


def _in_words(why: str, row: str, column: int) -> tuple[str, str]:
    """Return what is wrong at a column of a row, and a hint."""
    sign = row[column : column + 1]
    if "mapping values are not allowed" in why:
        if re.fullmatch(r"\s*(- +)*[\w-]+", row[:column]):
            return "this line starts too far to the right, or the line above is not finished", _LEVEL
        return "there is a second colon in this text", 'put text that holds ": " in "double quotes"'
    if "cannot start any token" in why:
        if sign == "\t":
            return "a tab stands here", _LEVEL
        return f"a text cannot start with {sign}", _TEXT
    for said, message, hint in _WORDS:
        if said in why:
            return message, hint
    if re.search(r"[\"'\])}]\s+$", row[:column]):
        hint = "put 'single quotes' around all of it, if what stands in it has double ones"
        return "the text goes on after its quotation mark or bracket", hint
    if sign == ":":
        return "no name stands before this colon", "write one, or take the colon away"
    return "what stands here does not fit the lines above", _LEVEL
