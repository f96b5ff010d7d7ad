"""Every rule by its code: its name, its family, how bad it is, and its page of the manual.

The docstring of whatever gives a code is the one place that says all of this, in a paragraph that starts with

    CODE its-name (family, severity): What is so where the rule is kept, and why.

What stands in brackets may be left out: then its letter says the family, and it is an error. Nothing else lists rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.problems import did_you_mean

# What the letter of a code says: where to look.
FAMILIES = {
    "F": "files",
    "Y": "yaml",
    "M": "markdown",
    "S": "structure",
    "Q": "questions",
    "I": "item-writing",
    "E": "evidence",
    "L": "language",
    "W": "plain-english",
    "C": "trauma-informed",
    "A": "accessibility",
    "B": "budgets",
    "P": "media",
    "R": "release",
}
# Those that have no letter of their own.
MORE_FAMILIES = ("links", "dates")
SEVERITIES = ("error", "warning", "note")
_PAGE = re.compile(
    r'^[ ]+(?:""")?(?P<code>[A-Z]\d{3})\ (?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\ \((?P<more>[a-z,\ -]+)\))?:'
    r'\s(?P<manual>.+?)(?=\n\s*\n|\s*""")',
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, order=True)
class Rule:
    """One rule, as `list rules` and `check --explain` say it."""

    code: str
    name: str
    family: str
    severity: str
    manual: str


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code, in their order."""
    texts = (path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("*.py"))
    return {rule.code: rule for rule in sorted(rule for text in texts for rule in written_in(text))}


def written_in(text: str) -> Iterator[Rule]:
    """Yield the rules that the docstrings of a file explain."""
    for found in _PAGE.finditer(text):
        more = [one.strip() for one in (found["more"] or "").split(",")]
        family = next((one for one in more if one in (*FAMILIES.values(), *MORE_FAMILIES)), FAMILIES[found["code"][0]])
        severity = next((one for one in more if one in SEVERITIES), SEVERITIES[0])
        yield Rule(found["code"], found["name"], family, severity, " ".join(found["manual"].split()))


def asked_for(words: str) -> Rule | str:
    """Return the rule with a code or a name, or what is said where there is none."""
    for rule in rules().values():
        if words.strip().lower() in (rule.code.lower(), rule.name):
            return rule
    known = [one for rule in rules().values() for one in (rule.code, rule.name)]
    hint = did_you_mean(words, known, "team-readiness list rules shows them all")
    return f'"{words}" is not the code or the name of a rule: {hint}'
