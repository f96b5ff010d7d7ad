"""The page's own ids and those that trainers choose never meet."""

import re

from builder.read.ids import RESERVED
from builder.words import templates


def ids(name: str = "page/page.html") -> set[str]:
    """Return the ids of a module's page and of all that it includes; the catalogue has no ids of a trainer's on it."""
    text = (templates() / name).read_text("utf-8")
    inside = re.findall(r"""\{%-? include "(page/[^"]*)\"""", text)
    return {*re.findall(r'\bid="([^"]*)"', text), *(one for part in inside for one in ids(part))}


def test_every_id_the_page_uses_is_reserved_or_cannot_be_chosen() -> None:
    fixed = {one for one in ids() if "{" not in one}
    assert {one for one in fixed if "_" not in one} <= RESERVED


def test_every_id_the_page_makes_holds_a_sign_that_no_trainer_can_write() -> None:
    made = {re.sub(r"\{\{.*?\}\}", "", one) for one in ids() if "{" in one}
    assert {one for one in made if one and "_" not in one} <= {"-source-"}
