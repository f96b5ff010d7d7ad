"""How a screen is put together: headings that go down one step at a time, pictures with words and room of their own."""

from collections.abc import Iterator

from builder.checks import walk
from builder.markdown import plain
from builder.model import Module
from builder.problems import Problem


def headings_go_down_one_step(module: Module) -> Iterator[Problem]:
    """M108 heading-skipped (accessibility): Inside a screen, headings are `###` and below it `####`; no level is left
    out. People who cannot see the page find their way by the levels.

    M126 second-title (accessibility): A lesson has one title, above its first screen.

    M134 empty-heading (accessibility): A heading has words, or somebody who goes by headings lands on nothing.
    """
    for screen in module.screens:
        level = 2
        for run in screen.prose:
            for token, words in zip(run.tokens, run.tokens[1:], strict=False):
                if token.type != "heading_open":
                    continue
                place = run.source.place(token.map[0] if token.map else 0, 0)
                this, lowest = int(token.tag[1:]), min(level + 1, 4)
                if not plain([words]):
                    yield Problem("M134", place, "This heading has no words", "write some, or take it out")
                elif this == 1:
                    hint = "write ## to start a screen, ### for a heading inside one"
                    yield Problem("M126", place, "A lesson has one title, above its first screen", hint)
                elif not 3 <= this <= lowest:
                    yield Problem("M108", place, "This heading leaves out a level", f"write {'#' * lowest}")
                level = min(max(this, 2), lowest)


def screens_hold_something(module: Module) -> Iterator[Problem]:
    """S160 empty-screen (warning): Below the heading of a screen stands something to read or do. What only whoever
    leads a session reads is nothing to a learner.
    """
    for screen in module.screens:
        if not screen.parts:
            hint = "write something below it, start the next lines with ### instead of ##, or take the heading out"
            yield Problem("S160", screen.place, "This screen has a heading and nothing else", hint, "warning")


def pictures_are_described(module: Module) -> Iterator[Problem]:
    """P108 alt-text (accessibility): Every picture has words for those who do not see it."""
    for run in walk.texts(module):
        for token, place in run.placed():
            if token.type == "image" and not token.content.strip():
                hint = "say what it shows, between the square brackets: ![…](…)"
                yield Problem("P108", place, "This picture has no description", hint)


def pictures_stand_alone(module: Module) -> Iterator[Problem]:
    """P111 picture-alone: A picture has a paragraph to itself, because it is shown with its caption below it."""
    for run in walk.texts(module):
        for token, place in run.placed():
            children = token.children or [] if token.type == "inline" else []
            if len(children) > 1 and any(child.type == "image" for child in children):
                hint = "put an empty line before and after it"
                yield Problem("P111", run.find("![", place), "A picture stands in a paragraph of its own", hint)


RULES = (headings_go_down_one_step, screens_hold_something, pictures_are_described, pictures_stand_alone)
