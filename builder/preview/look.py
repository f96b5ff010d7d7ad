"""What a look at a module gives: the last version without errors, and what is wrong with it as it stands on disk."""

import hashlib
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from builder.model import Module
from builder.pipeline import Workspace, checked
from builder.problems import Place, Problem, any_errors, as_text
from builder.render import Build
from builder.render.pdf import Printed, can_print
from builder.rules import rules
from builder.targets import targets
from builder.words import say

STANDARDS = ("scorm12", "scorm2004")
PACKED = "imsmanifest.xml"  # what only an LMS reads
_ENOUGH = 1_000_000  # bytes of a file that tell it from another: of a film its beginning
_PRINTING = threading.Lock()  # one at a time


class Promised(Build):
    """A build whose page says that there is a PDF, and which does not wait for it to be made."""

    def printed(self, name: str) -> Printed | None:
        """Return a PDF with nothing in it, or None where none could be made."""
        return Printed(b"") if can_print() else None


@dataclass(frozen=True)
class Version:
    """A version of the module that has no errors. Each thing is made when a browser first asks for it."""

    module: Module
    _packages: dict[str, dict[str, bytes]] = field(default_factory=dict, repr=False)
    _making: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def package(self, standard: str) -> dict[str, bytes]:
        """Return the files of the package for a standard, by path; a PDF among them is empty."""
        with self._making:
            if standard not in self._packages:
                files = targets()[standard].files(Promised(self.module))
                self._packages[standard] = {file.path: file.data for file in files if file.path != PACKED}
            return self._packages[standard]

    @cached_property
    def mark(self) -> str:
        """Return what is the same for two versions that look the same on screen."""
        files = self.package(STANDARDS[0])
        told = (b"%d " % len(data) + data[:_ENOUGH] for _, data in sorted(files.items()))
        return hashlib.sha256(b"".join(told)).hexdigest()[:16]

    @cached_property
    def _build(self) -> Build:
        return Build(self.module)

    def html(self, name: str) -> bytes | None:
        """Return a handout as a page, or None where there is none of that name."""
        handout = self._build.handouts.get(name)
        return handout.html.encode() if handout else None

    def pdf(self, name: str) -> bytes | None:
        """Return a handout as PDF, or None where there is none of that name or none can be made."""
        with _PRINTING:
            printed = self._build.printed(name) if name in self._build.handouts else None
        return printed.data if printed else None

    def handouts(self) -> list[dict[str, Any]]:
        """Return what the page is told of the handouts: each that can be read there, with the PDFs of its editions."""
        every = self._build.handouts.values()
        language = self.module.about.language
        return [
            {
                "name": one.name,
                "title": say(language, "text", f"print-{one.name}"),
                "pdfs": [
                    other.name for other in every if (other.name + "-").startswith(one.name + "-") and can_print()
                ],
            }
            for one in every
            if one.is_twin
        ]


@dataclass(frozen=True)
class Look:
    """One look at the module on disk. `version` is the last one without errors, which may be an earlier one."""

    number: int
    version: Version | None
    problems: tuple[Problem, ...]

    def said(self, root: Path) -> dict[str, Any]:
        """Return what the page is told, in the words of `check`."""
        version = self.version
        return {
            "number": self.number,
            "mark": version.mark if version else "",
            "title": version.module.about.title if version else "",
            "broken": any_errors(self.problems),
            "problems": [_said(problem, root) for problem in self.problems],
        }


def look(workspace: Workspace, name: str, before: Look | None = None) -> Look:
    """Read and check the module as it is now."""
    number = before.number + 1 if before else 1
    try:
        found = checked(workspace, [name], [targets()[standard] for standard in STANDARDS])
        version = Version(found.modules[0]) if found.modules else None
        problems = found.problems
        if version:
            _ = version.mark  # made here, so that a page is there when it is asked for
    except Exception as fault:  # a mistake of ours must not end the preview of what somebody is writing
        version, problems = None, (_ours(fault, workspace.modules / name),)
    return Look(number, version or (before.version if before else None), problems)


def _ours(fault: Exception, folder: Path) -> Problem:
    """F110 our-mistake: The builder itself could not go on. The preview shows the version before, and goes on."""
    hint = "it is not your mistake: please send your folder to those who make team-readiness, and undo your last change"
    message = f"The builder could not go on: {type(fault).__name__}: {fault}"
    return Problem("F110", Place(folder), message, hint)


def _said(problem: Problem, root: Path) -> dict[str, Any]:
    first, *rows = as_text(problem, root).split("\n")
    place, _, _ = first.partition(f": {problem.severity} {problem.code}:")
    source = [row.removeprefix("    ") for row in rows if row.startswith("    ")]
    return {
        "severity": problem.severity,
        "code": problem.code,
        "place": place,
        "message": problem.message,
        "manual": rules()[problem.code].manual,
        "source": source,
        "hint": problem.hint,
    }
