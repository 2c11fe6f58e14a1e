"""The official schemas, applied on request."""

from __future__ import annotations

import builtins
import json
from typing import Any

import pytest

from vcs_check import validation
from vcs_check.readers import read_bom
from vcs_check.validation import CannotValidateError, Fault, validate

CDX: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "components": [{"type": "library", "name": "a"}],
}
XML = """<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><components>
<component type="library"><name>a</name></component></components></bom>"""
SPDX = b'{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [{"name": "a"}]}'


def faults(data: bytes, *schemas: bytes) -> list[Fault]:
    return validate(data, read_bom(data, "a"), schemas)


def cdx(**members: Any) -> bytes:
    return json.dumps(CDX | members).encode()


def test_valid_bom_has_no_faults_in_json_and_xml() -> None:
    assert faults(cdx()) == []
    assert faults(XML.encode()) == []


@pytest.mark.parametrize("version", ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_each_fault_of_json_has_its_pointer(version: str) -> None:
    members = {"version": 1, "components": [{"type": "library", "name": "a", "version": "1"}]}
    assert faults(cdx(specVersion=version, **members)) == []
    odd = [{"type": "hardware", "name": "a", "version": "1"}]
    (fault,) = faults(cdx(specVersion=version, version=1, components=odd))
    assert fault.place == "/components/0/type"
    assert "hardware" in fault.message


def test_pointer_leads_through_a_wrapper() -> None:
    wrapped = json.dumps({"predicate": CDX | {"version": "x"}}).encode()
    assert [fault.place for fault in faults(wrapped)] == ["/predicate/version"]


def test_each_fault_of_xml_has_its_line() -> None:
    found = faults(XML.replace('"library"', '"hardware"').encode())
    assert {fault.place for fault in found} == {"line 2"}
    assert any("hardware" in fault.message for fault in found)


def test_faults_and_their_length_are_bounded() -> None:
    found = faults(cdx(components=[{"type": "x" * 9999, "name": "a"}] * 300))
    assert len(found) == 100
    assert max(len(fault.message) for fault in found) < 400


def test_spdx_needs_a_schema_that_is_given() -> None:
    with pytest.raises(CannotValidateError, match="--schema"):
        faults(SPDX)
    asks = b'{"type": "object", "required": ["dataLicense"]}'
    (fault,) = faults(SPDX, asks)
    assert fault.place == ""
    assert "dataLicense" in fault.message
    assert faults(SPDX, b'{"type": "object"}') == []


@pytest.mark.parametrize(
    "schema", [b"{", b"[]", b'{"type": 5}', b'{"$ref": "https://example.com/x"}']
)
def test_schema_that_is_none_or_would_have_to_be_fetched_cannot_be_used(schema: bytes) -> None:
    with pytest.raises(CannotValidateError, match="--schema"):
        faults(SPDX, schema)


def test_unknown_version_has_no_schema() -> None:
    with pytest.raises(CannotValidateError, match=r"bom-1\.99"):
        faults(cdx(specVersion="1.99"))


@pytest.mark.parametrize(("data", "library"), [(cdx(), "jsonschema_rs"), (XML.encode(), "lxml")])
def test_missing_library_is_named(
    data: bytes, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return usual(name, *more)

    validation._cyclonedx.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CannotValidateError, match=r"vcs-check\[validate\]"):
        faults(data)
