"""Files that a lesson points at: there, in the module's folder, well named, of a kind that works everywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from builder.given import files_in, is_inside
from builder.problems import Place, Problem, did_you_mean, quoted

_MANY = 500
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")


@dataclass(frozen=True)
class Kind:
    """What a file is to be: what people call it, the folder it belongs in, and how its name may end."""

    name: str
    folder: str
    endings: tuple[str, ...]


def home(folder: Path, href: str) -> Path:
    """Return the folder that a path starts from: the module's own, or the shared one where only that has the file."""
    shared = folder.parent / "shared"
    try:
        return shared if not (folder / href).is_file() and (shared / href).is_file() else folder
    except (OSError, ValueError):  # a name no system allows
        return folder


def _names(folder: Path) -> Iterator[str]:
    """Yield the paths of the files in a folder, as a lesson names them; a hint needs no more than the first of many."""
    return (path.relative_to(folder).as_posix() for path in islice(files_in(folder), _MANY))


def wrong_path(folder: Path, href: str, place: Place, kind: Kind) -> Problem | None:
    """Return what is wrong with where a file is and what it is called, if anything.

    P101 file-on-the-web (links): A picture, film or sound is not fetched from the web: it would not load in an LMS.

    P102 file-outside (links): A picture, film or sound is inside the module's folder, so that it travels with it.

    P103 no-file (links): A picture, film, sound or transcript that a lesson names is there.

    P104 file-name (links): A file's name is one that every system keeps: small letters, digits and hyphens.

    P105 file-kind: A picture, film or sound is of a kind that works everywhere.
    """
    copy = f"copy the {kind.name} into the module's {kind.folder} folder"
    if re.match(r"[a-z]+:|//", href, re.IGNORECASE):
        return Problem("P101", place, f"A {kind.name} from another place on the web would not load in an LMS", copy)
    own, folder = folder, home(folder, href)
    path = folder / href
    try:
        there = path.is_file()
    except (OSError, ValueError):  # a name no system allows
        there = False
    if there and not is_inside(path, folder):
        return Problem("P102", place, f"This {kind.name} is outside the module's folder", copy)
    if not there:
        places = (own, own.parent / "shared")
        near = (name for place in places for name in _names(place) if name.lower().endswith(kind.endings))
        hint = did_you_mean(href, near, f"put it there, in {kind.folder}/, or correct the name")
        return Problem("P103", place, f"There is no {kind.name} {quoted(href)} in this module", hint)
    if not _NAME.fullmatch(href):
        hint = "rename the file: small letters a to z, digits and hyphens, no spaces"
        return Problem("P104", place, f"{quoted(href)} has a name that some systems change", hint)
    if path.suffix not in kind.endings:
        message = f"A {kind.name} of this kind ({path.suffix or 'no ending'}) does not work everywhere"
        return Problem("P105", place, message, "save it as one of: " + ", ".join(kind.endings))
    return None
