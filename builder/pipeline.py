"""The whole line on one page: find, read, check, render, pack, write.

A module with errors is not written, and its last good output stays as it was; the others are.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.checks.release import approved, stopping
from builder.files import File, write_file, write_folder, zipped
from builder.given import files_in
from builder.kept import Kept, Last
from builder.looked import Looking
from builder.model import Module, Shared
from builder.problems import Edit, Problem, any_errors, did_you_mean, in_order, quoted
from builder.read import SHARED, module_names
from builder.read.edits import apply
from builder.render import Build
from builder.render.catalogue import Standing, catalogue_files
from builder.render.codes import code_book
from builder.render.package import schema_folder
from builder.render.pdf import can_print
from builder.render.press import Order, Press
from builder.render.print import Handout
from builder.render.print.course import course_handouts
from builder.render.trace import trace_files
from builder.targets import Target
from builder.trace import Trace
from builder.withdrawn import remember


@dataclass(frozen=True)
class Workspace:
    """A folder that holds `modules/`."""

    root: Path

    @property
    def modules(self) -> Path:
        """Return the folder trainers write in."""
        return self.root / "modules"

    def names(self) -> list[str]:
        """Return the names of all modules, sorted; none where there is no such folder."""
        return module_names(self.modules)

    def asked_for(self, names: Iterable[str]) -> tuple[list[str], str]:
        """Return the modules that names (or paths, which a terminal completes) mean, and what is wrong with one."""
        known = self.names()
        wanted = list(dict.fromkeys(Path(name).name for name in names))
        for name in wanted:
            if name not in known:
                hint = did_you_mean(name, known)
                return [], f"There is no module {quoted(name)} in modules/" + (f": {hint}" if hint else "")
        return wanted or known, ""

    def latest(self, names: Iterable[str]) -> str:
        """Return the one of some modules in which a file was saved last."""
        return max(names, key=lambda name: _saved(self.modules / name))


def _saved(folder: Path) -> int:
    """Return when something in a folder was saved last."""
    latest = 0
    for path in files_in(folder):
        with contextlib.suppress(OSError):  # it went while it was looked at
            latest = max(latest, path.lstat().st_mtime_ns)
    return latest


@dataclass(frozen=True)
class Checked:
    """What reading and checking gave: the modules that can be built, every problem, and the edits for --fix.

    `standings` says of every module that could be read how far it is from a release.
    """

    modules: tuple[Module, ...] = ()
    problems: tuple[Problem, ...] = ()
    edits: tuple[Edit, ...] = ()
    shared: Shared = field(default_factory=Shared)
    standings: tuple[Standing, ...] = ()


def checked(
    workspace: Workspace,
    names: Iterable[str],
    wanted: Sequence[Target],
    *,
    release: bool = False,
    kept: Kept | None = None,
) -> Checked:
    """Read and check the modules named, for a `release` more strictly. `kept` is where looks at modules are kept.

    Where the shared lists have errors, none can be built.
    """
    look = Looking(workspace.modules, wanted, kept)
    edits = list(look.edits)
    problems = [stopping(one) if release else one for one in look.problems]
    stop = any_errors(problems)
    good: list[Module] = []
    standings: list[Standing] = []
    for name in names:
        looked = look(name)
        reading, plain = looked.reading, looked.problems
        strict = [*map(stopping, plain), *approved(reading.module)]
        found = strict if release else plain
        if reading.whole and not (stop or any_errors(found)):
            good.append(reading.module)
        if reading.whole:
            standings.append(_standing(reading.module, strict, builds=not any_errors(plain)))
        problems += found
        edits += reading.edits
    mends = (edit for one in in_order(problems) for edit in one.mends)
    return Checked(tuple(good), tuple(in_order(problems)), (*edits, *mends), look.shared, tuple(standings))


def _standing(module: Module, strict: Iterable[Problem], *, builds: bool) -> Standing:
    """Return how far a module is from a release, which sees its problems as strictly as this."""
    stops = [one for one in in_order(strict) if one.severity == "error"]
    return Standing(module, tuple(stops), tuple(one for one in in_order(strict) if one not in stops), builds)


def mend(edits: Iterable[Edit]) -> list[Path]:
    """Write the ids and codes that are missing into the trainers' files; return the files. Raises OSError."""
    changed = apply(edits)
    for path, data in changed.items():
        write_file(path, data)
    return sorted(changed)


@dataclass(frozen=True)
class Made:
    """One thing that was built: where it is, and what it is."""

    path: Path
    title: str


def last_built(
    workspace: Workspace, names: Iterable[str], wanted: Sequence[Target], output: Path, kept: Kept
) -> dict[str, Last]:
    """Return what is known of the last time each module was built for these targets.

    It is asked for before the modules are read, so that what is saved from then on is known to be new.
    """
    made, lists = repr(([target.name for target in wanted], output)), workspace.modules / SHARED
    return {name: Last(kept, f"{name} {made}", [workspace.modules / name, lists]) for name in names}


