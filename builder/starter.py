"""New modules: a first one that checks and builds, or a copy of the whole course to make one's own."""

import datetime
import shutil
from pathlib import Path
from string import Template

from builder.files import File, shipped, write_file, write_folder
from builder.problems import quoted
from builder.read.module import NAME
from builder.words import templates

_WITH_SOURCES = ("facilitating.md", "glossary.yaml", "language.yaml")
_OF_THE_COURSE = ("course.yaml", "entitlement.yaml")


class Refused(Exception):
    """What was asked for cannot be done; the message says why. `code` is what the command ends with."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def write_module(root: Path, name: str) -> list[Path]:
    """Write `modules/<name>/` and the shared lists that are not there yet. Raises Refused or OSError."""
    if not NAME.fullmatch(name) or name == "shared":
        rule = "use small letters, digits and hyphens, starting with a letter"
        raise Refused(f"{quoted(name)} cannot be the name of a module: {rule}.", 2)
    folder = root / "modules" / name
    if folder.exists():
        raise Refused(f'There is already a module "{name}" in modules/. Choose another name.')
    today = datetime.date.today()
    review = today.replace(year=today.year + 1, day=min(today.day, 28))
    values = {"title": name.replace("-", " ").strip().capitalize(), "review": review.isoformat()}
    starter = templates() / "starter"
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(starter.rglob("*")) if path.is_file()}
    files = [
        File(path.relative_to(starter).as_posix(), Template(text).substitute(values).encode())
        for path, text in texts.items()
    ]
    written = _shared(root)
    write_folder(folder, files)
    return [*written, *(folder / file.path for file in files)]


def copy_course(root: Path) -> list[Path]:
    """Copy every module and the shared lists of the shipped course. Raises Refused or OSError."""
    target = root / "modules"
    if target.exists() and any(target.iterdir()):
        raise Refused("There is already a modules/ folder here with something in it. Start in an empty folder.")
    shutil.copytree(shipped("modules"), target, dirs_exist_ok=True)
    return [target]


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
