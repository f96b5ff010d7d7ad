"""The pictures a module's text points at: found, small enough, inside the module's folder, and really pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from builder import drawing
from builder.given import TooLarge, read
from builder.model import Picture, Prose, Screen
from builder.problems import Place, Problem, any_errors
from builder.read.alike import MOST_PIXELS, Moves, TooManyPixels, as_shown
from builder.read.beside import Kind, home, wrong_path

LARGEST = 5_000_000
HEAVY = 100_000  # a drawing stands in the page itself
_STARTS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
KINDS = (".svg", *_STARTS)
_PICTURE = Kind("picture", "pictures", KINDS)
_POSTER = Kind("poster", "pictures", tuple(_STARTS))


Shown = tuple[str, Place, Kind]


def read_pictures(folder: Path, wanted: Iterable[Shown]) -> tuple[dict[str, Picture], list[Problem]]:
    """Return every picture that is wanted, by the path written in the text, and what is wrong with any.

    One that the module does not have is looked for among those that modules share.
    """
    pictures: dict[str, Picture] = {}
    problems: list[Problem] = []
    for href, place, kind in wanted:
        problem = wrong_path(folder, href, place, kind)
        if href in pictures and not problem:
            continue
        picture, wrong = (None, [problem]) if problem else _data(home(folder, href) / href, place)
        problems += wrong
        if picture and not any_errors(wrong):
            pictures[href] = replace(picture, href=href)
    return pictures, problems


def on_screens(screens: Iterable[Screen]) -> Iterator[Shown]:
    """Yield what the screens show: the path, where it is written, and what it is to be."""
    for screen in screens:
        yield from ((one.poster, one.at("poster"), _POSTER) for one in screen.recordings if one.poster)
        for prose in screen.prose:
            yield from shown_in(prose)


def shown_in(prose: Prose) -> Iterator[Shown]:
    """Yield the pictures of a text."""
    for token, place in prose.placed():
        if token.type == "image":
            written = str(token.attrGet("src") or "")
            spot = prose.find(written, place)
            yield unquote(written), spot if spot != place else prose.find(unquote(written), place), _PICTURE


def _data(path: Path, place: Place) -> tuple[Picture | None, list[Problem]]:
    """Return a picture, or None, and what is wrong with the file.

    P106 picture-size (budgets): A picture is not too large to load on a ward's slow line.

    P109 picture-readable: A picture, film or sound can be read: it is not locked by another program.
    """
    try:
        data = read(path, None, LARGEST)
    except TooLarge:
        message = f"This picture has {path.stat().st_size / 1_000_000:.0f} MB; {LARGEST // 1_000_000} MB is the most"
        return None, [Problem("P106", place, message, "save it smaller: 1600 pixels wide is plenty")]
    except OSError as error:
        message = f"This picture cannot be read: {error.strerror or error}"
        return None, [Problem("P109", place, message, "is it open in another program?")]
    if path.suffix == ".svg":
        return _drawing(path, place, data)
    return _photo(path, place, data) if data.startswith(_STARTS[path.suffix]) else (None, [_broken(path, place)])


def _photo(path: Path, place: Place, data: bytes) -> tuple[Picture | None, list[Problem]]:
    """Return a photo or picture of pixels as everybody may have it.

    P113 moving-picture (accessibility): A picture does not move: what moves by itself distracts, and makes some people
    ill.

    P320 picture-pixels (budgets): A picture has no more pixels than a phone can hold in its memory, however small its
    file is.
    """
    try:
        made, shape = as_shown(data)
    except Moves:
        hint = "save it as one still picture, or as a film with captions"
        return None, [Problem("P113", place, "This picture moves by itself", hint)]
    except TooManyPixels as error:
        message = f"This picture has {error.size[0]:,} × {error.size[1]:,} pixels; {MOST_PIXELS:,} in all are the most"
        return None, [Problem("P320", place, message, "save it smaller: 1600 pixels wide is plenty")]
    except (OSError, ValueError):
        return None, [_broken(path, place)]
    return Picture(path, "", made, shape), []


def _broken(path: Path, place: Place) -> Problem:
    """P107 broken-picture: A picture is what its name says, and whole."""
    message = f"This file is not the {path.suffix[1:].upper()} picture its name says, or not whole"
    return Problem("P107", place, message, "export it again from the program that made it")


def _drawing(path: Path, place: Place, data: bytes) -> tuple[Picture, list[Problem]]:
    """P110 odd-drawing: An SVG holds shapes and words only: nothing that acts, loads or moves.

    P112 heavy-drawing (budgets, warning): A drawing is light, because it becomes part of the page.
    """
    clean, wrong = drawing.read(data)
    hint = 'in the drawing program choose "plain SVG"; no pictures, effects or films inside'
    problems = [
        Problem("P110", Place(path, one.line, one.column), f"This drawing cannot be used: {one.what}", one.hint or hint)
        for one in wrong
    ]
    if len(clean) > HEAVY:
        message = f"This drawing has {len(clean) // 1000} kB, and every learner loads it with the page"
        hint = "simplify its paths in the drawing program, or save it as a PNG"
        problems.append(Problem("P112", place, message, hint, "warning"))
    return Picture(path, "", clean), problems
