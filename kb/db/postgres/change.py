"""Changes in PostgreSQL: of the revisions, in one transaction under one lock on a connection of its own; and of the
side tables, with the same plain SQL as in a file.
"""

import re
from collections.abc import Mapping
from typing import Any

import duckdb
import psycopg

from kb.db.changing import Change
from kb.db.postgres import mirror, tables
from kb.db.postgres.connections import Connection, Connections, is_loss
from kb.db.postgres.watcher import instant
from kb.db.rows import dictionaries
from kb.db.storage import Instant
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused


class ServerSide:
    """See kb.db.storage.Side."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._written: list[tuple[bytes, Mapping[str, Any]]] = []

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return dictionaries(self._connection.execute(_placed(sql), _kept(parameters)))

    def write(self, sql: str, parameters: Mapping[str, Any]) -> int:
        self._written.append((_placed(sql), _kept(parameters)))
        written = self._connection.execute(*self._written[-1]).rowcount
        mirror.notify(self._connection)
        return written

    def repeat(self, connection: Connection) -> None:
        """Write once more what was written on a connection that was lost."""
        for sql, parameters in self._written:
            connection.execute(sql, parameters)

    def lock(self, name: str) -> None:
        self._connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (mirror.SIDE_LOCK % 2**31, name))

    def now(self) -> Instant:
        return instant(self._connection)


class ServerChange:
    """See kb.db.storage.Writing."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._connection: Connection | None = None
        self._side: ServerSide | None = None
        try:
            self._begin(is_second=False)
        except psycopg.OperationalError as error:
            if not is_loss(error):
                raise
            self._begin(is_second=True)

    def _begin(self, *, is_second: bool) -> Connection:
        self.end()
        connection = self._connection = self._connections.take(is_second=is_second)
        try:
            mirror.lock(connection)
        except BaseException:
            self.end()
            raise
        return connection

    def bring_up(self, root: duckdb.DuckDBPyConnection, generation: int) -> None:
        """Bring in what others changed before. Raises ChangeRefused where that was more than revisions."""
        assert self._connection is not None
        if tables.generation(self._connection) != generation:
            raise ChangeRefused(Refused.AT_THE_SAME_MOMENT)
        mirror.pull(self._connection, root)

    def side(self, _cursor: duckdb.DuckDBPyConnection) -> ServerSide:
        assert self._connection is not None
        self._side = ServerSide(self._connection)
        return self._side

    def commit(self, cursor: duckdb.DuckDBPyConnection, change: Change) -> None:
        """Write what was done to the server, tried once more where the connection is lost; then keep it here too."""
        done = mirror.delta(cursor, change)
        assert self._connection is not None
        try:
            self._push(self._connection, done)
        except psycopg.OperationalError as error:
            if not is_loss(error):
                raise
            connection = self._begin(is_second=True)
            row = connection.execute("SELECT coalesce(max(number), 0) FROM kb.revision").fetchone()
            if row and row[0] != change.number - 1:
                raise ChangeRefused(Refused.AT_THE_SAME_MOMENT) from error
            if self._side:
                self._side.repeat(connection)
            self._push(connection, done)
        cursor.commit()

    def _push(self, connection: Connection, done: mirror.Delta) -> None:
        mirror.push(connection, done)
        self._connections.commit(connection)

    def end(self) -> None:
        """Let go of the lock."""
        if self._connection is not None:
            self._connections.give_back(self._connection)
            self._connection = None


def _kept(parameters: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values without null characters, of which PostgreSQL keeps none, and nothing is named by one."""
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in parameters.items()}


def _placed(sql: str) -> bytes:
    """The statement with parameters as psycopg writes them."""
    return re.sub(r"\$([a-z_0-9]+)", r"%(\1)s", sql.replace("%", "%%")).encode()
