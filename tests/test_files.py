"""What is written is whole or not there, and the same files give the same bytes."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.files import File, shipped, write_file, write_folder, zipped

FILES = [File("b/two.txt", b"two"), File("a.txt", b"one")]


def left(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_order_of_the_files_does_not_change_a_zip() -> None:
    assert zipped(FILES) == zipped(reversed(FILES))


def test_a_zip_holds_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(FILES))
    archive = zipfile.ZipFile(tmp_path / "a.zip")
    assert archive.namelist() == ["a.txt", "b/two.txt"]
    assert archive.testzip() is None


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    write_file(tmp_path / "new" / "a.txt", b"one")
    write_file(tmp_path / "new" / "a.txt", b"two")
    assert (tmp_path / "new" / "a.txt").read_bytes() == b"two"
    assert left(tmp_path) == ["new", "new/a.txt"]


def test_a_file_that_cannot_be_put_in_place_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path / "a.txt", b"old")
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        write_file(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert left(tmp_path) == ["a.txt"]


def test_a_folder_holds_what_was_written_last_and_nothing_older(tmp_path: Path) -> None:
    write_folder(tmp_path / "web", [File("old.txt", b"old")])
    write_folder(tmp_path / "web", FILES)
    assert left(tmp_path) == ["web", "web/a.txt", "web/b", "web/b/two.txt"]


def test_a_folder_whose_making_fails_leaves_the_old_one(tmp_path: Path) -> None:
    def files() -> Iterator[File]:
        yield FILES[0]
        raise OSError("the disk is full")

    write_folder(tmp_path / "web", [File("old.txt", b"old")])
    with pytest.raises(OSError, match="full"):
        write_folder(tmp_path / "web", files())
    assert left(tmp_path) == ["web", "web/old.txt"]


def test_a_folder_that_cannot_be_put_in_place_gives_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "web", [File("old.txt", b"old")])
    really = os.replace

    def second_refused(source: Path, target: Path) -> None:
        if Path(target) == tmp_path / "web" and Path(source).name != "old":
            refuse(source, target)
        really(source, target)

    monkeypatch.setattr(os, "replace", second_refused)
    with pytest.raises(PermissionError):
        write_folder(tmp_path / "web", FILES)
    assert left(tmp_path) == ["web", "web/old.txt"]


def test_a_file_in_a_folders_place_gives_way(tmp_path: Path) -> None:
    (tmp_path / "web").write_bytes(b"a file")
    write_folder(tmp_path / "web", FILES)
    assert (tmp_path / "web" / "a.txt").read_bytes() == b"one"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only some people make links")
def test_a_link_to_somebodys_folder_gives_way_and_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_bytes(b"mine")
    (tmp_path / "web").symlink_to(tmp_path / "mine")
    write_folder(tmp_path / "web", FILES)
    assert (tmp_path / "mine" / "a.txt").read_bytes() == b"mine"
    assert not (tmp_path / "web").is_symlink()


def refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("name", ["templates", "modules"])
def test_what_is_shipped_is_found(name: str) -> None:
    assert shipped(name).is_dir()
