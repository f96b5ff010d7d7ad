"""What stands beside a source: when it was read, in which copy, and what of it."""

import re
import shutil
from pathlib import Path

import pytest

from builder.pipeline import Workspace, checked
from builder.render import Build
from builder.targets import targets

WORKSPACE = Path(__file__).parents[1] / "checks" / "workspace" / "modules"


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("", "stored copy, read 23 November 2026"),
        ("seen: in part", "stored copy, read 23 November 2026, in part"),
        ("seen: abstract", "stored copy, read 23 November 2026, its abstract alone"),
        ("seen: notes", "stored copy, read 23 November 2026, through notes, not the page itself"),
    ],
)
def test_the_page_and_the_paper_say_what_of_a_source_was_read(tmp_path: Path, seen: str, said: str) -> None:
    shutil.copytree(WORKSPACE, tmp_path / "modules")
    path = tmp_path / "modules" / "shared" / "sources.yaml"
    path.write_text(
        path.read_text("utf-8").replace("    copy: stored\n", f"    copy: stored\n    {seen}\n", 1), "utf-8"
    )
    found = checked(Workspace(tmp_path), ["first"], [])
    assert [one for one in found.problems if one.severity == "error"] == []
    build = Build(found.modules[0])
    page, paper = (
        next(file.data.decode() for file in targets()[name].files(build) if file.path.endswith(".html"))
        for name in ("web", "handouts")
    )
    assert f"({said})" in page
    words = " ".join(re.sub("<[^>]+>", " ", paper).split())
    if seen:
        assert f"({said.split(', ', 2)[2]})" in words
    assert "We read stored copies of all of these on 23 November 2026." in words
