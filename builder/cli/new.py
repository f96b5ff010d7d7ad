"""`new`: a first module, a copy of the course, or one more question."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from builder.cli.common import meant, near, stop

_USAGE = """Say the name of the new module, such as: team-readiness new my-module
Or copy the whole course: team-readiness new --course
Or add a question to a module: team-readiness new question sort my-module"""


@click.command()
@click.argument("words", metavar="[NAME | question TYPE MODULE]", nargs=-1)
@click.option("--title", help="What learners see as its title.")
@click.option("--audience", help="Who should take it (All staff, if you do not say).")
@click.option("--minutes", help="How long it will take; check counts with you while you write.")
@click.option("--course", is_flag=True, help="Copy the whole course, to make it your own.")
@click.pass_obj
def new(
    folder: Path, words: tuple[str, ...], title: str | None, audience: str | None, minutes: str | None, course: bool
) -> None:
    """Write a new module that checks and builds, ready to be changed.

    In a terminal, with neither a name nor a title, it asks for them.

    `new question TYPE MODULE` adds a question to a module, with a comment on each line: `list questions` shows
    the types.
    """
    from builder.starter import Refused

    options = {"title": title, "audience": audience, "minutes": minutes}
    said = {name: text for name, text in options.items() if text is not None}
    try:
        if words[:1] == ("question",):
            _question(folder, words[1:], bool(said) or course)
        elif course and not words and not said:
            _course(folder)
        elif course or len(words) > 1:
            stop(_USAGE, 2)
        else:
            _module(folder, words[0] if words else None, said)
    except Refused as refused:
        stop(str(refused), refused.code)
    except click.Abort:
        stop("\nStopped. Nothing was written.", 130)


def in_terminal() -> bool:
    """Say whether there is somebody to answer a question."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _course(folder: Path) -> None:
    from builder.starter import copy_course

    for path in copy_course(folder):
        click.echo(f"Wrote {near(path, folder)}")
    click.echo("Next: team-readiness build")


def _module(folder: Path, name: str | None, said: dict[str, str]) -> None:
    from builder.starter import about_text, named_after, write_module

    if name is None and "title" not in said:
        if not in_terminal():
            stop(_USAGE, 2)
        name = _asked(folder, said)
    about_text({"title": "A title", **said})  # what is wrong with an option is said before a name that came of it
    name = named_after(said["title"]) if name is None else name
    for path in write_module(folder, name, said):
        click.echo(f"Wrote {near(path, folder)}")
    click.echo(f"Next: team-readiness build {name}")


def _asked(folder: Path, said: dict[str, str]) -> str:
    """Ask for what was not said, put it there, and return the name of the folder."""
    from builder.starter import about_text, named_after, refuse_name

    def fits(key: str) -> Callable[[str], object]:
        return lambda text: about_text({"title": "A title", key: text})

    click.echo("A new module. Enter takes what stands in brackets; Ctrl-C stops, and nothing is written.\n")
    said["title"] = _ask("What is it called? Learners see this", None, fits("title"))
    name = _ask("Name of its folder", named_after(said["title"]), lambda text: refuse_name(folder, text))
    if "audience" not in said:
        said["audience"] = _ask("Who is it for?", "All staff", fits("audience"))
    click.echo()
    return name


def _ask(question: str, otherwise: str | None, fits: Callable[[str], object]) -> str:
    """Ask until the answer fits."""
    from builder.starter import Refused

    def checked(text: str) -> str:
        try:
            fits(text)
        except Refused as refused:
            raise click.UsageError(str(refused)) from refused
        return text

    return str(click.prompt(question, default=otherwise, value_proc=checked, prompt_suffix=": "))


def _question(folder: Path, words: tuple[str, ...], more: bool) -> None:
    from builder.questions import types
    from builder.starter import add_question

    if len(words) != 2 or more:
        example = "Say the type and the module, such as: team-readiness new question sort my-module"
        stop(f"{example}\nThe types: {', '.join(sorted(types()))}. To see them: team-readiness list questions", 2)
    kind, name = words
    _, (module,) = meant(folder, [name])
    for place in add_question(folder / "modules" / module, kind):
        click.echo(f"Added to {near(place.path, folder)}, line {place.line}")
    click.echo(f"Change its words, then: team-readiness check {module}")
