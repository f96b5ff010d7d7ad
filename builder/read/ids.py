"""Ids and codes a trainer has not written yet: the problem that says so, and the edit that would write them.

They never come from the text at build time, because a learner's saved progress hangs on them: `check --fix`
proposes one from the text once, writes it into the file, and from then on it is hers.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from typing import Any

from builder.placed import Extract, Placed, Steps
from builder.problems import Place, Problem
from builder.questions import types
from builder.questions.question import CODES, Coded
from builder.read.edits import Edit
from builder.read.found import Found

# Names the page itself uses; a screen or a question with one of them would stand in their way.
RESERVED = frozenset(
    ("bar", "constructor", "left", "line", "main", "menu", "module", "pause", "result", "support", "where")
)
_SMALL = {"a", "an", "the", "of", "to", "in", "is", "are", "and", "or", "which", "what", "this", "these", "your"}


def doubled(name: str, place: Place, first: Place) -> Problem:
    """S104: every id stands once in its module or list, because progress and citations hang on it."""
    where = f"on line {first.line}" + ("" if first.path == place.path else f" of {first.path.name}")
    return Problem("S104", place, f'The id "{name}" is already used {where}', "choose a different one")


def slug(text: str, taken: Iterable[str], otherwise: str) -> str:
    """Return a short id made from a text (or `otherwise`, where it has no letters), different from those taken."""
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", text)).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _SMALL]
    name = "-".join(words[:4])[:32].strip("-")
    name = name if name[:1].isalpha() else f"{otherwise}-{name}".strip("-")
    used = RESERVED.union(taken)
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in numbered if one not in used)


def propose(source: Extract, placed: Placed, path: Steps, found: Found) -> None:
    """Fill in the id and the codes that the question at `path` lacks, with a problem and an edit for each.

    S101: a question has an id. S102: what can be chosen or placed has a code.
    """
    question = placed.at(path)
    if "id" not in question and isinstance(question.get("ask"), str):
        question["id"] = slug(question["ask"], found.taken, "question")
        _missing("S101", "This question has no id", (source, placed, path, "id"), found)
    found.taken.add(str(question.get("id")))
    for name in _coded_lists(question.get("type")):
        items = question.get(name)
        listed = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        used = {str(item.get("code")) for item in listed}
        # Items get numbers and places get letters, so that an answer such as 1a2b is easy to read.
        order = CODES[-9:] + CODES[:-9] if name == "items" else CODES
        free = (code for code in order if code not in used)
        for index, item in enumerate(items if listed else ()):
            code = next(free, "") if isinstance(item, dict) and "code" not in item else ""
            if code:
                item["code"] = code
                message = "This has no code: one letter or digit that never changes"
                _missing("S102", message, (source, placed, (*path, name, index), "code"), found)


def _coded_lists(kind: Any) -> list[str]:
    """Return the fields of a question type that hold things with codes."""
    fields = types()[kind].model_fields.items()
    return [name for name, field in fields if any(_is_coded(one) for one in getattr(field.annotation, "__args__", ()))]


def _is_coded(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Coded)


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
    row = source.text.split("\n")[place.line - source.first_line]
    start = place.column - source.first_column
    if row[start : start + 1] == "{":
        found.edits.append(Edit(Place(place.path, place.line, place.column + 1), f"{line}, "))
    else:
        found.edits.append(Edit(place, f"{line}\n{' ' * (place.column - 1)}"))
