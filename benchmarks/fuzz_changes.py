"""Changes to BOM files that keep most of their form, for :mod:`benchmarks.fuzz`.

A change of single bytes almost always breaks the syntax, and then only the decoder is tried. These
move whole tokens, lines and stretches, so that many of the files are read to the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

_TOKEN: Final = re.compile(
    rb'"(?:[^"\\\n]|\\.)*"|<[^<>]*>|[A-Za-z0-9_.:@#/+-]+|[{}\[\],]|[^\sA-Za-z0-9]'
)
_MAX_TOKENS: Final = 20_000
HOSTILE: Final = (
    b"null", b"true", b"-1", b"1e999", b"9" * 400, b'""', b'" "', b'"\\ud800"', b'"\\u0000"',
    "\u202e".encode(), b"\xff", b"\xed\xa0\x80", b"\x00", b"[]", b"{}", b"[[]]", b"[{}]",
    b"[null]", b'{"name":{}}', b"NOASSERTION", b"NONE", b"SPDXRef-DOCUMENT", b"<x/>",
    b"<![CDATA[<]]>", b"&lt;", b"&x;", b"<!-- -->", b"<text>", b"</text>", b"&a", b"*a", b"<<: ",
    b"- ", b"|", b"? ", b": ", b"!!python/name:os.system ", b"DocumentRef-x:SPDXRef-y",
    b"../../etc/passwd", b"file:///etc/passwd", b"[" * 500, b"{" * 500,
    b"urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#a", b"_:b", b"x" * 3000,
    b"=1+1", b'"a""b', b";", b"\t", b"\r\n", b"vcs:class=radio", b"vcs:frequency-mhz",
)  # fmt: skip

_Change = Callable[[bytes, Random, Sequence[bytes], Sequence[bytes]], bytes]


def tokens_of(files: Sequence[bytes]) -> list[bytes]:
    """What the files are made of, each once, in order."""
    return list(dict.fromkeys(token for data in files for token in _TOKEN.findall(data)))


def _span(data: bytes, random: Random) -> tuple[int, int]:
    """A token at or behind a place taken at random."""
    match = _TOKEN.search(data, random.randrange(len(data) + 1))
    return match.span() if match else (len(data), len(data))


def _another_token(
    data: bytes, random: Random, _: Sequence[bytes], tokens: Sequence[bytes]
) -> bytes:
    start, end = _span(data, random)
    kind = data[start : start + 1]
    same = [token for token in random.choices(tokens, k=8) if token[:1] == kind]
    return data[:start] + (same[0] if same else random.choice(tokens)) + data[end:]


def _hostile(data: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    start, end = _span(data, random)
    return data[:start] + random.choice(HOSTILE) + data[random.choice((start, end)) :]


def _without(data: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _stretch(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + int(2 ** random.uniform(0, 10)))


def _moved(data: bytes, random: Random, pool: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    """A stretch of this or another file, somewhere else."""
    source = random.choice((data, random.choice(pool)))
    start, end = _stretch(source, random)
    at, to = _stretch(data, random)
    return data[:at] + source[start:end] + data[random.choice((at, to)) :]


def _line(data: bytes, random: Random, pool: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    """A line gone, twice, or from elsewhere."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    others = random.choice((data, random.choice(pool))).split(b"\n")
    lines[at : at + random.randint(0, 1)] = random.choice(
        ([], [lines[at]] * random.choice((2, 50)), [random.choice(others)])
    )
    return b"\n".join(lines)


def _repeated(data: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    start, end = _stretch(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 20)) + data[end:]


def _balanced(data: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    """An object, array or element put in the place of another."""
    found = [
        m.span() for m in re.finditer(rb"\{[^{}]*\}|\[[^\[\]]*\]|<(\w+)[^<>]*>[^<>]*</\1>", data)
    ]
    if len(found) < 2:
        return data
    (a, b), (c, d) = random.choice(found), random.choice(found)
    return data[:a] + data[c:d] + data[b:]


def _byte(data: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _encoded(data: bytes, random: Random, _: Sequence[bytes], __: Sequence[bytes]) -> bytes:
    if random.random() < 0.9:
        return data
    return data.decode(errors="replace").encode(random.choice(("utf-16", "utf-8-sig", "utf-32")))


_CHANGES: Final[tuple[_Change, ...]] = (
    _another_token, _another_token, _another_token, _hostile, _hostile, _without, _moved, _line,
    _line, _repeated, _balanced, _balanced, _byte, _encoded,
)  # fmt: skip


def changed(data: bytes, random: Random, pool: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """The file after one to eight changes."""
    for _ in range(int(2 ** random.uniform(0, 3))):
        data = random.choice(_CHANGES)(data, random, pool, tokens[:_MAX_TOKENS])
    return data
