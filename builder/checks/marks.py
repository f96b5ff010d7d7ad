"""The marks of a lesson: containers that are known, close and are not nested; headings; pictures; no raw HTML."""

from collections.abc import Iterator

from markdown_it.token import Token

from builder.markdown import is_html, parse_inline
from builder.model import Module, Prose, Screen
from builder.problems import Problem, did_you_mean

MARKS = ("key", "note", "scene", "quote", "content-note", "handout", "board")
COLUMNS = ("can", "cannot", "check")


def _prose(module: Module) -> Iterator[tuple[Screen, Prose]]:
    for screen in module.screens:
        for prose in screen.prose:
            yield screen, prose


def _marks(prose: Prose) -> Iterator[tuple[Token, int, list[str]]]:
    """Yield each opening mark of a run of text, the line it stands on, and its words."""
    for token, line in prose.lines():
        if token.type == "container_mark_open":
            yield token, line, token.info.split()


def marks_are_known(module: Module) -> Iterator[Problem]:
    """M101: a mark such as `:::note` is one of those known; M107: a closing `:::` closes something."""
    for _, prose in _prose(module):
        for _, line, words in _marks(prose):
            place = prose.place(line)
            if not words:
                yield Problem("M107", place, "This ::: closes nothing.", "marks are not put inside one another")
            elif words[0] not in MARKS:
                yield Problem("M101", place, f'":::{words[0]}" is not known here.', did_you_mean(words[0], MARKS))


def marks_close(module: Module) -> Iterator[Problem]:
    """M103: every mark closes with `:::` on a line of its own, before the next one opens."""
    for _, prose in _prose(module):
        lines = prose.source.text.split("\n")
        depth = 0
        for token, line in prose.lines():
            depth += token.nesting if token.type.startswith("container_mark") else 0
            if token.type != "container_mark_open" or not token.info.split() or depth > 1:
                continue
            end = token.map[1] if token.map else line
            inner = any(
                one.type == "container_mark_open" and one.info.split() and token.map and one.map
                and token.map[0] < one.map[0] < token.map[1]
                for one in prose.tokens
            )
            if inner or end >= len(lines) or set(lines[end].strip()) != {":"}:
                message = f'":::{token.info.split()[0]}" never closes.'
                yield Problem("M103", prose.place(line), message, "put ::: on a line of its own where it ends")


def boards_exist(module: Module) -> Iterator[Problem]:
    """M111: `:::board` needs a board.yaml, and names one of its columns or none."""
    for _, prose in _prose(module):
        for _, line, words in _marks(prose):
            if words[:1] != ["board"]:
                continue
            if module.board is None:
                yield Problem("M111", prose.place(line), "This module has no board.yaml.", "write one, or take this out")
            if words[1:] and words[1] not in COLUMNS:
                message = f'"{words[1]}" is not a column of the board.'
                yield Problem("M111", prose.place(line), message, did_you_mean(words[1], COLUMNS))


def content_notes_come_first(module: Module) -> Iterator[Problem]:
    """M112: a content note stands directly under its screen's heading, and there is one at most."""
    for screen in module.screens:
        first = True
        for part in screen.parts:
            for _, line, words in _marks(part) if isinstance(part, Prose) else ():
                if words[:1] == ["content-note"] and not (first and _opens(part, line)):
                    hint = "move it up to the line after the ## heading"
                    yield Problem("M112", part.place(line), "A content note comes before what it is about.", hint)
            first = False


def _opens(prose: Prose, line: int) -> bool:
    return not "".join(prose.source.text.split("\n")[:line]).strip()


def no_raw_html(module: Module) -> Iterator[Problem]:
    """M105: HTML and script are refused; Markdown and the marks say everything a lesson needs."""
    hint = "write it in Markdown; see modules/README.md"
    for _, prose in _prose(module):
        for token, line in prose.lines():
            if is_html(token):
                yield Problem("M105", prose.place(line, token.content.split("\n")[0]), "HTML is not used here.", hint)
    for asked in module.questions:
        for at, text in asked.question.texts():
            if any(is_html(token) for token in parse_inline(text)):
                yield Problem("M105", asked.places.get(at, asked.place), "HTML is not used here.", hint)


def headings_go_down_one_step(module: Module) -> Iterator[Problem]:
    """M108: inside a screen, headings are `###` and below it `####`; no level is left out."""
    for _, prose in _prose(module):
        level = 2
        for token, line in prose.lines():
            if token.type != "heading_open":
                continue
            this = int(token.tag[1])
            if this < 3 or this > min(level + 1, 4):
                hint = f"write {'#' * min(level + 1, 4)}"
                yield Problem("M108", prose.place(line), "This heading leaves out a level.", hint)
            level = this


def pictures_are_described(module: Module) -> Iterator[Problem]:
    """P108: every picture has words for those who do not see it."""
    for _, prose in _prose(module):
        for token, line in prose.lines():
            if token.type == "image" and not token.content.strip():
                place = prose.place(line, "![")
                hint = "say what it shows, between the square brackets: ![…](…)"
                yield Problem("P108", place, "This picture has no description.", hint)


RULES = (
    marks_are_known,
    marks_close,
    boards_exist,
    content_notes_come_first,
    no_raw_html,
    headings_go_down_one_step,
    pictures_are_described,
)
