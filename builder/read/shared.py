"""The lists every module uses: people, sources, support and the organisation, in `modules/shared/`."""

import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field

from builder.given import ELSEWHERE, Refused, is_inside, leads_away
from builder.model import (
    Course,
    Entitlement,
    NotTaught,
    Organisation,
    Person,
    Shared,
    Source,
    Support,
    Term,
    Word,
)
from builder.placed import Placed, Steps, read_yaml
from builder.problems import Edit, Place, Problem, did_you_mean, quoted
from builder.read.aside import is_aside
from builder.read.course import course_faults, entitlement_faults, module_names
from builder.read.facilitating import read_facilitating
from builder.read.ids import doubled
from builder.read.text import read_text, unreadable
from builder.words import long_date
from builder.written import Written, as_model, marked

Entry = TypeVar("Entry", Person, Source, Support, NotTaught, Word, Term)
Model = TypeVar("Model", bound=Written)
# What is listed is read one by one, so that a fault in one entry does not hide those in the others.
Listed = Annotated[tuple[Any, ...], Field(min_length=1)]


class People(Written):
    """people.yaml."""

    people: Listed


class Sources(Written):
    """sources.yaml."""

    sources: Listed


class Supports(Written):
    """support.yaml."""

    support: Listed


class NotTaughts(Written):
    """not-taught.yaml."""

    not_taught: Annotated[Listed, Field(alias="not-taught")]


class Glossary(Written):
    """glossary.yaml."""

    glossary: Listed


class Language(Written):
    """language.yaml."""

    language: Listed


LISTS = (
    *(f"{name}.yaml" for name in ("people", "sources", "support", "not-taught", "language", "glossary")),
    *("organisation.yaml", "course.yaml", "entitlement.yaml", "facilitating.md"),
)
SEE_ENDINGS = "to see how names end, choose View, Show, File name extensions in the Explorer of Windows"
# What a course about peer work cannot leave out, whatever the reason; and how much else it can.
ALWAYS_TAUGHT = re.compile(r"REC-STF-0[1-8]|REC-PEER-0[1-4]")
MOST_NOT_TAUGHT = 3
A_YEAR = 366


def read_shared(folder: Path, edits: list[Edit] | None = None) -> tuple[Shared, list[Problem]]:
    """Return the shared lists and every problem with them; a file that is not there is an empty list.

    The edits that would mend some of the problems are added to `edits`.
    """
    if leads_away(folder):
        return Shared(), [unreadable(folder, Refused(folder, ELSEWHERE))]
    problems: list[Problem] = list(_misnamed(folder))
    unsure: set[tuple[str, str]] = set()
    texts: list[tuple[str, Place]] = []
    people, _ = _entries(folder / "people.yaml", People, Person, problems, unsure, texts)
    sources, places = _entries(folder / "sources.yaml", Sources, Source, problems, unsure, texts)
    support, support_places = _entries(folder / "support.yaml", Supports, Support, problems, unsure, texts)
    staff_first = sorted(support.values(), key=lambda one: one.for_ != "staff")
    not_taught, reasons = _entries(folder / "not-taught.yaml", NotTaughts, NotTaught, problems, unsure, texts)
    words, word_places = _entries(folder / "language.yaml", Language, Word, problems, unsure, texts)
    terms, term_places = _entries(folder / "glossary.yaml", Glossary, Term, problems, unsure, texts)
    organisation, placed = read_written(folder / "organisation.yaml", Organisation, problems)
    if placed and organisation and organisation.schemas:
        root = folder.parent.parent
        problems += _schemas(organisation.schemas, root, placed)
    lists = (
        tuple(staff_first),
        organisation or Organisation(),
        not_taught,
        tuple(words.values()),
        tuple(terms.values()),
    )
    facilitating, found = read_facilitating(folder / "facilitating.md")
    problems += found.problems
    edits = edits if edits is not None else []
    edits += found.edits
    course, course_placed = read_written(folder / "course.yaml", Course, problems)
    page, page_placed = read_written(folder / "entitlement.yaml", Entitlement, problems)
    for model, where in ((organisation, placed), (course, course_placed), (page, page_placed)):
        texts += _marked(model, where) if model and where else []
    more_lists = (facilitating, frozenset(unsure), course.course if course else (), page, tuple(texts))
    shared = Shared(people, sources, *lists, *more_lists)
    names = module_names(folder.parent)
    problems += course_faults(course, course_placed, names) if course and course_placed else ()
    problems += entitlement_faults(page, page_placed, shared, names) if page and page_placed else ()
    problems += _unchecked(support, support_places)
    more = (
        _parts(shared, places),
        _not_taught(shared, reasons),
        _sources(shared, {**words, **terms}, {**word_places, **term_places}),
    )
    return shared, [*problems, *(problem for family in more for problem in family)]


def _misnamed(folder: Path) -> Iterable[Problem]:
    """F151 list-name: A shared list has its own name and nothing after it; Notepad adds .txt. Else it would be missing
    without a word.
    """
    for path in sorted(folder.glob("*.*.*")):
        meant = path.stem.lower()
        if meant in LISTS and not is_aside(path):
            message = f"This file is not read: its name goes on after {meant}"
            yield Problem("F151", Place(path), message, f"rename it {meant}; {SEE_ENDINGS}")


def _schemas(setting: str, root: Path, placed: Placed) -> Iterable[Problem]:
    """F109 schemas-folder: The folder with the schema files that organisation.yaml names stands in the folder
    that holds modules/, from which its path is taken.
    """
    folder = root / setting
    if not (folder.is_dir() and is_inside(folder, root)):
        hint = "correct it, or leave it empty: packages work without"
        message = f"There is no folder {quoted(setting)} in the one that holds modules/"
        yield Problem("F109", placed.place(("schemas",)), message, hint)


