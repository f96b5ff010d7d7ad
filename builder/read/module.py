"""A module's folder, read whole: module.yaml, the lessons in order, the quiz, the board, the pictures."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.model import About, Asked, Board, Lesson, Module, Shared
from builder.placed import as_model, read_yaml
from builder.problems import Place, Problem, did_you_mean
from builder.read.ids import Edit
from builder.read.lesson import read_lesson
from builder.read.pictures import read_pictures
from builder.read.questions import Found, read_question
from builder.read.shared import read_written
from builder.read.text import read_text

LESSON = re.compile(r"\d+-[a-z0-9-]+\.md")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
_IDS = re.compile(r"\{#([^}\s]+)\}|^[\s-]*id:\s*(\S+)", re.MULTILINE)
KNOWN = ("module.yaml", "quiz.yaml", "board.yaml")


@dataclass(frozen=True)
class Reading:
    """What reading gave: a module (None where there is none to speak of), every problem, and the edits for --fix."""

    module: Module | None
    problems: tuple[Problem, ...]
    edits: tuple[Edit, ...] = ()


def read_module(folder: Path, shared: Shared) -> Reading:
    """Read a module's folder. All problems are met in one go; nothing is raised for what a trainer wrote."""
    found = Found()
    if not _NAME.fullmatch(folder.name):
        message = f'The folder "{folder.name}" cannot name a module.'
        hint = "small letters a to z, digits and hyphens, starting with a letter"
        found.problems.append(Problem("F105", Place(folder), message, hint))
    _stray(folder, found)
    about = _about(folder, found)
    paths = sorted((one for one in folder.glob("*.md") if LESSON.fullmatch(one.name)), key=_running_order)
    found.taken = _taken([*paths, folder / "quiz.yaml"])
    lessons = [lesson for path in paths if (lesson := _lesson(path, found))]
    quiz = _quiz(folder / "quiz.yaml", found)
    board = read_written(folder / "board.yaml", Board, found.problems)
    screens = [screen for lesson in lessons for screen in lesson.screens]
    if not screens and not any(problem.code.startswith("F10") for problem in found.problems):
        hint = 'write a file 10-welcome.md with a line "## Welcome {#welcome}"'
        found.problems.append(Problem("S108", Place(folder / "module.yaml"), "This module has no screens.", hint))
    pictures, problems = read_pictures(folder, screens)
    found.problems += problems
    module = None
    if about and screens:
        module = Module(folder.name, folder, about, tuple(lessons), tuple(quiz), board, pictures, shared)
    return Reading(module, tuple(found.problems), tuple(found.edits))


def _running_order(path: Path) -> tuple[int, str]:
    return int(path.name.split("-")[0]), path.name


def _stray(folder: Path, found: Found) -> None:
    """Add a problem for each file whose name means it would be left out without a word."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".md" and not LESSON.fullmatch(path.name) and path.name != "README.md":
            message = f'"{path.name}" is not read: a lesson\'s name starts with a number.'
            found.problems.append(Problem("F104", Place(path), message, "rename it, such as 10-welcome.md"))
        elif path.suffix in (".yaml", ".yml") and path.name not in KNOWN:
            hint = did_you_mean(path.name, KNOWN)
            found.problems.append(Problem("F104", Place(path), f'"{path.name}" is not read.', hint))


def _about(folder: Path, found: Found) -> About | None:
    path = folder / "module.yaml"
    if not path.is_file():
        hint = f'write it, or make a new module with: team-readiness new {folder.name}-2'
        found.problems.append(Problem("F106", Place(path), "This module has no module.yaml.", hint))
        return None
    about: About | None = read_written(path, About, found.problems)
    return about


def _taken(paths: list[Path]) -> set[str]:
    """Return every id written in the files, so that a proposed one is different from all of them."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in paths if path.is_file()]
    return {one or other for text in texts for one, other in _IDS.findall(text)}


def _lesson(path: Path, found: Found) -> Lesson | None:
    text, problems = read_text(path)
    found.problems += problems
    return read_lesson(text, found) if text else None


def _quiz(path: Path, found: Found) -> list[Asked]:
    """Return the closing questions; a module may have none."""
    if not path.exists():
        return []
    text, problems = read_text(path)
    found.problems += problems
    if text is None:
        return []
    placed = read_yaml(text)
    found.problems += placed.problems
    if placed.data is None:
        return []
    data: Any = placed.data
    for key in data if isinstance(data, dict) else ():
        if key != "questions":
            hint = did_you_mean(str(key), ["questions"])
            place = placed.place((key,), key=True)
            found.problems.append(Problem("Y102", place, f'"{key}" is not known here.', hint))
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        hint = "each question starts with a hyphen"
        found.problems.append(Problem("Y106", placed.place(()), 'This file wants a list under "questions:".', hint))
        return []
    asked = (read_question(text, placed, ("questions", index), found) for index in range(len(data["questions"])))
    return [one for one in asked if one]
