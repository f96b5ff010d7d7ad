"""A whole module done by keyboard alone, and what somebody who listens to it is told at each step.

What is told comes from the browser's own accessibility tree: what has focus, with its role, name, description and
states, and the groups it stands in; the title of the page; and what live regions come to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page
from sitting import Sitting
from states import PRINTS

# Media players have buttons of their own inside, and a date its three parts.
INSIDE = 25
STOPS = 300
# Groups that a screen reader names when focus comes into them.
GROUPS = ("banner", "complementary", "contentinfo", "dialog", "group", "main", "navigation", "note", "radiogroup")
# What a player of films or sounds is doing is the browser's to say, and hangs on how busy the machine is.
PLAYERS = ("Video", "Audio")
STATES = ("checked", "expanded", "pressed", "disabled", "required", "invalid", "level", "hasPopup")

WATCH = """() => {
    window.heard = [];
    let title = document.title;
    const spoken = new Map();
    const isLive = "[role=status], [role=alert], [aria-live]:not([aria-live=off])";
    const listen = () => {
        if (document.title !== title) heard.push(`title: ${(title = document.title)}`);
        for (const region of document.querySelectorAll(isLive)) {
            const text = region.checkVisibility() ? region.innerText.replace(/\\s+/g, " ").trim() : "";
            if (text && spoken.has(region) && spoken.get(region) !== text) heard.push(`status: ${text}`);
            spoken.set(region, text);
        }
    };
    listen();
    const all = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(listen).observe(document.documentElement, all);
}"""
# What has focus, as far as somebody at the keys has to know. `order` says which of two stands later on the page.
STOP = """() => {
    const at = document.activeElement;
    const root = at.closest("[data-question], [data-own]");
    window.stops ??= new Map();
    if (!stops.has(at)) stops.set(at, stops.size);
    const item = at.closest("[data-option]");
    const box = at.getBoundingClientRect();
    return {
        element: stops.get(at), tag: at.tagName.toLowerCase(), type: at.type ?? "", name: at.name || at.id,
        value: at.value ?? "", checked: at.checked ?? false, deed: at.dataset.do ?? at.dataset.ownDo ?? "",
        root: root?.dataset.question ?? root?.dataset.own ?? "", isOwn: root?.matches("[data-own]") ?? false,
        item: item?.dataset.option ?? "", box: [box.left, box.top, box.right, box.bottom],
        isBody: at === document.body, within: at.closest("dialog:modal, main, header, footer, nav, aside")?.id ?? "",
    };
}"""
# What the controls of a question have to come to for an answer of a kind: found on another page than is listened to.
WANTED = """([id, given]) => {
    const root = document.querySelector(`[data-question="${id}"]`);
    const { questionTypes, module } = probe;
    questionTypes[module.questions[id].type].show(root, given, module.questions[id].key);
    const controls = [...root.querySelectorAll("input, select")];
    const at = (one) => one.name || one.id;
    const isTwo = (one) => one.type === "checkbox";
    const isSet = (one) => !isTwo(one) && (one.type !== "radio" || one.checked);
    return {
        order: [...root.querySelectorAll("[data-option]")].map((one) => one.dataset.option),
        boxes: controls.filter((one) => isTwo(one) && one.checked).map((one) => `${at(one)} ${one.value}`),
        values: Object.fromEntries(controls.filter(isSet).map((one) => [at(one), one.value])),
    };
}"""
CHECKED = "name => Boolean(document.querySelector(`[name='${name}']:checked`))"
ORDER = "id => [...document.querySelectorAll(`[data-question='${id}'] [data-option]`)].map((one) => one.dataset.option)"
IS_AFTER = """([one, other]) => {
    const at = (number) => [...stops].find(([, each]) => each === number)[0];
    return Boolean(at(one).compareDocumentPosition(at(other)) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""

Stop = dict[str, Any]


@dataclass
class Walk:
    """Somebody at a keyboard, listening: `told` is what she heard, `faults` what must not be."""

    sitting: Sitting
    wanted: dict[str, dict[str, dict[str, Any]]]
    told: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page: Page = self.sitting.lms
        self.cdp: CDPSession = self.page.context.new_cdp_session(self.page)
        self.cdp.send("Accessibility.enable")
        self.page.evaluate(PRINTS)
        self.page.evaluate(WATCH)

    # ── Pressing and listening ──

    def press(self, key: str, *, quiet: bool = False) -> Stop:
        """Press a key; write down what is told then. Focus that is lost is a fault, and so is being caught."""
        self.page.keyboard.press(key)
        stop = self.at()
        if stop["isBody"]:
            self.faults.append(f"{key}: focus is lost, after {self.told[-1:]}")
        if not quiet:
            self.tell(key)
        return stop

    def at(self) -> Stop:
        stop: Stop = self.page.evaluate(STOP)
        return stop

    def tell(self, key: str) -> None:
        heard: list[str] = self.page.evaluate("heard.splice(0)")
        line = f"{key} → {self.focus()}"
        told = [] if self.told[-1:] == [line] and key == "Tab" else [line]  # the parts of a player or of a date
        self.told += [*told, *(f"    {each}" for each in dict.fromkeys(heard))]

    def focus(self) -> str:
        """Return what a screen reader says of what has focus: new groups first."""
        handle = self.cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        nodes = self.cdp.send("Accessibility.getPartialAXTree", {"objectId": handle})["nodes"]
        one, *around = nodes
        if role(one) in PLAYERS:
            return said(one)
        groups = [said(node) for node in reversed(around) if role(node) in GROUPS and named(node)]
        new = [group for group in groups if group not in self.groups]
        self.groups = groups
        return " › ".join([*new, said(one)])

    # ── Doing the module ──

    def whole(self) -> None:
        """Go through the module from the first key to the end: the frame, then every screen."""
        self.told.append("# The head of the page")
        self.press("Tab")
        self.frame()
        for number, screen in enumerate(self.page.evaluate("probe.module.screens.map((one) => one.id)")):
            self.told += ["", f"# {screen}"]
            if self.sitting.at != screen:
                self.faults.append(f"{screen} is not reached: {self.sitting.at} shows")
                return
            self.screen(is_first=number == 0)

    def frame(self) -> None:
        """Open each thing in the head of the page and close it again."""
        for _ in range(STOPS):
            stop = self.press("Tab")
            if stop["deed"] in ("", "back", "next"):
                return
            opened = self.press("Enter")
            self.inside(opened)
            self.press("Escape" if opened["within"] != "pause" else "Tab")
            if opened["within"] == "pause":
                self.press("Enter")
            back = self.at()
            if back["element"] != stop["element"]:
                self.faults.append(f"{stop['deed']}: focus does not come back to what opened it")

    def inside(self, opened: Stop) -> None:
        """Tab once round what has opened: focus stays in it, or comes to the browser and back."""
        seen = {opened["element"]}
        for _ in range(STOPS):
            stop = self.press("Tab", quiet=True)
            if stop["isBody"] or stop["within"] != opened["within"]:
                self.faults = [one for one in self.faults if "focus is lost" not in one]  # the browser's own bar
                self.page.evaluate(
                    "id => document.querySelector(`#${id} :is(h1, h2, [aria-current])`).focus()", opened["within"]
                )
                return
            if stop["element"] in seen:
                return
            seen.add(stop["element"])
            self.tell("Tab")

    def screen(self, *, is_first: bool) -> None:
        """Tab through a screen, doing what there is to be done, until Next; press it."""
        last: Stop | None = None
        stop = self.at() if is_first else self.press("Tab")
        for _ in range(STOPS):
            self.goes_on(last, stop)
            last = stop
            if stop["deed"] == "next":
                self.press("Enter")
                return
            if stop["deed"] == "back" and not self.sitting["[data-do=next]"].is_visible():
                return
            if stop["deed"] == "open":
                last = self.press("Enter")
            if stop["root"] and stop["root"] not in self.done:
                self.done.add(stop["root"])
                stop = self.own(stop) if stop["isOwn"] else self.question(stop)
            else:
                stop = self.press("Tab")
        self.faults.append(f"{self.sitting.at}: Tab does not come to Next")

    def goes_on(self, last: Stop | None, stop: Stop) -> None:
        """Focus goes the way the page is read: down it, and never up again."""
        pair = [last["element"], stop["element"]] if last else [0, 0]
        if pair[0] != pair[1] and not self.page.evaluate(IS_AFTER, pair):
            self.faults.append(f"{self.sitting.at}: focus goes back, to {self.told[-1]}")

    def question(self, stop: Stop) -> Stop:
        """Answer a question wrongly and check it, then go back into it, answer it rightly and check that."""
        root = stop["root"]
        kinds = [kind for kind in ("not-yet", "partly", "right") if kind in self.wanted[root]]
        for number, kind in enumerate(dict.fromkeys([kinds[0], kinds[-1]])):
            if number:
                while self.press("Shift+Tab", quiet=True)["root"] == root or self.at()["root"] == root:
                    pass
                stop = self.press("Tab")
            self.told.append(f"  ({kind})")
            stop, checks = self.answer(stop, self.wanted[root][kind])
            if not checks:
                self.faults.append(f"{root}: cannot be answered by keyboard ({kind})")
        return stop

    def answer(self, stop: Stop, wanted: dict[str, Any]) -> tuple[Stop, int]:
        """Tab from control to control, giving each what it should have, and press Check; return what comes after it."""
        root, checks = stop["root"], 0
        for _ in range(STOPS):
            name = stop["name"]
            if stop["root"] != root:
                break
            if stop["type"] == "radio" and name in wanted["values"]:
                self.pick(stop, wanted["values"][name])
            elif stop["type"] == "checkbox" and stop["checked"] != (f"{name} {stop['value']}" in wanted["boxes"]):
                self.press("Space")
            elif stop["tag"] == "select":
                self.choose(stop, wanted["values"][name])
            elif stop["deed"] == "up":
                self.move(stop, wanted["order"])
            elif stop["deed"] == "check":
                self.press("Enter")
                checks += 1
            stop = self.press("Tab")
        return stop, checks

    def pick(self, stop: Stop, value: str) -> None:
        """Pick one of a group of radio buttons: the first one by Space, another by the arrows."""
        if not self.page.evaluate(CHECKED, stop["name"]):
            self.press("Space")
        for _ in range(30):
            if self.at()["value"] == value:
                return
            self.press("ArrowDown")

    def choose(self, stop: Stop, value: str) -> None:
        for key in ["ArrowUp"] * 12 + ["ArrowDown"] * 24:
            if self.at()["value"] == value:
                break
            self.press(key, quiet=True)
        self.tell("Arrows")

    def move(self, stop: Stop, order: list[str]) -> None:
        """Move an item up while the one above it belongs below."""
        for _ in range(12):
            now: list[str] = self.page.evaluate(ORDER, stop["root"])
            place = now.index(stop["item"])
            if place == 0 or order.index(now[place - 1]) < order.index(stop["item"]):
                return
            self.press("Enter")

    def own(self, stop: Stop) -> Stop:
        """Fill what is her own: the first of each choice, a line in each box; press each button once."""
        root = stop["root"]
        seen: set[str] = set()
        for _ in range(STOPS):
            if stop["root"] != root:
                break
            if stop["type"] in ("radio", "checkbox"):
                self.press("Space")
            elif stop["tag"] == "textarea" or stop["type"] == "text":
                self.page.keyboard.type("Ask")
            elif stop["deed"] and stop["deed"] not in seen and stop["tag"] == "button":
                seen.add(stop["deed"])
                self.press("Enter")
            stop = self.press("Tab")
        return stop


def role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def named(node: dict[str, Any]) -> str:
    return " ".join(str(node.get("name", {}).get("value", "")).split())


def said(node: dict[str, Any]) -> str:
    """Return one thing as a screen reader would say it: role, name, states, description."""
    return " ".join(_said(node))


def _said(node: dict[str, Any]) -> Iterator[str]:
    yield role(node)
    if named(node):
        yield f"“{named(node)}”"
    if node.get("value", {}).get("value") not in (None, "", named(node)):
        yield f"= {node['value']['value']}"
    for one in node.get("properties", ()):
        value = one["value"].get("value")
        if one["name"] in STATES and value not in (None, "", "false", False, 0):
            yield f"[{one['name']}]" if value is True or value == "true" else f"[{one['name']} {value}]"
        elif one["name"] == "checked":
            yield "[not checked]"
    described = " ".join(str(node.get("description", {}).get("value", "")).split())
    if described:
        yield f"({described})"
