"""One learner in front of one module: opening it where an LMS would, pressing its buttons, reading its record."""

import json
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Locator, Page, Route

from builder import hosts
from builder.pipeline import Workspace, checked
from builder.questions import folder
from builder.questions import types as question_types
from builder.questions.question import Saved
from builder.render import Build
from builder.render.page import FIRST, player
from builder.targets import targets

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# Where an LMS puts a module: its page, the page that holds the module, and what stands between them.
LMS, OTHER = "http://lms.test", "http://other.test"
COURSE = f"{LMS}/course/index.html"
# The right answer to every scored question of the sample, and how the record words each (1.2).
RIGHT = {"q-choice": "b", "q-several": "ac", "q-sort": "1a2b3c", "q-match": "1a2b", "q-order": "abc"}


@cache
def package(target: str, name: str = "sample") -> dict[str, bytes]:
    """Return a module as it ships for a target, by path: one of the samples, or one of the course."""
    sample = HERE.parent / "sample"
    workspace = Workspace(sample if (sample / "modules" / name).exists() else ROOT)
    found = checked(workspace, [name], [])
    assert found.modules, found.problems
    return {file.path: file.data for file in targets()[target].files(Build(found.modules[0]))}


@cache
def told(name: str = "sample") -> dict[str, Any]:
    """Return what a page tells its player (`script#module`)."""
    found = re.search(r'id="module">(.*?)</script>', package("web", name)["index.html"].decode(), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def short(name: str) -> str:
    """Return what stands in saved progress for a screen, or for a question as it is now (with its stamp)."""
    if name in told()["questions"]:
        question = told()["questions"][name]
        return str(question["short"] + question["stamp"])
    return next(str(screen["short"]) for screen in told()["screens"] if screen["id"] == name)


def lab_script() -> str:
    """Return the player without what makes it run, so that a test can call its pure functions."""
    types = [folder(name) / "player.js" for name, kind in question_types().items() if issubclass(kind, Saved)]
    parts = [path.read_text(encoding="utf-8") for path in [*map(player, FIRST), *types]]
    parts += [player(name).read_text(encoding="utf-8") for name in ("local", "belongs", "answers")]
    called = "fresh, encode, decode, markOf, valueOf, leftOf, outcomeOf, newsOf, progressOf, waysOf, runOf, triesLeft"
    called += ", giveAnswer, drawOthers, startAgain, inOrder, mergeCopy, newCopy, noteIn, restored"
    called += ", THREW, readDone, readValue, readStatus, readMode, wordOf"
    called += ", fateOf, isLeftOver, identityOf, shortOf, nameOf"
    return "\n".join(["(function () {", '"use strict";', *parts, f"window.player = {{ {called} }};", "})();"])


def changed(html: str, changes: dict[str, Any]) -> str:
    """Return a page with other settings (`completion`, `pass` …) in its `script#module`."""
    return re.sub(
        r'(<script type="application/json" id="module">)(.*?)(</script>)',
        lambda found: found[1] + json.dumps({**json.loads(found[2]), **changes}).replace("<", "\\u003c") + found[3],
        html,
        flags=re.DOTALL,
    )


# Most tests press without a mouse, which is ten times as quick; those that are about pressing use the real one.
PRESS = """selector => {
    const shown = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility() && !one.disabled);
    if (!shown.length) throw new Error(`${selector} is not there to be pressed`);
    shown[0].focus();
    shown[0].click();
}"""
GIVE = """([question, codes]) => {
    const root = document.querySelector(`[data-question="${question}"]`);
    if (!root.checkVisibility()) throw new Error(`${question} does not show`);
    if (root.dataset.type === "order") {
        const order = () => [...root.querySelectorAll("[data-option]")].map((item) => item.dataset.option);
        const press = (code, deed) => root.querySelector(`[data-option="${code}"] [data-do=${deed}]`).click();
        const [first] = order(); // something has to move before there is an answer
        press(first, "down");
        press(first, "up");
        for (const [place, code] of [...codes].entries()) {
            while (order().indexOf(code) > place) press(code, "up");
        }
        return;
    }
    if (root.dataset.type === "scenario") {
        for (const pair of codes.match(/../g)) {
            const input = root.querySelector(`[data-option="${pair}"] input`);
            const step = input.closest("[data-step]");
            if (step.hidden) throw new Error(`${pair} does not show`);
            if (input.disabled && input.checked) continue; // chosen and checked already
            if (input.disabled) step.querySelector("[data-do=anew]").click();
            input.click();
            if (!codes.endsWith(pair)) root.querySelector("[data-do=check]").click(); // the last is checked by the test
        }
        return;
    }
    const places = Object.fromEntries((codes.match(/../g) ?? []).map((pair) => pair.split("")));
    for (const control of root.querySelectorAll("input, select")) {
        const place = places[control.closest("[data-option]").dataset.option];
        if (control.matches("select")) {
            control.value = place ?? "";
            control.dispatchEvent(new Event("change", { bubbles: true }));
            continue;
        }
        const isWanted = root.dataset.type === "sort" ? control.value === place : codes.includes(control.value);
        if (control.checked !== isWanted && (isWanted || control.type === "checkbox")) control.click();
    }
}"""

# What this browser holds in IndexedDB, by key; then something is done to it (`["clear"]`, `["put", text, key]`).
SHELF = """([deed, ...with_]) => new Promise((done, failed) => {
    const opening = indexedDB.open("team-readiness");
    opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
    opening.onerror = failed;
    opening.onsuccess = () => {
        const change = opening.result.transaction("kept", "readwrite");
        const shelf = change.objectStore("kept");
        const [keys, values] = [shelf.getAllKeys(), shelf.getAll()];
        if (deed) shelf[deed](...with_);
        change.oncomplete = () => {
            opening.result.close();
            done(Object.fromEntries(keys.result.map((key, index) => [key, values.result[index]])));
        };
    };
})"""

SHOWN = """question => {
    const root = document.querySelector(`[data-question="${question}"]`);
    const options = [...root.querySelectorAll("[data-option]")];
    const codes = options.map((option) => {
        const { option: code } = option.dataset;
        if (root.dataset.type === "order") return root.querySelector("[data-moved]") ? code : "";
        const value = option.querySelector("input:checked, select")?.value;
        return !value || value === code ? value : code + value;
    });
    return codes.filter(Boolean).join("");
}"""


@dataclass
class Sitting:
    """One time that somebody sits down to a module: the LMS's page, and the frame or window the module is in."""

    lms: Page
    course: Frame | Page
    faults: list[str] = field(default_factory=list)
    # Whether she waits before each step until the last one is saved: what is done quickly may be one save or two.
    is_patient: bool = False

    def __getitem__(self, selector: str) -> Locator:
        return self.course.locator(selector)

    @property
    def screen(self) -> Locator:
        """The one screen that shows."""
        return self["section[data-screen]:visible"]

    @property
    def at(self) -> str | None:
        return self.screen.get_attribute("data-screen")

    def do(self, deed: str) -> None:
        """Press the button of a deed, where there is one that shows and can be pressed."""
        if self.is_patient:
            self.settle()
        self.course.evaluate(PRESS, f"[data-do={deed}]")

    def go(self, screen: str) -> None:
        """Go to a screen by the menu."""
        self.do("menu")
        self.course.evaluate(PRESS, f"#menu [data-go={screen}]")

    def give(self, question: str, codes: str) -> None:
        """Give an answer on the screen that shows, without checking it."""
        self.course.evaluate(GIVE, [question, codes])

    def shown(self, question: str) -> str:
        """Return the answer that a question's controls show, "" for none."""
        return str(self.course.evaluate(SHOWN, question))

    def answer(self, question: str, codes: str) -> None:
        """Go to a question of the quiz, give an answer and check it."""
        if self.at != f"{question}-screen":
            self.go(f"{question}-screen")
        self.give(question, codes)
        self.do("check")

    def answer_all(self, **others: str) -> None:
        """Answer the quiz: rightly, but for the answers given here (`q_choice="a"`)."""
        for question, codes in RIGHT.items():
            self.answer(question, others.get(question.replace("-", "_"), codes))

    def see_all(self) -> None:
        """Go through every screen to the last."""
        while self["[data-do=next]"].is_visible():
            self.do("next")

    @property
    def focused(self) -> str:
        """What has focus, as a selector: `#pause`, `[data-do=check]` or the name of the element."""
        return str(
            self.course.evaluate(
                """() => { const at = document.activeElement;
                return at.dataset.do ? `[data-do=${at.dataset.do}]` : "outcome" in at.dataset ? "[data-outcome]"
                    : at.id ? `#${at.id}` : at.tagName.toLowerCase(); }"""
            )
        )

    def settle(self) -> None:
        """Wait until what she did has been saved, or could not be; where the clock is held still, let it go on."""
        if self.course.is_closed() if isinstance(self.course, Page) else self.course.is_detached():
            return
        self.course.evaluate(
            """() => new Promise((done) => {
                const look = () => ("saving" in document.documentElement.dataset ? setTimeout(look, 10) : done());
                look();
            })"""
        )

    @property
    def line(self) -> str:
        """The plain line that says how saving stands; "" when there is nothing to say."""
        self.settle()
        line = self["#line"]
        return line.inner_text() if line.is_visible() else ""

    # What this browser keeps.

    @property
    def shelf(self) -> dict[str, str]:
        """What IndexedDB has, by key."""
        kept: dict[str, str] = self.course.evaluate(SHELF, [""])
        return kept

    def keep(self, key: str, text: str) -> None:
        """Put a text into both places where this browser keeps things."""
        self.course.evaluate(SHELF, ["put", text, key])
        self.course.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])

    def forget(self) -> None:
        """Leave nothing in this browser, as if it were another one."""
        self.course.evaluate(SHELF, ["clear"])
        self.course.evaluate("localStorage.clear()")

    # What the LMS heard.

    @property
    def calls(self) -> list[list[str]]:
        """Every call with its answer last, but for questions about errors."""
        self.settle()
        return [call for call in self.lms.evaluate("lms.calls") if call[0] != "GetLastError"]

    @property
    def writes(self) -> list[list[str]]:
        return [call for call in self.calls if call[0] not in ("Initialize", "GetValue", "Finish", "Terminate")]

    @property
    def commits(self) -> int:
        return sum(call[0] == "Commit" for call in self.calls)

    @property
    def stored(self) -> dict[str, str]:
        """What has been set and committed."""
        self.settle()
        stored: dict[str, str] = self.lms.evaluate("lms.stored")
        return {name: str(value) for name, value in stored.items()}

    @property
    def server(self) -> dict[str, Any]:
        """What a host double has kept, for its next launch; the calls made so far are left out."""
        self.settle()
        kept: dict[str, Any] = self.lms.evaluate("server")
        return {name: value for name, value in kept.items() if name not in ("calls", "fault")}

    def fail(self, answer: str | None) -> None:
        """Let every call answer this from now on ("throws" throws); None mends it."""
        self.lms.evaluate("answer => { lms.fault = answer ?? undefined }", answer)

    def interactions(self) -> dict[str, dict[str, str]]:
        """Return the interactions stored, by id and without their place in the list."""
        rows: dict[str, dict[str, str]] = {}
        for name, value in self.stored.items():
            if found := re.match(r"cmi\.interactions\.(\d+)\.(.+)", name):
                rows.setdefault(found[1], {})[found[2]] = value
        return {row.pop("id"): row for row in rows.values()}


