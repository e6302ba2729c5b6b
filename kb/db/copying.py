"""A backup of everything in a knowledge base, putting one in its place, and moving one to another place."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from kb.db import Store, exists
from kb.db.connection import attach, memory, remove
from kb.db.file import tables_of, write_file
from kb.db.places import Place, Server
from kb.errors import DatabaseCorrupt, DatabaseMissing, DatabaseVersion, KnowledgeBaseError, PlaceUnusable

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
        with store._storage.reading() as read:
            revision = write_file(read, part, _KEPT)
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


def kept_beside(path: Place) -> list[str]:
    """The copies of the knowledge base that the program itself has kept beside it: files, or schemas of the server."""
    if isinstance(path, Server):
        from kb.db import postgres

        return postgres.kept_beside(path)
    kinds = ("before-version", "replaced")
    return sorted(str(file) for kind in kinds for file in path.parent.glob(f"{path.name}.{kind}-*"))


def restore(file: Path, place: Place) -> str | None:
    """Put the backup `file` in place at `place`; returns where what was there is kept, None if nothing was.

    Tokens in it are taken back: one may have been revoked since, and nothing here would know.
    Raises DatabaseLocked while a program holds a file, or what Store.open says of `file`; nothing is changed then.
    """
    if not os.path.exists(file):
        raise DatabaseMissing("There is no backup {file}.", file=file)
    if isinstance(place, Server):
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder, "restoring")
            _prepare(file, part)
            return _fill_server(part, place)
    if os.path.exists(place) and os.path.samefile(file, place):
        raise PlaceUnusable("{file} is the knowledge base itself. Name a backup; nothing was changed.", file=file)
    _refuse_held(place)
    part = Path(f"{place}.restoring")
    try:
        _prepare(file, part)
        kept = _swap(part, place)
    except OSError as error:
        raise PlaceUnusable(
            "The backup cannot be put at {path}: {reason}. Nothing was changed.", path=place, reason=error.strerror
        ) from error
    finally:
        remove(part)
    return str(kept) if kept else None


def move(source: Store, place: Place) -> int:
    """Copy all of a knowledge base, history, people and rehearsals included, to a new place; returns its revision.

    Raises PlaceUnusable where there is one already; nothing is written then. What is at `source` stays as it is.
    """
    if exists(place):
        raise PlaceUnusable("There is a knowledge base at {place} already. Nothing was written.", place=place)
    with tempfile.TemporaryDirectory(dir=None if isinstance(place, Server) else place.absolute().parent) as folder:
        part = Path(folder, "moving")
        with source._storage.reading() as read:
            revision = write_file(read, part)
        os.chmod(part, 0o600)  # it holds people's addresses
        if isinstance(place, Server):
            _fill_server(part, place)
        else:
            os.rename(part, place)
    return revision


def _fill_server(file: Path, place: Server) -> str | None:
    from kb.db import postgres

    with memory() as connection:
        attach(connection, file, read_only=True)
        return postgres.fill(place, connection)


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
    root = store._storage.root
    with store._storage.explained():
        for table in tables_of(root):
            # Every value is decoded for its digest, and none kept.
            root.execute(f'SELECT bit_xor(hash(COLUMNS(*))) FROM kb."{table}"').fetchall()


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
