"""What the commands share: the modules meant, and how things are said and ended."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from builder.model import Module
    from builder.pipeline import Checked, Workspace
    from builder.problems import Problem
    from builder.targets import Target

FOLDER = click.Path(file_okay=False, path_type=Path)


def meant(folder: Path, names: Iterable[str]) -> "tuple[Workspace, list[str]]":
    """Return the workspace and the modules meant (all, if none is named), or stop and say what is missing."""
    from builder.pipeline import Workspace

    workspace = Workspace(folder)
    if not workspace.names():
        stop(
            f"There is no module here: {folder} holds no modules/ with a module in it.\n"
            "  hint: make one with team-readiness new my-module, or copy the course with team-readiness new --course"
        )
    wanted, wrong = workspace.asked_for(names)
    if wrong:
        stop(wrong, 2)
    return workspace, wanted


def targets_for(only: str) -> "list[Target]":
    """Return the targets asked for, or stop with a hint."""
    from builder.problems import did_you_mean
    from builder.targets import targets

    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in targets():
            stop(f'"{name}" is not something that can be built: {did_you_mean(name, targets())}', 2)
    return [target for name, target in targets().items() if not names or name in names]


def show(problems: "Iterable[Problem]", folder: Path, form: str = "text", *, advice: bool = False) -> None:
    """Print every problem to standard output; notes only where advice is asked for."""
    from builder.report import report

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    shown = [one for one in problems if advice or one.severity != "note"]
    for text in report(shown, folder, form, colour=colour):
        click.echo(text)


def leave(found: "Checked", strict: bool, *, silent: bool = False) -> None:
    """Exit with 1 where something stops a release, after one line that says how many and how bad."""
    counts = {one: sum(problem.severity == one for problem in found.problems) for one in ("error", "warning")}
    if any(counts.values()) and not silent:
        click.echo(", ".join(counted(number, one) for one, number in counts.items() if number) + ".")
    if counts["error"] or (strict and counts["warning"]):
        sys.exit(1)


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
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def why(error: OSError) -> str:
    """Return what a machine says against reading or writing, with the file."""
    return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)


def stop(message: str, code: int = 1) -> NoReturn:
    """Say why a command ends, and end it."""
    click.echo(message, err=True)
    sys.exit(code)
