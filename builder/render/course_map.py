"""The course map: who takes which modules, in which order, as course.yaml says; and what is on nobody's way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.model import Group, Module, Shared, Stop


@dataclass(frozen=True)
class Route:
    """A group's way through the course: its modules in order, and the groups it comes after.

    `group` is None for the modules that are on no group's way; `told` holds those that are met here first.
    """

    group: Group | None
    after: tuple[Group, ...]
    stops: tuple[tuple[Stop, Module], ...]
    told: tuple[Module, ...]

    @property
    def minutes(self) -> int:
        """Return how long all of it takes."""
        return sum(module.about.minutes for _, module in self.stops)


def routes(shared: Shared, modules: Sequence[Module]) -> Iterator[Route]:
    """Yield the way of each group that has one, then the modules that are on nobody's."""
    known = {module.id: module for module in modules}
    groups: dict[str, Group] = {group.id: group for group in shared.course}
    rest = dict(known)
    for group in shared.course:
        stops = tuple((stop, known[stop.id]) for stop in group.modules if stop.id in known)
        told = tuple(module for _, module in stops if rest.pop(module.id, None))
        if stops:
            yield Route(group, tuple(groups[name] for name in group.after), stops, told)
    if rest:
        yield Route(None, (), (), tuple(rest.values()))
