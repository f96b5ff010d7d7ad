"""The one Jinja environment: where templates are, and the few filters they use."""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from builder.markdown import cited, parse_inline, plain
from builder.render.text import cite, line
from builder.words import direction, long_date, long_hours, long_size, long_time, say, templates

BUILDER = Path(__file__).parent.parent


@cache
def environment() -> Environment:
    """Return the environment. `questions/…` and `targets/…` name the templates beside their Python."""
    beside = {name: FileSystemLoader(BUILDER / name) for name in ("questions", "targets")}
    made = Environment(
        loader=ChoiceLoader([PrefixLoader(beside), FileSystemLoader(templates())]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "date": long_date,
        "dir": direction,
        "size": long_size,
        "hours": long_hours,
        "time": long_time,
        "line": _line,
        "cite": _cite,
        "cited": cited,
        "plain": _plain,
        "runs": _runs,
    }
    return made


@pass_context
def _line(context: Context, text: str) -> Markup:
    """Return one line of a trainer's text (bold, links, citations) as HTML."""
    return Markup(line(text, context["env"]))


@pass_context
def _cite(context: Context, names: Sequence[str]) -> Markup:
    """Return the numbers of sources as links."""
    return Markup(cite(names, context["env"]))


def _plain(text: str) -> str:
    """Return one line of a trainer's text as words only."""
    return plain(parse_inline(text))


def _runs(items: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Return neighbours that share an attribute as `(value, items)`, in the order they come."""
    return [(value, list(run)) for value, run in groupby(items, key=attrgetter(name))]


def fill(template: str, language: str, **values: object) -> str:
    """Return a template filled in; `t("key")` in it says a word in the language."""
    return environment().get_template(template).render(t=partial(say, language, "text"), **values)
