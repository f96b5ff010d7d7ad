"""The people in a module: credited, asked, recorded as they agreed, and taken out when they withdraw."""

import datetime
from collections.abc import Iterator

from builder.checks import walk
from builder.consent import stories
from builder.markdown import plain
from builder.model import DRAFT, STAGES, Module
from builder.problems import Place, Problem, did_you_mean, quoted


def _named(module: Module) -> Iterator[tuple[str, str, Place]]:
    """Yield what a person is named in, their id and its place: credits, the history, tests, stories."""
    for index, credit in enumerate(module.about.credits):
        yield "credit", credit.who, module.place(walk.ABOUT, ("credits", index, "who"))
    for index, step in enumerate(module.about.history):
        for number, who in enumerate(step.who):
            yield "step", who, module.place(walk.ABOUT, ("history", index, "who", number))
    for number, who in enumerate(module.about.easy.by if module.about.easy else ()):
        yield "step", who, module.place(walk.ABOUT, ("easy", "tested-by", number))
    for run in walk.prose(module):
        for token, _, who in stories(run):
            if who:
                yield "story", who, run.find(who, run.source.place(token.map[0] if token.map else 0, 0))


def people_have_agreed(module: Module) -> Iterator[Problem]:
    """E105 unknown-person (trauma-informed): Everyone named stands in modules/shared/people.yaml, with what they agreed
    to.

    E109 no-consent (trauma-informed): Who is credited agreed to be named, on the screen and in print.

    E121 withdrawn (trauma-informed, warning): Who has withdrawn is left out of all that is built, and here is where
    their name or story still stands.
    """
    people = module.shared.people
    for what, who, place in _named(module):
        person = people.get(who)
        if person is None and module.shared.may_hold("people", who):
            continue
        if person is None:
            hint = did_you_mean(who, people, "put them into that file first, with what they agreed to")
            yield Problem("E105", place, f"{quoted(who)} is not in modules/shared/people.yaml", hint)
        elif person.withdrawn:
            left = "This story is" if what == "story" else "This name is"
            hint = "take it out of this file too"
            yield Problem("E121", place, f"{left} left out: {quoted(who)} has withdrawn", hint, "warning")
        elif what == "credit" and (
            missing := [where for where in ("online", "in print") if where.split()[-1] not in person.consent]
        ):
            message = f"{quoted(who)} has not agreed to be named {' or '.join(missing)}"
            yield Problem("E109", place, message, "ask them; credits stand on the screen and on the handout")


def stories_say_whose_they_are(module: Module) -> Iterator[Problem]:
    """E120 story-without-consent (trauma-informed): A `:::story` begins with the person whose it is, who stands in
    people.yaml with what they agreed to, so that it goes when they withdraw; and it has words.
    """
    for run in walk.prose(module):
        for token, inside, who in stories(run):
            place = run.source.place(token.map[0] if token.map else 0, 0)
            if not who:
                hint = 'the first line inside it is an id of people.yaml, such as "who: our-group"'
                yield Problem("E120", place, "This story does not say whose it is", hint)
            elif plain(inside) == f"who: {who}":
                yield Problem(
                    "E120", place, "This story has no words", "write them below the line that says whose it is"
                )


def status_is_recorded(module: Module) -> Iterator[Problem]:
    """S117 history: Each stage up to a module's status is recorded under `history`, once and in order.

    S118 history-dates (dates): A stage has a day that is not before the stage above it, and not still to come.
    """
    about = module.about
    wanted = STAGES[1 : STAGES.index(about.status) + 1]
    found = [step.status for step in about.history]
    if list(wanted) != found:
        place = module.place(walk.ABOUT, ("history",) if about.history else ("status",))
        if about.status == DRAFT:
            message, hint = "A draft has no history yet", "take this out, or write the status it has come to"
        else:
            message = f"{quoted(about.status)} is not recorded as it came about"
            hint = f'under "history:" list, in this order, with "who" and "date": {", ".join(wanted)}'
        yield Problem("S117", place, message, hint)
    days = [step.date for step in about.history]
    for index, day in enumerate(days):
        place = module.place(walk.ABOUT, ("history", index, "date"))
        if day > datetime.date.today():
            yield Problem("S118", place, "This day is still to come", "write the day on which it was")
        elif index and day < days[index - 1]:
            yield Problem("S118", place, "This day is before that of the stage above", "correct one of the two")


RULES = (people_have_agreed, stories_say_whose_they_are, status_is_recorded)
