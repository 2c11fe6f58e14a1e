"""Whether a row of a table is hardware or software: the stricter reading where it is not said."""

from __future__ import annotations

import re
from typing import Final

_TYPES: Final = frozenset(
    {"application", "framework", "library", "container", "operating-system", "device-driver",
     "firmware", "file", "machine-learning-model", "data", "platform", "device", "service",
     "cryptographic-asset", "source", "archive", "install"}
)  # fmt: skip
_WORDS: Final = {
    **{kind: kind for kind in _TYPES},
    **dict.fromkeys(
        ("software", "sw", "s/w", "app", "apps", "program", "软件", "軟體", "ソフトウェア",
         "ソフトウエア", "ソフト", "anwendung", "programm", "应用", "アプリケーション"),
        "application",
    ),
    **dict.fromkeys(("fw", "f/w", "固件", "ファームウェア", "ファーム"), "firmware"),
    **dict.fromkeys(("os", "operating system", "betriebssystem", "操作系统"), "operating-system"),
    **dict.fromkeys(("driver software", "device driver", "treibersoftware"), "device-driver"),
    **dict.fromkeys(("bibliothek", "software library"), "library"),
    **dict.fromkeys(
        ("hardware", "hw", "h/w", "smd", "smt", "tht", "th", "pth", "dip", "through hole",
         "surface mount", "electrical", "electronic", "mechanical", "pcb", "pcba", "ic",
         "elektronik", "mechanik", "硬件", "硬體", "贴片", "插件", "ハードウェア", "ハードウエア",
         "ハード", "表面実装", "電子部品"),
        "device",
    ),
}  # fmt: skip
_SOFTWARE: Final = re.compile(
    r"software|firmware|\bfw\b|\bsw\b|\bapp\b|application|\bhal\b|\bsdk\b|\bbsp\b|stack|daemon|"
    r"library|\bapi\b|protocol|loader|kernel|operating system|\bos\b|driver|service|package|image|"
    r"licen[cs]e|"
    r"软件|軟體|固件|驱动|驅動|ソフト|ファーム|ドライバ|прошивк|драйвер",
    re.IGNORECASE,
)


def stated_kind(text: str) -> str:
    """The kind that a cell states, in CycloneDX spelling; empty for other words."""
    return _WORDS.get(" ".join(text.lower().replace("_", "-").split()), "")


def kind_of_hardware_row(texts: str) -> str:
    """The kind of a row of a list of hardware that does not state it.

    For software the rule begins earlier (MY2027) than for hardware (MY2030). So such a row is
    hardware only where nothing in it speaks of software. Everything else stays unknown, and is
    held to the worse of the two.

    Args:
        texts: its name, part numbers and description.
    """
    return "" if _SOFTWARE.search(texts) else "device"
