"""What a person typed is a `Written`: a pydantic model whose faults are said in a trainer's words, where they stand."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
)
from pydantic_core import CoreSchema, PydanticCustomError

from builder.placed import Placed, Steps
from builder.problems import Problem, Severity, did_you_mean, nearest, quoted

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

    # The text below a field says what it is for, to whoever reads it here and to a trainer's editor (read/schemas.py).
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    # Codes of its own for fields that are missing, and for names that are refused, each with a message and a hint.
    missing: ClassVar[Mapping[str, str]] = {}
    refused: ClassVar[Mapping[str, tuple[str, str, str]]] = {}

    def faults(self) -> Iterable[Fault]:
        """Yield what its fields cannot say one by one; a type adds its own."""
        return ()


@dataclass(frozen=True)
class _Matching(AfterValidator):
    """A rule on a text that an editor can keep too."""

    pattern: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


def matching(pattern: str, message: str, hint: str) -> AfterValidator:
    """Return the rule that a text matches a pattern; `{name}` and `{value}` in the message are its field and itself."""
    return _Matching(_fitting(pattern, message, hint), pattern)


def _fitting(pattern: str, message: str, hint: str) -> Callable[[Any], Any]:
    def fits(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value.strip()):
            raise PydanticCustomError("ours", "{message}", {"message": message, "hint": hint})
        return value

    return fits


@dataclass(frozen=True)
class _OneOrMore(BeforeValidator):
    """A list that may be written as its only entry."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


one_or_more = _OneOrMore(lambda value: [value] if isinstance(value, str) else value)
Text = Annotated[str, StringConstraints(min_length=1)]
_MARKDOWN = "markdown"
# A text of one line that is shown as Markdown: bold, links, sources. Only what is of this type may be, and whatever is
# of it is under the rules of a lesson (`marked`).
Marked = Annotated[Text, _MARKDOWN]
Id = Annotated[
    str,
    matching(
        "[a-z][a-z0-9-]{0,39}",
        "{value} cannot be an id",
        "small letters a to z, digits and hyphens, starting with a letter, 40 at most",
    ),
]
# pydantic itself would take 20.0 and 1_000 for numbers, and 86400 for a date.
Digits = BeforeValidator(_fitting("[0-9]{1,9}", "{name} wants a number, not {value}", "write digits only, such as 20"))
Day = Annotated[
    datetime.date,
    BeforeValidator(
        _fitting("[0-9]{4}-[0-9]{2}-[0-9]{2}", "{name} wants a date, not {value}", "write it like 2027-03-31")
    ),
]


