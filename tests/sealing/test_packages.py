"""A package is one file for one set of members; any other byte is found."""

from __future__ import annotations

import ast
import hashlib
import io
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vcs_check.sealing
from vcs_check.errors import InputError, LimitError, MalformedError, UnreadableError
from vcs_check.limits import Limits
from vcs_check.sealing import MANIFEST, VERIFIER, checked, pack, sealed, unpack, verifier
from vcs_check.sealing.folder import read_folder

SMALL = {"b/two.json": b'{"a": 1}', "a.txt": b"one", "empty": b"", "ü.txt": "ü".encode()}


def package() -> bytes:
    return pack(sealed(SMALL, "archive", "1.0"))


def opened(data: bytes, limits: Limits | None = None) -> dict[str, bytes]:
    members = unpack(data, "p.zip", limits or Limits())
    checked(members, "p.zip", "archive")
    return members


def test_what_was_packed_is_unpacked() -> None:
    members = opened(package())
    assert {name: members[name] for name in SMALL} == SMALL
    assert set(members) - set(SMALL) == {MANIFEST, VERIFIER}


def test_order_of_members_changes_no_byte() -> None:
    assert pack(SMALL) == pack(dict(reversed(SMALL.items())))


def test_every_zip_program_can_open_it() -> None:
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        assert archive.testzip() is None
        assert archive.read("ü.txt").decode() == "ü"
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


def test_bytes_are_pinned() -> None:
    # A package of today has to be the same bytes under every later version.
    assert hashlib.sha256(pack(SMALL)).hexdigest() == (
        "8fcc582188602baa863da5718f2a2a0ac009111d69ac793cca29b5997089af52"
    )


def test_every_flipped_byte_is_found() -> None:
    data = pack(sealed({"a.txt": b"one", "b/c": b"two"}, "archive", "1.0"))
    silent = []
    for at in range(len(data)):
        for bit in (0x01, 0x20, 0x80):
            changed = bytearray(data)
            changed[at] ^= bit
            try:
                opened(bytes(changed))
            except InputError:
                continue
            silent.append((at, bit))
    assert silent == []


def test_every_cut_is_found() -> None:
    data = package()
    for length in [*range(0, 200), *range(len(data) - 400, len(data))]:
        with pytest.raises(InputError):
            opened(data[:length])


@given(at=st.integers(0, 10_000), added=st.binary(min_size=1, max_size=40))
def test_bytes_that_are_added_anywhere_are_found(at: int, added: bytes) -> None:
    data = package()
    at %= len(data) + 1
    with pytest.raises(InputError):
        opened(data[:at] + added + data[at:])


def resealed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    members = opened(package())
    change(members)
    return pack(members)


def add(members: dict[str, bytes]) -> None:
    members["extra.txt"] = b"x"


def remove(members: dict[str, bytes]) -> None:
    del members["a.txt"]


def swap(members: dict[str, bytes]) -> None:
    members["a.txt"], members["b/two.json"] = members["b/two.json"], members["a.txt"]


def rename(members: dict[str, bytes]) -> None:
    members["c.txt"] = members.pop("a.txt")


def change(members: dict[str, bytes]) -> None:
    members["a.txt"] = b"ono"


def lose_manifest(members: dict[str, bytes]) -> None:
    del members[MANIFEST]


def respace_manifest(members: dict[str, bytes]) -> None:
    members[MANIFEST] = members[MANIFEST].replace(b": ", b":  ", 1)


def key_twice_in_manifest(members: dict[str, bytes]) -> None:
    members[MANIFEST] = members[MANIFEST].replace(b"{", b'{"kind": "x",', 1)


def broken_manifest(members: dict[str, bytes]) -> None:
    members[MANIFEST] = b"[" * 100_000


def schema_of_tomorrow(members: dict[str, bytes]) -> None:
    members[MANIFEST] = members[MANIFEST].replace(b"manifest/1", b"manifest/2")


@pytest.mark.parametrize(
    ("tamper", "message"),
    [
        (add, "extra.txt is not in the manifest"),
        (remove, "a.txt is missing"),
        (swap, "a.txt was changed; b/two.json was changed"),
        (rename, "a.txt is missing; c.txt is not in the manifest"),
        (change, "a.txt was changed"),
        (lose_manifest, "no manifest.json"),
        (respace_manifest, "changed by hand"),
        (key_twice_in_manifest, "changed by hand"),
        (broken_manifest, "cannot be read"),
        (schema_of_tomorrow, "reads 'vcs-check/manifest/1' only"),
    ],
)
def test_tampered_package_says_what_is_wrong(
    tamper: Callable[[dict[str, bytes]], None], message: str
) -> None:
    with pytest.raises(MalformedError, match=message):
        opened(resealed(tamper))


def test_package_of_another_kind_is_refused() -> None:
    members = unpack(package(), "p.zip")
    with pytest.raises(MalformedError, match="of kind 'archive', not 'certificate'"):
        checked(members, "p.zip", "certificate")


# -- archives that other programs wrote -----------------------------------------------------------


