"""The pictures a module's text points at: found, small enough, inside the module's folder, and really pictures."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from builder.drawing import faults
from builder.model import Picture, Screen
from builder.problems import Place, Problem, did_you_mean, quoted

LARGEST = 5_000_000
_STARTS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
KINDS = (".svg", *_STARTS)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_COPY = "copy the picture into the module's pictures folder"


def read_pictures(folder: Path, screens: Iterable[Screen]) -> tuple[dict[str, Picture], list[Problem]]:
    """Return every picture the screens show, by the path written in the text, and what is wrong with any."""
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    for href, place in _shown(screens):
        if href in pictures:
            continue
        problem = _wrong_path(folder, href, place)
        path = folder / href
        data, wrong = (b"", [problem]) if problem else _data(path, place)
        problems += wrong
        if not wrong:
            pictures[href] = Picture(path, href, data)
    return pictures, problems


def _shown(screens: Iterable[Screen]) -> Iterator[tuple[str, Place]]:
    for screen in screens:
        for prose in screen.prose:
            for token, place in prose.placed():
                if token.type == "image":
                    written = str(token.attrGet("src") or "")
                    spot = prose.find(written, place)
                    yield unquote(written), spot if spot != place else prose.find(unquote(written), place)


def _wrong_path(folder: Path, href: str, place: Place) -> Problem | None:
    """Return what is wrong with where a picture is, if anything.

    P101: it is not fetched from the web. P102: it is inside the module's folder. P103: it is there.
    P104: its name is one that every system keeps. P105: it is an SVG, a PNG or a JPG.
    """
    if re.match(r"[a-z]+:|//", href, re.IGNORECASE):
        return Problem("P101", place, "A picture from another place on the web would not load in an LMS", _COPY)
    path = folder / href
    try:
        inside, there = path.resolve().is_relative_to(folder.resolve()), path.is_file()
    except (OSError, RuntimeError, ValueError):  # a name no system allows, or links that go in a circle
        inside, there = True, False
    if not inside:
        return Problem("P102", place, "This picture is outside the module's folder", _COPY)
    if not there:
        near = [one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.suffix.lower() in KINDS]
        hint = did_you_mean(href, near, "put it there, in pictures/, or correct the name")
        return Problem("P103", place, f"There is no picture {quoted(href)} in this module", hint)
    if not _NAME.fullmatch(href):
        hint = "rename the file: small letters a to z, digits and hyphens, no spaces"
        return Problem("P104", place, f"{quoted(href)} has a name that some systems change", hint)
    if path.suffix not in KINDS:
        message = f"A picture of this kind ({path.suffix or 'no ending'}) does not show everywhere"
        return Problem("P105", place, message, "save it as one of: " + ", ".join(KINDS))
    return None


def _data(path: Path, place: Place) -> tuple[bytes, list[Problem]]:
    """Return a picture's bytes, or what is wrong with the file.

    P106: it is not too large. P107: it is what its name says. P109: it can be read.
    P110: an SVG holds shapes and words only.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        message = f"This picture cannot be read: {error.strerror or error}"
        return b"", [Problem("P109", place, message, "is it open in another program?")]
    if size > LARGEST:
        message = f"This picture has {size / 1_000_000:.0f} MB; {LARGEST // 1_000_000} MB is the most"
        return b"", [Problem("P106", place, message, "save it smaller: 1600 pixels wide is plenty")]
    if not data.startswith(_STARTS.get(path.suffix, b"")):
        message = f"This file is not the {path.suffix[1:].upper()} picture its name says"
        return b"", [Problem("P107", place, message, "export it again from the program that made it")]
    wrong = faults(data) if path.suffix == ".svg" else ()
    hint = 'in the drawing program choose "plain SVG"; outlines, no pictures or styles inside'
    return data, [
        Problem("P110", Place(path, line, column), f"This drawing cannot be used: {what}", hint)
        for line, column, what in wrong
    ]
