"""References between BOMs: found among the files given, and what becomes of them."""

from __future__ import annotations

import hashlib
import itertools
from pathlib import Path
from typing import Any

import pytest
from tests.cli.vehicle import program, prohibited, report, run, thing, unrelated, verdicts, write
from tests.pipeline.linked import assembled, cdx, gone, hiding, parents_of, spdx, to, urn

from vcs_check.inventory.assembly import Assembly, Unit
from vcs_check.limits import Limits
from vcs_check.pipeline.linking import link
from vcs_check.readers import read_bom

TCU = "Telematics control unit"
SEAT = "Seat heater control unit"
MADE_UP_SHA1 = "0" * 40


def sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def unit(name: str, *links: dict[str, Any], **more: Any) -> dict[str, Any]:
    return thing(name, kind="device", **more) | {"externalReferences": list(links)}


def vehicle(*units: dict[str, Any]) -> str:
    return cdx("vehicle", thing("Example EV vehicle", kind="device"), *units)


LOGGER = thing("logger", kind="application")
LIB = cdx("lib", thing("software image", kind="application"), LOGGER)


@pytest.mark.parametrize(
    "reference",
    [
        urn("lib"),
        urn("lib").upper().replace("URN:CDX", "urn:cdx"),
        "urn:uuid:" + urn("lib").removeprefix("urn:cdx:").partition("/")[0],
        "lib.json",
        "./lib.json",
        "file:lib.json",
        "https://example.com/spdx/lib",
    ],
)
def test_linked_bom_is_the_content_of_the_component_that_links_to_it(reference: str) -> None:
    target = LIB
    if reference.startswith("https"):
        target = spdx("lib", ["image"], ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-image"))
    found = assembled(vehicle_json=vehicle(unit(TCU, to(reference))), lib_json=target)
    assert hiding(found) == []
    inner = "image" if reference.startswith("https") else "software image"
    assert parents_of(found, inner) == {TCU}


def test_url_with_the_digest_of_a_file_given_means_that_file() -> None:
    digest = hashlib.sha256(LIB.encode()).hexdigest()
    url = "https://example.com/boms/some.json"
    found = assembled(a_json=vehicle(unit(TCU, to(url, SHA_256=digest))), lib_json=LIB)
    assert hiding(found) == []
    assert parents_of(found, "software image") == {TCU}
    (missing,) = hiding(assembled(a_json=vehicle(unit(TCU, to(url))), lib_json=LIB))
    assert "not among the files given" in missing


def test_element_of_another_bom_has_the_linking_component_as_further_parent() -> None:
    found = assembled(a_json=vehicle(unit(TCU, to(urn("lib", "logger")))), lib_json=LIB)
    assert parents_of(found, "logger") == {TCU, "software image"}
    assert parents_of(found, "software image") == set()


def test_whole_bom_without_subject_gives_everything_that_nothing_else_contains() -> None:
    loose = cdx("lib", None, thing("one", parts=[thing("inner")]), thing("two"))
    found = assembled(a_json=vehicle(unit(TCU, to(urn("lib")))), lib_json=loose)
    assert parents_of(found, "one") == parents_of(found, "two") == {TCU}
    assert parents_of(found, "inner") == {"one"}


def test_reference_of_the_bom_itself_is_one_of_its_subject() -> None:
    top = cdx("vehicle", thing("Example EV vehicle"), references=[to(urn("lib"))])
    found = assembled(a_json=top, lib_json=LIB)
    assert parents_of(found, "software image") == {"Example EV vehicle"}
    without = cdx("vehicle", None, thing("x"), references=[to(urn("lib"))])
    assert parents_of(assembled(a_json=without, lib_json=LIB), "software image") == set()


def test_bom_that_names_its_own_link_says_nothing() -> None:
    own = cdx("lib", unit("image", to(urn("lib"))), LOGGER, references=[to(urn("lib"))])
    found = assembled(lib_json=own)
    assert hiding(found) == []
    assert parents_of(found, "logger") == {"image"}


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        (urn("other"), "not among the files given"),
        ("gone.json", "not among the files given"),
        ("../../../etc/passwd", "not among the files given"),
        ("https://example.com/bom.json", "not among the files given"),
        (urn("lib", version=2), "names version '2', given is version 1"),
        (urn("lib", "nothing"), "is not in 'lib.json'"),
        ("lib.json#nothing", "is not in 'lib.json'"),
    ],
)
def test_target_that_is_not_what_was_named_blocks_a_pass(reference: str, says: str) -> None:
    found = assembled(a_json=vehicle(unit(TCU, to(reference))), lib_json=LIB)
    (message,) = hiding(found)
    assert says in message
    assert found.units[0].document.notes[-1].place == "/components/0/externalReferences/0"


