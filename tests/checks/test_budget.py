"""What a module may take up of what an LMS keeps for each learner."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.checks import check
from builder.checks.budget import HEAVY
from builder.model import Module
from builder.problems import Place
from builder.progress import LONGEST, longest
from builder.questions import types
from builder.read import read_module, read_shared

MODULES = Path(__file__).parent / "workspace" / "modules"


def question(number: int, items: int) -> object:
    """Return what a trainer could have typed: items to sort into two bins."""
    feedback = "Fifteen words or more that explain, as a colleague would, why this belongs here and not there at all."
    rows = [{"text": f"Item {one}", "code": "abcdefghijklmnopqrst"[one], "bin": "1"} for one in range(items)]
    return {
        "id": f"q{number}",
        "type": "sort",
        "ask": f"Where does each of number {number} belong?",
        "outcome": "name-roles",
        "source": "T1",
        "bins": [{"text": "Here", "code": "1"}, {"text": "There", "code": "2"}],
        "items": [{**row, "feedback": feedback} for row in rows],
    }


@pytest.fixture(scope="module")
def first() -> Module:
    shared, _ = read_shared(MODULES / "shared")
    return read_module(MODULES / "first", shared).module


def large(first: Module, screens: int, questions: int, items: int = 8) -> Module:
    """Return a module with that many screens, of which one holds all the questions."""
    lesson, asked = first.lessons[0], first.quiz[0]
    made = [types()["sort"].model_validate(question(number, items)) for number in range(questions)]
    parts = tuple(replace(asked, question=one) for one in made)
    one = lesson.screens[0]
    every = tuple(replace(one, id=f"s{number}", parts=() if number else parts) for number in range(screens))
    return replace(first, lessons=(replace(lesson, screens=every),), quiz=())


def said(module: Module) -> list[str]:
    return [problem.message for problem in check(module) if problem.code == "S114"]


def test_sixty_screens_and_a_hundred_questions_of_eight_items_fit(first: Module) -> None:
    module = large(first, 60, 100)
    assert (len(module.screens), len(module.questions)) == (60, 100)
    assert longest(module) == 18 + 4 * 61 + 100 * (6 + 16) + 99 == 2561
    assert said(module) == []


def test_what_an_lms_cannot_keep_is_an_error_before_anybody_has_started(first: Module) -> None:
    module = large(first, 60, 100, items=20)
    (problem,) = (one for one in check(module) if one.code == "S114")
    assert problem.message == "A learner's progress could take 4,961 characters, and an LMS keeps 4,096"
    assert problem.hint == "make two modules of it: this one has 60 screens and 100 questions"
    assert problem.severity == "error"
    assert problem.place == Place(first.folder / "module.yaml")


def test_the_last_character_that_fits_is_no_error(first: Module) -> None:
    screens = (LONGEST - 18) // 4 - 1
    assert longest(large(first, screens, 0)) == 4094
    assert said(large(first, screens, 0)) == []
    assert said(large(first, screens + 1, 0)) != []


def heavy(first: Module, size: int) -> list[str]:
    """Return what is said of a module whose one film has that many bytes, beside its pictures."""
    film = next(one for one in first.recordings if one.is_film)
    lessons = tuple(
        replace(
            lesson,
            screens=tuple(
                replace(one, parts=tuple(replace(part, size=size) if part is film else part for part in one.parts))
                for one in lesson.screens
            ),
        )
        for lesson in first.lessons
    )
    small = replace(first, lessons=lessons, pictures={})
    return [f"{problem.place.line}: {problem.message}" for problem in check(small) if problem.code == "B101"]


def test_a_package_that_is_too_heavy_is_a_warning_at_its_largest_film(first: Module) -> None:
    assert heavy(first, HEAVY + 1) == ["25: Pictures, films and sounds have 250 MB together"]


def test_a_package_of_just_the_size_is_none(first: Module) -> None:
    rest = sum(one.size for one in first.recordings if not one.is_film)
    assert heavy(first, HEAVY - rest) == []
