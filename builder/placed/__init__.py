"""YAML read as text, with the place of every key and value.

A trainer's file is read without any guessing: the answer `No` stays `No`, `007` stays `007`,
an empty value counts as absent. The model decides what is a number or a yes. Doubled keys,
anchors, tags and merge keys are refused where they stand, because the usual loader lets them pass:
so the data is built from the parser's events, and no loader is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from builder.placed.notation import explained
from builder.placed.repairs import problems_with, repaired
from builder.problems import HIDDEN, Edit, Place, Problem, quoted

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Steps = tuple[str | int, ...]

# Numbers, days, codes, and yes or no: no text goes on after these.
_PLAIN = re.compile(r"[\d.:-]+|yes|no|[a-z]")
# Nothing a trainer writes is nested deeper than this.
_DEEPEST = 20
_LONGEST = 10_000
# By an escape also those that read_text makes spaces of.
_HIDDEN = re.compile(f"{HIDDEN.pattern}|[\x85\u2028\u2029]")


@dataclass(frozen=True)
class Extract:
    """A piece of text and where it starts: a whole file, or a fence inside a lesson."""

    path: Path
    text: str
    first_line: int = 1
    first_column: int = 1

    @cached_property
    def rows(self) -> list[str]:
        """Return its lines."""
        return self.text.split("\n")

    def part(self, line: int, text: str, column: int = 0) -> "Extract":
        """Return a piece of this text that starts on a 0-based line and in a 0-based column of it."""
        return Extract(self.path, text, self.first_line + line, self.first_column + column)

    def place(self, line: int, column: int) -> Place:
        """Return the place in the file of a 0-based line and column of this text."""
        return Place(self.path, self.first_line + line, self.first_column + column)


@dataclass(frozen=True)
class Placed:
    """Plain data (dicts, lists, text) and the place of each key and value by its path in the data.

    `data` is None where the text could not be read. A key whose value is empty has a place, but is not in the data.
    """

    data: Any
    keys: dict[Steps, Place]
    values: dict[Steps, Place]
    problems: tuple[Problem, ...] = ()

    def below(self, path: Steps) -> Sequence[tuple[Steps, Place]]:
        """Return every key below a path, with its place."""
        return self._branches.get(path, ())

    @cached_property
    def _branches(self) -> dict[Steps, list[tuple[Steps, Place]]]:
        found: dict[Steps, list[tuple[Steps, Place]]] = {}
        for at, place in self.keys.items():
            for depth in range(len(at)):
                found.setdefault(at[:depth], []).append((at, place))
        return found

    def at(self, path: Steps) -> Any:
        """Return the data at a path."""
        data = self.data
        for step in path:
            data = data[step]
        return data

    def place(self, path: Steps, *, key: bool = False) -> Place:
        """Return the place of the value (or key) at `path`, or of the nearest thing that holds it."""
        while path:
            if key and path in self.keys:
                return self.keys[path]
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return self.values[()]


def read_yaml(source: Extract) -> Placed:
    """Return the text as data with places; faults of the notation are in its `problems`.

    What cannot be read is tried again with plain spaces and hyphens.
    """
    placed = _read(source)
    if placed.data is not None and not any(str(at[-1])[:1] in _ODD for at in placed.keys):
        return placed
    rows, repairs = repaired(source.text.split("\n"))
    again = _read(replace(source, text="\n".join(rows))) if repairs else placed
    if again.data is None and _stops(again) <= _stops(placed):
        return placed
    return replace(again, problems=(*problems_with(repairs, source.place), *again.problems))


_ODD = ("\u00a0", "\u202f", "\u3000", "–", "—", "•", "·")


def _stops(placed: Placed) -> int:
    """Return the line where reading a text stopped."""
    return max((one.place.line for one in placed.problems), default=0)


def _read(source: Extract) -> Placed:
    reading = _Reading(source, yaml.parse(source.text, Loader=Loader))
    data = None
    try:
        data = reading.whole()
    except _Unreadable as stop:
        reading.problems.append(stop.problem)
    except yaml.YAMLError as error:
        reading.problems.append(_not_yaml(error, source))
    return Placed(data, reading.keys, {(): source.place(0, 0), **reading.values}, tuple(reading.problems))


class _Unreadable(Exception):
    """The text cannot be read any further."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass
