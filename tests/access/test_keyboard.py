"""The sample module by keyboard alone, and what is told on the way: `announcements/sample.txt` holds every line."""

import os
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from keyboard import WANTED, Walk
from playwright.sync_api import Browser
from sitting import open_module
from states import answers, prepare, probed

TOLD = Path(__file__).parent / "announcements" / "sample.txt"
HEAD = """What a screen reader is told in the sample module, step by step. Every question is answered
wrongly, then rightly. Each line is a key and what has focus then: the groups it comes into, role, “name”,
[states] and (description). Lines that stand further in are said besides. Read it as a listener would, then renew
it with

    ANNOUNCEMENTS=renew make test ARGS="-k told"
"""
STILL = "Math.random = (() => { let last = 7; return () => (last = (last * 16807) % 2147483647) / 2147483647; })();"


@pytest.fixture(scope="module")
def walk(browser: Browser) -> Iterator[Walk]:
    """Go through the sample once, from the first key to the last."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    context.add_init_script(STILL)
    aside = open_module(context, probed("sample"), "web", place="alone").lms
    prepare(aside)
    kinds = aside.evaluate("(can) => states.kinds(can)", answers("sample"))
    wanted = {}
    for name, found in kinds.items():
        wanted[name] = {kind: aside.evaluate(WANTED, [name, given]) for kind, given in found.items()}
    aside.close()
    context.close()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    context.add_init_script(STILL)
    context.clock.set_fixed_time("2030-01-15T10:00:00")
    sitting = open_module(context, probed("sample"), "web", place="alone")
    one = Walk(sitting, wanted)
    one.whole()
    one.faults += sitting.faults
    yield one
    context.close()


def test_a_whole_module_is_done_by_keyboard_alone(walk: Walk) -> None:
    assert walk.faults == []
    assert walk.sitting.at == "result"
    # The last question completes it at the first check; putting the answer right afterwards leaves the score as it was.
    assert walk.sitting["[data-score]"].count() == 1
    assert "The score stays as it was then." in walk.sitting.screen.inner_text()
    asked = walk.page.evaluate("[...document.querySelectorAll('[data-question], [data-own]')].length")
    assert len(walk.done) == asked


def test_what_is_told_at_each_step_is_what_was_agreed(walk: Walk) -> None:
    told = "\n".join([HEAD, *walk.told, ""])
    if os.environ.get("ANNOUNCEMENTS") == "renew":
        TOLD.parent.mkdir(exist_ok=True)
        TOLD.write_text(told, encoding="utf-8")
    kept = TOLD.read_text(encoding="utf-8") if TOLD.is_file() else ""
    changes = list(unified_diff(kept.splitlines(), told.splitlines(), "agreed", "told", n=1, lineterm=""))
    advice = "Read what has changed as a listener would, then: ANNOUNCEMENTS=renew make test ARGS='-k told'"
    assert not changes, "\n".join([*changes, advice])
