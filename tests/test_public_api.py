"""What another program may rely on: the names that the package exports, and that they work."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

import vcs_check
from vcs_check.program import Program
from vcs_check.regulations.edition import default_edition


def test_every_exported_name_is_there_and_sorted() -> None:
    assert sorted(vcs_check.__all__) == vcs_check.__all__
    for name in vcs_check.__all__:
        assert getattr(vcs_check, name) is not None


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        vcs_check.nonsense  # noqa: B018


def test_importing_the_package_imports_no_stage() -> None:
    code = "import sys, vcs_check; print([m for m in sys.modules if m.startswith('vcs_check.')])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_program_can_evaluate_a_bom_without_the_command_line() -> None:
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [
            {
                "type": "application",
                "name": "update client",
                "manufacturer": {"name": "Example Works", "address": {"country": "CN"}},
                "properties": [{"name": "vcs:class", "value": "vcs-software"}],
            }
        ],
    }
    data = json.dumps(bom).encode()
    request = vcs_check.Request(
        program=Program(model_year=2027),
        inputs=(vcs_check.BomInput(path="unit.json", load=lambda: data),),
        edition=default_edition(),
        other_edition=None,
        today=date(2026, 11, 21),
    )
    assessment = vcs_check.assess(request)
    assert assessment.verdict == "fail"
    assert assessment.components[0].outcome.citation.startswith("15 CFR 791.303")
