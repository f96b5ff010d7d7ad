"""The house itself: lint, types, floors, locks and folders, each as a machine can see it."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from builder.questions import types
from builder.questions.question import Saved
from builder.targets import targets

ROOT = Path(__file__).parents[1]
LOCKS = ["build.txt", "test.txt"]


def run(*command: str) -> None:
    """Run a tool of the environment in the project; what it says is the test's message."""
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def lock_text(lock: str) -> str:
    return (ROOT / "requirements" / lock).read_text("utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock_text(lock), re.MULTILINE))


def test_the_linter_finds_nothing() -> None:
    run("ruff", "check")


def test_the_code_is_formatted() -> None:
    run("ruff", "format", "--check")


def test_the_types_hold() -> None:
    run("mypy")


def test_each_floor_uses_only_those_below_it() -> None:
    run("lint-imports")


@pytest.mark.parametrize("kind", sorted(types()))
def test_a_question_type_has_all_its_faces(kind: str) -> None:
    folder = ROOT / "builder" / "questions" / kind
    wanted = {"__init__.py", "web.html", "print.html", "player.js", "examples.yaml", "starter.yaml"}
    wanted |= {"key.html"} if issubclass(types()[kind], Saved) else set()
    assert wanted - {path.name for path in folder.iterdir()} == set()


def test_every_target_folder_is_a_target_by_that_name() -> None:
    folders = {path.parent.name for path in (ROOT / "builder" / "targets").glob("*/__init__.py")}
    assert set(targets()) == folders


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert not re.search(r"://|^\s*-", lock_text(lock).replace("--hash=", ""), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_its_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z])", lock_text(lock), flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_hold_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    for lock, asked in (("build.txt", groups["build"]), ("test.txt", groups["test"])):
        names = {
            re.split(r"[<>=~! ]", one)[0]
            for one in [*project["project"]["dependencies"], *asked]
            if isinstance(one, str)
        }
        assert names - set(pins(lock)) == set(), lock


def test_what_is_tested_is_what_is_built_with() -> None:
    tested = pins("test.txt")
    assert {name: version for name, version in pins("build.txt").items() if tested.get(name) != version} == {}


def test_the_npm_lock_has_hashes_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    brought = [package for path, package in packages.items() if path]
    assert all("integrity" in package and "resolved" not in package for package in brought)


def test_the_licence_keeps_the_line_the_study_asks_for() -> None:
    words = " ".join((ROOT / "LICENSE").read_text("utf-8").split())
    assert "https://doi.org/10.1108/MHSI-02-2024-0023. © 2024 the authors." in words
    assert "The authors and publisher have not endorsed this training." in words
