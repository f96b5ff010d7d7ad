"""Whose names and words stand in what was built, so that none stays there unsaid when they no longer agree to it.

Beside what is built stands a record of it: for each output, whose consent it rests on (a digest of their id), how they
are named (a digest too), and in which media they agreed to stand. It names nobody.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.consent import named
from builder.files import write_file
from builder.given import leads_away, read
from builder.kept import digest
from builder.model import Module, Person

RECORD = ".made-with.json"
_LARGEST = 1_000_000
# What is known of an output: by the digest of a person's id, that of their name as it is shown, and the media.
Agreed = dict[str, list[str]]
_TOGETHER = "handouts"  # beside the modules: what is made of the whole course


def agreed(modules: Iterable[Module]) -> Agreed:
    """Return whose consent an output of some modules rests on."""
    people = {who: module.shared.people[who] for module in modules for who in named(module) & {*module.shared.people}}
    return dict(sorted((_id(who), _agreed(one)) for who, one in people.items() if one.withdrawn is None))


def _id(who: str) -> str:
    return digest("person", who)


def _agreed(person: Person) -> list[str]:
    return [digest(person.id, person.shown), *sorted(person.consent)]


def remember(path: Path, modules: Iterable[Module]) -> None:
    """Write down beside an output whose consent it rests on. Raises OSError."""
    record = {name: one for name, one in _record(path.parent).items() if (path.parent / name).exists()}
    record[path.name] = agreed(modules)
    write_file(path.parent / RECORD, json.dumps(record, indent=1, sort_keys=True).encode())


@dataclass(frozen=True)
class Stale:
    """An output in which somebody stands who does not agree to it any more; `is_sure` where that is written down."""

    path: Path
    is_sure: bool


def stale(output: Path, people: Mapping[str, Person]) -> Iterator[Stale]:
    """Yield what is in an output folder and rests on a consent that is not given any more, whoever built it when.

    Of what an earlier version made nothing is written down: it is named where anybody has withdrawn.
    """
    now = {_id(who): _agreed(one) for who, one in people.items() if one.withdrawn is None}
    unsure = any(one.withdrawn is not None for one in people.values())
    for folder in (output, *_modules(output)):
        record = _record(folder)
        for path in _made(folder, at_top=folder == output):
            if path.name not in record:
                yield from [Stale(path, is_sure=False)] if unsure else ()
            elif any(not _holds(was, now.get(who, [""])) for who, was in record[path.name].items()):
                yield Stale(path, is_sure=True)


def _holds(was: list[str], now: list[str]) -> bool:
    """Say whether a person is still named as they were, and agrees to all that they agreed to."""
    return was[:1] == now[:1] and set(was) <= set(now)


def _modules(output: Path) -> list[Path]:
    there = sorted(output.iterdir()) if output.is_dir() else []
    return [path for path in there if path.is_dir() and not leads_away(path) and path.name != _TOGETHER]


def _made(folder: Path, *, at_top: bool) -> list[Path]:
    """Return what this tool made in an output folder, or in that of a module."""
    if at_top:
        return [path for path in (folder / _TOGETHER,) if path.is_dir()]
    packages = [path for path in sorted(folder.glob("*.zip")) if path.is_file()]
    return [*packages, *(path for name in ("web", "handouts") if (path := folder / name).is_dir())]


def _record(folder: Path) -> dict[str, Agreed]:
    """Return what is written down of the outputs in a folder; nothing where that cannot be read."""
    try:
        found = json.loads(read(folder / RECORD, folder, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return {name: one for name, one in found.items() if _is_agreed(one)} if isinstance(found, dict) else {}


def _is_agreed(one: Any) -> bool:
    parts = one.values() if isinstance(one, dict) else [None]
    return all(isinstance(part, list) and all(isinstance(text, str) for text in part) for part in parts)
