"""The drafts as text, JSON and page, whatever the texts in them are."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser

import jsonschema_rs
import msgspec
import pytest
from tests.reports.hostile_strings import HOSTILE

from vcs_check.declaration.draft import (
    SCHEMA_ID,
    AuthorizationLine,
    Certification,
    Change,
    ContactLine,
    Deadline,
    Declaration,
    Draft,
    Earlier,
    EditionLine,
    Gap,
    ItemLine,
    PartyLine,
    Provenance,
    ToolLine,
    UnitLine,
    Update,
    VehicleLine,
)
from vcs_check.inventory.vocabulary import (
    Answer,
    ComponentClass,
    DueState,
    Evidence,
    Mark,
    Origin,
    OverallVerdict,
    SoftwareScope,
    Verdict,
)
from vcs_check.reports import schemas
from vcs_check.reports._base import RenderOptions
from vcs_check.reports.declaration import available
from vcs_check.reports.declaration.to_json import schema


def declaration(text: str = "text") -> Declaration:
    """A draft that has everything, with the text in every place for one."""
    item = ItemLine(
        name=f"{text}", version=text, part_number=text,
        component_class=ComponentClass.VCS_HARDWARE, makers=(text,), suppliers=(text,),
        fcc_ids=(text,), units=(text,), verdict=Verdict.PERMITTED,
    )  # fmt: skip
    late = Deadline(due="2026-07-03", state=DueState.OVERDUE, text=text, number=text)
    draft = Draft(
        model_year=2027, calendar_year=None, first_import_or_sale="2026-09-01",
        needed=Answer.YES, because=text, verdict=OverallVerdict.FAIL, complete=False,
        deadline=late, updates=(Update(what=text, deadline=late),),
        gaps=(Gap(what=text, who=text, how=text),), declarant=text, address=text,
        roles=(text, "importer"),
        contacts=(ContactLine(name=text, title=text, email=text, phone=text),),
        vehicles=(VehicleLine(make=text, model=text, trims=(text,), vin_series=(text,)),),
        units=(UnitLine(name=text, fcc_ids=(text,)),), hardware=(item,), software=(item,),
        parties=(PartyLine(name=text, roles=(text,), origin=Origin.UNKNOWN, country=text),),
        authorizations=(AuthorizationLine(id=text, kind="specific", title=text),),
        certifications=(
            Certification(id="due-diligence", text=text, by=text, title=text, on=text),
            Certification(id="documentation", text="", obstacles=(text,)),
        ),
        earlier=Earlier(
            path=text, sha256=text, today=text, year=text,
            changes=(Change(about="party", text=text, material=True),),
        ),
        notes=(text,),
    )  # fmt: skip
    return Declaration(
        schema=SCHEMA_ID,
        tool=ToolLine(name="vcs-check", version="1"),
        today="2026-08-01",
        program=text,
        edition=EditionLine(
            id="final-2025", title="t", citation="c", sha256="0", declaration_citation="d",
            declaration_mark=Mark.SECONDARY, boms_submitted=False, days_before=60,
            days_to_update=60, records_years=10, records_citation="r",
        ),
        evidence=Evidence.STANDARD,
        software_scope=SoftwareScope.BROAD,
        drafts=(draft, msgspec.structs.replace(draft, model_year=None, calendar_year=2028)),
        inputs=(Provenance(path=text, sha256="0"), Provenance(path=text, sha256="", error=text)),
        hypotheses=(text,),
    )  # fmt: skip


@cache
def _schema() -> dict[str, object]:
    return schema()


def rendered(format_: str, text: str = "text") -> str:
    return available()[format_].render(declaration(text), RenderOptions(verbose=1)).decode()


def test_published_schema_is_made_of_the_shape() -> None:
    made = msgspec.json.format(msgspec.json.encode(_schema()), indent=2) + b"\n"
    assert schemas()["declaration"] == made
    assert jsonschema_rs.meta.is_valid(json.loads(made))


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_the_text_and_fits_the_schema(text: str) -> None:
    decoded = json.loads(rendered("json", text))
    jsonschema_rs.validate(_schema(), decoded)
    assert decoded["program"] == text.encode("utf-8", "backslashreplace").decode()


class _Tags(HTMLParser):
    """The elements of a page, and those of their attributes that could run or load something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        risky = tuple(a for a in attrs if a[0].startswith("on") or a[0] in ("src", "href", "style"))
        self.found.append((tag, risky))


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_the_page_runs_and_loads_nothing(text: str) -> None:
    page = _Tags(rendered("html", text)).found
    assert page == _Tags(rendered("html", "harmless")).found
    assert not {tag for tag, _ in page} & {"script", "iframe", "img", "object", "form"}


@pytest.mark.parametrize("text", HOSTILE)
def test_terminal_lines_hold_no_control_character(text: str) -> None:
    assert all(line.isprintable() for line in rendered("text", text).split("\n"))


@pytest.mark.parametrize("format_", ["text", "html"])
def test_what_matters_stands_in_every_readable_format(format_: str) -> None:
    page = re.sub(r"\s+", " ", rendered(format_)).lower()
    for words in ("cannot be certified", "model year 2027", "calendar year 2028", "2026-07-03",
                  "10 years", "draft", "fcc id"):  # fmt: skip
        assert words in page


def test_same_bytes_again() -> None:
    for format_ in available():
        assert rendered(format_) == rendered(format_)


def test_colour_is_only_where_it_is_wanted() -> None:
    plain = available()["text"].render(declaration(), RenderOptions())
    bright = available()["text"].render(declaration(), RenderOptions(color=True))
    assert b"\x1b" not in plain
    assert re.sub(rb"\x1b\[[\d;]*m", b"", bright) == plain
