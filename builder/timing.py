"""How long a module takes: words at a steady pace, a time for each question, and all of its films and sounds."""

from builder.markdown import marks, plain
from builder.model import Module, Prose, Screen
from builder.questions.question import SECONDS

WORDS_A_MINUTE = 200
# Marks that nobody reads on the screen, or that are read instead of others.
_UNREAD = ("handout", "instead")


def seconds(screen: Screen) -> float:
    """Return how long a screen takes: what is read, asked and played on it."""
    words = sum(len(plain(run.tokens).split()) - _unread(run) for run in screen.prose)
    played = sum(one.said.seconds for one in screen.recordings)
    return words / WORDS_A_MINUTE * 60 + sum(one.seconds for one in screen.questions) + played


def closing(module: Module) -> int:
    """Return how many closing questions one learner is asked."""
    undrawn = sum(max(0, len(module.banks[bank.id]) - bank.draw) for bank in module.asking.banks)
    return len(module.quiz) - undrawn


def minutes(module: Module) -> float:
    """Return how long the whole module takes on screen."""
    screens = (seconds(screen) for lesson in module.lessons for screen in lesson.screens)
    asked = sum(one.question.seconds for one in module.quiz) - (len(module.quiz) - closing(module)) * SECONDS
    return (sum(screens) + asked) / 60


def _unread(run: Prose) -> int:
    return sum(len(plain(inside).split()) for token, inside in marks(run.tokens) if token.info.strip() in _UNREAD)
