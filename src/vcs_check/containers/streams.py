"""Files compressed as one stream: gzip (RFC 1952) and Zstandard (RFC 8878)."""

from __future__ import annotations

import importlib
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from vcs_check.containers._growth import Growth
from vcs_check.errors import MalformedError
from vcs_check.limits import Limits

GZIP: Final = b"\x1f\x8b"
ZSTD: Final = b"\x28\xb5\x2f\xfd"
_PIECE_BYTES: Final = 1 << 20
_FED_BYTES: Final = 1 << 13
_MAX_WINDOW_LOG: Final = 27
"""A frame may ask for 2^27 bytes to look back on; more is a wish to use up memory."""


def stream_kind(data: bytes) -> str:
    """``gzip`` or ``zstd`` by the first bytes; empty for anything else."""
    return "gzip" if data.startswith(GZIP) else "zstd" if data.startswith(ZSTD) else ""


def plain(data: bytes, file: str, limits: Limits) -> bytes:
    """The content of a file that may be compressed; raises as :func:`unpacked`."""
    return unpacked(data, file, limits) if stream_kind(data) else data


def unpacked(data: bytes, file: str, limits: Limits) -> bytes:
    """The content of a gzip or zstd file; several members or frames are one content.

    Raises:
        MalformedError: cut, damaged, or followed by something else.
        LimitError: larger, or growing faster, than the limits allow; noticed while unpacking.
    """
    kind = stream_kind(data)
    pieces = _PIECES[kind]
    growth = Growth(len(data), file, "", limits)
    try:
        return growth.collected(pieces(data, growth))
    except (zlib.error, EOFError, ValueError) as error:
        raise MalformedError(
            file, f"{kind} that cannot be unpacked ({error}); get the whole file again"
        ) from None


def _gzip(data: bytes, growth: Growth) -> Iterator[bytes]:
    member = None
    for fed in _fed(data):
        rest = fed
        while rest:
            if member is None:
                if not rest.strip(b"\0"):  # tapes and some writers pad with zeros
                    break
                growth.begin()
                member = zlib.decompressobj(wbits=31)
            yield member.decompress(rest, _PIECE_BYTES)
            if member.eof:
                rest, member = member.unused_data, None
            else:
                rest = member.unconsumed_tail
    while member is not None:
        piece = member.decompress(b"", _PIECE_BYTES)
        if member.eof:
            member = None
        elif not piece:
            raise EOFError("it ends too early")
        yield piece


def _zstd(data: bytes, growth: Growth) -> Iterator[bytes]:
    zstd = zstandard()
    options = {int(zstd.DecompressionParameter.window_log_max): _MAX_WINDOW_LOG}
    frame = None
    for fed in _fed(data):
        rest = fed
        while rest or (frame is not None and not frame.needs_input):
            if frame is None:
                growth.begin()
                frame = zstd.ZstdDecompressor(options=options)
            try:
                yield frame.decompress(rest, _PIECE_BYTES)
            except zstd.ZstdError as error:
                raise ValueError(str(error)) from None
            rest = b""
            if frame.eof:
                rest, frame = frame.unused_data, None
    if frame is not None:
        raise EOFError("it ends too early")


def zstandard() -> Any:
    """The module ``compression.zstd`` of Python 3.14, or its backport; imported when needed."""
    if sys.version_info >= (3, 14):
        return importlib.import_module("compression.zstd")
    return importlib.import_module("backports.zstd")


def _fed(data: bytes) -> Iterator[bytes]:
    """The data in small pieces, so that what a member leaves over is never copied at length."""
    for start in range(0, len(data), _FED_BYTES):
        yield data[start : start + _FED_BYTES]


_PIECES: Final[dict[str, Callable[[bytes, Growth], Iterator[bytes]]]] = {
    "gzip": _gzip,
    "zstd": _zstd,
}