def relaunched(stored: dict[str, str]) -> dict[str, str]:
    """Return the record an LMS starts the next sitting with: progress only where the module left to come back."""
    if stored.get("cmi.core.exit") == "suspend" or stored.get("cmi.exit") == "suspend":
        kept = r"cmi\.(suspend_data|core\.lesson_status|completion_status|success_status|(core\.)?score\.\w+)$"
        return {name: value for name, value in stored.items() if re.match(kept, name)}
    kept = r"cmi\.(core\.lesson_status|completion_status|success_status)$"
    return {name: value for name, value in stored.items() if re.match(kept, name)}


def holder(inside: str, standard: str, record: dict[str, Any], before: str, host: str) -> str:
    """Return a page of an LMS with something in it, and where a standard is named, with its API.

    The API is scorm-again's, with a record to start from; or that of a host double, with what it has kept.
    """
    data = json.dumps(record).replace("<", "\\u003c")
    start = f"startLms('{standard}', {data})"
    if host:
        start = f"window.server = window.lms = {data}; startHost('{host}', '{standard}', server)"
    names = ["hosts"] if host else [standard, "lms"]
    scripts = [*(f'<script src="/{name}.js"></script>' for name in names), f"<script>{start}; {before}</script>"]
    return "<!doctype html><title>LMS</title>" + ("".join(scripts) if standard else "") + inside


