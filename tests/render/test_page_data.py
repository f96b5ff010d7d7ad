"""What the page does with the settings of module.yaml: it tells its player, and it tells the learner."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from builder.pipeline import Workspace, checked
from builder.render import Build
from builder.targets import targets

SAMPLE = Path(__file__).parents[1] / "sample"


def page(root: Path, settings: str, status: str = "draft") -> str:
    """Return the page of the sample with a status, and some lines added to its module.yaml."""
    shutil.copytree(SAMPLE, root, dirs_exist_ok=True)
    path = root / "modules" / "sample" / "module.yaml"
    path.write_text(path.read_text("utf-8").replace("status: draft", f"status: {status}") + settings, "utf-8")
    return built(root)


def built(root: Path) -> str:
    """Return the page of the sample as it stands in a folder."""
    found = checked(Workspace(root), ["sample"], [])
    assert [one for one in found.problems if one.severity == "error"] == []
    files = {file.path: file.data for file in targets()["web"].files(Build(found.modules[0]))}
    return files["index.html"].decode()


def told(root: Path, settings: str) -> Any:
    """Return `script#module` of that page."""
    data = re.search(r'id="module">(.*?)</script>', page(root, settings), re.DOTALL)
    assert data
    return json.loads(data[1])


def test_without_a_word_everything_is_recorded_and_nobody_fails(tmp_path: Path) -> None:
    data = told(tmp_path, "")
    assert (data["pass"], data["completion"]) == (80, "both")
    assert (data["record"], data["failing"]) == ("answers", "incomplete")


@pytest.mark.parametrize("record", ["status", "score", "answers"])
@pytest.mark.parametrize("failing", ["incomplete", "failed"])
def test_the_player_is_told_what_to_record(tmp_path: Path, record: str, failing: str) -> None:
    data = told(tmp_path, f"record: {record}\nfailing: {failing}\n")
    assert (data["record"], data["failing"]) == (record, failing)


@pytest.mark.parametrize(
    ("settings", "is_said"),
    [
        ("record: answers\n", {"score": True, "answer": True, "failed": False}),
        ("record: score\n", {"score": True, "answer": False, "failed": False}),
        ("record: status\n", {"score": False, "answer": False, "failed": False}),
        ("failing: failed\n", {"score": True, "answer": True, "failed": True}),
    ],
)
def test_the_learner_is_told_what_is_recorded_before_the_first_question(
    tmp_path: Path, settings: str, is_said: dict[str, bool]
) -> None:
    html = page(tmp_path, settings)
    panel = re.search(r'<details class="recorded">(.*?)</details>', html, re.DOTALL)
    assert panel
    assert panel.start() < html.index("data-question=")
    words = {"score": "your score, once", "answer": "each answer you check", "failed": "“failed” while"}
    assert {name: text in panel[1] for name, text in words.items()} == is_said
    assert "never recorded" in panel[1]


def test_the_learner_is_told_before_a_question_of_her_own_too(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path, dirs_exist_ok=True)
    lesson = tmp_path / "modules" / "sample" / "10-start.md"
    own = "\n```question\nid: own\ntype: reflect\nask: What helps?\n```\n"
    lesson.write_text(re.sub(r"(\n## .*\n)", rf"\1{own}", lesson.read_text("utf-8"), count=1), "utf-8")
    html = built(tmp_path)
    first = re.search("data-(own|question)=", html)
    assert first
    assert html.index('class="recorded"') < first.start()


REVIEWED = "history:\n  - status: in review\n    who: team-readiness\n    date: 2026-11-01\n"


@pytest.mark.parametrize(("status", "settings"), [("draft", ""), ("in review", REVIEWED)])
def test_the_certificate_of_a_draft_says_that_it_is_one(tmp_path: Path, status: str, settings: str) -> None:
    html = page(tmp_path, settings, status)
    assert ("certificate-draft" in html) == (status == "draft")
