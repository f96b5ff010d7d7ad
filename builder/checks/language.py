"""The words of modules/shared/language.yaml: which to avoid, why, and what to write instead."""

import re
from collections.abc import Iterator

from builder.checks import walk
from builder.markdown import whole_words
from builder.model import Module, Word
from builder.problems import Problem, quoted

# Words that stand in quotation marks are named there rather than used.
_NAMED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# Nobody reads a quotation's words as the module's own, and they are never changed.
_QUOTED = ("quote", "story")


def words_do_no_harm(module: Module) -> Iterator[Problem]:
    """L101: a word of modules/shared/language.yaml stands only where that list allows it."""
    patterns = [(word, whole_words((word.id, *word.also))) for word in module.shared.language]
    for said in walk.said(module):
        if said.mark in _QUOTED:
            continue
        named = [found.span() for found in _NAMED.finditer(said.words)]
        for word, pattern in patterns:
            finder = None
            for found in pattern.finditer(said.words):
                finder = finder or walk.Finder(said.place)
                place = finder.find(found[0])
                is_named = any(start <= found.start() < end for start, end in named)
                if not ((is_named and "example" in word.allowed) or (said.mark == "scene" and "scene" in word.allowed)):
                    yield Problem("L101", place, f"{quoted(found[0])}: {word.why}", _hint(word), word.severity)


def _hint(word: Word) -> str:
    return f"write: {word.instead} (source: {', '.join(word.source) or 'our own judgement'})"


RULES = (words_do_no_harm,)
