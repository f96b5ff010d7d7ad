"""What both SCORM packages are: the page, the schema files if there are any, and a manifest of all of it."""

from collections.abc import Iterator
from pathlib import Path

from builder.files import File
from builder.render.build import Build
from builder.render.environment import environment
from builder.render.page import player


def package(build: Build, target: Path) -> Iterator[File]:
    """Yield the files of a package. `target` is the folder with the target's manifest.xml and tracker.js."""
    page = sorted(build.page(player("lms"), target / "tracker.js"), key=lambda file: file.path)
    schemas = list(_schemas(build.schemas / target.name)) if build.schemas else []
    template = environment().get_template(f"targets/{target.name}/manifest.xml")
    manifest = template.render(
        module=build.module,
        files=[file.path for file in page],
        schemas=[file.path for file in schemas],
    )
    yield File("imsmanifest.xml", manifest.encode())
    yield from page
    yield from schemas


def _schemas(folder: Path) -> Iterator[File]:
    """Yield ADL's schema files of one standard, with their paths as they stand in the folder."""
    for path in sorted(one for one in folder.rglob("*") if one.suffix in (".xsd", ".dtd")):
        yield File(path.relative_to(folder).as_posix(), path.read_bytes())
