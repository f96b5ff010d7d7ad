"""Ids and codes a trainer has not written yet: the problem that says so, and the edit that would write them.

They never come from the text at build time, because a learner's saved progress hangs on them: `check --fix`
proposes one from the text once, writes it into the file, and from then on it is hers.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.placed import Extract, Placed, Steps
from builder.problems import Place, Problem
from builder.questions import types
from builder.questions.question import Coded

_FIX = "or let the tool write it: team-readiness check --fix"


@dataclass(frozen=True, order=True)
class Edit:
    """Text to be put into a file before the character at a place."""

    place: Place
    text: str


def slug(text: str, taken: Iterable[str]) -> str:
    """Return a short id made from a text, different from those taken."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")) if word not in _SMALL]
    name = "-".join(words[:4])[:32].strip("-") or "screen"
    name = name if name[0].isalpha() else f"q-{name}"
    taken = set(taken)
    return next(one for one in _numbered(name) if one not in taken)


_SMALL = {"a", "an", "the", "of", "to", "in", "is", "are", "and", "or", "which", "what", "this", "these", "your"}


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def propose(source: Extract, placed: Placed, path: Steps, taken: set[str]) -> tuple[list[Problem], list[Edit]]:
    """Fill in what the question at `path` of the data lacks; return a problem and an edit for each."""
    question: Any = placed.data
    for step in path:
        question = question[step]
    problems: list[Problem] = []
    edits: list[Edit] = []
    if not isinstance(question, dict):
        return problems, edits
    if "id" not in question and isinstance(question.get("ask"), str):
        question["id"] = slug(question["ask"], taken)
        place = placed.place(path)
        hint = f'add the line "id: {question["id"]}", {_FIX}'
        problems.append(Problem("S101", place, "This question has no id.", hint))
        edits.append(_line(source, place, f"id: {question['id']}"))
    taken.add(str(question.get("id")))
    for name in _coded_lists(str(question.get("type"))):
        more = _codes(source, placed, (*path, name), question.get(name))
        problems += more[0]
        edits += more[1]
    return problems, edits


def _coded_lists(kind: str) -> list[str]:
    """Return the fields of a question type that hold things with codes."""
    model = types().get(kind)
    if model is None:
        return []
    return [
        name
        for name, field in model.model_fields.items()
        if any(isinstance(one, type) and issubclass(one, Coded) for one in getattr(field.annotation, "__args__", ()))
    ]


def _codes(source: Extract, placed: Placed, path: Steps, items: Any) -> tuple[list[Problem], list[Edit]]:
    problems: list[Problem] = []
    edits: list[Edit] = []
    if not isinstance(items, list):
        return problems, edits
    used = {item.get("code") for item in items if isinstance(item, dict)}
    order = string.digits[1:] + string.ascii_lowercase if path[-1] == "items" else string.ascii_lowercase + string.digits
    free = (code for code in order if code not in used)
    for index, item in enumerate(items):
        if not isinstance(item, dict) or "code" in item:
            continue
        item["code"] = next(free, "a")
        place = placed.place((*path, index))
        hint = f'add the line "code: {item["code"]}", {_FIX}'
        problems.append(Problem("S102", place, "This has no code: one letter or digit that never changes.", hint))
        edits.append(_line(source, place, f"code: {item['code']}"))
    return problems, edits


def _line(source: Extract, place: Place, text: str) -> Edit:
    """Return the edit that puts `name: value` first into the mapping that starts at a place."""
    row = source.text.split("\n")[place.line - source.first_line]
    if row[place.column - 1 : place.column] == "{":
        return Edit(Place(place.path, place.line, place.column + 1), f"{text}, ")
    return Edit(place, f"{text}\n{' ' * (place.column - 1)}")


def apply(edits: Iterable[Edit]) -> dict[Path, bytes]:
    """Return the new bytes of every file the edits touch; line ends stay as they are."""
    changed: dict[Path, bytes] = {}
    by_file: dict[Path, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.place.path, []).append(edit)
    for path, wanted in by_file.items():
        raw = path.read_bytes().decode("utf-8")
        ends = "\r\n" if "\r\n" in raw else "\n"
        mark = "\ufeff" if raw.startswith("\ufeff") else ""
        lines = raw.removeprefix(mark).split(ends)
        for edit in sorted(wanted, reverse=True):
            row = lines[edit.place.line - 1]
            before, after = row[: edit.place.column - 1], row[edit.place.column - 1 :]
            lines[edit.place.line - 1] = before + edit.text.replace("\n", ends) + after
        changed[path] = (mark + ends.join(lines)).encode()
    return changed
