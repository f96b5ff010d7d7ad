"""What `check` and `list rules` print: text for people, JSON for programs, annotations for a review on GitHub."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from builder.problems import UNSEEN, Problem, as_text, harmless
from builder.rules import Rule, rules

_WIDTH = 100
_ON_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def report(problems: Iterable[Problem], root: Path, form: str, *, colour: bool) -> Iterator[str]:
    """Yield problems in one of the forms `text`, `json` and `github`, ready to be printed one after the other."""
    if form == "json":
        data = json.dumps([_data(one, root) for one in problems], ensure_ascii=False, indent=2)
        yield UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", data)
    elif form == "github":
        yield from (_annotation(one, root) for one in problems)
    else:
        yield from (as_text(one, root, colour=colour) + "\n" for one in problems)


def _data(problem: Problem, root: Path) -> dict[str, str | int]:
    rule = rules()[problem.code]
    return {
        "code": problem.code,
        "name": rule.name,
        "family": rule.family,
        "severity": problem.severity,
        "file": _file(problem, root),
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def _annotation(problem: Problem, root: Path) -> str:
    """Return a problem as a command that GitHub Actions shows beside the line."""
    place = problem.place
    title = f"{problem.code} {rules()[problem.code].name}"
    where = f"file={_escaped(_file(problem, root), ':,')},line={place.line},col={place.column},title={title}"
    words = problem.message + (f"\nHint: {problem.hint}" if problem.hint else "")
    return f"::{_ON_GITHUB[problem.severity]} {where}::{_escaped(words)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(one):02X}" if one in f"%\r\n{more}" else harmless(one) for one in text)


def _file(problem: Problem, root: Path) -> str:
    path = problem.place.path
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def manual(rule: Rule) -> str:
    """Return the page of the manual on a rule."""
    return f"{rule.code} {rule.name} · {rule.family} · {rule.severity}\n\n{textwrap.fill(rule.manual, 80)}"


def rules_as_text() -> Iterator[str]:
    """Yield the rules by family, each on a line."""
    known = list(rules().values())
    width = max(len(rule.name) for rule in known)
    for family in dict.fromkeys(rule.family for rule in known):
        yield f"{family}"
        for rule in (one for one in known if one.family == family):
            line = f"  {rule.code}  {rule.severity:7}  {rule.name:{width}}  {rule.manual}"
            yield _cut(line)
        yield ""
    yield "One in full: team-readiness check --explain CODE"


def _cut(line: str) -> str:
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rsplit(" ", 1)[0] + " …"


def rules_as_json() -> str:
    """Return the rules as one JSON array."""
    return json.dumps([asdict(rule) for rule in rules().values()], ensure_ascii=False, indent=2)
