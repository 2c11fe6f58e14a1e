"""The bytes of one file, decoded once and looked at by every reader.

Shared by all readers: the size limit, the digest, encodings, and what the file seems to be.
Nothing here looks at the file's name.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from functools import cached_property
from typing import Final

from msgspec import Raw

from vcs_check.containers.streams import stream_kind, unpacked
from vcs_check.containers.zipped import ZipArchive, is_zip
from vcs_check.errors import InputError, LimitError, MalformedError, NotABomError
from vcs_check.inventory.table_layout import NO_LAYOUT, TableLayout
from vcs_check.limits import Limits
from vcs_check.readers import _json
from vcs_check.readers._large_arrays import is_read_with, large_arrays

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MARKERS = (b"cyclonedx", b"spdx", b"bomformat", b"specversion")
_TAG_VALUE = re.compile(rb"^[ \t]*SPDXVersion[ \t]*:", re.MULTILINE)
_MARKS = re.compile(b"(?:%b)++" % codecs.BOM_UTF8)
_FIRST = re.compile(rb"\s*+(\S)")
_YAML = re.compile(rb"""^[ \t]*["']?(spdxVersion|bomFormat)["']?[ \t]*:""", re.MULTILINE)
_PROTOBUF = re.compile(rb"\n\x03[12]\.\d[\x10\x1a\x22]")
"""Field 1, a text of three characters: the version; then the field after it."""
_UTF8_CHUNK_BYTES = 1 << 20
_HEAD_BYTES = 1 << 16
_WRAPPERS = ("sbom", "predicate", "Data")
"""GitHub's dependency graph wraps an SPDX document in ``sbom``, in-toto in ``predicate``."""


class Content:
    """One file: its bytes as UTF-8 (XML: as its own declaration says) and what they look like.

    Gzip and zstd are unpacked on the way in; ``sha256`` is that of the file as it was on disk.

    Raises:
        InputError: too large, packed within something packed, or in an encoding that is not read.
    """

    def __init__(
        self, data: bytes, file: str, limits: Limits, layout: TableLayout = NO_LAYOUT
    ) -> None:
        if len(data) > limits.max_input_bytes:
            raise LimitError(
                file,
                f"{len(data)} bytes, the limit is {limits.max_input_bytes} "
                "(limits.max_input_bytes); split the BOM",
            )
        self.file = file
        self.is_guess = False
        """Whether :attr:`unwrapped` has arrays whose ends are guessed."""
        self.may_guess = True
        self.limits, self.layout = limits, layout
        self.sha256 = hashlib.sha256(data).hexdigest()
        if stream_kind(data):
            data = unpacked(data, file, limits)
            if again := stream_kind(data):
                raise NotABomError(file, f"no BOM: {again} within something packed; unpack it")
        self.transcoded = False
        self.is_plain = False
        """Whether every character of every text is one of visible ASCII, as far as is known."""
        self.legacy_encoding = ""
        """What a text that is neither UTF-8 nor UTF-16 was read as; empty for the others."""
        is_old_workbook = data.startswith(_OFFICE)
        self.archive = None if is_old_workbook else workbook_archive(data, file, limits)
        if is_old_workbook or self.archive is not None:
            self.data, self.kind = data, "xls" if is_old_workbook else "xlsx"
            return
        _refuse_no_text(data, file)
        self.data = self._as_utf8(data)
        self.kind = _kind(self.data)
        if self.kind != "xml":
            self._check_utf8()

    def _as_utf8(self, data: bytes) -> bytes:
        if data.startswith(codecs.BOM_UTF8):
            return _without_marks(data)
        if data.startswith(_UTF32):
            raise NotABomError(self.file, "encoded as UTF-32, which is not read; save it as UTF-8")
        encoding = _UTF16.get(data[:2])
        if encoding is None:
            return data
        try:
            self.transcoded = True
            return data[2:].decode(encoding).encode()
        except UnicodeError as error:
            raise MalformedError(
                self.file, f"starts as UTF-16 but is not ({error}); save it as UTF-8"
            ) from None

    def _check_utf8(self) -> None:
        if self.data.isascii():
            # in JSON, what cannot be seen is no ASCII, or an escape, or this one
            self.is_plain = (
                self.kind == "json" and b"\\" not in self.data and b"\x7f" not in self.data
            )
            return
        decoder = codecs.getincrementaldecoder("utf-8")()
        size = len(self.data)
        for start in range(0, size, _UTF8_CHUNK_BYTES):
            chunk = self.data[start : start + _UTF8_CHUNK_BYTES]
            try:
                decoder.decode(chunk, final=start + _UTF8_CHUNK_BYTES >= size)
            except UnicodeDecodeError as error:
                if self._is_legacy():
                    return
                at = max(start + error.start - 4, 0)
                raise self.broken(
                    "not valid UTF-8 text here; save the file as UTF-8",
                    _json.line_and_column(self.data, at),
                ) from None

    def _is_legacy(self) -> bool:
        """Whether the text is in an older encoding, and no other; it is UTF-8 then."""
        if self.kind != "text" or looks_like_bom(self.data):
            return False
        from vcs_check.readers._encodings import legacy_encoding  # for old texts only

        self.legacy_encoding = legacy_encoding(self.data)
        if not self.legacy_encoding:
            return False
        self.data = self.data.decode(self.legacy_encoding).encode()
        self.transcoded = True
        return True

    def broken(self, message: str, place: str) -> InputError:
        """A fault of a BOM, or, where nothing says that it is one, no BOM."""
        if looks_like_bom(self.data):
            return MalformedError(self.file, message, place)
        return NotABomError(self.file, f"no BOM of a format that is read: {message}", place)

    @cached_property
    def escapes_colons(self) -> bool:
        """Whether a colon is written as an escape somewhere in the file."""
        if self.is_plain or b"\\" not in self.data:  # far cheaper, and true of most files
            return False
        return b"\\u003a" in self.data or b"\\u003A" in self.data

    def read_exactly(self) -> None:
        """From now on, guess nothing; :attr:`unwrapped` is what going over every byte finds.

        Raises:
            InputError: the file is no JSON.
        """
        self.is_guess, self.may_guess = False, False
        del self.unwrapped
        _ = self.unwrapped

    def _without_large_arrays(self) -> dict[str, Raw]:
        """The members, the ends of the largest arrays guessed; empty where that cannot be."""
        rest, arrays = large_arrays(self.data)
        if not arrays:
            return {}
        try:
            members = _json.members(rest, self.file, "")
        except MalformedError:
            return {}
        if not is_read_with(members, [key for key, _ in arrays.values()]):
            return {}
        for mark, (key, array) in arrays.items():
            if bytes(members.get(key, b"")) != mark:
                return {}
            members[key] = array
        self.is_guess = True
        return members

    @cached_property
    def unwrapped(self) -> tuple[dict[str, Raw], str]:
        """The members of the BOM's JSON object, and its JSON pointer (``""`` for the file).

        Empty where the file is no JSON object.

        Raises:
            InputError: JSON that cannot be read, or a key that stands twice.
        """
        if self.kind != "json":
            return {}, ""
        if not self.data.lstrip().startswith(b"{"):
            _json.check_syntax(self)
            return {}, ""
        raw: Raw | bytes = self.data
        pointer = ""
        if self.may_guess and (members := self._without_large_arrays()):
            return members, pointer
        while True:
            try:
                members = _json.members(raw, self.file, pointer)
            except MalformedError:
                _json.check_syntax(self)
                raise
            if members.keys() & {"bomFormat", "specVersion", "spdxVersion", "SPDXID", "@context"}:
                return members, pointer
            for wrapper in _WRAPPERS:
                if wrapper in members and bytes(members[wrapper])[:1] == b"{":
                    raw, pointer = members[wrapper], f"{pointer}/{wrapper}"
                    break
            else:
                return members, pointer


_OFFICE: Final = b"\xd0\xcf\x11\xe0"
"""How the files of Office programs begin that are older than those that are archives."""
_BINARY: Final = {
    b"%PDF": "a PDF; ask for the BOM itself",
    b"7z\xbc\xaf\x27": "a 7-Zip archive, which is not read; pack it as zip",
    b"Rar!": "a RAR archive, which is not read; pack it as zip",
    b"BZh": "bzip2, which is not read; unpack it",
    b"\xfd7zXZ": "xz, which is not read; unpack it",
}


def _refuse_no_text(data: bytes, file: str) -> None:
    """Say what it is where the bytes are no text at all."""
    if not data[:_HEAD_BYTES].strip() and not data.strip():  # stripping the whole would copy it
        raise NotABomError(file, "no BOM: the file is empty; get it again from whoever sent it")
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise NotABomError(file, f"no BOM: this is {what}")
    if _PROTOBUF.match(data):
        raise NotABomError(
            file, "no BOM: this is CycloneDX as protobuf, which is not read; convert it to JSON"
        )
    if data[257:262] == b"ustar":
        raise NotABomError(file, "no BOM: this is a tar archive; pack it as zip, or unpack it")
    wide = data[:2] in _UTF16 or data.startswith(_UTF32)
    if not wide and b"\0" in data[:_HEAD_BYTES] and not looks_like_bom(data):
        raise NotABomError(file, "no BOM: this is a binary file; name the BOM itself")


def workbook_archive(data: bytes, file: str, limits: Limits) -> ZipArchive | None:
    """The archive that a workbook is; None for bytes that are no zip archive at all.

    Raises:
        NotABomError: an archive of something else.
        InputError: a damaged archive, or one beyond the limits.
    """
    if not is_zip(data):
        return None
    from vcs_check.sheets.workbook import is_workbook, other_document  # for workbooks only

    archive = ZipArchive(data, file, limits)
    if is_workbook(archive):
        return archive
    what = other_document(archive)
    raise NotABomError(
        file,
        f"no BOM: this is {what}"
        if what
        else "a zip archive within something packed, or given where one BOM belongs; unpack it",
    )


def _without_marks(data: bytes) -> bytes:
    """Without the mark of UTF-8 in front; tools that each add one leave several."""
    found = _MARKS.match(data)
    return data[found.end() :] if found else data


def _kind(data: bytes) -> str:
    first = _FIRST.match(data)
    if first is not None and first[1] in b"{[":
        return "json"
    return "xml" if first is not None and first[1] == b"<" else "text"


def looks_like_bom(data: bytes) -> bool:
    """Whether the bytes seem to be meant as a BOM, broken or not; cheap, and generous.

    True for JSON and XML that mention CycloneDX or SPDX anywhere, and for text with a line
    ``SPDXVersion:``. Any encoding that is read, or named in an error, is looked at.
    """
    data = data[2:].replace(b"\x00", b"") if data[:2] in _UTF16 else _without_marks(data)
    if _kind(data) == "text":
        return _TAG_VALUE.search(data) is not None or _YAML.search(data) is not None
    if any(marker in data[:_HEAD_BYTES].lower() for marker in _MARKERS):
        return True
    return any(
        word in data
        for word in (b"CycloneDX", b"cyclonedx", b"bomFormat", b"SPDX", b"spdx", b"specVersion")
    )


def is_tag_value(data: bytes) -> bool:
    """Whether a line starts with ``SPDXVersion:``, as only SPDX tag-value has it."""
    found = _TAG_VALUE.search(data)
    # a text in a YAML file may quote a whole tag-value document, and the other way round
    return found is not None and _YAML.search(data, 0, found.start()) is None


def is_spdx_yaml(data: bytes) -> bool:
    """Whether a line starts with ``spdxVersion:``, as only SPDX 2 in YAML has it."""
    found = _YAML.search(data)
    return found is not None and found[1] == b"spdxVersion" and not is_tag_value(data)


def unread_format(content: Content) -> str:
    """The name of a known BOM format that is not read (yet); empty for anything else."""
    data = content.data
    if content.kind == "json":
        members, _ = content.unwrapped
        if "@graph" in members or "@context" in members:
            return "JSON-LD other than SPDX 3"
    elif _YAML.search(data):
        return "CycloneDX as YAML, which is no format of CycloneDX"
    return ""
