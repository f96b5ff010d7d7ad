"""A learner's saved line in words, for whoever is asked why a module is or is not complete.

What counts is decided in the player (`score.js`). This says the same of a line that is read outside it, and tests hold
the two together.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.markdown import parse_inline, plain
from builder.model import Module, short_id
from builder.progress import RESULT, VERSION, Fault, Progress
from builder.questions.question import Saved, Token
from builder.words import say

# What arithmetic with fractions may lose, as in score.js.
HAIR = 1e-9
FAULTS: dict[Fault, str] = {
    "none": "This is not saved progress: it would begin with a digit and ~. Copy the suspend data whole.",
    "version": "This line was saved by another version of the player, in a form that this one does not read.",
    "spoilt": "This line was cut or changed on its way: the letters at its end do not fit the rest. "
    "The module does not believe such a line. It tells the learner so, and keeps the line until they go on.",
}


@dataclass(frozen=True)
class Standing:
    """How somebody stands: the answers that still count, the score so far, and what is between her and completion.

    `strange` holds the short ids of screens and of questions that the module does not have; `asked` the ids of the
    questions that are hers, and `undrawn` how many more the player draws when the module is next opened.
    """

    completed: bool
    strange: tuple[frozenset[str], frozenset[str]]
    given: dict[str, str]
    score: float | None
    screens: list[str]
    questions: list[str]
    again: list[str]
    asked: frozenset[str]
    undrawn: int

    def closed(self, module: Module, progress: Progress) -> list[str]:
        """Return the questions she cannot check an answer to again, before she starts them again."""
        return [one for one in self.again if module.asking.tries and _tries(one, progress) >= module.asking.tries]


def standing(module: Module, progress: Progress) -> Standing:
    """Return how the line stands by the module as it is now, as `decode`, `leftOf` and `valueOf` in the player do."""
    about = module.about
    strange = (
        progress.met - {short_id(name) for name in (*(screen.id for screen in module.screens), RESULT)},
        frozenset(progress.answers) - {short_id(question.id) for question in module.saved},
    )
    every = {one.id: codes for one in module.saved if (codes := _codes(one, progress))}
    asked, undrawn = _asked(module, progress, every)
    scored = [one for one in module.scored if one.id in asked]
    given = {name: codes for name, codes in every.items() if name in asked}
    earned = {one.id: one.earned(given[one.id]) if one.id in given else 0.0 for one in scored}
    points = sum(one.points for one in scored)
    score = 100 * sum(one.points * earned[one.id] for one in scored) / points if points else None
    by_pass = about.completion != "screens" and bool(module.scored)
    by_screens = about.completion != "pass" or not by_pass
    run = _run(module, asked)
    screens = [name for name in run if by_screens and short_id(name) not in progress.met]
    questions = [one.id for one in scored if by_pass and one.id not in given]
    is_short = by_pass and not questions and not undrawn and (score or 0) + HAIR < about.pass_mark
    again = [one.id for one in scored if is_short and earned[one.id] < 1]
    completed = _completed(progress, strange)
    return Standing(completed, strange, given, score, screens, questions, again, asked, undrawn)


def _asked(module: Module, progress: Progress, given: Mapping[str, str]) -> tuple[frozenset[str], int]:
    """Return the questions that are hers, as `deal` in the player does, and how many have still to be drawn."""
    asked = {one.id for one in module.saved if not one.bank}
    undrawn = 0
    for bank in module.asking.banks:
        drawn = {one.id: short_id(one.id) in progress.draw for one in module.banks[bank.id]}
        kept = [name for name, is_drawn in drawn.items() if is_drawn or name in given]
        kept = sorted(kept, key=lambda name: (not drawn[name], name not in given))[: bank.draw]
        undrawn += min(bank.draw, len(drawn)) - len(kept)
        asked.update(kept)
    return frozenset(asked), undrawn


def _run(module: Module, asked: frozenset[str]) -> list[str]:
    """Return her screens: those of questions that were not drawn for her are none."""
    return [screen.id for screen in module.screens if all(one.id in asked for one in screen.saved)]


def _tries(question: str, progress: Progress) -> int:
    """Return how often an answered question was checked: once, where that was not counted then."""
    return max(1, progress.tries.get(short_id(question), 1))


def explained(module: Module, progress: Progress) -> Iterator[str]:
    """Yield the lines that say what a saved line says."""
    now = standing(module, progress)
    titles = _titles(module, now.asked)
    yield f"{module.about.title} ({module.id})"
    yield ""
    if progress.version != VERSION:
        yield "Saved by another version of the player. What this one knows of it:"
    yield _outcome(module, progress, now)
    yield _score(module, now)
    at = [titles[name] for name in titles if short_id(name) == progress.at]
    yield f"Last screen: {at[0]}" if at else "Last screen: none that is in the module now"
    if words := _strange(progress, now):
        yield words
    yield ""
    run = _run(module, now.asked)
    for word, is_met in (("met", True), ("left", False)):
        names = [name for name in run if (short_id(name) in progress.met) == is_met]
        if names:
            yield f"Screens {word}, {len(names)} of {len(run)}:"
            yield from (f"  {titles[name]}" for name in names)
    yield from _drawn(module, now)
    if module.saved:
        yield ""
        yield "Questions:"
    for question in (one for one in module.saved if one.id in now.asked):
        yield from _question(question, module, progress, now)


def _codes(question: Saved, progress: Progress) -> str:
    """Return the codes of an answer that still counts, or "" for none."""
    stamp, codes = progress.answers.get(short_id(question.id), ("", ""))
    return codes if stamp == question.stamp() and question.is_once(codes) else ""


def _drawn(module: Module, now: Standing) -> Iterator[str]:
    """Yield how many questions of each bank are hers."""
    for name, questions in module.banks.items():
        drawn = [one.id for one in questions if one.id in now.asked]
        yield ""
        yield f'Drawn from the bank "{name}", {len(drawn)} of {len(questions)}: {", ".join(drawn) or "none yet"}'


def _titles(module: Module, asked: frozenset[str]) -> dict[str, str]:
    """Return the title of each of her screens by its id, as the menu shows it."""
    titles = {screen.id: screen.title for lesson in module.lessons for screen in lesson.screens}
    language = module.about.language
    closing = [one.question.id for one in module.quiz if one.question.id in asked]
    for number, name in enumerate(closing, start=1):
        title = say(language, "text", "question-title", number=number, count=len(closing))
        titles[f"{name}-screen"] = f"{title} ({name})"
    return {**titles, RESULT: say(language, "text", "result-title")}


def _outcome(module: Module, progress: Progress, now: Standing) -> str:
    if now.completed:
        recorded = "" if progress.score is None else f", with a recorded score of {progress.score}%"
        return f"Complete{recorded}. Nothing that is done afterwards takes it away."
    left = [_count(len(one), word) for one, word in ((now.screens, "screen"), (now.questions, "question")) if one]
    verb = "is" if now.undrawn == 1 else "are"
    drawn = f" {_count(now.undrawn, 'more question')} {verb} drawn when the module is opened again."
    more = drawn if now.undrawn else ""
    if left:
        titles = _titles(module, now.asked)
        names = [*(titles[name] for name in now.screens), *now.questions]
        verb = "is" if len(names) == 1 else "are"
        return f"Not complete. {' and '.join(left)} {verb} left: {', '.join(names)}.{more}"
    if more:
        return f"Not complete.{more}"
    if now.again:
        called = ' A SCORM 2004 LMS may say "failed".' if module.about.failing == "failed" else ""
        left_to_do = f"better answers are left: {', '.join(now.again)}"
        ways = _ways(module, progress, now)
        return f"Not complete. The score is below the pass mark; {left_to_do}.{ways}{called}"
    return "Not complete in this line, though nothing is left: the LMS is told when the module is opened again."


def _ways(module: Module, progress: Progress, now: Standing) -> str:
    """Return what the last screen offers her beside looking at a question again, as `waysOf` in the player says."""
    closed = now.closed(module, progress)
    holds_more = any(
        len(module.banks[bank.id]) > bank.draw and any(one.id in now.again for one in module.banks[bank.id])
        for bank in module.asking.banks
    )
    ways = [*(["to draw other questions"] if holds_more else []), *(["to start the questions again"] if closed else [])]
    none_left = f" No tries are left for {', '.join(closed)}." if closed else ""
    return f"{none_left} The last screen offers {' or '.join(ways)}." if ways else ""


def _score(module: Module, now: Standing) -> str:
    if now.score is None:
        return "No score: the module has no closing questions."
    needs = f"The pass mark is {module.about.pass_mark}%."
    if module.about.completion == "screens":
        needs = "Completion does not depend on it."
    up = 0 if now.again else 0.5  # a score that falls short is never rounded up to the mark it falls short of
    return f"Score now: {math.floor(now.score + HAIR + up)}%. {needs}"


def _completed(progress: Progress, strange: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Where most of what the line lists is unknown here, it was another module that was completed."""
    every = len(progress.met) + len(progress.answers)
    return progress.completed and 2 * (every - sum(map(len, strange))) >= every


