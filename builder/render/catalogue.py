"""The catalogue, `output/index.html`: the course map, what was built, and what stands between it and a release."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.files import File
from builder.model import Module, Shared
from builder.problems import Problem
from builder.render.course_map import routes
from builder.render.leaf import LANGUAGE, leaf, leaf_style
from builder.render.lists import entitlement, glossary
from builder.render.print import KINDS
from builder.render.print.course import COURSE
from builder.render.screens import words_of
from builder.words import long_date, long_size


@dataclass(frozen=True)
class Standing:
    """A module as it was found: what stops a release of it, what one would rather have better, whether it builds."""

    module: Module
    stops: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()
    builds: bool = True


@dataclass(frozen=True)
class Built:
    """A file that is there: its path from the catalogue, its name, and its size in words."""

    path: str
    name: str
    size: str


@dataclass(frozen=True)
class Paper:
    """A handout that is there, by its kind and edition: as a PDF, or as a web page to print, or both."""

    kind: str
    edition: str
    pdf: Built | None
    twin: Built | None


@dataclass(frozen=True)
class Open:
    """Something to be done, in plain words, and where."""

    words: str
    where: str = ""


@dataclass(frozen=True)
class Listed:
    """A module in the catalogue: the files of it that are there, by what they are, and what is left to do.

    `stops` keeps it from a release, `advice` does not.
    """

    module: Module
    files: dict[str, Built]
    papers: tuple[Paper, ...]
    stops: tuple[Open, ...]
    advice: tuple[Open, ...]
    is_overdue: bool
    builds: bool


PLACES = {
    "play": "web/index.html",
    "scorm12": "{id}-scorm12.zip",
    "scorm2004": "{id}-scorm2004.zip",
    "codes": "{id}-codes.csv",
}
# What is said in other words here than to those who write a module: that it is not approved, or past its review.
APPROVAL, REVIEW = "R101", "S111"
# What stands beside the modules where it was made, and the address it has from the catalogue.
BESIDE = {
    "entitlement": "entitlement.html",
    "glossary": "glossary.html",
    "trace": "trace.html",
    "gallery": "gallery/index.html",
}
words = words_of(LANGUAGE)


def catalogue_files(
    standings: Sequence[Standing], shared: Shared, stops: Iterable[Problem], root: Path, output: Path
) -> Iterator[File]:
    """Yield the catalogue, its style sheet and the page on training for peers.

    `stops` is what in the shared lists stops a release. A module of which nothing is there stands on the map alone.
    """
    listed = {one.module.id: _listed(one, root, output) for one in standings}
    pages = list(_pages(shared, [one.module for one in standings], output))
    made = {page.path for page in pages}
    beside = {name: path for name, path in BESIDE.items() if path in made or (output / path).is_file()}
    yield leaf(
        "catalogue",
        routes=list(routes(shared, [one.module for one in standings])),
        listed={name: one for name, one in listed.items() if one.files or one.papers},
        open=_open(stops, root),
        blanks=[one.name for one in shared.support if not one.contact],
        shared=shared,
        beside=beside,
        papers=[paper for name in COURSE if (paper := _paper(name, "", "handouts", output))],
    )
    yield from pages
    yield leaf_style()


def _pages(shared: Shared, modules: Sequence[Module], output: Path) -> Iterator[File]:
    """Yield the pages that the shared lists fill by themselves."""
    if shared.entitlement:
        yield entitlement(shared, modules, output)
    if shared.glossary:
        yield glossary(shared)


def _listed(standing: Standing, root: Path, output: Path) -> Listed:
    module = standing.module
    found = {what: _built(f"{module.id}/{where.format(id=module.id)}", output) for what, where in PLACES.items()}
    files = {what: file for what, file in found.items() if file}
    papers = tuple(_papers(module.id, output))
    is_overdue = module.about.review < datetime.date.today()
    stops, advice = _open(standing.stops, root, module), _open(standing.advice, root)
    return Listed(module, files, papers, stops, advice, is_overdue, standing.builds)


def _built(path: str, output: Path) -> Built | None:
    file = output / path
    return Built(path, file.name, long_size(file.stat().st_size)) if file.is_file() else None


def _papers(module: str, output: Path) -> Iterator[Paper]:
    """Yield the handouts of a module that are there, the kinds in their order."""
    for kind in KINDS:
        for edition in kind.editions:
            if paper := _paper(kind.name, edition, f"{module}/handouts", output):
                yield paper


def _paper(kind: str, edition: str, folder: str, output: Path) -> Paper | None:
    path = f"{folder}/{'-'.join(filter(None, (kind, edition)))}"
    pdf, twin = _built(f"{path}.pdf", output), _built(f"{path}.html", output)
    return Paper(kind, edition, pdf, twin) if pdf or twin else None


def _open(problems: Iterable[Problem], root: Path, module: Module | None = None) -> tuple[Open, ...]:
    return tuple(_in_words(one, root, module) for one in problems)


def _in_words(problem: Problem, root: Path, module: Module | None) -> Open:
    """Return what is left to do as somebody reads it who never sees the files of a module."""
    if module and problem.code == APPROVAL:
        return Open(words(f"stops-status-{module.about.status.replace(' ', '-')}"))
    if module and problem.code == REVIEW:
        return Open(words("stops-review", date=long_date(module.about.review)))
    path = problem.place.path
    near = path.relative_to(root) if path.is_relative_to(root) else path
    return Open(f"{problem.message}.", words("stops-where", file=near.as_posix(), line=problem.place.line))
