"""The cheap check for duplicate keys and an exact one refuse the same files."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vcs_check.errors import MalformedError
from vcs_check.readers import read_bom

HASH = {"alg": str, "content": str}
PROPERTY = {"name": str, "value": str}
REFERENCE = {"type": str, "url": str, "comment": str, "hashes": [HASH]}
ORGANIZATION: dict[str, Any] = {
    "name": str,
    "address": {"country": str, "region": str},
    "contact": [{"name": str, "email": str}],
}
LICENCE = {"license": {"id": str, "name": str}, "expression": str}
COMPONENT: dict[str, Any] = {
    "name": str,
    "version": str,
    "bom-ref": str,
    "supplier": ORGANIZATION,
    "licenses": [LICENCE],
    "hashes": [HASH],
    "externalReferences": [REFERENCE],
    "properties": [PROPERTY],
}
COMPONENT["components"] = [COMPONENT]
PACKAGE = {
    "name": str,
    "SPDXID": str,
    "checksums": [{"algorithm": str, "checksumValue": str}],
    "externalRefs": [{"referenceType": str, "referenceLocator": str}],
    "annotations": [{"comment": str, "annotator": str}],
}
"""What is read of an object: its members, of which each has a shape of its own."""
TEXTS = st.sampled_from(
    [
        "",
        "a",
        ":",
        "::",
        'x":y',
        "\\",
        "\\u003a",
        "é",
        "\x7f",
        "\n\t",
        "\u2028",
        "\U0001f697",
        "a, b",
    ]
)
UNKNOWN = st.sampled_from(["x-unknown", "", ":", "Name", "na\\u006de", "k:"])
Pairs = list[tuple[str, Any]]


@st.composite
def objects(draw: st.DrawFn, shape: dict[str, Any], level: int = 0) -> Pairs:
    """An object as pairs, in which a key may stand twice and unknown ones may be."""
    keys = draw(st.lists(st.sampled_from(sorted(shape)), max_size=5, unique=draw(odd())))
    pairs = [(key, draw(values(shape[key], level + 1))) for key in keys]
    if draw(st.sampled_from([False] * 5 + [True])):
        pairs.insert(draw(st.integers(0, len(pairs))), (draw(UNKNOWN), draw(TEXTS)))
    return pairs


def odd() -> st.SearchStrategy[bool]:
    return st.sampled_from([True] * 8 + [False])


def values(shape: Any, level: int) -> st.SearchStrategy[Any]:
    if shape is str:
        return TEXTS
    if isinstance(shape, list):
        inner = objects(shape[0], level).map(tuple)
        return st.lists(inner, max_size=2 if level < 4 else 0)
    return objects(shape, level).map(tuple)


@st.composite
def written(draw: st.DrawFn, value: Any, space: str) -> str:
    """JSON text of the value: one way of white space, texts escaped or not."""
    if isinstance(value, tuple):
        members = [f"{key(k)}{space}:{space}{draw(written(v, space))}" for k, v in value]
        return "{" + space + f"{space},{space}".join(members) + "}"
    if isinstance(value, list):
        return "[" + f",{space}".join(draw(written(each, space)) for each in value) + space + "]"
    text = json.dumps(value, ensure_ascii=draw(st.booleans()))
    if ":" in value and draw(st.booleans()):
        return text.replace(":", draw(st.sampled_from(["\\u003a", "\\u003A", ":"])))
    return text


def key(name: str) -> str:
    return f'"{name}"'  # an escape stays as it is written


def stands_twice(value: Any, shape: Any) -> bool:
    """The exact answer, for what is read."""
    if isinstance(shape, list):
        return any(stands_twice(each, shape[0]) for each in value)
    if shape is str:
        return False
    keys = [json.loads(key(name)) for name, _ in value]
    return len(set(keys)) < len(keys) or any(
        stands_twice(inner, shape[name])
        for name, (_, inner) in zip(keys, value, strict=True)
        if name in shape
    )


def is_refused(text: str) -> bool:
    try:
        read_bom(text.encode(), "a.json")
    except MalformedError as error:
        message = str(error)
    else:
        return False
    assert "stands twice" in message
    return True


@settings(max_examples=250, deadline=None)
@given(
    st.lists(objects(COMPONENT).map(tuple), min_size=1, max_size=4),
    st.sampled_from(["", " ", "\n  "]),
    st.data(),
)
@example([(("name", "a"), ("name", "b"))], "", None)
@example([(("name", ":"), ("name", ":"))], "", None)
def test_cyclonedx_with_a_key_twice_is_refused_and_no_other(
    components: list[Any], space: str, data: st.DataObject | None
) -> None:
    parts = data.draw(written(components, space)) if data else as_written(components)
    text = f'{{"bomFormat":"CycloneDX","specVersion":"1.6","components":{parts}}}'
    assert is_refused(text) == stands_twice(components, [COMPONENT])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(objects(PACKAGE).map(tuple), min_size=1, max_size=4),
    st.sampled_from(["", " ", "\n  "]),
    st.data(),
)
def test_spdx_with_a_key_twice_is_refused_and_no_other(
    packages: list[Any], space: str, data: st.DataObject
) -> None:
    text = f'{{"spdxVersion":"SPDX-2.3","packages":{data.draw(written(packages, space))}}}'
    assert is_refused(text) == stands_twice(packages, [PACKAGE])


def as_written(value: Any) -> str:
    if isinstance(value, tuple):
        return "{" + ",".join(f"{key(k)}:{as_written(v)}" for k, v in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(as_written, value)) + "]"
    return json.dumps(value)


def test_no_character_is_written_longer_than_it_can_have_been_read() -> None:
    """On which the comparison of lengths rests."""
    encode = msgspec.json.encode
    shortest = {'"': 2, "\\": 2, "\b": 2, "\t": 2, "\n": 2, "\f": 2, "\r": 2}
    for code in (*range(0xD800), *range(0xE000, 0x11000), 0x1F697, 0x10FFFF):
        char = chr(code)
        raw = 6 if code < 0x20 else len(char.encode())
        assert len(encode(char)) - 2 <= shortest.get(char, raw), hex(code)


@pytest.mark.parametrize(
    "twice", ['"name":"a"', '"version":null', '"hashes":[]', '"modified":true']
)
def test_a_member_that_is_lost_is_noticed_in_every_way_of_writing(twice: str) -> None:
    for text in (
        f'{{{twice},"x":"y",{twice}}}',
        f"{{ {twice} , {twice} }}",
        f"{{{twice},{twice}}}",
    ):
        bom = f'{{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{text}]}}'
        with pytest.raises(MalformedError, match="stands twice"):
            read_bom(bom.encode(), "a.json")
