"""What a release asks for beyond a build: `team-readiness build --release`."""

from collections.abc import Iterator
from dataclasses import replace

from builder.checks import walk
from builder.model import Module
from builder.problems import Problem, quoted

# What is a warning in a build and stops a release: a review that is due, a contact nobody has checked.
STOPS = frozenset({"S111", "E119"})


def approved(module: Module) -> Iterator[Problem]:
    """R101 not-approved: A module that is released has been approved, and module.yaml says by whom and when."""
    status = module.about.status
    if status != "approved":
        hint = "it goes from draft to in review, co-produced and approved; modules/README.md says how that is recorded"
        place = module.place(walk.ABOUT, ("status",))
        yield Problem("R101", place, f"This module is not approved: it is {quoted(status)}", hint)


def stopping(problem: Problem) -> Problem:
    """Return a problem as a release sees it."""
    return replace(problem, severity="error") if problem.code in STOPS else problem
