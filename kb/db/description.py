"""What the schema files declare, read from DuckDB itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import duckdb

from kb.db.schema import REVISION_COLUMNS, Column, Reference, Rule, Table, schema_files

Found = Mapping[str, Sequence[tuple[Any, ...]]]  # by table name


@cache
def describe() -> Mapping[str, Table]:
    """What the schema files declare, by table name, in their order."""
    with duckdb.connect(":memory:") as connection:
        connection.begin()
        for file in schema_files():
            connection.execute(file.sql)
        connection.commit()
        tables = connection.execute(
            "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_oid"
        ).fetchall()
        columns = _by_table(
            connection,
            "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()"
            " WHERE NOT internal ORDER BY column_index",
        )
        constraints = _by_table(
            connection,
            "SELECT table_name, constraint_type, expression, constraint_column_names FROM duckdb_constraints()",
        )
        references = _by_table(
            connection,
            "SELECT from_table, from_column, list, list((to_table, to_column) ORDER BY to_table)"
            " FROM reference GROUP BY ALL ORDER BY ALL",
        )
        rules = {
            table: tuple(
                Rule(column, reason, broken, frozenset(connection.get_table_names(f"SELECT {broken}")))
                for column, reason, broken in rows
            )
            for table, rows in _by_table(
                connection, "SELECT table_name, column_name, reason, broken FROM rule ORDER BY ALL"
            ).items()
        }
    return {
        name: _described(name, comment, columns[name], constraints[name], references[name], rules.get(name, ()))
        for name, comment in tables
    }


def data_tables() -> Sequence[Table]:
    """The tables that keep revisions: all that data files fill."""
    return [table for table in describe().values() if table.versioned]


def unresolved_reference_sql(table: Table, reference: Reference) -> str:
    """SQL for the values of a reference that name no record; a row is the referring row and `value`.

    It reads the tables under their own names.
    """
    column = f'"{reference.column}"'
    values = f"unnest(string_split({column}, ' '))" if reference.list else column
    resolved = " AND ".join(
        f'NOT EXISTS (SELECT 1 FROM "{target}" AS t WHERE t."{name}" = value)' for target, name in reference.targets
    )
    return (
        f'SELECT * FROM (SELECT *, {values} AS value FROM "{table.name}" WHERE {column} IS NOT NULL) AS referring'
        f" WHERE {resolved}"
    )


def broken_rule_sql(table: Table, rule: Rule) -> str:
    """SQL for the records that break a rule; it reads the tables under their own names.

    The rule stands alone in WHERE: among the selected columns DuckDB 1.5 takes EXISTS for true where the comparison
    inside it comes to NULL.
    """
    return f'SELECT * FROM "{table.name}" AS this WHERE {rule.broken}'


def _by_table(connection: duckdb.DuckDBPyConnection, sql: str) -> Found:
    """The rows that `sql` gives, by their first column."""
    by_table: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for table, *row in connection.execute(sql).fetchall():
        by_table[table].append(tuple(row))
    return by_table


def _described(
    name: str,
    comment: str,
    described: Sequence[tuple[Any, ...]],
    constraints: Sequence[tuple[Any, ...]],
    named: Sequence[tuple[Any, ...]],
    rules: tuple[Rule, ...],
) -> Table:
    key: list[str] = next((columns for kind, _, columns in constraints if kind == "PRIMARY KEY"), [])
    # A check belongs to the column that it names first.
    checks = [(columns, expression) for kind, expression, columns in constraints if kind == "CHECK"]
    columns = tuple(
        Column(column, type_, not nullable, words or "", tuple(check for named, check in checks if named[0] == column))
        for column, type_, nullable, words in described
        if column not in REVISION_COLUMNS
    )
    return Table(
        name,
        comment,
        columns,
        tuple(column for column in key if column not in REVISION_COLUMNS),
        tuple(Reference(column, tuple(targets), is_list) for column, is_list, targets in named),
        rules,
        frozenset(check for named, check in checks if len(set(named)) > 1),
        versioned=any(column == "until_revision" for column, *_ in described),
    )
