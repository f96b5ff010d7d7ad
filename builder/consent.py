"""What people agreed to, kept: a module as it may stand online or in print.

Who has withdrawn their consent, or never gave it for this medium, is in it with neither name nor story.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from builder.markdown import flat, marks
from builder.model import Medium, Module, Prose, Screen

STORY = "story"
_WHO = re.compile(r"who:[ \t]+(\S+)[ \t]*(?:\n|$)")


def teller(inside: Sequence[Token]) -> str:
    """Return the id of the person whose story the tokens inside a `:::story` are, or nothing."""
    found = _WHO.match(inside[1].content) if inside and inside[0].type == "paragraph_open" else None
    return found[1] if found else ""


def stories(run: Prose) -> Iterator[tuple[Token, Sequence[Token], str]]:
    """Yield each story of a run: its opening token, what stands inside, and the id of the person."""
    for token, inside in marks(run.tokens):
        if token.info.strip() == STORY:
            yield token, inside, teller(inside)


def named(module: Module) -> set[str]:
    """Return the ids of all whose name or story a module holds, whatever they agreed to."""
    told = {who for screen in module.screens for run in screen.prose for _, _, who in stories(run)}
    steps = {who for step in module.about.history for who in step.who}
    tested = module.about.easy.by if module.about.easy else ()
    return {*told, *steps, *tested, *(credit.who for credit in module.about.credits)}


def as_agreed(module: Module, medium: Medium) -> Module:
    """Return the module without the names and stories that may not stand there, and without their pictures."""
    people = module.shared.people
    lessons = tuple(
        replace(lesson, screens=tuple(_screen(screen, module, medium) for screen in lesson.screens))
        for lesson in module.lessons
    )
    kept = tuple(one for one in module.about.credits if one.who in people and people[one.who].withdrawn is None)
    history = tuple(
        step.model_copy(update={"who": _agreeing(step.who, module, medium)}) for step in module.about.history
    )
    easy = module.about.easy
    easy = easy and easy.model_copy(update={"by": _agreeing(easy.by, module, medium)})
    about = module.about.model_copy(update={"credits": kept, "history": history, "easy": easy})
    agreed = replace(module, about=about, lessons=lessons)
    dropped = _shown(module) - _shown(agreed)
    return replace(agreed, pictures={name: one for name, one in module.pictures.items() if name not in dropped})


def _agreeing(names: Iterable[str], module: Module, medium: Medium) -> tuple[str, ...]:
    people = module.shared.people
    return tuple(who for who in names if who in people and people[who].may_stand(medium))


def _screen(screen: Screen, module: Module, medium: Medium) -> Screen:
    parts = (_run(part, module, medium) if isinstance(part, Prose) else part for part in screen.parts)
    return replace(screen, parts=tuple(part for part in parts if not isinstance(part, Prose) or part.tokens))


def _run(run: Prose, module: Module, medium: Medium) -> Prose:
    """Return a run without the stories of those who have not agreed."""
    left_out: set[int] = set()
    for token, inside, who in stories(run):
        person = module.shared.people.get(who)
        if person is None or not person.may_stand(medium):
            start = next(index for index, one in enumerate(run.tokens) if one is token)
            left_out.update(range(start, start + len(inside) + 2))
    return replace(run, tokens=tuple(one for index, one in enumerate(run.tokens) if index not in left_out))


def _shown(module: Module) -> set[str]:
    """Return the paths of the pictures that stand in the text."""
    runs = (run for screen in module.screens for run in screen.prose)
    return {str(one.attrGet("src")) for run in runs for one in flat(run.tokens) if one.type == "image"}
