"""Questions, wherever they stand: an item of quiz.yaml or a fence in a lesson, one grammar for both."""

from dataclasses import dataclass, field
from typing import Any

from builder.model import Asked
from builder.placed import Extract, Placed, Steps, as_model
from builder.problems import Problem, did_you_mean
from builder.questions import types
from builder.read.ids import Edit, propose


@dataclass
class Found:
    """What reading one file has met so far: its problems, the edits that would mend some, the ids it uses."""

    problems: list[Problem] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)


def read_question(source: Extract, placed: Placed, path: Steps, found: Found) -> Asked | None:
    """Return the question at `path` of the data, or None where it cannot be one."""
    data: Any = placed.data
    for step in path:
        data = data[step]
    place = placed.place(path)
    if not isinstance(data, dict):
        found.problems.append(
            Problem("Q101", place, "A question wants lines of its own, each with a name and a colon.", 'such as "ask: …"')
        )
        return None
    kind = data.get("type")
    if kind not in types():
        where = placed.place((*path, "type")) if kind else place
        message = f'"{kind}" is not a question type.' if kind else "This question has no type."
        hint = did_you_mean(str(kind), types()) if kind else f"add a line such as type: {sorted(types())[0]}"
        found.problems.append(Problem("Q102", where, message, hint))
        return None
    problems, edits = propose(source, placed, path, found.taken)
    found.problems += problems
    found.edits += edits
    question, problems = as_model(types()[str(kind)], placed, path)
    found.problems += problems
    if question is None:
        return None
    length = len(path)
    places = {at[length:]: spot for at, spot in placed.values.items() if at[:length] == path}
    return Asked(question, place, places)
