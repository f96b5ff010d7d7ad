"""Every string a reader sees, by language, from `templates/words/`."""

import datetime
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from builder.files import shipped


@cache
def templates() -> Path:
    """Return the folder of templates."""
    return shipped("templates")


@cache
def words(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of a language as `{group: {key: text}}`; English where there is no such file."""
    folder = templates() / "words"
    path = folder / f"{language.split('-')[0]}.yaml"
    text = (path if path.is_file() else folder / "en.yaml").read_text(encoding="utf-8")
    groups: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)
    return groups


def say(language: str, group: str, key: str, **values: object) -> str:
    """Return one text with its `{placeholders}` filled in. Raises KeyError for an unknown key."""
    text = words(language)[group][key]
    return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), text)


def long_size(count: int) -> str:
    """Return a number of bytes as people read it: 95 kB, 1.4 MB."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"


def long_time(seconds: int) -> str:
    """Return a length as the house writes it: 2 min 40 s."""
    minutes, rest = divmod(seconds, 60)
    return " ".join(part for part in (f"{minutes} min" * bool(minutes), f"{rest} s" * bool(rest)) if part) or "0 s"


def long_hours(minutes: int) -> str:
    """Return a length in minutes as people plan with it: 2 hours 15 minutes."""
    parts = ((minutes // 60, "hour"), (minutes % 60, "minute"))
    return " ".join(f"{count} {name}{'s' * (count > 1)}" for count, name in parts if count)


# Languages written from right to left.
_LEFTWARDS = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def direction(language: str) -> str:
    """Return which way a language is written, as HTML's `dir` says it."""
    return "rtl" if language.split("-")[0] in _LEFTWARDS else "ltr"


def long_date(date: datetime.date) -> str:
    """Return a date as the house writes it: 6 August 2018."""
    return f"{date.day} {date:%B %Y}"
