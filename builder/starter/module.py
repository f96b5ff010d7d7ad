"""New modules: a first one that checks and builds, or a copy of the whole course to make one's own."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from string import Template

from builder.files import File, shipped, write_file, write_folder
from builder.model import About
from builder.placed import Extract, read_yaml
from builder.problems import quoted
from builder.read.ids import slug
from builder.read.module import NAME
from builder.read.schemas import head, write_schemas
from builder.words import templates
from builder.written import as_model

STARTER = {"audience": "All staff", "minutes": "2"}  # what a module says where nobody said anything else
_TAKEN = ("shared", "question")  # the folder of the lists, and what `new question` means
_WITH_SOURCES = ("facilitating.md", "glossary.yaml", "language.yaml")
_OF_THE_COURSE = ("course.yaml", "entitlement.yaml")


class Refused(Exception):
    """What was asked for cannot be done; the message says why. `code` is what the command ends with."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def refuse_name(root: Path, name: str) -> None:
    """Raise Refused where a module cannot have a name."""
    if not NAME.fullmatch(name) or name in _TAKEN:
        rule = "use small letters, digits and hyphens, starting with a letter"
        more = f" Other than {' and '.join(map(quoted, _TAKEN))}." if name in _TAKEN else ""
        raise Refused(f"{quoted(name)} cannot be the name of a module: {rule}.{more}", 2)
    if (root / "modules" / name).exists():
        raise Refused(f'There is already a module "{name}" in modules/. Choose another name.')


def named_after(title: str) -> str:
    """Return a name for the folder of a module with a title."""
    return slug(title, _TAKEN, "module")


def about_text(said: Mapping[str, str]) -> str:
    """Return module.yaml with what a person said under `title`, `audience` and `minutes`. Raises Refused."""
    today = datetime.date.today()
    review = today.replace(year=today.year + 1, day=min(today.day, 28))
    values = {**STARTER, **{key: _on_one_line(text) for key, text in said.items()}, "review": review.isoformat()}
    path = templates() / "starter" / "module.yaml"
    text = filled(path.read_text(encoding="utf-8"), {key: _as_yaml(text) for key, text in values.items()})
    _, problems = as_model(About, read_yaml(Extract(path, text)))
    if problems:
        raise Refused(f"{problems[0].message}: {problems[0].hint}.", 2)
    return text


def write_module(root: Path, name: str, said: Mapping[str, str] | None = None) -> list[Path]:
    """Write `modules/<name>/` and the shared lists that are not there yet. Raises Refused or OSError."""
    refuse_name(root, name)
    about = about_text({"title": name.replace("-", " ").strip().capitalize(), **(said or {})})
    starter = templates() / "starter"
    files = [
        File(path.name, head(path.name).encode() + path.read_bytes())
        for path in sorted(starter.iterdir())
        if path.name != "module.yaml"
    ]
    files.append(File("module.yaml", (head("module.yaml") + about).encode()))
    folder = root / "modules" / name
    written = [*_shared(root), *write_schemas(root / "modules")]
    write_folder(folder, files)
    return [*written, *(folder / file.path for file in files)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a starter with its `$names` filled in; comments stay in their column, where there is room."""
    return "\n".join(_filled(line, values) for line in text.split("\n"))


def _filled(line: str, values: Mapping[str, str]) -> str:
    head, mark, comment = line.partition(" # ") if "$" in line else (line, "", "")
    return Template(head.rstrip()).substitute(values).ljust(len(head)) + mark + comment


def _on_one_line(text: str) -> str:
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _as_yaml(text: str) -> str:
    """Return a text as YAML reads it back: as it is, or in quotation marks where it needs them."""
    placed = read_yaml(Extract(Path(), f"text: {text}\n"))
    return text if placed.data == {"text": text} and not placed.problems else json.dumps(text, ensure_ascii=False)


def copy_course(root: Path) -> list[Path]:
    """Copy every module and the shared lists of the shipped course. Raises Refused or OSError."""
    target = root / "modules"
    if target.exists() and any(target.iterdir()):
        raise Refused("There is already a modules/ folder here with something in it. Start in an empty folder.")
    course = shipped("modules")
    write_folder(target, (_copied(path, course) for path in sorted(course.rglob("*")) if path.is_file()))
    write_schemas(target)
    return [target]


def _copied(path: Path, course: Path) -> File:
    """Return a file of the course, with the line by which an editor finds its schema."""
    name = path.relative_to(course)
    first = head(name.name) if len(name.parts) == 2 and name.parts[0] != "shared" else ""
    return File(name.as_posix(), first.encode() + path.read_bytes())


def _shared(root: Path) -> list[Path]:
    """Copy the shared lists that are missing; those that are there are never touched.

    Some of them name sources, so they come only with the sources they name; what is about the course's own
    modules comes with the whole course alone.
    """
    written = []
    folder = root / "modules" / "shared"
    left_out = (*_OF_THE_COURSE, *(_WITH_SOURCES if (folder / "sources.yaml").exists() else ()))
    for source in sorted(one for one in (shipped("modules") / "shared").iterdir() if one.is_file()):
        path = folder / source.name
        if source.is_file() and not path.exists() and source.name not in left_out:
            write_file(path, source.read_bytes())
            written.append(path)
    return written
