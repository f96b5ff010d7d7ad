"""The command line: `new`, `preview`, `check`, `build`, `list`, `trace`, `decode`.

Everything a trainer reads in a terminal is said here. The other rooms are imported when a command runs, so
`--help` answers at once.
"""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from builder import __version__

if TYPE_CHECKING:
    from builder.model import Module
    from builder.pipeline import Checked, Workspace
    from builder.problems import Problem
    from builder.targets import Target
    from builder.trace import Line, Spot, Trace


_FOLDER = click.Path(file_okay=False, path_type=Path)
_THERE = click.Path(file_okay=False, exists=True, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="team-readiness %(version)s")
@click.option("--folder", type=_FOLDER, default=".", help="The folder that holds modules/ (here, if you do not say).")
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Turn what trainers write about peer work into e-learning packages and printed handouts.

    Start with: team-readiness new my-module
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or a log that cannot show a letter shows ? instead
            stream.reconfigure(errors="replace")
    context.obj = folder.resolve()


@main.command()
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

    workspace, wanted_names = _workspace(folder, names)
    wanted = _wanted("")
    found = checked(workspace, wanted_names, wanted)
    if fix and found.edits:
        try:
            for path in mend(found.edits):
                click.echo(f"Mended {_near(path, folder)}", err=form != "text")
        except OSError as error:
            _stop(f"Nothing more can be mended: {_why(error)}")
        found = checked(workspace, wanted_names, wanted)
    _show(found.problems, folder, form, advice=advice or form == "json")
    if form == "text":
        if all(one.severity == "note" for one in found.problems):
            click.echo(f"{_count(len(found.modules), 'module')} checked. Nothing to mend.")
        _say_advice(found, advice)
    _leave(found, strict, silent=form != "text")


def _explain(words: str) -> None:
    """Print the page of the manual on a rule, or what there is instead."""
    from builder.report import manual
    from builder.rules import asked_for

    rule = asked_for(words)
    if isinstance(rule, str):
        _stop(rule, 2)
    click.echo(manual(rule))


@main.command()
@click.argument("names", metavar="[MODULE]...", nargs=-1)
@click.option("--only", default="", metavar="TARGETS", help="Build only these, such as scorm12,web.")
@click.option("--output", type=_FOLDER, help="Where to write (output/, if you do not say).")
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

    workspace, wanted_names = _workspace(folder, names)
    wanted = _wanted(only)
    found = pipeline.checked(workspace, wanted_names, wanted, release=release)
    _show(found.problems, folder)
    if strict and any(one.severity != "note" for one in found.problems):
        _leave(found, strict)
    output = (output or folder / "output").resolve()
    schemas = pipeline.schemas_folder(schemas, workspace, found.shared)
    if wrong := pipeline.no_schemas(schemas, wanted):
        _stop(wrong)
    if found.modules and not can_print():
        click.echo(_NO_PANGO, err=True)
    course = found.shared if len(found.modules) == len(workspace.names()) else None
    progress = Progress(len(found.modules) * len(wanted) + bool(course))
    try:
        for made in pipeline.build(found.modules, wanted, output, schemas, progress.start, course):
            progress.done(_near(made.path, folder), made.title)
        if found.modules:
            page = pipeline.write_catalogue(workspace, output, found, wanted)
            _say_blanks(found)
            _say_left_out(found)
            if any(module.easy for module in found.modules) and any(one.without_easy for one in found.modules):
                click.echo(f"{_easy_count(found.modules)} What has none yet: team-readiness list easy")
            click.echo(f"Everything is listed in {_near(page, folder)}")
    except OSError as error:
        progress.clear()
        _stop(f"The output cannot be written: {_why(error)}")
    _leave(found, strict)


@main.command(name="list")
@click.argument("what", type=click.Choice(["modules", "questions", "easy", "rules"]), default="modules")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For rules: how they are said."
)
@click.pass_obj
def list_(folder: Path, what: str, form: str) -> None:
    """List the modules, the types of questions, what has no easy text yet, or the rules that check keeps."""
    if what == "rules":
        _list_rules(form)
    elif form != "text":
        _stop(f"--format is for rules: {what} are listed as text", 2)
    elif what == "questions":
        _list_questions(folder)
    elif what == "easy":
        _list_easy(folder)
    else:
        _list_modules(folder)


def _list_rules(form: str) -> None:
    from builder.report import rules_as_json, rules_as_text

    for line in [rules_as_json()] if form == "json" else rules_as_text():
        click.echo(line)


