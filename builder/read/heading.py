"""The headings of a lesson: `# Title of the lesson`, and `## Title of a screen {#its-id}`."""

import re

from builder.markdown import parse_inline, plain
from builder.problems import Edit, Problem, quoted
from builder.read.found import Found
from builder.read.ids import slug
from builder.read.scan import SCREEN, Scanned

_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
# A last word that looks like an id and lacks its brackets; a number is no id.
_HASHED = re.compile(r"[ \t]+(?P<words>[(\[]?#(?P<id>[a-z][a-z0-9-]{0,39})[)\]]?)[ \t]*$")
_BRACES = re.compile(r"(?P<title>.*?)[ \t]*(?P<braces>\{(?P<hash>#?)(?P<id>[^{}]*)(?P<end>\}|$))(?P<after>.*)")


def lesson_title(scanned: Scanned, end: int) -> str:
    """Return the lesson's title, the one thing that may stand before its first screen.

    M102 text-on-no-screen: Between a lesson's title and its first screen stands no other text: it would show nowhere.

    M127 untitled-lesson (accessibility, warning): Without a title the menu cannot name the lesson.
    """
    title = ""
    for number, line in enumerate(scanned.lines[:end]):
        heading = re.match(r" {0,3}#(?!#)[ \t]*(?=\S)", line)
        if heading and not title:
            title = words_of(scanned, number, heading.end(), len(line))
        elif line.strip():
            hint = 'start a screen above it, with a line such as "## Welcome {#welcome}"'
            scanned.add("M102", number, 0, "This text is on no screen", hint)
            return title
    if not title:
        hint = 'start the file with a line such as "# Welcome": the menu shows it'
        place = scanned.source.place(0, 0)
        scanned.problems.append(Problem("M127", place, "This lesson has no title", hint, "warning"))
    return title


def screen_title(scanned: Scanned, number: int, found: Found) -> tuple[str, str]:
    """Return the title and the id of the screen that starts on a line.

    M109 untitled-screen (accessibility): A screen has a title, by which people find it and hear where they are.

    S107 odd-id: An id is made of small letters, digits and hyphens, and stands last in its heading.
    """
    line = scanned.lines[number]
    heading = SCREEN.match(line)
    start = heading.start(1) if heading else 0
    braces = _BRACES.match(line, start)
    after = braces["after"].strip() if braces else ""
    hashed = None if braces else _HASHED.search(line, start)
    end = braces.end("title") if braces else hashed.start() if hashed else len(line)
    title = words_of(scanned, number, start, end)
    if not title and not after:
        scanned.add("M109", number, 0, "This screen has no title", "write one after the ##")
    name = braces["id"].strip() if braces else ""
    is_closed = not braces or bool(braces["end"])
    if hashed:
        name = _hashed_id(scanned, number, hashed)
    elif not name and not after and is_closed:
        name = _missing_id(scanned, number, title, found, braces.start("id") if braces else 0)
    elif braces and (after or not is_closed or not braces["hash"] or not _ID.fullmatch(name)):
        hint = "last on the line, such as {#welcome}: a to z, digits and hyphens, starting with a letter, 40 at most"
        message = f"{quoted(line[braces.start('braces') :].strip())} cannot be an id"
        scanned.add("S107", number, braces.start("braces"), message, hint)
    found.taken.add(name)
    return title, name


def _hashed_id(scanned: Scanned, number: int, found: re.Match[str]) -> str:
    """Return the id that was meant by a last word such as `#welcome`, without curly brackets.

    S161 bare-id: An id stands in curly brackets. `check --fix` writes them.
    """
    words, name = found["words"], found["id"]
    mends = (Edit(scanned.source.place(number, found.start("words")), f"{{#{name}}}", len(words)),)
    hint = f"write {{#{name}}}, or let the tool do it: team-readiness check --fix"
    place = scanned.source.place(number, found.start("words"))
    scanned.problems.append(
        Problem("S161", place, f"{quoted(words)} is no id without curly brackets", hint, mends=mends)
    )
    return name


def _missing_id(scanned: Scanned, number: int, title: str, found: Found, inside: int) -> str:
    """Return an id for a screen that has none; `inside` is the column between empty braces, if there are any.

    S103 screen-id: A screen has an id, on which saved progress hangs. `check --fix` writes one.
    """
    name = slug(title, found.taken, "screen")
    if not title:
        return name
    hint = f'write "## {title} {{#{name}}}", or let the tool write it: team-readiness check --fix'
    scanned.add("S103", number, 0, "This screen has no id", hint)
    end = len(scanned.lines[number].rstrip())
    text = name if inside else f" {{#{name}}}"
    found.edits.append(Edit(scanned.source.place(number, inside or end), text))
    return name


def words_of(scanned: Scanned, number: int, start: int, end: int) -> str:
    """Return the words of a title.

    M124 plain-title: A title is plain words: it also stands in the menu, in the window's name and in what an LMS lists.
    """
    written = scanned.lines[number][start:end]
    tokens = parse_inline(re.sub(r"[ \t]+#+[ \t]*$", "", written).strip())
    if any(token.type not in ("text", "text_special") for token in tokens):
        column = start + len(written) - len(written.lstrip())
        scanned.add("M124", number, column, "A title is plain words", "leave out bold, links, sources and HTML here")
    return plain(tokens)