def foreign(
    *members: tuple[str, bytes], method: int = zipfile.ZIP_STORED, comment: bytes = b""
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
        archive.comment = comment
    return buffer.getvalue()


def renamed(name: str) -> bytes:
    """A package of one member whose name is what none may be."""
    raw = name.encode("utf-8", "surrogateescape")
    data = pack({"x" * len(raw): b"data"})
    return data.replace(b"x" * len(raw), raw)


def link() -> bytes:
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def with_flag(flag: int) -> bytes:
    data = bytearray(pack({"a": b"data"}))
    struct.pack_into("<H", data, 6, flag)
    return bytes(data)


def local_and_directory_differ() -> bytes:
    data = bytearray(pack({"a": b"data"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 46 : at + 47] = b"b"
    return bytes(data)


def gap() -> bytes:
    data = pack({"a": b"data", "b": b"more"})
    at = data.rindex(b"PK\x03\x04")
    return data[:at] + b"\0" + data[at:]


def stands_twice() -> bytes:
    data = pack({"a": b"data", "b": b"more"})
    return data.replace(b"b", b"a", 1)


def out_of_order() -> bytes:
    data = pack({"a": b"data", "b": b"more"})
    return data.replace(b"a", b"c", 1)


def clashing(one: str, other: str) -> bytes:
    size = len(one.encode())
    assert size == len(other.encode())
    names = ["x" * size, "y" * size]
    data = pack(dict.fromkeys(names, b"data"))
    for name, wanted in zip(names, sorted([one, other], key=str.encode), strict=True):
        data = data.replace(name.encode(), wanted.encode())
    return data


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"%PDF-1.7", "does not begin as a zip"),
    "nothing": (lambda: b"", "does not begin as a zip"),
    "bytes before": (lambda: b"#!/bin/sh\n" + package(), "does not begin as a zip"),
    "bytes behind": (lambda: package() + b"x", "1 bytes follow the end"),
    "comment": (lambda: foreign(("a", b"x"), comment=b"hi"), "not as a package has it"),
    "bomb": (
        lambda: foreign(("a", bytes(10_000_000)), method=zipfile.ZIP_DEFLATED),
        r"packed \(method 8, \d+ bytes that claim to be 10000000\)",
    ),
    "another program's": (lambda: foreign(("a", b"x")), "changed or packed anew"),
    "link": (link, "changed or packed anew"),
    "encrypted": (lambda: with_flag(0x801), "encrypted"),
    "data descriptor": (lambda: with_flag(0x808), "changed or packed anew"),
    "out of its folder": (lambda: renamed("../../etc/passwd"), "leads out of its folder"),
    "absolute": (lambda: renamed("/etc/passwd"), "absolute path"),
    "backslash": (lambda: renamed("..\\evil"), "not every system allows"),
    "drive letter": (lambda: renamed("C:/evil"), "drive letter"),
    "stream": (lambda: renamed("a.txt:evil"), "not every system allows"),
    "device": (lambda: renamed("evidence/NUL.txt"), "name of a device"),
    "dot at the end": (lambda: renamed("a.txt."), "ends with a dot"),
    "empty part": (lambda: renamed("a//b"), "empty"),
    "folder": (lambda: renamed("a/"), "empty"),
    "control character": (lambda: renamed("a\x1b[2J"), "control or invisible"),
    "text that runs backwards": (lambda: renamed("a\u202etxt.exe"), "control or invisible"),
    "decomposed": (lambda: renamed("u\u0308.txt"), "NFC"),
    "no UTF-8": (lambda: renamed("a\udcff"), "not UTF-8"),
    "two of one name": (stands_twice, "stands twice"),
    "order": (out_of_order, "out of order"),
    "case": (lambda: clashing("a.TXT", "A.txt"), "same file"),
    "gap": (gap, "neither a member nor the directory"),
    "two stories": (local_and_directory_differ, "directory does not say what the members say"),
    "cut in a member": (lambda: package()[:60], "ends too early"),
    "cut in the directory": (lambda: package()[:-30], "ends too early"),
    "only the mark": (lambda: b"PK\x03\x04", "ends too early"),
    "size that lies": (
        lambda: pack({"a": b"data"}).replace(struct.pack("<L", 4), b"\xff\xff\xff\xff"),
        "ends too early",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_archive_is_refused_by_name(case: str) -> None:
    make, message = HOSTILE[case]
    with pytest.raises(MalformedError, match=message):
        opened(make())


def test_limits_are_kept_on_both_sides() -> None:
    data = pack({"a": b"1", "b": b"2"})
    assert len(unpack(data, "p.zip", Limits(max_archive_members=2))) == 2
    with pytest.raises(LimitError, match="max_archive_members"):
        unpack(data, "p.zip", Limits(max_archive_members=1))
    assert unpack(data, "p.zip", Limits(max_unpacked_bytes=len(data)))
    with pytest.raises(LimitError, match="max_unpacked_bytes"):
        unpack(data, "p.zip", Limits(max_unpacked_bytes=len(data) - 1))


@pytest.mark.parametrize("names", [("a", "A"), ("a", "a/b"), ("ﬁ", "fi"), ("x/ß", "X/SS")])
def test_names_that_are_one_file_somewhere_are_not_packed(names: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="one file"):
        pack(dict.fromkeys(names, b""))
    with pytest.raises(ValueError, match="one file"):
        sealed(dict.fromkeys(names, b""), "archive", "1.0")


def test_seal_is_not_given_twice() -> None:
    with pytest.raises(ValueError, match=r"manifest\.json and verify\.py are written here"):
        sealed({MANIFEST: b"{}"}, "archive", "1.0")
    with pytest.raises(ValueError, match="are written here"):
        sealed({VERIFIER: b"print('INTACT')"}, "archive", "1.0")
    assert sealed({VERIFIER: verifier()}, "archive", "1.0") == sealed({}, "archive", "1.0")


# -- folders --------------------------------------------------------------------------------------


def unpacked_to(folder: Path) -> Path:
    for name, data in sealed(SMALL, "archive", "1.0").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_folder_is_read_like_the_package(tmp_path: Path) -> None:
    members = read_folder(unpacked_to(tmp_path / "f"))
    assert members == opened(package())
    assert list(members) == sorted(members)


def test_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    folder = unpacked_to(tmp_path / "f")
    (folder / "x").symlink_to("/etc/hosts")
    with pytest.raises(MalformedError, match="x: a link"):
        read_folder(folder)


def test_folder_beyond_the_limits_is_refused(tmp_path: Path) -> None:
    folder = unpacked_to(tmp_path / "f")
    with pytest.raises(LimitError, match="max_archive_members"):
        read_folder(folder, Limits(max_archive_members=3))
    with pytest.raises(LimitError, match="max_unpacked_bytes"):
        read_folder(folder, Limits(max_unpacked_bytes=100))


def test_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        read_folder(tmp_path / "nowhere")


# -- verify.py, in ten years ------------------------------------------------------------------


def verify(*arguments: str | Path, script: Path | None = None) -> tuple[int, str]:
    at = script or Path(vcs_check.sealing.__file__).with_name(VERIFIER)
    done = subprocess.run(
        [sys.executable, "-I", "-S", at, *arguments],
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_verifier_in_an_unpacked_folder_needs_no_argument_and_no_library(tmp_path: Path) -> None:
    folder = unpacked_to(tmp_path / "f")
    code, text = verify(script=folder / VERIFIER)
    assert code == 0, text
    assert "INTACT: 6 files" in text


def test_verifier_checks_a_package(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(package())
    assert verify(path)[0] == 0


@pytest.mark.parametrize(
    ("tamper", "line"),
    [
        (add, "extra.txt: extra"),
        (remove, "a.txt: missing"),
        (change, "a.txt: changed"),
        (rename, "c.txt: extra"),
    ],
)
def test_verifier_names_what_differs(
    tamper: Callable[[dict[str, bytes]], None], line: str, tmp_path: Path
) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(resealed(tamper))
    code, text = verify(path)
    assert (code, line in text) == (1, True), text


def test_verifier_names_what_differs_in_a_folder(tmp_path: Path) -> None:
    folder = unpacked_to(tmp_path / "f")
    (folder / "a.txt").write_text("ono")
    (folder / "empty").unlink()
    (folder / "b" / "more\x1b[2J").write_text("x")
    (folder / "link").symlink_to("a.txt")
    code, text = verify(folder)
    assert code == 1
    assert [line.split(":")[0] for line in text.splitlines()][:4] == [
        "link", "a.txt", "b/more\\u001b[2J", "empty",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "make",
    [
        lambda: package()[:-30],
        lambda: b"",
        lambda: foreign(("a", b"x")),
        lambda: resealed(lose_manifest),
        lambda: resealed(broken_manifest),
        lambda: resealed(schema_of_tomorrow),
    ],
)
def test_verifier_says_what_it_could_not_check(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(make())
    code, text = verify(path)
    assert code == 2, text
    assert text.startswith("NOT CHECKED: ")


@pytest.mark.parametrize("make", [lambda: package() + b"x", lambda: b"x" + package()])
def test_verifier_sees_bytes_that_no_member_explains(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "p.zip"
    path.write_bytes(make())
    code, text = verify(path)
    assert code in (1, 2), text
    assert "INTACT: " not in text.replace("NOT INTACT", "")


def test_verifier_unpacks_no_bomb(tmp_path: Path) -> None:
    members = sealed({"a": bytes(1000)}, "archive", "1.0")
    path = tmp_path / "p.zip"
    path.write_bytes(foreign(*members.items(), method=zipfile.ZIP_DEFLATED))
    assert verify(path)[0] == 2  # not even the manifest is unpacked


def test_verifier_is_understood_by_python_3_8() -> None:
    source = Path(vcs_check.sealing.__file__).with_name(VERIFIER).read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= set(sys.stdlib_module_names) | {"__future__"}


def test_verifier_shows_how_it_is_used() -> None:
    assert verify("--help") == verify("-h")
    assert verify("--help")[0] == 0
    assert verify("a", "b")[0] == 2
