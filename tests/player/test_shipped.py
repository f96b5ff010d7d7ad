"""Every module of the course, as it ships: done whole, left half-way, fallen short of; on LMSs and on host doubles.

`make test` does each module once on the host most learners have and on the strictest, and one of them on scorm-again;
`make test-all` does it all.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from sitting import ROOT, Sitting, open_module, package
from test_journeys import HOSTS, Learner, completed, going, passed

MODULES = sorted(path.parent.name for path in Path(ROOT, "modules").glob("*/module.yaml"))
standards = pytest.mark.parametrize("target", ["scorm12", "scorm2004"])


def told(files: dict[str, bytes]) -> Any:
    """Return what the page tells its player."""
    found = re.search(r'id="module">(.*?)</script>', files["index.html"].decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def way(key: dict[str, Any], *, last: bool) -> str:
    """Return a way through a story: the first choice of each step, or the last."""
    given, at = "", key["first"]
    while at:
        choices = [pair for pair in key["then"] if pair[0] == at]
        given += choices[-1 if last else 0]
        at = key["then"][given[-2:]]
    return given


def right(question: Any) -> str:
    """Return the right answer to a question as codes; for a story, one way through it."""
    if question["type"] == "scenario":
        return way(question["key"], last=False)
    key = question["key"]["right"]
    return "".join(key) if isinstance(key, list) else "".join(item + place for item, place in key.items())


def wrong(question: Any) -> str:
    """Return an answer to a question that earns less than everything; for a story, another way through it."""
    if question["type"] == "scenario":
        return way(question["key"], last=True)
    key = question["key"]["right"]
    if question["type"] == "order":
        return "".join(reversed(key))
    if isinstance(key, list):
        return next(code for code in "abcdefghij" if code not in key)
    places = sorted(set(key.values()))
    return "".join(item + places[places.index(place) - 1] for item, place in key.items())


def walk(sitting: Sitting, data: Any, screens: list[Any], answer: Callable[[Any], str] = right) -> None:
    """Go through screens one after the other, answering what they ask."""
    for screen in screens:
        assert sitting.at == screen["id"]
        if screen["noted"]:
            sitting.do("open")
        for question in screen["questions"]:
            sitting.give(question, answer(data["questions"][question]))
            if sitting[f"[data-question={question}] [data-do=check]"].is_enabled():  # not where she has answered so
                sitting.do("check")
        if screen is not data["screens"][-1]:
            sitting.do("next")


class Colleague(Learner):
    """Someone who sits down to a module of the course on one host again and again."""

    def __init__(self, context: BrowserContext, host: str, target: str, module: str) -> None:
        super().__init__(context, host, target)
        self.files = package(target, module)
        self.data = told(self.files)

    @property
    def can_pass(self) -> bool:
        """Say whether there is a pass mark. Without one, a module of ours is complete once seen, and has no score."""
        return bool(self.data["completion"] != "screens")

    @property
    def done(self) -> str:
        return passed(self.target) if self.can_pass else completed(self.target)

    def has_full_marks(self, sitting: Sitting) -> bool:
        """Say whether the page gives full marks, or no marks where there are none to give."""
        shown = [one.get_attribute("data-score") for one in sitting["[data-score]"].all()]
        return shown == (["100"] if self.can_pass else [])

    def sit(self, **settings: Any) -> Sitting:
        return open_module(self.context, self.files, self.target, self.server, host=self.host, **settings)


@pytest.fixture
def colleague(context: BrowserContext, request: pytest.FixtureRequest) -> Colleague:
    return Colleague(context, *request.param)


def on_hosts(*quick: str) -> pytest.MarkDecorator:
    """Give a test every module on every host; all but those on some hosts are for `make test-all`."""
    every = [
        pytest.param(
            (host, target, module),
            id=f"{module}-{host}-{target}",
            marks=() if host in quick else pytest.mark.everything,
        )
        for module in MODULES
        for host, target in HOSTS
    ]
    return pytest.mark.parametrize("colleague", every, indirect=True)


@on_hosts("learning-hub", "strict-2004")
def test_doing_all_of_a_module_passes_it_on_every_host(colleague: Colleague) -> None:
    sitting = colleague.sit()
    walk(sitting, colleague.data, colleague.data["screens"])
    assert colleague.has_full_marks(sitting)
    colleague.leave(sitting)
    assert colleague.status == colleague.done


@on_hosts()
def test_leaving_a_module_half_way_goes_on_there_and_passes_another_day(colleague: Colleague) -> None:
    screens = colleague.data["screens"]
    half = len(screens) - 4
    sitting = colleague.sit()
    walk(sitting, colleague.data, screens[:half])
    colleague.leave(sitting)
    assert colleague.status == going(colleague.target)
    again = colleague.sit()
    walk(again, colleague.data, screens[half:])
    assert colleague.has_full_marks(again)
    colleague.leave(again)
    assert colleague.status == colleague.done


@on_hosts()
def test_falling_short_of_a_module_can_be_put_right_another_day(colleague: Colleague) -> None:
    sitting = colleague.sit()
    walk(sitting, colleague.data, colleague.data["screens"], wrong)
    assert sitting["[data-score]"].count() == 0
    colleague.leave(sitting)
    assert colleague.status == (going(colleague.target) if colleague.can_pass else colleague.done)
    again = colleague.sit()
    again.go(colleague.data["screens"][0]["id"])
    walk(again, colleague.data, colleague.data["screens"])
    assert colleague.has_full_marks(again)
    colleague.leave(again)
    assert colleague.status == colleague.done


@on_hosts()
def test_coming_back_to_a_completed_module_or_looking_back_at_it_takes_nothing_away(colleague: Colleague) -> None:
    screens = colleague.data["screens"]
    sitting = colleague.sit()
    walk(sitting, colleague.data, screens)
    colleague.leave(sitting)
    for come in (colleague.sit, colleague.look_back):
        again = come()
        again.go(screens[0]["id"])
        walk(again, colleague.data, screens[:-1], wrong)
        colleague.leave(again)
        assert colleague.done in colleague.statuses
        # Only the Learning Hub begins a new record. What is done now does not pass it; being seen completes it again.
        assert set(colleague.statuses[1:]) <= {"incomplete"} | ({"completed"} if not colleague.can_pass else set())


@standards
@pytest.mark.parametrize(
    "module", [MODULES[0], *(pytest.param(one, marks=pytest.mark.everything) for one in MODULES[1:])]
)
def test_doing_all_of_a_module_passes_it_with_full_marks(context: BrowserContext, module: str, target: str) -> None:
    files = package(target, module)
    data = told(files)
    sitting = open_module(context, files, target)
    walk(sitting, data, data["screens"])
    kept = {name.removeprefix("cmi.").removeprefix("core."): value for name, value in sitting.stored.items()}
    results = {name: row["result"] for name, row in sitting.interactions().items()}
    if data["completion"] == "screens":  # our refreshers: no pass mark, and nothing told but that it was done
        assert kept[{"scorm12": "lesson_status", "scorm2004": "completion_status"}[target]] == "completed"
        assert (kept.get("score.raw"), kept.get("success_status"), results) == (None, None, {})
    else:
        assert kept[{"scorm12": "lesson_status", "scorm2004": "success_status"}[target]] == "passed"
        assert kept["score.raw"] == sitting["[data-score]"].get_attribute("data-score") == "100"
        kinds = {name: question["type"] for name, question in data["questions"].items()}
        assert results == {name: "neutral" if kind == "scenario" else "correct" for name, kind in kinds.items()}
    refused = [call for call in sitting.calls if call[0] == "SetValue" and call[-1] != "true"]
    assert (refused, sitting.faults) == ([], [])


@standards
@pytest.mark.parametrize("module", MODULES)
def test_what_a_package_holds_is_small_and_named_for_every_host(module: str, target: str) -> None:
    files = package(target, module)
    assert [name for name in files if not re.fullmatch(r"[a-z0-9][a-z0-9./-]*", name)] == []
    assert {"imsmanifest.xml", "index.html", "player.js", "style.css", "summary.pdf"} <= set(files)
    assert 'href="summary.pdf"' in files["index.html"].decode()
    assert max(len(data) for data in files.values()) < 400_000
