"""`list`: modules, types of questions, easy editions, rules, schemas."""

from pathlib import Path

import click

from builder.cli.common import counted, easy_count, meant, near, stop, writing
from builder.problems import harmless


@click.command(name="list")
@click.argument("what", type=click.Choice(["modules", "questions", "easy", "rules", "schemas"]), default="modules")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="For rules: how they are said."
)
@click.pass_obj
def list_(folder: Path, what: str, form: str) -> None:
    """List the modules, the types of questions, what has no easy text yet, the rules that check keeps, or the schemas
    by which an editor completes and checks.
    """
    if what == "rules":
        _list_rules(form)
    elif form != "text":
        stop(f"--format is for rules: {what} are listed as text", 2)
    elif what == "questions":
        _list_questions(folder)
    elif what == "easy":
        _list_easy(folder)
    elif what == "schemas":
        _list_schemas(folder)
    else:
        _list_modules(folder)


def _list_rules(form: str) -> None:
    from builder.report import rules_as_json, rules_as_text

    for line in [rules_as_json()] if form == "json" else rules_as_text():
        click.echo(line)


def _list_modules(folder: Path) -> None:
    from builder.pipeline import checked

    workspace, names = meant(folder, ())
    found = checked(workspace, names, ())
    abouts = {module.id: module.about for module in found.modules}
    width = max(len(name) for name in names)
    for name in names:
        about = abouts.get(name)
        said = f"{about.title} · {about.minutes} minutes · {about.status}" if about else "has errors: run check"
        click.echo(harmless(f"{name:{width}}  {said}"))


def _list_easy(folder: Path) -> None:
    """Say which modules have an easy edition, whether it is tested, and which of their screens it leaves out."""
    from builder.pipeline import checked
    from builder.words import long_date

    workspace, names = meant(folder, ())
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
            said = f"{count - len(module.without_easy)} of {counted(count, 'screen')} · "
            said += f"tested {long_date(tested.date)}" if tested else "draft, not tested"
            said += f"\n{'':{width}}  without: {', '.join(module.without_easy)}" if module.without_easy else ""
        click.echo(harmless(f"{name:{width}}  {said}"))
    click.echo(f"\n{easy_count(found.values())} How to write one: modules/README.md")


def _list_questions(folder: Path) -> None:
    from builder.gallery import about, write_gallery
    from builder.questions import types

    width = max(map(len, types()))
    for name in sorted(types()):
        click.echo(f"{name:{width}}  {about(name)}")
    with writing(folder / "output"):
        page = write_gallery(folder / "output")
    click.echo(f"\nEach as learners meet it, and how it is written: {near(page, folder)}")


def _list_schemas(folder: Path) -> None:
    """Write the schemas anew, and say by which line a file names its own."""
    from builder.read.schemas import head, write_schemas

    workspace, _ = meant(folder, ())
    for path in write_schemas(workspace.modules):
        click.echo(f"Wrote {near(path, folder)}")
    click.echo("An editor that knows YAML completes and checks a file that has this as its first line:")
    for name in ("module.yaml", "quiz.yaml"):
        click.echo(f"\nin {name}\n    {head(name).strip()}")
