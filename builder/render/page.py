"""The one page a module is: HTML, style, script and pictures, the same in every package."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from builder.files import File
from builder.given import read
from builder.glossary import terms_in
from builder.markdown import parse_inline, plain
from builder.model import Module, short_id
from builder.progress import RESULT
from builder.questions import folder, types
from builder.questions.question import Saved
from builder.read.untagged import untagged
from builder.render.environment import fill
from builder.render.people import credited, history
from builder.render.screens import View, views, words_of
from builder.render.sources import numbers
from builder.render.text import Env
from builder.render.theme import colours, sheet
from builder.words import templates, words

# The player's files in the order they are joined; the types used and the target's tracker stand between them.
FIRST = ("attempt", "dom", "storage", "learner", "words", "run", "state", "score", "questions")
# What runs in the head of the page, before anything shows.
HEAD = ("attempt", "storage", "reading")
# What only a module with questions of the learner's own needs, or one with films and sounds.
OWN = ("own",)
MEDIA = ("media",)
LAST = ("saving", "main")
# Comments on lines of their own, and types within a line: for those who read the source, not for those who learn.
COMMENTS = re.compile(
    r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n|/\*\* @type (?:(?!\*/).)*\*/ ?", re.MULTILINE | re.DOTALL
)
STYLES = ("base", "frame", "panels", "parts", "marks", "questions", "print")


def page_files(module: Module, tracker: Sequence[Path], summary: bytes | None) -> Iterator[File]:
    """Yield the files of the page. `tracker` is the target's scripts; `summary` the handout's PDF, if there is one."""
    about = module.about
    env = Env(module, numbers(module), "page", colours(), words_of(about.language))
    shown = tuple(views(env))
    html = fill(
        "page/page.html",
        about.language,
        env=env,
        module=module,
        about=about,
        shared=module.shared,
        screens=shown,
        sources=[(number, module.shared.sources[name]) for name, number in env.numbers.items()],
        credits=list(credited(env)),
        history=list(history(env)),
        terms=terms_in(module),
        summary=summary is not None,
        is_tracked=player("lms") in tracker,
        data=_json(_data(module, shown)),
    )
    yield File("index.html", html.encode())
    yield File("style.css", _style(module).encode())
    yield File("reading.js", _joined(map(player, HEAD)).encode())
    yield File("player.js", _script(module, tracker).encode())
    for picture in module.pictures.values():
        if not picture.is_drawing:
            yield File(picture.href, picture.data)
    for path, data in {one.said.file: one.path for one in module.recordings}.items():
        yield File(path, untagged(read(data, None), data.suffix))
    if summary is not None:
        yield File("summary.pdf", summary)


def _kinds(module: Module) -> list[str]:
    """Return the question types the module uses: a package carries no others."""
    return sorted({asked.question.type for asked in module.questions})


def _style(module: Module) -> str:
    types = [folder(kind) / "style.css" for kind in _kinds(module)]
    *first, last = [templates() / "style" / f"{name}.css" for name in STYLES]
    tables = ("tables",) if _has_wide_tables(module) else ()
    own = [templates() / "style" / f"{name}.css" for name in (*_own(module), *tables)]
    whole = "\n".join([sheet(), *(_text(path) for path in (*first, *own, *types, last) if path.is_file())])
    return bare(whole)


def bare(style: str) -> str:
    """Return a style sheet without what only its authors need: comments and indents weigh a fifth of it."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))


def _has_wide_tables(module: Module) -> bool:
    """Say whether there is a table whose rows a phone shows as lists: its cells know their columns."""
    runs = (run for screen in module.screens for run in (*screen.prose, *(one.transcript for one in screen.recordings)))
    return any(token.type == "table_open" and token.attrGet("role") for run in runs for token in run.tokens)


def _own(module: Module) -> tuple[str, ...]:
    """Return the names of the files, in script and in style, that only some modules need."""
    own = OWN if len(module.saved) < len(module.questions) else ()
    return (*own, *(MEDIA if module.recordings else ()))


def player(name: str) -> Path:
    """Return one of the player's files."""
    return templates() / "player" / f"{name}.js"


def _script(module: Module, tracker: Sequence[Path]) -> str:
    """Return the whole player as one classic script: modules do not run from a folder that is double-clicked."""
    types = (folder(kind) / "player.js" for kind in _kinds(module))
    own = map(player, _own(module))
    return _joined([*map(player, FIRST), *own, *types, player("screens"), *tracker, *map(player, LAST)])


def _joined(paths: Iterable[Path]) -> str:
    joined = COMMENTS.sub("", "\n".join(_text(path) for path in paths))
    return f'(function () {{\n"use strict";\n{joined}\n}})();\n'


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _data(module: Module, shown: tuple[View, ...]) -> dict[str, Any]:
    """Return what the player needs to know, as it stands in `script#module`."""
    about = module.about
    screens = [
        {
            "id": view.id,
            "short": short_id(view.id),
            "title": view.title,
            "questions": [question.id for question in view.saved],
            "noted": view.note is not None,
        }
        for view in shown
    ]
    result = words_of(about.language)("result-title")
    screens.append({"id": RESULT, "short": short_id(RESULT), "title": result, "questions": [], "noted": False})
    questions = {
        question.id: {
            "type": question.type,
            "short": short_id(question.id),
            "stamp": question.stamp(),
            "scored": question in module.scored,
            "points": question.points,
            "key": question.key(),
            "record": {"type": question.record, "size": question.size},
            "ask": plain(parse_inline(question.ask)),
            **_asking(question, module),
        }
        for question in module.saved
    }
    banks = {} if module.asking.is_plain else {"banks": {bank.id: bank.draw for bank in module.asking.banks}}
    return {
        "id": module.id,
        "title": about.title,
        "edition": about.edition,
        "language": about.language,
        "review": about.review.isoformat(),
        "pass": about.pass_mark,
        "completion": about.completion if module.scored else "screens",  # with nothing scored there is no pass
        "record": about.record,
        "failing": about.failing,
        "screens": screens,
        "questions": questions,
        **banks,
        "words": _words(module),
    }


def _words(module: Module) -> dict[str, str]:
    """Return the player's words, without those of question types the module has not (`checklist-…`)."""
    others = tuple(f"{kind}-" for kind in types() if kind not in _kinds(module))
    return {key: text for key, text in words(module.about.language)["player"].items() if not key.startswith(others)}


def _asking(question: Saved, module: Module) -> dict[str, Any]:
    """Return what quiz.yaml sets about a question. Things to be put in order are mixed up already."""
    asking, closing = module.asking, [asked.question for asked in module.quiz]
    is_mixed = question in closing and asking.shuffle and question.shuffle and question.record != "sequencing"
    is_scored = question in module.scored
    told = {
        "bank": question.bank,
        "shuffle": is_mixed or None,
        "tries": asking.tries if is_scored else None,
        "shows": asking.show_answer if is_scored else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _json(data: dict[str, Any]) -> str:
    """Return JSON that can stand inside a script element whatever it says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
