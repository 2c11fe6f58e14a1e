"""SPDX 3: who is named, what contains what, in whatever form of JSON-LD it is written."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.readers.samples_spdx3 import BASE, INFO, SPDX3, document, element, relation
from tests.readers.test_type_confusion import outcome, with_each_value

from vcs_check.errors import InputError, LimitError, MalformedError
from vcs_check.inventory.component import Component
from vcs_check.inventory.document import Document, Elsewhere, LinkKind
from vcs_check.inventory.vocabulary import Role
from vcs_check.limits import Limits
from vcs_check.readers import looks_like_bom, read_bom


def read(value: object, limits: Limits | None = None) -> Document:
    return read_bom(json.dumps(value).encode(), "bom.json", *([limits] if limits else []))


def refusal(value: object, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(value, limits)
    return caught.value


def by_name(made: Document) -> dict[str, Component]:
    return {component.name: component for component in made.components}


def notes(made: Document) -> dict[str, bool]:
    """Each note with its place, and whether it hides components."""
    return {f"{note.place} {note.message}": note.hides_components for note in made.notes}


def package(local_id: str, /, **members: Any) -> dict[str, Any]:
    return element("software_Package", local_id, **{"name": local_id, **members})


def contents(made: Document) -> list[object]:
    """What decides, without places."""
    return [
        [(c.id, c.kind, c.name, c.version, c.purl, c.cpe, c.parties, c.licences, c.declared,
          c.hashes, c.parents, c.quantity, c.part_number, c.modification_signs)
         for c in made.components],
        made.dependencies, made.subject, made.files, made.serial, made.declared, made.version,
    ]  # fmt: skip


def test_every_package_of_the_sample_is_read_in_full() -> None:
    made = read(SPDX3)
    assert made.format == "spdx3-json"
    assert made.version == "3.0.1"
    assert made.serial == BASE + "document"
    assert made.files == 1
    assert looks_like_bom(json.dumps(SPDX3).encode())
    parts = by_name(made)
    assert list(parts) == ["TCU", "LTE modem", "voice model", "voices", "Antenna"]
    modem = parts["LTE modem"]
    assert modem.source == "/@graph/7"
    assert modem.id == BASE + "modem"
    assert modem.kind == "operating-system"
    assert (modem.version, modem.purl) == ("1.0", "pkg:generic/lte-modem@1.0")
    assert modem.cpe.startswith("cpe:2.3:o:example")
    assert modem.licences == ("MIT", "MIT OR Apache-2.0 OR GPL-2.0+")
    assert modem.hashes == (("sha256", "ab"),)
    assert [str(modem.built_on), str(modem.released_on)] == ["2026-01-02", "2026-01-03"]
    assert [(p.role, p.name, p.country, p.is_person, p.field) for p in modem.parties] == [
        (Role.MANUFACTURER, "Example Radio", "CHN", False, "/originatedBy"),
        (Role.SUPPLIER, "Jo Example", "", True, "/suppliedBy"),
        (Role.SUPPLIER, "Example Radio", "CHN", False, "relationship/availableFrom"),
    ]
    assert modem.parties[0].identifiers == (("lei", "529900EXAMPLE0000000"),)
    assert modem.parties[0].address == "Shenzhen"
    assert modem.quantity == "2"
    assert modem.declared.frequency_mhz == 2400
    assert modem.declared.programmable is True
    assert modem.declared.radios == ("cellular",)
    assert modem.modification_signs == ("relationship/PATCH_FOR",)
    assert [kind for kind, _ in modem.references] == [
        "distribution", "website", "securityAdvisory", "securityAdvisory",
    ]  # fmt: skip
    assert [parts["voice model"].kind, parts["voices"].kind] == ["machine-learning-model", "data"]


def test_containment_dependency_and_what_is_described_stay_apart() -> None:
    made = read(SPDX3)
    assert made.subject == 0  # through the SBOM that the document has as its root
    assert all(component.parents == (0,) for component in made.components[1:])
    assert made.dependencies == [(BASE + "modem", BASE + "voices")]
    assert made.declared.part == "Telematics control unit"
    assert all(c.declared.part == "Telematics control unit" for c in made.components)
    said = notes(made)
    assert any("incomplete" in text and hides for text, hides in said.items())
    assert [(link.outer, link.inner.element) for link in made.links
            if isinstance(link.inner, Elsewhere)] == [(None, BASE + "elsewhere")]  # fmt: skip


def test_hardware_of_the_coming_version_is_a_device_with_its_maker() -> None:
    antenna = by_name(read(SPDX3))["Antenna"]
    assert antenna.kind == "device"
    assert (antenna.part_number, antenna.version) == ("A-1", "C")
    assert [(p.role, p.name, p.field) for p in antenna.parties] == [
        (Role.MANUFACTURER, "Example Radio", "/productAgent"),
        (Role.MANUFACTURER, "Jo Example", "relationship/ManufactureAction"),
    ]


def expanded(value: Any) -> Any:
    """The fully expanded form: every name an IRI, every value wrapped, everything in a list."""
    terms = "https://spdx.org/rdf/3.0.1/terms/"
    profiles = {
        "software": "Software", "simplelicensing": "SimpleLicensing", "dataset": "Dataset",
        "expandedlicensing": "ExpandedLicensing", "extension": "Extension", "ai": "AI",
        "hardware": "Hardware", "supplychain": "SupplyChain",
    }  # fmt: skip

    def iri(name: str) -> str:
        prefix, separator, local = name.partition("_")
        if separator and prefix in profiles:
            return f"{terms}{profiles[prefix]}/{local}"
        return name if ":" in name else f"{terms}Core/{name}"

    if isinstance(value, list):
        return [expanded(each) for each in value]
    if not isinstance(value, dict):
        # a reference and a text look the same in the compact form
        return {"@id": value} if str(value).startswith((BASE, "_:")) else {"@value": value}
    made: dict[str, Any] = {}
    for key, inner in value.items():
        if key == "type":
            made["@type"] = [iri(inner)]
        elif key in ("spdxId", "@id"):
            made["@id"] = inner
        elif key in ("relationshipType", "software_primaryPurpose", "completeness"):
            made[iri(key)] = [{"@id": f"{terms}Core/Word/{inner}"}]
        else:
            some = inner if isinstance(inner, list) else [inner]
            made[iri(key)] = [expanded(each) for each in some]
    return made


def test_every_form_of_json_ld_gives_the_same_inventory() -> None:
    expected = contents(read(SPDX3))
    whole = [expanded(each) for each in SPDX3["@graph"]]
    assert contents(read(whole)) == expected
    assert contents(read({"@graph": whole})) == expected
    prefixed = json.loads(
        json.dumps(SPDX3).replace('"software_', '"spdx:Software/').replace('"to"', '"spdx:Core/to"')
    )
    assert contents(read(prefixed)) == expected


def test_an_element_may_stand_inside_another() -> None:
    radio = element("Organization", "radio", name="Example Radio")
    modem = package("modem", suppliedBy=radio, originatedBy=[{"type": "Person", "name": "Jo"}])
    made = read(document(element("SpdxDocument", "d", rootElement=[modem])))
    assert [p.name for p in made.components[0].parties] == ["Jo", "Example Radio"]
    assert made.components[0].source == "/@graph/1/rootElement/0"
    assert made.subject == 0
    inside = relation("tcu", "contains", "x")
    inside["to"] = [package("modem")]
    made = read(document(package("tcu"), inside))
    assert [c.parents for c in made.components] == [(), (0,)]
    assert notes(made) == {}


def test_one_element_alone_is_a_document() -> None:
    alone = package("modem", suppliedBy=BASE + "gone") | {
        "@context": "https://spdx.org/rdf/3.0.0/spdx-context.jsonld",
        "creationInfo": INFO | {"specVersion": "3.0.0"},
    }
    made = read(alone)
    assert made.version == "3.0.0"
    assert [(c.name, c.source) for c in made.components] == [("modem", "/")]
    assert contents(read({"@context": alone["@context"], "@graph": alone}))[0] == contents(made)[0]


def test_values_may_be_blank_nodes() -> None:
    value = {"type": "Hash", "@id": "_:h", "algorithm": "sha256", "hashValue": "ab"}
    made = read(document(value, package("modem", verifiedUsing=["_:h"])))
    assert made.components[0].hashes == (("sha256", "ab"),)
    assert made.notes == []


@pytest.mark.parametrize(
    "said",
    ["https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement", "NoAssertionElement",
     "https://spdx.org/rdf/3.0.1/terms/Core/NoneElement", "spdx:Core/NoAssertionElement", "",
     "NOASSERTION"],
)  # fmt: skip
def test_no_assertion_is_no_claim(said: str) -> None:
    made = read(document(package("modem", suppliedBy=said, originatedBy=[said])))
    assert made.components[0].parties == ()
    nobody = element("Organization", "nobody", name="NOASSERTION")
    made = read(document(nobody, package("modem", suppliedBy=BASE + "nobody")))
    assert made.components[0].parties == ()


def test_an_agent_who_is_not_in_the_file_is_still_a_claim() -> None:
    made = read(document(package("modem", suppliedBy=BASE + "gone")))
    assert [p.name for p in made.components[0].parties] == [BASE + "gone"]
    assert any("no agent of this BOM" in text for text in notes(made))


def test_two_agents_of_one_id_are_both_counted() -> None:
    agents = [element("Organization", "one", name=name) for name in ("A", "B", "A")]
    made = read(document(*agents, package("modem", suppliedBy=BASE + "one")))
    assert [p.name for p in made.components[0].parties] == ["A", "B"]
    assert any("correct the one that is wrong" in text for text in notes(made))


def test_every_seat_of_an_organization_is_counted() -> None:
    seats = [element("PhysicalLocation", code, country=code) for code in ("DEU", "CHN")]
    agent = element(
        "Organization", "one", name="A", headquartersLocation=[BASE + "DEU", BASE + "CHN"]
    )
    made = read(document(*seats, agent, package("modem", suppliedBy=BASE + "one"), version="3.1"))
    assert [p.country for p in made.components[0].parties] == ["DEU", "CHN"]
    assert any("is not 3.0 or 3.0.1" in text for text in notes(made))


def test_what_could_be_a_component_is_noted_and_hides_one() -> None:
    for elements, words in (
        ([element("hardware_Thing", "x", name="modem")], "no class of SPDX"),
        ([element("https://example.com/Thing", "x")], "no class of SPDX"),
        ([package("a"), relation("a", "contians", "gone")], "no relationship type"),
        ([element("SpdxDocument", "d", element=["SPDXRef-gone"])], "not in this BOM"),
        ([element("SpdxDocument", "d", rootElement=["SPDXRef-gone"])], "not in this BOM"),
    ):
        found = [hides for text, hides in notes(read(document(*elements))).items() if words in text]
        assert found == [True], words
    made = read(document(package("a"), package("b"), relation("a", "contians", "b")))
    assert list(notes(made).values()) == [False]


def test_an_iri_that_is_not_in_the_file_is_looked_for_in_the_others() -> None:
    digest = {"type": "Hash", "algorithm": "sha1", "hashValue": "ab"}
    outside = {"type": "ExternalMap", "externalSpdxId": BASE + "gone", "locationHint": "b.json",
               "verifiedUsing": [digest]}  # fmt: skip
    made = read(
        document(
            element("SpdxDocument", "d", **{"import": [outside]}),
            package("a"),
            relation("a", "contains", "gone"),
            relation("a", "dependsOn", "away"),
        )
    )
    there = Elsewhere(written=f"{BASE}gone (b.json)", element=BASE + "gone",
                      hashes=(("sha1", "ab"),), location="b.json")  # fmt: skip
    assert [(link.kind, link.outer, link.inner) for link in made.links] == [
        (LinkKind.CONTAINS, 0, there),
        (LinkKind.NEEDS, 0, Elsewhere(written=BASE + "away", element=BASE + "away")),
    ]


def test_circles_and_second_ids_are_noted_and_nothing_is_lost() -> None:
    made = read(
        document(package("a"), package("b"), package("a"), relation("a", "contains", "b"),
                 relation("b", "contains", "a"))
    )  # fmt: skip
    assert [c.name for c in made.components] == ["a", "b", "a"]
    assert sum("contain each other" in text for text in notes(made)) == 1
    assert sum("also stands at" in text for text in notes(made)) == 1


def test_licence_sets_may_be_deep_shared_or_circular() -> None:
    def sets(name: str, kind: str, *members: str) -> dict[str, Any]:
        return element(f"expandedlicensing_{kind}LicenseSet", name,
                       expandedlicensing_member=[BASE + m for m in members])  # fmt: skip

    mit = element("simplelicensing_LicenseExpression", "m", simplelicensing_licenseExpression="MIT")
    text = element("simplelicensing_SimpleLicensingText", "t", simplelicensing_licenseText="…")
    exception = element("expandedlicensing_ListedLicenseException", "e")
    exception["spdxId"] = "https://spdx.org/licenses/Example-exception"
    with_ = element("expandedlicensing_WithAdditionOperator", "w",
                    expandedlicensing_subjectExtendableLicense=BASE + "m",
                    expandedlicensing_subjectAddition=exception["spdxId"])  # fmt: skip

    def licence(*elements: dict[str, Any]) -> tuple[str, ...]:
        found = relation("p", "hasDeclaredLicense", elements[0]["spdxId"].rpartition("/")[2])
        return read(document(package("p"), found, *elements)).components[0].licences

    assert licence(sets("a", "Conjunctive", "m", "b"), sets("b", "Disjunctive", "m", "t"), mit,
                   text) == ("MIT AND (MIT OR LicenseRef-unnamed)",)  # fmt: skip
    assert licence(with_, mit, exception) == ("MIT WITH Example-exception",)
    assert licence(sets("a", "Conjunctive", "m", "a"), mit) == ("MIT AND LicenseRef-unnamed",)
    assert licence(sets("a", "Conjunctive", "gone")) == ("LicenseRef-unnamed",)
    chain = [sets(f"c{n}", "Conjunctive", f"c{n + 1}") for n in range(3000)]
    assert licence(*chain, mit | {"spdxId": BASE + "c3000"}) == ("MIT",)
    doubling = [sets(f"c{n}", "Conjunctive", f"c{n + 1}", f"c{n + 1}") for n in range(60)]
    with pytest.raises(LimitError):
        licence(*doubling, mit | {"spdxId": BASE + "c60"})


@pytest.mark.parametrize(
    ("value", "place", "why"),
    [
        (document(package("a"), version="4.0"), "/@graph/0", "specVersion"),
        (document({"name": "x"}), "/@graph/1", "its type"),
        (document(package("a", verifiedUsing=5)), "/@graph/1/verifiedUsing", "array"),
        (document(package("a", name={"x": 1})), "/@graph/1/name", "a text"),
        (document(package("a", suppliedBy=True)), "/@graph/1/suppliedBy", "array"),
        (document(element("Relationship", "r", to=[["x"]])), "/@graph/1/to/0", "a text"),
        (document("text"), "/@graph/1", "element"),  # type: ignore[arg-type]
        (document(package("a", **{"spdx:Core/name": "b"})), "/@graph/1", "stands twice"),
        (document(package("a", extension=[{"vcs:class": {}}])), "/@graph/1/extension/0", "a text"),
        (document(package("a", extension=[{"vcs:class": "x"}])), "/@graph/1", "vcs:class"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(
    value: object, place: str, why: str
) -> None:
    error = refusal(value)
    assert isinstance(error, MalformedError)
    assert error.place == place
    assert why in error.message


def test_a_key_that_stands_twice_is_refused_anywhere() -> None:
    text = json.dumps(document(package("modem", suppliedBy=BASE + "a")))
    twice = text.replace('"suppliedBy":', '"suppliedBy": "b", "suppliedBy":')
    with pytest.raises(MalformedError, match="stands twice"):
        read_bom(twice.encode(), "a")
    twice = text.replace('"@graph":', '"@graph": [], "@graph":')
    with pytest.raises(MalformedError, match="stands twice"):
        read_bom(twice.encode(), "a")


def test_number_and_depth_end_at_their_limits() -> None:
    made = document(package("a"), package("b"))
    assert len(read(made, Limits(max_components=2)).components) == 2
    assert isinstance(refusal(made, Limits(max_components=1)), LimitError)
    for levels in (450, 100_000):
        begin = '{"type":"Bom","spdxId":"x","rootElement":['
        deep = json.dumps(document()).replace("]}", "," + begin * levels + "]}" * levels + "]}")
        with pytest.raises(LimitError):
            read_bom(deep.encode(), "bom.json")
    started = time.process_time()
    chain = [relation(f"p{n}", "contains", f"p{n + 1}") for n in range(5000)]
    error = refusal(document(*(package(f"p{n}") for n in range(5001)), *chain))
    assert isinstance(error, LimitError)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "many",
    [
        lambda n: [element("Organization", "o", name=f"n{n}")],
        lambda n: [relation("p", "hasDeclaredLicense", "l")],
        lambda n: [relation("d", "describes", "p")],
        lambda n: [relation("p", "availableFrom", f"o{n}"), element("Person", f"o{n}", name="x")],
        lambda n: [element("simplelicensing_LicenseExpression", "l")],
    ],
)
def test_what_stands_thousands_of_times_costs_no_more_each_time(
    many: Callable[[int], list[dict[str, Any]]],
) -> None:
    some = [each for number in range(20_000) for each in many(number)]
    value = document(element("SpdxDocument", "d"), package("p", suppliedBy=BASE + "o"), *some)
    started = time.process_time()
    assert len(read(value).components) == 1
    assert time.process_time() - started < 2


def test_a_hostile_value_in_the_expanded_form_is_read_or_refused() -> None:
    whole = [expanded(each) for each in SPDX3["@graph"]]
    values: list[Any] = [None, 5, "x", [], {}, [{}], {"@value": {}}]
    outcomes = [
        outcome(json.dumps(changed).encode()) for changed in with_each_value(whole, *values)
    ]
    assert {"document", "MalformedError"} <= set(outcomes)


def with_context(*more: object) -> Document:
    value = document(
        element("SpdxDocument", "document", rootElement=[BASE + "tcu"]),
        element("software_Package", "tcu", name="TCU"),
        relation("tcu", "contains", "elsewhere"),
    )
    value["@graph"][-1]["to"] = ["other:modem"]
    return read(value | {"@context": [value["@context"], *more]})


def test_prefixes_of_the_context_of_the_file_are_those_of_ids() -> None:
    made = with_context({"other": "https://other.example/unit#", "@version": 1.1})
    (link,) = made.links
    assert isinstance(link.inner, Elsewhere)
    assert link.inner.element == "https://other.example/unit#modem"
    assert not notes(made)


@pytest.mark.parametrize(
    "terms", [{"supplier": "suppliedBy"}, {"@vocab": "x"}, {"parts": {"@id": "https://x.example"}}]
)
def test_names_that_a_file_defines_itself_keep_from_passing(terms: dict[str, Any]) -> None:
    assert True in notes(with_context(terms)).values()
    assert True not in notes(with_context()).values()


@pytest.mark.parametrize("odd", [5, None, [[]], "x", [5, {"a": 5}], {}])
def test_an_odd_context_is_an_inventory_or_an_input_error(odd: object) -> None:
    assert outcome(json.dumps(SPDX3 | {"@context": odd}).encode())
