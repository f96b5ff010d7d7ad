"""A theme: one style sheet of custom properties. The light colours are also what print draws pictures with."""

import re
from functools import cache
from pathlib import Path

from builder.words import templates

THEME = "plain"


def sheet(theme: str = THEME) -> str:
    """Return the theme's style sheet."""
    return _path(theme).read_text(encoding="utf-8")


@cache
def colours(theme: str = THEME) -> dict[str, str]:
    """Return the light colours by name without dashes: `{"ink": "#1d2433"}`; the first value of a name wins."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})\s*;", sheet(theme)):
        found.setdefault(name, value)
    return found


def _path(theme: str) -> Path:
    return templates() / "themes" / theme / "theme.css"
