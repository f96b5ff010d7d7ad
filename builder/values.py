"""Values as JSON and back: what reading made of a text, in a form that holds values and can do nothing else.

It is a table, whose last row is the whole value. A row is a sign of what it is and its parts: scalars, or `[n]` for row
n above it. What stands in two places of the value stands in one row, and is one again when it is read.
"""

import base64
import datetime
import functools
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from markdown_it.token import Token
from pydantic import BaseModel

_LONG = 40  # a text that is longer than this has a row of its own, because it mostly stands in several places
_MAKES: dict[str, Callable[[Sequence[Any]], Any]] = {
    "tuple": tuple,
    "list": list,
    "set": set,
    "frozenset": frozenset,
    "dict": lambda parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    "text": lambda parts: str(parts[0]),
    "path": lambda parts: Path(parts[0]),
    "date": lambda parts: datetime.date.fromisoformat(parts[0]),
    "bytes": lambda parts: base64.b64decode(parts[0], validate=True),
}


def dumped(value: object, apart: Mapping[str, object]) -> bytes:
    """Return a value as bytes; what is in `apart` is written by its name there. Raises TypeError for what is none."""
    writing = _Writing(apart)
    writing.put(value)
    return json.dumps(writing.rows).encode()


def loaded(data: bytes, apart: Mapping[str, object]) -> Any:
    """Return the value in the bytes. Raises ValueError, KeyError, TypeError or IndexError where there is none."""
    found: list[Any] = []
    makes: dict[str, Callable[[Sequence[Any]], Any]] = {**_MAKES, "apart": lambda parts: apart[parts[0]]}
    for sign, *parts in json.loads(data):
        make = makes.get(sign) or makes.setdefault(sign, functools.partial(_object, _classes()[sign]))
        found.append(make([found[part[0]] if type(part) is list else part for part in parts]))
    return found[-1]


class _Writing:
    """The table of one value."""

    def __init__(self, apart: Mapping[str, object]) -> None:
        self.rows: list[list[Any]] = []
        self._at: dict[int | str, list[int]] = {}
        self._alive: list[object] = []  # so that no two things have the same id
        for name, value in apart.items():
            self._row(id(value), value, ["apart", name])

    def put(self, value: object) -> Any:
        """Return what stands for a value, after its row has been written."""
        if value is None or type(value) in (bool, int, float) or (isinstance(value, str) and len(value) <= _LONG):
            return value
        name = value if isinstance(value, str) else id(value)
        return self._at.get(name) or self._row(name, value, self._parts(value))

    def _row(self, name: int | str, value: object, row: list[Any]) -> list[int]:
        self.rows.append(row)
        self._alive.append(value)
        return self._at.setdefault(name, [len(self.rows) - 1])

    def _parts(self, value: object) -> list[Any]:
        kind = type(value)
        if isinstance(value, str):
            return ["text", value]
        if isinstance(value, bytes):
            return ["bytes", base64.b64encode(value).decode()]
        if isinstance(value, Path):
            return ["path", str(value)]
        if kind is datetime.date:
            return ["date", str(value)]
        if isinstance(value, dict):
            return ["dict", *(self.put(part) for pair in value.items() for part in pair)]
        if isinstance(value, (tuple, list, set, frozenset)) and kind.__name__ in _MAKES:
            return [kind.__name__, *map(self.put, value)]
        if _classes().get(_name(kind)) is kind:
            given = [" ".join(value.model_fields_set)] if isinstance(value, BaseModel) else []
            return [_name(kind), *given, *(self.put(getattr(value, name)) for name in _fields(_name(kind)))]
        raise TypeError(f"{kind} is no value")


def _object(kind: type[Any], parts: Sequence[Any]) -> Any:
    """Return an object with these values in its fields; nothing of its own is run."""
    if issubclass(kind, BaseModel):
        given, *values = parts
        return kind.model_construct(set(given.split()), **dict(zip(_fields(_name(kind)), values, strict=True)))
    made = object.__new__(kind)
    for name, value in zip(_fields(_name(kind)), parts, strict=True):
        object.__setattr__(made, name, value)
    return made


@functools.cache
def _fields(name: str) -> tuple[str, ...]:
    kind = _classes()[name]
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) else tuple(one.name for one in fields(kind))


@functools.cache
def _classes() -> dict[str, type[Any]]:
    """Return the classes that hold values, by name: Markdown's token, and our own models and dataclasses."""
    rooms = [vars(room) for name, room in sorted(sys.modules.items()) if name.partition(".")[0] == "builder"]
    found = {one for room in rooms for one in room.values() if isinstance(one, type)}
    ours = [one for one in found if one.__module__.startswith("builder.")]
    return {_name(one): one for one in (Token, *ours) if is_dataclass(one) or issubclass(one, BaseModel)}


def _name(kind: type[Any]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
