"""What an error quotes from a file stays short, however long it is there."""

from __future__ import annotations

import json

import pytest

from vcs_check.errors import InputError, MalformedError
from vcs_check.readers import read_bom

LONG = "x" * 1_000_000


@pytest.mark.parametrize(
    "data",
    [
        b'{"bomFormat":"CycloneDX","specVersion":"1.6","%b":1,"%b":2}' % ((LONG.encode(),) * 2),
        json.dumps({"bomFormat": "CycloneDX", "specVersion": LONG}).encode(),
        f'<bom xmlns="http://cyclonedx.org/schema/bom/{LONG}"/>'.encode(),
        json.dumps({"spdxVersion": LONG}).encode(),
        f"SPDXVersion: {LONG}\n".encode(),
        f"spdxVersion: SPDX-2.3\n? {LONG}\n: 1\n? {LONG}\n: 2\n".encode(),
    ],
)
def test_an_error_does_not_repeat_a_megabyte(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_bom(data, "long.bom")
    assert str(refused.value).startswith("long.bom: ")
    assert len(str(refused.value)) < 1000


def test_a_long_error_keeps_both_its_ends() -> None:
    error = MalformedError("a.json", f"begins {LONG} ends", f"/a/{LONG}/b")
    assert error.message.startswith("begins x")
    assert error.message.endswith("x ends")
    assert error.place.startswith("/a/x")
    assert error.place.endswith("x/b")
    assert MalformedError("a.json", "m" * 450, "/p").message == "m" * 450
    assert len(MalformedError("a.json", "m" * 451).message) == 453