def test_other_version_of_the_target_still_counts_as_content() -> None:
    found = assembled(a_json=vehicle(unit(TCU, to(urn("lib", version=2)))), lib_json=LIB)
    assert parents_of(found, "software image") == {TCU}


def test_exact_version_is_preferred_over_another_one() -> None:
    second = cdx("lib", thing("second image"), version=2)
    link_to = vehicle(unit(TCU, to(urn("lib", version=2))))
    found = assembled(a_json=link_to, lib_json=LIB, new_json=second)
    assert hiding(found) == []
    assert parents_of(found, "second image") == {TCU}
    assert parents_of(found, "software image") == set()


def test_two_files_of_one_identity_are_both_content_and_noted() -> None:
    other = cdx("lib", thing("changed image"))
    found = assembled(a_json=vehicle(unit(TCU, to(urn("lib")))), b_json=LIB, c_json=other)
    assert "several of the files" in hiding(found)[0]
    assert parents_of(found, "changed image") == parents_of(found, "software image") == {TCU}


def test_digest_says_which_of_two_files_of_one_identity_is_meant() -> None:
    digest = hashlib.sha512(LIB.encode()).hexdigest()
    top = vehicle(unit(TCU, to(urn("lib"), SHA_512=digest)))
    found = assembled(a_json=top, b_json=LIB, c_json=cdx("lib", thing("changed image")))
    assert hiding(found) == []
    assert parents_of(found, "software image") == {TCU}
    assert parents_of(found, "changed image") == set()


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-1", "SHA-256", "SHA3-384", "BLAKE2b-256"])
def test_digest_is_compared_with_the_file_given(algorithm: str) -> None:
    right = {
        "MD5": hashlib.md5(LIB.encode(), usedforsecurity=False).hexdigest(),
        "SHA-1": sha1(LIB),
        "SHA-256": hashlib.sha256(LIB.encode()).hexdigest(),
        "SHA3-384": hashlib.sha3_384(LIB.encode()).hexdigest(),
        "BLAKE2b-256": hashlib.blake2b(LIB.encode(), digest_size=32).hexdigest(),
    }[algorithm]
    spelled = algorithm.replace("-", "_")
    for digest, faults in ((right, 0), (right.upper(), 0), ("0" * len(right), 1)):
        top = vehicle(unit(TCU, to(urn("lib"), **{spelled: digest})))
        assert len(hiding(assembled(a_json=top, lib_json=LIB))) == faults


def test_digest_that_cannot_be_made_blocks_a_pass() -> None:
    for algorithm in ("BLAKE3", "Streebog-256"):
        top = vehicle(unit(TCU, to(urn("lib"), **{algorithm.replace("-", "_"): "ab"})))
        (message,) = hiding(assembled(a_json=top, lib_json=LIB))
        assert "cannot be checked" in message
    documents = [
        read_bom(text.encode(), path)
        for path, text in (("a", vehicle(unit(TCU, to(urn("lib"), SHA_1="ab")))), ("b", LIB))
    ]
    assembly = Assembly([Unit(document=document) for document in documents])
    link(assembly, [gone, gone])
    assert "cannot be checked" in hiding(assembly)[0]


def test_dependency_on_another_bom_is_no_containment() -> None:
    top = cdx("tcu", unit(TCU), dependencies=[{"ref": TCU, "dependsOn": [urn("lib", "logger")]}])
    found = assembled(a_json=top, lib_json=LIB)
    assert hiding(found) == []
    assert parents_of(found, "logger") == {"software image"}
    assert found.units[0].document.dependencies == [(TCU, urn("lib", "logger"))]
    (missing,) = hiding(assembled(a_json=top))
    assert "a dependency is in another BOM" in missing


