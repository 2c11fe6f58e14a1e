"""Every hostile text of the table through every text field of every report."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
from python_calamine import CalamineWorkbook
from tests.reports.assessments import everywhere, realistic
from tests.reports.hostile_strings import HOSTILE

from vcs_check.reports import RenderOptions, available
from vcs_check.reports._escape import shown

MARKER = "Zq7"
CALM = realistic()
ALERT = re.compile(r"::(error|warning) file=[^,:]*,line=\d+,col=\d+,title=[^,:]*::.*")


def rendered(name: str, text: str) -> bytes:
    hostile = everywhere(CALM, lambda original: f"{text}{MARKER}{original}")
    return available()[name].render(hostile, RenderOptions(verbose=1))


@cache
def calm(name: str) -> bytes:
    """The report of the same assessment with nothing but the marker in its texts."""
    return rendered(name, "")


def texts_of(value: Any) -> Iterator[str]:
    """Every string of decoded JSON, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def shape(value: Any) -> Any:
    """Decoded JSON without its texts: what is where."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return "" if isinstance(value, str) else value


def check_json(text: str) -> None:
    read = msgspec.json.decode(rendered("json", text))
    kept = text.encode("utf-8", "backslashreplace").decode()
    assert read["components"][1]["name"].startswith(f"{kept}{MARKER}")
    assert shape(read["components"]) == shape(json.loads(calm("json"))["components"])


def check_sarif(text: str) -> None:
    run, usual = (json.loads(made)["runs"][0] for made in (rendered("sarif", text), calm("sarif")))
    assert len(run["results"]) == len(usual["results"])
    every = "\n".join(texts_of(run))
    assert shown(text) in every
    assert every.isprintable() or all(line.isprintable() for line in every.split("\n"))
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9_.~/%-]+|file:///?[A-Za-z0-9_.~/%-]+",
                            place["artifactLocation"]["uri"])  # fmt: skip
        assert not re.search(r"(?<!\\)(\\\\)*[\[\]]", result["message"]["text"])


def check_gitlab(text: str) -> None:
    read = json.loads(rendered("gitlab", text))
    assert shape(read) == shape(json.loads(calm("gitlab")))
    assert any(shown(text) in entry["description"] for entry in read)
    assert all(value.isprintable() for value in texts_of(read))
    assert all(re.fullmatch("[0-9a-f]{64}", entry["fingerprint"]) for entry in read)


def check_github(text: str) -> None:
    lines = rendered("github", text).decode().split("\n")
    assert len(lines) == calm("github").count(b"\n") + 1
    assert lines.pop() == ""
    assert lines.pop().startswith("::notice title=vcs-check::")
    assert all(ALERT.fullmatch(line) and line.isprintable() for line in lines)
    back = "".join(lines).replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    assert shown(text) in back


def check_xlsx(text: str) -> None:
    data = rendered("xlsx", text)
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        content = b"".join(members.read(name) for name in members.namelist())
    assert b"<f>" not in content
    assert b"<hyperlink" not in content
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    usual = CalamineWorkbook.from_filelike(io.BytesIO(calm("xlsx")))
    assert book.sheet_names == usual.sheet_names
    rows = book.get_sheet_by_name("Components").to_python()
    assert len(rows) == len(usual.get_sheet_by_name("Components").to_python())
    assert any(shown(text) in str(cell) for cell in rows[1])


def check_csv(text: str) -> None:
    content = rendered("csv", text).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert len(rows) == len(content.splitlines()) == len(calm("csv").splitlines())
    assert {len(row) for row in rows} == {len(rows[0])}
    starts = {cell.lstrip(" \u00a0\u3000")[:1] for row in rows for cell in row}
    assert not starts & set("=+-@\t\r\n＝＋－＠")
    assert any(shown(text) in row[rows[0].index("name")] for row in rows[1:])


def check_junit(text: str) -> None:
    root, usual = ET.fromstring(rendered("junit", text)), ET.fromstring(calm("junit"))
    assert [element.tag for element in root.iter()] == [element.tag for element in usual.iter()]
    assert any(shown(text) in (case.get("name") or "") for case in root.iter("testcase"))


def check_text(text: str) -> None:
    lines = rendered("text", text).decode().split("\n")
    assert all(line.isprintable() for line in lines)
    assert "".join(shown(text).split()) in "".join("".join(lines).split())


def check_markdown(text: str) -> None:
    page = rendered("markdown", text).decode()
    bars = [line.count("|") for line in page.split("\n") if line.startswith("|")]
    assert set(bars) <= {4, 5}
    assert not re.search(r"(?<!\\)(\\\\)*[\[\]`]", page)
    assert not re.search(r"<(?!/?$)|://|www\.|(?<!&)[@#](?=\w)", page)
    plain = html.unescape(re.sub(r"\\([^\w\s])", r"\1", page.replace("\u200b", "")))
    bare = shown(text).replace("\\", "").strip()
    assert bare in plain.replace("\\", "")


def check_html(text: str) -> None:
    page = rendered("html", text).decode()
    tags = [tag.lower() for tag in re.findall(r"<(/?[a-zA-Z][a-zA-Z0-9]*)", page)]
    usual = [tag.lower() for tag in re.findall(r"<(/?[a-zA-Z][a-zA-Z0-9]*)", calm("html").decode())]
    assert {*tags} <= {*usual}
    assert tags.count("script") == usual.count("script")
    assert shown(text).strip() in html.unescape(page)


CHECKS: dict[str, Callable[[str], None]] = {
    name.removeprefix("check_"): check
    for name, check in sorted(globals().items())
    if name.startswith("check_")
}


def test_there_are_more_than_sixty_and_every_format_has_a_check() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) > 90
    assert {*CHECKS} == {*available()} - {"cyclonedx"}  # which has the inputs; see tests/cli


@pytest.mark.parametrize("name", CHECKS)
def test_nothing_acts_nothing_breaks_and_nothing_is_lost(name: str) -> None:
    for text in HOSTILE:
        try:
            CHECKS[name](text)
        except AssertionError as error:
            raise AssertionError(f"{text[:80]!r}: {error}") from error
