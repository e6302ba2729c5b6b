"""Copies of the data files, to be changed; and all that a knowledge base holds."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from kb.db import Store, View
from kb.db.description import data_tables
from kb.db.schema import schema_files
from kb.domain.model import Audience
from kb.reports.data_files import DATA_FILES


def copy_files(source: Path, target: Path) -> Path:
    """The data files alone, in a folder of their own."""
    target.mkdir()
    for path in source.iterdir():
        if path.name in DATA_FILES:
            shutil.copyfile(path, target / path.name)
    return target


def meetings_of_the_plan(source: Path) -> set[str]:
    """The meetings of the Convention while the Plan held, November 2010 to September 2015: without a choice, these."""
    with (source / "meetings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["id"]
        for row in rows
        if row["convention"] == "CCM" and row["last_day"] >= "2010-11" and row["first_day"] < "2015-10"
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in DATA_FILES}


def change(folder: Path, file: str, damage: Callable[[bytes], bytes]) -> None:
    path = folder / file
    path.write_bytes(damage(path.read_bytes()))


def tables_of(view: View) -> dict[str, list[dict[str, Any]]]:
    names = [table.name for table in data_tables()]
    return {name: view.rows(f"SELECT * FROM {name} ORDER BY ALL") for name in names}


def latest(store: Store) -> View:
    return store.latest(Audience.STAFF)


def of_earlier_schema(new: Path, path: Path, number: int) -> None:
    """A knowledge base at `path` with the rows of `new`, as the version before the schema file `number` had it.

    Delegations are left out: they were kept in another way.
    """
    with duckdb.connect(str(path)) as file:
        file.execute(f"ATTACH '{new}' AS new (READ_ONLY)")
        for schema in schema_files():
            if schema.number < number:
                file.execute(schema.sql)
                file.execute("INSERT INTO schema_version VALUES (?, ?)", [schema.number, schema.name])
        for name, columns in file.execute(
            "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE database_name = current_database()"
            " AND table_name NOT IN ('schema_version', 'reference', 'rule', 'delegation')"
            " GROUP BY table_name, table_oid ORDER BY table_oid"
        ).fetchall():
            kept = [f"is_rehearsal AS {one}" if one == "is_replay" else f'"{one}"' for one in columns]
            file.execute(f'INSERT INTO "{name}" BY NAME SELECT {", ".join(kept)} FROM new."{name}"')
