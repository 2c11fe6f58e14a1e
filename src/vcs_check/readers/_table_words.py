"""Words by which rows that are no parts are known: totals, titles, and headers of dates."""

from __future__ import annotations

import re
from typing import Final

TOTAL: Final = re.compile(
    r"(?:(?:grand|sub)?[\s-]*total(?:s|e)?|sum(?:me|s)?|gesamt(?:summe|menge|preis)?|zwischensumme|"
    r"合计|总计|小计|总数|合計|総計|小計|總計)"
    r"(?:\s+(?:of|parts?|components?|items?|lines?|quantity|qty|count|pieces|pcs|cost|price|bom))*"
    r"\s*:?",
    re.IGNORECASE,
)
TITLE_WORDS: Final = re.compile(
    r"(?:(?:not?|un|non)?[\s-]*(?:mounted|fitted|populated|placed|stuffed)|mechanical|electrical|"
    r"electronics?|smd|smt|tht|pth|through[\s-]*hole|surface[\s-]*mount|top|bottom|side|layer|pcba?|"
    r"parts?|components?|optional|options?|packaging|accessor(?:y|ies)|assembly|remarks?|notes?|"
    r"approved|revision|end of (?:bom|list|table)|mechanik|elektronik|nicht bestückt|bestückt|"
    r"zubehör|verpackung|bemerkungen|机械|电子|结构件|贴片|插件|包装|备注|機構|電子部品|実装|未実装|"
    r"備考|and|&|und|\W)+",
    re.IGNORECASE,
)
"""Of what titles between the rows of a table are made."""
DATE_WORDS: Final = re.compile(
    r"date|datum|time|zeit|updated|modified|created|until|since|日期|时间|日付|年月日|日時",
    re.IGNORECASE,
)
