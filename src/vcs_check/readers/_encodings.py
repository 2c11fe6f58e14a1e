"""Texts in older encodings, where the bytes themselves say which it is."""

from __future__ import annotations

import re
from typing import Final

_SAMPLE_BYTES: Final = 1 << 20
_WESTERN: Final = re.compile(
    rb"[\x00-\x7f]|(?<![\x80-\xff])"
    # ± ² ³ µ ° º © ® Ä Ö Ü ä ö ü ß é è ê à ç ñ å ø æ and the typographic signs of cp1252
    rb"[\x80\x84\x85\x91-\x97\x99\xa0\xa7\xa9\xab\xae\xb0-\xb3\xb5\xb7\xba\xbb-\xbe\xc4-\xc7\xc9"
    rb"\xd1\xd6\xd8\xdc\xdf-\xe2\xe4-\xed\xf1-\xf6\xf8-\xfc](?![\x80-\xff])"
)
_KANA: Final = re.compile("[\u3041-\u309f\u30a1-\u30fa]")
_HEADER_WORDS: Final = {
    "gb18030": re.compile(
        "数量|位号|封装|型号|名称|制造商|供应商|厂家|厂商|品牌|物料|描述|规格|序号|料号"
    ),
    "cp932": re.compile("メーカ|型番|品番|品名|数量|部品|番号|仕様|備考|リファレンス"),
}


def legacy_encoding(data: bytes) -> str:
    """The encoding of a text that is not UTF-8, where only one can be meant; else empty.

    Chinese and Japanese are told by headers that a BOM has in these languages, since each byte
    of the one is a byte of the other; Western by letters and signs that stand alone between
    plain ones, as no East Asian character does.
    """
    sample = data[:_SAMPLE_BYTES]
    found = [name for name, words in _HEADER_WORDS.items() if _has(data, name, words)]
    if len(found) == 1:
        return found[0]
    if not found and not _WESTERN.sub(b"", sample) and not _WESTERN.sub(b"", data):
        return "cp1252"
    return ""


def _has(data: bytes, encoding: str, words: re.Pattern[str]) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    beginning = text[:4096]
    if encoding == "gb18030" and _KANA.search(beginning):
        return False
    return words.search(beginning) is not None
