"""Every data file that decides a verdict is read in one place, and so can be archived."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import vcs_check
from vcs_check.bundled import bundled_names, own_bytes, read_bundled

_ROOT: Final = Path(vcs_check.__file__).parent
_ENDINGS: Final = {".toml", ".json", ".jsonl", ".csv", ".yaml", ".txt"}


def test_every_data_file_of_the_rooms_that_decide_is_among_them() -> None:
    of_pages = ("reports/", "certification/", "sealing/")
    found = {
        path.relative_to(_ROOT).as_posix()
        for path in _ROOT.rglob("*")
        if path.suffix in _ENDINGS and "__pycache__" not in path.parts
    }
    assert {name for name in found if not name.startswith(of_pages)} == set(bundled_names())


def test_no_other_module_of_those_rooms_reads_a_file_of_the_package() -> None:
    rooms = ("classification", "origin", "questions", "readers", "inventory", "pipeline")
    allowed = {"classification/compilation.py"}  # makes one of them from others, before a release
    found = {
        path.relative_to(_ROOT).as_posix()
        for room in rooms
        for path in (_ROOT / room).rglob("*.py")
        if re.search(r"resources\.files|get_data\(|__file__", path.read_text("utf-8"))
    }
    assert found == allowed


def test_what_is_read_is_the_file_itself() -> None:
    for name in bundled_names():
        assert read_bundled(name) == own_bytes(name) == (_ROOT / name).read_bytes()


@pytest.mark.parametrize(
    ("first", "says"),
    [("", "SAME"), ("from vcs_check.origin.countries import country_name; country_name('US')",
                    "too late, origin/reference/countries.csv was read already")],
)  # fmt: skip
def test_other_data_take_their_place_before_any_was_read(first: str, says: str) -> None:
    code = (
        f"from vcs_check import bundled\n{first}\n"
        "bundled.use({'origin/reference/countries.csv': b'a,b,c\\nUS,USA,SAME\\n'})\n"
        "from vcs_check.origin.countries import country_name\nprint(country_name('US'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert says in done.stdout + done.stderr
