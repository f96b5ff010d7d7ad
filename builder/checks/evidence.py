"""Claims, quotations and credits point at something that is there, and quote it as it is."""

import re
from collections.abc import Iterator

from builder.markdown import cited, plain
from builder.model import Module, Prose
from builder.problems import Place, Problem, did_you_mean


def sources_exist(module: Module) -> Iterator[Problem]:
    """E101: a source that is cited stands in modules/shared/sources.yaml."""
    known = module.shared.sources
    for name, place in _cited(module):
        if name not in known:
            yield Problem("E101", place, f'"{name}" is not in modules/shared/sources.yaml.', did_you_mean(name, known))


def _cited(module: Module) -> Iterator[tuple[str, Place]]:
    for screen in module.screens:
        for prose in screen.prose:
            for token, line in prose.lines():
                for name in token.meta["sources"] if token.type == "citation" else ():
                    yield name, prose.place(line, f"@{name}")
    for asked in module.questions:
        at = asked.places.get(("source",), asked.place)
        yield from ((name, at) for name in asked.question.source)
        for where, text in asked.question.texts():
            yield from ((name, asked.places.get(where, asked.place)) for name in cited(text))
    for line_ in module.board.lines if module.board else ():
        yield from ((name, Place(module.folder / "board.yaml")) for name in line_.source)


def quotations_are_exact(module: Module) -> Iterator[Problem]:
    """E104: a `:::quote` names its source and holds its words exactly as published, and nothing else."""
    for screen in module.screens:
        for prose in screen.prose:
            for text, name, place in quotes(prose):
                source = module.shared.sources.get(name)
                if not name:
                    hint = 'start it with a line such as "source: Q1"'
                    yield Problem("E104", place, "This quotation has no source.", hint)
                elif source is None:
                    hint = did_you_mean(name, module.shared.sources)
                    yield Problem("E101", place, f'"{name}" is not in modules/shared/sources.yaml.', hint)
                elif not source.text or _squeezed(text) != _squeezed(source.text):
                    hint = f"it says: {source.text}" if source.text else "quote a part whose words are in the list"
                    yield Problem("E104", place, f'These are not the words of "{name}".', hint)


def quotes(prose: Prose) -> Iterator[tuple[str, str, Place]]:
    """Yield the words, the source's id and the place of each quotation in a run of text."""
    tokens = prose.tokens
    for start, token in enumerate(tokens):
        if token.type == "container_mark_open" and token.info.split()[:1] == ["quote"]:
            end = next(at for at in range(start, len(tokens)) if tokens[at].type == "container_mark_close")
            words = plain(tokens[start + 1 : end])
            found = re.match(r"source:\s*(\S+)\s*", words)
            place = prose.place(token.map[0] if token.map else 0)
            yield words[found.end() :] if found else words, found[1] if found else "", place


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def credits_exist(module: Module) -> Iterator[Problem]:
    """E105: everyone credited stands in modules/shared/people.yaml."""
    people = module.shared.people
    for credit in module.about.credits:
        if credit.who not in people:
            place = Place(module.folder / "module.yaml")
            message = f'"{credit.who}" is not in modules/shared/people.yaml.'
            yield Problem("E105", place, message, did_you_mean(credit.who, people))


RULES = (sources_exist, quotations_are_exact, credits_exist)