def frame(address: str) -> str:
    return f'<iframe src="{address}" style="width: 1000px; height: 700px"></iframe>'


def popup(address: str) -> str:
    return f"<button onclick=\"window.opened = window.open('{address}', 'course')\">Launch</button>"


# Each placement: the pages an LMS is made of, the outermost at /lms.html. `{api}` marks the page that holds the API.
PLACES: dict[str, dict[str, str]] = {
    "frame": {f"{LMS}/lms.html": "api:" + frame(COURSE)},
    "popup": {f"{LMS}/lms.html": "api:" + popup(COURSE)},
    "framed-popup": {f"{LMS}/lms.html": "api:" + popup("/window.html"), f"{LMS}/window.html": frame(COURSE)},
    "seven-up": {
        f"{LMS}/lms.html": "api:" + frame("/1.html"),
        **{f"{LMS}/{number}.html": frame(f"/{number + 1}.html") for number in range(1, 6)},
        f"{LMS}/6.html": frame(COURSE),
    },
    "past-a-stranger": {f"{LMS}/lms.html": "api:" + frame(f"{OTHER}/mid.html"), f"{OTHER}/mid.html": frame(COURSE)},
    "among-strangers": {f"{LMS}/lms.html": frame(f"{OTHER}/mid.html"), f"{OTHER}/mid.html": frame(COURSE)},
    "alone": {},
}

