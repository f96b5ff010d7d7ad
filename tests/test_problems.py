"""How a problem is printed, wherever it stands and whatever stands there."""

from pathlib import Path

import pytest

from builder.problems import Place, Problem, any_errors, as_text, did_you_mean, in_order, quoted


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "modules" / "first" / "quiz.yaml"


def shown(file: Path, text: str, line: int, column: int, **more: str) -> str:
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    problem = Problem("Y102", Place(file, line, column), '"rigth" is not known here', 'did you mean "right"?', **more)  # type: ignore[arg-type]
    return as_text(problem, file.parents[2])


FIRST = 'modules/first/quiz.yaml:{}: error Y102: "rigth" is not known here\n'
HINT = '  hint: did you mean "right"?'


def test_a_problem_is_its_place_its_line_a_caret_and_a_hint(file: Path) -> None:
    assert shown(file, "a:\n  rigth: yes\n", 2, 3) == FIRST.format("2:3") + "      rigth: yes\n      ^\n" + HINT


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_is_found_whatever_ends_the_lines(file: Path, end: str) -> None:
    assert "    rigth: yes\n    ^\n" in shown(file, f"\ufeffa: b{end}rigth: yes{end}", 2, 1)


def test_a_tab_before_the_caret_stays_a_tab(file: Path) -> None:
    assert "    \trigth\n    \t^\n" in shown(file, "\trigth", 1, 2)


def test_a_long_line_is_shown_around_the_caret(file: Path) -> None:
    lines = shown(file, "x" * 500 + "rigth" + "y" * 500, 1, 501).split("\n")
    assert len(lines[1]) < 80
    assert lines[1][lines[2].index("^") :].startswith("rigth")


@pytest.mark.parametrize("around", ["x", "看", "👍", "e\u0301", "\tx", "\u00ad", "a "])
@pytest.mark.parametrize("before", [0, 3, 33, 300])
@pytest.mark.parametrize("after", [0, 300])
def test_the_caret_stands_under_what_is_meant_in_80_columns(file: Path, around: str, before: int, after: int) -> None:
    line = around * before + "RIGTH" + around * after
    _, shown_line, caret, _ = shown(file, line, 1, len(around) * before + 1).split("\n")
    assert columns(shown_line[: shown_line.index("RIGTH")]) == columns(caret[: caret.index("^")])
    assert columns(shown_line) <= 80


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes, with a tab's stops at each eighth of them."""
    wide = 0
    for letter in text:
        wide += {"看": 2, "👍": 2, "\u0301": 0, "\t": 8 - wide % 8}.get(letter, 1)
    return wide


def test_the_first_line_is_never_wrapped(file: Path) -> None:
    problem = Problem("Y102", Place(file, 1, 1), "word " * 100 + "\n" + "word " * 100)
    assert len(as_text(problem, file.parents[2]).split("\n")[0]) > 900


def test_a_line_that_is_not_utf8_is_shown_as_far_as_it_goes(file: Path) -> None:
    assert "    caf� x\n       ^\n" in shown(file, "caf\udce9 x", 1, 4)


def test_signs_that_a_terminal_would_obey_are_not_sent_to_it(file: Path) -> None:
    said = shown(file, "rigth: \x1b[31m\x07", 1, 1)
    assert "\x1b" not in said
    assert "\x07" not in said


@pytest.mark.parametrize("line", [3, 10_000])
def test_a_place_beyond_the_end_has_no_line_to_show(file: Path, line: int) -> None:
    assert shown(file, "a\nb", line, 1) == FIRST.format(f"{line}:1") + HINT


def test_a_file_that_is_not_there_has_no_line_to_show(file: Path) -> None:
    assert (
        as_text(Problem("F106", Place(file), "None"), file.parents[2])
        == "modules/first/quiz.yaml:1:1: error F106: None"
    )


def test_a_file_elsewhere_is_named_in_full(tmp_path: Path) -> None:
    assert as_text(Problem("F106", Place(Path("/else/where.md")), "None"), tmp_path).startswith("/else/where.md:1:1: ")


def test_problems_come_in_the_order_of_their_places_and_once(file: Path) -> None:
    later, first, same = (Problem("M101", Place(file, *at), "Word") for at in ((10, 1), (2, 9), (2, 10)))
    assert in_order([later, same, first, later]) == [first, same, later]


def test_only_errors_stop_a_build(file: Path) -> None:
    warning, note = (Problem("Q206", Place(file), "Short", severity=one) for one in ("warning", "note"))  # type: ignore[arg-type]
    assert not any_errors([warning, note])
    assert any_errors([warning, Problem("Q201", Place(file), "None")])


def test_a_hint_names_the_nearest_word_or_the_few_there_are() -> None:
    assert did_you_mean("rigth", ["right", "left"]) == 'did you mean "right"?'
    assert did_you_mean("Note", ["note"]) == 'did you mean "note"?'
    assert did_you_mean("xyz", ["b", "a"]) == "known here: a, b"
    assert did_you_mean("xyz", map(str, range(100))) == ""
    assert did_you_mean("xyz", ["b"], "look it up") == "look it up"
    assert did_you_mean("xyz", [], "") == ""


def test_what_is_quoted_is_short_and_on_one_line() -> None:
    assert quoted("two\n  lines") == '"two lines"'
    assert len(quoted("x" * 1000)) == 62
