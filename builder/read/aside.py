"""What stands beside a trainer's files and is none of hers: what editors keep there, or she set aside."""

import re
from pathlib import Path

# Hidden and set aside; Emacs while it saves; Word and LibreOffice; copies of what was there before; a Mac's own saving.
_ASIDE = re.compile(
    r"[._].* | README\.md | \#.*\# | ~.* | .*~ | .*\.(bak|orig|sw[op]|kate-swp|crswap|tmp(\..*)?) | .*\.sb-\w+-\w+",
    re.IGNORECASE | re.VERBOSE,
)


def is_aside(path: Path) -> bool:
    """Say whether a file is neither read nor missed."""
    return bool(_ASIDE.fullmatch(path.name))
