"""The guide to the roles: what each entails, a block a role, made of the screens that module.yaml names for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from builder.glossary import explained, terms_in
from builder.model import Lesson, Prose, Screen
from builder.render.print.sheet import Kind
from builder.render.screens import block_html
from builder.render.text import Block, Env, blocks, html_of, picture_in

KEY, NOTE = "key", "content-note"
# What stands on a screen alone, or on another piece of paper.
LEFT_OUT = ("instead", "handout")


@dataclass(frozen=True)
class Role:
    """One screen as a block: its text, and its key points where they hold a picture; they say the same in short."""

    title: str
    note: Markup
    drawn: Markup
    body: Markup


def _values(env: Env) -> dict[str, Any] | None:
    screens = {screen.id: screen for lesson in env.module.lessons for screen in lesson.screens}
    chosen = tuple(_bare(screens[name]) for name in env.module.about.handouts.role_guide)
    alone = replace(env.module, lessons=(Lesson(env.module.folder, "", chosen),), quiz=())
    return {"roles": [_role(one, env) for one in chosen], "terms": terms_in(explained(alone))} if chosen else None


def _bare(screen: Screen) -> Screen:
    """Return a screen without the words explained on it: on paper they stand together."""
    parts = (
        replace(part, tokens=tuple(one for one in part.tokens if one.type != "term"))
        if isinstance(part, Prose)
        else part
        for part in screen.parts
    )
    return replace(screen, parts=tuple(parts))


def _role(screen: Screen, env: Env) -> Role:
    found = [block for prose in screen.prose for block in blocks(prose.tokens) if block.name not in LEFT_OUT]
    return Role(
        screen.title,
        _plain((block for block in found if block.name == NOTE), env),
        _plain((block for block in found if block.name == KEY and any(map(picture_in, block.tokens))), env),
        Markup("").join(Markup(block_html(block, env)) for block in found if block.name not in (KEY, NOTE)),
    )


def _plain(marks: Iterable[Block], env: Env) -> Markup:
    """Return what stands in marks, without what says that it is one."""
    return Markup("").join(Markup(html_of(block.tokens, env)) for block in marks)


ROLE_GUIDE = Kind("role-guide", _values)
