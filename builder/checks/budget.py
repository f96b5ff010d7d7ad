"""What a module may take up: of what an LMS keeps for each learner, and of a slow line."""

from collections.abc import Iterator

from builder.checks import walk
from builder.model import Module
from builder.problems import Problem
from builder.progress import LONGEST, longest

# Bytes of pictures, films and sounds together: some minutes of waiting on a ward, and what a host may well refuse.
HEAVY = 250_000_000


def progress_fits(module: Module) -> Iterator[Problem]:
    """S114 state-size (budgets): A learner who has met every screen and answered every question has a line of progress
    that an LMS can keep. What does not fit is lost.
    """
    length = longest(module)
    if length > LONGEST:
        message = f"A learner's progress could take {length:,} characters, and an LMS keeps {LONGEST:,}"
        hint = (
            f"make two modules of it: this one has {len(module.screens)} screens and {len(module.questions)} questions"
        )
        yield Problem("S114", module.place(walk.ABOUT, ()), message, hint)


def package_is_light(module: Module) -> Iterator[Problem]:
    """B101 package-size (warning): Pictures, films and sounds of a module have 250 MB together at most. It all travels
    in each package, and learners load it over a slow line.
    """
    size = sum(len(one.data) for one in module.pictures.values()) + sum(one.size for one in module.recordings)
    if size > HEAVY:
        largest = max(module.recordings, key=lambda one: one.size, default=None)
        hint = "export films smaller, or make two modules of it"
        message = f"Pictures, films and sounds have {size / 1_000_000:.0f} MB together"
        yield Problem("B101", largest.at("file") if largest else module.place(walk.ABOUT, ()), message, hint, "warning")


RULES = (progress_fits, package_is_light)
