"""SPDX 2 in YAML: the same inventory as in JSON, and nothing that YAML can do besides."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml
from tests.readers import samples

from vcs_check.errors import InputError, LimitError, MalformedError, NotABomError
from vcs_check.inventory.document import Document
from vcs_check.limits import Limits
from vcs_check.readers import _yaml, looks_like_bom, read_bom

HEAD = "spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n"
PACKAGE = "packages:\n- name: modem\n  SPDXID: SPDXRef-modem\n  versionInfo: 1.10\n"


def read(text: str, limits: Limits | None = None) -> Document:
    return read_bom(text.encode(), "bom.yaml", *([limits] if limits else []))


def refusal(text: str, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(text, limits)
    assert str(caught.value).startswith("bom.yaml: ")
    return caught.value


def without_file(document: Document) -> list[Any]:
    return [document.components, document.dependencies, document.subject, document.files]


def test_yaml_is_read_as_the_json_that_it_stands_for() -> None:
    text = yaml.safe_dump(samples.SPDX, allow_unicode=True)
    expected = read_bom(samples.as_bytes(samples.SPDX), "a")
    assert without_file(read(text)) == without_file(expected)
    assert read(text).format == "spdx-yaml"
    assert looks_like_bom(text.encode())


@pytest.mark.parametrize(
    ("written", "version"),
    [("1.10", "1.10"), ("'1.10'", "1.10"), ("2026-05-01", "2026-05-01"), ("0x10", "0x10"),
     ("no", "no"), ("NO", "NO"), ("1_000", "1_000"), ("~", ""), ("null", ""), ("", ""),
     ("|-\n    a\n    b", "a\nb"), ('"\\u00e9"', "é")],
)  # fmt: skip
def test_a_plain_scalar_is_the_text_that_is_written(written: str, version: str) -> None:
    document = read(HEAD + PACKAGE.replace("1.10", written))
    assert document.components[0].version == version
    assert document.components[0].source == "/packages/0"


@pytest.mark.parametrize("key", ["spdxVersion", '"spdxVersion"', "'spdxVersion'", "spdxVersion "])
def test_the_version_may_be_quoted_and_the_file_indented(key: str) -> None:
    text = "---\nsbom:\n  " + f"{key}: SPDX-2.3\n  packages: [{{name: a, SPDXID: SPDXRef-a}}]\n"
    assert [c.source for c in read(text).components] == ["/sbom/packages/0"]


def test_aliases_stand_for_what_they_name() -> None:
    text = HEAD + (
        "packages:\n- &one {name: a, SPDXID: SPDXRef-a, checksums: &none []}\n"
        "- {name: &name b, SPDXID: SPDXRef-b, checksums: *none}\n"
        "- {SPDXID: SPDXRef-c, name: *name}\n- *one\n"
    )
    document = read(text)
    assert [c.name for c in document.components] == ["a", "b", "b", "a"]
    assert any("SPDXRef-a" in note.message for note in document.notes)  # it stands twice


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        (HEAD + PACKAGE + "  name: other\n", "line 7, column 3", "stands twice"),
        (HEAD + HEAD, "line 3, column 1", "stands twice"),
        (HEAD + "packages: !!python/object:os.system x\n", "line 3, column 11", "tag"),
        (HEAD + "packages: !evil []\n", "line 3, column 11", "tag"),
        (HEAD + "packages: !!binary aGk=\n", "line 3, column 11", "tag"),
        (HEAD + "a: &a {}\npackages:\n- <<: *a\n", "line 5, column 3", "merge key"),
        (HEAD + "? [a]\n: b\n", "line 3, column 3", "key must be a text"),
        (HEAD + "a: &a x\n*a : b\n", "line 4, column 1", "key must be a text"),
        (HEAD + "packages: *nobody\n", "line 3, column 11", "stands for nothing"),
        (HEAD + "packages: &a [*a]\n", "line 3, column 15", "stands for nothing"),
        (HEAD + "---\n" + HEAD, "line 3, column 1", "second YAML document"),
        (HEAD + PACKAGE.replace("1.10", ".nan"), "line 6, column 16", "no number"),
        (HEAD + PACKAGE.replace("1.10", "-.inf"), "line 6, column 16", "no number"),
        (HEAD + PACKAGE.replace("1.10", "9" * 100), "line 6, column 16", "no number"),
        (HEAD + PACKAGE.replace("1.10", "true"), "/packages/0/versionInfo", "text"),
        (HEAD + PACKAGE.replace("1.10", "[1]"), "/packages/0/versionInfo", "text"),
        (HEAD + "packages: [\n", "line 4, column 1", "not valid YAML"),
        (HEAD + 'name: "\\ud800"\n', "line 3, column 10", "not valid YAML"),
        (HEAD + "packages: {}\n", "/packages", "array"),
    ],
)
def test_what_two_tools_could_read_differently_is_refused(text: str, place: str, why: str) -> None:
    error = refusal(text)
    assert isinstance(error, MalformedError)
    assert error.place == place
    assert why in error.message


def test_aliases_of_aliases_end_at_their_limit() -> None:
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    started = time.process_time()
    error = refusal(HEAD + "a0: &a0 [lol, lol]\n" + laughs)
    assert isinstance(error, LimitError)
    assert "limits.max_alias_bytes" in error.message
    assert time.process_time() - started < 2


@pytest.mark.parametrize("begin", ["[", "{a: ", "- ", "? "])
def test_nesting_ends_at_its_limit(begin: str) -> None:
    started = time.process_time()
    error = refusal(HEAD + "packages:\n  " + begin * 20_000)
    assert isinstance(error, LimitError | MalformedError)
    assert time.process_time() - started < 2
    shallow = HEAD + "other: " + "[" * 8 + "]" * 8 + "\n"
    assert read(shallow, Limits(max_document_depth=9)).version == "2.3"
    assert isinstance(refusal(shallow, Limits(max_document_depth=8)), LimitError)


def test_a_tag_value_document_quoted_in_yaml_is_no_document() -> None:
    quote = "comment: |\n  SPDXVersion: SPDX-2.3\n  PackageName: another\n"
    assert [c.name for c in read(HEAD + PACKAGE + quote).components] == ["modem"]
    tag_value = "SPDXVersion: SPDX-2.3\nPackageName: x\nPackageComment: <text>\nspdxVersion: 1\n"
    assert read(tag_value + "</text>\n").format == "spdx-tag-value"


def test_cyclonedx_in_yaml_is_named_and_refused() -> None:
    error = refusal("bomFormat: CycloneDX\nspecVersion: 1.6\n")
    assert isinstance(error, NotABomError)
    assert "CycloneDX as YAML" in error.message


def test_the_parser_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = yaml.safe_dump(samples.SPDX, allow_unicode=True)
    expected = read(text)
    monkeypatch.setattr(_yaml, "_LOADER", yaml.SafeLoader)
    assert without_file(read(text)) == without_file(expected)
    for broken in ('a: "\\ud800"', 'a: "\\UFFFFFFFF"', "a: [", "a: \x01", "a: &a [*a]"):
        assert isinstance(refusal(HEAD + broken), MalformedError)


ANCHORED = "packages:\n" + "".join(
    f"- {{name: p{n}, SPDXID: SPDXRef-{n}, versionInfo: {text}}}\n"
    for n, text in enumerate(["1", "2", "3", "&v 4", "5", "*v", "6", "&v 7", "*v", "8", "*v"])
)


@pytest.mark.parametrize("packed", [0, 1, 7, 20, 10_000])
@pytest.mark.parametrize(
    "text",
    [
        HEAD + ANCHORED,
        ANCHORED + HEAD,
        "name: &v 0\n" + ANCHORED + HEAD,
        HEAD + ANCHORED + "annotations:\n- {comment: 'vcs:part=Unit'}\n",
        yaml.safe_dump(samples.SPDX),
        yaml.safe_dump(samples.SPDX, sort_keys=False),
        yaml.safe_dump({"packages": [{"name": "not this"}] * 9, "sbom": samples.SPDX}),
    ],
)
def test_the_inventory_is_the_same_however_much_is_packed_away(
    monkeypatch: pytest.MonkeyPatch, packed: int, text: str
) -> None:
    expected = read(text)
    monkeypatch.setattr(_yaml, "_PARTS_PACKED", packed)
    found = read(text)
    assert found == expected
    assert all(component.source for component in found.components)
    if "p10" in text:
        assert [c.version for c in found.components] == [*"1234546", "7", "7", "8", "7"]


def test_a_text_beyond_its_limit_is_refused_where_it_stands() -> None:
    text = HEAD + PACKAGE.replace("name: modem", "name: " + "m" * 50)
    assert read(text, Limits(max_string_chars=50)).components
    error = refusal(text, Limits(max_string_chars=49))
    assert isinstance(error, LimitError)
    assert error.place == "line 4, column 9"


def test_a_fault_in_an_element_that_was_packed_away_keeps_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_yaml, "_PARTS_PACKED", 1)
    entries = "".join(f"- {{name: p{n}}}\n" for n in range(9)) + "- {name: [1]}\n- {name: x}\n"
    assert refusal(HEAD + "packages:\n" + entries).place == "/packages/9/name"
