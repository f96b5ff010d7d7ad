"""Every state of every screen of a module, one after another, by what stands on the page and never by name."""

import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sitting import ROOT, package

from builder.model import Module
from builder.pipeline import Workspace, checked
from builder.questions.question import Saved
from builder.render.page import player

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample"
# So many answers are tried to find a right one, one that is partly right, and one that is not yet.
TRIED = 400
PROBE = "window.probe = { questionTypes, module, state, markOf, tell };\n})();\n"
# Printing, with no printer.
PRINTS = "window.print = () => window.dispatchEvent(new Event('afterprint'))"
SHIPPED = Workspace(ROOT).names()


@cache
def probed(module: str, target: str = "web") -> dict[str, bytes]:
    """Return a module's files as they ship, with a player that lets its parts be reached."""
    return with_probe(package(target, module))


def with_probe(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return a page's files with a player that lets its parts be reached."""
    script = files["player.js"].decode()
    assert script.endswith("})();\n")
    return {**files, "player.js": (script.removesuffix("})();\n") + PROBE).encode()}


def candidates(question: Saved) -> Iterator[str]:
    """Yield what could be an answer, shortest first; the type's own script says which of these are."""
    codes = ["".join(token.codes) for token in question.tokens()]
    if question.size == 1:
        for length in range(1, len(codes) + 1):
            yield from map("".join, itertools.combinations(codes, length))
    else:
        yield from map(
            "".join, itertools.product(*(list(run) for _, run in itertools.groupby(codes, key=lambda c: c[0])))
        )
    yield from map("".join, itertools.permutations(codes))


@cache
def answers(module: str) -> dict[str, list[str]]:
    """Return what could be answered to each question of a module."""
    workspace = Workspace(SAMPLE if module == "sample" else ROOT)
    (found,) = checked(workspace, [module], []).modules
    return answers_to(found)


def answers_to(module: Module) -> dict[str, list[str]]:
    """Return what could be answered to each question of a module that has been read."""
    return {one.id: list(itertools.islice(candidates(one), TRIED)) for one in module.saved}


def statuses() -> list[str]:
    """Return the name of every line of status the player can show."""
    said = player("saving").read_text(encoding="utf-8")
    standing = re.search(r"function standing\(\) \{(.*?)\n\}", said, re.DOTALL)
    assert standing
    return ["not-saved", *filter(None, re.findall(r'(?:return|\?) "([\w-]*)"', standing[1]))]


def prepare(page: Page) -> None:
    """Bring the scripts into a page, and let what has focus show it, as it does for somebody who uses the keyboard."""
    page.evaluate(PRINTS)
    for name in ("states", "look"):
        page.evaluate(f"() => {{ {(HERE / name).with_suffix('.js').read_text(encoding='utf-8')} }}")
    page.keyboard.press("Tab")


def go(page: Page, screen: str) -> None:
    page.evaluate("screen => document.querySelector(`#menu [data-go='${screen}']`).click()", screen)


def states(page: Page, module: str | Module, *, small: bool = False) -> Iterator[str]:
    """Bring about every state in turn and yield its name; `small` yields one of each screen, the fullest."""
    can = answers(module) if isinstance(module, str) else answers_to(module)
    screens: list[str] = page.evaluate("probe.module.screens.map((screen) => screen.id)")
    for screen in screens:
        go(page, screen)
        found = _of_screen(page, screen, can, small)
        for state in list(found)[-1:] if small else found:
            yield f"{screen}, {state}"
    go(page, screens[0])
    for name in page.evaluate("[...document.querySelectorAll('dialog')].map((dialog) => dialog.id)"):
        page.evaluate("name => document.querySelector(`[data-do=${name}]`)?.click()", name)
        if page.evaluate("name => document.getElementById(name).matches(':modal')", name):
            yield f"{name} open"
            page.keyboard.press("Escape")
    for key in [] if small else statuses():
        page.evaluate("key => probe.tell(key)", key)
        yield f"status {key}"
    page.evaluate("document.querySelector('[data-do=pause]').click()")
    yield "paused"
    page.evaluate("document.querySelector('[data-do=leave]').click()")
    yield "left"
    page.evaluate("document.querySelector('[data-do=return]').click()")


def _of_screen(page: Page, screen: str, can: dict[str, list[str]], small: bool) -> Iterator[str]:
    here: dict[str, Any] = page.evaluate("states.here()")
    yield "untouched"
    if here["notes"]:
        page.evaluate("states.open()")
        yield "note open"
        here = page.evaluate("states.here()")
    if here["instead"]:
        go(page, screen)
        page.evaluate("states.open('instead')")
        yield "in short"
        go(page, screen)
        page.evaluate("states.open()")
    if here["details"] and not small:
        page.evaluate("states.unfold()")
        yield "unfolded"
    if here["own"]:
        page.evaluate("states.fill()")
        yield "filled"
        for number in range(here["buttons"]):
            if page.evaluate("number => states.press(number)", number) and not small:
                yield f"button {number + 1} pressed"
                page.evaluate("states.fill()")
    for kind in ("not-yet",) if small else ("not-yet", "partly", "right"):
        if here["questions"] and page.evaluate("([kind, can]) => states.put(kind, can)", [kind, can]):
            yield f"answered {kind}"
            page.evaluate("states.check()")
            yield f"checked {kind}"
    if here["questions"] and not small:
        page.evaluate("([kind, can]) => states.put(kind, can)", ["not-yet", can])
        yield "changed"
        page.evaluate("([kind, can]) => states.put(kind, can)", ["right", can])
        page.evaluate("states.check()")
