"""The easy edition on paper: an idea at a time, its picture beside it. Its words are the author's own, in easy.md."""

from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from builder.markdown import cited
from builder.model import Easy, Idea, Sentence, Tested
from builder.render.print.sheet import Handout, Kind
from builder.render.text import Env, html_of
from builder.words import long_date


@dataclass(frozen=True)
class EasyKind(Kind):
    """A handout with pictures and sources of its own: those of the easy edition and no others."""

    def handouts(self, env: Env) -> list[Handout]:
        """Return the easy edition, where the module has one."""
        easy = env.module.easy
        if not easy:
            return []
        module = replace(env.module, pictures=easy.pictures)
        return super().handouts(replace(env, module=module, numbers=_numbers(easy, env)))


@dataclass(frozen=True)
class Shown:
    """An idea as HTML: its picture, and its sentences."""

    picture: Markup
    sentences: list[Markup]


def _numbers(easy: Easy, env: Env) -> dict[str, int]:
    found: dict[str, int] = {}
    for idea in easy.ideas:
        for sentence in idea.sentences:
            for name in _sources(sentence):
                found.setdefault(env.module.shared.base(name).id, len(found) + 1)
    return found


def _sources(sentence: Sentence) -> list[str]:
    return [name for token in sentence.tokens if token.type == "citation" for name in cited(token.content)]


def _values(env: Env) -> dict[str, Any] | None:
    easy = env.module.easy
    if not easy:
        return None
    topics = [(topic.title, [_shown(idea, env) for idea in topic.ideas]) for topic in easy.topics]
    return {"easy": easy, "topics": topics, "tested": _tested(env.module.about.easy, env)}


def _shown(idea: Idea, env: Env) -> Shown:
    picture = html_of([idea.picture], env) if idea.picture else ""
    return Shown(Markup(picture), [Markup(html_of(one.tokens, env)) for one in idea.sentences])


def _tested(tested: Tested | None, env: Env) -> str:
    """Return who tested it and when, or that it is a draft which nobody has tested."""
    if not tested:
        return env.words("easy-draft")
    people = env.module.shared.people
    names = ", ".join(name for who in tested.by if (name := people[who].shown))
    return env.words("easy-tested", who=names or env.words("easy-not-named"), date=long_date(tested.date))


EASY = EasyKind("summary-easy", _values)
