"""`new`: a first module, or a copy of the course."""

from pathlib import Path

import click

from builder.cli.common import near, stop, why


@click.command()
@click.argument("name", required=False)
@click.option("--course", is_flag=True, help="Copy the whole course, to make it your own.")
@click.pass_obj
def new(folder: Path, name: str | None, course: bool) -> None:
    """Write a new module that checks and builds, ready to be changed."""
    from builder.starter import Refused, copy_course, write_module

    if (name is None) == (not course):
        usage = "Say the name of the new module, such as: team-readiness new my-module"
        stop(f"{usage}\nOr copy the whole course: team-readiness new --course", 2)
    try:
        written = copy_course(folder) if course else write_module(folder, str(name))
    except Refused as refused:
        stop(str(refused), refused.code)
    except OSError as error:
        stop(f"It cannot be written: {why(error)}")
    for path in written:
        click.echo(f"Wrote {near(path, folder)}")
    click.echo("Next: team-readiness build" + (f" {name}" if name else ""))
