"""What stands inside the marks of a lesson, and where. That they are known and close is said when a lesson is read."""

from collections.abc import Iterator

from builder.checks import walk
from builder.markdown import marks
from builder.model import Module, Prose
from builder.problems import Problem, did_you_mean, quoted

COLUMNS = ("can", "cannot", "check")


def boards_exist(module: Module) -> Iterator[Problem]:
    """M111: `:::board` shows the module's board.yaml. M113: it shows all of it or one of its columns."""
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
    """M118: a mark has words in it. M119: a board has none, because its words stand in board.yaml."""
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
    """M112: a content note comes before what it is about, right under the heading. M129: a screen has one at most."""
    for screen in module.screens:
        notes = [(run, token, place) for run, token, words, place in walk.marks(screen) if words[0] == "content-note"]
        first = screen.parts[0] if screen.parts else None
        for index, (run, token, place) in enumerate(notes):
            if index:
                yield Problem("M129", place, "A screen has one content note", "put both into one, under the heading")
            elif not (isinstance(first, Prose) and first is run and first.tokens[0] is token):
                hint = "move it up to the line after the ## heading"
                yield Problem("M112", place, "A content note comes before what it is about", hint)


RULES = (boards_exist, marks_hold_something, content_notes_come_first)
