"""The page that the preview shows first: the module on one side, its problems and the LMS on the other."""

import json
import mimetypes
import re
from functools import cache, partial

from builder import hosts
from builder.render.environment import environment
from builder.render.page import bare, player
from builder.render.theme import sheet
from builder.words import say, templates, words

LANGUAGE = "en-GB"
GROUP = "preview"
# The scripts in the order they are joined, after those of the player's that know nothing of a module.
SHARED = ("attempt", "dom", "words")
SCRIPTS = ("trace", "lms", "place", "problems", "main")


@cache
def desk_files(name: str) -> dict[str, bytes]:
    """Return the page for a module, and what belongs to it, by path."""
    folder = templates() / "preview"
    style = [sheet(), _text("style", "base.css"), _text("preview", "preview.css")]
    scripts = [player(one) for one in SHARED] + [folder / f"{one}.js" for one in SCRIPTS]
    joined = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    said = json.dumps({"words": words(LANGUAGE)[GROUP], "name": name}, ensure_ascii=False).replace("<", "\\u003c")
    page = environment().get_template("preview/preview.html")
    html = page.render(t=partial(say, LANGUAGE, GROUP), name=name, data=said)
    return {
        "": html.encode(),
        "preview.css": bare("\n".join(style)).encode(),
        "preview.js": f'(function () {{\n"use strict";\n{joined}\n}})();\n'.encode(),
        "hosts.js": hosts.script().encode(),
    }


def kind(path: str) -> str:
    """Return what a browser is told of a file."""
    known = {"js": "text/javascript", "css": "text/css", "": "text/html"}.get(re.sub(r".*\.|.*/", "", path))
    named = known or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return named + ("; charset=utf-8" if named.startswith("text/") or named.endswith("+xml") else "")


def _text(*names: str) -> str:
    return templates().joinpath(*names).read_text(encoding="utf-8")
