"""Plain English: short sentences, words that are spelled out, no capitals that shout. Most of it is advice.

The house style is that of the NHS digital service manual. What a formula gives says where to look, and no more.
"""

import re
from collections.abc import Iterator
from functools import cache

import pyphen

from builder.checks import walk
from builder.markdown import plain
from builder.model import Module
from builder.problems import Problem, quoted

LONG, LONG_IN_QUESTION, LONG_TITLE = 25, 20, 65
# Words of a screen, and of those the fewest that a formula can say something about.
SCREEN, ENOUGH = 400, 100
# Flesch and Kincaid's grade is a school year in the United States: age is five more.
OLDEST, ADULT = 14, 18
_SPEECH = ("quote", "story")
_ABBREVIATION = re.compile(r"(?<![\w&-])[A-Z][A-Z0-9]*(?:&[A-Z]+)?[A-Z]s?(?![\w&-])")
# So well known that nobody asks.
KNOWN = frozenset(re.findall(r"[A-Z&]+", "NHS UK EU US USA TV BBC GP HR IT ID OK PDF A&E QR PIN CV DVD USB FAQ PC"))
_SHOUTING = re.compile(r"\b[A-Z]{3,}(?:[ ,]+(?:[A-Z]+[ ,]+)*[A-Z]{3,})+\b")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?{_MONTH}\b|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?\b(?! \d{{4}})"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}([:.]\d\d)? ?[ap]\.m\.|\b\d{1,2}([:.]\d\d)? [ap]m\b"
)


def few_words_a_sentence(module: Module) -> Iterator[Problem]:
    """W101 long-sentence (note): A sentence has 25 words at most: beyond that people read it twice, or not at all.

    I121 read-hard (note): In a question, 20 words at most: whoever is asked something is already thinking.
    """
    asked = {
        place for question in module.questions for place in (question.at(at) for at, _ in question.question.texts())
    }
    for said in walk.said(module):
        if said.mark in (*_SPEECH, "content-note"):  # a note has a length of its own
            continue
        most, code = (LONG_IN_QUESTION, "I121") if said.place in asked else (LONG, "W101")
        finder = None
        for sentence in walk.sentences(said.words):
            words = len(sentence.split())
            if words > most:
                finder = finder or walk.Finder(said.place)
                place = finder.find(" ".join(sentence.split()[:3]))
                hint = f"make two of it; {most} words are plenty"
                yield Problem(code, place, f"This sentence has {words} words", hint, "note")


def abbreviations_are_spelled_out(module: Module) -> Iterator[Problem]:
    """W102 abbreviation (warning): An abbreviation is spelled out where the module first uses it, such as "expert by
    experience (EBE)", or stands in modules/shared/glossary.yaml, which explains it there. Few are so well known that
    they need neither, such as NHS and GP.
    """
    explained = " ".join(form for term in module.shared.glossary for form in (term.id, *term.also, term.means))
    known = {*KNOWN, *_ABBREVIATION.findall(explained)}
    for said in sorted(walk.said(module), key=lambda one: one.place):
        if said.mark in _SPEECH or _SHOUTING.search(said.words):
            continue
        for found in _ABBREVIATION.finditer(said.words):
            short = found[0].removesuffix("s")
            if short in known:
                continue
            known.add(short)
            before, after = said.words[: found.start()], said.words[found.end() :]
            if not (re.search(r"\w \($", before) or re.match(r" \((?=[\w ]*[a-z])|, (an?|the|which) ", after)):
                hint = f'write it out here, such as "… ({short})", or explain it in modules/shared/glossary.yaml'
                place = walk.Finder(said.place).find(found[0])
                yield Problem("W102", place, f"{quoted(short)} is not spelled out", hint, "warning")


def nothing_shouts(module: Module) -> Iterator[Problem]:
    """W103 capitals (warning): Words are not set in CAPITALS: they are slow to read, and screen readers may spell them
    out.

    W104 long-title (note): A title has 65 letters at most, so that it fits the menu.

    W105 date-style (dates, note): Dates and times are written in one way: 6 August 2018, 5pm, 5:30pm. In figures alone,
    6/8 is June to some.
    """
    titled = [(screen.title, screen.place) for screen in module.screens]
    titled += [(run_title, place) for run in walk.prose(module) for run_title, place in walk.headings(run)]
    for title, place in titled:
        if len(title) > LONG_TITLE:
            message = f"This title has {len(title)} letters"
            yield Problem("W104", place, message, f"{LONG_TITLE} are plenty for the menu", "note")
    for said in walk.said(module):
        if said.mark in _SPEECH:
            continue
        for found in _SHOUTING.finditer(said.words):
            hint = "write small letters, and **bold** for what must not be missed"
            place = walk.Finder(said.place).find(found[0])
            yield Problem("W103", place, f"These words shout: {quoted(found[0], 40)}", hint, "warning")
        for found in _DATE.finditer(said.words):
            place = walk.Finder(said.place).find(found[0])
            hint = "write 6 August 2018, 5pm, 5:30pm"
            yield Problem("W105", place, f"This date or time is written another way: {quoted(found[0])}", hint, "note")


def screens_are_short(module: Module) -> Iterator[Problem]:
    """Screens can be read in one go.

    B102 long-screen (note): A screen has 400 words at most; 120 to 250 are read to the end.

    W106 reading-age (note): A screen can be read at 14. The number comes from the length of its sentences and words,
    and knows nothing of their meaning: where a long word is the right one, leave it.
    """
    is_english = module.about.language.startswith("en")
    for screen in module.screens:
        text = [plain([token]) for run in screen.prose for token in run.tokens if token.type == "inline"]
        words = " ".join(text).split()
        if len(words) > SCREEN:
            yield Problem("B102", screen.place, f"This screen has {len(words)} words", "make two of it", "note")
        if is_english and len(words) >= ENOUGH and (age := _age(text)) >= OLDEST + 1:
            hint = "look for its longest sentences and words; it is advice"
            message = (
                f"This screen reads as if for people of {age:.0f}" if age < ADULT else "This screen is hard to read"
            )
            yield Problem("W106", screen.place, message, hint, "note")


def _age(texts: list[str]) -> float:
    """Return the age at which people read a text, after Flesch and Kincaid."""
    sentences = [one for text in texts for one in walk.sentences(text) if one]
    words = [word for one in sentences for word in re.findall(r"[^\W\d_][\w’'-]*", one)]
    parts = sum(map(_syllables, words))
    if not (sentences and words):  # signs and numbers are no text to be read
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * parts / len(words) - 15.59 + 5


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


@cache
def _syllables(word: str) -> int:
    """Return how many parts a word is said in, as hyphenation has it, and as its vowels do where that finds too few."""
    vowels = len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))
    return max(1, len(_hyphens().positions(word)) + 1, vowels)


RULES = (few_words_a_sentence, abbreviations_are_spelled_out, nothing_shouts, screens_are_short)
