"""Connections to a PostgreSQL server: opened when needed, kept, tried once more when lost; its errors in words."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from textwrap import shorten
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.rows import TupleRow

from kb.db.places import Server
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, DatabaseMissing, DatabaseUnavailable, KnowledgeBaseError, PlaceUnusable

T = TypeVar("T")
Connection = psycopg.Connection[TupleRow]
KEPT = 4
# Seconds: how long a lost server is waited for while it starts again; a change waits for the others before it.
PATIENCE, WAIT_FOR_OTHERS = 6.0, 60
_SETTINGS = (
    f"SET lock_timeout = '{WAIT_FOR_OTHERS}s'; SET idle_in_transaction_session_timeout = '5min';"
    " SET search_path = kb; SET TimeZone = 'UTC'; SET DateStyle = ISO; SET client_min_messages = warning"
)
# A server or network that is gone without a word is noticed within 20 seconds.
_ALIVE: Mapping[str, Any] = {
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


class Connections:
    """The connections of this process to a server. Safe to share between threads."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        # Whether the server was away when it was last looked for: then nobody waits for it.
        self.is_away = False

    def connect(self, *, autocommit: bool = False) -> Connection:
        """A new connection. Raises psycopg.Error, or PlaceUnusable for an address that is none."""
        try:
            connection = psycopg.connect(
                self._server.address,
                autocommit=True,
                connect_timeout=5,
                application_name="kb",
                prepare_threshold=3,
                **_ALIVE,
            )
        except psycopg.ProgrammingError:  # what it says may repeat a part of the address, a password with it
            raise PlaceUnusable(
                "The address of the PostgreSQL server is not written as postgresql://user@host:5432/database."
            ) from None
        connection.execute(_SETTINGS, prepare=False)
        connection.autocommit = autocommit
        return connection

    def take(self, *, is_second: bool = False) -> Connection:
        """A connection that nobody else uses; on a second try a new one, for which a server may take time to start."""
        with self._lock:
            if is_second:
                idle, self._idle = self._idle, []
            elif self._idle:
                return self._idle.pop()
            else:
                idle = []
        for connection in idle:
            connection.close()
        until = time.monotonic() + (PATIENCE if is_second else 0)
        while True:
            try:
                return self.connect()
            except psycopg.OperationalError as error:
                if time.monotonic() > until or self.is_away or _is_final(error):
                    raise
            time.sleep(0.2)

    def give_back(self, connection: Connection) -> None:
        """Somebody else may use it; what was not committed is given up."""
        with suppress(psycopg.Error):
            if not connection.closed and connection.info.transaction_status is not psycopg.pq.TransactionStatus.IDLE:
                connection.rollback()
        with self._lock:
            if not connection.closed and len(self._idle) < KEPT and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def run(self, work: Callable[[Connection], T]) -> T:
        """Do some work in one transaction, tried once more where the connection is lost. Raises KnowledgeBaseError."""
        with self.explained():
            try:
                return self._once(work, is_second=False)
            except psycopg.OperationalError as error:
                if not is_loss(error):
                    raise
            return self._once(work, is_second=True)

    def _once(self, work: Callable[[Connection], T], *, is_second: bool) -> T:
        connection = self.take(is_second=is_second)
        try:
            result = work(connection)
            self.commit(connection)
            return result
        finally:
            self.give_back(connection)

    def commit(self, connection: Connection) -> None:
        """Commit, and where the connection is lost over it, ask the server what became of it.

        Raises psycopg.OperationalError where it was lost and nothing was kept.
        """
        row = connection.execute("SELECT pg_current_xact_id_if_assigned()::text").fetchone()
        transaction = row[0] if row else None
        try:
            connection.commit()
        except psycopg.OperationalError as error:
            if transaction is None or not is_loss(error) or not self._was_committed(transaction):
                raise

    def _was_committed(self, transaction: str) -> bool:
        connection = self.take(is_second=True)
        try:
            while True:
                row = connection.execute("SELECT pg_xact_status(%s::text::xid8)", (transaction,)).fetchone()
                connection.rollback()
                if not row or row[0] != "in progress":
                    return bool(row and row[0] == "committed")
                time.sleep(0.05)
        finally:
            self.give_back(connection)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turns what psycopg says into the named error that says what to do."""
        try:
            yield
        except psycopg.Error as error:
            raise self._reason(error) from error

    def _reason(self, error: psycopg.Error) -> KnowledgeBaseError:
        if isinstance(error, errors.IntegrityError | errors.DataError):
            return ChangeRefused(Refused.NOT_IN_SCHEMA, fault=self._said(error))
        if isinstance(error, errors.LockNotAvailable | errors.SerializationFailure | errors.DeadlockDetected):
            return ChangeRefused(Refused.AT_THE_SAME_MOMENT)
        text = str(error)
        if "does not exist" in text and ("database" in text or "schema" in text):
            return DatabaseMissing("There is no database {place}. Make it first: createdb.", place=self._server)
        if _is_final(error) or isinstance(error, errors.InsufficientPrivilege):
            return PlaceUnusable(
                "PostgreSQL does not let us in at {place}. See the user, its rights, and its password in the file"
                " PGPASSFILE names.",
                place=self._server,
            )
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            # Said to every reader: where the server is, stands in the log.
            return DatabaseUnavailable(
                "The server that keeps the data cannot be reached just now. Nothing is lost; try again in a moment."
            )
        return DatabaseUnavailable(
            "The knowledge base {place} could not be read or written just now. PostgreSQL says: {said}",
            place=self._server,
            said=self._said(error),
        )

    def _said(self, error: psycopg.Error) -> str:
        text = shorten(str(error).splitlines()[0] if str(error) else type(error).__name__, 200)
        for password in self._server.passwords:
            text = text.replace(password, "...")
        return text

    def close(self) -> None:
        """Close every connection that nobody uses."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


def is_loss(error: psycopg.OperationalError) -> bool:
    """Whether the connection is gone, or could not be made, and may come back."""
    if isinstance(error, errors.AdminShutdown | errors.CrashShutdown | errors.CannotConnectNow):
        return True
    return not _is_final(error) and (error.sqlstate is None or error.sqlstate.startswith("08"))


def _is_final(error: psycopg.Error) -> bool:
    """Whether the server answers and lets nobody in: to ask again changes nothing."""
    text = str(error)
    return any(
        word in text for word in ("authentication failed", "no password supplied", "pg_hba.conf", "does not exist")
    )
