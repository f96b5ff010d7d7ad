"""What a person typed is a `Written`: a pydantic model whose faults are said in a trainer's words, where they stand."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from builder.placed import Placed, Steps
from builder.problems import Problem, Severity, did_you_mean, quoted

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


def matching(pattern: str, wants: str, hint: str) -> AfterValidator:
    """Return the rule that a text matches a pattern; `wants` ends the sentence that starts with the field's name."""
    return AfterValidator(_fitting(pattern, wants, hint))


def _fitting(pattern: str, wants: str, hint: str) -> Callable[[Any], Any]:
    def fits(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value.strip()):
            raise PydanticCustomError("wants", "{wants}", {"wants": wants, "hint": hint})
        return value

    return fits


Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[
    str,
    matching(
        "[a-z][a-z0-9-]{0,39}",
        "cannot be an id",
        "small letters a to z, digits and hyphens, starting with a letter, 40 at most",
    ),
]
# pydantic itself would take 20.0 and 1_000 for numbers, and 86400 for a date.
Digits = BeforeValidator(_fitting("[0-9]{1,9}", "wants a number", "write digits only, such as 20"))
Day = Annotated[
    datetime.date, BeforeValidator(_fitting(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "wants a date", "write it like 2027-03-31"))
]


def as_model(kind: type[M], placed: Placed, path: Steps = ()) -> tuple[M | None, list[Problem]]:
    """Return the data at `path` as a model (None where it cannot be one) and every problem with it."""
    try:
        model = kind.model_validate(placed.at(path))
    except ValidationError as error:
        return None, [_in_words(one, kind, placed, path) for one in error.errors(include_url=False)]
    return model, [
        Problem(one.code, placed.place((*path, *one.at)), one.message, one.hint, one.severity) for one in model.faults()
    ]


def _in_words(error: Any, kind: type[Written], placed: Placed, path: Steps) -> Problem:
    """Return pydantic's error about a field in a trainer's words.

    Y102: a field that is not known. Y106: one that is missing. Y107: one whose value is of the wrong kind.
    Y108: one that is there and empty.
    """
    at: Steps = tuple(error["loc"])
    whole = (*path, *at)
    name = _name(whole)
    if error["type"] == "extra_forbidden":
        known = _fields(kind, at[:-1])
        hint = did_you_mean(str(at[-1]), known, "known here: " + ", ".join(known))
        return Problem("Y102", placed.place(whole, key=True), f"{name} is not known here", hint)
    there = error["type"] == "missing" and whole in placed.keys
    if there or error["input"] is None or error["type"] == "string_too_short":
        return Problem(
            "Y108", placed.place(whole, key=True), f"{name} is empty", "write something here, or take it out"
        )
    if error["type"] == "missing":
        return Problem("Y106", placed.place(whole[:-1]), f"{name} is missing", f'add a line "{at[-1]}: …" here')
    wants, hint = _wants(error)
    return Problem("Y107", placed.place(whole), f"{name} {wants}", hint)


def _name(path: Steps) -> str:
    """Return what a trainer would call the value at a path."""
    if not path:
        return "This file"
    if isinstance(path[-1], str):
        return quoted(path[-1])
    return f"Entry {path[-1] + 1}" + (f" of {quoted(path[-2])}" if len(path) > 1 else "")


def _wants(error: Any) -> tuple[str, str]:
    """Return what a field wants, as the end of a sentence that starts with its name, and a hint."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind == "wants":
        return context["wants"], context["hint"]
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", context["expected"])
        return f"cannot be {quoted(error['input'])}", did_you_mean(str(error["input"]), known)
    if kind in ("greater_than_equal", "less_than_equal"):
        most = "write {ge} or more" if "ge" in context else "write {le} or less"
        return f"cannot be {error['input']}", most.format(**context)
    if kind == "too_short":
        return f"has too few entries: {context['actual_length']}", f"write {context['min_length']} or more"
    if kind in ("too_long", "string_too_long"):
        most = context.get("max_length")
        return "is too long", f"{most} entries at most" if kind == "too_long" else f"{most} letters at most"
    for start, wants, hint in _KINDS:
        if kind.startswith(start):
            return wants, hint
    return "has a value that cannot stand here", "see what the other modules write in this place"


_KINDS = (
    ("string", "wants plain text", 'put it on one line, in "double quotes"'),
    ("bool", "wants yes or no", "write yes or no"),
    ("int", "wants a number", "write digits only, such as 20"),
    ("date", "wants a date", "write it like 2027-03-31"),
    ("tuple", "wants a list", "start each entry on a line of its own with a hyphen and a space"),
    ("model", "wants names and values", 'write lines such as "text: …", each with a name and a colon'),
)


def _fields(kind: Any, at: Steps) -> list[str]:
    """Return the names a model knows, following `at` down through its fields and lists."""
    for step in at:
        if isinstance(step, str):
            inside = next(one for name, one in kind.model_fields.items() if step == (one.alias or name))
            kind = _model_in(inside.annotation)
    return [one.alias or name for name, one in kind.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """Return the model inside an annotation such as `tuple[Option, ...]` or `Contact | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return annotation
    return next((found for one in get_args(annotation) if (found := _model_in(one))), None)
