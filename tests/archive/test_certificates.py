"""Verified certificates are kept, with the keys that they were verified by."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.certification.supplier import SIGNING, Keys, certified
from tests.cli.vehicle import TODAY, run

from vcs_check.archive.package import intact
from vcs_check.archive.record import REPORT


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything lies in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def test_a_certificate_is_kept_and_its_facts_count_again_without_its_keys() -> None:
    Keys()
    package = certified(*SIGNING)
    options = ("tcu.json", "--certificate", "p.zip", "--trust", "pub.pem", "--today", TODAY,
               "--model-year", "2027")  # fmt: skip
    without = run("check", "tcu.json", "--model-year", "2027", "--today", TODAY, "-o", "json")
    again = run("check", *options, "-o", "json")
    assert again.stdout_bytes != without.stdout_bytes
    assert run("archive", *options, "--output", "a.zip").exit_code == 0
    members, record = intact("a.zip")
    assert members[REPORT] == again.stdout_bytes
    assert {package, Path("pub.pem").read_bytes()} <= set(members.values())
    assert [form.seal is not None for form in record.certified] == [True]
    for name in ("p.zip", "pub.pem", "tcu.json"):
        Path(name).unlink()
    result = run("archive", "--check", "a.zip")
    assert result.exit_code == 0
    assert "the same report byte for byte" in result.output
