"""YAML is read as text: nothing is guessed, and everything has a place."""

from pathlib import Path

import pytest

from builder.placed import Extract, Placed, read_yaml
from builder.problems import Place

PATH = Path("quiz.yaml")


def read(text: str) -> Placed:
    return read_yaml(Extract(PATH, text))


@pytest.mark.parametrize(
    "text", ["No", "007", "1e3", "2027-01-01", "null", "~", "0x1F", "1_000", ".inf", "on", "3.10", "12:30"]
)
def test_a_value_stays_what_was_typed(text: str) -> None:
    assert read(f"answer: {text}").data == {"answer": text}


def test_an_empty_value_counts_as_absent_but_its_place_is_known() -> None:
    placed = read("a:\nb: ''\nc: x")
    assert placed.data == {"b": "", "c": "x"}
    assert placed.place(("a",), key=True) == Place(PATH, 1, 1)


def test_every_key_and_value_has_its_place() -> None:
    placed = read("a:\n  - b: één\n    c: [x, y]\n")
    assert placed.place(("a",), key=True) == Place(PATH, 1, 1)
    assert placed.place(("a", 0, "b")) == Place(PATH, 2, 8)
    assert placed.place(("a", 0, "c"), key=True) == Place(PATH, 3, 5)
    assert placed.place(("a", 0, "c", 1)) == Place(PATH, 3, 12)


def test_what_is_missing_has_the_place_of_what_holds_it() -> None:
    placed = read("a:\n  - b: x\n")
    assert placed.place(("a", 0, "z", "zz")) == Place(PATH, 2, 5)
    assert placed.place(("z",)) == Place(PATH, 1, 1)


def test_columns_are_counted_in_characters() -> None:
    assert read("é: 😀x\nb: {ü: y}").place(("b", "ü")) == Place(PATH, 2, 8)


def test_a_piece_of_a_file_has_the_places_of_the_file() -> None:
    whole = Extract(PATH, "one\n  two\nthree")
    assert read_yaml(whole.part(1, "two: x", 2)).place(("two",)) == Place(PATH, 2, 8)


@pytest.mark.parametrize("text", ["", "# a remark\n", "---\n", "---\n...\n"])
def test_nothing_is_an_empty_mapping(text: str) -> None:
    assert (read(text).data, read(text).problems) == ({}, ())


def test_a_name_with_signs_is_a_name() -> None:
    assert read('"a b": 1\n? c\n: 2\n').data == {"a b": "1", "c": "2"}


def test_long_texts_keep_their_words() -> None:
    assert read("a: >-\n  one\n  two\n\n  three\nb: |\n  four\n").data == {"a": "one two\nthree", "b": "four\n"}


@pytest.mark.parametrize("text", ["a: b\n}", "name:\nxyz: {", "- a\n b: [", "a: |\n  x\n y"])
def test_a_fault_at_the_end_stands_in_the_file(text: str) -> None:
    (problem,) = read(text).problems
    lines = text.split("\n")
    assert problem.place.line <= len(lines)
    assert problem.place.column <= len(lines[problem.place.line - 1]) + 1
