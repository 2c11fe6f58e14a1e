"""The tables of a fleet's results: columns, types, what they say. ``docs/fleet.md`` has them too.

One Parquet file a table and program, ``results/program=ID/TABLE.parquet``. Texts are as the BOMs
have them: untrusted. A lone surrogate, which has no UTF-8, is written as an escape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    import pyarrow as pa


class Column(Struct, frozen=True):
    """One column; ``kind`` is a word of :func:`arrow_type`."""

    name: str
    kind: str
    says: str


_PROGRAM: Final = Column("program", "text", "Id of the program in the manifest.")

TABLES: Final[dict[str, tuple[Column, ...]]] = {
    "programs": (
        _PROGRAM,
        Column("name", "text", "The program's own name; empty where it has none."),
        Column("path", "text", "The program file as the manifest names it."),
        Column("manufacturer", "text", "Of the vehicle."),
        Column("model_year", "int", "Null where none is stated."),
        Column("verdict", "text", "fail, indeterminate or pass, for the model year as stated."),
        Column("exit_code", "int", "By the contract: 70, 4, 1, 3 or 0; the worst of its years."),
        Column("error", "text", "Why there is no verdict, or what could not be read; else empty."),
        Column("first_failing_year", "int", "First model year in which it fails; null: none."),
        Column("first_undecided_year", "int", "First in which it is indeterminate; null: none."),
        Column("edition", "text", "Id of the edition."),
        Column("other_verdict", "text", "Under the edition compared with; empty without one."),
        Column("components", "int", "All of them, those that do not matter included."),
        Column("prohibited", "int", "Components."),
        Column("indeterminate", "int", "Components."),
        Column("authorized", "int", "Components."),
        Column("exempt", "int", "Components."),
        Column("permitted", "int", "Components."),
        Column("out_of_scope", "int", "Components."),
        Column("assumptions", "int", "Components that rest on an assumption of standard evidence."),
        Column("declaration_due", "text", "ISO date; empty where none is due or its day is open."),
        Column("declaration_needed", "bool", "Whether a Declaration of Conformity is due at all."),
        Column("hypotheses", "texts", "--assume statements that it rests on; empty: it is real."),
        Column("evaluated_for", "text", "The day (ISO date) that it was evaluated for."),
        Column("tool_version", "text", "Version that evaluated it."),
    ),
    "schedule": (
        _PROGRAM,
        Column("model_year", "int", "If the vehicle were of this model year."),
        Column("verdict", "text", "fail, indeterminate or pass."),
        Column("prohibited", "int", "Components."),
        Column("indeterminate", "int", "Components."),
        Column("is_stated", "bool", "Whether the manifest, or else the program, is of that year."),
    ),
    "components": (
        _PROGRAM,
        Column("key", "text", "INPUT#ID, unique in the program."),
        Column("input", "text", "The file that it stands in."),
        Column("name", "text", "Its name."),
        Column("version", "text", "Its version."),
        Column("purl", "text", "Package URL."),
        Column("path", "texts", "Names from the program down to it."),
        Column("class", "text", "What it is: vcs-hardware, vcs-software …"),
        Column("verdict", "text", "Its own verdict."),
        Column("citation", "text", "The provision that decides."),
        Column("reason", "text", "One sentence."),
        Column("origin", "text", "nexus, none or unknown, over all its parties."),
        Column("first_model_year_prohibited", "int", "Null where no model year is."),
        Column("other_verdict", "text", "Under the other edition, where it differs; else empty."),
        Column("parties", "parties", "Who designed, developed, made, supplied or maintains it."),
        Column("missing", "missing", "Facts that would decide it: of whom, which, the question."),
        Column("hypothetical", "bool", "Whether it rests on an --assume."),
    ),
    "parties": (
        _PROGRAM,
        Column("name", "text", "As the register has it, else as the BOM."),
        Column("key", "text", "The name without legal form, case and accents: one per company."),
        Column("origin", "text", "nexus, none or unknown."),
        Column("country", "text", "ISO 3166-1 alpha-2; empty where unknown."),
        Column("why", "text", "The decisive fact."),
        Column("roles", "texts", "In which it is named."),
        Column("components", "int", "Components that name it."),
        Column("undecided", "int", "Undecided components that a word on it would bring closer."),
        Column("prohibited", "int", "Components prohibited now that name it, where it is a nexus."),
        Column("first_failing_year", "int", "First in which a component fails for it; null: none."),
        Column("ownership", "texts", "The shortest path to who decides, one holding a line."),
        Column("candidates", "texts", "Similar names in the registers, which decide nothing."),
        Column("missing", "texts", "Facts that would settle it."),
        Column("from_reference", "bool", "Whether it rests on the bundled reference."),
    ),
    "questions": (
        _PROGRAM,
        Column("of", "text", "The party, component or program that the fact is about."),
        Column("fact", "text", "ownership, headquarters, role …"),
        Column("ask", "text", "The question, in one sentence."),
        Column("components", "int", "Undecided components that wait for it."),
    ),
    "findings": (
        _PROGRAM,
        Column("kind", "text", "program, declaration, decision, assumption or note."),
        Column("verdict", "text", "Of a finding on the program itself; else empty."),
        Column("citation", "text", "The provision, where there is one."),
        Column("text", "text", "What was found."),
        Column("components", "int", "How many it concerns; null where it is about the program."),
    ),
    "inputs": (
        _PROGRAM,
        Column("kind", "text", "bom, program, register, decisions, knowledge, answers …"),
        Column("path", "text", "As it was named."),
        Column("sha256", "text", "Lower-case hex; empty where it was not read."),
        Column("format", "text", "Of a BOM."),
        Column("version", "text", "Of the format."),
        Column("components", "int", "Of a BOM; null for other files."),
        Column("part", "text", "What it is installed in."),
        Column("error", "text", "Why it was not read; empty where it was."),
    ),
}  # fmt: skip


def arrow_schema(table: str) -> pa.Schema:
    """The schema of a table."""
    import pyarrow as pa

    return pa.schema([(column.name, arrow_type(column.kind)) for column in TABLES[table]])


def arrow_type(kind: str) -> Any:
    """The Arrow type of a kind of column."""
    import pyarrow as pa

    text = pa.string()
    return {
        "text": text,
        "int": pa.int64(),
        "bool": pa.bool_(),
        "texts": pa.list_(text),
        "parties": pa.list_(
            pa.struct([("role", text), ("name", text), ("origin", text), ("country", text)])
        ),
        "missing": pa.list_(pa.struct([("of", text), ("fact", text), ("ask", text)])),
    }[kind]
