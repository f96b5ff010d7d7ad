"""Films and sounds: a `video` or `audio` block of a lesson, and the files it names, which stand in `media/`."""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.given import read
from builder.markdown import is_html, parse, plain
from builder.model import Film, Prose, Recording, Sound
from builder.placed import Extract, Placed
from builder.problems import Edit, Place, Problem, any_errors
from builder.read.beside import Kind, wrong_path
from builder.read.captions import last_end, wrong_captions
from builder.read.film import PLAYED, Inside, look_inside
from builder.read.found import Found
from builder.read.text import read_text
from builder.written import as_model

FOLDER = "media"
LARGEST = 200_000_000
HEAVY = 40_000_000
_BLOCKS: dict[str, tuple[type[Film] | type[Sound], Kind]] = {
    "video": (Film, Kind("film", FOLDER, (".mp4", ".webm"))),
    "audio": (Sound, Kind("sound file", FOLDER, (".mp3", ".m4a"))),
}
BLOCKS = tuple(_BLOCKS)
_CAPTIONS = Kind("captions file", FOLDER, (".vtt",))
_TRANSCRIPT = Kind("transcript", FOLDER, (".md",))
# How many seconds a length may be off, and a last caption may stand over.
_NEAR = 3
_WORDS_ONLY = ("paragraph", "inline", "list", "item", "text", "break", "strong", "em", "link", "citation", "blockquote")


def read_recording(name: str, placed: Placed, folder: Path, found: Found) -> Recording | None:
    """Return the film or sound that a block describes, or None where it cannot be shown.

    P314 empty-block: A film's or sound's block says what it shows.
    """
    kind, file = _BLOCKS[name]
    if placed.data == {}:
        hint = 'start with lines such as "title: …" and "file: media/…"'
        found.problems.append(Problem("P314", placed.place(()), f"This {name} block is empty", hint))
        return None
    said, problems = as_model(kind, placed)
    if said:
        problems += _files(said, file, placed, folder)
    found.problems += problems
    if said is None or any_errors(problems):
        return None
    inside = look_inside(folder / said.file) or Inside()
    captions = _text(folder / said.captions, folder).text if isinstance(said, Film) else ""
    words = _text(folder / said.transcript, folder)
    path = folder / said.file
    prose = Prose(parse(words.text), words)
    return Recording(name == "video", said, path, path.stat().st_size, inside.shape, captions, prose, placed.values)


def _text(path: Path, folder: Path) -> Extract:
    return read_text(path, folder)[0] or Extract(path, "")


def _files(said: Film | Sound, file: Kind, placed: Placed, folder: Path) -> list[Problem]:
    """Return everything that is wrong with the files a block names."""
    wanted = [("file", said.file, file), ("transcript", said.transcript, _TRANSCRIPT)]
    if isinstance(said, Film):
        wanted.append(("captions", said.captions, _CAPTIONS))
    problems: list[Problem] = []
    for field, href, kind in wanted:
        place = placed.place((field,))
        wrong = wrong_path(folder, href, place, kind) or _elsewhere(href, place, kind)
        if wrong:
            problems.append(wrong)
        elif field == "file":
            problems += _played(said, folder / href, place, placed.place(("length",)))
        else:
            text, unread = read_text(folder / href, folder)
            problems += unread
            if text:
                problems += wrong_transcript(text) if field == "transcript" else wrong_captions(text)
            if text and field == "captions" and last_end(text) > said.seconds + _NEAR:
                problems.append(_too_late(place))
    return problems


def _elsewhere(href: str, place: Place, kind: Kind) -> Problem | None:
    """P301 media-folder: What belongs to a film or a sound stands in media/."""
    if href.startswith(f"{FOLDER}/"):
        return None
    return Problem(
        "P301", place, f"This {kind.name} is not in {FOLDER}/", f"move it there, and write {FOLDER}/ before it"
    )


def _too_late(place: Place) -> Problem:
    """P309 captions-late (accessibility): Captions are over when the film is, or they are those of another."""
    message = "The last of these captions shows after the film has ended"
    return Problem("P309", place, message, "are they those of another film, or is the length wrong?")


def _played(said: Film | Sound, path: Path, place: Place, length: Place) -> Iterator[Problem]:
    """Yield what is wrong with the file itself.

    P302 film-size (budgets): A film or a sound is not too large: learners on a ward load it over a slow line. From 40
    MB on it is a warning, from 200 MB an error.

    P303 broken-film: A film or a sound is whole, and what its name says.

    P304 film-kind: Every browser plays a film or a sound.

    P305 length (warning): A film or a sound runs as long as its block says. `check --fix` corrects the length.
    """
    size = path.stat().st_size
    smaller = "export it smaller: 720 lines are plenty for a film, 96 kbit/s for speech"
    if size > LARGEST:
        message = f"This file has {size / 1_000_000:.0f} MB; {LARGEST // 1_000_000} MB is the most"
        yield Problem("P302", place, message, smaller)
        return
    if size > HEAVY:
        message = f"This file has {size / 1_000_000:.0f} MB, which is slow to load for many learners"
        yield Problem("P302", place, message, smaller, "warning")
    inside = look_inside(path)
    if inside is None:
        message = f"This file is not the {path.suffix[1:].upper()} its name says, or not whole"
        yield Problem("P303", place, message, "export it again from the program that made it")
        return
    strange = sorted(inside.codes - PLAYED.get(path.suffix, inside.codes))
    if strange:
        message = f"This file is coded as {', '.join(strange)}, which not every browser plays"
        hint = "export it as " + ("MP4 with H.264 video and AAC sound" if isinstance(said, Film) else "MP3")
        yield Problem("P304", place, message, hint)
    if inside.seconds and abs(inside.seconds - said.seconds) > _NEAR:
        minutes, seconds = divmod(round(inside.seconds), 60)
        runs = f"{minutes}:{seconds:02}"
        text = read(length.path, None).decode("utf-8-sig", "replace")
        row = re.split(r"\r\n|\r|\n", text)[length.line - 1]
        is_plain = row.startswith(said.length, length.column - 1)  # and not in quotation marks
        mends = (Edit(length, runs, len(said.length)),) if is_plain else ()
        yield Problem("P305", length, f"This file runs for {runs}", f"write length: {runs}", "warning", mends)


def wrong_transcript(source: Extract) -> Iterator[Problem]:
    """P310 empty-transcript (accessibility): A transcript holds the words said, for those who do not hear them.

    P311 transcript-words (accessibility): A transcript holds nothing but words: paragraphs, lists, bold, links and
    sources.
    """
    tokens = parse(source.text)
    if not plain(tokens):
        hint = "write what is said, who says it, and what one sees that matters"
        yield Problem("P310", source.place(0, 0), "This transcript is empty", hint)
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        for one in (token, *(token.children or ())):
            is_outer = one is not token or not token.level
            if is_outer and not is_html(one) and not any(word in one.type for word in _WORDS_ONLY) and one.nesting >= 0:
                hint = "write paragraphs; for who speaks use bold: **Sam:**"
                yield Problem("P311", source.place(line, 0), "Only words stand in a transcript", hint)
                break
