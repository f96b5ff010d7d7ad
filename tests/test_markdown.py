"""What is not as every parser of Markdown does it."""

import pytest

from builder.markdown import parse, plain

CELL, HEAD = "td", "th"


@pytest.mark.parametrize("columns", [2, 3])
def test_a_head_without_words_is_an_empty_cell_and_no_heading_of_its_column(columns: int) -> None:
    rows = [["", "What", "Why"], ["---"] * 3, ["**One**", "this", "so"]]
    tokens = parse("\n".join("|".join(["", *row[:columns], ""]) for row in rows))
    heads = [(one.tag, one.attrGet("role")) for one in tokens if one.type == "th_open"]
    roles = (None, None) if columns == 2 else ("cell", "columnheader")
    assert heads == [(CELL, roles[0]), *[(HEAD, roles[1])] * (columns - 1)]
    assert [one.tag for one in tokens if one.type == "th_close"] == [tag for tag, _ in heads]
    assert [plain([one]) for one in tokens if one.type == "inline"][:columns] == rows[0][:columns]
