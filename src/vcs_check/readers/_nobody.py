"""Words that stand where a name belongs and name nobody, and what is written around a name.

They are read alike in every format: a program must not be judged by the format in which its
supplier left a field open.
"""

from __future__ import annotations

import re
from typing import Final

from vcs_check.text import BomText

NOTHING_SAID: Final = frozenset(
    {"", "-", "--", "---", "–", "—", "~", "?", "n/a", "na", "n.a.", "none", "null", "tbd", "t.b.d.",
     "noassertion", "unknown", "k.a.", "k. a.", "unbekannt",
     "keine", "无", "無", "未知", "なし", "不明"}
)  # fmt: skip
"""What people write, in lower case, where they have nothing to say."""
NO_ASSERTION: Final = frozenset({"NOASSERTION", "NONE"})
"""What SPDX writes for a licence of which nothing is said."""
_LONGEST: Final = max(map(len, NOTHING_SAID))
_ACTOR: Final = re.compile(r"(organi[sz]ation|person|tool)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_MAIL: Final = re.compile(r"\s*\(\s*(?:[^()]*@[^()]*)?\)\s*\Z")


def said(text: str | None) -> bool:
    """Whether a text says anything."""
    return text is not None and (len(text) > _LONGEST or text.lower() not in NOTHING_SAID)


def party_name(written: str) -> tuple[BomText, bool]:
    """The name in ``Organization: X (mail@example.com)``, and whether it is a person's.

    SPDX writes parties like that; converters carry it into other formats. The name is empty
    where nobody is named.
    """
    name, is_person = written.strip(), False
    if ":" in name and (match := _ACTOR.fullmatch(name)):
        name, is_person = match[2].strip(), match[1].lower() == "person"
    if name.endswith(")"):
        name = _MAIL.sub("", name).strip() or name
    return BomText(name if said(name) else ""), is_person
