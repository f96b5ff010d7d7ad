"""The one font of print: a dependency, so that a handout looks the same on every machine.

A font that happens to be installed would change the page from one machine to the next. Nothing here knows
how print is made: `builder/render/pdf.py` embeds the files, `builder/checks/paper.py` asks what they can show.
"""

import unicodedata
from functools import cache
from pathlib import Path

FAMILY = "SourceSans Print"  # not the name an installed copy would have, so that only the files below answer to it
WEIGHTS = {400: "SourceSansPro", 600: "SourceSansProSemibold", 700: "SourceSansProBold"}

# What every weight is known to hold: looking these up needs no font, and most texts hold nothing else.
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("–—‘’“”…•£€©×½àâçéèêëîïôöûüŵŷÂÊÎÔÛŴŶ\u00a0\n\t")


def files() -> dict[int, Path]:
    """Return the file of each weight."""
    import font_source_sans_pro

    return {weight: Path(font_source_sans_pro.font_files_ttf[name]) for weight, name in WEIGHTS.items()}


def missing(text: str) -> list[str]:
    """Return the characters of a text that the font cannot show, each once, in the order they come."""
    odd = dict.fromkeys(one for one in text if one not in _PLAIN and not _is_unseen(one))
    return [one for one in odd if ord(one) not in _shapes()] if odd else []


def width(text: str) -> float:
    """Return how wide a text is in the bold weight, in parts of its size."""
    widths = _widths()
    return sum(widths.get(ord(one), 0.5) for one in text)


@cache
def _widths() -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(files()[700], lazy=True) as font:
        shapes, names = font["hmtx"], font.getBestCmap()
        return {number: shapes[name][0] / font["head"].unitsPerEm for number, name in names.items()}


def _is_unseen(character: str) -> bool:
    """Say whether a character is laid out without a shape: a space, a line break, a joiner."""
    return unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf")


@cache
def _shapes() -> frozenset[int]:
    """Return the characters that all weights can show, by number."""
    from fontTools.ttLib import TTFont  # late: it takes a sixth of a second

    known = []
    for path in files().values():
        with TTFont(path, lazy=True) as font:
            known.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*known)
