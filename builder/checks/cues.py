"""What gives answers away across options and questions: words that repeat, and the place of the right option."""

import re
from collections import Counter
from collections.abc import Iterator

from builder.checks.asking import Item, items
from builder.model import Module
from builder.problems import Problem, quoted

_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """
    about after again also another anybody anything around because been before being best between both could
    does done down each else ever every everybody everything from have help helps here herself himself into just
    know less like make makes many might more most much must need needs next nobody nothing only other others
    over peer people right role said same says should show some somebody something source study such support
    take team than that their them themselves then there these they thing things this those through time under
    until well were what when where which while whom whose will with without work worker workers would your
    yourself asked asks answer first colleague colleagues staff five four three seven eight minutes
""",
    )
)
# Words are alike that begin with the same letters; the endings are those of grammar.
_STEM = 7
# A key that stands in one place more often than this share, or so many times running, can be guessed.
SHARE, RUN, QUESTIONS = 0.4, 4, 5
TRUE_FALSE = 0.25


def words_do_not_point(module: Module) -> Iterator[Problem]:
    """No word of a question points at its right option.

    I110 clang (warning): The right option does not repeat two telling words of what is asked that no other option has:
    people who know nothing choose what sounds like the question. One such word is a note, where no other question asks
    with it.

    I111 converge (note): The right option does not share more words with each of the others than they do with one
    another: options made by changing the right one a little show what it was.
    """
    often = Counter(word for item in items(module) for word in _words(item.ask))
    for item in items(module):
        if len(item.right) != 1:
            continue
        key, others = item.right[0], [_words(item.told(index)) for index in item.wrong]
        asked, mine = _words(item.ask), _words(item.told(key))
        alike = [word for word in asked if word in mine and not any(word in other for other in others)]
        if len(alike) > 1 or any(often[word] == 1 for word in alike):
            said = " and ".join(quoted(asked[word]) for word in alike[:2])
            message = f"Only the right option repeats {said} from the question"
            hint = "say it in other words, or in another option too"
            yield Problem("I110", item.at(key), message, hint, "warning" if len(alike) > 1 else "note")
        shared = [len(mine.keys() & other.keys()) for other in others]
        among = max((len(one.keys() & two.keys()) for one in others for two in others if one is not two), default=0)
        if len(others) > 1 and min(shared) > 1 and min(shared) > among:
            hint = "write the others from what people think, not from the right one"
            yield Problem("I111", item.at(key), "The right option shares words with every other one", hint, "note")


def _words(text: str) -> dict[str, str]:
    """Return the telling words of a text, by how they begin."""
    return {word[:_STEM].lower(): word for word in _WORD.findall(text) if word.lower() not in _COMMON}


def keys_move_about(module: Module) -> Iterator[Problem]:
    """I113 key-position (warning): In a quiz that keeps its order, the right option stands in each place about as
    often: in no more than two in five of the questions, and not four times running. `shuffle: yes` sees to it.
    """
    if module.asking.shuffle:
        return
    closing = [item for item in items(module, module.quiz) if item.is_choice]
    keys = [item.right[0] for item in closing]
    hint = 'move some, or write "shuffle: yes" at the top of quiz.yaml'
    for index in range(RUN - 1, len(keys)):
        if len(set(keys[index - RUN + 1 : index + 1])) == 1:
            message = f"The right option stands in place {keys[index] + 1} for the {RUN}th time running"
            yield Problem("I113", closing[index].place, message, hint, "warning")
            return
    place, times = Counter(keys).most_common(1)[0] if keys else (0, 0)
    if len(keys) >= QUESTIONS and times > _most(closing):
        message = f"In {times} of {len(keys)} questions the right option stands in place {place + 1}"
        yield Problem("I113", closing[0].place, message, hint, "warning")


def _most(closing: list[Item]) -> float:
    """Return how often a place may be right: two in five, and one more than its share where there are few places."""
    fewest = min(len(item.options) for item in closing)
    return max(SHARE * len(closing), len(closing) / fewest + 1)


def few_are_true_or_false(module: Module) -> Iterator[Problem]:
    """I119 tf-guess (note): No more than a quarter of a quiz is true or false: half of it can be guessed."""
    closing = list(items(module, module.quiz))
    guessed = [item for item in closing if item.is_true_or_false]
    if len(guessed) > TRUE_FALSE * len(module.quiz):
        message = f"Of {len(module.quiz)} questions {len(guessed)} are true or false"
        yield Problem("I119", guessed[0].place, message, "make some a choice of three", "note")


RULES = (words_do_not_point, keys_move_about, few_are_true_or_false)
