"""Attaching the database file, and what to say when that fails."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten

import duckdb

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
    text = message.replace(str(path.absolute()), "")
    if "Could not set lock on file" in text:
        holder = re.search(r"\(PID (\d+)\)", text)
        who = f"process {holder[1]}" if holder else "another program"
        return DatabaseLocked(
            "The knowledge base {path} is in use by {who}. Stop that program (a running dashboard, "
            "or another command), then try again. The data was not touched.",
            path=path,
            who=who,
        )
    if "database file with version number" in text:
        return DatabaseVersion(
            "The knowledge base {path} was made by another version of DuckDB, which this program "
            "cannot read. Use the program that made it, or name another file with KB_DATABASE. The "
            "data was not touched.",
            path=path,
        )
    if "has been invalidated" in text:
        why = _SYSTEM.search(text)
        reason = f": {why[1]}" if why else ""
        return DatabaseUnavailable(
            "The knowledge base {path} could not be written{reason}. See that there is room, then restart the program. "
            "What was kept before is not lost.",
            path=path,
            reason=reason,
        )
    if _DAMAGE.search(text):
        return corrupt(path)
    if why := _SYSTEM.search(text):
        return PlaceUnusable(
            "The knowledge base {path} cannot be opened or written: {reason}.", path=path, reason=why[1]
        )
    if "Conflict" in text or "conflict" in text:
        return ChangeRefused(Refused.AT_THE_SAME_MOMENT)
    return DatabaseUnavailable(
        "The knowledge base {path} could not be read or written just now. Try again; if it stays "
        "so, restart the program. DuckDB says: {said}",
        path=path,
        said=shorten(text, 200),
    )


# What the system says of a file that it did not open, read or write.
_SYSTEM = re.compile(r'(?:Cannot|[Cc]ould not|[Ff]ailed to) [a-z ]+ (?:from |to )?file "[^"]*": ([^"\n]+)')
# What DuckDB itself calls damage, or can only come of it; whatever else goes wrong may pass, and the file stays.
_DAMAGE = re.compile(
    r"Corrupt database file|not a valid DuckDB database file|Could not read enough bytes|does not match stored checksum"
    r"|replaying WAL|Corrupt WAL|Corrupted|[Ss]erialization|deserialize"
)


def corrupt(path: Path) -> DatabaseCorrupt:
    return DatabaseCorrupt(
        "The file {path} is damaged or is not a knowledge base. Move it away and run: python -m kb build, or name "
        "another file with KB_DATABASE. The file was not touched.",
        path=path,
    )
