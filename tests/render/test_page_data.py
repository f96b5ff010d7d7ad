"""What the page tells its player beside what it shows: the settings of module.yaml, as `script#module` holds them."""

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


def told(root: Path, settings: str) -> Any:
    """Return `script#module` of the sample with some lines added to its module.yaml."""
    shutil.copytree(SAMPLE, root, dirs_exist_ok=True)
    path = root / "modules" / "sample" / "module.yaml"
    path.write_text(path.read_text("utf-8") + settings, "utf-8")
    found = checked(Workspace(root), ["sample"], [])
    assert found.problems == ()
    files = {file.path: file.data for file in targets()["web"].files(Build(found.modules[0]))}
    data = re.search(r'id="module">(.*?)</script>', files["index.html"].decode(), re.DOTALL)
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
