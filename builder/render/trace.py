"""The trace of the study as a page to read, print or hang up (`trace.html`), and as a table for other programs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.claims import Claim
from builder.files import File
from builder.model import Module
from builder.render import spreadsheet
from builder.render.leaf import LANGUAGE, leaf, leaf_style
from builder.render.screens import words_of
from builder.trace import KINDS, Line, Spot, Trace

STATES = ("taught", "reason", "partly", "open")


@dataclass(frozen=True)
class Where:
    """A screen as the page names it, with a link to it where the module has been built."""

    title: str
    link: str


Screens = tuple[tuple[Module, tuple[Where, ...]], ...]


@dataclass(frozen=True)
class Row:
    """A line of the study with its state, and what is done with it: the screens of each module that do it."""

    line: Line
    state: str
    parts: tuple[tuple[str, Screens], ...]


@dataclass(frozen=True)
class OpenClaim:
    """A claim without a source, where a person finds it."""

    place: str
    words: str


def trace_files(trace: Trace, left_out: Iterable[str], root: Path, output: Path) -> Iterator[File]:
    """Yield the page, its style sheet and the table. `left_out` names the modules that could not be read."""
    tables = [(kind, [_row(line, output) for line in trace.of(kind)]) for kind in KINDS]
    quotations = [(source, _screens(spots, output)) for source, spots in trace.quotations.items()]
    unread = [(source, _screens(spots, output)) for source, spots in trace.unread.items()]
    claims = [_claim(claim, root) for claim in trace.claims]
    values = {"tables": tables, "quotations": quotations, "unread": unread, "claims": claims}
    home = (output / "index.html").is_file()
    yield leaf("trace", trace=trace, states=STATES, home=home, left_out=list(left_out), **values)
    yield leaf_style()
    yield File("trace.csv", as_csv(trace))


def as_csv(trace: Trace) -> bytes:
    """Return one row for each screen that teaches a line, or one with the reason, or one that is empty."""
    rows = [("id", "module", "screen", "reason")]
    for line in trace.lines:
        parts = [(spot.module.id, spot.screen.id, "") for spot in line.taught] or [("", "", line.reason)]
        rows += [(line.source.id, *part) for part in parts]
    return spreadsheet.as_csv(rows).encode("utf-8")


def _row(line: Line, output: Path) -> Row:
    state = "taught" if line.taught else "reason" if line.reason else "partly" if line.said or line.used else "open"
    parts = [("taught", line.taught)] if line.taught else [("said", line.said), ("used", line.used)]
    return Row(line, state, tuple((what, _screens(spots, output)) for what, spots in parts if spots))


def _screens(spots: Iterable[Spot], output: Path) -> Screens:
    """Return the screens by module, in order."""
    found: dict[str, tuple[Module, list[Where]]] = {}
    for spot in spots:
        found.setdefault(spot.module.id, (spot.module, []))[1].append(_where(spot, output))
    return tuple((module, tuple(screens)) for module, screens in found.values())


def _where(spot: Spot, output: Path) -> Where:
    page = f"{spot.module.id}/web/index.html"
    title = spot.screen.title or words_of(LANGUAGE)("trace-question", number=spot.number)
    return Where(title, f"{page}#{spot.screen.id}" if (output / page).is_file() else "")


def _claim(claim: Claim, root: Path) -> OpenClaim:
    path = claim.place.path
    near = path.relative_to(root) if path.is_relative_to(root) else path
    words = claim.words if len(claim.words) <= 240 else claim.words[:239].rsplit(" ", 1)[0] + " …"
    return OpenClaim(f"{near.as_posix()}:{claim.place.line}", words)
