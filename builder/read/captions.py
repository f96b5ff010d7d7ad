"""Captions as WebVTT, the notation browsers read: whether they are whole, and every place where they are not."""

import re
from collections.abc import Iterator

from builder.placed import Extract
from builder.problems import Problem

_TIME = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})")
_LIKE_A_TIME = r"[\d:.,]+"
_TIMING = re.compile(rf"\s*({_LIKE_A_TIME})\s*-->\s*({_LIKE_A_TIME})((?:\s+\w+:\S+)*)\s*")
_NOT_A_CUE = re.compile(r"(NOTE|STYLE|REGION)(\s|$)")


def last_end(source: Extract) -> float:
    """Return the second at which the last caption goes; 0 where there is none."""
    found = [_TIMING.fullmatch(line) for line in source.text.split("\n")]
    return max((seconds for one in found if one and (seconds := _seconds(one[2])) is not None), default=0.0)


def wrong_captions(source: Extract) -> Iterator[Problem]:
    """Yield what is wrong with captions.

    P306 captions-start (accessibility): Captions start as WebVTT does.

    P307 captions-times (accessibility): Each caption has a line of times, and they come in order.

    P308 captions-words (accessibility): Each caption has words, and there is at least one.
    """
    lines = source.text.split("\n")
    if not re.match(r"WEBVTT(\s|$)", lines[0]):
        hint = "write WEBVTT there and leave the next line empty"
        yield Problem("P306", source.place(0, 0), "The first line of captions is WEBVTT", hint)
    cues, before = 0, 0.0
    for start, block in _blocks(lines):
        if start == 0 or _NOT_A_CUE.match(block[0]):
            continue
        at = next((number for number, line in enumerate(block) if "-->" in line), None)
        cues += 1
        if at is None or at > 1:
            hint = "write it above the words, such as 00:00:01.000 --> 00:00:04.000"
            yield Problem("P307", source.place(start, 0), "This caption has no line that says when it shows", hint)
            continue
        message, begins = _wrong_times(block[at], before)
        before = max(before, begins)
        if message:
            hint = "write such as 00:00:01.000 --> 00:00:04.000, with points, each caption after the one before"
            yield Problem("P307", source.place(start + at, 0), message, hint)
        if not any(line.strip() for line in block[at + 1 :]):
            hint = "write them on the next line, with no empty line between"
            yield Problem("P308", source.place(start + at, 0), "This caption has no words", hint)
    if not cues:
        yield Problem("P308", source.place(0, 0), "This file holds no captions", "write what is said, and who says it")


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each run of lines between empty ones, with the 0-based number of its first."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _wrong_times(line: str, before: float) -> tuple[str, float]:
    """Return what is wrong with a line of times, or nothing, and the second at which its caption shows."""
    found = _TIMING.fullmatch(line)
    begins, ends = (_seconds(found[1]), _seconds(found[2])) if found else (None, None)
    if begins is None or ends is None:
        return "This line of times cannot be read", 0.0
    if ends <= begins:
        return "This caption ends before it begins", begins
    if begins < before:
        return "This caption shows before the one above it", begins
    return "", begins


def _seconds(text: str) -> float | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) + int(found[4]) / 1000
