"""The day of a BOM dates its claims, in every format that has one."""

from __future__ import annotations

from datetime import date

import pytest
from tests.parity import to_cyclonedx_json, to_cyclonedx_xml
from tests.parity.unit import CREATED, Part, Unit
from tests.parity.writers import WRITERS, Writer

from vcs_check.readers import read_bom

UNIT = Unit(Part("Telematics unit", parts=(Part("LTE modem"),)))
DAY = date.fromisoformat(CREATED[:10])
STAMP = f'"timestamp": "{CREATED}", '


SPDX = {n: w for n, w in WRITERS.items() if "spdx" in n}


@pytest.mark.parametrize("writer", SPDX.values(), ids=SPDX)
def test_every_serialisation_of_spdx_tells_its_day(writer: Writer) -> None:
    assert read_bom(writer.write(UNIT), writer.name).written_on == DAY


def test_cyclonedx_tells_its_day() -> None:
    json = to_cyclonedx_json.write(UNIT).decode().replace('"component"', STAMP + '"component"', 1)
    xml = to_cyclonedx_xml.write(UNIT).decode()
    xml = xml.replace("<metadata>", f"<metadata><timestamp>{CREATED}</timestamp>", 1)
    assert read_bom(json.encode(), "bom.json").written_on == DAY
    assert read_bom(xml.encode(), "bom.xml").written_on == DAY


@pytest.mark.parametrize("stamp", ["", "yesterday", "2026-13-41T00:00:00Z"])
def test_a_timestamp_that_is_none_dates_nothing(stamp: str) -> None:
    json = to_cyclonedx_json.write(UNIT).decode()
    json = json.replace('"component"', f'"timestamp": "{stamp}", "component"', 1)
    assert read_bom(json.encode(), "bom.json").written_on is None
