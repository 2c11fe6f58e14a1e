"""The whole way of ``vcs-check check``, against the bare decoder, as ratios in one run.

Run: ``python benchmarks/check.py [COMPONENTS …]``. For each size a CycloneDX JSON file is made
(seeded), then measured in processes of their own: the interpreter's start, an untyped
``msgspec.json.decode`` of the file, and the readable summary. CPU seconds and peak memory.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (2_000, 10_000, 50_000)
_DECODE = "import msgspec,sys,pathlib; msgspec.json.decode(pathlib.Path(sys.argv[1]).read_bytes())"
_LICENCES = ("MIT", "Apache-2.0", "GPL-2.0-only", "BSD-3-Clause", "LGPL-2.1-or-later", "Zlib")
_TYPES = ("deb/debian", "npm", "pypi", "generic", "maven/org.example", "cargo")
_RUNS = 3


def make_bom(components: int, path: Path) -> None:
    """A telematics unit with many components, the way generators write them."""
    chance = random.Random(components)
    suppliers = [f"Example Supplier {number}" for number in range(300)]
    listed = []
    for number in range(components):
        name = f"lib{chance.choice('abcdefgh')}{chance.randrange(10**6)}"
        component: dict[str, object] = {
            "type": chance.choice(["library"] * 8 + ["application", "device", "firmware"]),
            "bom-ref": f"component-{number}",
            "name": name,
            "version": f"1.{number}",
            "purl": f"pkg:{chance.choice(_TYPES)}/{name}@1.{number}",
            "licenses": [{"license": {"id": chance.choice(_LICENCES)}}],
            "hashes": [{"alg": "SHA-256", "content": f"{chance.getrandbits(256):064x}"}],
            "supplier": {"name": chance.choice(suppliers)},
        }
        if number % 2 == 0:
            component["description"] = f"Component number {number} of the unit"
        if number % 5 == 0:
            component["properties"] = [{"name": "internal:number", "value": f"PN-{number}"}]
        listed.append(component)
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {
            "component": {"type": "device", "name": "Telematics control unit", "bom-ref": "unit"}
        },
        "components": listed,
        "dependencies": [
            {"ref": f"component-{n}", "dependsOn": [f"component-{n * 7 % components}"]}
            for n in range(components)
        ],
    }
    path.write_text(json.dumps(bom), "utf-8")


def with_byte_code() -> dict[str, str]:
    """An environment in which modules are compiled once, as in an installed package.

    Where ``PYTHONDONTWRITEBYTECODE`` is set, every start compiles them all: half a second that says
    nothing of the tool.
    """
    kept = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "vcs-check-pycache")}


def measured(*command: str) -> tuple[float, float]:
    """CPU seconds (best of several runs) and peak memory in MB of a process."""
    best, peak = float("inf"), 0.0
    environment = with_byte_code()
    for _ in range(_RUNS):
        code = (
            "import resource,subprocess,sys;"
            "r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode;"
            "assert r in (0,1,3),r;"
            "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
            "print(u.ru_utime+u.ru_stime,u.ru_maxrss/1024)"
        )
        out = subprocess.run(
            [sys.executable, "-c", code, *command],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        ).stdout.split()
        best, peak = min(best, float(out[0])), max(peak, float(out[1]))
    return best, peak


def main() -> None:
    """Print one line a size."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    start, _ = measured(sys.executable, "-c", "import msgspec")
    print(f"interpreter start: {start:.2f} CPU s; page size {resource.getpagesize()} bytes")
    print(f"{'components':>10} {'file MB':>8} {'decode s':>9} {'check s':>8} {'ratio':>6}"
          f" {'peak MB':>8} {'memory/file':>11}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.cdx.json"
            make_bom(size, path)
            megabytes = path.stat().st_size / 1024 / 1024
            decode, _ = measured(sys.executable, "-c", _DECODE, str(path))
            check, peak = measured(
                sys.executable, "-m", "vcs_check", "check", str(path), "--model-year", "2027"
            )
            ratio = (check - start) / max(decode - start, 0.001)
            print(f"{size:>10} {megabytes:>8.1f} {decode - start:>9.3f} {check:>8.2f} {ratio:>6.1f}"
                  f" {peak:>8.0f} {peak / megabytes:>11.1f}")  # fmt: skip


if __name__ == "__main__":
    main()
