"""Ids and codes a trainer has not written yet: the problem that says so, and the edit that would write them.

They never come from the text at build time, because a learner's saved progress hangs on them: `check --fix`
proposes one from the text once, writes it into the file, and from then on it is hers.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from builder.placed import Extract, Placed, Steps
from builder.problems import Edit, Place, Problem
from builder.questions import types
from builder.questions.question import CODES, Coded
from builder.read.found import Found

# Names the page itself uses; a screen or a question with one of them would stand in their way.
RESERVED = frozenset(
    (
        "bar",
        "constructor",
        "left",
        "line",
        "main",
        "menu",
        "module",
        "pause",
        "reading",
        "recorded",
        "result",
        "support",
        "unrecorded",
        "where",
    )
)
SIZE = "one letter or digit that never changes"
_SMALL = {"a", "an", "the", "of", "to", "in", "is", "are", "and", "or", "which", "what", "this", "these", "your"}


def doubled(name: str, place: Place, first: Place) -> Problem:
    """S104 doubled-id: Every id stands once in its module or list, because progress and citations hang on it."""
    where = f"on line {first.line}" + ("" if first.path == place.path else f" of {first.path.name}")
    return Problem("S104", place, f'The id "{name}" is already used {where}', "choose a different one")


def slug(text: str, taken: Collection[str], otherwise: str) -> str:
    """Return a short id made from a text (or `otherwise`, where it has no letters), different from those taken."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", text)).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _SMALL]
    name = "-".join(words[:4])[:32].strip("-")
    name = name if name[:1].isalpha() else f"{otherwise}-{name}".strip("-")
    if name not in RESERVED and name not in taken:
        return name
    free, used = 2, 1  # looked for in steps that double, because all of a thousand screens may have one title
    while f"{name}-{free}" in RESERVED or f"{name}-{free}" in taken:
        free, used = 2 * free, free
    while free - used > 1:
        between = (free + used) // 2
        is_used = f"{name}-{between}" in RESERVED or f"{name}-{between}" in taken
        free, used = (free, between) if is_used else (between, used)
    return f"{name}-{free}"


def propose(source: Extract, placed: Placed, path: Steps, found: Found) -> None:
    """Fill in the id and the codes that the question at `path` lacks, with a problem and an edit for each.

    S101 question-id: A question has an id, on which saved progress hangs. `check --fix` writes one.
    """
    question = placed.at(path)
    if "id" not in question and isinstance(question.get("ask"), str):
        question["id"] = slug(question["ask"], found.taken, "question")
        _missing("S101", "This question has no id", (source, placed, path, "id"), found)
    found.taken.add(str(question.get("id")))
    _codes(source, placed, types()[question["type"]], {path: ""}, found)


def _codes(source: Extract, placed: Placed, kind: Any, owners: dict[Steps, str], found: Found) -> None:
    """Fill in codes where the lists of `owners`, the places of things of a kind with their codes, lack them.

    S102 code: What can be chosen or placed has a code, by which answers are stored. `check --fix` writes those that are
    missing.
    """
    for name, inside in _coded_lists(kind):
        lists = [
            {
                (*path, name, index): (item, owner if inside.is_spread else "")
                for index, item in enumerate(_list(placed.at(path).get(name)))
                if isinstance(item, dict)
            }
            for path, owner in owners.items()
        ]
        every = {at: entry for entries in lists for at, entry in entries.items()}
        # Items and steps get numbers, places and choices letters, so that an answer such as 1a2b is easy to read.
        order = CODES[-9:] + CODES[:-9] if name in ("items", "steps") else CODES
        for entries in [every] if inside.is_spread else lists:
            used = {str(item.get("code")) for item, _ in entries.values()}
            for at, (item, owner) in entries.items():
                code = next((owner + one for one in order if owner + one not in used), "")
                if "code" not in item and code:
                    item["code"] = code
                    used.add(code)
                    size = "one or two letters or digits that never change" if owner else SIZE
                    _missing("S102", f"This has no code: {size}", (source, placed, at, "code"), found)
        _codes(source, placed, inside, {at: str(item.get("code"))[:1] for at, (item, _) in every.items()}, found)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _coded_lists(kind: Any) -> list[tuple[str, Any]]:
    """Return the fields of a model that hold things with codes, each with the model of these."""
    fields = kind.model_fields.items()
    inside = ((name, getattr(field.annotation, "__args__", (None,))[0]) for name, field in fields)
    return [(name, one) for name, one in inside if isinstance(one, type) and issubclass(one, Coded)]


def _missing(code: str, message: str, where: tuple[Extract, Placed, Steps, str], found: Found) -> None:
    """Add the problem that the mapping at a path lacks a field that was proposed, and the edit that writes it."""
    source, placed, path, name = where
    line = f"{name}: {placed.at(path)[name]}"
    hint = f'add the line "{line}", or let the tool write it: team-readiness check --fix'
    found.problems.append(Problem(code, placed.place(path), message, hint))
    empty = placed.values.get((*path, name))
    if empty:  # the name is there, with nothing after its colon
        found.edits.append(Edit(empty, line.removeprefix(f"{name}:")))
        return
    place = placed.place(path)
    row = source.rows[place.line - source.first_line]
    start = place.column - source.first_column
    if row[start : start + 1] == "{":
        found.edits.append(Edit(Place(place.path, place.line, place.column + 1), f"{line}, "))
    else:
        found.edits.append(Edit(place, f"{line}\n{' ' * (place.column - 1)}"))
