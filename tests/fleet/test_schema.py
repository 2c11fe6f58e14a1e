"""The tables are those that the documentation describes, and every file has them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pyarrow.parquet as pq
from tests.fleet.building import FAILING, job, outcome, program

from vcs_check.fleet.schema import TABLES, arrow_schema
from vcs_check.fleet.task import failure

PAGE = Path(__file__).parents[2] / "docs" / "fleet.md"
UPDATING = bool(os.environ.get("VCS_CHECK_UPDATE_GOLDEN"))
BEGIN = "<!-- tables: made from the code; a test holds them equal -->\n"
END = "\nSizes and speed:"


def described() -> str:
    lines: list[str] = []
    for table, columns in TABLES.items():
        lines += ["", f"### {table}", "", "| column | type | what |", "|---|---|---|"]
        lines += [f"| `{c.name}` | {c.kind} | {c.says} |" for c in columns]
    return "\n".join(lines) + "\n"


def test_the_documentation_describes_every_column() -> None:
    before, begin, rest = PAGE.read_text("utf-8").partition(BEGIN)
    middle, end, after = rest.partition(END)
    assert begin
    assert end
    if UPDATING:
        PAGE.write_text(before + begin + described() + end + after, "utf-8")
        return
    assert middle == described()


def test_every_file_has_the_schema_and_the_id_of_its_program(folder: Path) -> None:
    program(folder, "a", FAILING)
    for made in (outcome(folder), failure(job(folder), "an error", 4)):
        assert set(made.tables) == set(TABLES)
        for name, data in made.tables.items():
            table = pq.read_table(io.BytesIO(data))
            assert table.schema == arrow_schema(name)
            assert set(table.column("program").to_pylist()) <= {"a"}
        assert pq.read_table(io.BytesIO(made.tables["programs"])).num_rows == 1
        assert pq.read_table(io.BytesIO(made.tables["schedule"])).num_rows == 9


def test_components_in_equal_components_out(folder: Path) -> None:
    program(folder, "a", FAILING)
    made = outcome(folder)
    (row,) = pq.read_table(io.BytesIO(made.tables["programs"])).to_pylist()
    verdicts = ("prohibited", "indeterminate", "authorized", "exempt", "permitted", "out_of_scope")
    assert row["components"] == made.components == sum(row[verdict] for verdict in verdicts)
    listed = pq.read_table(io.BytesIO(made.tables["components"])).to_pylist()
    assert [c["name"] for c in listed] == ["remote-agent"]
    assert listed[0]["parties"][0]["origin"] == "nexus"
    inputs = pq.read_table(io.BytesIO(made.tables["inputs"])).to_pylist()
    assert {i["kind"]: len(i["sha256"]) for i in inputs} == {"program": 64, "bom": 64}
