"""Doubles of real LMSs in JavaScript, for tests and preview: what each host really does, one file a host.

`host.js` says how one is started; `model.js` holds the two data models as tables.
"""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
FIRST = ("host", "model")


@cache
def names() -> list[str]:
    """Return the name of every host."""
    return sorted(path.stem for path in HERE.glob("*.js") if path.stem not in FIRST)


@cache
def script() -> str:
    """Return all hosts as one classic script that gives a window `startHost(name, standard, server)` and `hosts`."""
    parts = [(HERE / f"{name}.js").read_text(encoding="utf-8") for name in (*FIRST, *names())]
    given = "Object.assign(window, { startHost, hosts });"
    return "\n".join(["(function () {", '"use strict";', *parts, given, "})();", ""])
