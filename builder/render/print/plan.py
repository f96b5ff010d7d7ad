"""The action plan: what a team works through together, on paper, with room to say who does what and by when."""

from typing import Any

from builder.render.print.questions import APART
from builder.render.print.sheet import Kind
from builder.render.text import Env


def _values(env: Env) -> dict[str, Any] | None:
    lists = [one.question for one in env.module.questions if one.question.type == APART]
    return {"lists": lists} if lists else None


ACTION_PLAN = Kind("action-plan", _values)
