"""The tables in PostgreSQL: made from what the schema files declare, and their rows as Arrow tables, by COPY."""

import io
import re
from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa
from pyarrow import csv

from kb.db.description import describe
from kb.db.file import file_key
from kb.db.postgres.connections import Connection
from kb.db.schema import REVISION_COLUMNS, Table

SCHEMA = "kb"
# What every version of this program finds, and no schema file declares: raised when something else than a new revision
# happened, so that all must be read anew.
GENERATION = "generation"
_TYPES = {
    "VARCHAR": 'text COLLATE "C"',
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "BLOB": "bytea",
}

# A value as PostgreSQL reads it.
_TEXT, _BYTES = 'CAST("{0}" AS VARCHAR)', "'\\x' || hex(\"{0}\")"


def declarations() -> str:
    """The SQL that makes all tables: columns, keys, checks and comments as the schema files declare them."""
    return "\n".join(
        [
            f"CREATE SCHEMA IF NOT EXISTS {SCHEMA};",
            f"CREATE TABLE {SCHEMA}.{GENERATION} (number BIGINT NOT NULL);",
            f"COMMENT ON TABLE {SCHEMA}.{GENERATION} IS 'How often all was replaced or overwritten.';",
            f"INSERT INTO {SCHEMA}.{GENERATION} VALUES (1);",
            *(statement for table in describe().values() for statement in _declared(table)),
        ]
    )


def _declared(table: Table) -> Iterator[str]:
    name = f'{SCHEMA}."{table.name}"'
    parts = [
        f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" if column.required else ""}' for column in table.columns
    ]
    parts += [f"CHECK {_check(check)}" for one in table.columns for check in one.checks]
    key = [f'"{one}"' for one in table.key]
    if table.versioned:
        parts += [f"since_revision integer NOT NULL REFERENCES {SCHEMA}.revision (number)", "until_revision integer"]
        parts.append(f"PRIMARY KEY ({', '.join([*key, 'since_revision'])})")
    elif key:
        parts.append(f"PRIMARY KEY ({', '.join(key)})")
    yield f"CREATE TABLE {name} ({', '.join(parts)});"
    yield f"COMMENT ON TABLE {name} IS {_literal(table.comment)};"
    for column in table.columns:
        yield f'COMMENT ON COLUMN {name}."{column.name}" IS {_literal(column.comment)};'
    if table.versioned:
        yield f"CREATE UNIQUE INDEX ON {name} ({', '.join(key)}) WHERE until_revision IS NULL;"
        yield f"CREATE INDEX ON {name} (since_revision);"
        yield f"CREATE INDEX ON {name} (until_revision) WHERE until_revision IS NOT NULL;"


def _check(expression: str) -> str:
    """DuckDB writes a type in quotes, which PostgreSQL takes for a name."""
    return re.sub(r'AS "([A-Z]+)"', r"AS \1", expression)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def are_there(connection: Connection) -> bool:
    """Whether there is a knowledge base."""
    row = connection.execute(f"SELECT to_regclass('{SCHEMA}.{GENERATION}') IS NOT NULL".encode()).fetchone()
    return bool(row and row[0])


def generation(connection: Connection) -> int:
    """How often all was replaced or overwritten."""
    row = connection.execute("SELECT max(number) FROM kb.generation").fetchone()
    return int(row[0]) if row else 0


def columns(table: str) -> Sequence[str]:
    """The names of a table's columns, those of its revisions included."""
    described = describe()[table]
    return (*described.column_names, *(REVISION_COLUMNS if described.versioned else ()))


def pieces(connection: Connection, table: str, condition: str, names: Sequence[str] = ()) -> Iterator[pa.Table]:
    """The same as `read`, of a table of files one file at a time."""
    key = file_key(table) if table in describe() else None
    if key is None:
        yield read(connection, table, condition, names)
        return
    for (value,) in connection.execute(f'SELECT "{key}" FROM {SCHEMA}."{table}"'.encode()).fetchall():
        yield read(connection, table, f'{condition} AND "{key}" = %s', names, (value,))


def read(
    connection: Connection,
    table: str,
    condition: str = "true",
    names: Sequence[str] = (),
    parameters: tuple[str, ...] | None = None,
) -> pa.Table:
    """The rows of a table that fulfil a condition, every value as text, or as bytes where the column holds them."""
    chosen = ", ".join(f'"{name}"' for name in names or columns(table))
    # The condition is the program's own text and holds no value of anybody's.
    copy = f'COPY (SELECT {chosen} FROM {SCHEMA}."{table}" WHERE {condition}) TO STDOUT (FORMAT csv, HEADER)'
    with connection.cursor().copy(copy.encode(), parameters) as incoming:
        data = b"".join(incoming)
    names = names or columns(table)
    rows = csv.read_csv(
        pa.BufferReader(data),
        read_options=csv.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        # Without quotes an empty value is NULL, in quotes it is an empty text.
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
        ),
    )
    for column in describe()[table].columns if table in describe() else ():
        if column.type == "BLOB" and column.name in rows.column_names:
            values = [value and bytes.fromhex(value[2:]) for value in rows[column.name].to_pylist()]
            rows = rows.set_column(rows.column_names.index(column.name), column.name, pa.array(values, pa.binary()))
    return rows


def fill(root: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Add rows to a table of the attached `kb`."""
    if rows.num_rows:
        root.register("incoming", rows)
        root.execute(f'INSERT INTO kb."{table}" BY NAME SELECT * FROM incoming')
        root.unregister("incoming")


def write(connection: Connection, table: str, rows: pa.Table) -> None:
    """Add rows, as `as_text` gives them, to a table in PostgreSQL."""
    if not rows.num_rows:
        return
    written = io.BytesIO()
    csv.write_csv(rows, written, csv.WriteOptions(include_header=False, quoting_style="needed"))
    chosen = ", ".join(f'"{name}"' for name in rows.column_names)
    copy = f'COPY {SCHEMA}."{table}" ({chosen}) FROM STDIN (FORMAT csv)'
    with connection.cursor().copy(copy.encode()) as outgoing:
        outgoing.write(written.getbuffer())


def pieces_as_text(cursor: duckdb.DuckDBPyConnection, table: str) -> Iterator[pa.Table]:
    """The same as `as_text`, of all rows, of a table of files one file at a time."""
    key = file_key(table)
    if key is None:
        yield as_text(cursor, table)
        return
    for (value,) in cursor.execute(f'SELECT "{key}" FROM kb."{table}"').fetchall():
        yield as_text(cursor, table, f'"{key}" = ?', (value,))


def as_text(
    cursor: duckdb.DuckDBPyConnection, table: str, condition: str = "true", parameters: tuple[str, ...] = ()
) -> pa.Table:
    """The rows of a table of the attached `kb`, every value as text as PostgreSQL reads it."""
    types = {column.name: column.type for column in describe()[table].columns}
    chosen = ", ".join(
        f'{_BYTES if types.get(name) == "BLOB" else _TEXT} AS "{{0}}"'.format(name) for name in columns(table)
    )
    return cursor.execute(f'SELECT {chosen} FROM kb."{table}" WHERE {condition}', parameters).to_arrow_table()
