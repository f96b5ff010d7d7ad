"""How questions ask: what is asked is a question, can be answered from its words, and asks nothing it should not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from builder.markdown import parse_inline, plain
from builder.model import Asked, Module
from builder.problems import Place, Problem, quoted
from builder.questions.options import Options
from builder.questions.question import Saved

NEGATIVE = re.compile(r"\b(not|never|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_NEGATIVE_STEM = re.compile(r"\b(not|never|cannot|except|least)\b|n['’]t\b", re.IGNORECASE)
# A clause that starts so says when or for whom; what is asked stands in the others.
_ASIDE = re.compile(
    r"(?:^|[\s,;:(–])(?=(?:when|if|because|while|after|before|who|whose|although|since|where)\b)|[,;]\s"
)
_STARTS_ASIDE = re.compile(r"(?:if|when|because|while|after|before|who|whose|although|since|where)\b", re.IGNORECASE)
# What somebody says in a question, and what is only set against something else, ask nothing.
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CONTRAST = re.compile(r"\b(and|but|or|rather|whether or) not\b", re.IGNORECASE)
_MARKED = re.compile(r"\b(NOT|NEVER|EXCEPT|LEAST|CANNOT)\b|\*\*[^*]*\b(not|never|except|least|cannot)\b[^*]*\*\*")
_BLANK = re.compile(r"_{2,}|\.{4,}|…{2,}|\[\s*\]")
_ASKS = re.compile(
    r"\?|…\s*$|:\s*$|_{2,}\s*\W*$|^(choose|name|pick|find|match|sort|put|order|say|complete|finish|mark|tick|select)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(do|would) you (personally )?(think|feel|believe|agree|prefer|like)\b|\bin your (own )?(view|opinion)\b"
    r"|\bhow (do|did) you feel\b|\byour (own )?(view|opinion|favourite)\b",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"\b(polic(y|ies)|depends|local(ly)?|varies|each (trust|team)|check (with|first))\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"\bwhich (of (these|the following) |ones )?(are|were|do)\b|\b(which|choose|name) (two|three)\b", re.IGNORECASE
)
_SINGULAR = re.compile(
    r"\bwhich (one )?(of these |of the following )?(one )?(is|was|does)\b|\bchoose one\b", re.IGNORECASE
)
FEWEST_WORDS = 3


@dataclass(frozen=True, eq=False)
class Item:
    """A question with options, as plain words; options are counted from 0."""

    asked: Asked
    question: Options

    @property
    def place(self) -> Place:
        """Return where it asks."""
        return self.asked.at(("ask",))

    @cached_property
    def ask(self) -> str:
        """Return what it asks."""
        return plain(parse_inline(self.question.ask))

    @cached_property
    def options(self) -> list[str]:
        """Return the words of its options."""
        return [plain(parse_inline(option.text)) for option in self.question.options]

    @property
    def right(self) -> list[int]:
        """Return which options are right."""
        return [index for index, option in enumerate(self.question.options) if option.right]

    @property
    def wrong(self) -> list[int]:
        """Return which options are not."""
        return [index for index, option in enumerate(self.question.options) if not option.right]

    @property
    def is_choice(self) -> bool:
        """Say whether one option is chosen."""
        return self.question.type == "choice"

    @property
    def is_true_or_false(self) -> bool:
        """Say whether it has two options, which say true and false, or yes and no."""
        first = [re.split(r"\W+", words.lower())[0] for words in self.options]
        return sorted(first) in (["false", "true"], ["no", "yes"])

    def at(self, index: int) -> Place:
        """Return where an option says what it says."""
        return self.asked.at(("options", index, "text"))

    def told(self, index: int) -> str:
        """Return the words of an option without what somebody says in it: people speak as they speak."""
        return QUOTED.sub("", self.options[index])

    def length(self, index: int) -> int:
        """Return how many letters an option has."""
        return len(self.options[index])


def items(module: Module, asked: Sequence[Asked] | None = None) -> Iterator[Item]:
    """Yield the questions with options that have a right and a wrong one."""
    for one in module.questions if asked is None else asked:
        if isinstance(one.question, Options):
            item = Item(one, one.question)
            if item.right and item.wrong:
                yield item


def negative(ask: str) -> bool:
    """Say whether it is asked what is not so; a not in what only says when or for whom is none of that."""
    bare = _CONTRAST.sub(" ", QUOTED.sub("…", ask))
    sentences = [one for one in re.split(r"(?<=[.!?:…])\s+", bare) if one.endswith("?")] or [bare]
    clauses = [clause.strip() for one in sentences for clause in _ASIDE.split(one) if clause]
    return any(_NEGATIVE_STEM.search(one) and not _STARTS_ASIDE.match(one) for one in clauses)


def stems_ask(module: Module) -> Iterator[Problem]:
    """What is asked can be answered from its own words.

    I105 neg-stem (warning): A question asks what is so. Where it has to ask what is not, the word stands in **bold** or
    in CAPITALS: people who read fast leave it out, and then know the right thing and answer wrongly.

    I117 stem-blank (note): A blank to fill stands at the end of what is asked, so that all of it has been read by then.

    I118 stem-short (note): What is asked is a whole question, which somebody could answer with the options hidden.
    """
    for item in items(module):
        if negative(item.ask) and not _MARKED.search(item.question.ask):
            hint = "ask what is so; or put the not in **bold**"
            yield Problem("I105", item.place, "This question asks what is not so", hint, "warning")
        blank = _BLANK.search(item.ask)
        if blank and re.search(r"\w", item.ask[blank.end() :]):
            yield Problem("I117", item.place, "This blank stands in the middle", "ask so that it comes last", "note")
        if not _ASKS.search(item.ask) or len(item.ask.split()) < FEWEST_WORDS:
            hint = "ask a whole question, with a question mark"
            yield Problem("I118", item.place, "This is no question without its options", hint, "note")


def grammar_gives_nothing_away(module: Module) -> Iterator[Problem]:
    """I109 grammar (warning): Every option fits what is asked: after "a" or "an" all do, and "which are" is not asked
    where one option is right. What does not fit is not chosen, for no good reason.
    """
    for item in items(module):
        article = re.search(r"\b(an?)\W*$", item.ask, re.IGNORECASE)
        if article:
            wants_vowel = article[1].lower() == "an"
            for index, words in enumerate(item.options):
                if bool(re.match(r"\W*[aeiou]", words, re.IGNORECASE)) != wants_vowel:
                    hint = 'end the question before the "a", and begin each option with its own'
                    message = f"{quoted(words, 40)} does not fit after {quoted(article[1])}"
                    yield Problem("I109", item.at(index), message, hint, "warning")
        if item.is_choice and (found := _PLURAL.search(item.ask)):
            message, hint = (
                f"{quoted(found[0])} asks for several, and one is right",
                "ask for one, or write type: several",
            )
            yield Problem("I109", item.place, message, hint, "warning")
        elif not item.is_choice and (found := _SINGULAR.search(item.ask)):
            message = f"{quoted(found[0])} asks for one, and {len(item.right)} are right"
            yield Problem("I109", item.place, message, 'ask "which of these are …?"', "warning")


def opinions_are_not_scored(module: Module) -> Iterator[Problem]:
    """I122 opinion-key: What is scored has an answer that a source gives. A view is nobody's mistake, and what each
    employer decides is right in one place and wrong in another: such a bin says `scored: no`.
    """
    for asked in module.quiz:
        question = asked.question
        if not (isinstance(question, Saved) and question.counts):
            continue
        if found := _OPINION.search(question.ask):
            hint = "ask what the source says; or move it to a lesson, as type: reflect"
            yield Problem("I122", asked.at(("ask",)), f"{quoted(found[0])} asks for a view, and this is scored", hint)
        for index, place in enumerate(question.lists().get("bins", ())):
            if getattr(place, "scored", False) and _LOCAL.search(place.text):
                message = f"What belongs under {quoted(place.text, 40)} is for each employer to say, and this is scored"
                yield Problem("I122", asked.at(("bins", index, "text")), message, 'add "scored: no" to it')


RULES = (stems_ask, grammar_gives_nothing_away, opinions_are_not_scored)
