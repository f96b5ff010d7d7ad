"""Every string a reader sees stands in `templates/words/`, is used, and is there when it is asked for."""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.words import words

ROOT = Path(__file__).parents[1]
WORDS = words("en")


def texts(*patterns: str) -> Iterator[str]:
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            yield path.read_text("utf-8")


PREVIEW = "\n".join(texts("templates/preview/*"))
SHELL = "\n".join(texts("templates/preview/*.html"))  # has a group of words of its own
TEMPLATES = "\n".join(texts("templates/**/*.html", "builder/*/*/*.html")).replace(SHELL, "")
PYTHON = "\n".join(texts("builder/**/*.py"))
PLAYER = "\n".join(texts("templates/player/*.js", "builder/*/*/*.js"))


def asked(text: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, text))


# The words templates and Python ask for, and the beginnings of those whose end is worked out.
SAID = asked(TEMPLATES, r'\bt\("([\w-]+)"\s*[,)]') | asked(PYTHON, r"\bwords(?:_of\([^)]*\))?\([\"']([\w-]+)[\"']")
BEGUN = asked(TEMPLATES, r'\bt\("([\w-]+-)"\s*~') | asked(PYTHON, r"\bwords\(f[\"']([\w-]+-)\{")
PLAYED = asked(PLAYER, r'\bsay\("([\w-]+)"')
PLAYED_BEGUN = asked(PLAYER, r"\bsay\(`([\w-]+-)\$\{")


def test_every_word_asked_for_is_there() -> None:
    assert SAID - set(WORDS["text"]) == set()
    assert PLAYED - set(WORDS["player"]) == set()
    for beginning in BEGUN:
        assert [key for key in WORDS["text"] if key.startswith(beginning)], beginning
    for beginning in PLAYED_BEGUN:
        assert [key for key in WORDS["player"] if key.startswith(beginning)], beginning


def test_every_word_is_used() -> None:
    named = SAID | asked(TEMPLATES, r"\"([a-z]+-[\w-]+)\"")
    assert [key for key in WORDS["text"] if key not in named and not key.startswith(tuple(BEGUN))] == []
    named = asked(PLAYER, r"\"([\w-]+)\"")
    assert [key for key in WORDS["player"] if key not in named and not key.startswith(tuple(PLAYED_BEGUN))] == []


def test_every_word_of_the_preview_is_there_and_is_used() -> None:
    named = asked(PREVIEW, r'\b(?:t|say)\("([\w-]+)"\s*[,)]') | asked(PREVIEW, r'"([a-z]+-[a-z-]+)"')
    begun = asked(PREVIEW, r'\b(?:t|say)\(["`]([\w-]+-)(?:"\s*~|\$\{)') | {"get-", "set-"}
    standards = {"scorm12", "scorm2004"}
    assert asked(PREVIEW, r'\b(?:t|say)\("([\w-]+)"\s*[,)]') - set(WORDS["preview"]) == set()
    assert [key for key in WORDS["preview"] if key not in named | standards and not key.startswith(tuple(begun))] == []
    assert [one for one in begun if not [key for key in WORDS["preview"] if key.startswith(one)]] == []


def test_the_preview_has_words_for_every_call_that_a_package_makes() -> None:
    trackers = "\n".join(texts("builder/targets/*/tracker.js", "templates/player/lms.js"))
    for verb, calls in (("get", r"\bget\(`?\"?([\w.]+)"), ("set", r"\b(?:want|set)\(`?\"?([\w.]+)")):
        for element in asked(trackers, calls):
            if element.startswith(("cmi.", "adl.")):
                name = re.sub(r"[._]+", "-", re.sub(r"^(cmi\.)?(core\.)?", "", element))
                assert [key for key in WORDS["preview"] if key.startswith(f"{verb}-{name}")], (verb, element)
    parts = asked(trackers, r'\["([a-z_]+)(?:\.0\.pattern)?",')
    said = {key.removeprefix("set-interactions-").removesuffix("-pattern") for key in WORDS["preview"]}
    assert {part.replace("_", "-") for part in parts - {"completed", "review"}} - said == set()


def test_every_state_of_a_module_and_every_question_type_has_its_words() -> None:
    from builder.model import About
    from builder.questions import types

    for status in About.model_fields["status"].annotation.__args__:
        if "status-" in BEGUN:
            assert f"status-{status.replace(' ', '-')}" in WORDS["text"]
    for kind in types().values():
        assert f"hint-{kind.hint}" in WORDS["text"]


def test_no_word_has_a_blank_that_nobody_fills() -> None:
    for group in WORDS.values():
        for key, text in group.items():
            assert text.strip(), key
            assert len(re.findall(r"[{}]", text)) == 2 * len(re.findall(r"\{\w+\}", text)), key
