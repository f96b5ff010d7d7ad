"""Mistakes as data: each row changes one file of a module that has nothing wrong with it, and says what is then said.

- mistake: what the trainer did
  file: first/module.yaml          in workspace/modules/
  from: audience                   these words, which stand in the file once …
  to: audince                      … become these (`times:` how often); or `write:` the whole file anew, `bytes:` the
                                   same in hex, `size:` that many bytes, `link:` to a place, `pipe: yes`, `rename:` it,
                                   or `remove: yes`
  release: yes                     as `build --release` sees it
  mended: audience                 if `check --fix` writes something: what it writes in place of `to` (or of all that
                                   was written), and nothing is then left to be written
  says: |                          everything `check` prints, without the source lines
    modules/first/module.yaml:3:1: error Y102: "audince" is not known here
      hint: did you mean "audience"?

A folder `mistakes/<table>/` holds what the rows of a table need beside the workspace.

What only looks like a mistake stands in `near/*.yaml`, in rows of the same form: `code` is the rule that has nothing
to say about it, `near` what the trainer did, and `besides` lists what others say, where that cannot be helped.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from builder.pipeline import Checked, Workspace, checked, mend
from builder.problems import as_text
from builder.targets import targets

HERE = Path(__file__).parent
WORKSPACE = HERE / "workspace"


def rows(folder: str = "mistakes") -> list[dict[str, Any]]:
    """Return every row of every table, with the name of its table."""
    return [
        {"table": path.stem, **row}
        for path in sorted((HERE / folder).glob("*.yaml"))
        for row in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    ]


def says(row: dict[str, Any]) -> str:
    """Return what is said about the workspace once the mistake is made in a copy of it."""
    with _made(row) as root:
        found = _checked(root, row)
        return "".join(_without_source(as_text(problem, root)) for problem in found.problems)


def fixed(row: dict[str, Any]) -> tuple[str, str]:
    """Return the changed file as `check --fix` leaves it, and as it is wanted: with `mended` in the mistake's place."""
    with _made(row) as root:
        path = root / "modules" / row["file"]
        before = path.read_bytes().decode()
        mend(_checked(root, row).edits)
        assert mend(_checked(root, row).edits) == []
        return path.read_bytes().decode(), before.replace(row.get("to") or row["write"], row["mended"])


@contextmanager
def _made(row: dict[str, Any]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "workspace"
        shutil.copytree(WORKSPACE, root)
        beside = HERE / "mistakes" / row.get("table", "")
        if row.get("table") and beside.is_dir():
            shutil.copytree(beside, root / "modules", dirs_exist_ok=True)
        for change in (row, *row.get("also", ())):
            _make(root / "modules", change)
        yield root


def _checked(root: Path, row: dict[str, Any]) -> Checked:
    workspace = Workspace(root)
    return checked(workspace, workspace.names(), list(targets().values()), release=row.get("release") == "yes")


def _make(modules: Path, change: dict[str, str]) -> None:
    path = modules / change["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "from" in change:
        text = path.read_bytes().decode()
        assert text.count(change["from"]) == 1, f"{change['from']!r} stands {text.count(change['from'])} times"
        path.write_bytes(text.replace(change["from"], change["to"] * int(change.get("times", 1))).encode())
    elif "write" in change:
        path.write_bytes(change["write"].encode())
    elif "bytes" in change:
        path.write_bytes(bytes.fromhex(change["bytes"]))
    elif "size" in change:
        with path.open("wb") as stream:
            stream.truncate(int(change["size"]))
    elif "link" in change:
        path.symlink_to(change["link"])
    elif "pipe" in change:
        os.mkfifo(path)
    elif "rename" in change:
        (modules / change["rename"]).parent.mkdir(exist_ok=True)
        path.rename(modules / change["rename"])
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _without_source(text: str) -> str:
    return "".join(f"{line}\n" for line in text.split("\n") if not line.startswith("    "))
