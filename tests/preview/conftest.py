"""A preview that runs as a trainer starts it: the command in a process of its own, on a copy of the sample modules."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page
from sitting import Sitting

SAMPLE = Path(__file__).parents[1] / "sample"
COMMAND = [sys.executable, "-c", "from builder.cli import main; main()"]


@dataclass
class Running:
    """A preview: its folder, its process and its address."""

    root: Path
    process: subprocess.Popen[str]
    said: str

    @property
    def address(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.said)
        assert found, self.said
        return found[0]

    def write(self, file: str, old: str, new: str) -> None:
        """Save a file of the module with something else in it."""
        path = self.root / "modules" / "sample" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; return its exit code and what it said after its first line."""
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=20)
        return self.process.returncode, said


Start = Callable[..., Running]


@pytest.fixture(scope="session")
def begin() -> Iterator[Start]:
    """Return the function that starts a preview of the sample in a folder."""
    running: list[Running] = []

    def started(root: Path, *words: str) -> Running:
        command = [*COMMAND, "--folder", str(root), "preview", *(words or ("sample",)), "--no-browser"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert process.stdout
        running.append(Running(root, process, process.stdout.readline()))
        return running[-1]

    yield started
    for one in running:
        one.process.kill()
        one.process.communicate()


@pytest.fixture(scope="session")
def shared_preview(begin: Start, tmp_path_factory: pytest.TempPathFactory) -> Running:
    root = tmp_path_factory.mktemp("preview")
    shutil.copytree(SAMPLE / "modules", root / "modules")
    return begin(root)


@pytest.fixture
def preview(shared_preview: Running) -> Iterator[Running]:
    """A preview of the sample as it is shipped; it is put back afterwards."""
    yield shared_preview
    for path in (SAMPLE / "modules" / "sample").rglob("*"):
        here = shared_preview.root / path.relative_to(SAMPLE)
        if path.is_file() and (not here.exists() or here.read_bytes() != path.read_bytes()):
            shutil.copy(path, here)


class Desk:
    """The preview's page in a browser, and the module in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.goto(address)
        self.module.wait_for()

    def __getitem__(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def within(self, selector: str) -> Locator:
        """Return something of the module's page, whichever version of it shows."""
        return self.page.frame_locator("iframe[data-view=module]:not(.is-coming)").locator(selector)

    @property
    def module(self) -> Locator:
        """The screen of the module that shows."""
        return self.within("html.js:not([data-starting]) section[data-screen]:not([hidden])")

    @property
    def sitting(self) -> Sitting:
        """The module as tests of the player know it; another one after each time it was loaded."""
        self.module.wait_for()
        frame = self["iframe[data-view=module]:not(.is-coming)"].element_handle().content_frame()
        assert frame
        return Sitting(self.page, frame)

    def saved(self) -> None:
        """Wait until the module has saved what was done in it."""
        self.within("html:not([data-saving])").wait_for()

    def press(self, deed: str) -> None:
        self[f"[data-deed={deed}]:visible"].first.click()

    @property
    def trace(self) -> list[str]:
        """What the trace says, line by line, without the names of elements."""
        rows: list[str] = self.page.evaluate(
            """() => [...document.querySelectorAll("#trace li")].map((row) => {
                const said = [...row.childNodes].filter((part) => part.nodeName !== "CODE");
                return said.map((part) => part.textContent).join("").trim();
            })"""
        )
        return rows


@pytest.fixture
def desk(context: BrowserContext, preview: Running) -> Iterator[Desk]:
    opened = Desk(context.new_page(), preview.address)
    yield opened
    assert opened.faults == []
