"""The side tables in PostgreSQL, with the same plain SQL as in a file."""

import re
from collections.abc import Mapping
from typing import Any

from kb.db.postgres.connections import Connection, dictionaries
from kb.db.postgres.mirror import SIDE_LOCK, notify
from kb.db.postgres.watcher import instant
from kb.db.storage import Instant


class ServerSide:
    """See kb.db.storage.Side."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._written: list[tuple[bytes, Mapping[str, Any]]] = []

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows that `sql` gives, as dictionaries."""
        return dictionaries(self._connection, _placed(sql), parameters)

    def write(self, sql: str, parameters: Mapping[str, Any]) -> int:
        """Execute `sql`; how many rows were written."""
        self._written.append((_placed(sql), parameters))
        written = self._connection.execute(*self._written[-1]).rowcount
        notify(self._connection)
        return written

    def repeat(self, connection: Connection) -> None:
        """Write once more what was written on a connection that was lost."""
        for sql, parameters in self._written:
            connection.execute(sql, parameters)

    def lock(self, name: str) -> None:
        """Wait until nobody else has this lock."""
        self._connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (SIDE_LOCK % 2**31, name))

    def now(self) -> Instant:
        """Now, by the server's clock."""
        return instant(self._connection)


def _placed(sql: str) -> bytes:
    """The statement with parameters as psycopg writes them."""
    return re.sub(r"\$([a-z_0-9]+)", r"%(\1)s", sql.replace("%", "%%")).encode()