def _strange(progress: Progress, now: Standing) -> str:
    """Return what the line holds that the module does not know, which may be a sign of the wrong module."""
    parts = [_count(len(one), word) for one, word in zip(now.strange, ("screen", "answer"), strict=True) if one]
    if now.strange == (progress.met, frozenset(progress.answers)):
        return "Nothing in this line is in the module now. Was it saved by another module?" if parts else ""
    return f"Not in the module now, and so forgotten: {' and '.join(parts)}." if parts else ""


def _question(question: Saved, module: Module, progress: Progress, now: Standing) -> Iterator[str]:
    practice = "" if question in module.scored else " (practice, not scored)"
    yield f"  {question.id}{practice}: {_said(question.ask)}"
    given = now.given.get(question.id)
    if given is None:
        is_changed = short_id(question.id) in progress.answers
        yield (
            "    Answered, but the question has changed since, so it is asked again"
            if is_changed
            else "    Not answered"
        )
        return
    earned = question.earned(given)
    right = "Right" if earned == 1 else "Partly right" if earned > 0 else "Not right"
    most = module.asking.tries if question in module.scored else None
    checked = f", checked {_tries(question.id, progress)} of {most} times" if most else ""
    answered = "Answered" if question.is_whole(given) else "Begun, and not yet at an end"
    yield f"    {right if 'right' in question.key() else answered}{checked}"
    yield from (f"    - {_worded(token)}" for token in question.read(given))


def _worded(token: Token) -> str:
    if token.right is None:
        return _said(token.text)
    mark = "right" if token.right else "not right"
    return f"{_said(token.text)} ({mark if token.scored else 'not scored'})"


def _said(text: str) -> str:
    return plain(parse_inline(text))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
