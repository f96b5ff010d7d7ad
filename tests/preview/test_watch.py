"""Saving as editors do it: half, in two steps, by another name. The preview waits, and neither stops nor shows half."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.pipeline import Workspace
from builder.preview import look as looking
from builder.preview.look import look
from builder.preview.watch import PATIENCE, Watch

SAMPLE = Path(__file__).parents[1] / "sample"


def seen(folder: Path, *steps: Callable[[], object]) -> float:
    """Take the steps, a moment apart, while a folder is watched; return how long after the last one it is noticed."""
    watch = Watch([folder])
    noticed: list[float] = []
    watching = threading.Thread(target=lambda: (watch.wait(), noticed.append(time.monotonic())), daemon=True)
    watching.start()
    for step in steps:
        time.sleep(0.1)
        assert not noticed
        step()
    last = time.monotonic()
    watching.join(10)
    return noticed[0] - last


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "10-start.md"
    path.write_text("# Start\n", "utf-8")
    return path


def test_a_file_that_is_emptied_first_is_not_seen_empty(lesson: Path) -> None:
    assert seen(lesson.parent, lambda: lesson.write_text("")) > PATIENCE / 2
    assert seen(lesson.parent, lambda: lesson.write_text("whole")) < PATIENCE
    assert seen(lesson.parent, lambda: lesson.write_text(""), lambda: lesson.write_text("# Other\n")) < PATIENCE


def test_a_file_that_is_taken_away_first_is_not_seen_gone(lesson: Path) -> None:
    old = lesson.with_name(lesson.name + "~")
    text = lesson.read_text("utf-8")
    assert seen(lesson.parent, lambda: lesson.rename(old), lambda: lesson.write_text(text + "more")) < PATIENCE


def test_what_goes_for_good_is_seen_too(lesson: Path) -> None:
    assert seen(lesson.parent, lesson.unlink) < 10 * PATIENCE


def test_what_was_read_while_it_was_being_written_is_read_again(lesson: Path) -> None:
    watch = Watch([lesson.parent])
    lesson.write_text("half")
    watch.wait()
    assert watch.is_still()
    lesson.write_text("half, and the rest")
    assert not watch.is_still()
    watch.wait()  # at once
    assert watch.is_still()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_nowhere_as_an_editor_leaves_is_no_hindrance(lesson: Path) -> None:
    (lesson.parent / ".#10-start.md").symlink_to("somebody@somewhere.123")
    assert seen(lesson.parent, lambda: lesson.write_text("changed")) < PATIENCE


def test_a_mistake_of_ours_is_shown_and_the_last_version_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(SAMPLE)
    first = look(workspace, "sample")

    def broken(*_: object) -> None:
        raise KeyError("nothing here")

    monkeypatch.setattr(looking, "checked", broken)
    second = look(workspace, "sample", first)
    assert (second.version, second.number) == (first.version, 2)
    assert [problem.code for problem in second.problems] == ["F110"]
    assert "KeyError" in second.said(SAMPLE)["problems"][0]["message"]


def test_a_module_with_nothing_good_yet_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "modules" / "empty").mkdir(parents=True)
    said = look(Workspace(tmp_path), "empty").said(tmp_path)
    assert (said["mark"], said["broken"]) == ("", True)
    assert "F106" in [problem["code"] for problem in said["problems"]]
