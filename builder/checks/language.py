"""The words of modules/shared/language.yaml: which to avoid, why, and what to write instead."""

import re
from collections.abc import Iterator
from functools import lru_cache

from builder.checks import walk
from builder.markdown import whole_words
from builder.model import Module, Word
from builder.problems import Place, Problem, quoted
from builder.questions.options import Options

# Words that stand in quotation marks are named there rather than used.
_NAMED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# Nobody reads a quotation's words as the module's own, and they are never changed.
_QUOTED = ("quote", "story")


def words_do_no_harm(module: Module) -> Iterator[Problem]:
    """L101 harmful-word (warning): A word of modules/shared/language.yaml stands only where that list allows it. The
    list says how bad each word is, why, and what to write instead. Words inside a `:::quote` are never looked at.

    I123 harm-key: No option of a question uses such a word, unless quotation marks name it as an example: what can be
    chosen is taken for something that people say.
    """
    options = set(_options(module))
    for said in walk.said(module):
        finders: dict[str, walk.Finder] = {}
        for word, words in _avoided(said, module):
            if word.id not in finders:
                finders[word.id] = walk.Finder(said.place)
            place = finders[word.id].find(words)
            if said.place in options and word.severity != "note":
                message = f"{quoted(words)} stands in an option: {word.why}"
                yield Problem("I123", place, message, _hint(word))
            else:
                yield Problem("L101", place, f"{quoted(words)}: {word.why}", _hint(word), word.severity)


def _options(module: Module) -> Iterator[Place]:
    """Yield where options say what they say."""
    for asked in module.questions:
        if isinstance(asked.question, Options):
            yield from (asked.at(("options", index, "text")) for index, _ in enumerate(asked.question.options))


def _avoided(said: walk.Said, module: Module) -> Iterator[tuple[Word, str]]:
    """Yield what a text says of a word that is to be avoided there."""
    every = tuple(form for word in module.shared.language for form in (word.id, *word.also))
    if said.mark in _QUOTED or not _any_of(every, said.words):
        return
    named = [found.span() for found in _NAMED.finditer(said.words)]
    for word in module.shared.language:
        if "anywhere" in word.allowed or (said.mark == "scene" and "scene" in word.allowed):
            continue
        for found in whole_words((word.id, *word.also)).finditer(said.words):
            is_named = any(start <= found.start() < end for start, end in named)
            if not (is_named and "example" in word.allowed):
                yield word, found[0]


@lru_cache(8192)
def _any_of(forms: tuple[str, ...], words: str) -> bool:
    """Say whether any of the words stands in a text: most texts have none, and stay as they are from save to save."""
    return bool(whole_words(forms).search(words))


def _hint(word: Word) -> str:
    return f"write: {word.instead} (source: {', '.join(word.source) or 'our own judgement'})"


RULES = (words_do_no_harm,)
