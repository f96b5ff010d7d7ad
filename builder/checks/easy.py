"""The easy edition: an idea at a time, a picture beside it, short sentences, and every hard word explained."""

import datetime
import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from builder.checks import walk
from builder.markdown import plain, whole_words
from builder.model import Module
from builder.problems import Problem, did_you_mean, quoted

LONGEST = 15  # words in a sentence
MOST = 3  # sentences in an idea
_STOP = re.compile(r"[.?!][”’)]*\s+\w")


def headings_name_screens(module: Module) -> Iterator[Problem]:
    """S127 easy-screens (links): A heading of easy.md names screens of the module, so that one can see what has no easy
    text yet.
    """
    known = [f"#{screen.id}" for lesson in module.lessons for screen in lesson.screens]
    for topic in module.easy.topics if module.easy else ():
        for name, place in topic.named.items():
            if name not in known:
                hint = did_you_mean(name, known, "write # and the id of a screen, or leave it out")
                yield Problem("S127", place, f"{quoted(name)} is not a screen of this module", hint)


def ideas_are_whole(module: Module) -> Iterator[Problem]:
    """P115 easy-idea (accessibility): An easy idea is a picture and what it stands for, and neither is there without
    the other.
    """
    for idea in module.easy.ideas if module.easy else ():
        if not idea.picture and not any(token.type == "image" for one in idea.sentences for token in one.tokens):
            hint = "put one above it: ![what it shows](pictures/name.svg), and an empty line between them"
            yield Problem("P115", idea.place, "This idea has no picture", hint)
        elif idea.picture and not idea.sentences:
            yield Problem("P115", idea.place, "This picture has no words beside it", "write a sentence below it")


def sentences_are_short(module: Module) -> Iterator[Problem]:
    """L102 easy-sentence (plain-english, warning): A sentence of the easy edition is short: 15 words at most.

    L103 easy-lines (plain-english, warning): An easy idea has three sentences at most, each on a line of its own.
    """
    for idea in module.easy.ideas if module.easy else ():
        for sentence in idea.sentences:
            text = plain(sentence.tokens)
            count = len(text.split())
            if _STOP.search(text):
                hint = "start a new line after each full stop"
                yield Problem("L103", sentence.place, "A sentence has a line of its own", hint, "warning")
            elif count > LONGEST:
                message = f"This sentence has {count} words"
                hint = f"{LONGEST} are the most: say it in two, or leave something out"
                yield Problem("L102", sentence.place, message, hint, "warning")
        if len(idea.sentences) > MOST:
            place = idea.sentences[MOST].place
            hint = f"{MOST} are the most: make two ideas of it, each with its picture"
            message = f"This idea has {len(idea.sentences)} sentences"
            yield Problem("L103", place, message, hint, "warning")


def hard_words_are_explained(module: Module) -> Iterator[Problem]:
    """L104 easy-words (plain-english, warning): A word of modules/shared/glossary.yaml is explained in easy words in
    the idea that uses it first. Bold says that a line explains a word.
    """
    terms = [(term, whole_words((term.id, *term.also))) for term in module.shared.glossary]
    for idea in module.easy.ideas if module.easy else ():
        for term, pattern in list(terms):
            used = next((one for one in idea.sentences if pattern.search(plain(one.tokens))), None)
            if used is None:
                continue
            terms.remove((term, pattern))
            if not any(pattern.search(words) for one in idea.sentences for words in _bold(one.tokens)):
                hint = f"add a line that does, with the word in bold, such as **{term.id}** means …"
                yield Problem("L104", used.place, f"Nothing here explains {quoted(term.id)}", hint, "warning")


def _bold(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words in bold."""
    start = 0
    for index, token in enumerate(tokens):
        if token.type == "strong_open":
            start = index
        elif token.type == "strong_close":
            yield plain(tokens[start:index])


def testing_is_recorded(module: Module) -> Iterator[Problem]:
    """S128 easy-tested: That an easy edition was tested is recorded where there is one, and not before it was."""
    tested = module.about.easy
    if tested and not (module.folder / "easy.md").exists():
        hint = "write easy.md in the module's folder, or take this out"
        yield Problem("S128", module.place(walk.ABOUT, ("easy",)), "This module has no easy edition", hint)
    elif tested and tested.date > datetime.date.today():
        hint = "write the day on which it was tested"
        yield Problem("S128", module.place(walk.ABOUT, ("easy", "date")), "This day is still to come", hint)


RULES = (
    headings_name_screens,
    ideas_are_whole,
    sentences_are_short,
    hard_words_are_explained,
    testing_is_recorded,
)
