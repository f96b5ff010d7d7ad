"""The code book beside the packages: every code an LMS can report, once, in a table a spreadsheet opens safely."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from builder.kept import Kept
from builder.model import Module
from builder.pipeline import Workspace, build, checked
from builder.render.codes import code_book
from builder.targets import targets

SAMPLE = Path(__file__).parents[1] / "sample"


@pytest.fixture(scope="module")
def sample() -> Module:
    return checked(Workspace(SAMPLE), ["sample"], []).modules[0]


def rows(module: Module) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(code_book(module).decode("utf-8-sig"), newline="")))


def test_the_columns_are_those_that_were_agreed(sample: Module) -> None:
    data = code_book(sample)
    assert data.startswith(b"\xef\xbb\xbfquestion id,type,question text,code,text,right,scored,points\r\n")


def test_every_code_of_every_question_has_one_row(sample: Module) -> None:
    found = [(row["question id"], row["code"]) for row in rows(sample)]
    assert len(found) == len(set(found))
    for question in sample.saved:
        codes = {code for name, code in found if name == question.id}
        first, *rest = [[item.code for item in items] for items in question.lists().values()]
        wanted = {f"{one}.{other}" for one in first for other in rest[0]} if rest else set(first)
        if "then" in question.key():
            wanted = {".".join(pair) for pair in question.key()["then"]}
        assert codes == wanted


def test_what_is_right_is_what_the_key_says(sample: Module) -> None:
    for question in sample.saved:
        here = [row for row in rows(sample) if row["question id"] == question.id]
        key = question.key().get("right")
        if key is None:
            assert {row["right"] for row in here} == {""}
            continue
        right = {row["code"] for row in here if row["right"] == "yes"}
        assert right == ({f"{one}.{other}" for one, other in key.items()} if isinstance(key, dict) else set(key))


def test_practice_is_neither_scored_nor_worth_points(sample: Module) -> None:
    closing = {asked.question.id: asked.question for asked in sample.quiz}
    for row in rows(sample):
        if row["question id"] in closing:
            assert row["points"] == str(closing[row["question id"]].points)
        else:
            assert (row["scored"], row["points"]) == ("no", "0")
    unscored = {row["code"] for row in rows(sample) if row["question id"] == "q-sort" and row["scored"] == "no"}
    counted = set(closing["q-sort"].key()["scored"])
    assert {code[0] for code in unscored}.isdisjoint(counted)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_text_is_a_formula_to_a_spreadsheet(sample: Module, sign: str) -> None:
    asked = sample.quiz[0]
    options = [one.model_copy(update={"text": f"{sign}1+2"}) for one in asked.question.options]  # type: ignore[attr-defined]
    question = asked.question.model_copy(update={"ask": f"{sign}SUM(A1:A9)", "options": tuple(options)})
    changed = replace(sample, quiz=(replace(asked, question=question),))
    texts = {
        text
        for row in rows(changed)
        if row["question id"] == question.id
        for text in (row["text"], row["question text"])
    }
    assert texts == {f"'{sign}1+2", f"'{sign}SUM(A1:A9)"}


@pytest.mark.parametrize(("only", "is_there"), [("scorm12", True), ("scorm2004", True), ("web", False)])
def test_it_stands_beside_packages_only_and_is_the_same_for_both(
    sample: Module, tmp_path: Path, only: str, is_there: bool
) -> None:
    made = list(build([sample], [targets()[only]], tmp_path, None, lambda _: None, Kept(tmp_path / "kept")))
    path = tmp_path / "sample" / "sample-codes.csv"
    assert path.is_file() == is_there == (path in [one.path for one in made])
    if is_there:
        assert path.read_bytes() == code_book(sample)
