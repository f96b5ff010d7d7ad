"""The course as a whole, in `modules/shared/`: its map, and the page on the training peers are entitled to."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from builder.model import Course, Entitlement, Group, Shared
from builder.placed import Placed, Steps
from builder.problems import Place, Problem, did_you_mean, nearest, quoted
from builder.read.ids import doubled

SHARED = "shared"


def module_names(modules: Path) -> list[str]:
    """Return the names of all modules, sorted; none where there is no such folder."""
    folders = [one for one in modules.iterdir() if one.is_dir()] if modules.is_dir() else []
    return sorted(one.name for one in folders if one.name != SHARED and not one.name.startswith((".", "_")))


def course_faults(course: Course, placed: Placed, names: Sequence[str]) -> Iterator[Problem]:
    """S131 off-the-map (warning): Every module is on the course map. One that is not is built all the same, and listed
    below the map.
    """
    above: dict[str, Place] = {}
    for index, group in enumerate(course.course):
        at: Steps = ("course", index)
        place = placed.place((*at, "id"))
        if group.id in above:
            yield doubled(group.id, place, above[group.id])
        yield from _after(group, placed, at, list(above))
        yield from _stops(group, placed, at, names)
        above.setdefault(group.id, place)
    mapped = {stop.id for group in course.course for stop in group.modules}
    for name in names:
        if name not in mapped:
            message = f"The module {quoted(name)} is not on the course map"
            hint = f'add "- module: {name}" to the group it is for, where they would take it'
            yield Problem("S131", placed.place(("course",), key=True), message, hint, "warning")


def _after(group: Group, placed: Placed, at: Steps, above: Sequence[str]) -> Iterator[Problem]:
    """S129 group-after: A group of the course comes after groups that stand above it."""
    for number, name in enumerate(group.after):
        if name not in above:
            hint = did_you_mean(name, above, "name the id of a group above this one, or take the line out")
            yield Problem("S129", placed.place((*at, "after", number)), f"{quoted(name)} is no group above", hint)


def _stops(group: Group, placed: Placed, at: Steps, names: Sequence[str]) -> Iterator[Problem]:
    """S130 twice-in-group: A group of the course takes a module once."""
    met: set[str] = set()
    for number, stop in enumerate(group.modules):
        place = placed.place((*at, "modules", number, "module"))
        if stop.id in met:
            yield Problem("S130", place, f"{quoted(stop.id)} stands twice in this group", "take one of the two out")
        else:
            yield from _there(stop.id, place, names)
        met.add(stop.id)


def _there(name: str, place: Place, names: Sequence[str]) -> Iterator[Problem]:
    """S132 no-such-module (warning): A module that is named is there. Until it is, the page that names it leaves it
    out.
    """
    if name not in names:
        near = nearest(name, names)
        hint = f"did you mean {quoted(near)}? " if near else ""
        hint += "if the module was taken away, take its lines out here too; until it is there, it is left out"
        yield Problem("S132", place, f"There is no module {quoted(name)}", hint, "warning")


def entitlement_faults(page: Entitlement, placed: Placed, shared: Shared, names: Sequence[str]) -> Iterator[Problem]:
    """E122 not-recommended: What the page on entitlement prints as recommended is a recommendation of sources.yaml.

    E123 nobody-to-turn-to: Whom the page on entitlement says one can turn to stands in support.yaml.
    """
    named: list[tuple[str, Steps]] = [(name, ("recommended", index)) for index, name in enumerate(page.recommended)]
    named += [(topic.source, ("topics", index, "source")) for index, topic in enumerate(page.topics)]
    recommended = [one.id for one in shared.sources.values() if one.kind == "recommendation"]
    for name, at in named:
        if name not in recommended and not shared.may_hold("sources", name):
            hint = did_you_mean(name, recommended, "write the id of an entry of that file")
            message = f"{quoted(name)} is not a recommendation in modules/shared/sources.yaml"
            yield Problem("E122", placed.place(at), message, hint)
    support = [one.id for one in shared.support]
    for index, name in enumerate(page.turn_to):
        if name not in support and not shared.may_hold("support", name):
            hint = did_you_mean(name, support, "write the id of an entry of that file")
            message = f"{quoted(name)} is not in modules/shared/support.yaml"
            yield Problem("E123", placed.place(("turn-to", index)), message, hint)
    for index, topic in enumerate(page.topics):
        yield from _there(topic.module, placed.place(("topics", index, "module")), names)
