"""Same input, same bytes: on every machine, in every folder, on every day."""

import datetime
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORKSPACE = ROOT / "tests" / "checks" / "workspace"


def built(root: Path, seed: str, zone: str, locale: str, *, backwards: bool) -> dict[str, bytes]:
    """Build a copy of the workspace somewhere, and return every file that was written."""
    files = sorted((path for path in WORKSPACE.rglob("*") if path.is_file()), reverse=backwards)
    for path in files:  # in another order and of another age, so that neither can matter
        copy = root / path.relative_to(WORKSPACE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (10**9, 10**9) if backwards else None)
    ours = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "HOME": str(root)}
    environment = os.environ | ours
    cwd = root if backwards else root / "modules"
    command = [sys.executable, "-c", "from builder.cli import main; main()", "--folder", str(root), "build"]
    done = subprocess.run(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    output = root / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("twice")
    return [
        built(folder / "one", "0", "Pacific/Kiritimati", "C.UTF-8", backwards=False),
        built(folder / "a longer näme" / "two", "4711", "America/New_York", "C", backwards=True),
    ]


def test_another_folder_seed_zone_locale_and_order_of_files_give_the_same_bytes(twice: list[dict[str, bytes]]) -> None:
    one, two = twice
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert {Path(name).suffix for name in one} >= {".zip", ".pdf", ".html", ".js", ".css", ".png"}


def test_nothing_says_when_or_where_it_was_built(twice: list[dict[str, bytes]]) -> None:
    today = datetime.date.today()
    days = [
        day.strftime("D:%Y%m%d").encode()
        for day in (today, today - datetime.timedelta(1), today + datetime.timedelta(1))
    ]
    for name, data in twice[0].items():
        assert not [word for word in (*days, b"/tmp/", str(ROOT).encode()) if word in data], name


def test_a_package_has_no_clock_and_the_same_rights_for_every_file(
    twice: list[dict[str, bytes]], tmp_path: Path
) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(twice[0]["first/first-scorm12.zip"])
    entries = zipfile.ZipFile(path).infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
