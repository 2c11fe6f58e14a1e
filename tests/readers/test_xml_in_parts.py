"""XML is read a part at a time; where the parts are cut must never show."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vcs_check.errors import InputError, LimitError, MalformedError
from vcs_check.inventory.document import Document
from vcs_check.limits import Limits
from vcs_check.readers import _xml, cyclonedx_xml, read_bom

NS = "http://cyclonedx.org/schema/bom/1.6"


def element(name: str, inner: str = "", *, ref: str = "") -> str:
    kind = "service" if name == "service" else "component"
    return (
        f'<{kind} type="library" bom-ref="{ref or name}"><name>{name}</name>{inner}'
        f"<properties><property name='x:of'>{name}</property></properties></{kind}>"
    )


def listed(*parts: str) -> str:
    return f"<components>{' '.join(parts)}</components>"


def bom(*parts: str, before: str = "", after: str = "") -> bytes:
    return f'<bom xmlns="{NS}" version="3">{before}{listed(*parts)}{after}</bom>'.encode()


def in_parts(data: bytes, chunk_bytes: int, many: int, limits: Limits | None = None) -> Document:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_xml, "_CHUNK_BYTES", chunk_bytes)
        patched.setattr(cyclonedx_xml, "_MANY", many)
        return read_bom(data, "a.xml", limits or Limits())


NAMES = st.sampled_from(["a", "b", "c", "service"])
TREES = st.recursive(
    NAMES.map(element),
    lambda inner: st.builds(
        lambda name, components, services, foreign: element(
            name,
            listed(*components)
            + (f"<services>{''.join(services)}</services>" if services else "")
            + ("<x:components xmlns:x='urn:x'><x:component/></x:components>" if foreign else ""),
        ),
        NAMES,
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=2),
        st.booleans(),
    ),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(TREES, max_size=5),
    chunk_bytes=st.integers(1, 400),
    many=st.integers(0, 2),
    subject=st.none() | TREES.filter(lambda tree: tree.startswith("<component")),
)
def test_the_inventory_is_the_same_wherever_the_file_is_cut(
    parts: list[str], chunk_bytes: int, many: int, subject: str | None
) -> None:
    after = (
        '<dependencies><dependency ref="a"><dependency ref="b"/></dependency>'
        '<dependency ref="b"/></dependencies>'
    )
    before = f"<metadata>{subject}</metadata>" if subject else ""
    data = bom(*parts, before=before, after=after)
    whole = in_parts(data, len(data), 1000)
    assert in_parts(data, chunk_bytes, many) == whole
    assert len(whole.components) == sum(
        data.count(f"<{kind} type=".encode()) for kind in ("component", "service")
    ) - _unlisted(data)


def _unlisted(data: bytes) -> int:
    """How many stand in a list of the other kind, and are no parts, with all that is in them."""
    from xml.etree import ElementTree as ET

    def count(item: ET.Element) -> int:
        return 1 + sum(
            count(child)
            for kind in ("component", "service")
            for some in item.findall(f"{{{NS}}}{kind}s")
            for child in some.findall(f"{{{NS}}}{kind}")
        )

    root = ET.fromstring(data)
    listed = root.findall(f"{{{NS}}}components/{{{NS}}}component")
    listed += root.findall(f"{{{NS}}}metadata/{{{NS}}}component")
    every = len(root.findall(f".//{{{NS}}}component")) + len(root.findall(f".//{{{NS}}}service"))
    return every - sum(count(each) for each in listed)


@pytest.mark.parametrize("chunk_bytes", [1, 7, 64, 100_000])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bom(element("a", listed(element("b")) + listed())), "'components' twice"),
        (bom(element("a", "<name>b</name>")), "'name' twice"),
        (bom(element("a"), after=listed()), "'components' twice"),
        (bom(element("a"), after="<metadata/>"), "before the components"),
        (bom(element("a"))[:-10], "not valid XML"),
        (bom(element("a")) + b"<", "not valid XML"),
    ],
)
def test_a_fault_is_refused_wherever_the_file_is_cut(
    data: bytes, words: str, chunk_bytes: int
) -> None:
    for many in (0, 1000):
        with pytest.raises(MalformedError, match=words):
            in_parts(data, chunk_bytes, many)


@pytest.mark.parametrize("chunk_bytes", [5, 100, 100_000])
def test_depth_ends_exactly_at_its_limits_wherever_the_file_is_cut(chunk_bytes: int) -> None:
    def nested(levels: int) -> bytes:
        inner = ""
        for _ in range(levels):
            inner = element("a", listed(inner) if inner else "")
        return bom(inner)

    def deep(levels: int) -> bytes:
        return bom(element("a", "<evidence>" + "<x>" * levels + "</x>" * levels + "</evidence>"))

    few = Limits(max_nesting_depth=5)
    for many in (0, 1000):
        assert len(in_parts(nested(5), chunk_bytes, many, few).components) == 5
        with pytest.raises(LimitError, match="max_nesting_depth") as refused:
            in_parts(nested(6), chunk_bytes, many, few)
        assert refused.value.place.count("component[1]") == 5
        shallow = Limits(max_document_depth=20)
        assert in_parts(deep(16), chunk_bytes, many, shallow).components  # below four others
        with pytest.raises(LimitError, match="max_document_depth"):
            in_parts(deep(17), chunk_bytes, many, shallow)


def test_many_elements_at_the_limit_of_depth_are_still_read() -> None:
    wide = "".join(f"<x>{'<y/>' * 50}</x>" for _ in range(50))
    assert in_parts(bom(element("a", f"<evidence>{wide}</evidence>")), 1000, 5).components


@pytest.mark.parametrize("at", range(0, 400, 13))
def test_a_cut_file_is_never_a_document(at: int) -> None:
    data = bom(element("a", listed(*(element(f"b{n}") for n in range(20)))))
    with pytest.raises(InputError):
        in_parts(data[: len(data) - 1 - at], 50, 3)
