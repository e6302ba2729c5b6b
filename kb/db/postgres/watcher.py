"""What other processes do in PostgreSQL, its clock, and whether it can be reached: watched in a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import duckdb
import psycopg

from kb.db.postgres.connections import Connection, Connections
from kb.db.postgres.mirror import CHANGED, notify
from kb.db.storage import Instant
from kb.errors import KnowledgeBaseError

LOG = logging.getLogger("kb")
# Seconds. A notification wakes at once; where one was lost, or is not passed on, what changed is seen after this.
EVERY, AGAIN, OUTAGE = 0.5, 0.5, 3
# In place of a start of a machine: the clock of the server goes on over its restarts.
SERVER = "postgresql"
_EPOCH = datetime(1970, 1, 1)
# Changes with every move, every desk and every deletion.
_DESKS = (
    "SELECT (SELECT count(*) FROM kb.desk), (SELECT count(*) FROM kb.desk_move),"
    " (SELECT coalesce(sum(last), 0) FROM (SELECT max(number) AS last FROM kb.desk_move GROUP BY desk) AS d)"
)


def instant(connection: Connection) -> Instant:
    """Now, by the server's clock."""
    row = connection.execute("SELECT clock_timestamp() AT TIME ZONE 'UTC'").fetchone()
    assert row is not None
    return Instant(row[0], SERVER, round((row[0] - _EPOCH).total_seconds() * 1000))


class Clock:
    """The server's clock, as near as this process knows it."""

    def __init__(self) -> None:
        self._utc, self._at = _EPOCH, time.monotonic()

    def set(self, connection: Connection) -> None:
        """Ask the server, and take the middle of the time that it took."""
        began = time.monotonic()
        utc = instant(connection).utc
        self._utc, self._at = utc, (began + time.monotonic()) / 2

    def now(self) -> Instant:
        """Now."""
        utc = self._utc + timedelta(seconds=time.monotonic() - self._at)
        return Instant(utc, SERVER, round((utc - _EPOCH).total_seconds() * 1000))


class Watcher:
    """Looks until it is stopped; whatever fails is tried again."""

    def __init__(
        self, connections: Connections, clock: Clock, look: Callable[[Connection], None], moved: Callable[[], None]
    ) -> None:
        self._connections, self._clock, self._look, self._moved = connections, clock, look, moved
        self._desks: object = None
        self._stopping = threading.Event()
        self.away_since: datetime | None = None
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, within a moment where the server can be reached."""
        self._stopping.set()
        with suppress(KnowledgeBaseError):
            if not self.away_since:
                self._connections.run(notify)
        self._thread.join(EVERY * 4)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._connections.connect(autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANGED}".encode())
                    self._reached()
                    while not self._stopping.is_set():
                        self._once(connection)
                        for _ in connection.notifies(timeout=EVERY, stop_after=1):
                            pass
            except (psycopg.Error, duckdb.Error, KnowledgeBaseError) as error:
                self._lost(error)
                self._stopping.wait(AGAIN)

    def _once(self, connection: Connection) -> None:
        self._clock.set(connection)
        desks = connection.execute(_DESKS.encode()).fetchone()
        if desks != self._desks:
            self._desks = desks
            self._moved()
        self._look(connection)

    def _reached(self) -> None:
        if self.away_since:
            LOG.warning("The PostgreSQL server is reached again.")
        self.away_since = None
        self._connections.is_away = False

    def _lost(self, error: Exception) -> None:
        # A restart takes a second or two, for which a change waits; then it is an outage.
        if self.away_since is None:
            self.away_since = datetime.now(UTC)
            LOG.warning("The PostgreSQL server cannot be reached: %s", type(error).__name__)
        elif (datetime.now(UTC) - self.away_since).total_seconds() > OUTAGE:
            self._connections.is_away = True
