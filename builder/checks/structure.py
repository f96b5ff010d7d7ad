"""Ids are unique and safe, outcomes exist, and what module.yaml promises is true."""

import datetime
import re
from collections.abc import Iterator

from builder.checks import walk
from builder.model import Asked, Module, short_id
from builder.problems import Place, Problem, did_you_mean, quoted
from builder.questions.question import Saved
from builder.read.ids import RESERVED, doubled
from builder.timing import minutes

TOLERANCE = 0.25


def _ids(module: Module) -> Iterator[tuple[str, Place]]:
    for index, outcome in enumerate(module.about.outcomes):
        yield outcome.id, module.place(walk.ABOUT, ("outcomes", index, "id"))
    for lesson in module.lessons:
        for screen in lesson.screens:
            yield screen.id, screen.place
            yield from ((part.question.id, part.at(("id",))) for part in screen.parts if isinstance(part, Asked))
    for asked in module.quiz:
        yield asked.question.id, asked.at(("id",))


def ids_are_unique(module: Module) -> Iterator[Problem]:
    """Every outcome, screen and question has an id of its own (S104).

    S106 reserved-id: An id is none that the page itself uses.

    S113 screen-of-question: An id is none that the screen of a closing question has.
    """
    seen: dict[str, Place] = {}
    for name, place in _ids(module):
        if name in seen:
            yield doubled(name, place, seen[name])
        elif name in RESERVED or re.fullmatch(r"(.*-)?source-[0-9]+", name):
            yield Problem("S106", place, f"{quoted(name)} is a name the page itself uses", f"write {name}-1, say")
        seen.setdefault(name, place)
    for asked in module.quiz:
        name = f"{asked.question.id}-screen"
        if name in seen:
            hint = "change one of the two"
            where = f"{quoted(name)} on line {seen[name].line} of {seen[name].path.name}"
            message = f"This id and {where} get in each other's way"
            yield Problem("S113", asked.at(("id",)), message, hint)


def short_ids_are_unique(module: Module) -> Iterator[Problem]:
    """S105 alike-ids: The four letters that stand for an id in saved progress differ from those of every other id."""
    seen = {short_id("result"): "result"}
    for name, place in _ids(module):
        other = seen.setdefault(short_id(name), name)
        if other != name:
            message = f"{quoted(name)} and {quoted(other)} look the same in saved progress"
            yield Problem("S105", place, message, "change one of the two ids a little")


def outcomes_exist(module: Module) -> Iterator[Problem]:
    """S109 unknown-outcome: The outcome a question names is one of the module's."""
    known = [outcome.id for outcome in module.about.outcomes]
    for asked in module.questions:
        name = asked.question.outcome
        if name and known and name not in known:
            message = f"{quoted(name)} is not an outcome in module.yaml"
            yield Problem("S109", asked.at(("outcome",)), message, did_you_mean(name, known))


def handouts_name_screens(module: Module) -> Iterator[Problem]:
    """S136 handout-screen: A screen that module.yaml names for a handout is one of the module's lessons."""
    known = [screen.id for lesson in module.lessons for screen in lesson.screens]
    for index, name in enumerate(module.about.handouts.role_guide):
        if name not in known:
            place = module.place(walk.ABOUT, ("handouts", "role-guide", index))
            hint = did_you_mean(name, known, "write the id of a screen, without #")
            yield Problem("S136", place, f"{quoted(name)} is not a screen of this module", hint)


def minutes_are_true(module: Module) -> Iterator[Problem]:
    """S110 minutes-claimed (budgets, warning): The minutes claimed are within a quarter of words ÷ 200, the time for
    questions, and films and sounds. People plan their shift by them. A question takes 45 seconds, a scale 15, a box to
    write in 60, a step of a story 30, an item of a checklist 10.
    """
    takes = minutes(module)
    if abs(module.about.minutes - takes) > max(1, TOLERANCE * takes):
        message = f"The words and questions of this module take about {takes:.0f} minutes"
        hint = f"write minutes: {max(1, round(takes))}"
        yield Problem("S110", module.place(walk.ABOUT, ("minutes",)), message, hint, "warning")


