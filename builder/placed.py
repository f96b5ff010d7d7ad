"""YAML read as text, with the place of every key and value.

A trainer's file is read without any guessing: the answer `No` stays `No`, `007` stays `007`,
an empty value counts as absent. The model decides what is a number or a yes. Doubled keys,
anchors, tags and merge keys are refused where they stand, because the usual loader lets them pass.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from builder.problems import Place, Problem, Severity, did_you_mean

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Steps = tuple[str | int, ...]
M = TypeVar("M", bound="Written")


@dataclass(frozen=True)
class Fault:
    """What a model finds wrong with itself: where in its own data, and the words."""

    code: str
    at: Steps
    message: str
    hint: str = ""
    severity: Severity = "error"


class Written(BaseModel):
    """What a person typed: unknown fields are faults, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    def faults(self) -> Iterable[Fault]:
        """Yield what its fields cannot say one by one; a type adds its own."""
        return ()


@dataclass(frozen=True)
class Extract:
    """A piece of text and where it starts: a whole file, or a fence inside a lesson."""

    path: Path
    text: str
    first_line: int = 1
    first_column: int = 1

    def part(self, line: int, text: str) -> "Extract":
        """Return a piece of this text that starts on a 0-based line of it."""
        return Extract(self.path, text, self.first_line + line)

    def place(self, line: int, column: int) -> Place:
        """Return the place in the file of a 0-based line and column of this text."""
        return Place(self.path, self.first_line + line, self.first_column + column)


@dataclass(frozen=True)
class Placed:
    """Plain data (dicts, lists, text) and the place of each key and value by its path in the data."""

    data: Any
    keys: dict[Steps, Place]
    values: dict[Steps, Place]
    problems: tuple[Problem, ...] = ()

    def place(self, path: Steps, *, key: bool = False) -> Place:
        """Return the place of the value (or key) at `path`, or of the nearest thing that holds it."""
        first = self.keys if key else self.values
        while path not in first and path not in self.values and path:
            path = path[:-1]
        return first.get(path) or self.values[path]


@dataclass
class _Reading:
    source: Extract
    keys: dict[Steps, Place] = field(default_factory=dict)
    values: dict[Steps, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def mark(self, mark: Any) -> Place:
        return self.source.place(mark.line, mark.column)

    def plain(self, node: yaml.Node, path: Steps) -> Any:
        self.values[path] = self.mark(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(child, (*path, index)) for index, child in enumerate(node.value)]
        if node.value == "" and not node.style:
            return None
        return str(node.value)

    def pairs(self, node: yaml.MappingNode, path: Steps) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Place] = {}
        for key_node, value_node in node.value:
            place = self.mark(key_node.start_mark)
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem("Y105", place, "A name before the colon has to be plain words."))
                continue
            if key == "<<":
                self.problems.append(
                    Problem("Y104", place, 'The merge key "<<" is not used here.', "write the lines out in full")
                )
                continue
            if key in seen:
                message = f'"{key}" stands here a second time; the first is on line {seen[key].line}.'
                self.problems.append(Problem("Y103", place, message, "keep one of the two"))
                continue
            seen[key] = place
            self.keys[(*path, key)] = place
            value = self.plain(value_node, (*path, key))
            if value is not None:
                yield key, value


