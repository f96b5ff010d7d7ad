"""Golden pages: how each page of the sample's handouts is laid out, kept as text that a person can read and compare.

`golden/<handout>.txt` has a paragraph a page: where its headings stand and how far down it is filled, in millimetres
from the top. A change of a style, a template or WeasyPrint that moves something shows here. If it was meant, look at
the pages, then write them anew: GOLDEN=write .venv/bin/pytest tests/render/test_golden_pages.py
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from paper import Paper, Words
from test_family import edition

from builder.pipeline import Workspace, checked
from builder.render import Build

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SAMPLE = HERE.parent / "sample"
POINT = 25.4 / 72  # millimetres
ALIKE = 2  # millimetres by which Pango's versions differ without anybody seeing it
LINE = "{:>5.0f} mm  {}"


@cache
def build() -> Build:
    return Build(checked(Workspace(SAMPLE), ["sample"], []).modules[0])


def drawn(kind: str) -> list[tuple[str, list[tuple[float, str]]]]:
    """Return what each page shows: a title, and what stands how many millimetres from the top."""
    printed = build().printed(kind)
    assert printed
    size, (_, height) = edition(kind)
    return [
        (f"Page {number}", list(_marks(page, size, height)))
        for number, page in enumerate(Paper(printed.data).pages, start=1)
    ]


def _marks(page: list[Words], size: float, height: int) -> Iterator[tuple[float, str]]:
    words = [one for one in page if one.mark is not None]
    for one in words:
        if one.size > size + 1:
            yield (height - one.y) * POINT, one.text.strip()
    yield (height - min(one.y for one in words)) * POINT, f"the last of {len({round(one.y) for one in words})} lines"


def written(pages: list[tuple[str, list[tuple[float, str]]]]) -> str:
    return "\n".join("\n".join([title, *(LINE.format(at, what) for at, what in marks), ""]) for title, marks in pages)


def read(text: str) -> list[tuple[str, list[tuple[float, str]]]]:
    pages = []
    for paragraph in text.strip("\n").split("\n\n"):
        title, *lines = paragraph.split("\n")
        parts = (line.split(" mm  ", 1) for line in lines)
        pages.append((title, [(float(at), what) for at, what in parts]))
    return pages


@pytest.mark.parametrize("kind", list(build().handouts))
def test_every_page_is_laid_out_as_it_was_when_somebody_looked_at_it(kind: str) -> None:
    path = GOLDEN / f"{kind}.txt"
    now = drawn(kind)
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(written(now), encoding="utf-8")
    then = read(path.read_text(encoding="utf-8"))
    assert [title for title, _ in now] == [title for title, _ in then]
    for (title, marks), (_, golden) in zip(now, then, strict=True):
        assert [what for _, what in marks] == [what for _, what in golden], title
        moved = [(what, at, was) for (at, what), (was, _) in zip(marks, golden, strict=True) if abs(at - was) > ALIKE]
        assert moved == [], title


def test_no_golden_page_is_of_a_handout_that_is_no_more() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(build().handouts)
