"""A module's folder, read whole: module.yaml, the lessons in order, the quiz, the board, the pictures."""

import datetime
import re
from dataclasses import dataclass, replace
from pathlib import Path

from builder.given import ELSEWHERE, Refused, leads_away
from builder.model import About, Asked, Asking, Board, Contact, Easy, Module, Shared
from builder.placed import Extract, Placed, Steps, read_yaml
from builder.problems import Edit, Place, Problem, did_you_mean, quoted
from builder.read.aside import is_aside
from builder.read.easy import read_easy
from builder.read.found import Found
from builder.read.lesson import read_lesson
from builder.read.pictures import on_screens, read_pictures, shown_in
from builder.read.questions import read_question
from builder.read.recordings import FOLDER
from builder.read.shared import SEE_ENDINGS, Listed, read_written
from builder.read.text import read_text, unreadable
from builder.written import as_model

LESSON = re.compile(r"[0-9]+-[a-z0-9-]+\.md")
NAME = re.compile(r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|handouts)$)[a-z][a-z0-9-]{0,59}")
_IDS = re.compile(r"\{#([^{}\s]+)\}|\bid:[ \t]*[\"']?([\w-]+)")
_KNOWN = ("module.yaml", "quiz.yaml", "board.yaml")
_EASY = "easy.md"
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf", ".pages")
_TEXTS = (".md", ".markdown", ".txt", ".yaml", ".yml")


class Quiz(Asking):
    """quiz.yaml: the closing questions, and how they are asked."""

    questions: Listed
    """The closing questions, which are scored; each starts with a hyphen."""


@dataclass(frozen=True)
class Reading:
    """What reading gave: the module as far as it could be read, every problem, and the edits for --fix.

    Where `whole` is false the module is only good for finding more that is wrong with it.
    """

    module: Module
    whole: bool
    problems: tuple[Problem, ...]
    edits: tuple[Edit, ...] = ()


def read_module(folder: Path, shared: Shared) -> Reading:
    """Read a module's folder. All problems are met in one go; nothing is raised for what a trainer wrote."""
    found = Found()
    if leads_away(folder):
        return _nowhere(folder, shared)
    _named(folder, found)
    paths = _lesson_paths(folder, found)
    quiz_path = folder / "quiz.yaml"
    texts = {path: text for path in (*paths, quiz_path) if (text := _text(path, found))}
    found.taken.update(one or other for text in texts.values() for one, other in _IDS.findall(text.text))
    lessons = [read_lesson(texts[path], found) for path in paths if path in texts]
    quiz, asking, quiz_placed = _quiz(texts.get(quiz_path), found)
    about, about_placed = read_written(folder / "module.yaml", About, found.problems)
    board, board_placed = read_written(folder / "board.yaml", Board, found.problems)
    screens = [screen for lesson in lessons for screen in lesson.screens]
    pictures, problems = read_pictures(folder, on_screens(screens))
    found.problems += problems
    places = {"module.yaml": _places(about_placed), "board.yaml": _places(board_placed)}
    places["quiz.yaml"] = _places(quiz_placed)
    parts = (tuple(lessons), tuple(quiz), board, pictures, shared, places, asking, _easy(folder, found))
    module = Module(folder.name, folder, about or _STAND_IN, *parts)
    return Reading(module, bool(about and screens), tuple(found.problems), tuple(found.edits))


def _nowhere(folder: Path, shared: Shared) -> Reading:
    """Return what is known of a module whose folder is elsewhere, where nothing is read."""
    problem = unreadable(folder, Refused(folder, ELSEWHERE))
    return Reading(Module(folder.name, folder, _STAND_IN, (), (), None, {}, shared), whole=False, problems=(problem,))


# Stands for a module.yaml that cannot be read, so that the rest of the module is still checked.
_STAND_IN = About.model_construct(
    title="",
    summary="",
    audience="",
    minutes=1,
    edition="",
    review=datetime.date.max,
    contact=Contact(text="-"),
    outcomes=(),
)


def _named(folder: Path, found: Found) -> None:
    """F105 module-name: A module's name, which is that of its folder, can stand in an address, and on every system.

    F106 no-module-yaml: A module has a module.yaml, which says what it is and for whom.
    """
    if not NAME.fullmatch(folder.name):
        hint = "rename the folder: small letters a to z, digits and hyphens, starting with a letter"
        message = f"{quoted(folder.name)} cannot be the name of a module"
        found.problems.append(Problem("F105", Place(folder), message, hint))
    if not (folder / "module.yaml").exists() and not list(folder.glob("module.yaml.*")):
        hint = "write one; what is in it shows: team-readiness new example"
        found.problems.append(Problem("F106", Place(folder / "module.yaml"), "This module has no module.yaml", hint))


