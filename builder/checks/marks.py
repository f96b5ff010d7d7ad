"""What stands inside the marks of a lesson, and where. That they are known and close is said when a lesson is read."""

import re
from collections.abc import Iterator

from builder.checks import walk
from builder.markdown import flat, marks, plain
from builder.model import FACILITATOR, Asked, Module, Prose, Screen
from builder.problems import Place, Problem, did_you_mean, quoted

COLUMNS = ("can", "cannot", "check")
NOTE, INSTEAD = "content-note", "instead"
LONGEST_NOTE = 40
_MINUTES = re.compile(r"(1 minute|[1-9]\d? minutes)")
_NOT_PLAIN = ("heading_open", "image", "table_open", "blockquote_open", "hr")


def boards_exist(module: Module) -> Iterator[Problem]:
    """M111 no-board (links): `:::board` shows the module's board.yaml, so there is one.

    M113 board-column: `:::board` shows all of the board or one of its columns.
    """
    for screen in module.screens:
        for run, _, (name, *words), place in walk.marks(screen):
            if name != "board":
                continue
            if not (module.folder / "board.yaml").exists():
                hint = 'write one: "lines:", then a list of "text:", "answer:", "why:" and "source:"; or take this out'
                yield Problem("M111", place, "This module has no board.yaml", hint)
            if words and (len(words) > 1 or words[0] not in COLUMNS):
                message = f"{quoted(' '.join(words))} is not a column of the board"
                yield Problem("M113", run.find(words[0], place), message, did_you_mean(words[0], COLUMNS))


def marks_hold_something(module: Module) -> Iterator[Problem]:
    """M118 empty-mark: A mark has words in it: an empty one would be a frame around nothing.

    M119 board-with-words: A board has no words of its own, because they stand in board.yaml.
    """
    for run in walk.prose(module):
        for token, inside in marks(run.tokens):
            name = token.info.split()[0]
            place = run.source.place(token.map[0] if token.map else 0, 0)
            if name == "board" and inside:
                hint = "close it with ::: on the next line, and write the words before or after"
                yield Problem("M119", place, "A board has no words of its own", hint)
            elif name != "board" and not inside:
                yield Problem("M118", place, f'":::{name}" is empty', "write something in it, or take it out")


def content_notes_come_first(module: Module) -> Iterator[Problem]:
    """M112 late-content-note (trauma-informed): A content note comes before what it is about, right under the heading.

    M129 second-content-note (trauma-informed): A screen has one content note at most, so that there is one place to
    choose.

    M136 instead-after-note (trauma-informed): What is to be read instead of a screen comes right after its content
    note, once.
    """
    for screen in module.screens:
        for index, (name, place) in enumerate(_marks(screen)):
            others = [other for other, _ in _marks(screen)][:index]
            if name == NOTE and name in others:
                yield Problem("M129", place, "A screen has one content note", "put both into one, under the heading")
            elif name == NOTE and (index or not _starts(screen)):
                hint = "move it up to the line after the ## heading"
                yield Problem("M112", place, "A content note comes before what it is about", hint)
            elif name == INSTEAD and others != [NOTE]:
                hint = "put :::content-note under the heading, and this on the lines after it, once"
                yield Problem("M136", place, "What is read instead of a screen comes after its content note", hint)


def _marks(screen: Screen) -> list[tuple[str, Place]]:
    return [(words[0], place) for _, _, words, place in walk.marks(screen)]


def _starts(screen: Screen) -> bool:
    """Say whether a screen starts with a mark."""
    first = screen.parts[0] if screen.parts else None
    return isinstance(first, Prose) and first.tokens[0].type == "container_mark_open"


def content_notes_are_one_line(module: Module) -> Iterator[Problem]:
    """M135 long-content-note (trauma-informed): A content note is one short line of words, so that nothing in it has to
    be gone round itself.
    """
    for run in walk.prose(module):
        for token, inside in marks(run.tokens):
            if token.info.strip() != NOTE or not inside:
                continue
            kinds = [one.type for one in flat(inside) if one.type in ("paragraph_open", "image")]
            is_line = kinds == ["paragraph_open"] and len(inside) == 3
            if not is_line or len(plain(inside).split()) > LONGEST_NOTE:
                place = run.source.place(token.map[0] if token.map else 0, 0)
                hint = f"say what the screen talks about and how long it takes, in {LONGEST_NOTE} words at most"
                yield Problem("M135", place, "A content note is one short line", hint)


def facilitators_know_the_time(module: Module) -> Iterator[Problem]:
    """M145 session-minutes: After `:::facilitator` stand the minutes of a session that the screen is given, such as
    `5 minutes`, or nothing.
    """
    for run in walk.prose(module):
        for token, _ in marks(run.tokens):
            name, *words = token.info.split()
            if name == FACILITATOR and words and not _MINUTES.fullmatch(" ".join(words)):
                place = run.source.place(token.map[0] if token.map else 0, 0)
                message = f"{quoted(' '.join(words))} is not how long this takes in a session"
                hint = "write minutes, such as :::facilitator 5 minutes"
                yield Problem("M145", run.find(words[0], place), message, hint)


def facilitators_read_plain_notes(module: Module) -> Iterator[Problem]:
    """Say where what is for facilitators is not as plain as M146 wants it."""
    facilitating = module.shared.facilitating
    for screen in facilitating.screens if facilitating else ():
        for part in screen.parts:
            if not isinstance(part, Prose):
                yield _not_plain(part.place if isinstance(part, Asked) else part.at(""))
    runs = [screen.facilitator for screen in walk.screens(module) if screen.facilitator]
    runs += [run for screen in (facilitating.screens if facilitating else ()) for run in screen.prose]
    for run in runs:
        for token, place in run.placed():
            is_known = token.type != "container_mark_open" or token.info.split()[:1] == [FACILITATOR]
            if token.type in _NOT_PLAIN or not is_known:
                yield _not_plain(place)


def _not_plain(place: Place) -> Problem:
    """M146 plain-session-notes: What is for facilitators is paragraphs and lists, on a screen and in
    modules/shared/facilitating.md: no headings, pictures, tables, questions or other marks.
    """
    hint = "write paragraphs and lists, and put the rest on the screen"
    return Problem("M146", place, "What is for facilitators is paragraphs and lists", hint)


RULES = (
    boards_exist,
    marks_hold_something,
    content_notes_come_first,
    content_notes_are_one_line,
    facilitators_know_the_time,
    facilitators_read_plain_notes,
)
