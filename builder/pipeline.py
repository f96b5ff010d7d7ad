"""The whole line on one page: find, read, check, render, pack, write.

A module with errors is not written, and its last good output stays as it was; the others are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from builder.checks import check
from builder.files import write_file, write_folder, zipped
from builder.model import Module, Shared
from builder.problems import Place, Problem, any_errors, did_you_mean, in_order
from builder.read import read_module, read_shared
from builder.read.ids import Edit, apply
from builder.render import Build
from builder.render.catalogue import catalogue_files
from builder.targets import Target, targets

SHARED = "shared"


@dataclass(frozen=True)
class Workspace:
    """A folder that holds `modules/`."""

    root: Path

    @property
    def modules(self) -> Path:
        """Return the folder trainers write in."""
        return self.root / "modules"

    def names(self) -> list[str]:
        """Return the names of all modules, sorted."""
        folders = (one for one in self.modules.iterdir() if one.is_dir() and not one.name.startswith((".", "_")))
        return sorted(one.name for one in folders if one.name != SHARED)


@dataclass(frozen=True)
class Checked:
    """What reading and checking gave: the modules that can be built, every problem, and the edits for --fix."""

    modules: tuple[Module, ...] = ()
    problems: tuple[Problem, ...] = ()
    edits: tuple[Edit, ...] = ()
    shared: Shared = field(default_factory=Shared)


def unknown(workspace: Workspace, names: Iterable[str]) -> str | None:
    """Return what is wrong with the names asked for, or None."""
    known = workspace.names()
    for name in names:
        if name not in known:
            return f'There is no module "{name}" in {workspace.modules.name}/: {did_you_mean(name, known)}'
    return None


def checked(workspace: Workspace, names: Iterable[str], wanted: Iterable[Target]) -> Checked:
    """Read and check the modules named (all of them where none is)."""
    shared, problems = read_shared(workspace.modules / SHARED)
    good: list[Module] = []
    edits: list[Edit] = []
    stop = any_errors(problems)
    for name in list(names) or workspace.names():
        reading = read_module(workspace.modules / name, shared)
        found = list(reading.problems)
        if reading.module is not None:
            found += check(reading.module)
            found += (problem for target in wanted for problem in target.check(reading.module))
            if not (any_errors(found) or stop):
                good.append(reading.module)
        problems += found
        edits += reading.edits
    return Checked(tuple(good), tuple(in_order(problems)), tuple(edits), shared)


def mend(edits: Iterable[Edit]) -> list[Path]:
    """Write the ids and codes that are missing into the trainers' files; return the files."""
    changed = apply(edits)
    for path, data in changed.items():
        write_file(path, data)
    return sorted(changed)


@dataclass(frozen=True)
class Made:
    """One thing that was built: where it is, and what it is."""

    path: Path
    title: str


def build(
    found: Checked, wanted: list[Target], output: Path, schemas: Path | None, started: Callable[[str], None]
) -> Iterator[Made]:
    """Make and write every target of every module, and the catalogue; `started` hears what is being made.

    Raises OSError where the output cannot be written.
    """
    for module in found.modules:
        one = Build(module, schemas)
        for target in wanted:
            started(f"{module.id}: {target.title}")
            yield Made(_write(one, target, output / module.id), target.title)


def _write(one: Build, target: Target, folder: Path) -> Path:
    files = target.files(one)
    if target.form == "zip":
        path = folder / f"{one.module.id}-{target.name}.zip"
        write_file(path, zipped(files))
    else:
        path = folder / target.name
        write_folder(path, files)
    return path


def write_catalogue(workspace: Workspace, output: Path) -> Path:
    """Write `output/index.html`: every module that has been built, with what there is of it."""
    shared, _ = read_shared(workspace.modules / SHARED)
    readings = (read_module(workspace.modules / name, shared) for name in workspace.names())
    modules = [reading.module for reading in readings if reading.module]
    for file in catalogue_files(modules, output):
        write_file(output / file.path, file.data)
    return output / "index.html"


def schemas_folder(given: Path | None, workspace: Workspace, shared: Shared) -> Path | None:
    """Return the folder with ADL's schema files: the one given, else the workspace's setting, else None."""
    setting = shared.organisation.schemas
    return given or (workspace.root / setting if setting else None)


def no_modules(workspace: Workspace) -> Problem | None:
    """Return a problem where the workspace holds no module at all."""
    if workspace.modules.is_dir() and workspace.names():
        return None
    hint = "make one with: team-readiness new my-module, or copy the whole course: team-readiness new --course"
    return Problem("F107", Place(workspace.modules), "There is no module here.", hint)


ALL = targets
