"""`build`: packages for an LMS, web pages and handouts."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.common import (
    FOLDER,
    counted,
    easy_count,
    ended,
    in_colour,
    leave,
    meant,
    near,
    place_for,
    shown,
    stop,
    targets_for,
    writing,
)

if TYPE_CHECKING:
    from builder.pipeline import Checked

_THERE = click.Path(file_okay=False, exists=True, path_type=Path)
_NO_PANGO = """\
The PDFs are left out: Pango, which draws them, is not on this machine. Everything else is built.
  Debian, Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  macOS: brew install pango
  Windows: install MSYS2, then in its window: pacman -S mingw-w64-x86_64-pango
"""
_BEFORE = """\
.kept, beside modules/, is from an earlier version and no longer used. It holds texts of the modules: please
delete it."""


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
    from builder.kept import BEFORE, Last, digest_of, kept_for, tidy

    output = place_for(output, folder)
    people = digest_of(folder / "modules" / "shared" / "people.yaml")
    kept = kept_for(folder, people)  # who withdraws stands nowhere, not even there
    if os.path.lexists(folder / BEFORE):
        click.echo(_BEFORE, err=True)
    asked = repr((names, only, output, schemas, strict, release, in_colour()))
    last = Last(kept, asked, [folder / "modules"])
    if said := last.said():
        click.echo(said["problems"], nl=False)
        click.echo("Nothing has changed since the last build, and all of it is still there.")
        click.echo(said["end"], nl=False)
        sys.exit(said["code"])

    from builder import pipeline
    from builder.render.pdf import can_print
    from builder.terminal import Progress

    workspace, wanted_names = meant(folder, names)
    wanted = targets_for(only)
    last_built = pipeline.last_built(workspace, wanted_names, wanted, output, kept)
    found = pipeline.checked(workspace, wanted_names, wanted, release=release, kept=kept)
    problems = shown(found.problems, folder)
    click.echo(problems, nl=False)
    if not found.modules or (strict and any(one.severity != "note" for one in found.problems)):
        left = _stale(found, output, folder)
        click.echo(left, nl=False)
        leave(found, strict, failed=bool(left))
    schemas = pipeline.schemas_folder(schemas, workspace, found.shared)
    if wrong := pipeline.no_schemas(schemas, wanted):
        stop(wrong)
    if not can_print():
        click.echo(_NO_PANGO, err=True)
    course = found if len(found.modules) == len(workspace.names()) else None
    with writing(output):
        changed = pipeline.changed(found.modules, last_built, schemas)
        with Progress(len(changed) * len(wanted) + bool(course)) as progress:
            for made in pipeline.build(changed, wanted, output, schemas, progress.start, kept, last_built, course):
                progress.done(near(made.path, folder), made.title)
        if same := len(found.modules) - len(changed):
            click.echo(f"{counted(same, 'module')} built before, and not changed since.")
        page = pipeline.write_catalogue(workspace, output, found, wanted, kept)
        end, code = ended(found, strict)
        end = "".join(f"{line}\n" for line in (*_end(found), f"Everything is listed in {near(page, folder)}")) + end
        if left := _stale(found, output, folder):
            end, code = left + end, 1
        if can_print():  # else the PDFs that are missing are tried for again
            said = {"problems": problems, "end": end, "code": code}
            last.remember(said, [output, *([schemas] if schemas else [])])
        tidy()
    click.echo(end, nl=False)
    sys.exit(code)


def _stale(found: "Checked", output: Path, folder: Path) -> str:
    """Return the lines that name what was built before and holds somebody who does not agree to it any more."""
    from builder.withdrawn import stale

    if any(name == "people" for name, _ in found.shared.unsure):  # then it is not known who agrees
        return ""
    said = {
        True: "holds the name or words of somebody who does not agree to it any more.",
        False: "was made by an earlier version, and may hold the name or words of somebody who has withdrawn.",
    }
    lines = [f"{near(one.path, folder)} {said[one.is_sure]}\n" for one in stale(output, found.shared.people)]
    hint = "  hint: build it again with all its targets, or delete it; and see to the copies you have given away\n"
    return "".join([*lines, hint]) if lines else ""


def _end(found: "Checked") -> Iterator[str]:
    """Yield what is still to be done, which nothing else would say."""
    from builder.render.print import left_out

    if blanks := [one.name for one in found.shared.support if not one.contact]:
        yield f"Still blank in modules/shared/support.yaml: {', '.join(blanks)}"
    # So that nobody takes a summary for all of it.
    if screens := [f"{module.id}#{screen}" for module in found.modules for screen in left_out(module)]:
        yield f"The printed summary has nothing of these screens (no :::key): {', '.join(screens)}"
    if any(module.easy for module in found.modules) and any(one.without_easy for one in found.modules):
        yield f"{easy_count(found.modules)} What has none yet: team-readiness list easy"
