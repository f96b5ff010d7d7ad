"""How long builds take, as figures to look at: part of `make bench`. Nothing here passes or fails.

The course is built from nothing, then once more with no change, and then one module after a change of one line: each in
a Python that has loaded nothing, and beside its floor, which is what the libraries alone need for the same text, pages
and bytes, in one process.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

from bench import bare
from markdown_it import MarkdownIt
from preview.bench import longest

from builder.pipeline import Workspace, checked
from builder.render import Build

ROOT = Path(__file__).parents[1]


def seconds(root: Path, *words: str) -> float:
    """Return the seconds that a build takes in a Python of its own."""
    command = [sys.executable, "-c", "from builder.cli import main; main()", "--folder", str(root), "build", *words]
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.monotonic() - started


def floor(root: Path, names: list[str]) -> float:
    """Return the seconds that the libraries alone need for what some modules are made of, in one process."""
    texts = [path.read_text("utf-8") for name in names for path in (root / "modules" / name).glob("*.md")]
    modules = checked(Workspace(root), names, []).modules
    pages = [one.html for module in modules for one in Build(module).handouts.values()]
    packages = [path for name in names for path in (root / "output" / name).glob("*.zip")]
    files = [zipfile.ZipFile(path).read(name) for path in packages for name in zipfile.ZipFile(path).namelist()]
    bare("<p>")  # loads the library
    started = time.monotonic()
    for text in texts:
        MarkdownIt().parse(text)
    for page in pages:
        bare(page)
    for data in files:
        zlib.compress(data, 9)
    return time.monotonic() - started


def main() -> None:
    """Print how long builds take, and how that compares with their floors."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "modules", root / "modules")
        names = Workspace(root).names()
        cold, same = seconds(root), seconds(root)
        lesson = longest(root / "modules")
        words = "One line more, which is as long as a line in a text is on the whole."
        lesson.write_text(re.sub(r"(?m)^(## .*)$", rf"\1\n\n{words}", lesson.read_text("utf-8"), count=1), "utf-8")
        edited = seconds(root, lesson.parent.name)
        whole, one = floor(root, names), floor(root, [lesson.parent.name])
    print(f"The course of {len(names)} modules, beside what the libraries alone need for it ({whole:.1f} s):")
    print(f"  from nothing   {cold:6.1f} s   {cold / whole:.2f} times")
    print(f"  no change      {same:6.2f} s   {same / whole:.4f} times")
    print(f"One module after a change of one line, beside its own floor ({one:.1f} s):")
    print(f"  {lesson.parent.name:14} {edited:6.1f} s   {edited / one:.2f} times")


if __name__ == "__main__":
    main()
