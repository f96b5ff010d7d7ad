"""`check`: all that is wrong, and the pages of the manual on it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.common import counted, leave, meant, near, shown, stop, targets_for

if TYPE_CHECKING:
    from builder.pipeline import Checked


@click.command()
@click.argument("names", metavar="[MODULE]...", nargs=-1)
@click.option("--fix", is_flag=True, help="Mend what has one right answer, such as missing ids and codes.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--advice", is_flag=True, help="Show notes too: advice that a good module may leave aside.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How it is said.")
@click.option("--explain", metavar="CODE", help="Say what a rule asks for, and why.")
@click.pass_obj
def check(
    folder: Path, names: tuple[str, ...], fix: bool, strict: bool, advice: bool, form: str, explain: str | None
) -> None:
    """Say all that is wrong with the modules, with file and line."""
    if explain is not None:
        _explain(explain)
        return
    from builder.pipeline import checked, mend

    workspace, wanted_names = meant(folder, names)
    wanted = targets_for("")
    found = checked(workspace, wanted_names, wanted)
    if fix and found.edits:
        for path in mend(found.edits):
            click.echo(f"Mended {near(path, folder)}", err=form != "text")
        found = checked(workspace, wanted_names, wanted)
    click.echo(shown(found.problems, folder, form, advice=advice or form == "json"), nl=False)
    if form == "text":
        if all(one.severity == "note" for one in found.problems):
            click.echo(f"{counted(len(found.modules), 'module')} checked. Nothing to mend.")
        _say_advice(found, advice)
    leave(found, strict, silent=form != "text")


def _explain(words: str) -> None:
    """Print the page of the manual on a rule, or what there is instead."""
    from builder.report import manual
    from builder.rules import asked_for

    rule = asked_for(words)
    if isinstance(rule, str):
        stop(rule, 2)
    click.echo(manual(rule))


def _say_advice(found: "Checked", shown: bool) -> None:
    """Say how many notes there are, and how to read them."""
    notes = sum(problem.severity == "note" for problem in found.problems)
    if notes:
        click.echo(f"{counted(notes, 'note')}, which are advice" + ("." if shown else ": read them with --advice."))
