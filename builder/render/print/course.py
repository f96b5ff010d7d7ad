"""The handouts of the course as a whole: what belongs to no module alone, made of all modules and the shared lists.

Each is a handout like any other, of a stand-in for a module that is only about the course.
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from builder.model import DRAFT, About, Did, Module, Shared
from builder.model.typed import WHOLE
from builder.render import drawing
from builder.render.course_map import routes
from builder.render.environment import fill
from builder.render.lists import entitled
from builder.render.print.sheet import Handout, Kind, paper_env
from builder.render.print.summary import SUMMARY
from builder.render.screens import words_of
from builder.render.text import Env
from builder.render.theme import colours
from builder.words import templates

LANGUAGE = "en-GB"
ROOM = "course/"
# In the order in which the catalogue lists them.
COURSE = ("induction-pack", "sign-off", "certificate", "course-map", "entitlement", "glossary", "sources")
CONTENTS = ("welcome", "map", "summary", "card", "glossary", "support", "record", "sources")


@dataclass(frozen=True)
class Chapter:
    """A chapter of the induction pack: its name for the template, its title, and its text if another module has it."""

    name: str
    title: str
    body: str = ""


def course_handouts(shared: Shared, modules: Sequence[Module]) -> Iterator[Handout]:
    """Yield every handout of a course: as old as the first of its modules to be reviewed, a draft while one is."""
    env = _env(shared, modules)
    known: dict[str, Any] = {
        "routes": [route for route in routes(shared, modules) if route.stops or route.told],
        "terms": sorted(shared.glossary, key=lambda term: term.id.lower()),
        "kinds": [(kind, [one for one in _whole(shared) if one[1].kind == kind]) for kind in WHOLE],
        "together": _together(),
    }
    values: dict[str, Mapping[str, Any] | None] = dict.fromkeys(COURSE, known)
    values["induction-pack"] = {**known, "chapters": list(_chapters(env, modules)), "level": 1}
    values["entitlement"] = {**known, **entitled(shared, modules)} if shared.entitlement else None
    for name, there in {"course-map": shared.course, "glossary": shared.glossary, "sources": shared.sources}.items():
        values[name] = known if there else None
    for name, filled in values.items():
        closes = name not in ("certificate", "sources")
        yield from Kind(name, partial(_given, filled), closes=closes, room=ROOM).handouts(env)


def _given(values: Mapping[str, Any] | None, _env: Env) -> Mapping[str, Any] | None:
    return values


def _env(shared: Shared, modules: Sequence[Module]) -> Env:
    words = words_of(LANGUAGE)
    abouts = [module.about for module in modules]
    who = dict.fromkeys(credit.who for about in abouts for credit in about.credits)
    about = About.model_construct(
        title=words("catalogue"),
        summary=words("course-summary"),
        audience=words("course-audience"),
        language=LANGUAGE,
        edition=", ".join(sorted({about.edition for about in abouts})),
        status=DRAFT if any(module.is_draft for module in modules) else "approved",
        review=min(about.review for about in abouts),
        contact=abouts[0].contact,
        outcomes=(),
        credits=tuple(Did(who=name, did=words("course-did")) for name in who),
    )
    course = Module("course", modules[0].folder.parent, about, (), (), None, {}, shared)
    return Env(course, {one.id: number for number, one in _whole(shared)}, "print", colours(), words)


def _whole(shared: Shared) -> list[tuple[int, Any]]:
    """Return every whole source with its number in the course: by what it is, then by whom."""
    found = [one for one in shared.sources.values() if not one.part_of]
    found.sort(key=lambda one: (WHOLE.index(one.kind), one.authors or one.publisher or "", one.title))
    return list(enumerate(found, start=1))


def _chapters(env: Env, modules: Sequence[Module]) -> Iterator[Chapter]:
    """Yield the chapters there are: the summary of the module that everybody takes first, and the first card."""
    shared = env.module.shared
    known = {module.id: module for module in modules}
    first = next((known[stop.id] for group in shared.course for stop in group.modules if stop.id in known), modules[0])
    board = next((module for module in modules if module.board), None)
    lists = {"map": shared.course, "glossary": shared.glossary, "support": shared.support, "sources": shared.sources}
    for name in CONTENTS:
        if name == "summary":
            here = replace(paper_env(first), numbers=env.numbers)
            body = _filled("rows", here, **(SUMMARY.values(here) or {})) + _filled("do", here)
            yield Chapter(name, first.about.title, body)
        elif name == "card" and board:
            here = replace(paper_env(board), numbers=env.numbers)
            yield Chapter(name, env.words("print-board"), _filled("board", here))
        elif name != "card" and lists.get(name, True):
            yield Chapter(name, env.words(f"pack-{name}"))


def _filled(template: str, env: Env, **values: Any) -> Markup:
    module = env.module
    known = {"env": env, "module": module, "about": module.about, **values}
    return Markup(fill(f"print/{template}.html", module.about.language, **known))


def _together() -> str:
    """Return the mark of the course as an address of its drawing, for a background: it says nothing by itself."""
    text = (templates() / "page" / "together.html").read_text(encoding="utf-8")
    svg = (
        re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
        .strip()
        .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.in_print(svg.encode(), colours())).decode()
