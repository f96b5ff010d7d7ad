"""What reading a module has met so far; every part of it that reads a file adds to this."""

from dataclasses import dataclass, field

from builder.problems import Edit, Problem


@dataclass
class Found:
    """The problems of a module, the edits that would mend some of them, and the ids it uses."""

    problems: list[Problem] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