def _entries(
    path: Path,
    whole: type[Written],
    kind: type[Entry],
    problems: list[Problem],
    unsure: set[tuple[str, str]],
    texts: list[tuple[str, Place]],
) -> tuple[dict[str, Entry], dict[str, Place]]:
    """Return the entries listed in a file under its own name, by id, and the places of their ids."""
    found: dict[str, Entry] = {}
    places: dict[str, Place] = {}
    placed = _data(path, problems)
    name = kind.model_fields["id"].alias or "id"
    count = listed(whole, placed, path.stem, problems) if placed else 0
    if placed is None or not count:
        unsure.update([(path.stem, "")] if path.exists() else [])
        return found, places
    for index in range(count):
        at: Steps = (path.stem, index)
        entry, wrong = as_model(kind, placed, at)
        problems += wrong
        if entry is None:
            data = placed.at(at)
            unsure.add((path.stem, str(data.get(name)) if isinstance(data, dict) else ""))
            continue
        place = placed.place((*at, name))
        texts += _marked(entry, placed, at)
        if entry.id in found:
            problems.append(doubled(entry.id, place, places[entry.id]))
        else:
            found[entry.id], places[entry.id] = entry, place
    return found, places


def _marked(model: Written, placed: Placed, at: Steps = ()) -> list[tuple[str, Place]]:
    """Return every text in it that is shown as Markdown, with its place."""
    return [(text, placed.place(where)) for where, text in marked(model, at)]


def _parts(shared: Shared, places: Mapping[str, Place]) -> Iterable[Problem]:
    """E102 part-of-nothing: A part of a source names a whole source of the same list."""
    whole = [name for name, source in shared.sources.items() if not source.part_of]
    for name, source in shared.sources.items():
        if source.part_of and source.part_of not in whole and not shared.may_hold("sources", source.part_of):
            message = f"{quoted(source.part_of)} is not a whole source of this list"
            hint = did_you_mean(source.part_of, whole, "write the id of an entry that has no part-of itself")
            yield Problem("E102", places[name], message, hint)


def _unchecked(support: Mapping[str, Support], places: Mapping[str, Place]) -> Iterable[Problem]:
    """E119 contact-unchecked (dates, warning): Somebody made sure, in the last year, that a contact is right. A blank
    is nobody's to check yet.
    """
    today = datetime.date.today()
    for name, one in support.items():
        if one.contact and (one.checked is None or not 0 <= (today - one.checked).days <= A_YEAR):
            why = "is not checked" if one.checked is None else f"was checked on {long_date(one.checked)}"
            why = f"{why}, which is still to come" if one.checked and one.checked > today else why
            hint = "try it, then write the day you did so beside it, such as checked: 2027-03-31"
            yield Problem("E119", places[name], f"The contact of {quoted(name)} {why}", hint, "warning")


def _sources(shared: Shared, entries: Mapping[str, Word | Term], places: Mapping[str, Place]) -> Iterable[Problem]:
    """E115 list-source: A source that an entry of another list names stands in sources.yaml."""
    for entry, one in entries.items():
        for name in one.source:
            if name not in shared.sources and not shared.may_hold("sources", name):
                hint = did_you_mean(name, shared.sources, "put it into that file, or name one that is there")
                yield Problem("E115", places[entry], f"{quoted(name)} is not in modules/shared/sources.yaml", hint)


def _not_taught(shared: Shared, places: Mapping[str, Place]) -> Iterable[Problem]:
    """E112 reason-for-what: A reason for not teaching something stands for a recommendation or a theme.

    E113 always-taught: There is no reason for leaving out what is always taught.

    E114 too-many-reasons: Few lines of the study may be left out with a reason.
    """
    for number, (name, place) in enumerate(places.items(), start=1):
        source = shared.sources.get(name)
        if (not source or source.kind not in ("recommendation", "theme")) and not shared.may_hold("sources", name):
            lines = [one.id for one in shared.sources.values() if one.kind in ("recommendation", "theme")]
            hint = did_you_mean(name, lines, "write the id of an entry of sources.yaml that is one of these")
            yield Problem("E112", place, f"{quoted(name)} is not a recommendation or a theme", hint)
        elif ALWAYS_TAUGHT.fullmatch(name):
            hint = "take it out here, and teach it in a module"
            yield Problem("E113", place, f"{quoted(name)} is always taught, whatever else is not", hint)
        if number > MOST_NOT_TAUGHT:
            hint = f"{MOST_NOT_TAUGHT} lines of the study may have a reason; teach the others"
            yield Problem("E114", place, f"{quoted(name)} is one too many to leave out", hint)


def _data(path: Path, problems: list[Problem]) -> Placed | None:
    """Return a YAML file's data with places; None where there is no such file or it cannot be read."""
    if not path.exists():
        return None
    text, wrong = read_text(path)
    problems += wrong
    if text is None:
        return None
    placed = read_yaml(text)
    problems += placed.problems
    return placed if placed.data is not None else None


def listed(whole: type[Written], placed: Placed, name: str, problems: list[Problem]) -> int:
    """Return how many entries a file lists under a name, whatever else is wrong with the file."""
    problems += as_model(whole, placed)[1]
    entries = placed.data.get(name) if isinstance(placed.data, dict) else None
    return len(entries) if isinstance(entries, list) else 0


def read_written(path: Path, kind: type[Model], problems: list[Problem]) -> tuple[Model | None, Placed | None]:
    """Return the whole file as a model with its places, or None and the problems that stop it."""
    placed = _data(path, problems)
    if placed is None:
        return None, None
    model, wrong = as_model(kind, placed)
    problems += wrong
    return model, placed
