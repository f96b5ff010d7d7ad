"""A lesson: Markdown with a few marks. A `##` heading starts a screen; a `question` fence asks something.

The file is cut into screens first, so that a mark that never closes spoils one screen and not the rest.
"""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from builder.markdown import parse
from builder.model import Asked, Lesson, Prose, Screen
from builder.placed import Extract, read_yaml
from builder.problems import Place, Problem, did_you_mean
from builder.read.ids import Edit, slug
from builder.read.questions import Found, read_question

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_SCREEN = re.compile(r"##(?!#)\s*(.*?)\s*(?:\{#([^}]*)\}\s*)?$")
_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
FENCES = ("question",)


def read_lesson(source: Extract, found: Found) -> Lesson:
    """Return the lesson; what is wrong with it, and the ids it lacks, are put into `found`."""
    lines = source.text.split("\n")
    starts, unclosed = _screen_lines(lines)
    if unclosed is not None:
        message = "This block never closes."
        hint = f"put a line {lines[unclosed].strip()[:3]} where it ends"
        found.problems.append(Problem("M104", source.place(unclosed, 0), message, hint))
    title = _opening(source, lines[: starts[0] if starts else len(lines)], found)
    screens = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        screens.append(_screen(source, lines, start, end, found, within=unclosed))
    return Lesson(source.path, title, tuple(screens))


def _screen_lines(lines: list[str]) -> tuple[list[int], int | None]:
    """Return the lines where screens start, and the line of a fence that never closes."""
    starts: list[int] = []
    fence: str = ""
    opened = 0
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
        elif mark:
            fence, opened = mark[1], number
        elif _SCREEN.match(line):
            starts.append(number)
    return starts, opened if fence else None


def _opening(source: Extract, lines: list[str], found: Found) -> str:
    """Return the lesson's title, the one thing that may stand before its first screen."""
    title = ""
    text = re.sub(r"<!--.*?-->", lambda one: re.sub(r"[^\n]", " ", one[0]), "\n".join(lines), flags=re.DOTALL)
    for number, line in enumerate(text.split("\n")):
        heading = re.match(r"#(?!#)\s*(.+?)\s*$", line)
        if heading and not title:
            title = heading[1]
        elif line.strip():
            hint = 'start a screen first, with a line such as "## Welcome {#welcome}"'
            found.problems.append(Problem("M102", source.place(number, 0), "This text is on no screen.", hint))
            break
    return title


def _screen(source: Extract, lines: list[str], start: int, end: int, found: Found, within: int | None) -> Screen:
    heading = _SCREEN.match(lines[start])
    title, written = (heading[1], heading[2]) if heading else ("", None)
    place = source.place(start, 0)
    if not title:
        found.problems.append(Problem("M109", place, "This screen has no title.", "write one after the ##"))
    if written is None:
        proposed = slug(title, found.taken)
        hint = f'write "## {title} {{#{proposed}}}", or let the tool write it: team-readiness check --fix'
        found.problems.append(Problem("S103", place, "This screen has no id.", hint))
        found.edits.append(Edit(source.place(start, len(lines[start].rstrip())), f" {{#{proposed}}}"))
        written = proposed
    elif not _ID.fullmatch(written):
        spot = source.place(start, lines[start].index("{#"))
        hint = "small letters, digits and hyphens, starting with a letter, 40 at most"
        found.problems.append(Problem("S107", spot, f'"{written}" cannot be an id.', hint))
    found.taken.add(written)
    text = source.part(start + 1, "\n".join(lines[start + 1 : end]))
    parts = _parts(text, found, silent=within is not None and within >= start)
    return Screen(written, title, place, tuple(parts))


def _parts(text: Extract, found: Found, *, silent: bool) -> Iterator[Prose | Asked]:
    """Yield the screen's prose and questions in order; a question is a fence that stands on its own."""
    run: list[Token] = []
    for token in parse(text.text):
        if token.type == "fence" and token.level == 0 and not silent:
            if run:
                yield Prose(tuple(run), text)
                run = []
            asked = _fenced(token, text, found)
            if asked:
                yield asked
        else:
            run.append(token)
    if run:
        yield Prose(tuple(run), text)


def _fenced(token: Token, text: Extract, found: Found) -> Asked | None:
    line = token.map[0] if token.map else 0
    name = token.info.strip()
    if name not in FENCES:
        message = f'"{name}" is not a block that is known here.' if name else "A block with no name is not known here."
        found.problems.append(Problem("M110", text.place(line, 0), message, did_you_mean(name, FENCES)))
        return None
    source = text.part(line + 1, token.content)
    placed = read_yaml(source)
    found.problems += placed.problems
    if placed.data is None:
        return None
    if not placed.data:
        place: Place = text.place(line, 0)
        found.problems.append(Problem("Q101", place, "This question is empty.", 'start with a line "ask: …"'))
        return None
    return read_question(source, placed, (), found)