class _Reading:
    """One pass over the parser's events."""

    source: Extract
    events: Iterator[Any]
    keys: dict[Steps, Place] = field(default_factory=dict)
    values: dict[Steps, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def rows(self) -> list[str]:
        """Return the lines of the text."""
        return self.source.text.split("\n")

    def whole(self) -> Any:
        """Y109 one-document: A file, or a question in a lesson, is one YAML document: the line --- starts another."""
        data: Any = {}
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    hint = "take out the line ---"
                    problem = Problem("Y109", self.mark(event.start_mark), "A second document starts here", hint)
                    raise _Unreadable(problem)
            elif isinstance(event, (yaml.NodeEvent, yaml.CollectionStartEvent)):
                value = self.value(event, ())
                data = {} if value is None else value
        return data

    def mark(self, mark: Any) -> Place:
        return self.source.place(mark.line, mark.column)

    def value(self, event: Any, path: Steps) -> Any:
        """Y110 nested: Nothing here is nested so deep that nobody could follow it.

        Y120 endless-text: A text in YAML is no longer than somebody can read.
        """
        place = self.values[path] = self.mark(event.start_mark)
        self.refuse(event, place)
        if len(path) > _DEEPEST:
            hint = "put the text in double quotes, or write fewer brackets"
            raise _Unreadable(Problem("Y110", place, "This is nested too deep", hint))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(child, (*path, index)) for index, child in enumerate(self.children())]
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        if len(event.value) > _LONGEST:
            hint = "divide it; or has a quotation mark that closes an earlier text gone?"
            raise _Unreadable(Problem("Y120", place, f"This text is longer than {_LONGEST:,} signs", hint))
        if not event.style:
            self.remarked(event)
        return None if event.value == "" and not event.style else self.seen(str(event.value), place)

    def remarked(self, event: Any) -> None:
        """Y140 text-or-remark (warning): After a space, # starts a remark, which nobody reads: in `Notes #4` the number
        would be lost. Text that holds it stands in double quotes, and a remark has a space after its #.
        """
        line, column = event.end_mark.line, event.end_mark.column
        row = self.rows[line] if line < len(self.rows) else ""
        found = re.compile(r"\s*(?<=\s)(#[^\s#!].*)").match(row, column)
        if found and not _PLAIN.fullmatch(event.value):
            message = f"What follows this # is a remark, and is not read: {quoted(found[1], 40)}"
            hint = 'put the text in "double quotes"; if it is a remark, put a space after the #'
            self.problems.append(Problem("Y140", self.source.place(line, found.start(1)), message, hint, "warning"))

    def children(self) -> Iterator[Any]:
        """Yield the events that open what stands in the list or mapping that has just been opened."""
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def mapping(self, path: Steps) -> dict[str, Any]:
        """Y103 doubled-name: Every name stands once in its place: of two lines with the same name, one would be lost.

        Y105 name-of-words: A name before a colon is plain words, not a list or another group of lines.
        """
        found: dict[str, Any] = {}
        for event in self.children():
            nowhere = (*path, "", len(self.values))
            key, place = self.value(event, nowhere), self.mark(event.start_mark)
            at = (*path, key) if isinstance(key, str) else nowhere
            known = self.keys.get(at)
            value = self.value(next(self.events), nowhere if known else at)
            if not isinstance(key, str):
                hint = "write one name, a colon and a space; put text that starts with a bracket in double quotes"
                self.problems.append(Problem("Y105", place, "A name before a colon has to be plain words", hint))
            elif known is not None:
                message = f"{quoted(key)} stands here a second time; the first is on line {known.line}"
                hint = "keep one of the two"
                if path and isinstance(path[-1], int) and key == next(iter(found), ""):
                    row = self.rows[event.start_mark.line].strip()
                    hint = f"if a new entry starts here, put a hyphen and a space before it: {quoted(f'- {row}', 40)}"
                    raise _Unreadable(Problem("Y103", place, message, f"{hint}; else keep one of the two"))
                self.problems.append(Problem("Y103", place, message, hint))
            elif key == "<<":
                self.problems.append(_unused(place, '"<<" takes in lines from another place', "write the lines out"))
            else:
                self.keys[at] = place
                if value is not None:
                    found[key] = value
        return found

    def seen(self, text: str, place: Place) -> str:
        """Return a text in which every sign can be seen: a space stands for one that cannot.

        Y130 hidden-escape: A text holds no sign that nobody can see, however it is written: in double quotes a
        backslash can stand for one, such as \\x07.
        """
        if found := _HIDDEN.search(text):
            message = f"A sign is written here that is no letter (U+{ord(found[0]):04X})"
            hint = "take out the backslash and what belongs to it, or write the text in 'single quotes'"
            self.problems.append(Problem("Y130", place, message, hint))
        return _HIDDEN.sub(" ", text)

    def refuse(self, event: Any, place: Place) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.problems.append(_unused(place, f'"*{event.anchor}" points to another place'))
        elif event.anchor:
            self.problems.append(_unused(place, f'"&{event.anchor}" gives this place a name'))
        elif event.tag:
            self.problems.append(_unused(place, "a word that starts with ! is a tag"))


def _unused(place: Place, what: str, hint: str = "") -> Problem:
    """Y104 odd-notation: Anchors, aliases, tags and merge keys are notation of YAML that no trainer needs; mostly a
    text began with one of their signs.
    """
    hint = hint or 'if it is part of the text, put the text in "double quotes"'
    return Problem("Y104", place, f"This notation is not used here: {what}", hint)


def _not_yaml(error: yaml.YAMLError, source: Extract) -> Problem:
    """Y101 not-yaml: The notation breaks here. It hides the rest of its file, because nothing after it is sure."""
    why = explained(error, source.text.split("\n"))
    mends = tuple(Edit(source.place(why.line, column), text, length) for column, text, length in why.mends)
    hint = why.hint + ("; or let the tool do it: team-readiness check --fix" if mends else "")
    message = f"This cannot be read as YAML: {why.message}"
    return Problem("Y101", source.place(why.line, why.column), message, hint, mends=mends)
