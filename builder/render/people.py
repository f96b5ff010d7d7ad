"""The people a module names: in their credits and in its history, as they want to be named."""

from collections.abc import Iterator

from builder.model import Did, Step
from builder.render.text import Env


def credited(env: Env) -> Iterator[tuple[str, Did]]:
    """Yield each credit with the name that may stand there."""
    medium = "print" if env.medium == "print" else "online"
    for credit in env.module.about.credits:
        person = env.module.shared.people[credit.who]
        name = person.shown if person.may_stand(medium) else ""
        yield name or env.words("print-not-named"), credit


def history(env: Env) -> Iterator[tuple[Step, list[str]]]:
    """Yield each stage a module has come to, with the names of those who saw to it and want to be named."""
    people = env.module.shared.people
    for step in env.module.about.history:
        yield step, [name for who in step.who if (name := people[who].shown)]
