"""The questions of a module on paper, and the key to them: both with the same numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.questions.question import Question, Saved
from builder.render.print.sheet import Kind
from builder.render.text import Env

# What a team works through together is a handout of its own.
APART = "checklist"


@dataclass(frozen=True)
class Numbered:
    """A question with its number on paper."""

    number: int
    question: Question


def numbered(env: Env) -> Iterator[tuple[str, list[Numbered]]]:
    """Yield what follows one another under a heading: the questions of each screen that asks any, then the quiz."""
    module, count = env.module, 0
    closing = [asked.question for asked in module.quiz]
    parts = [(screen.title, screen.questions) for lesson in module.lessons for screen in lesson.screens]
    for title, questions in [*parts, (env.words("quiz"), closing)]:
        asked = [one for one in questions if one.type != APART]
        if asked:
            yield title, [Numbered(count + place, one) for place, one in enumerate(asked, start=1)]
            count += len(asked)


def _questions(env: Env) -> dict[str, Any] | None:
    parts = list(numbered(env))
    return {"parts": parts} if parts else None


def _answers(env: Env) -> dict[str, Any] | None:
    parts = [(title, [one for one in asked if isinstance(one.question, Saved)]) for title, asked in numbered(env)]
    kept = [(title, asked) for title, asked in parts if asked]
    return {"parts": kept} if kept else None


QUESTIONS = Kind("questions", _questions)
ANSWERS = Kind("answers", _answers)