def _list_modules(folder: Path) -> None:
    from builder.pipeline import checked

    workspace, names = _workspace(folder, ())
    found = checked(workspace, names, ())
    abouts = {module.id: module.about for module in found.modules}
    width = max(len(name) for name in names)
    for name in names:
        about = abouts.get(name)
        said = f"{about.title} · {about.minutes} minutes · {about.status}" if about else "has errors: run check"
        click.echo(f"{name:{width}}  {said}")


def _list_easy(folder: Path) -> None:
    """Say which modules have an easy edition, whether it is tested, and which of their screens it leaves out."""
    from builder.pipeline import checked
    from builder.words import long_date

    workspace, names = _workspace(folder, ())
    found = {module.id: module for module in checked(workspace, names, ()).modules}
    width = max(map(len, names))
    for name in names:
        module = found.get(name)
        if not module:
            said = "has errors: run check"
        elif not module.easy:
            said = "no easy text yet"
        else:
            count = sum(len(lesson.screens) for lesson in module.lessons)
            tested = module.about.easy
            said = f"{count - len(module.without_easy)} of {_count(count, 'screen')} · "
            said += f"tested {long_date(tested.date)}" if tested else "draft, not tested"
            said += f"\n{'':{width}}  without: {', '.join(module.without_easy)}" if module.without_easy else ""
        click.echo(f"{name:{width}}  {said}")
    click.echo(f"\n{_easy_count(found.values())} How to write one: modules/README.md")


def _easy_count(modules: "Iterable[Module]") -> str:
    modules = list(modules)
    easy = sum(module.easy is not None for module in modules)
    return f"{easy} of {_count(len(modules), 'module')} {'has' if easy == 1 else 'have'} an easy edition."


def _list_questions(folder: Path) -> None:
    from builder.gallery import about, write_gallery
    from builder.questions import types

    width = max(map(len, types()))
    for name in sorted(types()):
        click.echo(f"{name:{width}}  {about(name)}")
    try:
        page = write_gallery(folder / "output")
    except OSError as error:
        _stop(f"The page that shows them cannot be written: {_why(error)}")
    click.echo(f"\nEach as learners meet it, and how it is written: {_near(page, folder)}")


@main.command()
@click.option("--output", type=_FOLDER, help="Where to write (output/, if you do not say).")
@click.option("--strict", is_flag=True, help="Fail while something of the study is not covered.")
@click.pass_obj
def trace(folder: Path, output: Path | None, strict: bool) -> None:
    """Say where the course teaches what the study says, and what it leaves open."""
    from builder.pipeline import checked, write_catalogue, write_trace
    from builder.trace import traced

    workspace, names = _workspace(folder, ())
    found = checked(workspace, names, ())
    read = [module.id for module in found.modules]
    left_out = [name for name in names if name not in read]
    if not found.shared.sources:
        _stop("There are no sources in modules/shared/sources.yaml, so there is nothing to trace.")
    said = traced(found.modules, found.shared)
    for text in _as_text(said, folder):
        click.echo(text)
    if left_out:
        click.echo(f"\nNot counted, because they have errors (run check): {', '.join(left_out)}")
    try:
        output = (output or folder / "output").resolve()
        paths = write_trace(said, left_out, workspace, output)
        if found.modules and (output / "index.html").is_file():  # so that it leads to the trace
            write_catalogue(workspace, output, found)
    except OSError as error:
        _stop(f"The trace cannot be written: {_why(error)}")
    click.echo(f"\nWrote {' and '.join(_near(path, folder) for path in paths)}")
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
        yield f"  {_near(claim.place.path, folder)}:{claim.place.line}: {claim.words[:90]}"


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


@main.command()
@click.argument("line", metavar='"SUSPEND DATA"')
@click.argument("name", metavar="MODULE")
@click.pass_obj
def decode(folder: Path, line: str, name: str) -> None:
    """Say what a learner's saved progress says, and why a module is or is not complete."""
    from builder.explain import FAULTS, explained
    from builder.pipeline import checked
    from builder.progress import Progress, read_line

    workspace, names = _workspace(folder, (name,))
    found = checked(workspace, names, ())
    if not found.modules:
        _stop(f"{names[0]} has errors, so nothing can be read against it: run check")
    progress = read_line(line)
    if progress == "none":
        _stop(FAULTS["none"])
    said = explained(found.modules[0], progress) if isinstance(progress, Progress) else [FAULTS[progress]]
    for one in said:
        click.echo(one)