def test_references_of_xml_count_like_those_of_json() -> None:
    digest = sha1(LIB)
    xml = f"""<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata>
      <component type="device"><name>Car vehicle</name></component></metadata>
      <components><component type="device"><name>{TCU}</name><externalReferences>
      <reference type="website"><url>https://example.com</url></reference>
      <reference type="bom"><url>{urn("lib", version=3)}</url>
      <hashes><hash alg="SHA-1">{digest}</hash></hashes></reference>
      </externalReferences></component></components></bom>"""
    found = assembled(a_xml=xml, lib_json=LIB.replace('"version": 1', '"version": 3'))
    assert "digest" in hiding(found)[0]
    found = assembled(a_xml=xml.replace("/3<", "/1<"), lib_json=LIB)
    assert hiding(found) == []
    assert parents_of(found, "software image") == {TCU}
    missing = assembled(a_xml=xml).units[0].document.notes[-1]
    assert missing.place == "/bom/components/component[1]/externalReferences/reference[2]"


class TestSpdx:
    """External document references of SPDX 2."""

    NAMESPACE = "https://example.com/spdx/lib"
    TARGET = spdx(
        "lib",
        ["image", "logger"],
        ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-image"),
    )
    SHA1 = sha1(TARGET)

    def top(self, *related: tuple[str, str, str], sha1: str = SHA1) -> str:
        return spdx("top", ["tcu"], *related, documents={"lib": (self.NAMESPACE, sha1)})

    @pytest.mark.parametrize(
        ("related", "parents"),
        [
            (("SPDXRef-tcu", "CONTAINS", "DocumentRef-lib:SPDXRef-logger"), {"image", "tcu"}),
            (("DocumentRef-lib:SPDXRef-logger", "CONTAINED_BY", "SPDXRef-tcu"), {"image", "tcu"}),
            (("SPDXRef-tcu", "DEPENDS_ON", "DocumentRef-lib:SPDXRef-logger"), {"image"}),
        ],
    )
    def test_relationship_leads_into_the_other_document(
        self, related: tuple[str, str, str], parents: set[str]
    ) -> None:
        found = assembled(top_json=self.top(related), lib_json=self.TARGET)
        assert hiding(found) == []
        assert parents_of(found, "logger") == parents

    def test_package_here_may_be_part_of_one_there(self) -> None:
        related = ("DocumentRef-lib:SPDXRef-image", "CONTAINS", "SPDXRef-tcu")
        found = assembled(top_json=self.top(related), lib_json=self.TARGET)
        assert parents_of(found, "tcu") == {"image"}

    def test_whole_document_is_what_it_describes(self) -> None:
        related = ("SPDXRef-tcu", "CONTAINS", "DocumentRef-lib:SPDXRef-DOCUMENT")
        found = assembled(top_json=self.top(related), lib_json=self.TARGET)
        assert parents_of(found, "image") == {"tcu"}

    def test_checksum_is_compared(self) -> None:
        related = ("SPDXRef-tcu", "CONTAINS", "DocumentRef-lib:SPDXRef-image")
        found = assembled(top_json=self.top(related, sha1=MADE_UP_SHA1), lib_json=self.TARGET)
        assert "another 'SHA1' digest" in hiding(found)[0]
        assert parents_of(found, "image") == {"tcu"}

    @pytest.mark.parametrize(
        "name", ["DocumentRef-lib:SPDXRef-gone", "DocumentRef-x:SPDXRef-image"]
    )
    def test_what_is_not_there_blocks_a_pass(self, name: str) -> None:
        related = ("SPDXRef-tcu", "CONTAINS", name)
        found = assembled(top_json=self.top(related), lib_json=self.TARGET)
        assert len(hiding(found)) == 1

    def test_modification_is_carried_into_the_other_document(self) -> None:
        related = ("SPDXRef-tcu", "PATCH_FOR", "DocumentRef-lib:SPDXRef-logger")
        found = assembled(top_json=self.top(related), lib_json=self.TARGET)
        logger = found.units[1].document.components[1]
        assert logger.modification_signs == ("relationship/PATCH_FOR",)

    def test_tag_value_names_other_documents_in_one_line(self) -> None:
        text = (
            "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: top\n"
            f"ExternalDocumentRef: DocumentRef-lib {self.NAMESPACE} SHA1: {self.SHA1}\n"
            "PackageName: tcu\nSPDXID: SPDXRef-tcu\nPackageDownloadLocation: NONE\n"
            "Relationship: SPDXRef-tcu CONTAINS DocumentRef-lib:SPDXRef-logger\n"
        )
        found = assembled(top_spdx=text, lib_json=self.TARGET)
        assert hiding(found) == []
        assert parents_of(found, "logger") == {"tcu", "image"}

    def test_xml_and_yaml_name_other_documents_as_json_does(self) -> None:
        xml = f"""<Document><spdxVersion>SPDX-2.3</spdxVersion><SPDXID>SPDXRef-DOCUMENT</SPDXID>
          <externalDocumentRefs><externalDocumentId>DocumentRef-lib</externalDocumentId>
          <checksum><algorithm>SHA1</algorithm><checksumValue>{self.SHA1}</checksumValue></checksum>
          <spdxDocument>{self.NAMESPACE}</spdxDocument></externalDocumentRefs>
          <packages><name>tcu</name><SPDXID>SPDXRef-tcu</SPDXID></packages>
          <relationships><spdxElementId>SPDXRef-tcu</spdxElementId>
          <relationshipType>CONTAINS</relationshipType>
          <relatedSpdxElement>DocumentRef-lib:SPDXRef-logger</relatedSpdxElement></relationships>
          </Document>"""
        yaml = (
            "spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nexternalDocumentRefs:\n"
            f"- externalDocumentId: DocumentRef-lib\n  spdxDocument: {self.NAMESPACE}\n"
            f"  checksum:\n    algorithm: SHA1\n    checksumValue: '{self.SHA1}'\n"
            "packages:\n- name: tcu\n  SPDXID: SPDXRef-tcu\nrelationships:\n"
            "- spdxElementId: SPDXRef-tcu\n  relationshipType: CONTAINS\n"
            "  relatedSpdxElement: DocumentRef-lib:SPDXRef-logger\n"
        )
        for text in (xml, yaml):
            found = assembled(top_any=text, lib_json=self.TARGET)
            assert hiding(found) == []
            assert parents_of(found, "logger") == {"tcu", "image"}

    def test_spdx_document_leads_into_cyclonedx_and_back(self) -> None:
        into = spdx(
            "top",
            ["tcu"],
            ("SPDXRef-tcu", "CONTAINS", "DocumentRef-lib:SPDXRef-logger"),
            documents={"lib": (urn("lib"), sha1(LIB))},
        )
        found = assembled(top_json=into, lib_json=LIB)
        assert hiding(found) == []
        assert parents_of(found, "logger") == {"tcu", "software image"}
        back = vehicle(unit(TCU, to(f"{self.NAMESPACE}#SPDXRef-logger")))
        assert parents_of(assembled(a_json=back, b_json=self.TARGET), "logger") == {TCU, "image"}