def _lesson_paths(folder: Path, found: Found) -> list[Path]:
    """Return the lessons in their order.

    S108 no-lessons: A module has lessons: files such as 10-welcome.md beside its module.yaml.
    """
    try:
        paths = sorted(folder.iterdir())
        found_inside = [path for path in folder.glob("*/*.md") if not (is_aside(path) or is_aside(path.parent))]
        inside = sorted(path for path in found_inside if path.parent.name != FOLDER)
    except OSError as error:
        found.problems.append(unreadable(folder, error))
        return []
    lessons = sorted((path for path in paths if LESSON.fullmatch(path.name)), key=_running_order)
    for path in paths:
        _not_read(path, found)
    for path in inside:
        hint = f"move it up into {folder.name}/"
        _left_out(path, "a lesson stands in the module's folder itself", hint, found)
    if not lessons:
        hint = 'write a file 10-welcome.md with a line "## Welcome {#welcome}"'
        found.problems.append(Problem("S108", Place(folder / "module.yaml"), "This module has no screens", hint))
    return lessons


def _running_order(path: Path) -> tuple[int, str]:
    return int(path.name.split("-")[0]), path.name


def _not_read(path: Path, found: Found) -> None:
    """Add a problem for a file whose name means it would be left out without a word."""
    name = path.name
    if name in (*_KNOWN, _EASY) or is_aside(path) or LESSON.fullmatch(name):
        return
    suffix, meant = path.suffix.lower(), path.stem.lower()
    if meant in (*_KNOWN, _EASY) or LESSON.fullmatch(meant):
        hint = f"rename it {meant}; {SEE_ENDINGS}"
        _left_out(path, f"its name goes on after {meant}", hint, found)
    elif suffix in _DOCUMENTS:
        words = "-".join(re.findall("[a-z0-9]+", meant)) or "welcome"
        name = f"{words}.md" if re.match("[0-9]+-", words) else f"10-{words}.md"
        hint = f"copy its text into a plain text editor, and save that as {name}"
        _left_out(path, "it is a document of another program, and a lesson is plain text", hint, found)
    elif suffix in (".yaml", ".yml"):
        _left_out(path, "no file of a module has this name", did_you_mean(name, _KNOWN), found)
    elif re.fullmatch(r"[0-9_ -]*easy([_ -].*)?", path.stem.lower()) and suffix in _TEXTS:
        _left_out(path, f"the easy edition is {_EASY}", f"rename it {_EASY}", found)
    elif suffix in _TEXTS or re.match(r"[0-9]+[-_ .]", name):
        words = "-".join(re.findall("[a-z0-9]+", name.lower().split(".")[0])) or "welcome"
        hint = "rename it, such as " + (f"{words}.md" if re.match("[0-9]+-", words) else f"10-{words}.md")
        _left_out(path, "a lesson's name is a number, a hyphen, small letters and .md", hint, found)


def _left_out(path: Path, why: str, hint: str, found: Found) -> None:
    """F104 stray-file: A file that looks like part of a module is one. Others are not read, so what stands in them
    would be missing without a word.
    """
    found.problems.append(Problem("F104", Place(path), f"This file is not read: {why}", hint))


def _text(path: Path, found: Found) -> Extract | None:
    text, problems = read_text(path) if path.exists() else (None, [])
    found.problems += problems
    return text


def _quiz(text: Extract | None, found: Found) -> tuple[list[Asked], Asking, Placed | None]:
    """Return the closing questions and how they are asked; a module may have none."""
    placed = read_yaml(text) if text else None
    found.problems += placed.problems if placed else ()
    if text is None or placed is None or placed.data is None:
        return [], Asking(), None
    whole, problems = as_model(Quiz, placed)
    found.problems += problems
    listed = placed.data.get("questions") if isinstance(placed.data, dict) else None
    count = len(listed) if isinstance(listed, list) else 0
    asked = [one for index in range(count) if (one := read_question(text, placed, ("questions", index), found))]
    if whole:
        return asked, Asking.model_construct(**{name: getattr(whole, name) for name in Asking.model_fields}), placed
    # What banks there are is not known, so nothing is said about those that questions name.
    unbanked = [replace(one, question=one.question.model_copy(update={"bank": None})) for one in asked]
    return unbanked, Asking(), placed


def _easy(folder: Path, found: Found) -> Easy | None:
    """Return the easy edition with its pictures; a module may have none."""
    text = _text(folder / _EASY, found)
    if text is None:
        return None
    easy = read_easy(text, found)
    pictures, problems = read_pictures(folder, [one for topic in easy.topics for one in shown_in(topic.prose)])
    found.problems += problems
    return replace(easy, pictures=pictures)


def _places(placed: Placed | None) -> dict[Steps, Place]:
    return placed.values if placed else {}
