"""`new question`: one more question in a module, with a comment on each line. The file is otherwise as it was."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path

import yaml

from builder import given
from builder.files import write_file
from builder.markdown import cited
from builder.model import Lesson, Module, Screen
from builder.placed import Extract, read_yaml
from builder.problems import Edit, Place, did_you_mean, quoted
from builder.questions import folder, types
from builder.questions.question import Saved
from builder.read import SHARED, read_module, read_shared
from builder.read.edits import apply
from builder.read.found import Found
from builder.read.ids import slug
from builder.read.lesson import read_lesson
from builder.read.schemas import head, write_schemas
from builder.read.text import read_text
from builder.starter.module import Refused, filled

_NAMES = re.compile(r"\{#([^}\s]+)\}|\b(?:id|of):[ \t]*[\"']?([\w-]+)")


def add_question(module: Path, kind: str) -> list[Place]:
    """Write a question of a type into a module: a saved one into its quiz, a learner's own onto a screen.

    Return where it stands; a scale stands in two places. Raises Refused or OSError.
    """
    if kind not in types():
        raise Refused(f"{quoted(kind)} is not a type of question: {did_you_mean(kind, types())}", 2)
    read = read_module(module, read_shared(module.parent / SHARED, [])[0]).module
    text = _text(kind, read)
    edits = [_closing(module / "quiz.yaml", text)] if issubclass(types()[kind], Saved) else list(_own(read, text))
    for path in {edit.place.path for edit in edits}:
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise Refused(f"{path.name} is read-only, so nothing was written. Allow changes to it, and try again.")
    changed = apply(edit for edit in edits if edit.place.path.exists())
    for edit in edits:
        path = edit.place.path
        before, after = _plain(given.read(path, None) if path.exists() else b""), _plain(changed.get(path, b""))
        if path.exists() and not _only_added(path, before, after):
            hint = f"Mend it first: team-readiness check {module.name}"
            raise Refused(f"{path.name} is written in a way that nothing can be added to safely. {hint}")
    if any(not edit.place.path.exists() for edit in edits):
        write_schemas(module.parent)  # a new quiz says at its head where they are
    for edit in edits:
        write_file(edit.place.path, changed.get(edit.place.path, edit.text.encode()))
    return [_start(edit) for edit in edits]


def _text(kind: str, module: Module) -> str:
    """Return the starter of a type, with a new id and what the module has of the rest."""
    names = {one.id for one in module.about.outcomes}
    for path in (*(lesson.path for lesson in module.lessons), module.folder / "quiz.yaml"):
        found, _ = read_text(path) if path.exists() else (None, [])
        names.update(one or other for one, other in _NAMES.findall(found.text if found else ""))
    name = slug(f"q {kind}", {*names, *(one.removesuffix("-after") for one in names)}, "question")
    values = {"id": name, **(_of_module(module) if issubclass(types()[kind], Saved) else {})}
    return filled((folder(kind) / "starter.yaml").read_text(encoding="utf-8"), values)


def _of_module(module: Module) -> dict[str, str]:
    """Return an outcome that nothing asks about yet, or else the first; and the source that was named last."""
    outcomes = [one.id for one in module.about.outcomes]
    if not outcomes:
        raise Refused(f"module.yaml cannot be read. Mend it first: team-readiness check {module.id}")
    asked = {one.outcome for one in module.saved}
    texts = [prose.source.text for screen in module.screens for prose in screen.prose]
    named = [*module.shared.sources, *(name for text in texts for name in cited(text))]
    named += [name for one in module.saved for name in one.source]
    known = [name for name in named if name in module.shared.sources]
    if not known:
        raise Refused("modules/shared/sources.yaml names no source yet, and a question rests on one.")
    return {"outcome": next((one for one in outcomes if one not in asked), outcomes[0]), "source": known[-1]}


def _closing(path: Path, text: str) -> Edit:
    """Return the edit that puts a question at the end of a quiz."""
    if not path.exists():
        return Edit(Place(path), f"{head(path.name)}questions:\n{_indented(text, 2)}\n")
    source, problems = read_text(path)
    placed = read_yaml(source) if source else None
    problems = [*problems, *(placed.problems if placed else ())]
    if source is None or placed is None or problems:
        raise Refused(f"quiz.yaml, line {problems[0].place.line}: {problems[0].message}. Mend this first.")
    rows = source.text.split("\n")
    if ("questions",) not in placed.keys:
        more = f"questions:\n{_indented(text, 2)}"
        return _after(path, rows, len(rows), f"\n\n{more}" if source.text.strip() else more)
    listed = dict(_pairs(source.text))["questions"]
    if not isinstance(listed, yaml.SequenceNode):
        return _after(path, rows, placed.keys[("questions",)].line, f"\n{_indented(text, 2)}")
    if listed.flow_style:
        raise Refused("The questions in quiz.yaml stand in [brackets]. Write each below the other, and try again.")
    deep, last = listed.start_mark.column, _last_line(listed)
    while last < len(rows) and re.match(rf" {{{deep + 1},}}#", rows[last]):
        last += 1  # a comment further in than the hyphens is still about the question above
    return _after(path, rows, last, f"\n\n{_indented(text, deep)}")


def _pairs(text: str) -> Iterator[tuple[str, yaml.Node]]:
    root = yaml.compose(text, yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode):
        yield from ((str(key.value), value) for key, value in root.value)


def _last_line(node: yaml.Node) -> int:
    """Return the number of the last line of what stands in a node, without what follows it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = node.end_mark
    return int(end.line if end.column == 0 and end.line > node.start_mark.line else end.line + 1)


