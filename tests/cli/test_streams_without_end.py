"""What has no end, or more bytes than are allowed, is refused without being read into memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

BOM = b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"device","name":"x"}]}'


def run(*arguments: str, data: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """``inventory`` with 2 GB of address space."""
    with Path(os.devnull).open("rb") as nothing:
        return subprocess.run(
            [sys.executable, "-m", "vcs_check", "inventory", *arguments],
            input=None if data is None else data.decode(), text=True, capture_output=True,
            stdin=nothing if data is None else None, check=False, timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)),
        )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
def test_a_device_without_end_is_refused() -> None:
    done = run("/dev/zero", "--limit", "max_input_bytes=50000000")
    assert done.returncode == 4
    assert "limits.max_input_bytes" in done.stderr + done.stdout


def test_standard_input_is_bounded_on_both_sides() -> None:
    size = len(BOM)
    assert run("-", "--limit", f"max_input_bytes={size}", data=BOM).returncode == 0
    done = run("-", "--limit", f"max_input_bytes={size - 1}", data=BOM)
    assert done.returncode == 4
    assert "(standard input): more than the limit" in done.stderr + done.stdout


def test_a_file_is_bounded_on_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(BOM)
    assert run(str(path), "--limit", f"max_input_bytes={len(BOM)}").returncode == 0
    done = run(str(path), "--limit", f"max_input_bytes={len(BOM) - 1}")
    assert done.returncode == 4
    assert "limits.max_input_bytes" in done.stderr + done.stdout
