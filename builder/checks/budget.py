"""What a module may take up: the line an LMS keeps for each learner is short, and what does not fit is lost."""

from collections.abc import Iterator

from builder.checks import walk
from builder.model import Module
from builder.problems import Problem
from builder.progress import LONGEST, longest


def progress_fits(module: Module) -> Iterator[Problem]:
    """S114: a learner who has met every screen and answered every question has a line that an LMS can keep."""
    length = longest(module)
    if length > LONGEST:
        message = f"A learner's progress could take {length:,} characters, and an LMS keeps {LONGEST:,}"
        hint = (
            f"make two modules of it: this one has {len(module.screens)} screens and {len(module.questions)} questions"
        )
        yield Problem("S114", module.place(walk.ABOUT, ()), message, hint)


RULES = (progress_fits,)
