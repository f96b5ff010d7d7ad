"""What the commands share: the modules meant, and how things are said and ended."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from builder.problems import harmless

if TYPE_CHECKING:
    from builder.model import Module
    from builder.pipeline import Checked, Workspace
    from builder.problems import Problem
    from builder.targets import Target

FOLDER = click.Path(file_okay=False, path_type=Path)


def meant(folder: Path, names: Iterable[str]) -> "tuple[Workspace, list[str]]":
    """Return the workspace and the modules meant (all, if none is named), or stop and say what is missing."""
    from builder.given import ELSEWHERE, Refused, leads_away
    from builder.pipeline import Workspace

    workspace = Workspace(folder)
    if leads_away(workspace.modules):
        raise Refused(workspace.modules, ELSEWHERE)
    if not workspace.names():
        stop(
            f"There is no module here: {folder} holds no modules/ with a module in it.\n"
            "  hint: make one with team-readiness new my-module, or copy the course with team-readiness new --course"
        )
    wanted, wrong = workspace.asked_for(names)
    if wrong:
        stop(wrong, 2)
    return workspace, wanted


def place_for(output: Path | None, folder: Path) -> Path:
    """Return the output folder. Raises OSError where the workspace has a link there: nobody chose where it leads."""
    from builder.given import Refused, leads_away

    output = output or folder / "output"
    place = output.parent.resolve() / output.name
    if place.is_relative_to(folder) and leads_away(place):
        raise Refused(place, "a link stands where the output is wanted")
    return place.resolve()


def targets_for(only: str) -> "list[Target]":
    """Return the targets asked for, or stop with a hint."""
    from builder.problems import did_you_mean
    from builder.targets import targets

    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in targets():
            stop(f'"{name}" is not something that can be built: {did_you_mean(name, targets())}', 2)
    return [target for name, target in targets().items() if not names or name in names]


def in_colour() -> bool:
    """Say whether what is printed may have colours: in a terminal, unless somebody wants none."""
    return bool(sys.stdout and sys.stdout.isatty()) and "NO_COLOR" not in os.environ


def shown(problems: "Iterable[Problem]", folder: Path, form: str = "text", *, advice: bool = False) -> str:
    """Return every problem as it is printed to standard output; notes only where advice is asked for."""
    from builder.report import report

    wanted = [one for one in problems if advice or one.severity != "note"]
    return "".join(f"{text}\n" for text in report(wanted, folder, form, colour=in_colour()))


@contextlib.contextmanager
def writing(output: Path) -> Iterator[None]:
    """Write into an output folder while nobody else does; where somebody does, say so and wait."""
    from builder.files import alone

    said = f"Another command writes into {output}: this one goes on when that has ended (Ctrl-C stops waiting)."
    with alone(output, lambda: click.echo(said, err=True)):
        yield


def ended(found: "Checked", strict: bool) -> tuple[str, int]:
    """Return how a command ends: one line that says how many problems and how bad, and 1 where one stops a release."""
    counts = {one: sum(problem.severity == one for problem in found.problems) for one in ("error", "warning")}
    said = ", ".join(counted(number, one) for one, number in counts.items() if number)
    return said and f"{said}.\n", int(counts["error"] > 0 or (strict and counts["warning"] > 0))


def leave(found: "Checked", strict: bool, *, silent: bool = False, failed: bool = False) -> NoReturn:
    """End a command as it has to end: with 1 where something else has `failed`, too."""
    said, code = ended(found, strict)
    click.echo("" if silent else said, nl=False)
    sys.exit(max(code, failed))


def easy_count(modules: "Iterable[Module]") -> str:
    """Return how many modules have an easy edition, as a sentence."""
    modules = list(modules)
    easy = sum(module.easy is not None for module in modules)
    return f"{easy} of {counted(len(modules), 'module')} {'has' if easy == 1 else 'have'} an easy edition."


def counted(number: int, thing: str) -> str:
    """Return a number of things in words: "1 module", "2 modules"."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def near(path: Path, folder: Path) -> str:
    """Return a path as a trainer knows it: from her folder, where it is in there."""
    return harmless(path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path))


def stop(message: str, code: int = 1) -> NoReturn:
    """Say why a command ends, and end it."""
    click.echo(harmless(message), err=True)
    sys.exit(code)
