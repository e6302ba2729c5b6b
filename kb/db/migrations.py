"""Bringing the attached file to this version's schema; before that, a copy of it is kept."""

import logging
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from kb.db.connection import corrupt, explained
from kb.db.schema import schema_files
from kb.errors import DatabaseVersion, PlaceUnusable

LOG = logging.getLogger("kb")
# Every knowledge base has these tables; another program may well have one of them.
OWN_TABLES = frozenset({"schema_version", "revision", "reference"})


def apply_schema(
    root: duckdb.DuckDBPyConnection, path: Path, read_only: bool, *, is_copy: bool = False, up_to: int | None = None
) -> None:
    """Bring the attached file to this version's schema; a file of a newer one, or of another program, is refused.

    `up_to`: not to this version's, but to that of the schema file with this number.
    """
    files = [file for file in schema_files() if up_to is None or file.number <= up_to]
    tables = {
        name for (name,) in root.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb'").fetchall()
    }
    if tables and not tables >= OWN_TABLES:
        raise corrupt(path)
    with explained(path):
        row = root.execute("SELECT max(number) FROM kb.schema_version").fetchone() if tables else None
    version = int(row[0]) if row and row[0] is not None else 0
    if version > files[-1].number:
        raise DatabaseVersion(
            "The knowledge base {path} was made by a newer version of this program. Update the "
            "program, or name another file with KB_DATABASE. The data was not touched.",
            path=path,
        )
    missing = [file for file in files if file.number > version]
    if missing and read_only:
        raise DatabaseVersion(
            "The knowledge base {path} must first be brought up to date: python -m kb build", path=path
        )
    if missing and version and not is_copy:
        _keep_as_it_is(root, path, version)
    with explained(path), root.cursor() as cursor:
        cursor.execute("USE kb")
        cursor.begin()
        for file in missing:
            cursor.execute(file.sql)
            cursor.execute("INSERT INTO schema_version VALUES (?, ?)", [file.number, file.name])
        cursor.commit()


def _keep_as_it_is(root: duckdb.DuckDBPyConnection, path: Path, version: int) -> None:
    """Before a file is brought to this version: a copy beside it, named with its version and the time, and said."""
    copy = Path(f"{path}.before-version-{version}-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    try:
        with explained(path):
            root.execute("CHECKPOINT kb")  # so that the file alone is all of it
        descriptor = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it holds people's addresses
        with os.fdopen(descriptor, "wb") as target, path.open("rb") as source:
            shutil.copyfileobj(source, target)
            os.fsync(target.fileno())
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise PlaceUnusable(
            "The knowledge base {path} must be brought up to date, and the backup before that cannot "
            "be written: {reason}. Nothing was changed.",
            path=path,
            reason=error.strerror,
        ) from error
    LOG.warning("The knowledge base is brought up to date. As it was, it is kept as %s.", copy)
