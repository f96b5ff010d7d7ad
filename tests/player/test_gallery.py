"""Every question type in the gallery: each good example is answered as its tries say, on a small dark screen."""

import pytest
import yaml
from playwright.sync_api import BrowserContext, expect
from sitting import open_module

from builder.gallery import gallery
from builder.questions import folder, types
from builder.questions.question import Saved
from builder.render import Build
from builder.targets import targets


@pytest.mark.parametrize("kind", sorted(types()))
def test_every_example_can_be_answered_on_a_small_screen(context: BrowserContext, kind: str) -> None:
    files = {file.path: file.data for file in targets()["web"].files(Build(gallery(), prints=False))}
    assert not [name for name in files if name.endswith(".pdf")]
    examples = yaml.load((folder(kind) / "examples.yaml").read_text("utf-8"), yaml.BaseLoader)["good"]
    sitting = open_module(context, files, "web", place="alone")
    sitting.lms.set_viewport_size({"width": 320, "height": 640})
    for number, example in enumerate(examples, start=1):
        sitting.go(f"{kind}-{number}")
        name = f"{kind}-{number}-question"
        if issubclass(types()[kind], Saved):
            sitting.give(name, example["tries"][0]["given"])
            sitting.do("check")
            expect(sitting[f"[data-question={name}] [data-outcome]"]).to_be_visible()
        else:
            expect(sitting[f"[data-own={name}]"]).to_be_visible()
        assert sitting.course.evaluate("document.documentElement.scrollWidth") == 320
        assert "type: " + kind in sitting[".screen:not([hidden]) pre"].inner_text()
    assert sitting.faults == []
