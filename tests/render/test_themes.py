"""Every pair of colours that meets on a screen, measured in every theme, in light and in dark."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THEMES = sorted((ROOT / "templates" / "themes").glob("*/theme.css"))
STYLES = sorted([*(ROOT / "templates" / "style").glob("*.css"), *(ROOT / "builder" / "questions").glob("*/style.css")])

TEXT, PARTS = 4.5, 3.0  # WCAG 2.2: 1.4.3 for text, 1.4.11 for controls, focus and drawings
# What lies in front, what it lies on, and how much they have to differ.
PAIRS = [
    *[("ink", behind, TEXT) for behind in ("paper", "warm", "cool", "accent-soft", "highlight")],
    *[("ink-soft", behind, TEXT) for behind in ("paper", "warm", "cool", "accent-soft")],
    *[("accent", behind, TEXT) for behind in ("paper", "warm", "cool", "accent-soft")],
    ("on-accent", "accent", TEXT),
    ("paper", "ink", TEXT),
    *[("edge", behind, PARTS) for behind in ("paper", "cool", "accent-soft")],
    ("highlight", "ink", PARTS),  # the two rings of focus
    *[("ink", drawn, PARTS) for drawn in ("accent-soft", "highlight")],
]
SCHEMES = ["light", "dark", "cream"]


def colours(theme: Path, scheme: str) -> dict[str, str]:
    """Return the colours of a scheme that a reader can choose: those of light, and over them its own."""
    text = theme.read_text(encoding="utf-8")
    light = text.partition("@media")[0]
    chosen = re.search(rf'\[data-theme="{scheme}"\]\) {{(.*?)}}', text, re.DOTALL)
    assert chosen
    return named(light) | named(chosen[1])


def named(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;", text))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def code(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def too_close(theme: Path, scheme: str) -> Iterator[str]:
    found = colours(theme, scheme)
    for front, behind, least in PAIRS:
        measured = contrast(found[front], found[behind])
        if measured < least:
            yield f"{front} on {behind}: {measured:.2f}, needs {least}"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.parent.name)
def test_what_is_read_stands_out_from_what_it_lies_on(theme: Path, scheme: str) -> None:
    assert list(too_close(theme, scheme)) == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.parent.name)
def test_dark_changes_colours_that_light_has_and_no_others(theme: Path) -> None:
    for scheme in SCHEMES:
        assert colours(theme, scheme).keys() == colours(theme, "light").keys()


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.parent.name)
def test_dark_is_the_same_whether_the_device_asks_for_it_or_the_reader(theme: Path) -> None:
    text = theme.read_text(encoding="utf-8")
    asked = re.search(r"prefers-color-scheme: dark\) {.*?{(.*?)}", text, re.DOTALL)
    assert asked
    assert named(text.partition("@media")[0]) | named(asked[1]) == colours(theme, "dark")


@pytest.mark.parametrize("theme", THEMES, ids=lambda path: path.parent.name)
def test_a_theme_has_every_value_the_styles_ask_for(theme: Path) -> None:
    wanted = {name for path in STYLES for name in re.findall(r"var\(--([\w-]+)", code(path))}
    assert wanted - set(re.findall(r"--([\w-]+):", theme.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize("path", STYLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_styles_name_no_colour_of_their_own(path: Path) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;,)])|\b(?:rgb|hsl|oklch)a?\(", code(path)) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_styles_say_start_and_end_and_not_left_and_right(path: Path) -> None:
    sides = (
        r"(?<!-)\b(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|\b(?:text-align|float):\s*(?:left|right)"
    )
    assert re.findall(sides, code(path)) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_style_sheet_says_what_it_is_for(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("/* ")
