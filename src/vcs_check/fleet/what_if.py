"""Where the results of a what-if stand: one folder for each set of hypotheses."""

from __future__ import annotations

import hashlib
import re
from typing import Final

_MOST_CHARACTERS: Final = 60


def folder_name(hypotheses: tuple[str, ...]) -> str:
    """A plain name that differs for every set of ``--assume`` statements."""
    every = sorted(set(hypotheses))
    text = "-".join(re.sub(r"[^a-z0-9]+", "-", each.lower(), flags=re.ASCII) for each in every)
    digest = hashlib.sha256("\n".join(every).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{text.strip('-')[:_MOST_CHARACTERS].strip('-') or 'what-if'}-{digest[:8]}"
