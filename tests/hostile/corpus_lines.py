"""Tag-value and YAML: texts without end, aliases, tags, keys that are none."""

from __future__ import annotations

from typing import Final

from tests.hostile.corpus import Case, malformed, reads, too_much

TV: Final = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n"
PACKAGE: Final = TV + "PackageName: a\nSPDXID: SPDXRef-a\nPackageDownloadLocation: NONE\n"
YAML: Final = "spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nname: n\n"
LONG: Final = 1_000_001
BOMB: Final = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


def tv(more: str, head: str = PACKAGE) -> bytes:
    return (head + more).encode()


def yaml(more: str, head: str = YAML) -> bytes:
    return (head + more).encode()


CASES: Final[dict[str, Case]] = {
    "100,000 packages": reads(lambda: tv("PackageName: a\n" * 100_000, TV), 100_000, None),
    "a text without end 20,000 times": malformed(
        lambda: tv("PackageComment: <text>\n" * 20_000), "</text>", "line 6"),
    "a text of 400,000 lines": reads(
        lambda: tv("PackageComment: <text>" + "x\n" * 400_000 + "</text>\n"), 1),
    "a relationship 100,000 times": reads(
        lambda: tv("Relationship: SPDXRef-a CONTAINS SPDXRef-a\n" * 100_000), 1,
        "contain each other"),
    "900,000 colons": malformed(lambda: tv(":" * 900_000), "Tag: value", "line 6"),
    "3 MB of spaces before a word": malformed(
        lambda: tv(" " * 3_000_000 + "x"), "Tag: value", "line 6"),
    "3 MB of spaces before all": reads(lambda: tv("", " " * 3_000_000 + "\n" + PACKAGE), 1),
    "a million empty lines before all": reads(lambda: tv("", " \n" * 1_000_000 + PACKAGE), 1),
    "ends of lines as on old machines": malformed(
        lambda: PACKAGE.replace("\n", "\r").encode(), "spdxVersion"),
    "ends of lines that are none": reads(
        lambda: tv("PackageName: a\u2028PackageName: b\x0bPackageName: c\x85x\n", TV), 1, None),
    "a text in a text": reads(
        lambda: tv("PackageComment: <text><text>a</text></text>\n"), 1, None),
    "20,000 annotations of one package": too_much(
        lambda: tv("Annotator: Person: x\nSPDXREF: SPDXRef-a\nAnnotationComment: vcs:class=other\n"
                   * 20_000), "max_properties_per_component"),
    "a reference of 400,000 words": reads(
        lambda: tv(f"ExternalRef: a b {'c ' * 400_000}\n"), 1, None),
    "a long name": too_much(lambda: tv(f"PackageName: {'a' * LONG}\n", TV), "max_string_chars"),
    "a long version": too_much(lambda: tv(f"PackageVersion: {'1' * LONG}\n"), "max_string_chars"),
    "a long supplier": too_much(
        lambda: tv(f"PackageSupplier: Organization: {'a' * LONG}\n"), "max_string_chars"),
    "20,000 licences": reads(
        lambda: tv("LicenseID: LicenseRef-1\nExtractedText: <text>x</text>\n" * 20_000), 1, None),
    "a tag of 100,000 letters": reads(lambda: tv("A" * 100_000 + ": x\n"), 1, None),
    "YAML: a billion aliases": too_much(
        lambda: yaml(BOMB), "max_alias_bytes", "line 10, column 22"),
    "YAML: an alias within itself": malformed(
        lambda: yaml("packages: &a [*a]\n"), "alias", "line 4, column 15"),
    "YAML: 100,000 anchors": reads(
        lambda: yaml("x:\n" + "".join(f"- &a{n} x\n" for n in range(100_000))), 0, None),
    "YAML: one alias 200,000 times": reads(
        lambda: yaml("a: &a x\nb:\n" + "- *a\n" * 200_000), 0, None),
    "YAML: a large alias 100 times": too_much(
        lambda: yaml(f"a: &a {'x' * 900_000}\nb:\n" + "- *a\n" * 100), "max_alias_bytes"),
    "YAML: a merge": malformed(
        lambda: yaml("packages:\n- &a {name: a}\n- <<: *a\n"), "merge", "line 6, column 3"),
    "YAML: a call": malformed(
        lambda: yaml("x: !!python/object/apply:os.system ['id']\n"), "tag", "line 4, column 4"),
    "YAML: a tag of its own": malformed(lambda: yaml("x: !x y\n"), "tag", "line 4, column 4"),
    "YAML: bytes": malformed(lambda: yaml("x: !!binary aGk=\n"), "tag", "line 4, column 4"),
    "YAML: lists 200,000 deep": too_much(
        lambda: yaml("x: " + "[" * 200_000), "max_document_depth"),
    "YAML: mappings 3,000 deep": too_much(
        lambda: yaml("".join(" " * n + "a:\n" for n in range(3000))), "max_document_depth"),
    "YAML: dashes 20,000 deep": too_much(
        lambda: yaml("x:\n" + "- " * 20_000 + "a\n"), "max_document_depth"),
    "YAML: keys 20,000 deep": malformed(lambda: yaml("? " * 20_000 + "a\n"), "key must be"),
    "YAML: a list as a key": malformed(
        lambda: yaml("? [a, b]\n: c\n"), "key must be", "line 4, column 3"),
    "YAML: a key twice": malformed(
        lambda: yaml("name: m\n"), "stands twice", "line 4, column 1"),
    "YAML: a number as a key twice": malformed(
        lambda: yaml("1: x\n1: y\n"), "stands twice", "line 5, column 1"),
    "YAML: two documents": malformed(
        lambda: yaml("---\n" + YAML), "second YAML document", "line 4, column 1"),
    "YAML: tabs": malformed(
        lambda: yaml("packages:\n\t- name: a\n"), "not valid YAML", "line 5, column 1"),
    "YAML: half a character": malformed(
        lambda: yaml('packages: [{name: "\\ud800"}]\n'), "not valid YAML", "line 4, column 22"),
    "YAML: beyond all characters": malformed(
        lambda: yaml('packages: [{name: "\\U00110000"}]\n'), "not valid YAML", "line 4, column 22"),
    "YAML: a long name": too_much(
        lambda: yaml("packages: [{name: " + "a" * LONG + "}]\n"), "max_string_chars"),
    "YAML: a long text that nobody reads": too_much(
        lambda: yaml("packages: [{name: a, copyrightText: " + "a" * LONG + "}]\n"),
        "max_string_chars"),
    "YAML: Norway and versions": reads(
        lambda: yaml("packages: [{name: NO, versionInfo: 1.10, supplier: yes}]\n"), 1, None),
    "YAML: infinity": malformed(
        lambda: yaml("packages: [{name: .inf}]\n"), "no number", "line 4, column 19"),
    "YAML: 50,000 keys": reads(
        lambda: yaml("".join(f"k{n}: 1\n" for n in range(50_000))), 0, "is nothing"),
    "YAML: a million comments before all": reads(
        lambda: yaml("", "#\n" * 1_000_000 + YAML), 0),
    "YAML: packages that are a text": malformed(
        lambda: yaml("packages: none\n"), "array", "/packages"),
    "YAML: a version that is a list": malformed(
        lambda: yaml("packages: [{name: a, versionInfo: [1]}]\n"), "text"),
}  # fmt: skip