def changed(modules: Iterable[Module], last: Mapping[str, Last], schemas: Path | None) -> list[Module]:
    """Return the modules that do not stand as they were made the last time."""
    return [module for module in modules if last[module.id].said() != str(schemas)]


def build(
    modules: Sequence[Module],
    wanted: Sequence[Target],
    output: Path,
    schemas: Path | None,
    started: Callable[[str], None],
    kept: Kept,
    last: Mapping[str, Last] | None = None,
    course: Checked | None = None,
) -> Iterator[Made]:
    """Make and write every target of the modules; `started` hears what is being made.

    `last` will know next time what was made. `course` is given where it can be read whole: then its handouts are made
    too.

    Beside the packages, whose records speak in codes, stands the book that says what those mean.

    Raises OSError where the output cannot be written.
    """
    with Press(kept) as press:
        all_of_it = any(target.name == "handouts" for target in wanted)
        builds = [Build(module, schemas, prints=can_print(), printer=press) for module in modules]
        for one in builds:  # the page of every target carries the summary
            one.order(*(one.handouts if all_of_it else ("summary",)))
        whole = course_handouts(course.shared, course.modules) if course and all_of_it else ()
        orders = {one: press(one.html) if can_print() else None for one in whole}
        for one in builds:
            paths = [schemas] if schemas else []
            for made in _made(one, wanted, output, started):
                remember(made.path, [one.module])
                paths.append(made.path)
                yield made
            if last and can_print():  # else the PDFs that are missing are tried for again
                last[one.module.id].remember(str(schemas), paths)
        if orders:
            started("Handouts of the course")
            write_folder(output / "handouts", _papers(orders))
            remember(output / "handouts", course.modules if course else ())
            yield Made(output / "handouts", "Handouts of the course")


def _papers(orders: Mapping[Handout, Order | None]) -> Iterator[File]:
    for handout, order in orders.items():
        yield File(f"{handout.name}.html", handout.html.encode())
        if order and (printed := order()):
            yield File(f"{handout.name}.pdf", printed.data)


def _made(one: Build, wanted: Sequence[Target], output: Path, started: Callable[[str], None]) -> Iterator[Made]:
    module = one.module
    for target in wanted:
        started(f"{module.id}: {target.title}")
        yield Made(_write(one, target, output / module.id), target.title)
    if any(target.schema for target in wanted):
        path = output / module.id / f"{module.id}-codes.csv"
        write_file(path, code_book(module))
        yield Made(path, "Code book")


def _write(one: Build, target: Target, folder: Path) -> Path:
    files = target.files(one)
    if target.form == "zip":
        path = folder / f"{one.module.id}-{target.name}.zip"
        write_file(path, zipped(files))
    else:
        path = folder / target.name
        write_folder(path, files)
    return path


def write_catalogue(
    workspace: Workspace,
    output: Path,
    found: Checked | None = None,
    wanted: Sequence[Target] = (),
    kept: Kept | None = None,
) -> Path:
    """Write `output/index.html`: the course, with what there is of each module. Raises OSError.

    `found` is what was checked for a build, so that nothing is read twice; the other modules are checked here.
    """
    met = found.standings if found else ()
    names = [name for name in workspace.names() if name not in {one.module.id for one in met}]
    rest = checked(workspace, names, wanted, kept=kept)
    standings = sorted((*met, *rest.standings), key=lambda one: one.module.id)
    lists = workspace.modules / SHARED
    stops = [one for one in map(stopping, rest.problems) if one.severity == "error"]
    stops = [one for one in stops if one.place.path.is_relative_to(lists)]
    for file in catalogue_files(standings, rest.shared, stops, workspace.root, output):
        write_file(output / file.path, file.data)
    return output / "index.html"


def write_trace(trace: Trace, left_out: Iterable[str], workspace: Workspace, output: Path) -> list[Path]:
    """Write the trace of the study as a page and a table; return these two. Raises OSError."""
    for file in trace_files(trace, left_out, workspace.root, output):
        write_file(output / file.path, file.data)
    return [output / "trace.html", output / "trace.csv"]


def schemas_folder(given: Path | None, workspace: Workspace, shared: Shared) -> Path | None:
    """Return the folder with ADL's schema files: the one given, else the workspace's setting, else None."""
    setting = shared.organisation.schemas
    return given or (workspace.root / setting if setting else None)


def no_schemas(folder: Path | None, wanted: Iterable[Target]) -> str:
    """Return what is wrong with the folder of schema files, or "" where it serves every target that takes them."""
    for target in wanted:
        if folder and target.schema and schema_folder(folder, target.schema) is None:
            return f"There are no schema files for the {target.title} in {folder}: {target.schema} is not there."
    return ""
