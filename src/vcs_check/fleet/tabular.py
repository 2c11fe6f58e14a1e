"""The results of a fleet as tables that SQL can ask: read only, and nothing but them.

The tables are Arrow datasets over the Parquet files, so that DuckDB itself needs no access to any
file: it is refused before the first question is asked, and cannot be allowed again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from vcs_check.errors import ReportError, UnreadableError, UsageError
from vcs_check.fleet.extra import needed
from vcs_check.fleet.schema import TABLES, arrow_schema
from vcs_check.fleet.store import Results

_MEMORY: Final = "2GB"
_SETTINGS: Final = (
    f"SET memory_limit = '{_MEMORY}'",
    "SET temp_directory = ''",
    # one thread: the tables are read through Python, which gains nothing from more
    "SET threads = 1",
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
_ASKING: Final = frozenset({"SELECT", "EXPLAIN"})


class Answer(Struct, frozen=True, kw_only=True):
    """The answer to one question."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@contextlib.contextmanager
def opened(results: Results, real: Results | None = None) -> Iterator[Any]:
    """A DuckDB connection with a view for each table, and access to nothing else.

    Args:
        results: whose tables they are.
        real: in a what-if, whose tables count for programs that ``results`` does not have.
    """
    duckdb = needed("duckdb", "questions to the results")
    dataset = needed("pyarrow.dataset", "questions to the results")
    connection = duckdb.connect(":memory:")
    try:
        for table in TABLES:
            files = [*results.files(table), *_others(results, real, table)]
            made = dataset.dataset(files, schema=arrow_schema(table), format="parquet")
            connection.register(table, made)
        for setting in _SETTINGS:
            connection.execute(setting)
        yield connection
    finally:
        connection.close()


def _others(results: Results, real: Results | None, table: str) -> list[str]:
    if real is None:
        return []
    own = set(results.ids())
    return [
        str(real.place(program) / f"{table}.parquet")
        for program in real.ids()
        if program not in own
    ]


def asked(
    connection: Any, sql: str, arguments: Mapping[str, Any] | None = None, most: int | None = None
) -> Answer:
    """The answer to one ``SELECT``.

    Args:
        connection: of :func:`opened`.
        sql: one statement that only asks.
        arguments: for ``$name`` in it.
        most: rows that the answer may have; None: all.

    Raises:
        UsageError: no SQL, more than one statement, or one that would change something.
    """
    duckdb = needed("duckdb", "questions to the results")
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise UsageError("a question is one SQL statement")
        kind = getattr(statements[0].type, "name", "")
        if kind not in _ASKING:
            raise UsageError(
                f"only SELECT is answered, not {kind or 'that'}: results are read only"
            )
        found = connection.execute(statements[0], dict(arguments or {}))
        columns = tuple(entry[0] for entry in found.description)
        rows = found.fetchall() if most is None else found.fetchmany(most)
    except duckdb.Error as error:
        raise UsageError(
            f"the SQL cannot be answered: {' '.join(str(error).split())[:600]}"
        ) from None
    except OSError as error:
        raise ReportError(f"the results cannot be read: {error}; run the fleet again") from None
    return Answer(columns=columns, rows=tuple(rows))


class ReadyMade(Struct, frozen=True, kw_only=True):
    """A question that comes along; one SQL file each."""

    name: str
    title: str
    sql: str

    @property
    def needs_name(self) -> bool:
        """Whether it is about one supplier."""
        return "$name" in self.sql


def ready_made() -> dict[str, ReadyMade]:
    """The questions that come along, by name; found by listing the folder."""
    folder = resources.files("vcs_check.fleet").joinpath("questions")
    found: dict[str, ReadyMade] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".sql"):
            name, sql = file.name.removesuffix(".sql"), file.read_text("utf-8")
            title = sql.partition("\n")[0].removeprefix("--").strip()
            found[name] = ReadyMade(name=name, title=title, sql=sql)
    return found


def results_in(folder: str) -> Results:
    """The results in a folder.

    Raises:
        UnreadableError: there are none.
    """
    results = Results(Path(folder))
    if not results.ids():
        raise UnreadableError(
            folder, "no results of a fleet are there; run vcs-check fleet MANIFEST first"
        )
    return results


def rows_as(answer: Answer, names: Sequence[str]) -> list[dict[str, Any]]:
    """The rows as mappings, of the columns named."""
    return [
        {name: value for name, value in zip(answer.columns, row, strict=True) if name in names}
        for row in answer.rows
    ]
