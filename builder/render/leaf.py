"""A page beside the modules (the catalogue, the trace, the training peers are entitled to): one frame and one sheet."""

from builder.files import File
from builder.render.environment import fill
from builder.render.theme import sheet
from builder.words import templates

LANGUAGE = "en-GB"
STYLES = ("base", "catalogue", "map", "entries", "trace", "entitlement")


def leaf(name: str, **values: object) -> File:
    """Return `<name>.html`, from the template of the same name; the catalogue is the page a folder opens with."""
    html = fill(f"page/{name}.html", LANGUAGE, **values)
    return File("index.html" if name == "catalogue" else f"{name}.html", html.encode())


def leaf_style() -> File:
    """Return the style sheet that all of them share."""
    texts = ((templates() / "style" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    return File("catalogue.css", "\n".join([sheet(), *texts]).encode())
