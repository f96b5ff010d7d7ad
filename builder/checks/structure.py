"""Ids are unique and safe, outcomes exist, and the minutes claimed are true."""

from collections.abc import Iterator

from builder.markdown import plain
from builder.model import Module, Prose, short_id
from builder.problems import Place, Problem, did_you_mean

# Names the page itself uses; a screen or a question with one of them would stand in their way.
RESERVED = {"result", "menu", "support", "pause", "left", "main", "where", "bar", "line", "module"}
WORDS_A_MINUTE = 200
SECONDS_A_QUESTION = 45
TOLERANCE = 0.25


def _ids(module: Module) -> Iterator[tuple[str, Place]]:
    for screen in module.screens:
        yield screen.id, screen.place
    for asked in module.questions:
        yield asked.question.id, asked.places.get(("id",), asked.place)


def ids_are_unique(module: Module) -> Iterator[Problem]:
    """S104: every screen and question of a module has an id of its own, because saved progress hangs on it."""
    seen: dict[str, Place] = {}
    for name, place in _ids(module):
        if name in seen:
            where = f"{seen[name].path.name}, line {seen[name].line}"
            yield Problem("S104", place, f'The id "{name}" is already used in {where}.', "choose a different one")
        elif name in RESERVED:
            yield Problem("S106", place, f'"{name}" is a name the page itself uses.', f"write {name}-screen, say")
        seen.setdefault(name, place)


def short_ids_are_unique(module: Module) -> Iterator[Problem]:
    """S105: the four letters that stand for an id in saved progress differ from those of every other id."""
    seen: dict[str, str] = {}
    for name, place in _ids(module):
        other = seen.setdefault(short_id(name), name)
        if other != name:
            message = f'"{name}" and "{other}" cannot stand in one module: they look the same in saved progress.'
            yield Problem("S105", place, message, "change one of the two ids a little")


def outcomes_exist(module: Module) -> Iterator[Problem]:
    """S109: the outcome a question names is one of the module's."""
    known = [outcome.id for outcome in module.about.outcomes]
    for asked in module.questions:
        name = asked.question.outcome
        if name not in known:
            place = asked.places.get(("outcome",), asked.place)
            yield Problem("S109", place, f'"{name}" is not an outcome of this module.', did_you_mean(name, known))


def minutes_are_true(module: Module) -> Iterator[Problem]:
    """S110: the minutes claimed are within a quarter of words ÷ 200 and 45 seconds a question."""
    words = sum(len(plain(part.tokens).split()) for screen in module.screens for part in screen.parts if isinstance(part, Prose))
    minutes = words / WORDS_A_MINUTE + len(module.questions) * SECONDS_A_QUESTION / 60
    if abs(module.about.minutes - minutes) > TOLERANCE * minutes and abs(module.about.minutes - minutes) > 1:
        message = f"This module says {module.about.minutes} minutes; its words and questions take about {minutes:.0f}."
        yield Problem("S110", Place(module.folder / "module.yaml"), message, f"write minutes: {minutes:.0f}", "warning")


RULES = (ids_are_unique, short_ids_are_unique, outcomes_exist, minutes_are_true)
