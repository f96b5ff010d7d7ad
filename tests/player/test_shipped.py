"""Every module of the course, as it ships, in front of a learner who does it all and gets everything right."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from sitting import ROOT, open_module, package

MODULES = sorted(path.parent.name for path in Path(ROOT, "modules").glob("*/module.yaml"))
standards = pytest.mark.parametrize("target", ["scorm12", "scorm2004"])


def told(files: dict[str, bytes]) -> Any:
    """Return what the page tells its player."""
    found = re.search(r'id="module">(.*?)</script>', files["index.html"].decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def right(question: Any) -> str:
    """Return the right answer to a question as codes."""
    key = question["key"]["right"]
    return "".join(key) if isinstance(key, list) else "".join(item + place for item, place in key.items())


@standards
@pytest.mark.parametrize("module", MODULES)
def test_doing_all_of_a_module_passes_it_with_full_marks(context: BrowserContext, module: str, target: str) -> None:
    files = package(target, module)
    data = told(files)
    sitting = open_module(context, files, target)
    for number, screen in enumerate(data["screens"]):
        assert sitting.at == screen["id"]
        if screen["noted"]:
            sitting.do("open")
        for question in screen["questions"]:
            sitting.give(question, right(data["questions"][question]))
            sitting.do("check")
        if number < len(data["screens"]) - 1:
            sitting.do("next")
    kept = {name.removeprefix("cmi.").removeprefix("core."): value for name, value in sitting.stored.items()}
    assert kept["score.raw"] == "100"
    assert kept[{"scorm12": "lesson_status", "scorm2004": "success_status"}[target]] == "passed"
    assert sitting["[data-score]"].get_attribute("data-score") == "100"
    assert {name for name, row in sitting.interactions().items() if row["result"] == "correct"} == set(
        data["questions"]
    )
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
