"""Pages that the shared lists fill by themselves: the training peers are entitled to, and the words explained."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builder.files import File
from builder.model import Module, Shared
from builder.render.leaf import leaf


def entitlement(shared: Shared, modules: Sequence[Module], output: Path) -> File:
    """Return the page, with a link to each module it names that has been built.

    Raises LookupError where the lists it draws on have errors: it is asked for only when they have none.
    """
    known = {module.id for module in modules}
    links = {name: path for name in known if (output / (path := f"{name}/web/index.html")).is_file()}
    values = entitled(shared, modules)
    bases = list({base.id: base for one in values["named"] if (base := shared.base(one.id))}.values())
    numbers = {source.id: number for number, source in enumerate(bases, start=1)}
    sources = list(enumerate(bases, start=1))
    return leaf("entitlement", shared=shared, links=links, numbers=numbers, sources=sources, **values)


def entitled(shared: Shared, modules: Sequence[Module]) -> dict[str, Any]:
    """Return what stands on the page, on screen and on paper. Raises LookupError as above."""
    page = shared.entitlement
    if page is None:
        raise LookupError("There is no modules/shared/entitlement.yaml")
    known = {module.id: module for module in modules}
    named = [shared.sources[name] for name in (*page.recommended, *(topic.source for topic in page.topics))]
    turn_to = {one.id: one for one in shared.support}
    return {
        "page": page,
        "recommended": [shared.sources[name] for name in page.recommended],
        "topics": [(shared.sources[topic.source], known.get(topic.module)) for topic in page.topics],
        "turn_to": [turn_to[name] for name in page.turn_to],
        "named": named,
    }


def glossary(shared: Shared) -> File:
    """Return the page of all words that are explained, from A to Z, with numbered sources."""
    terms = sorted(shared.glossary, key=lambda term: term.id.lower())
    bases = list({base.id: base for term in terms for name in term.source if (base := shared.base(name))}.values())
    numbers = {source.id: number for number, source in enumerate(bases, start=1)}
    cited = {term.id: sorted({numbers[shared.base(name).id] for name in term.source}) for term in terms}
    return leaf("glossary", terms=terms, cited=cited, sources=list(enumerate(bases, start=1)))