Launch = Callable[..., Sitting]


def open_module(
    context: BrowserContext,
    files: dict[str, bytes],
    target: str,
    record: dict[str, Any] | None = None,
    *,
    place: str = "frame",
    host: str = "",
    api: str = "",
    before: str = "",
    anchor: str = "",
    about: dict[str, Any] | None = None,
    script: str = "",
    **settings: Any,
) -> Sitting:
    """Open a module for a target, in one of `PLACES`, with the record an LMS would start with and other settings.

    The LMS has the API of the target, or that of `api`; `before` is script that it runs before the module opens. Where
    a host double is named, `record` is what it kept of the launches before. `about` is for a setting called `record`;
    `script` is run in every window before its own.
    """
    files = {**files, "index.html": changed(files["index.html"].decode(), {**settings, **(about or {})}).encode()}
    pages = {f"{LMS}/course/{path}": data for path, data in files.items()}
    for address, inside in PLACES[place].items():
        standard = (api or target) if inside.startswith("api:") else ""
        pages[address] = holder(inside.removeprefix("api:"), standard, record or {}, before, host).encode()

    def serve(route: Route) -> None:
        address = route.request.url.split("#")[0]
        name = address.rsplit("/", 1)[1]
        if address in pages:
            kind = mimetypes.guess_type(name)[0]
            route.fulfill(body=pages[address], content_type=f"{kind}; charset=utf-8")
        elif name == "lms.js":
            route.fulfill(path=HERE / name)
        elif name == "hosts.js":
            route.fulfill(body=hosts.script(), content_type="text/javascript")
        elif name in ("scorm12.js", "scorm2004.js"):
            route.fulfill(path=ROOT / "node_modules" / "scorm-again" / "dist" / name.replace(".js", ".min.js"))
        else:
            route.abort()

    context.unroute_all()
    context.route("**/*", serve)
    page = context.new_page()
    page.add_init_script(script)
    sitting = Sitting(page, page)
    context.on("weberror", lambda fault: sitting.faults.append(str(fault.error)))
    page.on("console", lambda said: sitting.faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{LMS}/lms.html" if PLACES[place] else COURSE + anchor)
    if "popup" in place:
        with page.expect_popup() as opened:
            page.get_by_role("button", name="Launch").click()
        sitting.course = opened.value
    if place not in ("popup", "alone"):
        sitting.course = course_in(opened.value if "popup" in place else page)
    sitting["html.js:not([data-starting])"].wait_for()
    return sitting


def course_in(window: Page) -> Frame:
    """Wait for the frame that the module is in."""
    while not (found := [one for one in window.frames if one.url.startswith(COURSE)]):
        window.wait_for_timeout(20)
    found[0].wait_for_load_state()
    return found[0]
