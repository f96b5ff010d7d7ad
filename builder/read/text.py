"""A file read as text, or the problem that it is not one."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.given import Refused, TooLarge, read
from builder.placed import Extract
from builder.problems import HIDDEN, Edit, Place, Problem, quoted

# A lesson is a few thousand words, and Markdown takes longer and longer to read; a bank of questions or a list of
# sources may be long. More than this is something else by mistake.
LARGEST = 100_000
LARGEST_LIST = 500_000
# More signs of this kind than these are no accident of pasting.
_FEW = 20
# Nobody reads on for longer than this without a break, and to look for marks in it takes longer and longer.
LONGEST = 10_000
# How the files of other programs start.
_DOCUMENTS = {
    b"PK\x03\x04": "a document of Word or another program, or a zip file",
    b"\xd0\xcf\x11\xe0": "an old document of Word or Excel",
    b"{\\rtf": "a document in rich text (RTF)",
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"bplist": "a file of a Mac's own",
}
# Bytes of UTF-8 that were read as letters of Windows: Latin letters, signs and emoji. What may close a quotation in
# capitals, as in CAFÉ”, is no sign of it.
_UNDEFINED = "\x81\x8d\x8f\x90\x9d"
_BYTES = f"{_UNDEFINED}€‚ƒ„†‡ˆ‰Š‹ŒŽ™š›œžŸ\u00a0-¿"
_GARBLED = re.compile(f"[Â-Å][{_BYTES}]|â[{_BYTES}][{_BYTES}“”‘’–—…•˜]|ð[{_BYTES}][{_BYTES}“”‘’–—…•˜]{{2}}")
_UNSEEN = re.compile("[\u00ad\u200b\u2060]")
# Some programs write these between lines; editors and YAML do not agree on whether a line ends there.
_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


def read_text(path: Path, home: Path | None = None) -> tuple[Extract | None, list[Problem]]:
    """Return a file's text; a mark of byte order at its start is left out, line ends become one kind.

    What it leads to stands in a folder, which is its own if no other is named as its `home`.

    F103 text-size: A text is no larger than texts are; what is larger is mostly a picture or a document with the wrong
    name.
    """
    most = LARGEST if path.suffix == ".md" else LARGEST_LIST
    try:
        raw = read(path, home or path.parent, most)
    except TooLarge:
        message = f"This file is larger than {most // 1000} kB; a text of this kind never is"
        hint = "divide it into several; or is it a picture or a document with the wrong name?"
        return None, [Problem("F103", Place(path), message, hint)]
    except OSError as error:
        return None, [unreadable(path, error)]
    return _decoded(path, raw)


def unreadable(path: Path, error: OSError) -> Problem:
    """F101 readable: Every file and folder of a module can be read. One that is open in another program, or belongs to
    somebody else, cannot.

    F120 led-away: What a file or a folder of a module holds stands there, and it is an ordinary file or folder. A link
    that leads to another place would put into a package what nobody meant to give away.
    """
    if isinstance(error, Refused):
        hint = "put the file or folder itself there"
        return Problem("F120", Place(path), f"This is not read: {error.strerror}", hint)
    message = f"This cannot be read: {error.strerror or error}"
    return Problem("F101", Place(path), message, "is it open in another program, or not yours to read?")


def _decoded(path: Path, raw: bytes) -> tuple[Extract | None, list[Problem]]:
    """F102 utf-8: A text is saved as UTF-8, which every editor offers. Another encoding turns quotation marks and
    accents into something else.

    F108 hidden-signs: A text holds no signs that nobody can see or type. They come in when text is pasted, and break
    words and codes. `check --fix` takes a few of them out.

    F121 endless-paragraph: A lesson has empty lines, between paragraphs that somebody can read.

    F150 not-a-text: A text is plain text. A document of Word, or of another program, stays one under another name.
    """
    document = next((name for start, name in _DOCUMENTS.items() if raw.startswith(start)), "")
    if document:
        message = f"This is {document}, whatever its name says, and not plain text"
        hint = "open it in its own program, copy the text into a plain text editor, and save that under this name"
        return None, [Problem("F150", Place(path), message, hint)]
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        hint = "save it again and choose the encoding UTF-8"
        return None, [Problem("F102", _end(path, before), "This file is not UTF-8 text", hint)]
    odd = list(_odd_letters(path, text))
    found = HIDDEN.search(_GARBLED.sub(lambda one: "x" * len(one[0]) if _right(one[0]) else one[0], text))
    if found:
        message = f"A sign stands here that is no letter (U+{ord(found[0]):04X})"
        hint = "delete it and type this place anew, or let the tool do it: team-readiness check --fix"
        mends = tuple(_without(path, text, one) for one in HIDDEN.finditer(text))
        if len(mends) > _FEW or "\0" in text:
            hint, mends = "delete it and type this place anew; if there are many, save the file again as UTF-8", ()
        return None, [Problem("F108", _end(path, text[: found.start()]), message, hint, mends=mends)]
    if path.suffix == ".md" and (start := _endless(text)):
        message = f"More than {LONGEST:,} signs stand here without an empty line between"
        return None, [Problem("F121", Place(path, start), message, "divide them: put an empty line between paragraphs")]
    return Extract(path, text), odd


def _odd_letters(path: Path, text: str) -> Iterator[Problem]:
    """F152 garbled-letters (warning): Letters are as they were written: an apostrophe that another program has read in
    the wrong encoding stands there as three odd signs. `check --fix` writes what they were.

    F153 unseen-signs (warning): Between letters stand no signs that nobody sees, such as a place where a word may be
    parted: words that hold one are not found. `check --fix` takes them out.
    """
    garbled = [(one.start(), one[0], right) for one in _GARBLED.finditer(text) if (right := _right(one[0]))]
    unseen = [(one.start(), one[0], "") for one in _UNSEEN.finditer(text)]
    fix = "let the tool do it: team-readiness check --fix"
    if garbled:
        mends = tuple(_instead(path, text, garbled))
        message = f"These letters were garbled on their way here: {quoted(garbled[0][1])}"
        hint = f"write {quoted(garbled[0][2])}, or {fix}"
        yield Problem("F152", mends[0].place, message, hint, "warning", mends)
    if unseen:
        mends = tuple(_instead(path, text, unseen))
        hint = f"type this word anew, or {fix}"
        yield Problem("F153", mends[0].place, "A sign stands here that nobody sees", hint, "warning", mends)


def _instead(path: Path, text: str, changes: Iterable[tuple[int, str, str]]) -> Iterator[Edit]:
    """Yield the edit for each change: where some letters start in a text, what they are, and what they become."""
    line, start, end = 1, 0, 0
    for at, letters, right in changes:
        line += text.count("\n", end, at)
        start = max(start, text.rfind("\n", end, at) + 1)
        end = at
        yield Edit(Place(path, line, at - start + 1), right, len(letters))


def _right(garbled: str) -> str:
    """Return what letters were before they were read as those of Windows, or nothing where they never were."""
    try:
        raw = b"".join(one.encode("latin-1" if one in _UNDEFINED else "cp1252") for one in garbled)
        return raw.decode("utf-8")
    except UnicodeError:
        return ""


def _endless(text: str) -> int:
    """Return the 1-based line where lines begin that no empty one divides for too long, or 0."""
    start = length = 0
    for number, line in enumerate(text.split("\n"), start=1):
        start, length = (start, length + len(line) + 1) if line.strip() else (number + 1, 0)
        if length > LONGEST:
            return max(start, 1)
    return 0


def _without(path: Path, text: str, sign: re.Match[str]) -> Edit:
    """Return the edit that takes a sign out; one that divided lines leaves a space."""
    return Edit(_end(path, text[: sign.start()]), " " if sign[0] in "\x0b\x0c" else "", 1)


def _end(path: Path, text: str) -> Place:
    """Return the place right after a text."""
    return Place(path, text.count("\n") + 1, len(text) - text.rfind("\n"))
