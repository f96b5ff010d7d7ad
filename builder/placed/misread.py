"""What a trainer meant where the YAML parser gave up: at quotation marks, colons, remarks and hyphens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ROW = re.compile(r"(?P<lead>\s*(?:- +)*)(?P<name>[A-Za-z][\w-]*:[ \t]+)?(?P<value>\S.*?)\s*$")
_NAMED = re.compile(r"\s*(?:- +)*[A-Za-z][\w-]*:(?:\s|$)")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_CURLY = "“”„«»‘’‚"
_NAME_ALONE = re.compile(r"\s*(- +)*[\w-]+")
# Names that rather begin a line of their own than stand in a text.
_NAME = re.compile(r"(?:^|\s)(?:id|code|text|right|feedback|type|ask|outcome|source|bin|answer|then|grade)$")
_MARGIN = (
    "write the name, a colon and a space; if it goes on from the line above, put more spaces in front than that has"
)


Mends = tuple[tuple[int, str, int], ...]


@dataclass(frozen=True)
class Explained:
    """A fault of notation: its 0-based line and column, what it is, and a hint.

    `mends` are a column of that line, a text to be put there, and in place of how many signs.
    """

    line: int
    column: int
    message: str
    hint: str
    mends: Mends = ()


@dataclass(frozen=True)
class Stop:
    """Where the parser gave up, and what it said."""

    why: str
    rows: list[str]
    line: int
    column: int

    @property
    def row(self) -> str:
        """Return the line itself."""
        return self.rows[self.line]

    @property
    def is_alone(self) -> bool:
        """Say whether no text goes on from this line to the next."""
        below = self.rows[self.line + 1] if self.line + 1 < len(self.rows) else ""
        return not below.strip() or bool(re.match(r"\s*(?:- |#|```)", below) or _NAMED.match(below))


def misread(stop: Stop) -> Explained | None:
    """Return what is wrong, where that can be told from the lines themselves."""
    looks = (_quoted, _remark, _colon, _hyphen, _first_hyphen, _no_colon)
    return next((found for look in looks for found in look(stop)), None)


def _quoted(stop: Stop) -> Iterator[Explained]:
    """Yield a text that goes on after the quotation mark that was to begin or end it."""
    found = _ROW.fullmatch(stop.row)
    value = found["value"] if found else ""
    closed = QUOTED.match(value)
    rest = value[closed.end() :].strip() if closed else ""
    if not found or not closed or not re.match(r"[^\s#,\]}:]|,\s*[^\s}\]]", rest):
        return
    start, end = found.span("value")
    sure = stop.is_alone and " #" not in value and "\\" not in value
    mends: Mends = ()
    if value[0] == "'" and value[-1] == "'":
        yield _apostrophe(stop, found, start + closed.end() - 1, sure=sure)
        return
    message = "the text goes on after its quotation mark"
    after = end - len(rest)
    other = '"' if value[0] == "'" else "'"
    if other not in value:
        kind = '"double quotes"' if other == '"' else "'single quotes'"
        mends = ((start, other, 0), (end, other, 0)) if sure else ()
        yield Explained(stop.line, after, message, f"put {kind} around all of it: {other}{value}{other}", mends)
    else:
        mends = ((start, _below(found, ""), 0),) if sure and found["name"] else ()
        yield Explained(stop.line, after, message, _BELOW, mends)


def _apostrophe(stop: Stop, found: re.Match[str], column: int, *, sure: bool) -> Explained:
    """Return an apostrophe that ends the single quotes it stands in."""
    start, end = found.span("value")
    text = found["value"][1:-1]
    message, hint = "the apostrophe in this text ends it", f'put "double quotes" around it: "{text}"'
    instead = f'"{text}"'
    if '"' in text:
        hint, instead = f"take the outer quotes away, {_BELOW}", _below(found, text)
    mends: Mends = ((start, instead, end - start),) if sure and "''" not in text and found["name"] else ()
    return Explained(stop.line, column, message, hint, mends)


_BELOW = "write >- after the colon, and all of the text on the next line, with two more spaces in front"


def _below(found: re.Match[str], text: str) -> str:
    """Return a text of any signs as it stands below its name."""
    return f">-\n{' ' * (len(found['lead']) + 2)}{text}"


def _remark(stop: Stop) -> Iterator[Explained]:
    """Yield a remark that ends a text which goes on in the next line."""
    above = stop.rows[stop.line - 1] if stop.line else ""
    found = re.fullmatch(r"(\s*(?:- +)*[A-Za-z][\w-]*:[ \t]+[^\s\"'|>\[{#].*?\s)#.*", above)
    if (
        found
        and not _NAMED.match(stop.row)
        and _indent(stop.row) > _indent(above)
        and not stop.row.strip().startswith("-")
    ):
        message = "a # after a space starts a remark, so the text ends here and cannot go on below"
        hint = 'put "double quotes" around all of the text, or take the remark away'
        yield Explained(stop.line - 1, found.end(1), message, hint)


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _colon(stop: Stop) -> Iterator[Explained]:
    """Yield a text that holds a second colon."""
    found = _ROW.fullmatch(stop.row)
    is_name = _NAME_ALONE.fullmatch(stop.row[: stop.column])
    if "mapping values are not allowed" not in stop.why or not found or is_name:
        return
    value, (start, end) = found["value"], found.span("value")
    if not found["name"]:
        if " " in stop.row[: stop.column].strip():
            hint = "write >- after the first colon, and all of the text on the lines below it"
            yield Explained(stop.line, stop.column, "there is a second colon in this text", hint)
        return
    sure = stop.is_alone and not re.search(r"[\"\\]| #", value)
    if value[0] in _CURLY:
        is_pair = value[-1] in _CURLY and not any(sign in value[1:-1] for sign in _CURLY if sign != "’")
        text = f'"{value[1:-1] if is_pair else value}"'
        message = "these quotation marks are curly, and there is a second colon in this text"
        hint = f"put straight ones around all of it: {text}"
        yield Explained(stop.line, start, message, hint, ((start, text, end - start),) if sure else ())
    elif not _NAME.search(stop.row[start : stop.column]) and value[0] not in "\"'[{|>&*!%@`":
        mends = ((start, f'"{value}"', end - start),) if sure else ()
        hint = 'put text that holds ": " in "double quotes"'
        yield Explained(stop.line, stop.column, "there is a second colon in this text", hint, mends)


def _hyphen(stop: Stop) -> Iterator[Explained]:
    """Yield an entry of a list without its hyphen."""
    is_wanted = "expected '-' indicator" in stop.why or "<block end>, but found '?'" in stop.why
    above = (row for row in reversed(stop.rows[: stop.line]) if row.strip() and _indent(row) <= stop.column)
    is_beside = next(above, "")[stop.column :].startswith("- ")
    if is_wanted and is_beside and _NAMED.match(stop.row) and stop.column == _indent(stop.row):
        below = stop.rows[stop.line + 1] if stop.line + 1 < len(stop.rows) else ""
        mends = ((stop.column, "- ", 0),) if _indent(below) == stop.column + 2 else ()
        yield Explained(stop.line, stop.column, *_entry(stop.row, "this entry of a list has no hyphen"), mends)


def _entry(row: str, message: str) -> tuple[str, str]:
    return message, f'put a hyphen and a space before it: "- {row.strip()}"'


def _first_hyphen(stop: Stop) -> Iterator[Explained]:
    """Yield the first entry of a list without its hyphen: the parser gives up at the second one."""
    if not stop.row[stop.column :].startswith("- ") or stop.row[: stop.column].strip():
        return
    for number in range(stop.line - 1, -1, -1):
        if stop.rows[number].strip() and _indent(stop.rows[number]) < stop.column:
            first = stop.rows[number + 1]
            is_list = re.fullmatch(r"\s*(?:- +)*[\w-]+:\s*(?:#.*)?", stop.rows[number])
            if is_list and _NAMED.match(first) and not first.lstrip().startswith("-"):
                mends = ((stop.column, "- ", 2),) if _indent(first) == stop.column + 2 else ()
                message, hint = _entry(first, "the first entry of this list has no hyphen")
                yield Explained(number + 1, _indent(first), message, hint, mends)
            return


def _no_colon(stop: Stop) -> Iterator[Explained]:
    """Yield a line that has no name, or no space after the colon of its name."""
    if "could not find expected ':'" in stop.why:
        found = re.match(r"\s*(?:- +)*[A-Za-z][\w-]*:(?=[^\s/:])", stop.row)
        hint = "put a space after the colon" if found else _MARGIN
        mends = ((found.end(), " ", 0),) if found else ()
        yield Explained(stop.line, stop.column, "this line has no colon after its name", hint, mends)
