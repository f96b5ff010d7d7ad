"""The pictures a module's text points at: found, small enough, inside the module's folder, and really pictures."""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.model import Picture, Screen
from builder.problems import Place, Problem, did_you_mean

LARGEST = 5_000_000
KINDS = {".svg": b"<", ".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".webp": b"RIFF"}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


def read_pictures(folder: Path, screens: list[Screen]) -> tuple[dict[str, Picture], list[Problem]]:
    """Return every picture the screens show, by the path written in the text, and what is wrong with any."""
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    for href, place in _shown(screens):
        if href in pictures:
            continue
        picture = _picture(folder, href, place)
        if isinstance(picture, Problem):
            problems.append(picture)
        else:
            pictures[href] = picture
    return pictures, problems


def _shown(screens: list[Screen]) -> Iterator[tuple[str, Place]]:
    for screen in screens:
        for prose in screen.prose:
            for token, line in prose.lines():
                if token.type == "image":
                    href = str(token.attrGet("src") or "")
                    yield href, prose.place(line, href)


def _picture(folder: Path, href: str, place: Place) -> Picture | Problem:
    if re.match(r"[a-z]+:|//", href):
        return Problem("P101", place, "A picture from another place on the web would not load in an LMS.", _COPY)
    path = (folder / href).resolve()
    if not path.is_relative_to(folder.resolve()):
        return Problem("P102", place, "This picture is outside the module's folder.", _COPY)
    if not path.is_file():
        near = [one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.suffix.lower() in KINDS]
        return Problem("P103", place, f'There is no picture "{href}" in this module.', did_you_mean(href, near))
    if not _NAME.fullmatch(href):
        hint = "rename the file: small letters a to z, digits, hyphens, no spaces"
        return Problem("P104", place, f'"{href}" has characters some LMSs lose.', hint)
    if path.suffix not in KINDS:
        return Problem("P105", place, "This kind of picture does not show everywhere.", "use " + ", ".join(sorted(KINDS)))
    size = path.stat().st_size
    if size > LARGEST:
        message = f"This picture has {size / 1_000_000:.0f} MB; {LARGEST // 1_000_000} MB is the most."
        return Problem("P106", place, message, "save it smaller: 1600 pixels wide is plenty")
    data = path.read_bytes()
    if not data.lstrip().startswith(KINDS[path.suffix]):
        message = f"This file is not the {path.suffix[1:].upper()} picture its name says."
        return Problem("P107", place, message, "export it again from the program that made it")
    return Picture(path, href, data)


_COPY = "copy the picture into the module's pictures folder"
