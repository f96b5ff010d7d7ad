"""What both SCORM packages are: the page, the schema files if there are any, and a manifest of all of it."""

from collections.abc import Iterator
from pathlib import Path

from builder.files import File
from builder.given import files_in, read
from builder.render.build import Build
from builder.render.environment import environment
from builder.render.page import player

# What of the player only a package with an LMS behind it needs.
TRACKED = ("answers", "requests", "lms", "telling", "local", "belongs", "tabs", "join", "late")


def package(build: Build, target: Path, schema: str) -> Iterator[File]:
    """Yield the files of a package.

    `target` is the folder with the target's manifest.xml and tracker.js; `schema` the file that ADL's set for the
    standard has and other sets have not.
    """
    page = sorted(build.page(*map(player, TRACKED), target / "tracker.js"), key=lambda file: file.path)
    folder = schema_folder(build.schemas, schema) if build.schemas else None
    schemas = list(_schemas(folder)) if folder else []
    template = environment().get_template(f"targets/{target.name}/manifest.xml")
    manifest = template.render(
        module=build.module,
        files=[file.path for file in page],
        schemas=[file.path for file in schemas],
    )
    yield File("imsmanifest.xml", manifest.encode())
    yield from page
    yield from schemas


def schema_folder(folder: Path, schema: str) -> Path | None:
    """Return the folder, `folder` or one below it, with the set that has `schema`; of several, the last by name.

    The 3rd and 4th Edition of SCORM 2004 share their file names, so the later edition is the one that is taken.
    """
    return max((path.parent for path in files_in(folder) if path.name == schema), default=None)


def _schemas(folder: Path) -> Iterator[File]:
    """Yield the schema files of a set, with their paths as they stand in its folder."""
    for path in sorted(one for one in files_in(folder) if one.suffix in (".xsd", ".dtd")):
        yield File(path.relative_to(folder).as_posix(), read(path, folder))