def shared(*parts: str, **more: Any) -> str:
    """A vehicle whose units link to the same software."""
    return vehicle(*(unit(part, to(urn("lib")), ref=part, **more) for part in parts))


def test_what_is_linked_is_judged_as_if_it_were_nested(folder: Path) -> None:
    for part in (TCU, SEAT, "a box"):
        image = thing("software image", parts=[LOGGER])
        nested = vehicle(thing(part, kind="device", parts=[image]))
        write(folder, nested_json=nested, linked_json=shared(part), lib_json=LIB)
        one = report("nested.json", "--model-year", "2027")
        two = report("linked.json", "lib.json", "--model-year", "2027")
        facts = [
            {
                c["name"]: (c["class"], c["exclusion"], c["verdict"], c["rolled_up"], c["path"])
                for c in read["components"]
            }
            for read in (one, two)
        ]
        assert facts[0] == facts[1]
        assert one["verdict"] == two["verdict"]


def test_software_of_a_seat_and_of_a_telematics_unit_is_software_of_the_telematics_unit(
    folder: Path,
) -> None:
    alone = verdict_of_logger(folder, SEAT)
    assert alone == "out-of-scope"
    for parts in itertools.permutations((SEAT, TCU)):
        assert verdict_of_logger(folder, *parts) == verdict_of_logger(folder, TCU) != alone


def verdict_of_logger(folder: Path, *parts: str) -> str:
    write(folder, a_json=shared(*parts), lib_json=LIB)
    return verdicts(report("a.json", "lib.json", "--model-year", "2027"))["logger"]


