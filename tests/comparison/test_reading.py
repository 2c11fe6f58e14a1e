"""A file that is no report is refused with the reason and the place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.comparison.building import part, party, report

from vcs_check.comparison import read_report
from vcs_check.errors import InputError, LimitError, MalformedError
from vcs_check.limits import Limits

GOOD = report(part("modem", "prohibited", party()))


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


def with_part(**more: Any) -> dict[str, Any]:
    return {**GOOD, "components": [{**GOOD["components"][0], **more}]}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no JSON report"),
        (b"\xff\xfe{}", "no JSON report"),
        (b"[]", "no JSON report"),
        (b"[" * 100_000, "no JSON report"),
        (b'{"x": ' + b"[" * 100_000, "no JSON report"),
        (b'{"schema": "vcs-check/report/2"}', "vcs-check/report/2"),
        (b'{"schema": 1}', "no JSON report"),
        (b'{"bomFormat": "CycloneDX"}', "no JSON report"),
        (json.dumps(without("components")), "components"),
        (json.dumps({**GOOD, "components": {}}), "$.components"),
        (json.dumps(with_part(verdict="fine")), "fine"),
        (json.dumps(with_part(input=7)), "/components/0"),
        (json.dumps(with_part(input=-1)), "/components/0"),
        (json.dumps(with_part(parties=[{"role": 1}])), "/components/0/parties"),
        (json.dumps(with_part(missing="x")), "/components/0/missing"),
        (json.dumps(with_part(path=None)), "path"),
        (json.dumps({**GOOD, "program": []}), "program"),
    ],
)
def test_what_is_no_report_is_refused(content: bytes | str, says: str) -> None:
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(MalformedError, match=r"old\.json") as caught:
        read_report(data, "old.json")
    assert says in str(caught.value)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(LimitError, match="max_input_bytes"):
        read_report(b" " * 11, "old.json", Limits(max_input_bytes=10))


def test_fields_of_later_versions_and_of_our_own_names_are_passed_over() -> None:
    made = {**with_part(**{"(people)": [], "later": {}}), "(path)": "x", "later": 1}
    read = read_report(json.dumps(made).encode(), "old.json")
    assert read.path == "old.json"
    assert [p.name for p in read.components[0].people] == ["Muster Telematik GmbH"]


def test_positions_of_decisions_that_do_not_exist_do_no_harm() -> None:
    made = json.dumps(with_part(decisions=[5, -1], trace=[{"bad": 1}])).encode()
    assert read_report(made, "old.json").components[0].decisions == (5, -1)


@pytest.mark.parametrize("cut", [1, 100, 500])
def test_report_that_was_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(InputError):
        read_report(json.dumps(GOOD).encode()[:-cut], "old.json")
