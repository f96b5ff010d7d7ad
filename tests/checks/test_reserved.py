"""The page's own ids and those that trainers choose never meet."""

import re
from pathlib import Path

from builder.read.ids import RESERVED
from builder.words import templates


def ids(folder: Path) -> set[str]:
    return {one for path in folder.glob("*.html") for one in re.findall(r'\bid="([^"]*)"', path.read_text("utf-8"))}


def test_every_id_the_page_uses_is_reserved_or_cannot_be_chosen() -> None:
    fixed = {one for one in ids(templates() / "page") if "{" not in one}
    assert {one for one in fixed if "_" not in one} <= RESERVED


def test_every_id_the_page_makes_holds_a_sign_that_no_trainer_can_write() -> None:
    made = {re.sub(r"\{\{.*?\}\}", "", one) for one in ids(templates() / "page") if "{" in one}
    assert {one for one in made if one and "_" not in one} <= {"-source-"}