def test_part_of_the_program_file_and_the_linking_component_both_count(folder: Path) -> None:
    write(folder, a_json=shared(SEAT), lib_json=LIB)
    toml = program("a.json", "lib.json")
    (folder / "p.toml").write_text(toml)
    assert verdicts(report("p.toml"))["logger"] == "out-of-scope"
    (folder / "p.toml").write_text(toml + f'part = "{TCU}"\n')
    read = report("p.toml")
    assert verdicts(read)["logger"] == "indeterminate"
    paths = next(c["paths"] for c in read["components"] if c["name"] == "logger")
    assert paths == [
        ["Example EV", TCU, "software image", "logger"],
        ["Example EV", "Example EV vehicle", SEAT, "software image", "logger"],
    ]
    write(folder, a_json=shared(TCU))
    (folder / "p.toml").write_text(toml + f'part = "{SEAT}"\n')
    assert verdicts(report("p.toml"))["logger"] == "indeterminate"


def test_verdicts_roll_up_into_the_file_that_links(folder: Path) -> None:
    write(
        folder,
        a_json=vehicle(unit("Box", to(urn("lib"))), unrelated("bolt")),
        lib_json=cdx("lib", unrelated("image"), prohibited("agent")),
    )
    read = report("a.json", "lib.json", "--model-year", "2027")
    rolled = {c["name"]: c["rolled_up"] for c in read["components"]}
    assert rolled["Box"] == rolled["Example EV vehicle"] == "prohibited"
    assert rolled["bolt"] == "out-of-scope"


def test_resolved_link_lets_a_program_pass_and_a_missing_one_does_not(folder: Path) -> None:
    write(
        folder,
        a_json=cdx("vehicle", unrelated("frame"), unrelated("box") | {
            "externalReferences": [to(urn("lib"))]
        }),
        lib_json=cdx("lib", unrelated("image")),
    )  # fmt: skip
    assert report("a.json", "lib.json", "--model-year", "2027")["verdict"] == "pass"
    missing = report("a.json", "--model-year", "2027")
    assert missing["verdict"] == "indeterminate"
    assert any("not among the files given" in note for note in missing["notes"])
    assert run("check", "a.json", "--model-year", "2027").exit_code == 3


def test_order_of_files_changes_nothing_but_their_numbers(folder: Path) -> None:
    write(
        folder,
        a_json=shared(SEAT, TCU),
        lib_json=LIB,
        other_json=cdx("other", unit("Gateway", to(urn("lib", "logger")), to(urn("vehicle")))),
        seat_json=cdx("seat", unit("Circle", to(urn("other")))),
    )
    seen = set()
    for order in itertools.permutations(["a.json", "lib.json", "other.json", "seat.json"]):
        read = report(*order, "--model-year", "2027")
        rows = sorted(
            (c["name"], c["verdict"], c["reason"], c["rolled_up"], str(c["paths"]))
            for c in read["components"]
        )
        seen.add((read["verdict"], str(rows), str(sorted(read["notes"]))))
    assert len(seen) == 1


def test_circle_of_boms_is_noted_and_not_used() -> None:
    found = assembled(
        a_json=cdx("vehicle", thing("V"), unit("unit", to(urn("tcu")))),
        b_json=cdx("tcu", thing("T"), thing("part"), references=[to("a.json")]),
        c_json=cdx("lib", unit("L", to(urn("tcu")))),
    )
    assert [("contain each other" in m) for m in hiding(found)] == [True, True]
    assert parents_of(found, "V") == set()
    assert parents_of(found, "T") == {"L"}
    inside = assembled(a_json=cdx("vehicle", thing("V"), unit("unit", to(urn("vehicle")))))
    assert len(hiding(inside)) == 1


def test_chain_over_many_files_ends_at_the_limit_of_nesting() -> None:
    limit = Limits().max_nesting_depth

    def chain(length: int) -> Assembly:
        parts = [unit(f"n{n}", to(urn("lib", f"n{n + 1}"))) for n in range(length - 1)]
        return assembled(lib_json=cdx("lib", None, *parts, unit(f"n{length - 1}")))

    assert hiding(chain(limit + 1)) == []
    long = chain(limit + 3)
    assert "levels deep" in hiding(long)[0]
    assert parents_of(long, f"n{limit}") == {f"n{limit - 1}"}
    assert parents_of(long, f"n{limit + 1}") == set()
