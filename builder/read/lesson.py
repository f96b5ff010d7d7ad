"""A lesson: Markdown with a few marks. A `##` heading starts a screen; a fence asks something, or shows a film.

The file is cut into screens first, so that what is wrong on one does not spoil the next.
"""

from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from builder.markdown import parse
from builder.model import FACILITATOR, Asked, Lesson, Prose, Recording, Screen
from builder.placed import Extract, read_yaml
from builder.problems import Place, Problem, did_you_mean, quoted
from builder.read.found import Found
from builder.read.heading import lesson_title, screen_title
from builder.read.marks import settle_marks
from builder.read.questions import read_question
from builder.read.recordings import BLOCKS, read_recording
from builder.read.scan import Scanned, scan

FENCE = "question"
KNOWN = (FENCE, *BLOCKS)


def read_lesson(source: Extract, found: Found) -> Lesson:
    """Return the lesson; what is wrong with it, and the ids it lacks, are put into `found`.

    M131 no-screen: A lesson has at least one screen, which starts with ## and a title.
    """
    scanned = scan(source)
    settle_marks(scanned)
    starts = scanned.starts
    title = lesson_title(scanned, starts[0] if starts else len(scanned.lines))
    if not starts and all(problem.severity != "error" for problem in scanned.problems):
        hint = 'start one with a line such as "## Welcome {#welcome}"'
        scanned.add("M131", 0, 0, "This lesson has no screens", hint)
    screens = [
        _screen(scanned, start, end, found)
        for start, end in zip(starts, [*starts[1:], len(scanned.lines)], strict=False)
    ]
    found.problems += scanned.problems
    return Lesson(source.path, title, tuple(screens))


def _screen(scanned: Scanned, start: int, end: int, found: Found) -> Screen:
    title, name = screen_title(scanned, start, found)
    text = scanned.source.part(start + 1, "\n".join(scanned.lines[start + 1 : end]))
    apart: list[Token] = []
    parts = tuple(_parts(scanned, text, apart, found))
    return Screen(name, title, scanned.source.place(start, 0), parts, Prose(tuple(apart), text) if apart else None)


def _parts(scanned: Scanned, text: Extract, apart: list[Token], found: Found) -> Iterator[Prose | Asked | Recording]:
    """Yield the screen's prose, questions and films in order. What is for facilitators is put into `apart`.

    M114 block-in-mark: A block stands outside the marks.
    """
    run: list[Token] = []
    inside: list[Token] = []
    for token, is_apart in _told_apart(parse(text.text)):
        if is_apart and token.type != "fence":
            apart.append(token)
        elif token.type != "fence":
            run.append(token)
        elif token.level:
            hint = "put ::: on a line of its own above it, to close the mark"
            found.problems.append(Problem("M114", _place(token, text), "A block stands outside the marks", hint))
            inside.append(token)
        else:
            if run:
                yield Prose(tuple(run), text)
                run = []
            yield from _block(scanned, token, text, found)
    if run:
        yield Prose(tuple(run), text)
    for token in inside:  # read all the same, so that what is wrong with it is said too
        yield from _block(scanned, token, text, found)


def _told_apart(tokens: Iterable[Token]) -> Iterator[tuple[Token, bool]]:
    """Yield each token with whether it is, or stands in, a `:::facilitator`."""
    is_apart = False
    for token in tokens:
        if token.type == "container_mark_open":
            is_apart = token.info.split()[:1] == [FACILITATOR]
        yield token, is_apart
        is_apart = is_apart and token.type != "container_mark_close"


def _place(token: Token, text: Extract) -> Place:
    return text.place(token.map[0] if token.map else 0, 0)


def _block(scanned: Scanned, token: Token, text: Extract, found: Found) -> Iterator[Asked | Recording]:
    """Yield what a block holds.

    M110 unknown-block: A block between ``` and ``` is a question, a film or a sound.

    Q104 empty-question: A question block holds a question, which starts with what it asks.
    """
    name = token.info.strip()
    place = _place(token, text)
    if name not in KNOWN:
        message = f"{quoted(name)} is not a block that is known here" if name else "This block has no name"
        hint = did_you_mean(name, KNOWN, "write ```question, ```video or ```audio; no other block is used")
        found.problems.append(Problem("M110", place, message, hint))
        return
    margin = scanned.margins.get(place.line - scanned.source.first_line, 0)
    source = text.part(place.line - text.first_line + 1, token.content, margin)
    placed = read_yaml(source)
    found.problems += placed.problems
    if name in BLOCKS:
        recording = read_recording(name, placed, source.path.parent, found) if placed.data is not None else None
        if recording:
            yield recording
    elif placed.data == {}:
        found.problems.append(Problem("Q104", place, "This question is empty", 'start with a line "ask: …"'))
    elif placed.data is not None:
        asked = read_question(source, placed, (), found)
        if asked:
            yield asked
