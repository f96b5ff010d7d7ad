"""`host("moodle", "scorm12")` starts a host in an empty page, to be called as a module would call it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from builder.hosts import script

PREFIX = {"scorm12": "LMS", "scorm2004": ""}
OBJECT = {"scorm12": "API", "scorm2004": "API_1484_11"}
END = {"scorm12": "Finish", "scorm2004": "Terminate"}


@dataclass
class Host:
    """A host in a page. `server` is what it keeps, and outlives the page."""

    page: Page
    name: str
    standard: str

    def launch(self, server: dict[str, Any] | None = None) -> "Host":
        """Open a new page of the host, with what it kept (or with `server`)."""
        kept = self.page.evaluate("window.server ?? {}") if server is None else server
        self.page.goto("about:blank")
        self.page.evaluate(script())
        self.page.evaluate(
            "([name, standard, kept]) => { window.server = kept; startHost(name, standard, kept); }",
            [self.name, self.standard, kept],
        )
        return self

    def __call__(self, call: str, *values: str) -> Any:
        """Call the API; what it throws is returned as text that starts with "throws"."""
        name = PREFIX[self.standard] + {"End": END[self.standard]}.get(call, call)
        return self.page.evaluate(
            """([object, name, values]) => {
                try { return window[object][name](...values); } catch (fault) { return `throws ${fault.message}`; }
            }""",
            [OBJECT[self.standard], name, list(values)],
        )

    def set(self, **values: str) -> list[Any]:
        """Set elements (`core__exit="suspend"` is cmi.core.exit) and return the answers."""
        return [self("SetValue", f"cmi.{name.replace('__', '.')}", value) for name, value in values.items()]

    def get(self, element: str) -> Any:
        return self("GetValue", element)

    @property
    def error(self) -> Any:
        return self("GetLastError")

    @property
    def server(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.page.evaluate("server")
        return kept

    def again(self) -> "Host":
        """Close and launch once more."""
        return self.launch(json.loads(json.dumps(self.server)))


@pytest.fixture
def host(page: Page) -> Callable[..., Host]:
    """Return the function that launches a host by name and standard, already initialised."""

    def started(name: str, standard: str = "scorm12", **server: Any) -> Host:
        made = Host(page, name, standard).launch(server)
        made("Initialize", "")
        return made

    return started