def read_yaml(source: Extract) -> Placed:
    """Return the text as data with places; faults of the notation are in its `problems`."""
    reading = _Reading(source)
    whole = {(): source.place(0, 0)}
    try:
        for event in yaml.parse(source.text, Loader=Loader):
            reading.problems += _refused(event, reading)
        node = yaml.compose(source.text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        return Placed(None, {}, whole, (*reading.problems, _syntax(error, source)))
    except yaml.YAMLError as error:
        message = f"This cannot be read as YAML: {error}".splitlines()[0]
        return Placed(None, {}, whole, (Problem("Y101", source.place(0, 0), message),))
    if node is None:
        return Placed({}, {}, whole, tuple(reading.problems))
    if reading.problems:  # an alias could loop: nothing more is read
        return Placed(None, {}, whole, tuple(reading.problems))
    data = reading.plain(node, ())
    return Placed(data, reading.keys, {**reading.values, (): whole[()]}, tuple(reading.problems))


def _refused(event: Any, reading: _Reading) -> Iterator[Problem]:
    """Yield a problem for an anchor, an alias or a tag: notation a trainer does not need."""
    place = reading.mark(event.start_mark)
    if isinstance(event, yaml.AliasEvent):
        yield Problem("Y104", place, f'"*{event.anchor}" points to another place; that is not used here.', _QUOTE)
    elif getattr(event, "anchor", None):
        yield Problem("Y104", place, f'"&{event.anchor}" names this place; that is not used here.', _QUOTE)
    elif getattr(event, "tag", None):
        yield Problem("Y104", place, f'"{event.tag}" is a tag; tags are not used here.', _QUOTE)


_QUOTE = 'if it is part of the text, put the text in "double quotes"'


def _syntax(error: yaml.MarkedYAMLError, source: Extract) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = source.place(mark.line, mark.column) if mark else source.place(0, 0)
    why = error.problem or "the notation is not complete"
    if "mapping values are not allowed" in why:
        why, hint = "there is a second colon on this line", 'put text that holds ": " in "double quotes"'
    elif "\\t" in why or "cannot start any token" in why:
        why, hint = f"{why}", "use spaces, not tabs, and put text that starts with a sign in quotes"
    else:
        hint = "look at this line and the one above: indentation, quotes and colons"
    return Problem("Y101", place, f"This cannot be read as YAML: {why}.", hint)


def as_model(kind: type[M], placed: Placed, path: Steps = ()) -> tuple[M | None, list[Problem]]:
    """Return the data at `path` as a model (None where it cannot be one) and every problem with it."""
    data: Any = placed.data
    for step in path:
        data = data[step]
    try:
        model = kind.model_validate(data)
    except ValidationError as error:
        return None, [_field_problem(one, kind, placed, path) for one in error.errors()]
    return model, [
        Problem(one.code, placed.place((*path, *one.at)), one.message, one.hint, one.severity)
        for one in model.faults()
    ]


def _field_problem(error: Any, kind: type[Written], placed: Placed, path: Steps) -> Problem:
    """Return pydantic's error about a field in a trainer's words."""
    at: Steps = tuple(step for step in error["loc"] if not str(step).endswith("]"))
    name, whole = str(at[-1]) if at else "", (*path, *at)
    if error["type"] == "extra_forbidden":
        hint = did_you_mean(name, _fields(kind, at[:-1]))
        return Problem("Y102", placed.place(whole, key=True), f'"{name}" is not known here.', hint)
    if error["type"] == "missing":
        hint = f'add a line "{name}: …" here'
        return Problem("Y106", placed.place(whole[:-1]), f'"{name}" is missing or empty.', hint)
    return Problem("Y107", placed.place(whole), f'"{name}" {_wants(error)}.', _example(error))


def _wants(error: Any) -> str:
    """Return what a field wants, as the end of a sentence that starts with its name."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind.startswith("string_type"):
        return "wants plain text"
    if kind.startswith("bool"):
        return "wants yes or no"
    if kind.startswith(("int", "float")):
        return "wants a number"
    if kind.startswith("date"):
        return "wants a date"
    if kind.startswith(("list", "tuple")):
        return "wants a list, each line starting with a hyphen"
    if kind.startswith(("model", "dict")):
        return "wants lines of its own below it, each with a name and a colon"
    if kind in ("literal_error", "enum"):
        return f"wants one of: {context['expected']}".replace("'", "")
    if kind == "string_pattern_mismatch":
        return "is not a web address" if "https" in context["pattern"] else "has a character that cannot stand here"
    if kind in ("greater_than_equal", "less_than_equal"):
        return "wants a number " + ("of {ge} or more" if "ge" in context else "of {le} or less").format(**context)
    if kind in ("too_short", "string_too_short"):
        return "has too little in it"
    return str(error["msg"]).removeprefix("Value error, ").removesuffix(".")


def _example(error: Any) -> str:
    kind = str(error["type"])
    if kind.startswith("date"):
        return "write it like 2027-03-31"
    if kind == "string_pattern_mismatch" and "https" in error["ctx"]["pattern"]:
        return "start it with https:// or mailto:"
    if kind == "string_pattern_mismatch":
        return "small letters a to z, digits and hyphens, starting with a letter"
    if kind.startswith("bool"):
        return "write yes or no"
    if kind.startswith("int"):
        return "write digits, such as 20"
    return ""


def _fields(kind: Any, at: Steps) -> list[str]:
    """Return the names a model knows, following `at` down through its fields and lists."""
    for step in at:
        if isinstance(step, int):
            continue
        field_of = next(one for name, one in kind.model_fields.items() if step in (name, one.alias))
        kind = _model_in(field_of.annotation)
    return [one.alias or name for name, one in kind.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """Return the model inside an annotation such as `tuple[Option, ...]` or `Contact | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one))), None)
