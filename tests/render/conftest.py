"""Modules built once for all tests of how pages look: the shipped ones, and one with what they do not show."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_without_pango import WITH, WITHOUT

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of output, in which `gallery` holds every mark: printed is one module, and of the others no PDF
    could be made, which is a hundred times as quick.
    """
    folder = tmp_path_factory.mktemp("looks")
    shutil.copytree(ROOT / "modules", folder / "modules")
    shutil.copytree(HERE / "gallery", folder / "modules" / "gallery")
    for code, names in ((WITHOUT, []), (WITH, ["can-and-cannot"])):
        run = [sys.executable, "-c", code, "--folder", str(folder), "build", *names]
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"
