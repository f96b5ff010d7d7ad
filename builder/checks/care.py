"""Care for those who read: nothing of their own is asked for, what may weigh is announced, nobody is on trial."""

import re
from collections.abc import Iterator
from functools import lru_cache

from builder.checks import walk
from builder.checks.marks import INSTEAD, NOTE
from builder.markdown import parse_inline, plain
from builder.model import Module, Screen
from builder.problems import Problem, quoted
from builder.trace import said_on

# What is a learner's own affair.
_OWN = (
    r"your (own )?(\w+ )?(diagnos[ei]s|illness|symptoms?|medication|mental health( problems?| history| conditions?)?|"
    r"trauma|abuse|breakdown|self-harm|hospital admissions?|sectioning|medical (history|record)|therapy|recovery story"
    r"|mental illness|(lived )?experiences? of (mental|trauma|abuse|using services|self-harm|suicid|being \w+))"
)
_ASKED = re.compile(
    rf"\b(describe|share|tell (us|me|the group|your \w+)|say|write (about|down)?|list|name|recall|remember"
    rf"|think (back|about|of)|reflect on|explain|talk about|disclose)\b[^.?!]{{0,40}}?\b{_OWN}"
    rf"|\b(what|which|when|how)\b[^.?!]{{0,30}}?\b(is|are|was|were|has|have|did|does) {_OWN}[^.!]*\?"
    r"|\bwhat (mental )?health (problems?|conditions?|difficult\w+)\b[^.!]*\byou\b[^.!]*\?"
    r"|\b(do|did|are|were) you (\w+ )?(take|taking|on|have|having|live with) (\w+ ){0,2}?(medication|a diagnosis|"
    r"depression|anxiety|a mental (health|illness)\w*)[^.!]*\?"
    r"|\bhave you (ever |yourself )*(had|been|felt|experienced|used|suffered|lived with|attempted|thought of|taken)\b"
    r"[^.!]{0,40}?\b(depress\w*|anxi\w*|psychosis|trauma\w*|abuse\w*|suicid\w*|self-harm\w*|sectioned|detained|diagnos\w*|"
    r"mental (health|illness)|medication|addict\w*|bereave\w*|assault\w*)[^.!]*\?"
    r"|\b(think (back |of|about)+|remember|recall|describe|write about) (a|the|one|any)? ?"
    r"(time|moment|day|event|experience)s? "
    r"[^.?!]{0,30}?\b(you|your)\b[^.?!]{0,30}?\b(trauma\w*|unwell|ill|depress\w*|abuse\w*|suicid\w*|assault\w*|hospital|"
    r"sectioned|breakdown|in crisis|at your worst)",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\b(not|never|no|nobody|without|nothing|need|whether|if|only as much|instead of|rather than)\b|n['’]t\b",
    re.IGNORECASE,
)
# What is announced.
_TOPICS = {
    "suicide": r"suicid\w+|took (his|her|their) own li(fe|ves)|end(ed|ing)? (his|her|their) (own )?li(fe|ves)",
    "self-harm": r"self-harm\w*|self-injur\w*|overdos(?:e[ds]?|ing)",
    "restraint": r"restraints?|restrain(ed|ing)(?! in\b)|held down|seclusion|secluded",
    "abuse": r"(?<!substance )(?<!drug )abuse(?! of (?:power|trust))|abused|abusers?",
    "violence": r"violence|violent(ly)?|rape[ds]?|sexual(ly)? assault(ed|s)?|assault(ed|s)?|stabb(ed|ing)|beaten up",
    "death": r"died(?! by suicide)|death|dying|killed|murder(ed)?",
}
_TOPIC = {name: re.compile(rf"\b({pattern})\b", re.IGNORECASE) for name, pattern in _TOPICS.items()}
# A sentence about a screen or a note says what is to come.
_ANNOUNCES = re.compile(r"\b(screens?|content notes?|pages?)\b", re.IGNORECASE)
_TRIAL = re.compile(
    r"\b(?i:what|how) (should|could|ought) (she|he|they|it|the (peer|person|patient|colleague)[\w ]*|[A-Z][a-z]+) "
    r"(to )?have (done|said|avoided|known|coped|acted|handled)\b|\b(?i:was) (she|he|[A-Z][a-z]+) (right|wrong) to\b"
    r"|\b(?i:whose fault|who is to blame)\b"
)
_REAL = re.compile(
    r"\b(a|this is a|based on a) (true|real)[- ](life )?(story|event|case)\b|\b(this|it) really happened\b"
    r"|\b(names?|details) (has|have) been changed\b|\bnot (his|her|their) real name\b",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"\b(overdos(e|ed|es|ing)( on)?|hang(ed|ing)? (himself|herself|themselves)|ligatures?|slit (his|her|their) wrists?|"
    r"(cut|cutting) (his|her|their) (wrists?|arms?)|jumped (from|off|in front of)|number of (pills|tablets)|"
    r"took \w+ (pills|tablets))\b",
    re.IGNORECASE,
)
# Words that somebody says, or that are named as an example.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
# Marks in which somebody else speaks.
_SPEECH = ("quote", "story", "scene")


def nobody_is_asked_for_their_own(module: Module) -> Iterator[Problem]:
    """C101 self-disclose: Nobody is asked for their own health, diagnosis, treatment or trauma: not in a question, not
    as an exercise, not as something to think back to. Free text can be read over a shoulder, and remembering can harm.
    Ask what a team can do, or what somebody would look for.
    """
    for said in walk.said(module):
        if said.mark in _SPEECH:
            continue
        finder = None
        for found in _asked(said.words):
            finder = finder or walk.Finder(said.place)
            hint = "ask what a team can do, or what helps people; say that nobody has to share anything of their own"
            message = f"This asks learners for something of their own: {quoted(found)}"
            yield Problem("C101", finder.find(found), message, hint)


@lru_cache(8192)  # here and below: most texts stay as they are from save to save
def _asked(words: str) -> tuple[str, ...]:
    """Return where a text asks people for what is their own, a sentence at a time."""
    found = ((_ASKED.search(_QUOTED.sub("…", sentence)), sentence) for sentence in walk.sentences(words))
    return tuple(one[0] for one, sentence in found if one and not _NOT_ASKED.search(sentence[: one.end()]))


def what_weighs_is_announced(module: Module) -> Iterator[Problem]:
    """C102 no-content-note (warning): A screen that speaks of suicide, self-harm, restraint, abuse, violence or death
    begins with a content note: one factual line, so that people can choose. It is said at the screen's heading, below
    which the note belongs. A sentence that says what another screen speaks of needs none.
    """
    for lesson in module.lessons:
        for screen in lesson.screens:
            topics = _topics(screen, module)
            if topics and not any(words[0] == NOTE for _, _, words, _ in walk.marks(screen)):
                message = f"This screen speaks of {' and '.join(topics)}, and has no content note"
                hint = "write :::content-note on the next line: what the screen talks about, and for how long"
                yield Problem("C102", screen.place, message, hint, "warning")


def _topics(screen: Screen, module: Module) -> list[str]:
    """Return what a screen speaks of that has to be announced."""
    texts = [screen.title, *(plain(run.tokens) for run in screen.prose)]
    texts += [plain(one.transcript.tokens) for one in screen.recordings]
    texts += [plain(parse_inline(text)) for question in screen.questions for _, text in question.texts()]
    for _, _, words, _ in walk.marks(screen):
        if words[0] == "board" and module.board:
            texts += [line.text for line in module.board.lines if line.answer in words[1:] or len(words) == 1]
    spoken = frozenset().union(*map(_spoken, texts))
    return [name for name in _TOPIC if name in spoken]


@lru_cache(8192)
def _spoken(text: str) -> frozenset[str]:
    said = [one for one in walk.sentences(text) if not _ANNOUNCES.search(one)]
    return frozenset(name for name, pattern in _TOPIC.items() if any(map(pattern.search, said)))


def what_is_asked_can_be_gone_round(module: Module) -> Iterator[Problem]:
    """C103 quiz-behind-note (warning): What the quiz asks is also said on a screen without a content note, or in the
    short of it (`:::instead`). Otherwise whoever goes round that screen, as the note offers, cannot answer.
    """
    behind, before = set[str](), set[str]()
    for screen in (screen for lesson in module.lessons for screen in lesson.screens):
        names = [words[0] for _, _, words, _ in walk.marks(screen)]
        (behind if NOTE in names and INSTEAD not in names else before).update(said_on(screen, module))
    for asked in module.quiz:
        sources = set(asked.question.source)
        if sources and sources <= behind - before:
            hint = "say it on another screen too, write :::instead after the note, or ask something else"
            message = "Only a screen with a content note says this, and whoever goes round it is asked it all the same"
            yield Problem("C103", asked.at(("source",)), message, hint, "warning")


def nobody_is_on_trial(module: Module) -> Iterator[Problem]:
    """People are neither judged nor used.

    C104 story-on-trial (warning): No question asks what somebody in a story should have done: the difficulty lies in
    what the team or the system did.

    C105 real-story (warning): What really happened to somebody stands in a `:::story`, which says whose it is and that
    they agreed. A changed name is not consent.

    C106 harm-detail (warning): No method or place of suicide or self-harm is named: it is known to do harm.
    """
    told = (
        ("C104", _TRIAL, "This puts somebody's story on trial", "ask what the team could do next"),
        ("C105", _REAL, "A real story stands in a :::story", "move it there, with consent; or write an invented one"),
        ("C106", _METHOD, "This names a way of harming oneself", "say that it happened, and not how or where"),
    )
    for said in walk.said(module):
        for code, pattern, message, hint in told:
            if said.mark != "quote" and (code, said.mark) != ("C105", "story"):
                for words in _all(pattern, said.words):
                    yield Problem(code, walk.Finder(said.place).find(words), message, hint, "warning")


@lru_cache(3 * 8192)
def _all(pattern: re.Pattern[str], words: str) -> tuple[str, ...]:
    return tuple(one[0] for one in pattern.finditer(words))


RULES = (
    nobody_is_asked_for_their_own,
    what_weighs_is_announced,
    what_is_asked_can_be_gone_round,
    nobody_is_on_trial,
)
