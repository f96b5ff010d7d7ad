"""The catalogue, `output/index.html`: what was built, and links to play, download and print it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.files import File
from builder.model import Module
from builder.render.environment import fill
from builder.render.theme import sheet
from builder.words import long_size, templates


@dataclass(frozen=True)
class Built:
    """A file that is there: its path from the catalogue, its name, and its size in words."""

    path: str
    name: str
    size: str


@dataclass(frozen=True)
class Listed:
    """A module in the catalogue and the files of it that are there, by what they are."""

    module: Module
    files: dict[str, Built]


PLACES = {
    "play": "web/index.html",
    "scorm12": "{id}-scorm12.zip",
    "scorm2004": "{id}-scorm2004.zip",
    "codes": "{id}-codes.csv",
    "summary": "handouts/summary.pdf",
    "summary-html": "handouts/summary.html",
    "easy": "handouts/summary-easy.pdf",
    "easy-html": "handouts/summary-easy.html",
}


def catalogue_files(modules: Iterable[Module], output: Path) -> Iterator[File]:
    """Yield the catalogue's page and style sheet; a module of which nothing is there is left out."""
    listed = [one for module in modules if (one := _listed(module, output)).files]
    yield File("index.html", fill("page/catalogue.html", "en-GB", listed=listed).encode())
    style = templates() / "style"
    names = ("base.css", "catalogue.css")
    texts = [sheet(), *((style / name).read_text(encoding="utf-8") for name in names)]
    yield File("catalogue.css", "\n".join(texts).encode())


def _listed(module: Module, output: Path) -> Listed:
    paths = {what: output / module.id / where.format(id=module.id) for what, where in PLACES.items()}
    files = {
        what: Built(path.relative_to(output).as_posix(), path.name, long_size(path.stat().st_size))
        for what, path in paths.items()
        if path.is_file()
    }
    return Listed(module, files)
