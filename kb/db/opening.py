"""Attaching the database file, its schema, and what to say when that fails."""

import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten

import duckdb

from kb.db.schema import schema_files
from kb.domain.refusals import Refused
from kb.errors import (
    ChangeRefused,
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseUnavailable,
    DatabaseVersion,
    KnowledgeBaseError,
    PlaceUnusable,
)

LOG = logging.getLogger("kb")
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


def memory() -> duckdb.DuckDBPyConnection:
    """A database in memory, to which files are attached.

    A query computes in its caller's thread alone: a table of a few thousand rows is one piece of work to DuckDB, and
    threads that wait for a share of it cost more than the query (14 % of the processor, measured over the tests).
    """
    return duckdb.connect(":memory:", config={"threads": 1})


def attach(root: duckdb.DuckDBPyConnection, path: Path, read_only: bool) -> None:
    """Attach the file at `path` as `kb`."""
    if os.path.isdir(path):
        raise PlaceUnusable(
            "{path} is a folder. Name a file for the knowledge base, with --database or KB_DATABASE.", path=path
        )
    if not os.path.isdir(path.absolute().parent):
        raise DatabaseMissing(
            "There is no folder {folder} to keep the knowledge base in. Make it first.", folder=path.parent
        )
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
        raise _reason(path, f"{type(error).__name__}: {error}") from error
    except duckdb.BinderException as error:
        if "Unique file handle conflict" not in str(error):
            raise
        raise DatabaseLocked("The knowledge base {path} is already open in this program.", path=path) from error


def _reason(path: Path, message: str) -> KnowledgeBaseError:
    # The path stands in the message too: only DuckDB's own words are looked for.
    said = message.replace(str(path.absolute()), "")
    if "Could not set lock on file" in said:
        holder = re.search(r"\(PID (\d+)\)", said)
        who = f"process {holder[1]}" if holder else "another program"
        return DatabaseLocked(
            "The knowledge base {path} is in use by {who}. Stop that program (a running dashboard, "
            "or another command), then try again. The data was not touched.",
            path=path,
            who=who,
        )
    if "database file with version number" in said:
        return DatabaseVersion(
            "The knowledge base {path} was made by another version of DuckDB, which this program "
            "cannot read. Use the program that made it, or name another file with KB_DATABASE. The "
            "data was not touched.",
            path=path,
        )
    if "has been invalidated" in said:
        why = _SYSTEM.search(said)
        reason = f": {why[1]}" if why else ""
        return DatabaseUnavailable(
            "The knowledge base {path} could not be written{reason}. See that there is room, then restart the program. "
            "What was kept before is not lost.",
            path=path,
            reason=reason,
        )
    if _DAMAGE.search(said):
        return _corrupt(path)
    if why := _SYSTEM.search(said):
        return PlaceUnusable(
            "The knowledge base {path} cannot be opened or written: {reason}.", path=path, reason=why[1]
        )
    if "Conflict" in said or "conflict" in said:
        return ChangeRefused(Refused.AT_THE_SAME_MOMENT)
    return DatabaseUnavailable(
        "The knowledge base {path} could not be read or written just now. Try again; if it stays "
        "so, restart the program. DuckDB says: {said}",
        path=path,
        said=shorten(said, 200),
    )


# What the system says of a file that it did not open, read or write.
_SYSTEM = re.compile(r'(?:Cannot|[Cc]ould not|[Ff]ailed to) [a-z ]+ (?:from |to )?file "[^"]*": ([^"\n]+)')
# What DuckDB itself calls damage, or can only come of it; whatever else goes wrong may pass, and the file stays.
_DAMAGE = re.compile(
    r"Corrupt database file|not a valid DuckDB database file|Could not read enough bytes|does not match stored checksum"
    r"|replaying WAL|Corrupt WAL|Corrupted|[Ss]erialization|deserialize"
)


def _corrupt(path: Path) -> DatabaseCorrupt:
    return DatabaseCorrupt(
        "The file {path} is damaged or is not a knowledge base. Move it away and run: python -m kb build, or name "
        "another file with KB_DATABASE. The file was not touched.",
        path=path,
    )


def apply_schema(root: duckdb.DuckDBPyConnection, path: Path, read_only: bool, *, is_copy: bool = False) -> None:
    """Bring the attached file to this version's schema; a file of a newer one, or of another program, is refused."""
    files = schema_files()
    tables = {
        name for (name,) in root.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb'").fetchall()
    }
    if tables and not tables >= OWN_TABLES:
        raise _corrupt(path)
    with explained(path):
        row = root.execute("SELECT max(number) FROM kb.schema_version").fetchone() if tables else None
    held = int(row[0]) if row and row[0] is not None else 0
    if held > files[-1].number:
        raise DatabaseVersion(
            "The knowledge base {path} was made by a newer version of this program. Update the "
            "program, or name another file with KB_DATABASE. The data was not touched.",
            path=path,
        )
    missing = [file for file in files if file.number > held]
    if missing and read_only:
        raise DatabaseVersion(
            "The knowledge base {path} must first be brought up to date: python -m kb build", path=path
        )
    if missing and held and not is_copy:
        _keep_as_it_is(root, path, held)
    with explained(path), root.cursor() as cursor:
        cursor.execute("USE kb")
        cursor.begin()
        for file in missing:
            cursor.execute(file.sql)
            cursor.execute("INSERT INTO schema_version VALUES (?, ?)", [file.number, file.name])
        cursor.commit()


def _keep_as_it_is(root: duckdb.DuckDBPyConnection, path: Path, held: int) -> None:
    """Before a file is brought to this version: a copy beside it, named with its version and the time, and said."""
    copy = Path(f"{path}.before-version-{held}-{datetime.now(UTC):%Y%m%dT%H%M%S}")
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
