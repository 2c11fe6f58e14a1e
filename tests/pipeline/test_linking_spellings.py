"""References between BOMs as they are spelled, packed and mixed between formats in real life."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.parity.unit import Part, Unit
from tests.parity.writers import WRITERS
from tests.pipeline.linked import UUIDS, assembled, cdx, hiding, parents_of, spdx, to, urn

from vcs_check.cli import command
from vcs_check.inventory.assembly import Assembly
from vcs_check.inventory.assembly import Unit as BomUnit
from vcs_check.pipeline.linking import link
from vcs_check.readers import read_bom

TCU = {"type": "device", "bom-ref": "tcu", "name": "TCU"}
IMAGE = {"type": "application", "bom-ref": "image/1 a#b", "name": "image"}
LIB = cdx("lib", IMAGE)


def vehicle(*references: dict[str, object]) -> str:
    return cdx("vehicle", None, {**TCU, "externalReferences": [*references]})


@pytest.mark.parametrize(
    "reference",
    [
        urn("lib", "image/1 a#b"),
        urn("lib", "image%2F1%20a%23b"),
        urn("lib", "image/1%20a%23b"),
        "URN:CDX:" + urn("lib").removeprefix("urn:cdx:"),
        "Urn:Cdx:" + UUIDS["lib"].upper() + "/1",
        f"  {urn('lib')}  ",
        "URN:UUID:" + UUIDS["lib"],
        "./sub/../lib.json",
        ".\\lib.json",
        "file:./lib.json",
    ],
)
def test_a_reference_is_found_however_it_is_spelled(reference: str) -> None:
    found = assembled(vehicle_json=vehicle(to(reference)), lib_json=LIB)
    assert hiding(found) == []
    assert parents_of(found, "image") == {"TCU"}


@pytest.mark.parametrize(
    "reference",
    [
        urn("lib").replace("/1", ""), urn("lib").replace("/1", "/"),
        urn("lib").replace("/1", "/01"), urn("lib", "image%2f1"), "urn:cdx:", "urn:cdx:/1",
        "../lib.json", "/lib.json", "lib.JSON",
        "file:///lib.json", "file://host/lib.json", "//host/lib.json", "lib.json\x00", "",
        "https://example.com/lib.json", "%2e%2e/lib.json",
    ],
)  # fmt: skip
def test_a_reference_that_is_not_exactly_one_to_the_file_never_passes_in_silence(
    reference: str,
) -> None:
    found = assembled(vehicle_json=vehicle(to(reference)), lib_json=LIB)
    linked = parents_of(found, "image") == {"TCU"}
    assert hiding(found) or (linked and reference == urn("lib").replace("/1", "")) or not reference


def linked_files(files: dict[str, bytes]) -> Assembly:
    documents = [read_bom(data, path) for path, data in files.items()]
    assembly = Assembly([BomUnit(document=document) for document in documents])
    link(assembly, [lambda each=each: each for each in files.values()])  # type: ignore[misc]
    return assembly


def test_a_reference_leads_into_a_compressed_file() -> None:
    packed = gzip.compress(LIB.encode(), mtime=0)
    for reference in (urn("lib"), "lib.json.gz"):
        data = vehicle(to(reference)).encode()
        found = linked_files({"vehicle.json": data, "lib.json.gz": packed})
        assert hiding(found) == []
        assert parents_of(found, "image") == {"TCU"}


def test_references_between_members_of_an_archive_are_found(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("boms/vehicle.json", vehicle(to("parts/lib.json"), to(urn("lib"))))
        archive.writestr("boms/parts/lib.json", LIB)
    (tmp_path / "bundle.zip").write_bytes(buffer.getvalue())
    result = CliRunner().invoke(
        command, ["check", str(tmp_path / "bundle.zip"), "--today", "2026-05-01", "-o", "json"]
    )
    report = json.loads(result.stdout)
    assert not any("not among the files given" in note for note in map(str, report["notes"]))
    (image,) = [c for c in report["components"] if c["name"] == "image"]
    assert image["path"][-2:] == ["TCU", "image"]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_format_can_be_what_a_component_contains(name: str) -> None:
    unit = Unit(Part("software image", "application", parts=(Part("logger", "library", number=1),)))
    data = vehicle(to(name)).encode()
    found = linked_files({"vehicle.json": data, name: WRITERS[name].write(unit)})
    assert hiding(found) == []
    assert parents_of(found, "software image") == {"TCU"}
    assert parents_of(found, "logger") == {"software image"}


def test_formats_that_refer_to_each_other_in_a_circle_end_and_are_noted() -> None:
    ours = cdx("lib", IMAGE | {"externalReferences": [to("https://example.com/spdx/back")]})
    back = spdx(
        "back", ["part"], ("SPDXRef-part", "CONTAINS", "DocumentRef-o:image/1 a#b"),
        ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-part"), documents={"o": (urn("lib"), "0" * 40)},
    )  # fmt: skip
    found = assembled(lib_json=ours, back_json=back)
    assert any("circle" in message or "digest" in message for message in hiding(found))


def test_containment_and_dependency_on_the_same_file_stay_two_things() -> None:
    def made(relation: str) -> set[str]:
        ours = spdx("v", ["a"], ("SPDXRef-a", relation, "DocumentRef-o:SPDXRef-x"),
                    documents={"o": ("https://example.com/spdx/o", "")})  # fmt: skip
        return parents_of(assembled(v_json=ours, o_json=spdx("o", ["x"])), "x")

    assert made("CONTAINS") == {"a"}
    assert made("DEPENDS_ON") == set()
    assert made("DYNAMIC_LINK") == set()
