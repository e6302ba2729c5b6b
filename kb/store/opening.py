"""Attaching the database file, its schema, and what to say when that fails."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kb.errors import (
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseVersion,
    KnowledgeBaseError,
    PlaceUnusable,
)
from kb.schema import schema_files

# Every knowledge base has these tables; another program may well have one of them.
OWN_TABLES = frozenset({"schema_version", "revision", "reference"})
BLOCK_SIZE = 16_384
_FILE_TROUBLE = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.InternalException,
    duckdb.FatalException,
    duckdb.TransactionException,
)


def attach(root: duckdb.DuckDBPyConnection, path: Path, read_only: bool) -> None:
    """Attach the file at `path` as `kb`."""
    if os.path.isdir(path):
        raise PlaceUnusable(f"{path} is a folder. Name a file for the knowledge base, with --database or KB_DATABASE.")
    if not os.path.isdir(path.absolute().parent):
        raise DatabaseMissing(f"There is no folder {path.parent} to keep the knowledge base in. Make it first.")
    # An absolute path and a named type: nothing is taken for an address or for the file of another engine, for which
    # DuckDB would fetch an extension.
    address = str(path.absolute()).replace("'", "''")
    # Small blocks: with the default size the few rows of each column take half a megabyte. A file keeps its size.
    options = ", READ_ONLY" if read_only else "" if os.path.exists(path) else f", BLOCK_SIZE {BLOCK_SIZE}"
    with explained(path):
        root.execute(f"ATTACH '{address}' AS kb (TYPE duckdb{options})")


def remove(path: Path) -> None:
    """Remove a database file, and what DuckDB keeps beside it while it is open."""
    path.unlink(missing_ok=True)
    Path(f"{path}.wal").unlink(missing_ok=True)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what DuckDB says about the file at `path` into the named error that says what to do."""
    try:
        yield
    except _FILE_TROUBLE as error:
        raise _reason(path, str(error)) from error
    except duckdb.BinderException as error:
        if "Unique file handle conflict" not in str(error):
            raise
        raise DatabaseLocked(f"The knowledge base {path} is already open in this program.") from error


def _reason(path: Path, message: str) -> KnowledgeBaseError:
    # The path stands in the message too: only DuckDB's own words are looked for.
    said = message.replace(str(path.absolute()), "")
    if "Could not set lock on file" in said:
        holder = re.search(r"\(PID (\d+)\)", said)
        who = f"process {holder[1]}" if holder else "another program"
        return DatabaseLocked(
            f"The knowledge base {path} is in use by {who}. Stop that program (a running dashboard, or another "
            "command), then try again. The data was not touched."
        )
    if "database file with version number" in said:
        return DatabaseVersion(
            f"The knowledge base {path} was made by another version of DuckDB, which this program cannot read. Use "
            "the program that made it, or name another file with KB_DATABASE. The data was not touched."
        )
    if system := re.search(r'(?:Cannot open|[Cc]ould not (?:write|truncate|sync|fsync)) file "[^"]*": (.+)', said):
        return PlaceUnusable(f"The knowledge base {path} cannot be opened or written: {system[1]}.")
    return DatabaseCorrupt(_corrupt(path))


def _corrupt(path: Path) -> str:
    return (
        f"The file {path} is damaged or is not a knowledge base. Move it away and run: python -m kb build, or name "
        "another file with KB_DATABASE. The file was not touched."
    )


def apply_schema(root: duckdb.DuckDBPyConnection, path: Path, read_only: bool) -> None:
    """Bring the attached file to this version's schema; a file of a newer one, or of another program, is refused."""
    files = schema_files()
    tables = {
        name for (name,) in root.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb'").fetchall()
    }
    if tables and not tables >= OWN_TABLES:
        raise DatabaseCorrupt(_corrupt(path))
    with explained(path):
        row = root.execute("SELECT max(number) FROM kb.schema_version").fetchone() if tables else None
    held = int(row[0]) if row and row[0] is not None else 0
    if held > files[-1].number:
        raise DatabaseVersion(
            f"The knowledge base {path} was made by a newer version of this program. Update the program, or name "
            "another file with KB_DATABASE. The data was not touched."
        )
    missing = [file for file in files if file.number > held]
    if missing and read_only:
        raise DatabaseVersion(f"The knowledge base {path} must first be brought up to date: python -m kb build")
    with explained(path), root.cursor() as cursor:
        cursor.execute("USE kb")
        cursor.begin()
        for file in missing:
            cursor.execute(file.sql)
            cursor.execute("INSERT INTO schema_version VALUES (?, ?)", [file.number, file.name])
        cursor.commit()
