"""Packed files: headers that say too much, frames of nothing, archives that lie of members."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from typing import Final

from tests.hostile.corpus import Case, malformed, no_bom, reads, too_much

BOM: Final = json.dumps(
    {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library",
     "name": "a"}]}
).encode()  # fmt: skip
GZ: Final = gzip.compress(BOM, mtime=0)


def skippable(size: int, data: bytes = b"") -> bytes:
    """A frame of zstd that says nothing."""
    return struct.pack("<II", 0x184D2A50, size) + data


def raw_frame(data: bytes, *, window: int = 0, dictionary: bool = False) -> bytes:
    """A frame of zstd with one block as it is."""
    head = b"\x28\xb5\x2f\xfd" + (b"\x01" if dictionary else b"\x00") + bytes([window])
    head += b"\x07" if dictionary else b""
    return head + (len(data) << 3 | 1).to_bytes(3, "little") + data


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def lying(at: int, size: int) -> bytes:
    """An archive whose directory gives a member another size."""
    made = bytearray(zipped(a=BOM))
    where = made.index(b"PK\x01\x02")
    struct.pack_into("<I", made, where + at, size)
    return bytes(made)


CASES: Final[dict[str, Case]] = {
    "gzip with a name of 10 MB": reads(
        lambda: GZ[:3] + b"\x08" + GZ[4:10] + b"n" * 10_000_000 + b"\0" + GZ[10:], 1),
    "gzip with a comment without end": malformed(
        lambda: GZ[:3] + b"\x10" + GZ[4:10] + b"c" * 1_000_000, "gzip"),
    "gzip with 64 KB of something else": reads(
        lambda: GZ[:3] + b"\x04" + GZ[4:10] + b"\xff\xff" + b"x" * 65_535 + GZ[10:], 1),
    "gzip in a piece for each byte": reads(
        lambda: b"".join(gzip.compress(BOM[n : n + 1], mtime=0) for n in range(len(BOM))), 1),
    "gzip in 20,000 pieces": too_much(
        lambda: GZ + gzip.compress(b"", mtime=0) * 20_000, "max_archive_members"),
    "gzip with another sum": malformed(lambda: GZ[:-8] + b"1234" + GZ[-4:], "gzip"),
    "gzip with another length": malformed(lambda: GZ[:-4] + b"\0\0\0\0", "gzip"),
    "gzip packed in a way that is none": malformed(lambda: GZ[:2] + b"\x07" + GZ[3:], "gzip"),
    "zstd after 200,000 frames of nothing": no_bom(
        lambda: skippable(0) * 200_000 + raw_frame(BOM), "no BOM"),
    "zstd behind a frame that is longer than the file": no_bom(
        lambda: skippable(0xFFFFFFFF, b"x"), "no BOM"),
    "zstd with a window of 2 TB": malformed(lambda: raw_frame(BOM, window=0xF8), "zstd"),
    "zstd with a dictionary": malformed(lambda: raw_frame(BOM, dictionary=True), "zstd"),
    "zstd without blocks": malformed(lambda: b"\x28\xb5\x2f\xfd\x00\x00", "zstd"),
    "zip of a BOM where one belongs": no_bom(lambda: zipped(a=BOM), "unpack it"),
    "zip that says four billion bytes": too_much(
        lambda: lying(24, 0xFFFFFFFE), "max_unpacked_bytes"),
    "zip that says more than it packs": malformed(lambda: lying(20, 0x7FFFFFFF), "runs into"),
    "zip whose member is behind the end": malformed(lambda: lying(42, 0x7FFFFFFF), "overlap"),
    "zip of 20,000 members": too_much(
        lambda: zipped(**{f"m{n}": b"" for n in range(20_000)}), "max_archive_members"),
}  # fmt: skip
