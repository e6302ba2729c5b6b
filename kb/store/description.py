"""What the schema files declare, read from DuckDB itself."""

from collections.abc import Mapping, Sequence
from functools import cache

import duckdb

from kb.schema import REVISION_COLUMNS, Column, Reference, Table, schema_files


@cache
def describe() -> Mapping[str, Table]:
    """What the schema files declare, by table name, in their order."""
    with duckdb.connect(":memory:") as connection:
        for file in schema_files():
            connection.execute(file.sql)
        tables = connection.execute(
            "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_oid"
        ).fetchall()
        return {name: _describe_table(connection, name, comment) for name, comment in tables}


def data_tables() -> Sequence[Table]:
    """The tables that keep revisions: all that data files fill."""
    return [table for table in describe().values() if table.versioned]


def unresolved_reference_sql(reference: Reference, source: str, target: str) -> str:
    """SQL for the values of a reference that name no record; a row is the referring row and `value`.

    `source` and `target` are table names, `target` with a place for the name of the table referred to.
    """
    column = f'"{reference.column}"'
    values = f"unnest(string_split({column}, ' '))" if reference.list else column
    found = " AND ".join(
        f'NOT EXISTS (SELECT 1 FROM {target.format(table)} AS t WHERE t."{name}" = value)'
        for table, name in reference.targets
    )
    return (
        f"SELECT * FROM (SELECT *, {values} AS value FROM {source} WHERE {column} IS NOT NULL) AS referring"
        f" WHERE {found}"
    )


def _describe_table(connection: duckdb.DuckDBPyConnection, name: str, comment: str) -> Table:
    constraints = connection.execute(
        "SELECT constraint_type, expression, constraint_column_names FROM duckdb_constraints()"
        " WHERE table_name = $name",
        {"name": name},
    ).fetchall()
    checks: dict[str, list[str]] = {}
    for kind, expression, columns in constraints:
        if kind == "CHECK":
            checks.setdefault(columns[0], []).append(expression)
    key: list[str] = next((columns for kind, _, columns in constraints if kind == "PRIMARY KEY"), [])
    described = connection.execute(
        "SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns() WHERE table_name = $name"
        " ORDER BY column_index",
        {"name": name},
    ).fetchall()
    columns = tuple(
        Column(column, type_, not nullable, said or "", tuple(checks.get(column, ())))
        for column, type_, nullable, said in described
        if column not in REVISION_COLUMNS
    )
    named = connection.execute(
        "SELECT from_column, list, list({'to_table': to_table, 'to_column': to_column} ORDER BY to_table)"
        " FROM reference WHERE from_table = $name GROUP BY ALL ORDER BY ALL",
        {"name": name},
    ).fetchall()
    references = tuple(
        Reference(column, tuple((target["to_table"], target["to_column"]) for target in targets), is_list)
        for column, is_list, targets in named
    )
    versioned = any(column == "until_revision" for column, *_ in described)
    return Table(name, comment, columns, tuple(k for k in key if k not in REVISION_COLUMNS), references, versioned)