def _own(module: Module, text: str) -> Iterator[Edit]:
    """Yield the edits that put a learner's own question on the last screen; of two, the first on the first screen."""
    screens = [(lesson, screen) for lesson in module.lessons for screen in lesson.screens]
    if not screens:
        raise Refused(f"{module.id} has no screens yet, and this question stands on one.")
    questions = text.rstrip("\n").split("\n\n")
    fences = [f"\n\n```question\n{re.sub(r'(?m)^(- |  )', '', one)}\n```" for one in questions]
    spots = [_end(*screen) for screen in (screens[0], screens[-1])[-len(fences) :]]
    if len(set(spots)) < len(spots):
        spots, fences = spots[:1], ["".join(fences)]
    yield from (Edit(spot, fence) for spot, fence in zip(spots, fences, strict=True))


def _end(lesson: Lesson, screen: Screen) -> Place:
    """Return the place right after what stands on a screen."""
    source, _ = read_text(lesson.path)
    rows = source.text.split("\n") if source else []
    below = [one.place.line - 1 for one in lesson.screens if one.place > screen.place]
    return _after(lesson.path, rows, min(below, default=len(rows)), "").place


def _after(path: Path, rows: list[str], line: int, text: str) -> Edit:
    """Return the edit that puts text after the last line that says something, up to one with a 1-based number."""
    while line > 1 and not rows[line - 1].strip():
        line -= 1
    return Edit(Place(path, line, len(rows[line - 1]) + 1), text)


def _start(edit: Edit) -> Place:
    """Return the place of the question in the file as it is now."""
    head = edit.text[: edit.text.index("- id:" if "- id:" in edit.text else "```question")]
    return Place(edit.place.path, edit.place.line + head.count("\n"))


def _indented(text: str, deep: int) -> str:
    return re.sub(r"(?m)^(?=.)", " " * deep, text.rstrip("\n"))


def _plain(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _only_added(path: Path, before: str, after: str) -> bool:
    """Say whether a file says what it said before, and something more."""
    if path.name == "quiz.yaml":
        old, new = read_yaml(Extract(path, before)).data, read_yaml(Extract(path, after)).data
        if not (isinstance(old, dict) and isinstance(new, dict)):
            return False
        questions = new.get("questions", [])
        return questions[:-1] == old.get("questions", []) and {**old, "questions": questions} == new
    had, has = (_met(path, one) for one in (before, after))
    return has[0] == had[0] and has[1] > had[1]


def _met(path: Path, text: str) -> tuple[list[str], int]:
    """Return the ids of a lesson's screens, and how many questions it has. Raises Refused where a mark is broken."""
    found = Found()
    screens = read_lesson(Extract(path, text), found).screens
    for one in found.problems:
        if one.severity == "error" and one.code.startswith("M"):
            raise Refused(f"{path.name}, line {one.place.line}: {one.message}. Mend this first.")
    return [screen.id for screen in screens], sum(len(one.questions) for one in screens)
