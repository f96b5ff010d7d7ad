"""The lists every module uses: people, sources, support and the organisation, in `modules/shared/`."""

from pathlib import Path
from typing import Any, TypeVar

from builder.model import Organisation, Person, Shared, Source, Support
from builder.placed import Placed, Written, as_model, read_yaml
from builder.problems import Place, Problem, did_you_mean
from builder.read.text import read_text

Entry = TypeVar("Entry", Person, Source, Support)


def read_shared(folder: Path) -> tuple[Shared, list[Problem]]:
    """Return the shared lists and every problem with them; a file that is not there is an empty list."""
    problems: list[Problem] = []
    people = _entries(folder / "people.yaml", Person, problems)
    sources = _entries(folder / "sources.yaml", Source, problems)
    support = _entries(folder / "support.yaml", Support, problems)
    organisation = _organisation(folder / "organisation.yaml", problems)
    _parts(sources, problems)
    named = {person.id: person for person, _ in people}
    known = {source.id: source for source, _ in sources}
    return Shared(named, known, tuple(one for one, _ in support), organisation), problems


def _entries(path: Path, kind: type[Entry], problems: list[Problem]) -> list[tuple[Entry, Place]]:
    """Return the entries listed in a file under its own name, with their places."""
    placed = _data(path, problems)
    if placed is None:
        return []
    name = path.stem
    listed: Any = placed.data.get(name) if isinstance(placed.data, dict) else None
    for key in placed.data if isinstance(placed.data, dict) else ():
        if key != name:
            place = placed.place((key,), key=True)
            problems.append(Problem("Y102", place, f'"{key}" is not known here.', did_you_mean(str(key), [name])))
    if not isinstance(listed, list):
        problems.append(Problem("Y106", placed.place((name,)), f'This file wants a list under "{name}:".'))
        return []
    found: dict[str, tuple[Entry, Place]] = {}
    for index in range(len(listed)):
        entry, wrong = as_model(kind, placed, (name, index))
        problems += wrong
        if entry is None:
            continue
        place = placed.place((name, index, "id"))
        if entry.id in found:
            message = f'"{entry.id}" stands here a second time; the first is on line {found[entry.id][1].line}.'
            problems.append(Problem("S104", place, message, "give each its own id"))
            continue
        found[entry.id] = (entry, place)
    return list(found.values())


def _organisation(path: Path, problems: list[Problem]) -> Organisation:
    placed = _data(path, problems)
    if placed is None:
        return Organisation()
    organisation, wrong = as_model(Organisation, placed)
    problems += wrong
    return organisation or Organisation()


def _parts(sources: list[tuple[Source, Place]], problems: list[Problem]) -> None:
    """Add a problem for each part of a source that is not there, or is itself a part."""
    whole = {source.id for source, _ in sources if not source.part_of}
    for source, place in sources:
        if source.part_of and source.part_of not in whole:
            message = f'"{source.part_of}" is not a source of this list.'
            problems.append(Problem("E101", place, message, did_you_mean(source.part_of, whole)))


def _data(path: Path, problems: list[Problem]) -> Placed | None:
    if not path.exists():
        return None
    text, wrong = read_text(path)
    problems += wrong
    if text is None:
        return None
    placed = read_yaml(text)
    problems += placed.problems
    return placed if placed.data is not None else None


def read_written(path: Path, kind: type[Written], problems: list[Problem]) -> Any:
    """Return the whole file as a model, or None and the problems that stop it."""
    placed = _data(path, problems)
    if placed is None:
        return None
    model, wrong = as_model(kind, placed)
    problems += wrong
    return model
