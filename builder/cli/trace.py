"""`trace`: where the course teaches what the study says."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli.common import FOLDER, meant, near, place_for, stop, writing
from builder.problems import harmless

if TYPE_CHECKING:
    from builder.trace import Line, Spot, Trace


@click.command()
@click.option("--output", type=FOLDER, help="Where to write (output/, if you do not say).")
@click.option("--strict", is_flag=True, help="Fail while something of the study is not covered.")
@click.pass_obj
def trace(folder: Path, output: Path | None, strict: bool) -> None:
    """Say where the course teaches what the study says, and what it leaves open."""
    from builder.pipeline import checked, write_catalogue, write_trace
    from builder.trace import traced

    workspace, names = meant(folder, ())
    found = checked(workspace, names, ())
    read = [module.id for module in found.modules]
    left_out = [name for name in names if name not in read]
    if not found.shared.sources:
        stop("There are no sources in modules/shared/sources.yaml, so there is nothing to trace.")
    said = traced(found.modules, found.shared)
    for text in _as_text(said, folder):
        click.echo(text)
    if left_out:
        click.echo(f"\nNot counted, because they have errors (run check): {harmless(', '.join(left_out))}")
    output = place_for(output, folder)
    with writing(output):
        paths = write_trace(said, left_out, workspace, output)
        if found.modules and (output / "index.html").is_file():  # so that it leads to the trace
            write_catalogue(workspace, output, found)
    click.echo(f"\nWrote {' and '.join(near(path, folder) for path in paths)}")
    if strict and (said.open or said.unused or left_out):
        sys.exit(1)


def _as_text(said: "Trace", folder: Path) -> Iterator[str]:
    """Yield the matrix and what it leaves open, as a trainer reads it in a terminal."""
    for kind in ("recommendation", "theme"):
        lines = said.of(kind)
        covered = sum(line.is_covered for line in lines)
        yield f"{kind.capitalize()}s: {covered} of {len(lines)} covered"
        width = max((len(line.source.id) for line in lines), default=0)
        for line in lines:
            yield f"  {line.source.id:{width}}  {_state(line)}"
        yield ""
    used = len(said.quotations) - len(said.unused)
    yield f"Quotations: {used} of {len(said.quotations)} used"
    if said.unused:
        yield f"  Not used yet: {', '.join(source.id for source in said.unused)}"
    if said.open:
        yield f"\nNot covered: {', '.join(line.source.id for line in said.open)}"
    if said.claims:
        yield "\nThese look like claims without a source. It is advice: some of them need none."
    for claim in said.claims:
        yield f"  {near(claim.place.path, folder)}:{claim.place.line}: {claim.words[:90]}"


def _state(line: "Line") -> str:
    """Return where a line of the study stands, module by module."""
    if line.taught or not (line.reason or line.said or line.used):
        return _screens(line.taught) or "not yet"
    if line.reason:
        return f"not taught: {line.reason}"
    parts = [("said, and nothing uses it", line.said), ("used, and no text says it", line.used)]
    return "in part; " + "; ".join(f"{what}: {_screens(spots)}" for what, spots in parts if spots)


def _screens(spots: "Iterable[Spot]") -> str:
    found: dict[str, list[str]] = {}
    for spot in spots:
        found.setdefault(spot.module.id, []).append(spot.screen.id)
    return " · ".join(f"{module}: {', '.join(screens)}" for module, screens in found.items())
