"""`launch("scorm12")` opens a sample module where an LMS would; see `sitting.py` for what can be done then."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sitting import Launch, Sitting, lab_script, open_module, package


@pytest.fixture
def launch(context: BrowserContext) -> Iterator[Launch]:
    """Return the function that opens the module for a target, in a place, with a record and other settings."""
    sittings: list[Sitting] = []

    def launched(
        target: str, *record: dict[str, str], name: str = "sample", place: str = "frame", **settings: Any
    ) -> Sitting:
        sittings.append(open_module(context, package(target, name), target, *record, place=place, **settings))
        return sittings[-1]

    yield launched
    for sitting in sittings:
        assert sitting.faults == []


@pytest.fixture(scope="module")
def lab(browser: Browser) -> Iterator[Page]:
    """A page in which the player's pure functions can be called, as `player.encode(…)`."""
    page = browser.new_page()
    page.set_content('<script type="application/json" id="module">{"words":{}}</script>')
    page.evaluate(lab_script())
    yield page
    page.close()