@main.command()
@click.argument("name", metavar="[MODULE]", required=False)
@click.option("--no-browser", is_flag=True, help="Say the address, and open no browser.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to use (a free one, if you do not say).")
@click.pass_obj
def preview(folder: Path, name: str | None, no_browser: bool, port: int | None) -> None:
    """Show a module in the browser while you write it, with what is wrong and what an LMS hears.

    With no name it is the module that was saved last.
    """
    try:
        from builder.preview import run

        workspace, names = _workspace(folder, (name,) if name else ())
        chosen = workspace.latest(names)
        run(workspace, chosen, port, lambda address: _opened(chosen, address, no_browser))
    except KeyboardInterrupt:
        click.echo("\nThe preview has ended.")
    except OSError as error:
        _stop(f"Port {port} cannot be used: {error.strerror or error}. Name another, or leave --port out.")


def _opened(name: str, address: str, no_browser: bool) -> None:
    """Say where the preview is, and open it."""
    import webbrowser

    click.echo(f"Preview of {name}: {address}\nIt follows each time you save. Ctrl-C ends it.")
    if not no_browser:
        webbrowser.open(address)


@main.command()
@click.argument("name", required=False)
@click.option("--course", is_flag=True, help="Copy the whole course, to make it your own.")
@click.pass_obj
def new(folder: Path, name: str | None, course: bool) -> None:
    """Write a new module that checks and builds, ready to be changed."""
    from builder.starter import Refused, copy_course, write_module

    if (name is None) == (not course):
        usage = "Say the name of the new module, such as: team-readiness new my-module"
        _stop(f"{usage}\nOr copy the whole course: team-readiness new --course", 2)
    try:
        written = copy_course(folder) if course else write_module(folder, str(name))
    except Refused as refused:
        _stop(str(refused), refused.code)
    except OSError as error:
        _stop(f"It cannot be written: {_why(error)}")
    for path in written:
        click.echo(f"Wrote {_near(path, folder)}")
    click.echo("Next: team-readiness build" + (f" {name}" if name else ""))


def _workspace(folder: Path, names: Iterable[str]) -> "tuple[Workspace, list[str]]":
    """Return the workspace and the modules meant (all, if none is named), or stop and say what is missing."""
    from builder.pipeline import Workspace

    workspace = Workspace(folder)
    if not workspace.names():
        _stop(
            f"There is no module here: {folder} holds no modules/ with a module in it.\n"
            "  hint: make one with team-readiness new my-module, or copy the course with team-readiness new --course"
        )
    wanted, wrong = workspace.asked_for(names)
    if wrong:
        _stop(wrong, 2)
    return workspace, wanted


def _wanted(only: str) -> "list[Target]":
    """Return the targets asked for, or stop with a hint."""
    from builder.problems import did_you_mean
    from builder.targets import targets

    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in targets():
            _stop(f'"{name}" is not something that can be built: {did_you_mean(name, targets())}', 2)
    return [target for name, target in targets().items() if not names or name in names]


def _show(problems: "Iterable[Problem]", folder: Path, form: str = "text", *, advice: bool = False) -> None:
    """Print every problem to standard output; notes only where advice is asked for."""
    from builder.report import report

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    shown = [one for one in problems if advice or one.severity != "note"]
    for text in report(shown, folder, form, colour=colour):
        click.echo(text)


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


def _leave(found: "Checked", strict: bool, *, silent: bool = False) -> None:
    """Exit with 1 where something stops a release, after one line that says how many and how bad."""
    counts = {one: sum(problem.severity == one for problem in found.problems) for one in ("error", "warning")}
    if any(counts.values()) and not silent:
        click.echo(", ".join(_count(number, one) for one, number in counts.items() if number) + ".")
    if counts["error"] or (strict and counts["warning"]):
        sys.exit(1)


def _say_advice(found: "Checked", shown: bool) -> None:
    """Say how many notes there are, and how to read them."""
    notes = sum(problem.severity == "note" for problem in found.problems)
    if notes:
        click.echo(f"{_count(notes, 'note')}, which are advice" + ("." if shown else ": read them with --advice."))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def _near(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


def _why(error: OSError) -> str:
    return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)


def _stop(message: str, code: int = 1) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


_NO_PANGO = """\
The PDFs are left out: Pango, which draws them, is not on this machine. Everything else is built.
  Debian, Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  macOS: brew install pango
  Windows: install MSYS2, then in its window: pacman -S mingw-w64-x86_64-pango
"""
