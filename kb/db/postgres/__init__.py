"""A knowledge base in PostgreSQL: any number of processes, each with a copy in memory of what the server holds.

A change is made on the copy by the same code as in a file. What it did is then written to the server as rows, in one
transaction under one lock, and kept in the copy once the server has kept it. What others did is brought in by rows. The
side tables are read and written in the server alone.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import TypeVar

import duckdb

from kb.db.places import Server
from kb.db.postgres import mirror, tables
from kb.db.postgres.change import ServerChange, ServerSide
from kb.db.postgres.connections import Connection, Connections
from kb.db.postgres.watcher import Clock, Watcher
from kb.db.schema import schema_files
from kb.db.storage import Instant, Read
from kb.errors import DatabaseMissing, DatabaseUnavailable, DatabaseVersion

LOG = logging.getLogger("kb")
T = TypeVar("T")


class PostgresStorage:
    """See kb.db.storage.Storage."""

    is_shared = True

    def __init__(self, server: Server, *, read_only: bool, must_exist: bool) -> None:
        """Reach the server and copy what it holds; brought to this version's schema unless `read_only`."""
        self.place, self.read_only = server, read_only
        self._connections = Connections(server)
        self._clock = Clock()
        self._watcher: Watcher | None = None
        # Held while the copy changes; never while a lock of the server is waited for.
        self._copying = threading.RLock()
        try:
            self._connections.run(lambda connection: self._prepare(connection, must_exist or read_only))
            self.root = self._loaded()
        except DatabaseUnavailable as error:
            self._connections.close()
            raise DatabaseUnavailable(
                "PostgreSQL cannot be reached at {place}. See that it runs, then try again.", place=server
            ) from error
        except BaseException:
            self._connections.close()
            raise

    def _prepare(self, connection: Connection, must_exist: bool) -> None:
        """Make the tables, or bring them to this version."""
        version, newest = self._version(connection), schema_files()[-1].number
        if version is None and must_exist:
            raise DatabaseMissing(
                "There is no knowledge base at {path}. Make it with: python -m kb build", path=self.place
            )
        if version == newest:
            return
        if self.read_only:
            raise DatabaseVersion(
                "The knowledge base {path} must first be brought up to date: python -m kb build", path=self.place
            )
        mirror.lock(connection)
        version = self._version(connection)  # another process may have done it meanwhile
        if version is None:
            with mirror.empty() as root:
                mirror.replace_all(connection, root, "")
        elif version < newest:
            kept = mirror.brought_up(connection, version)
            LOG.warning("The knowledge base is brought up to date. As it was, it is kept as the schema %s.", kept)

    def _version(self, connection: Connection) -> int | None:
        """The version of what the server holds; None where it holds nothing. Raises DatabaseVersion for a newer one."""
        if not tables.are_there(connection):
            return None
        row = connection.execute("SELECT max(number) FROM kb.schema_version").fetchone()
        version = int(row[0]) if row else 0
        if version > schema_files()[-1].number:
            raise DatabaseVersion(
                "The knowledge base {path} was made by a newer version of this program. Update the "
                "program, or name another file with KB_DATABASE. The data was not touched.",
                path=self.place,
            )
        return version

    def _loaded(self) -> duckdb.DuckDBPyConnection:
        def work(connection: Connection) -> duckdb.DuckDBPyConnection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._version(connection)
            self._generation = tables.generation(connection)
            self._clock.set(connection)
            return mirror.load(connection)

        root = self._connections.run(work)
        self._told = mirror.latest(root)
        return root

    def explained(self) -> AbstractContextManager[None]:
        return self._connections.explained()

    @contextmanager
    def writing(self) -> Iterator[ServerChange]:
        """A change, under the lock of the server on a connection of its own, with what others changed before."""
        with self.explained():
            change = ServerChange(self._connections)
            try:
                with self._copying:
                    change.bring_up(self.root, self._generation)
                    yield change
            finally:
                change.end()

    def side(self, work: Callable[[ServerSide], T]) -> T:
        return self._connections.run(lambda connection: work(ServerSide(connection)))

    def now(self) -> Instant:
        return self._clock.now()

    @contextmanager
    def reading(self) -> Iterator[Read]:
        with self.explained():
            connection = self._connections.take()
            try:
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield lambda table, condition: tables.pieces(connection, table, condition)
            finally:
                self._connections.give_back(connection)

    def erase(self, guard: AbstractContextManager[None]) -> None:
        """Leave nothing of what was overwritten in the server's tables; its own logs and backups are its keeper's."""
        with guard, self.explained():
            connection = self._connections.connect(autocommit=True)
            with connection:
                for table in (*mirror.mirrored(), *mirror.side_tables()):
                    connection.execute(f'VACUUM FULL {tables.SCHEMA}."{table}"'.encode())

    def renew(self) -> None:
        with self._copying:
            self.root = self._loaded()

    def watch(self, changed: Callable[[int], None], moved: Callable[[], None], renewed: Callable[[], None]) -> None:

        def look(connection: Connection) -> None:
            if tables.generation(connection) != self._generation:
                renewed()
            row = connection.execute("SELECT coalesce(max(number), 0) FROM kb.revision").fetchone()
            if row and row[0] > self._told:
                if row[0] > mirror.latest(self.root):
                    self._connections.run(self._pull)
                changed(row[0])
                self._told = row[0]

        self._watcher = Watcher(self._connections, self._clock, look, moved)

    def _pull(self, connection: Connection) -> None:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        with self._copying:
            mirror.pull(connection, self.root)

    def unreachable_since(self) -> datetime | None:
        return self._watcher.away_since if self._watcher else None

    def close(self) -> None:
        if self._watcher:
            self._watcher.stop()
        self._connections.close()
        self.root.close()

    def discard(self) -> None:
        """Let go of the server and remove the tables, where they hold no revision."""

        def work(connection: Connection) -> None:
            mirror.lock(connection)
            if not connection.execute("SELECT 1 FROM kb.revision LIMIT 1").fetchone():
                connection.execute(f"DROP SCHEMA {tables.SCHEMA} CASCADE".encode())

        self._connections.run(work)
        self.close()


def exists(server: Server) -> bool:
    """Whether there is a knowledge base in this database. Raises KnowledgeBaseError where that cannot be known."""
    return _asked(server, tables.are_there)


def may_write(server: Server) -> bool:
    """Whether the knowledge base there can be changed by this user."""
    return _asked(server, lambda connection: bool(connection.execute(_MAY_WRITE).fetchone() == (True,)))


def kept_beside(server: Server) -> list[str]:
    """The names of the schemas in which an earlier knowledge base is kept."""
    return _asked(server, lambda connection: sorted(row[0] for row in connection.execute(_KEPT).fetchall()))


def fill(server: Server, root: duckdb.DuckDBPyConnection) -> str | None:
    """Put all that `root` has in place of what the server holds; returns the schema that keeps that, if any."""

    def work(connection: Connection) -> str | None:
        mirror.lock(connection)
        return mirror.replace_all(connection, root, "replaced")

    return _asked(server, work)


_MAY_WRITE = "SELECT has_table_privilege('kb.revision', 'INSERT') AND NOT pg_is_in_recovery()"
_KEPT = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^kb_(before_version_\d+|replaced)_\d+t\d+$'"


def _asked(server: Server, work: Callable[[Connection], T]) -> T:
    connections = Connections(server)
    try:
        return connections.run(work)
    finally:
        connections.close()
