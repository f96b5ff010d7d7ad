"""Questions, wherever they stand: an item of quiz.yaml or a fence in a lesson, one grammar for both."""

from builder.model import Asked
from builder.placed import Extract, Placed, Steps
from builder.problems import Problem, did_you_mean, quoted
from builder.questions import types
from builder.questions.question import Saved
from builder.read.found import Found
from builder.read.ids import propose
from builder.written import as_model


def read_question(source: Extract, placed: Placed, path: Steps, found: Found) -> Asked | None:
    """Return the question at `path` of the data, or None where it cannot be one.

    Q101 odd-question: A question is a group of lines of its own, such as `ask:` and `type:`.

    Q102 unknown-type: The type of a question is one of those that `list questions` shows.

    Q103 no-type: A question says of which type it is, such as `type: choice`.
    """
    data = placed.at(path)
    kind = data.get("type") if isinstance(data, dict) else None
    if not isinstance(data, dict):
        message = "A question wants lines of its own, each with a name and a colon"
        found.problems.append(Problem("Q101", placed.place(path), message, 'such as "ask: …"'))
    elif kind is None:
        usual = min(name for name, one in types().items() if issubclass(one, Saved))
        message, hint = "This question has no type", f'add a line such as "type: {usual}"'
        found.problems.append(Problem("Q103", placed.place((*path, "type"), key=True), message, hint))
    elif not isinstance(kind, str) or kind not in types():
        message = f"{quoted(kind) if isinstance(kind, str) else 'This'} is not a question type"
        hint = did_you_mean(str(kind), types())
        found.problems.append(Problem("Q102", placed.place((*path, "type")), message, hint))
    else:
        propose(source, placed, path, found)
        question, problems = as_model(types()[kind], placed, path)
        found.problems += problems
        if question:
            places = {at[len(path) :]: place for at, place in placed.values.items() if at[: len(path)] == path}
            return Asked(question, placed.place(path), places)
    return None
