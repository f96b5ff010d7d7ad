"""Handouts: the printed pieces of a module, made from the same source as its screens. A file a kind or two."""

from collections.abc import Iterator

from builder.model import Module
from builder.render.print.easy import EASY
from builder.render.print.facilitator import FACILITATING
from builder.render.print.plan import ACTION_PLAN
from builder.render.print.questions import ANSWERS, QUESTIONS
from builder.render.print.review import REVIEW
from builder.render.print.roles import ROLE_GUIDE
from builder.render.print.sheet import Handout, Kind, paper_env
from builder.render.print.summary import CARD, SUMMARY, left_out

__all__ = ["FORMS", "KINDS", "Handout", "handouts", "left_out"]

KINDS: tuple[Kind, ...] = (SUMMARY, CARD, ROLE_GUIDE, ACTION_PLAN, QUESTIONS, ANSWERS, FACILITATING, REVIEW, EASY)
# Where each mark of a lesson stands on paper. All of a module's text is in the copy to review.
FORMS = {
    "board": ("card", "review"),
    "content-note": ("review",),
    "facilitator": ("facilitator",),
    "handout": ("summary", "review"),
    "instead": ("review",),
    "key": ("summary", "review"),
    "note": ("review",),
    "quote": ("review",),
    "scene": ("review",),
    "story": ("summary", "review"),
}


def handouts(module: Module) -> Iterator[Handout]:
    """Yield every handout of a module in every edition."""
    env = paper_env(module)
    for kind in KINDS:
        yield from kind.handouts(env)
