"""A look at a module: read, and every rule asked. It is kept for the next build: most modules stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from builder.checks import check
from builder.kept import Kept, digest, digest_of, made_with
from builder.model import Shared
from builder.problems import Edit, Problem, any_errors
from builder.questions import types
from builder.read import SHARED, Reading, module_names, read_module, read_shared
from builder.targets import Target
from builder.values import dumped, loaded


@dataclass(frozen=True)
class Looked:
    """A module as far as it could be read, and every problem of it."""

    reading: Reading
    problems: tuple[Problem, ...]


@lru_cache(maxsize=1)
def _shared(folder: Path, _state: str) -> tuple[Shared, tuple[Problem, ...], tuple[Edit, ...]]:
    """Return the shared lists, what is wrong with them, and the edits that would mend some of it."""
    edits: list[Edit] = []
    shared, problems = read_shared(folder, edits)
    return shared, tuple(problems), tuple(edits)


class Looking:
    """Looks at the modules of one folder, with the lists they share and the targets that have to carry them.

    Reads the lists, with `problems` of them and the `edits` that would mend some. Without a place to keep looks in,
    each is a new one.
    """

    def __init__(self, modules: Path, wanted: Sequence[Target], kept: Kept | None = None) -> None:
        self._modules, self._wanted, self._kept = modules, wanted, kept
        self._lists = self._among()
        self.shared, self.problems, self.edits = _shared(modules / SHARED, self._lists)
        if self._lists != self._among():  # something was saved meanwhile
            _shared.cache_clear()

    def __call__(self, name: str) -> Looked:
        """Return the look at a module as it is now."""
        folder = self._modules / name
        if self._kept is None:
            return self._anew(folder)
        kept = digest(self._lists, digest_of(folder))
        found = self._loaded(self._kept.get(kept))
        if found is None:
            found = self._anew(folder)
            if kept == digest(self._among(), digest_of(folder)):  # nothing was saved meanwhile
                self._kept.put(kept, self._dumped(found))
        return found

    def _among(self) -> str:
        """Return a name for all that a look depends on beside the module itself."""
        wanted, names = ([target.name for target in self._wanted], module_names(self._modules))
        return digest(made_with(), digest_of(self._modules / SHARED), repr(wanted), repr(names))

    def _anew(self, folder: Path) -> Looked:
        """Read and check a module. Where it cannot be read, what a rule would merely have better waits."""
        reading = read_module(folder, self.shared)
        found = list(reading.problems)
        more = [*check(reading.module), *(one for target in self._wanted for one in target.check(reading.module))]
        found += [one for one in more if one.severity == "error" or not any_errors(reading.problems)]
        return Looked(reading, tuple(found))

    def _dumped(self, look: Looked) -> bytes:
        """Return a look as bytes, but for the shared lists, which all modules have together."""
        return dumped(look, {"shared": self.shared})

    def _loaded(self, data: bytes | None) -> Looked | None:
        """Return the look that was kept. Data that holds none is as good as none."""
        types()  # whose questions a look may hold
        try:
            found = loaded(data, {"shared": self.shared}) if data else None
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            return None
        return found if isinstance(found, Looked) else None
