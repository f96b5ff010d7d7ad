"""The two SCORM manifests: valid against the schemas, and right where the schemas look away."""

import re
from collections.abc import Callable, Sequence
from types import SimpleNamespace

import pytest
from lxml import etree

from builder.render.environment import environment

FILES = ["index.html", "pictures/roles.svg", "player.js", "style.css", "summary.pdf"]
TITLE = "The different peer roles"
SUMMARY = "Who does what, and what each role brings."

# The schemas a manifest may name, and the words in which the two standards differ.
STANDARDS = {
    "scorm12": SimpleNamespace(
        schemas={
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
            "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        },
        cp="http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2",
        version="1.2",
        scormtype="scormtype",
    ),
    "scorm2004": SimpleNamespace(
        schemas={
            "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
            "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
            "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        },
        cp="http://www.imsglobal.org/xsd/imscp_v1p1",
        adlcp="http://www.adlnet.org/xsd/adlcp_v1p3",
        version="2004 4th Edition",
        scormtype="scormType",
    ),
}
Faults = Callable[[str, bytes], list[str]]
IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
both = pytest.mark.parametrize("standard", list(STANDARDS))


def render(
    standard: str,
    *,
    title: str = TITLE,
    summary: str = SUMMARY,
    language: str = "en-GB",
    edition: str = "0.1",
    files: Sequence[str] = FILES,
    schemas: Sequence[str] = (),
) -> bytes:
    about = SimpleNamespace(title=title, summary=summary, language=language, edition=edition)
    template = environment().get_template(f"targets/{standard}/manifest.xml")
    module = SimpleNamespace(id="peer-roles", about=about)
    return template.render(module=module, files=files, schemas=schemas).encode()


def manifest(standard: str, **changes: object) -> etree._Element:
    return etree.fromstring(render(standard, **changes))  # type: ignore[arg-type]  # the keywords of `render`


def named(root: etree._Element, standard: str, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{{STANDARDS[standard].cp}}}{name}"))


@both
def test_the_manifest_is_valid_against_its_schemas(standard: str, schema_faults: Faults) -> None:
    assert schema_faults(standard, render(standard)) == []


@both
def test_the_manifest_is_laid_out_for_a_person_to_read(standard: str) -> None:
    text = render(standard).decode()
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<manifest ')
    assert all(line.strip() and line == line.rstrip() for line in text.splitlines())


@both
def test_the_schemas_would_catch_a_broken_manifest(standard: str, schema_faults: Faults) -> None:
    broken = render(standard).replace(b"<title>", b"<titel>").replace(b"</title>", b"</titel>")
    assert schema_faults(standard, broken)


@both
def test_the_manifest_names_its_standard_in_the_words_hosts_look_for(standard: str) -> None:
    root = manifest(standard)
    assert [one.text for one in named(root, standard, "schema")] == ["ADL SCORM"]
    assert [one.text for one in named(root, standard, "schemaversion")] == [STANDARDS[standard].version]


@both
def test_the_one_resource_is_a_sco_that_starts_at_index_html(standard: str) -> None:
    (resource,) = named(manifest(standard), standard, "resource")
    about = STANDARDS[standard]
    assert resource.get("href") == "index.html"
    assert resource.get("type") == "webcontent"
    assert resource.get(f"{{{about.adlcp}}}{about.scormtype}") == "sco"


@both
def test_the_prefixes_are_those_that_hosts_read_as_text(standard: str) -> None:
    text = render(standard).decode()
    assert f" adlcp:{STANDARDS[standard].scormtype}=" in text
    assert (standard == "scorm12") != ("<imsss:sequencing>" in text)


@both
def test_every_file_is_listed_once_and_nothing_else(standard: str) -> None:
    listed = [file.get("href") for file in named(manifest(standard), standard, "file")]
    assert listed == FILES


@both
def test_one_default_organization_holds_one_item_that_leads_to_the_page(standard: str) -> None:
    root = manifest(standard)
    (organizations,) = named(root, standard, "organizations")
    (organization,) = named(root, standard, "organization")
    (item,) = named(root, standard, "item")
    (resource,) = named(root, standard, "resource")
    assert organizations.get("default") == organization.get("identifier")
    assert item.get("identifierref") == resource.get("identifier")


@both
def test_identifiers_are_plain_names_given_once(standard: str) -> None:
    found = [one.get("identifier") for one in manifest(standard).iter() if one.get("identifier")]
    assert len(found) == len(set(found)) == 4
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", one) for one in found)


@both
def test_identifiers_hang_on_the_id_alone_so_that_an_update_keeps_every_record(standard: str) -> None:
    before = manifest(standard)
    after = manifest(standard, title="Renamed", summary="Rewritten.", edition="7", language="cy", files=["index.html"])
    names = ("identifier", "identifierref", "default", "objectiveID")
    first, second = (
        [one.get(name) for one in root.iter() for name in names if one.get(name)] for root in (before, after)
    )
    assert first == second


@both
@pytest.mark.parametrize(
    "title",
    [
        "Peers & <b>teams</b>: \"can\" and 'can't'",
        "]]> --> <!-- <![CDATA[",
        "Ŵyn, Ŷd, tŷ, gwên, ïon – “croeso” 🌱",
        "{{ 7 * 7 }} {% raw %}",
    ],
)
def test_a_hostile_title_stays_text(standard: str, schema_faults: Faults, title: str) -> None:
    document = render(standard, title=title, summary=title, edition=title, language="cy")
    assert schema_faults(standard, document) == []
    root = etree.fromstring(document)
    assert [one.text for one in named(root, standard, "title")] == [title, title]


@both
def test_no_host_is_asked_to_decide_or_to_set_a_limit(standard: str) -> None:
    text = render(standard).decode().lower()
    for word in ("masteryscore", "maxtimeallowed", "timelimit", "limitconditions", "completionthreshold", "hidelmsui"):
        assert word not in text, word


def test_in_2004_the_page_decides_what_is_completed_and_passed() -> None:
    root = manifest("scorm2004")
    (controls,) = root.iter(f"{IMSSS}deliveryControls")
    assert dict(controls.attrib) == {
        "tracked": "true",
        "completionSetByContent": "true",
        "objectiveSetByContent": "true",
    }
    (objectives,) = root.iter(f"{IMSSS}objectives")
    (primary,) = objectives
    assert primary.tag == f"{IMSSS}primaryObjective"
    assert dict(primary.attrib) == {"objectiveID": "peer-roles-objective", "satisfiedByMeasure": "false"}
    assert list(primary) == []


def test_in_2004_a_strict_sequencer_can_start_the_course() -> None:
    (mode,) = manifest("scorm2004").iter(f"{IMSSS}controlMode")
    assert mode.get("flow") == "true"


@both
def test_no_address_leads_out_of_the_package(standard: str) -> None:
    root = manifest(standard)
    values = [value for one in root.iter() for value in one.attrib.values()]
    assert [value for value in values if "//" in value or value.startswith("/")] == []


@both
def test_without_schema_files_no_schema_location_is_promised(standard: str) -> None:
    assert b"schemaLocation" not in render(standard)
    assert b"xsi" not in render(standard)


@both
def test_schema_locations_name_the_packed_files_and_no_others(standard: str, schema_faults: Faults) -> None:
    about = STANDARDS[standard]
    packed = [*about.schemas.values(), "unrelated.xsd"]
    root = manifest(standard, schemas=packed)
    (value,) = (value for name, value in root.attrib.items() if str(name).endswith("schemaLocation"))
    words = str(value).split()
    assert dict(zip(words[::2], words[1::2], strict=True)) == about.schemas
    assert schema_faults(standard, render(standard, schemas=packed)) == []


@both
def test_the_same_module_gives_the_same_bytes(standard: str) -> None:
    assert render(standard) == render(standard)
