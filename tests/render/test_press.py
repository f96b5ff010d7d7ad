"""The press: the same PDFs side by side as one by one, kept for the next build, and never a wrong one."""

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from builder.kept import Kept
from builder.render.pdf import pdf
from builder.render.press import Press, _result


def page(text: str) -> str:
    return f'<html lang="en"><title>{text}</title><body style="font-family: SourceSans Print"><h1>{text}</h1>'


def data(html: str) -> bytes:
    printed = pdf(html)
    assert printed
    return printed.data


def test_what_is_printed_side_by_side_is_what_is_printed_alone(tmp_path: Path) -> None:
    texts = [page(f"Page {number}") for number in range(5)]
    with Press(Kept(tmp_path)) as press:
        orders = [press(text) for text in texts]
        made = [order() for order in orders]
    assert [one and one.data for one in made] == [data(text) for text in texts]
    assert len(list(tmp_path.iterdir())) == len(texts)


def test_what_was_printed_before_is_taken_and_what_has_changed_is_printed(tmp_path: Path) -> None:
    with Press(Kept(tmp_path)) as press:
        press(page("One"))()
    with Press(Kept(tmp_path)) as press:
        order = press(page("One"))
        assert "_pool" not in press.__dict__
        kept = order()
        assert kept
        assert kept.data == data(page("One"))
        changed = press(page("Another"))()
        assert changed
        assert changed.data == data(page("Another"))


def test_a_pdf_with_a_character_that_cannot_be_printed_is_not_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with Press(Kept(tmp_path)) as press:
            printed = press(page("A bird 🐦"))()
        assert printed
        assert printed.missing == ("🐦",)
    assert list(tmp_path.iterdir()) == []


def test_where_a_process_was_killed_it_is_printed_here() -> None:
    made: Future[None] = Future()
    made.set_exception(BrokenProcessPool("killed"))
    printed = _result(made, page("Here"))  # type: ignore[arg-type]  # what it would have been does not matter
    assert printed
    assert printed.data == data(page("Here"))
