"""When something was saved: the files of some folders are looked at, many times a second.

Looking is what works everywhere, on a network drive as on a stick. An editor may empty a file before it fills it, or
take it away before it puts the new one there: so what has gone or is empty is given a moment to come back, and what was
read while a file was being written is read again before anybody sees it.
"""

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

OFTEN = 0.02  # seconds from look to look
PATIENCE = 0.5  # for what may come back

Stamp = tuple[int, int]  # when a file was changed, and its size


class Watch:
    """Folders that are looked at, and how their files were when they were last taken note of."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = list(folders)
        self.known = self.stamps()
        self.took = 0.0

    def stamps(self) -> dict[str, Stamp]:
        """Return how every file is now."""
        return {name: stamp for folder in self.folders for name, stamp in _files(folder)}

    def wait(self) -> None:
        """Come back when something was saved."""
        while (now := self._look()) == self.known:
            pass
        until = time.monotonic() + PATIENCE
        while self._lacks(now) and time.monotonic() < until:
            now = self._look()
        self.known = now

    def is_still(self) -> bool:
        """Say whether nothing was saved since; where something was, there is no wait for it."""
        return self.stamps() == self.known

    def _look(self) -> dict[str, Stamp]:
        """Return how the files are after a pause, which is longer where looking takes long."""
        time.sleep(max(OFTEN, 3 * self.took))
        began = time.monotonic()
        found = self.stamps()
        self.took = time.monotonic() - began
        return found

    def _lacks(self, now: dict[str, Stamp]) -> bool:
        """Say whether a file that had something in it is gone, or is empty."""
        return any(size and now.get(name, (0, 0))[1] == 0 for name, (_, size) in self.known.items())


def _files(folder: Path) -> Iterator[tuple[str, Stamp]]:
    try:
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                about = entry.stat(follow_symlinks=False)  # an editor marks a file it has open with a link to nowhere
                yield entry.path, (about.st_mtime_ns, about.st_size)
    except OSError:  # it went while it was looked at: the next look says so
        return
