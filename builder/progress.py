"""Saved progress as an LMS holds it: how its one line is read, and how long it can get.

`templates/player/state.js` says the form, writes the line and goes by it. Here it is only taken apart, for the limit
on its length and for people who ask what a line says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

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
    line = text.strip()
    found = _LINE.fullmatch(line)
    if not found or len(line) > LONGEST or check_of(found[1]) != found[9]:
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
