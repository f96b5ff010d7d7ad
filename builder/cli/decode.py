"""`decode`: a learner's saved progress in words."""

from pathlib import Path

import click

from builder.cli.common import meant, stop


@click.command()
@click.argument("line", metavar='"SUSPEND DATA"')
@click.argument("name", metavar="MODULE")
@click.pass_obj
def decode(folder: Path, line: str, name: str) -> None:
    """Say what a learner's saved progress says, and why a module is or is not complete."""
    from builder.explain import FAULTS, explained
    from builder.pipeline import checked
    from builder.progress import Progress, read_line

    workspace, names = meant(folder, (name,))
    found = checked(workspace, names, ())
    if not found.modules:
        stop(f"{names[0]} has errors, so nothing can be read against it: run check")
    progress = read_line(line)
    if progress == "none":
        stop(FAULTS["none"])
    said = explained(found.modules[0], progress) if isinstance(progress, Progress) else [FAULTS[progress]]
    for one in said:
        click.echo(one)
