"""Modules built once for all tests of how pages look: the shipped ones, and one with what they do not show."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of output as a trainer would have it, in which `gallery` holds every mark."""
    folder = tmp_path_factory.mktemp("looks")
    shutil.copytree(ROOT / "modules", folder / "modules")
    shutil.copytree(HERE / "gallery", folder / "modules" / "gallery")
    run = [sys.executable, "-c", "from builder.cli import main; main()", "--folder", str(folder), "build"]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"
