"""The gallery: a module made of every good example of every question type, each with the words a trainer writes for it.

It is an ordinary module, so what it shows is what learners meet. It teaches nothing, and its sources say so.
"""

import datetime
import textwrap
from collections.abc import Iterator
from pathlib import Path

from builder import __version__
from builder.files import shipped, write_folder
from builder.markdown import parse
from builder.model import About, Asked, Contact, Lesson, Module, Outcome, Prose, Screen, Shared, Source
from builder.placed import Extract, read_yaml
from builder.problems import Place
from builder.questions import folder, types
from builder.read import read_shared
from builder.render import Build
from builder.targets import targets
from builder.written import as_model

NAME = "gallery"


def about(kind: str) -> str:
    """Return in a sentence what a question type is: the first line of its file."""
    module = (folder(kind) / "__init__.py").read_text(encoding="utf-8")
    return module.removeprefix('"""').split("\n")[0].rstrip('"')


def gallery() -> Module:
    """Return the gallery as a module that can be built."""
    lessons = tuple(_lesson(kind) for kind in sorted(types()))
    return Module(NAME, Path(NAME), _ABOUT, lessons, (), None, {}, _shared())


def write_gallery(output: Path) -> Path:
    """Write the gallery into `output/gallery/` and return its page. Raises OSError."""
    folder = output / NAME
    web = targets()["web"]
    write_folder(folder, web.files(Build(gallery(), prints=False)))
    return folder / "index.html"


def _lesson(kind: str) -> Lesson:
    path = folder(kind) / "examples.yaml"
    return Lesson(path, kind.capitalize(), tuple(_screens(kind, path)))


def _screens(kind: str, path: Path) -> Iterator[Screen]:
    text = path.read_text(encoding="utf-8")
    placed = read_yaml(Extract(path, text))
    for index, says in enumerate(placed.data["good"]):
        steps = ("good", index, "question")
        question, _ = as_model(types()[kind], placed, steps)
        if question is None:
            continue
        name = f"{kind}-{index + 1}"
        place = placed.place(steps)
        asked = Asked(question.model_copy(update={"id": f"{name}-question"}), place, {})
        written = _written(text.split("\n"), placed.place(steps, key=True))
        first = f"{about(kind)}\n" if index == 0 else ""
        yield Screen(
            name, says["about"][:1].upper() + says["about"][1:], place, (_prose(first), asked, _prose(written))
        )


def _written(lines: list[str], place: Place) -> str:
    """Return what stands in the file below a key, as a block of Markdown."""
    below = lines[place.line :]
    own = next((number for number, line in enumerate(below) if line and _deep(line) < place.column), len(below))
    body = textwrap.dedent("\n".join(below[:own])).strip("\n")
    return f"### How it is written\n\n~~~~yaml\n{body}\n~~~~\n"


def _deep(line: str) -> int:
    return len(line) - len(line.lstrip())


def _prose(text: str) -> Prose:
    return Prose(parse(text), Extract(Path(NAME), text))


def _shared() -> Shared:
    """Return the course's own lists, with sources that stand for any in the examples."""
    course, _ = read_shared(shipped("modules") / "shared")
    stand_ins = {name: _source(name) for name in ("T1", "T2", "T3")}
    return Shared(course.people, {**course.sources, **stand_ins}, course.support)


def _source(name: str) -> Source:
    return Source(id=name, title=f"A source would stand here: this is an example ({name})")


_ABOUT = About(
    title="Every question type",
    summary="Every type of question, as learners meet it, with the words a trainer writes for it.",
    audience="Trainers",
    minutes=10,
    edition=__version__,
    review=datetime.date(2099, 12, 31),
    contact=Contact(text="Tell the people who make Team Readiness"),
    completion="screens",
    outcomes=(Outcome(id="name-roles", text="choose a type for what you want to ask"),),
)
