"""The styles of a drawing as attributes: what CSS says there, said where the page's own styles cannot mix with it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any
from xml.etree.ElementTree import Element

import tinycss2
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list

from builder.drawing.vocabulary import IDLE, IDLE_VALUES, OF_THE_PAGE, PRESENTATION

_PLAIN = re.compile(r"[\w\s#.,%+-]*")
_FUNCTIONS = frozenset(("rgb", "rgba", "hsl", "hsla", "var"))
_TWO_COLOURS = "light-dark"
_MOVED = re.compile(r"(?:(?:translate|scale|rotate|matrix|skewX|skewY)\(([^()]*)\)\s*)*")
_UNITS = re.compile(r"(?<=[0-9.])(px|deg)\b")

# What to do with what is wrong on a line of a style sheet, counted from 1.
Say = Callable[[int, str], None]


def settled(text: str) -> str | None:
    """Return the value of an attribute as CSS reads it, or None where it points out of the drawing or is not whole."""
    if _PLAIN.fullmatch(text):
        return text.strip()
    tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
    return "".join(map(_written, tokens)).strip() if all(map(_harmless, tokens)) else None


def _harmless(token: Any) -> bool:
    if token.type == "url":
        return _is_inside(token.value)
    if token.type != "function":
        return token.type in ("ident", "hash", "number", "percentage", "dimension", "string", "literal", "whitespace")
    if token.lower_name == "url":
        return _is_inside(_address(token))
    if token.lower_name == _TWO_COLOURS:
        return all(map(_harmless, _light(token)))
    return token.lower_name in _FUNCTIONS and all(map(_harmless, token.arguments))


def _light(token: Any) -> list[Any]:
    """Return the first of two colours, which is that for a light page: on a dark one a drawing stands on white."""
    return list(takewhile(lambda one: one != ",", token.arguments))


def _address(token: Any) -> str:
    """Return where `url("…")` leads, or nothing where more stands in it."""
    inside = [one for one in token.arguments if one.type != "whitespace"]
    return str(inside[0].value) if len(inside) == 1 and inside[0].type == "string" else ""


def _is_inside(address: str) -> bool:
    return bool(re.fullmatch(r"#[^()\s\"'\\]+", address))


def _written(token: Any) -> str:
    """Return a token as text, a place in the drawing in its one plain form."""
    if token.type == "url":
        return f"url({token.value})"
    if token.type == "function" and token.lower_name == "url":
        return f"url({_address(token)})"
    if token.type == "function" and token.lower_name == _TWO_COLOURS:
        return "".join(map(_written, _light(token))).strip()
    if token.type == "function":
        return f"{token.lower_name}({''.join(map(_written, token.arguments))})"
    return str(token.serialize())


@dataclass(frozen=True)
class _Said:
    """A property that a rule sets, as an attribute."""

    name: str
    value: str
    important: bool


def as_attributes(root: Element, sheets: Iterable[tuple[str, Say]], say_at: Callable[[Element], Say]) -> None:
    """Turn a drawing's style sheets and `style` attributes into attributes of the elements they speak of.

    CSS decides as in a browser: a rule over an attribute, the nearer selector over the wider one, `style` over both.
    """
    matcher = Matcher()
    for text, say in sheets:
        for selectors, said in _rules(text, say):
            for selector in selectors:
                matcher.add_selector(selector, said)
    for wrapped in list(ElementWrapper.from_xml_root(root).iter_subtree()):
        element = wrapped.etree_element
        said = [one for *_, rule in matcher.match(wrapped) for one in rule]
        own = tinycss2.parse_blocks_contents(element.attrib.pop("style", ""), skip_comments=True, skip_whitespace=True)
        said += _declared(own, say_at(element), is_root=element is root)
        for one in sorted(said, key=lambda one: one.important):  # the last word stands; sorting keeps the order
            element.set(one.name, one.value)


def _rules(text: str, say: Say) -> Iterator[tuple[Any, list[_Said]]]:
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            name = f"@{rule.at_keyword}" if rule.type == "at-rule" else rule.message
            if name.lower() != "@charset" and not _is_for_the_dark(rule):
                say(rule.source_line, f"its <style> holds {name}")
            continue
        try:
            selectors = compile_selector_list(rule.prelude)
        except SelectorError:
            selectors = []
        if not selectors or any(one.never_matches or one.pseudo_element for one in selectors):
            say(rule.source_line, f'its <style> speaks of "{tinycss2.serialize(rule.prelude).strip()[:40]}"')
            continue
        inside = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        yield selectors, list(_declared(inside, say))


def _is_for_the_dark(rule: Any) -> bool:
    said = tinycss2.serialize(rule.prelude) if rule.type == "at-rule" and rule.lower_at_keyword == "media" else ""
    return bool(re.fullmatch(r"\(\s*prefers-color-scheme\s*:\s*dark\s*\)", said.strip()))


def _declared(found: Iterable[Any], say: Say, *, is_root: bool = False) -> Iterator[_Said]:
    """Yield what declarations set, without what has no effect here; what cannot be an attribute is said."""
    for one in found:
        if one.type != "declaration":
            say(one.source_line, "its style is not whole")
            continue
        name, value = one.lower_name, tinycss2.serialize(one.value).strip()
        name = "text-decoration" if name == "text-decoration-line" else name
        if name in ("transform", "marker") or name in PRESENTATION:
            safe = _as_transform(value) if name == "transform" else settled(value)
            if safe is not None:
                names = [f"marker-{at}" for at in ("start", "mid", "end")] if name == "marker" else [name]
                yield from (_Said(every, safe, one.important) for every in names)
                continue
        elif _is_idle(name, value) or (is_root and name in OF_THE_PAGE):
            continue
        say(one.source_line, f'it holds style="{f"{name}: {value}"[:50]}"')


def _is_idle(name: str, value: str) -> bool:
    is_of_a_program = name.startswith("-") and not name.startswith("--")
    return is_of_a_program or name in IDLE or value.lower() in IDLE_VALUES


def _as_transform(value: str) -> str | None:
    """Return a CSS transform as the attribute writes it, where the two mean the same."""
    bare = _UNITS.sub("", value)
    numbers = [inside for found in re.findall(r"\(([^()]*)\)", bare) for inside in re.split(r"[\s,]+", found.strip())]
    is_plain = all(re.fullmatch(r"[+-]?[0-9]*\.?[0-9]+(e[+-]?[0-9]+)?", one) for one in numbers)
    return bare if _MOVED.fullmatch(bare + " ") and is_plain else None