def marked(model: Written, at: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Yield every text in a model that is shown as Markdown, with its place: it is the fields that say which are."""
    for name, one in type(model).model_fields.items():
        yield from _marked(getattr(model, name), (*at, one.alias or name), name in marked_fields(type(model)))


def _marked(value: Any, at: Steps, is_marked: bool) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, Written):
        yield from marked(value, at)
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _marked(one, (*at, index), is_marked)
    elif is_marked and isinstance(value, str):
        yield at, value


@cache
def marked_fields(kind: type[Written]) -> frozenset[str]:
    """Return the names of a model's fields that are shown as Markdown."""
    fields = kind.model_fields.items()
    return frozenset(name for name, one in fields if _MARKDOWN in one.metadata or _is_marked(one.annotation))


def _is_marked(annotation: Any) -> bool:
    return any(one == _MARKDOWN or _is_marked(one) for one in get_args(annotation))


def as_model(kind: type[M], placed: Placed, path: Steps = ()) -> tuple[M | None, list[Problem]]:
    """Return the data at `path` as a model (None where it cannot be one) and every problem with it."""
    data = placed.at(path)
    wanted = [one.alias or name for name, one in kind.model_fields.items() if one.is_required()]
    if wanted and data == {} and not placed.keys:
        return None, [_empty(wanted, placed)]
    problems, meant = _unknown(kind, placed, path)
    try:
        model = kind.model_validate(data)
    except ValidationError as error:
        problems += [
            _in_words(one, placed, path, kind.missing)
            for one in error.errors(include_url=False)
            if one["type"] != "extra_forbidden" and (*path, *one["loc"]) not in meant and not _follows(one)
        ]
        return None, problems
    faults = [
        Problem(one.code, placed.place((*path, *one.at)), one.message, one.hint, one.severity) for one in model.faults()
    ]
    return model, problems + faults


def _empty(wanted: list[str], placed: Placed) -> Problem:
    """Y111 empty-file: A file that is there says something, or is taken away."""
    return Problem("Y111", placed.place(()), "This file is empty", "it wants: " + ", ".join(wanted))


def _unknown(kind: type[Written], placed: Placed, path: Steps) -> tuple[list[Problem], set[Steps]]:
    """Return the problems with names that are not known, and the names they most likely stand for.

    Y102 unknown-name: Every name before a colon is known. One with a letter wrong would be left out, and nobody would
    see it.
    """
    problems, meant = [], set()
    for at, place in placed.below(path):
        known = _fields(kind, at[len(path) : -1])
        name = str(at[-1])
        if known and name not in known and name in kind.refused:
            code, message, hint = kind.refused[name]
            problems.append(Problem(code, place, f"{quoted(name)}: {message}", hint))
        elif known and name not in known:
            hint = did_you_mean(name, known, "known here: " + ", ".join(known))
            problems.append(Problem("Y102", place, f"{quoted(name)} is not known here", hint))
            meant.add((*at[:-1], nearest(name, known)))
    return problems, meant


def _follows(error: Any) -> bool:
    """Say whether a list is only too short because an entry of it is wrong."""
    return bool(error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"])


def _in_words(error: Any, placed: Placed, path: Steps, codes: Mapping[str, str]) -> Problem:
    """Return pydantic's error about a field in a trainer's words; `codes` are those of fields that have their own.

    Y106 missing: A field that every such entry has is missing.

    Y107 wrong-kind: The value of a field is of the wrong kind: words where a number belongs, a word that is not one of
    the few it can be, too much or too little.

    Y108 empty-field: A field that is there has something after its colon.
    """
    at: Steps = (*path, *error["loc"])
    there = error["type"] == "missing" and at in placed.keys
    if there or error["input"] is None or error["type"] == "string_too_short":
        return Problem(
            codes.get(str(at[-1] if at else ""), "Y108"),
            placed.place(at, key=True),
            f"{_name(at)} is empty",
            "write something here",
        )
    if error["type"] == "missing":
        return Problem(
            codes.get(str(at[-1]), "Y106"),
            placed.place(at[:-1]),
            f"{_name(at)} is missing",
            f'add a line "{at[-1]}: …" here',
        )
    message, hint = _wants(error, _name(at))
    return Problem("Y107", placed.place(at), message, hint)


def _name(path: Steps) -> str:
    """Return what a trainer would call the value at a path."""
    if not path:
        return "This file"
    if isinstance(path[-1], str):
        return quoted(path[-1])
    return f"Entry {path[-1] + 1}" + (f" of {quoted(path[-2])}" if len(path) > 1 else "")


def _wants(error: Any, name: str) -> tuple[str, str]:
    """Return what a field wants, and a hint."""
    kind, context, value = str(error["type"]), error.get("ctx", {}), error["input"]
    if kind == "ours":
        return context["message"].format(name=name, value=quoted(value)), context["hint"]
    if kind == "literal_error":
        return f"{name} cannot be {quoted(value)}", did_you_mean(
            str(value), re.findall("'([^']*)'", context["expected"])
        )
    if kind in ("greater_than_equal", "less_than_equal"):
        most = "write {ge} or more" if "ge" in context else "write {le} or less"
        return f"{name} cannot be {value}", most.format(**context)
    if kind == "too_short":
        return f"{name} has too few entries: {context['actual_length']}", f"write {context['min_length']} or more"
    if kind in ("too_long", "string_too_long"):
        most = f"{context['max_length']} {'entries' if kind == 'too_long' else 'letters'} at most"
        return f"{name} is too long", most
    for start, wants, hint in _KINDS:
        if kind.startswith(start):
            return f"{name} {wants}", hint
    return f"{name} has a value that cannot stand here", "see what the other modules write in this place"


_KINDS = (
    ("string", "wants plain text", 'put it on one line, in "double quotes"'),
    ("bool", "wants yes or no", "write yes or no"),
    ("int", "wants a number", "write digits only, such as 20"),
    ("date", "is not a day that exists", "write it like 2027-03-31"),
    ("tuple", "wants a list", "start each entry on a line of its own with a hyphen and a space"),
    ("model", "wants names and values", 'write lines such as "text: …", each with a name and a colon'),
)


def _fields(kind: Any, at: Steps) -> list[str]:
    """Return the names a model knows, following `at` down through its fields and lists; none where it leads nowhere."""
    in_list = False
    for step in at:
        if isinstance(step, int) != in_list:
            return []
        if isinstance(step, str):
            inside = [one.annotation for name, one in kind.model_fields.items() if step == (one.alias or name)]
            kind = _model_in(inside[0]) if inside else None
            in_list = bool(inside) and get_origin(inside[0]) is tuple
        else:
            in_list = False
        if kind is None:
            return []
    return [] if in_list else [one.alias or name for name, one in kind.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """Return the model inside an annotation such as `tuple[Option, ...]` or `Contact | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one))), None)
