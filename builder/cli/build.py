"""`build`: packages for an LMS, web pages and handouts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.common import FOLDER, easy_count, leave, meant, near, show, stop, targets_for, why

if TYPE_CHECKING:
    from builder.pipeline import Checked

_THERE = click.Path(file_okay=False, exists=True, path_type=Path)
_NO_PANGO = """\
The PDFs are left out: Pango, which draws them, is not on this machine. Everything else is built.
  Debian, Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  macOS: brew install pango
  Windows: install MSYS2, then in its window: pacman -S mingw-w64-x86_64-pango
"""


@click.command()
@click.argument("names", metavar="[MODULE]...", nargs=-1)
@click.option("--only", default="", metavar="TARGETS", help="Build only these, such as scorm12,web.")
@click.option("--output", type=FOLDER, help="Where to write (output/, if you do not say).")
@click.option("--schemas", type=_THERE, help="Folder with ADL's schema files, to go into the packages.")
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--release", is_flag=True, help="Build only what is approved, in date, and has its contacts checked.")
@click.pass_obj
def build(
    folder: Path,
    names: tuple[str, ...],
    only: str,
    output: Path | None,
    schemas: Path | None,
    strict: bool,
    release: bool,
) -> None:
    """Build packages for an LMS, web pages and handouts."""
    from builder import pipeline
    from builder.render.pdf import can_print
    from builder.terminal import Progress

    workspace, wanted_names = meant(folder, names)
    wanted = targets_for(only)
    found = pipeline.checked(workspace, wanted_names, wanted, release=release)
    show(found.problems, folder)
    if strict and any(one.severity != "note" for one in found.problems):
        leave(found, strict)
    output = (output or folder / "output").resolve()
    schemas = pipeline.schemas_folder(schemas, workspace, found.shared)
    if wrong := pipeline.no_schemas(schemas, wanted):
        stop(wrong)
    if found.modules and not can_print():
        click.echo(_NO_PANGO, err=True)
    course = found.shared if len(found.modules) == len(workspace.names()) else None
    progress = Progress(len(found.modules) * len(wanted) + bool(course))
    try:
        for made in pipeline.build(found.modules, wanted, output, schemas, progress.start, course):
            progress.done(near(made.path, folder), made.title)
        if found.modules:
            page = pipeline.write_catalogue(workspace, output, found, wanted)
            _say_blanks(found)
            _say_left_out(found)
            if any(module.easy for module in found.modules) and any(one.without_easy for one in found.modules):
                click.echo(f"{easy_count(found.modules)} What has none yet: team-readiness list easy")
            click.echo(f"Everything is listed in {near(page, folder)}")
    except OSError as error:
        progress.clear()
        stop(f"The output cannot be written: {why(error)}")
    leave(found, strict)


def _say_left_out(found: "Checked") -> None:
    """Say what is on screen and in no summary, so that nobody takes a summary for all of it."""
    from builder.render.print import left_out

    screens = [f"{module.id}#{screen}" for module in found.modules for screen in left_out(module)]
    if screens:
        click.echo(f"The printed summary has nothing of these screens (no :::key): {', '.join(screens)}")


def _say_blanks(found: "Checked") -> None:
    """Say which places to turn to have no contact yet: on the page they stand as blanks."""
    blanks = [one.name for one in found.shared.support if not one.contact]
    if blanks:
        click.echo(f"Still blank in modules/shared/support.yaml: {', '.join(blanks)}")
