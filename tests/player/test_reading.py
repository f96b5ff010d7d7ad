"""How she likes to read: size, spacing and colours, kept in this browser for every module and told to nobody."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect
from sitting import Launch, Sitting

KEY = "team-readiness-reading"


def choose(sitting: Sitting, name: str, value: str) -> None:
    sitting.course.evaluate("at => document.querySelector(at).click()", f"[name=reading_{name}][value='{value}']")


def look(sitting: Sitting) -> Any:
    return sitting.course.evaluate(
        """() => { const { fontSize, backgroundColor, colorScheme } = getComputedStyle(document.documentElement);
        return [fontSize, backgroundColor, colorScheme, getComputedStyle(document.body).letterSpacing]; }"""
    )


USUAL = ["18px", "rgb(251, 250, 247)", "light dark", "normal"]


def test_what_she_chooses_shows_at_once_and_can_be_taken_back(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    assert look(sitting) == USUAL
    sitting.do("reading")
    assert sitting.focused == "#reading_title"
    choose(sitting, "size", "largest")
    choose(sitting, "spacing", "wide")
    choose(sitting, "theme", "dark")
    assert look(sitting) == ["26.1px", "rgb(20, 24, 31)", "dark", "1.566px"]
    choose(sitting, "theme", "cream")
    assert look(sitting)[1:3] == ["rgb(244, 234, 210)", "light"]
    for name in ("size", "spacing", "theme"):
        choose(sitting, name, "")
    assert look(sitting) == USUAL


def test_light_can_be_chosen_where_the_device_is_dark(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.lms.emulate_media(color_scheme="dark")
    assert look(sitting)[1] == "rgb(20, 24, 31)"
    choose(sitting, "theme", "light")
    assert look(sitting)[1:3] == ["rgb(251, 250, 247)", "light"]


def test_it_is_kept_for_the_next_time_and_holds_before_anything_shows(launch: Launch) -> None:
    choose(launch("web", place="alone"), "theme", "dark")
    again = launch("web", place="alone")
    assert look(again)[1] == "rgb(20, 24, 31)"
    expect(again["[name=reading_theme][value=dark]"]).to_be_checked()
    head = again["head script"].evaluate_all("all => all.map(one => [one.getAttribute('src'), one.defer])")
    assert head == [["reading.js", False], ["player.js", True]]


@pytest.mark.parametrize("target", ["scorm12", "scorm2004"])
def test_it_is_told_to_nobody_and_kept_under_a_name_that_says_nothing_of_her(launch: Launch, target: str) -> None:
    sitting = launch(target)
    before = len(sitting.calls)
    sitting.do("reading")
    choose(sitting, "size", "larger")
    sitting.do("close")
    assert len(sitting.calls) == before
    kept = sitting.course.evaluate("({ ...localStorage })")
    assert [name for name, text in kept.items() if "larger" in text] == [KEY]
    assert {**json.loads(kept[KEY]), "time": 0} == {"size": "larger", "time": 0}


@pytest.mark.parametrize("kept", ["nonsense", "null", "7", '{"theme":"<b>","size":{"a":1}}', "[]"])
def test_nonsense_in_the_storage_is_as_if_nothing_had_been_chosen(launch: Launch, kept: str) -> None:
    sitting = launch("web", place="alone")
    sitting.keep(KEY, kept)
    again = launch("web", place="alone")
    assert look(again) == USUAL
    choose(again, "theme", "dark")
    assert look(again)[1] == "rgb(20, 24, 31)"


def test_where_storage_is_refused_it_holds_for_the_page(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.lms.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    )
    sitting.lms.reload()
    choose(sitting, "size", "larger")
    assert look(sitting)[0] == "21.6px"


def test_paper_is_as_it_always_is(launch: Launch) -> None:
    sitting = launch("web", place="alone")
    sitting.lms.emulate_media(media="print")
    before = look(sitting)
    sitting.lms.emulate_media(media="screen")
    choose(sitting, "size", "largest")
    choose(sitting, "theme", "dark")
    choose(sitting, "spacing", "wide")
    sitting.lms.emulate_media(media="print")
    assert look(sitting) == before
    ink = sitting["body"].evaluate("one => getComputedStyle(one).color")
    assert ink == "rgb(29, 36, 51)"