def sessions_have_notes(module: Module) -> Iterator[Problem]:
    """S140 session-notes (structure, note): Whoever leads a session about a module finds notes to its screens, and what
    the session is for. They stand in the facilitator handout and nowhere else.
    """
    place = module.place(walk.ABOUT, ())
    if not any(screen.facilitator for screen in module.screens):
        hint = "write :::facilitator 5 minutes on a screen, and below it what to do there"
        yield Problem("S140", place, "Whoever leads a session about this module finds no notes", hint, "note")
    elif module.about.session is None:
        hint = 'write "session:", and below it a line "aim: …"'
        yield Problem("S140", place, "This module does not say what a session about it is for", hint, "note")


def review_is_ahead(module: Module) -> Iterator[Problem]:
    """S111 review-due (dates, warning): The day by which somebody reads the module again has not passed. No output
    depends on today; this does.
    """
    if module.about.review < datetime.date.today():
        message = "This day has passed, so the module is due to be read again"
        hint = "read it, change what has changed, and write the next day"
        yield Problem("S111", module.place(walk.ABOUT, ("review",)), message, hint, "warning")


def there_is_something_to_pass(module: Module) -> Iterator[Problem]:
    """S150 pass-without-quiz: Where a module asks for a pass mark, questions count towards it. A quiz that was lost
    would pass nobody, or everybody.
    """
    about = module.about
    is_spoilt = not module.quiz and (module.folder / "quiz.yaml").exists()  # what is wrong with it is said already
    if about.completion == "screens" or module.scored or is_spoilt:
        return
    for field, name in (("pass_mark", "pass"), ("completion", "completion"), ("failing", "failing")):
        if field in about.model_fields_set:
            message = "This module asks for a pass mark, and no question counts towards one"
            hint = 'put quiz.yaml back, or write "completion: screens" and take "pass:" away'
            yield Problem("S150", module.place(walk.ABOUT, (name,)), message, hint)
            return


def nothing_is_passed_by_seeing_screens(module: Module) -> Iterator[Problem]:
    """S134 pass-decides-nothing (warning): Where seeing the screens completes a module, there is no pass mark and
    nothing to fail.
    """
    if module.about.completion != "screens":
        return
    for field, name in (("pass_mark", "pass"), ("failing", "failing")):
        if field in module.about.model_fields_set:
            message = f"This module is complete when its screens are seen, so {quoted(name)} decides nothing"
            hint = "take this line away, or write completion: both"
            yield Problem("S134", module.place(walk.ABOUT, (name,)), message, hint, "warning")


def private_questions_stand_on_screens(module: Module) -> Iterator[Problem]:
    """S115 private-in-quiz (trauma-informed): A question whose answer is the learner's own stands on a lesson's screen,
    among what it is about, and is nobody's test.
    """
    for asked in module.quiz:
        if not isinstance(asked.question, Saved):
            message = f'A question of type "{asked.question.type}" is nobody\'s test, so it does not stand in the quiz'
            yield Problem("S115", asked.at(("type",)), message, "move it to a screen of a lesson")


def noted_screens_save_nothing(module: Module) -> Iterator[Problem]:
    """S116 no-way-round (trauma-informed): On a screen with a content note stands no question whose answer is saved. It
    would have to be answered, so there would be no way round; and its answer would show that the screen was opened.
    """
    for screen in module.screens:
        if any(words[0] == "content-note" for _, _, words, _ in walk.marks(screen)):
            for part in screen.parts:
                if isinstance(part, Asked) and isinstance(part.question, Saved):
                    message = "This screen has a content note, so no question whose answer is saved stands on it"
                    hint = "move it to a screen of its own, and ask nothing there that only this screen says"
                    yield Problem("S116", part.place, message, hint)


def questions_agree(module: Module) -> Iterator[Problem]:
    """Questions that belong together agree, as their type wants it (such as Q220)."""
    every = [asked.question for asked in module.questions]
    for asked in module.questions:
        for one in asked.question.among(every):
            yield Problem(one.code, asked.at(one.at), one.message, one.hint, one.severity)


RULES = (
    ids_are_unique,
    short_ids_are_unique,
    outcomes_exist,
    handouts_name_screens,
    minutes_are_true,
    sessions_have_notes,
    review_is_ahead,
    there_is_something_to_pass,
    nothing_is_passed_by_seeing_screens,
    private_questions_stand_on_screens,
    noted_screens_save_nothing,
    questions_agree,
)
