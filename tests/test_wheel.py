"""The wheel: what a trust installs, used in a folder that has never seen this project."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import __version__

ROOT = Path(__file__).parents[1]
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked where Python looks before it looks at this checkout."""
    site = tmp_path_factory.mktemp("site")
    subprocess.run(
        [sys.executable, "-m", "pip", "-qq", "install", "--no-deps", "--no-index", "--target", site, wheel], check=True
    )
    return site


@pytest.fixture
def command(installed: Path, tmp_path: Path) -> Command:
    """Run the installed `team-readiness` in an empty folder."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, str(installed / "bin" / "team-readiness"), *words]
        return subprocess.run(
            program, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )

    return run


def test_the_wheel_holds_the_builder_its_templates_and_the_course_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    ours = [name for name in names if ".dist-info/" not in name]
    assert {name.split("/")[0] for name in ours} == {"builder"}
    for name in (
        "builder/cli/__init__.py",
        "builder/_templates/page/page.html",
        "builder/_modules/peer-roles/module.yaml",
    ):
        assert name in names
    assert [
        name for name in ours if re.search(r"__pycache__|\.pyc$|/tests?/|\.zip$|\.xsd$|\.(ttf|otf|woff2?)$", name)
    ] == []
    assert any(name.endswith("LICENSE") for name in names)


def test_the_installed_command_says_its_version(command: Command) -> None:
    assert command("--version").stdout.strip() == f"team-readiness {__version__}"


def test_a_new_module_checks_and_builds_in_an_empty_folder(command: Command, tmp_path: Path) -> None:
    for words in (("new", "my-module"), ("check",), ("build",)):
        done = command(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    built = tmp_path / "output" / "my-module"
    assert {"my-module-scorm12.zip", "my-module-scorm2004.zip", "web", "handouts"} <= {
        one.name for one in built.iterdir()
    }
    assert (built / "web" / "index.html").is_file()
    assert (tmp_path / "output" / "index.html").is_file()


def test_the_whole_course_can_be_copied_and_checks(command: Command, tmp_path: Path) -> None:
    for words in (("new", "--course"), ("check",)):
        done = command(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    copied, shipped = tmp_path / "modules", ROOT / "modules"
    ours, theirs = (
        {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} for root in (shipped, copied)
    )
    made = {".schemas/module.json", ".schemas/quiz.json"}  # here, where somebody ran `new` in the project itself
    assert theirs == ours | made
