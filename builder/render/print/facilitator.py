"""The handout for whoever leads a session: times, how to be together, and notes to the screens by their numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from markupsafe import Markup

from builder.model import Module, Prose, Screen
from builder.questions.question import SECONDS, Saved
from builder.render.print.questions import numbered
from builder.render.print.sheet import Handout, Kind
from builder.render.screens import block_html
from builder.render.text import Env, blocks
from builder.timing import closing, seconds


@dataclass(frozen=True)
class Row:
    """A line of the times: a screen's number, what it is about, half minutes on screen, minutes in the session."""

    number: str
    title: str
    on_screen: int | None
    session: int


@dataclass(frozen=True)
class Part:
    """What is said to whoever leads: notes to a screen, or (without a number) a section that all sessions share."""

    number: int | None
    title: str
    minutes: int
    body: Markup


@dataclass(frozen=True)
class Where:
    """A question with its number on paper, and the number of its screen, where that is the same for everybody."""

    number: int
    ask: str
    screen: int | None


class _Facilitating(Kind):
    """It cites what no screen does: those sources have the numbers that come after those of the module."""

    def handouts(self, env: Env) -> list[Handout]:
        """Return the handout; none where nothing was written for it."""
        return super().handouts(replace(env, numbers=_numbers(env)))


def _values(env: Env) -> dict[str, Any] | None:
    notes = [
        _part(number, screen, [screen.facilitator], env)
        for number, screen in enumerate(_screens(env.module), start=1)
        if screen.facilitator
    ]
    sections = [_part(None, section, _runs(section), env) for section in _sections(env.module)]
    if not (notes or sections):
        return None
    times = list(_times(env))
    return {
        "times": times,
        "on_screen": sum(row.on_screen or 0 for row in times),
        "session": sum(row.session for row in times),
        "sections": sections,
        "notes": notes,
        "questions": list(_questions(env)),
    }


def _screens(module: Module) -> list[Screen]:
    return [screen for lesson in module.lessons for screen in lesson.screens]


def _sections(module: Module) -> tuple[Screen, ...]:
    return module.shared.facilitating.screens if module.shared.facilitating else ()


def _runs(section: Screen) -> list[Prose]:
    """Return the text of a section: what stands outside its mark, and what stands in it."""
    return [*section.prose, *([section.facilitator] if section.facilitator else [])]


def _part(number: int | None, screen: Screen, runs: Iterable[Prose], env: Env) -> Part:
    body = (Markup(block_html(block, env)) for run in runs for block in blocks(run.tokens))
    return Part(number, screen.title, screen.session, Markup("").join(body))


def _times(env: Env) -> Iterator[Row]:
    """Yield the screens and the closing questions, and around them the sections that take time: the last ends it."""
    module, screens = env.module, _screens(env.module)
    around = [Row("", one.title, None, one.session) for one in _sections(module) if one.session]
    halves = _halves([*map(seconds, screens), closing(module) * SECONDS])
    yield from around[:-1]
    for number, (screen, half) in enumerate(zip(screens, halves, strict=False), start=1):
        yield Row(str(number), screen.title, half, screen.session)
    if module.quiz:
        yield Row(f"{len(screens) + 1}–{len(screens) + closing(module)}", env.words("quiz"), halves[-1], 0)
    yield from around[-1:]


def _halves(lengths: Iterable[float]) -> list[int]:
    """Return lengths in seconds as half minutes, rounded so that together they are what all of it takes."""
    ends = [round(end / 30) for end in accumulate(lengths, initial=0)]
    return [after - before for before, after in pairwise(ends)]


def _questions(env: Env) -> Iterator[Where]:
    """Yield the questions that have an answer."""
    screens = env.module.screens if not env.module.banks else _screens(env.module)
    places = {question.id: number for number, one in enumerate(screens, start=1) for question in one.questions}
    for _, asked in numbered(env):
        for one in asked:
            if isinstance(one.question, Saved):
                yield Where(one.number, one.question.ask, places.get(one.question.id))


def _numbers(env: Env) -> dict[str, int]:
    found = dict(env.numbers)
    notes = [screen.facilitator for screen in _screens(env.module) if screen.facilitator]
    for run in (*(run for section in _sections(env.module) for run in _runs(section)), *notes):
        for token, _ in run.lines():
            for name in token.meta["sources"] if token.type == "citation" else ():
                found.setdefault(env.module.shared.base(name).id, len(found) + 1)
    return found


FACILITATING = _Facilitating("facilitator", _values)
