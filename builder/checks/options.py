"""How options are written: nothing in them gives the answer away, and each can be chosen for what it says.

Words and thresholds follow the checklist of item-writing flaws after Haladyna, Downing and Rodriguez (2002).
"""

import re
from collections.abc import Iterator

from builder.checks.asking import NEGATIVE, items, negative
from builder.model import Module
from builder.problems import Problem, quoted

_ALL = re.compile(
    r"\ball (of )?the above\b|^all (of )?(these|those|them|three|four|five)\W*$"
    r"|^(all|every one) of (the|these) (answers|options|statements)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\bnone of the above\b|^(none|neither) of (these|those|them|the (answers|options))\W*$", re.IGNORECASE
)
_LETTER = r"(?:answers? |options? )?[a-f1-6]"
_COMBO = re.compile(
    rf"^(both |only )?{_LETTER}(, ?{_LETTER})*,? (and|or|&) {_LETTER}\W*$"
    r"|^both (of )?(these|those|them|the (above|first)|answers|options)\b"
    r"|^(the )?(first|second|third) (and|or) (the )?(second|third|fourth|last)( (one|answer|option))?\W*$"
    r"|\b(two|three|some|more than one) of the above\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(always|never|(?<!at )(?<!after )all(?! (?:day|week|night))|only|every(one|body)?)\b", re.IGNORECASE
)
_VAGUE = re.compile(r"\b(often|usually|sometimes|may|might|generally|mostly|in some cases)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\D{0,12}?(\d[\d,.]*)")
# A key is too long from this share of the others' mean on, and this many letters.
TOO_LONG, LETTERS = 1.25, 12
FEWEST, MOST = 3, 5
# Of how many questions the key may be the longest.
SHARE, QUESTIONS = 0.5, 4


def options_stand_alone(module: Module) -> Iterator[Problem]:
    """Each option can be chosen for what it says itself.

    I101 all-above: No option says "all of the above": whoever knows two right options knows the answer, and whoever
    reads the first right one may stop there. A question of type several asks the same openly.

    I102 none-above: No option says "none of the above": choosing it shows that one knows what is wrong, never what is
    right.

    I103 combo: No option puts others together, such as "A and B": working it out is a puzzle of its own. A question of
    type several asks the same openly.
    """
    several = "write what it stands for as options of their own, with type: several"
    wanted = (
        ("I101", _ALL, several),
        ("I102", _NONE, "take it out, or write what somebody may well think"),
        ("I103", _COMBO, several),
    )
    for item in items(module):
        for index, words in enumerate(item.options):
            for code, pattern, hint in wanted:
                if pattern.search(words):
                    message = f"This option speaks of the others: {quoted(words, 40)}"
                    yield Problem(code, item.at(index), message, hint)
                    break


def keys_are_not_longest(module: Module) -> Iterator[Problem]:
    """I104 longest-key (warning): The right option is no longer than the others: at most 1.25 times as long as they are
    on average, and the longest in no more than half of the questions. People who guess choose the longest.
    """
    closing = [item for item in items(module) if len(item.right) == 1]
    longest = [item for item in closing if item.length(item.right[0]) > max(map(item.length, item.wrong))]
    for item in closing:
        others = [item.length(index) for index in item.wrong]
        key, mean = item.length(item.right[0]), sum(others) / len(others)
        if item in longest and key > TOO_LONG * mean and key - mean > LETTERS:
            message = f"The right option is the longest: {key} letters, and the others have {mean:.0f} on average"
            hint = "shorten it, and move what explains it into the feedback; or say more in the others"
            yield Problem("I104", item.at(item.right[0]), message, hint, "warning")
    if len(closing) >= QUESTIONS and len(longest) > SHARE * len(closing):
        message = f"In {len(longest)} of {len(closing)} questions with one right option it is the longest"
        yield Problem("I104", longest[0].place, message, "shorten some, or say more in the others", "warning")


def words_give_nothing_away(module: Module) -> Iterator[Problem]:
    """Neither strong nor careful words tell which option is right.

    I106 double-neg: A question that asks what is not so has no option with a "not": nobody can be sure what choosing it
    means.

    I107 absolute (warning): Words such as always, never and only do not stand in most wrong options and in no right
    one: people know that little is always so. Where fewer have one, it is a note.

    I108 vague (note): Words such as often, usually and may do not stand in the right option alone: they show who was
    careful.
    """
    for item in items(module):
        right, wrong = [item.told(index) for index in item.right], [item.told(index) for index in item.wrong]
        if negative(item.ask):
            for index in range(len(item.options)):
                if NEGATIVE.search(item.told(index)):
                    hint = "ask what is so, or say this option without the not"
                    yield Problem("I106", item.at(index), "The question says not, and this option does too", hint)
        strong = [words for words in wrong if _ABSOLUTE.search(words) and not _ALL.search(words)]
        if strong and not any(map(_ABSOLUTE.search, right)):
            said = ", ".join(dict.fromkeys(one[0].lower() for words in strong for one in _ABSOLUTE.finditer(words)))
            is_most = len(strong) > 1 and 2 * len(strong) > len(wrong)
            message = f"{'Most' if is_most else 'Only'} wrong options, and no right one, use absolute words: {said}"
            place = item.at(item.wrong[wrong.index(strong[0])])
            hint = "say what somebody may well think, in everyday words"
            yield Problem("I107", place, message, hint, "warning" if is_most else "note")
        careful = [index for index in item.right if _VAGUE.search(item.told(index))]
        if careful and not any(map(_VAGUE.search, wrong)):
            found = _VAGUE.search(item.told(careful[0]))
            message = f"Only a right option is careful: {quoted(found[0] if found else '')}"
            yield Problem("I108", item.at(careful[0]), message, "be as careful in the others, or in none", "note")


def options_are_few_and_in_order(module: Module) -> Iterator[Problem]:
    """There are as many options as people can weigh, in an order that helps.

    I112 logic-order (note): Options that are numbers or years stand in their order, so that nobody has to search.

    I114 n-options (warning): A question with one right option has three to five; two are a coin to toss, and six are
    more than people weigh. A question of type several may have more; true or false has two.
    """
    for item in items(module):
        count = len(item.options)
        if not item.is_true_or_false and (count < FEWEST or (count > MOST and item.is_choice)):
            hint = "add one that somebody may well think" if count < FEWEST else "leave out those that nobody chooses"
            message = f"This question has {count} options; {FEWEST} to {MOST} are easier to weigh"
            yield Problem("I114", item.place, message, hint, "warning")
        numbers = [found for words in item.options if (found := _NUMBER.match(words))]
        values = [float(found[1].replace(",", "").rstrip(".") or 0) for found in numbers if found[1].count(".") < 2]
        if len(values) == count > 2 and values not in (sorted(values), sorted(values, reverse=True)):
            yield Problem("I112", item.at(0), "These numbers are not in their order", "sort the options", "note")


RULES = (options_stand_alone, keys_are_not_longest, words_give_nothing_away, options_are_few_and_in_order)
