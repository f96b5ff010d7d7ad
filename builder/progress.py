"""Saved progress as an LMS holds it: how its one line is read, and how long it can get.

`templates/player/state.js` says the form, writes the line and goes by it. Here it is only taken apart, for the limit
on its length and for people who ask what a line says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote_to_bytes

from builder.model import Module

VERSION = "1"
# What SCORM 1.2 lets a module keep; state.js reads no more.
LONGEST = 4096
# The last screen of every module, which is nobody's file.
RESULT = "result"

Fault = Literal["none", "version", "spoilt"]

# After the outcome may stand what quiz.yaml sets (seed, draw, tries), and whatever a later version adds.
_LINE = re.compile(r"((\d)~(\w{4})?~((?:\w{4})*)~([\w.]*)~(c(\d{0,3}))?(?:~([\w.~!*()-]*))?)~(\w{4})", re.ASCII)
_BEGUN = re.compile(r"([0-9]{1,3})~", re.ASCII)
_ENTITY = re.compile(r"&(?:#([0-9]{1,4})|#[xX]([0-9A-Fa-f]{1,4})|(amp|quot|apos));", re.ASCII)
_NAMED = {"amp": "&", "quot": '"', "apos": "'"}


@dataclass(frozen=True)
class Progress:
    """What a saved line says, in short ids: `answers` holds stamp and codes by question.

    `draw` are the questions drawn from banks; `tries` says how often each that was answered has been checked.
    """

    version: str
    at: str
    met: frozenset[str]
    answers: Mapping[str, tuple[str, str]]
    completed: bool
    score: int | None
    draw: frozenset[str] = frozenset()
    tries: Mapping[str, int] = field(default_factory=dict)


def longest(module: Module) -> int:
    """Return the length of the longest line the module can ever save: everything met, answered and completed.

    Of a bank, no more questions have answers than are drawn; the screens of those drawn before stay met.
    """
    fixed = len(f"{VERSION}~0000~~~c100~0000")
    screens = 4 * (len(module.screens) + 1)
    answers = [6 + question.longest() for question in module.saved if not question.bank]
    for bank in module.asking.banks:
        lengths = sorted(6 + question.longest() for question in module.banks[bank.id])
        answers += lengths[-bank.draw :]
    drawn = sum(min(bank.draw, len(module.banks[bank.id])) for bank in module.asking.banks)
    asking = 0 if module.asking.is_plain else len("~0000999~~") + 4 * drawn + len(answers)
    return fixed + screens + sum(answers) + max(0, len(answers) - 1) + asking


def read_line(text: str) -> Progress | Fault:
    """Return what a line says, or what is the matter: it is none, of another version, or cut or changed."""
    line = restored(text).strip()
    found = _whole(line)
    if not found:
        begun = _BEGUN.match(line)
        return "none" if not begun else "spoilt" if begun[1] == VERSION else "version"
    _, version, at, met, answers, completed, score, more, _ = found.groups()
    _, draw, tries = [*(more or "").split("~"), "", ""][:3]
    listed = [one for one in answers.split(".") if one]
    return Progress(
        version,
        at or "",
        frozenset(re.findall("....", met)),
        {one[:4]: (one[4:6], one[6:]) for one in listed},
        completed is not None,
        int(score) if score else None,
        frozenset(re.findall("....", draw)),
        {one[:4]: int(digit) for one, digit in zip(listed, tries, strict=False) if digit.isdigit()},
    )


def restored(text: str) -> str:
    """Return a line as it was written, where a host encodes, quotes or wraps it; otherwise the text as it is."""
    if len(text) > 6 * LONGEST:  # no encoding of a line is longer
        return text
    line = text
    for _ in range(4):
        line = re.sub(r"^([\"'])(.*)\1$", r"\2", re.sub("[\\s\0\u200b\ufeff]+", "", line))
        if _whole(line):
            return line
        line = _unquoted(_ENTITY.sub(_unescaped, line))
    return text


def _whole(line: str) -> re.Match[str] | None:
    found = _LINE.fullmatch(line) if len(line) <= LONGEST else None
    return found if found and check_of(found[1]) == found[9] else None


def _unescaped(found: re.Match[str]) -> str:
    number, hexadecimal, name = found.groups()
    return _NAMED[name] if name else chr(int(number) if number else int(hexadecimal, 16))


def _unquoted(text: str) -> str:
    """Undo percent signs as a browser does: all of them, or none where one is not right."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        return text
    try:
        return unquote_to_bytes(text).decode()
    except ValueError:
        return text


def check_of(line: str) -> str:
    """Return the four letters that a line ends with."""
    total = 0
    for letter in line:
        total = (total * 31 + ord(letter)) % 2**32
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    letters = ""
    while total:
        total, rest = divmod(total, 36)
        letters = digits[rest] + letters
    return letters.rjust(4, "0")[-4:]
