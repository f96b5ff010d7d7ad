"""What every handout is made of: one HTML document with nothing outside it but its font, its style and its margins.

A handout is a template in `templates/print/` that extends `document.html`, and a function that says what stands in it.
What only it needs of style stands beside it, in `<name>.css`.
"""

import base64
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import segno
from markupsafe import Markup

from builder.consent import as_agreed
from builder.glossary import explained
from builder.model import Module
from builder.render import drawing
from builder.render.environment import fill
from builder.render.people import credited, history
from builder.render.screens import words_of
from builder.render.sources import numbers
from builder.render.text import Env
from builder.render.theme import colours, sheet
from builder.words import long_date, templates

SHAPES = ("can", "cannot", "check")
# A4 with 12 point or more, the same in 18 point in one column, and A5 to carry.
STANDARD, LARGE, A5 = "", "large", "a5"
DRAWN = re.compile(r'<figure class="picture"><img [^>]*alt="([^"]*)">.*?</figure>', re.DOTALL)
CITED = re.compile(r'href="#source-(\d+)"')


@dataclass(frozen=True)
class Handout:
    """A printed piece as HTML, of which its PDF is made. `is_twin` where that HTML is also written beside the PDF.

    There is one HTML twin for all the editions with the same words: a browser makes them as large as a reader wants.
    """

    name: str
    html: str
    is_twin: bool


@dataclass(frozen=True)
class Kind:
    """A kind of handout: `print/<name>.html`, the values it is filled with, and the editions it comes in.

    `values` is None where a module has nothing to print so. Where the kind `closes`, the sources it names and what
    there is to say about the handout follow it; the summary has them at places of its own. Kinds in a `room`, a folder
    of templates, share the style sheet `style.css` there.
    """

    name: str
    values: Callable[[Env], Mapping[str, Any] | None]
    editions: tuple[str, ...] = (STANDARD,)
    closes: bool = True
    room: str = ""

    def handouts(self, env: Env) -> list[Handout]:
        """Return every edition of a module's handout; none where it has nothing to print so."""
        values = self.values(env)
        if values is None:
            return []
        return [
            Handout("-".join(filter(None, (self.name, edition))), self._html(env, edition, values), not edition)
            for edition in self.editions
        ]

    def _html(self, env: Env, edition: str, values: Mapping[str, Any]) -> str:
        about = env.module.about
        known = {
            "kind": self,
            "env": env,
            "module": env.module,
            "about": about,
            "shared": env.module.shared,
            "edition": edition,
            "credits": list(credited(env)),
            "history": list(history(env)),
            "square": _square(about.address) if about.address else "",
            **values,
        }
        body = fill(
            f"print/{self.room}{self.name}.html", about.language, **known, **_sources(env, env.numbers.values())
        )
        if edition == LARGE:
            body = DRAWN.sub(_described, body)
        page = fill(
            "print/document.html",
            about.language,
            **known,
            **_sources(env, {int(number) for number in CITED.findall(body)}),
            body=Markup(body),
            style=Markup(_style(env, f"{self.room}style" if self.room else self.name, edition)),
            screen_style=Markup(sheet() + _text("screen.css")),
        )
        return _on_paper(page)


def paper_env(module: Module) -> Env:
    """Return what text of a module needs to know to stand on paper: words explained, and only what may be printed."""
    agreed = explained(as_agreed(module, "print"))
    return Env(agreed, numbers(agreed), "print", colours(), words_of(module.about.language))


def _sources(env: Env, wanted: Collection[int]) -> dict[str, Any]:
    """Return the sources wanted with their numbers, and when they were read, if that is the same for all of them.

    Then it need not be said at each.
    """
    found = [(number, env.module.shared.sources[name]) for name, number in env.numbers.items() if number in wanted]
    (how, date), *others = {(one.copied or "live", one.read) for _, one in found} or {("live", None)}
    read = env.words(f"print-read-{how}", date=long_date(date)) if date and not others else ""
    return {"sources": found, "read": read}


@cache
def _square(address: str) -> str:
    """Return the QR code of an address as a picture; its quiet zone is the paper round it."""
    return str(segno.make(address, micro=False, error="m").svg_data_uri(border=0, scale=4, dark=colours()["ink"]))


def _on_paper(text: str) -> str:
    """Return HTML as paper wants it: links to what is on it alone, and a source's number beside the word before it.

    Without a space, because a no-break space makes WeasyPrint break the line after its first word; and none at the
    end of a paragraph, which can break its last line but one too early.
    """
    there = set(re.findall(r' id="([^"]+)"', text))
    text = re.sub(r'<a href="#([^"]*)">(.*?)</a>', lambda link: link[0] if link[1] in there else link[2], text)
    return re.sub(r'\s+(<sup class="cite"|</(?:p|li|h[1-4]|figcaption)>)', r"\1", text)


def _described(picture: re.Match[str]) -> str:
    """Return a picture with its description below it, because the words in it may be small."""
    return f'{picture[0]}<p class="shows">{picture[1]}</p>'


def _style(env: Env, kind: str, edition: str) -> str:
    """Return the style sheet of paper: the theme's light colours, the house's rules, the shapes, the page furniture."""
    tokens = "".join(f"--{name}:{value};" for name, value in env.colours.items())
    names = [name for name in (kind, edition) if (templates() / "print" / f"{name}.css").is_file()]
    rules = [_text("print.css"), *(_text(f"{name}.css") for name in names)]
    return "\n".join([f":root{{{tokens}}}", *rules, *map(_shape, SHAPES), _furniture(env)])


@cache
def _shape(name: str) -> str:
    data = base64.b64encode(drawing.in_print(_text(f"shapes/{name}.svg").encode(), colours())).decode()
    return f'.shape-{name}::before{{background-image:url("data:image/svg+xml;base64,{data}")}}'


def _furniture(env: Env) -> str:
    """Return what stands in the margins of every page; how it looks is said in print.css."""
    about, words = env.module.about, env.words
    review = long_date(about.review)
    edition, reviewed = words("edition", edition=about.edition), words("review", date=review)
    foot = f"{about.title} · {edition}\n{reviewed} · {words('print-old', date=review)}"
    page = words("print-page", page="{page}", pages="{pages}")
    counted = " ".join(
        f"counter({part[1:-1]})" if part[:1] == "{" else _quoted(part)
        for part in re.split(r"(\{pages?\})", page)
        if part
    )
    head = f"@top-left{{content:{_quoted(words('draft'))}}}" if env.module.is_draft else ""
    return f"@page{{{head}@bottom-left{{content:{_quoted(foot)}}}@bottom-right{{content:{counted}}}}}\n"


def _quoted(text: str) -> str:
    """Return a text as a CSS string that can stand inside a style element whatever it says."""
    return '"' + re.sub(r'[\\"<\n]', lambda one: f"\\{ord(one[0]):x} ", text) + '"'


@cache
def _text(name: str) -> str:
    return (templates() / "print" / name).read_text(encoding="utf-8")
