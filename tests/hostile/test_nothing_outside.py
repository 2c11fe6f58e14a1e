"""Whatever a BOM refers to, no connection is opened and no file that was not given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile.corpus_graphs import cdx, spdx
from tests.hostile.corpus_lines import tv, yaml
from tests.hostile.corpus_spdx3 import package, spdx3
from tests.hostile.corpus_xml import part, rdf, xml

HOOK = """
import json, os, sys
allowed = os.environ["VCS_TEST_ALLOWED"]
outside = os.environ["VCS_TEST_OUTSIDE"]
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "subprocess.", "os.exec", "os.system")):
        os.write(2, f"ASKED {event}\\n".encode())
        os._exit(99)
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if path.startswith(outside) and not path.startswith(allowed) or path == "/etc/passwd":
            os.write(2, f"OPENED {path}\\n".encode())
            os._exit(99)
sys.addaudithook(watch)
"""
PLACES = (
    "../../etc/passwd", "../secret.json", "file:///etc/passwd", "/etc/passwd", "secret.json",
    "file://example.com/x", "http://127.0.0.1:9/bom.json", "https://example.com/bom.json",
    "ftp://example.com/x", "\\\\\\\\example.com\\\\share\\\\x", "urn:cdx:gone/1", "C:\\\\x.json",
    "//example.com/x", "%2e%2e/secret.json", "..\\\\secret.json", "data:,x", "/dev/zero", "-",
)  # fmt: skip


def files() -> dict[str, bytes]:
    """A BOM of each format that refers to each of the places."""
    references = [{"type": "bom", "url": place} for place in PLACES]
    elsewhere = [
        {"externalDocumentId": f"DocumentRef-{n}", "spdxDocument": place,
         "checksum": {"algorithm": "SHA1", "checksumValue": "0" * 40}}
        for n, place in enumerate(PLACES)
    ]  # fmt: skip
    name = {"type": "device", "name": "LTE modem"}
    in_xml = "".join(f'<reference type="bom"><url>{place}</url></reference>' for place in PLACES)
    included = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    return {
        "a.cdx.json": cdx(components=[name | {"externalReferences": references}],
                          externalReferences=references, **{"$schema": "file:///etc/passwd"}),
        "b.spdx.json": spdx(externalDocumentRefs=elsewhere, packages=[
            {"name": "a", "SPDXID": "SPDXRef-1", "downloadLocation": "file:///etc/passwd"}]),
        "c.xml": xml(part(f"<name>a</name>{included}<externalReferences>{in_xml}"
                          "</externalReferences>")),
        "d.spdx": tv("".join(
            f"ExternalDocumentRef: DocumentRef-{n} {place} SHA1: {'0' * 40}\n"
            for n, place in enumerate(PLACES))),
        "e.yaml": yaml("externalDocumentRefs: " + json.dumps(elsewhere) + "\n"),
        "f.spdx3.json": spdx3(package(externalRef=[
            {"type": "ExternalRef", "locator": [place]} for place in PLACES]),
            context=["file:///etc/passwd", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"]),
        "g.rdf": rdf().replace(b"<rdf:RDF ", b'<rdf:RDF xml:base="file:///etc/passwd" '),
    }  # fmt: skip


def checked(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A check in a process that ends at once where a connection or a file outside is opened."""
    hooks = folder / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(HOOK, "utf-8")
    given = folder / "given"
    environment = {
        **os.environ, "PYTHONPATH": os.pathsep.join([str(hooks), *sys.path]),
        "VCS_TEST_ALLOWED": str(given.resolve()), "VCS_TEST_OUTSIDE": str(folder.resolve()),
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "vcs_check", *arguments],
        cwd=given, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    (tmp_path / "secret.json").write_bytes(cdx(components=[{"type": "device", "name": "SECRET"}]))
    for name, data in files().items():
        (folder / name).write_bytes(data)
    return folder


def test_nothing_that_boms_refer_to_is_opened_or_asked(tmp_path: Path, given: Path) -> None:
    done = checked(tmp_path, "check", ".", "--today", "2026-11-21", "--report-dir", "out")
    assert done.returncode in (1, 3, 4), done.stderr[-2000:]
    assert "SECRET" not in done.stdout
    assert "Traceback" not in done.stderr


def test_links_in_a_folder_are_not_followed(tmp_path: Path, given: Path) -> None:
    (given / "link.json").symlink_to(tmp_path / "secret.json")
    (given / "above").symlink_to(tmp_path, target_is_directory=True)
    (given / "passwd.json").symlink_to("/etc/passwd")
    (given / "endless").symlink_to(given, target_is_directory=True)
    done = checked(tmp_path, "inventory", ".", "--format", "json")
    assert done.returncode in (0, 3, 4), done.stderr[-2000:]
    assert "LTE modem" in done.stdout
    assert "SECRET" not in done.stdout
    assert "root:" not in done.stdout


@pytest.mark.parametrize("words", ["import socket; socket.socket()", "open('/etc/passwd')",
                                   "open('../secret.json')"])  # fmt: skip
def test_the_test_sees_what_it_forbids(tmp_path: Path, given: Path, words: str) -> None:
    (given / "vcs_evil.py").write_text(words, "utf-8")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(HOOK, "utf-8")
    done = subprocess.run(
        [sys.executable, "vcs_evil.py"], cwd=given, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(hooks), "VCS_TEST_ALLOWED": str(given.resolve()),
             "VCS_TEST_OUTSIDE": str(tmp_path.resolve())},
    )  # fmt: skip
    assert done.returncode == 99
