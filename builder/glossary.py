"""The words a module explains: each where it is first used on its screens, and all of them in one list.

What a word means stands below the text that uses it, in sight: there is nothing to point at, to open or to close.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from builder.markdown import plain, whole_words
from builder.model import Asked, Module, Prose, Recording, Screen, Term
from builder.placed import Extract


def explained(module: Module) -> Module:
    """Return the module with each word of the glossary explained where it is first used.

    What somebody may go round, behind a content note, is explained again where it comes next.
    """
    looking = [(term, whole_words((term.id, *term.also))) for term in module.shared.glossary]
    lessons = []
    for lesson in module.lessons:
        screens = []
        for screen in lesson.screens:
            made, met = _screen(screen, looking)
            screens.append(made)
            if not _is_noted(screen):
                looking = [(term, pattern) for term, pattern in looking if term not in met]
        lessons.append(replace(lesson, screens=tuple(screens)))
    return replace(module, lessons=tuple(lessons))


def terms_in(module: Module) -> list[Term]:
    """Return the words an explained module explains, from A to Z."""
    runs = (run for screen in module.screens for run in screen.prose)
    terms = {token.meta["term"].id: token.meta["term"] for run in runs for token in run.tokens if token.type == "term"}
    return sorted(terms.values(), key=lambda term: term.id.lower())


def _is_noted(screen: Screen) -> bool:
    tokens = (token for run in screen.prose for token in run.tokens)
    return any(one.type == "container_mark_open" and one.info.strip() == "content-note" for one in tokens)


Looking = Sequence[tuple[Term, re.Pattern[str]]]


def _screen(screen: Screen, looking: Looking) -> tuple[Screen, list[Term]]:
    """Return a screen with what it is first to use explained, and the words that are."""
    met: list[Term] = []
    parts: list[Prose | Asked | Recording] = []
    for part in screen.parts:
        if isinstance(part, Prose):
            parts.append(replace(part, tokens=tuple(_run(part, looking, met))))
        elif isinstance(part, Asked):
            texts = [(at, text) for at, text in part.question.texts()]
            asks = _new(" \n ".join(text for at, text in texts if at[-1] != "feedback"), looking, met)
            says = _new(" \n ".join(text for at, text in texts if at[-1] == "feedback"), looking, met)
            parts += [*_apart(asks, screen), part, *_apart(says, screen)]
        else:
            parts.append(part)
    return replace(screen, parts=tuple(parts)), met


def _apart(terms: Iterable[Term], screen: Screen) -> Iterator[Prose]:
    tokens = tuple(map(_token, terms))
    if tokens:
        yield Prose(tokens, Extract(screen.place.path, ""))


def _run(run: Prose, looking: Looking, met: list[Term]) -> Iterator[Token]:
    """Yield the tokens of a run, with the words explained after the paragraph, list or mark that uses them first."""
    depth = 0
    new: list[Term] = []
    for token in run.tokens:
        yield token
        depth += token.nesting
        if token.type == "inline":
            new += _new(plain([token]), looking, met)
        if not depth:
            yield from map(_token, new)
            new = []


def _new(text: str, looking: Looking, met: list[Term]) -> list[Term]:
    """Return the words that a text is first to use, in their order in it; they are then met."""
    found = {term: hit.start() for term, pattern in looking if term not in met and (hit := pattern.search(text))}
    terms = sorted(found, key=found.__getitem__)
    met += terms
    return terms


def _token(term: Term) -> Token:
    return Token("term", "", 0, block=True, meta={"term": term})
