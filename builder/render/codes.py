"""The code book: what the codes in an LMS's report of answers mean, as a table that a spreadsheet opens."""

from collections.abc import Iterator

from builder.markdown import parse_inline, plain
from builder.model import Module
from builder.render.spreadsheet import as_csv

COLUMNS = ("question id", "type", "question text", "code", "text", "right", "scored", "points")


def code_book(module: Module) -> bytes:
    """Return the table, a row for each thing an answer can be made of. Without the BOM, Excel would spoil accents."""
    return as_csv([COLUMNS, *_rows(module)]).encode("utf-8-sig")


def _rows(module: Module) -> Iterator[tuple[str, ...]]:
    for question in module.saved:
        is_closing = question in module.scored
        points = str(question.points) if is_closing else "0"
        for token in question.tokens():
            right, scored = "" if token.right is None else _yes(token.right), _yes(is_closing and token.scored)
            code = ".".join(token.codes)  # item and place, as SCORM 1.2 writes a pair; 2004 writes 1[.]a
            yield question.id, question.type, _cell(question.ask), code, _cell(token.text), right, scored, points


def _cell(text: str) -> str:
    return plain(parse_inline(text)).strip()


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
