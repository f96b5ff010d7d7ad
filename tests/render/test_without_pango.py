"""Where Pango is missing everything but the PDFs is made, and one message says how to get it."""

import subprocess
import sys
from pathlib import Path

WITH = "from builder.cli import main\nmain()"
# What a machine without Pango does: every attempt to load it fails.
WITHOUT = f"""
import cffi
def dlopen(*_): raise OSError("cannot load library 'libpango-1.0-0'")
cffi.FFI.dlopen = dlopen
{WITH}
"""

SAMPLE = Path(__file__).parents[1] / "sample"


def test_packages_are_built_without_the_pdf_and_nothing_offers_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, "--folder", str(SAMPLE), "build", "--output", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WeasyPrint" not in done.stdout + done.stderr
    for platform in ("apt install", "brew install", "Windows"):
        assert platform in done.stderr
    made = {
        path.relative_to(tmp_path / "sample").as_posix() for path in tmp_path.rglob("sample/**/*") if path.is_file()
    }
    assert {"sample-scorm12.zip", "sample-scorm2004.zip", "web/index.html", "handouts/summary.html"} <= made
    assert [name for name in made if name.endswith(".pdf")] == []
    assert "summary.pdf" not in (tmp_path / "sample" / "web" / "index.html").read_text("utf-8")


def test_once_it_is_there_the_pdfs_are_made_though_no_text_has_changed(tmp_path: Path) -> None:
    for code in (WITHOUT, WITHOUT, WITH):
        command = [sys.executable, "-c", code, "--folder", str(SAMPLE), "build", "banked", "--output", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert ("apt install" in done.stderr) is (code is WITHOUT)
    assert (tmp_path / "banked" / "handouts" / "summary.pdf").read_bytes().startswith(b"%PDF")
