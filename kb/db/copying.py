"""A backup of everything in a knowledge base, and putting one in its place."""

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from kb.db import Store
from kb.db.connection import attach, explained, memory, remove
from kb.db.description import describe
from kb.db.migrations import apply_schema
from kb.errors import DatabaseCorrupt, DatabaseMissing, DatabaseVersion, KnowledgeBaseError, PlaceUnusable

# What the schema files themselves fill.
_OF_THE_SCHEMA = ("schema_version", "reference", "rule")
# Of a rehearsal nothing is kept.
_KEPT = {
    "desk": "NOT is_rehearsal",
    "desk_move": "desk IN (SELECT id FROM kb.desk WHERE NOT is_rehearsal)",
}


def backup(store: Store, target: Path) -> int:
    """Write every table, as it is at one moment, to the new file `target`; returns the latest revision in it.

    Others may go on changing the knowledge base. Raises PlaceUnusable; then no file is left.
    """
    if os.path.lexists(target):
        raise PlaceUnusable("There is a file {target} already. Name a new one; nothing was written.", target=target)
    part = Path(f"{target}.part")
    if os.path.lexists(part):
        raise PlaceUnusable("There is a file {part} of another backup. Remove it if none is running.", part=part)
    try:
        revision = _write(store, part)
        os.chmod(part, 0o600)  # it holds people's addresses
        os.rename(part, target)
    except OSError as error:
        remove(part)
        raise PlaceUnusable(
            "The backup cannot be written to {target}: {reason}.", target=target, reason=error.strerror
        ) from error
    except BaseException:
        remove(part)
        raise
    return revision


def _write(store: Store, part: Path) -> int:
    # A connection of its own: the store's may reach no other file.
    with memory() as copy:
        attach(copy, part, read_only=False)
        apply_schema(copy, part, read_only=False)
        tables = copy.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb' ORDER BY table_oid"
        ).fetchall()
        with store._root.cursor() as source:
            source.begin()
            # The copy is made in no transaction: what is not committed stays in memory, and half a copy is removed.
            for (table,) in tables:
                if table in _OF_THE_SCHEMA:
                    continue
                with explained(store.path):
                    pieces = _pieces(source, table)
                for where, parameters in pieces:
                    with explained(store.path):
                        rows = source.execute(f'SELECT * FROM kb."{table}" WHERE {where}', parameters).to_arrow_table()
                    with explained(part):
                        copy.register("incoming", rows)
                        copy.execute(f'INSERT INTO kb."{table}" BY NAME SELECT * FROM incoming')
                        copy.unregister("incoming")
            with explained(part):
                copy.execute("CHECKPOINT kb")
                row = copy.execute("SELECT coalesce(max(number), 0) FROM kb.revision").fetchone()
                copy.execute("DETACH kb")
            source.rollback()
    return int(row[0]) if row else 0


def _pieces(source: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, list[str]]]:
    """What is copied at a time, as a condition with its parameters: a table as a whole, or a file by itself.

    A thousand files do not fit into memory.
    """
    described = describe()[table]
    if not any(column.type == "BLOB" for column in described.columns):
        return [(_KEPT.get(table, "true"), [])]
    where = " AND ".join(f'"{name}" = ?' for name in described.key)
    keys = source.execute(f'SELECT {", ".join(described.key)} FROM kb."{table}"').fetchall()
    return [(where, list(key)) for key in keys]


def rewrite(store: Store) -> None:
    """Write the file anew, with what it holds and nothing of what was overwritten; the store goes on with the new file.

    Raises PlaceUnusable or DatabaseUnavailable; then the file is as it was.
    """
    part = Path(f"{store.path}.rewriting")
    with store.nobody_writes():
        try:
            remove(part)
            mode = os.stat(store.path).st_mode & 0o777
            _write(store, part)
            os.chmod(part, mode)

            def replace() -> None:
                os.replace(part, store.path)
                Path(f"{store.path}.wal").unlink(missing_ok=True)

            store.renew(replace)
        except OSError as error:
            raise PlaceUnusable(
                "The file {path} cannot be written anew: {reason}.", path=store.path, reason=error.strerror
            ) from error
        finally:
            with suppress(OSError):
                remove(part)


def kept_beside(path: Path) -> list[Path]:
    """The copies of the knowledge base that the program itself has kept beside it."""
    kinds = ("before-version", "replaced")
    return sorted(file for kind in kinds for file in path.parent.glob(f"{path.name}.{kind}-*"))


def restore(file: Path, path: Path) -> Path | None:
    """Put the backup `file` in place at `path`; returns where what was there is kept, None if nothing was.

    Tokens in it are taken back: one may have been revoked since, and nothing here would know.
    Raises DatabaseLocked while a program holds `path`, or what Store.open says of `file`; nothing is changed then.
    """
    if not os.path.exists(file):
        raise DatabaseMissing("There is no backup {file}.", file=file)
    if os.path.exists(path) and os.path.samefile(file, path):
        raise PlaceUnusable("{file} is the knowledge base itself. Name a backup; nothing was changed.", file=file)
    _refuse_held(path)
    part = Path(f"{path}.restoring")
    try:
        _prepare(file, part)
        return _swap(part, path)
    except OSError as error:
        raise PlaceUnusable(
            "The backup cannot be put at {path}: {reason}. Nothing was changed.", path=path, reason=error.strerror
        ) from error
    finally:
        remove(part)


def _refuse_held(path: Path) -> None:
    if not os.path.exists(path):
        return
    with memory() as connection:
        try:
            attach(connection, path, read_only=False)
        except (DatabaseCorrupt, DatabaseVersion):
            return  # a damaged one is what a backup is for


def _prepare(file: Path, part: Path) -> None:
    with memory() as connection:
        attach(connection, file, read_only=True)  # refused while another program writes to it
    remove(part)
    shutil.copyfile(file, part)
    part.chmod(0o600)
    if os.path.exists(f"{file}.wal"):
        shutil.copyfile(f"{file}.wal", f"{part}.wal")
    try:
        with Store.open(part, is_copy=True) as store:
            _read_all(store)
            holds = store.revision()
            store.tokens.revoke_all(datetime.now(UTC).replace(tzinfo=None))
    except KnowledgeBaseError as error:
        error.values = {name: str(value).replace(str(part), str(file)) for name, value in error.values.items()}
        raise
    if not holds:
        raise DatabaseCorrupt("The file {file} holds no knowledge base. Nothing was changed.", file=file)


def _read_all(store: Store) -> None:
    """Read every value of every table: damage may lie where nothing else looks. Raises DatabaseCorrupt."""
    with explained(store.path):
        for (table,) in store._root.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'kb'"
        ).fetchall():
            # Every value is decoded for its digest, and none kept.
            store._root.execute(f'SELECT bit_xor(hash(COLUMNS(*))) FROM kb."{table}"').fetchall()


def _swap(part: Path, path: Path) -> Path | None:
    if not os.path.exists(path):
        os.rename(part, path)
        return None
    kept = Path(f"{path}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    os.rename(path, kept)
    try:
        # A log of the old file must never be replayed onto the new one.
        if os.path.exists(f"{path}.wal"):
            os.rename(f"{path}.wal", f"{kept}.wal")
        os.rename(part, path)
    except OSError:
        os.rename(kept, path)
        raise
    return kept
