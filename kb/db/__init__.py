"""The only package that opens DuckDB: attach the database, a cursor per call, a transaction per revision."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import Any, Self

import duckdb

from kb.cancellation import refuse_cancelled
from kb.db.changing import Change, show_in_force
from kb.db.desks import Desks
from kb.db.drafts import Drafts
from kb.db.file import FileStorage
from kb.db.originals import Originals
from kb.db.places import DATA_FOLDER, DEFAULT_DATABASE, Place, Server, database_place, identity
from kb.db.snapshots import SnapshotKey, Snapshots
from kb.db.storage import Storage
from kb.db.tokens import Tokens
from kb.db.view import View, fetch
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, KnowledgeBaseError, ReadOnly, RevisionUnknown

__all__ = ["DATA_FOLDER", "DEFAULT_DATABASE", "Change", "Place", "Store", "View", "database_place", "identity"]

# Contributions that an audience may not see on a day, by what is in force now, whatever revision is looked at; of one
# that is no longer in force, by whatever was ever said of it.
_HIDDEN = """
    SELECT DISTINCT contribution FROM kb.restriction AS r
    WHERE public_from > $day AND NOT (audience = 'parties' AND $audience = 'parties')
        AND (r.until_revision IS NULL OR NOT EXISTS (
            FROM kb.contribution AS c WHERE c.id = r.contribution AND c.until_revision IS NULL
        ))
    ORDER BY contribution
"""


def exists(place: Place) -> bool:
    """Whether there is a knowledge base, or what is taken for one. Raises KnowledgeBaseError where none can know."""
    if isinstance(place, Server):
        from kb.db import postgres

        return postgres.exists(place)
    return os.path.exists(place)


def may_write(place: Place) -> bool:
    """Whether this user may change the knowledge base that is there."""
    if isinstance(place, Server):
        from kb.db import postgres

        return postgres.may_write(place)
    return os.access(place, os.W_OK)


class Store:
    """An open knowledge base. Safe to share between threads: every call works on a cursor of its own."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._latest: int | None = None
        self._writing = threading.Lock()
        self._snapshots = Snapshots(storage)
        self.drafts = Drafts(storage)
        self.originals = Originals(storage)
        self.tokens = Tokens(storage)
        self.desks = Desks(storage)
        # Those who asked the latest revision.
        self._asking: set[Audience] = set()
        self._hidden: dict[tuple[int, Audience, date], tuple[str, ...]] = {}
        storage.watch(self._make_latest, self.desks.refresh, self._others_replaced)

    @classmethod
    def open(cls, place: Place, *, read_only: bool = False, must_exist: bool = False, is_copy: bool = False) -> Self:
        """Open what is at `place`; brought to this version's schema unless `read_only`; made, unless it must exist.

        What is brought to this version is kept beside it as it was, unless it `is_copy` itself.

        Raises DatabaseMissing, DatabaseLocked, DatabaseCorrupt, DatabaseVersion, DatabaseUnavailable or PlaceUnusable;
        what is there is left as it was.
        """
        if isinstance(place, Server):
            # Takes time to load: only for those whose knowledge base is there.
            from kb.db.postgres import PostgresStorage

            return cls(PostgresStorage(place, read_only=read_only, must_exist=must_exist))
        return cls(FileStorage(place, read_only=read_only, must_exist=must_exist, is_copy=is_copy))

    def renew(self) -> None:
        """Forget what was read. Whoever is reading a snapshot reads on in it. Raises what Store.open raises."""
        before = self._snapshots
        self._storage.renew()
        self._snapshots = Snapshots(self._storage)
        self._hidden.clear()
        before.drop_all()

    def erase(self) -> None:
        """Leave nothing of what was overwritten. Raises PlaceUnusable or DatabaseUnavailable, and nothing is lost."""
        self._storage.erase(self._nobody_writes())
        self.renew()

    @contextmanager
    def _nobody_writes(self) -> Iterator[None]:
        """Keeps everybody else in this process from changing anything meanwhile."""
        with self._writing, self.drafts._lock, self.originals._lock, self.tokens._lock, self.desks._lock:
            yield

    def _make_latest(self, number: int) -> None:
        """Let a revision be the latest once it is ready for whoever asked the one before: no reader waits for it."""
        audiences, self._asking = self._asking, set()
        for audience in audiences:
            # What cannot be made ready is made when it is asked for, and the reader is told why it cannot.
            with suppress(KnowledgeBaseError, duckdb.Error), self._snapshots.pinned(self._key(number, audience)):
                pass
        self._latest = max(self._latest or 0, number)

    def _others_replaced(self) -> None:
        """Another process replaced or overwrote what older revisions hold."""
        for tables in (self.desks, self.drafts, self.originals):
            tables.forget()
        self.renew()
        self._latest = None

    @property
    def unreachable_since(self) -> datetime | None:
        """Since when, in UTC, nothing can be changed as the place cannot be reached; None while it can."""
        return self._storage.unreachable_since()

    def close(self) -> None:
        """Let go of the place."""
        self._storage.close()

    def discard(self) -> None:
        """Let go of the place and empty it: for one that was just made and was not filled."""
        self._storage.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def place(self) -> Place:
        """Where the knowledge base is kept; to be shown, `str` names it without a password."""
        return self._storage.place

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._storage.read_only

    def snapshot(self, revision: int, audience: Audience = Audience.PUBLIC) -> View:
        """The knowledge base as of a revision, to put questions to, as `audience` may see it today.

        Raises RevisionUnknown if there is none such.
        """
        latest = self.revision()
        if not latest:
            raise RevisionUnknown(
                "The knowledge base {path} holds nothing yet. Fill it with: python -m kb build", path=self.place
            )
        if not 0 < revision <= latest:
            raise RevisionUnknown(
                "There is no revision {revision}; the latest is {latest}.", revision=revision, latest=latest
            )
        if revision == latest:
            self._asking.add(audience)
        key = self._key(latest, audience)._replace(revision=revision)
        return View(self._snapshots, key, is_latest=revision == latest)

    def latest(self, audience: Audience = Audience.PUBLIC) -> View:
        """The knowledge base as of the latest revision, as `audience` may see it today."""
        return self.snapshot(self.revision(), audience)

    def _key(self, latest: int, audience: Audience) -> SnapshotKey:
        if audience is Audience.STAFF:
            return SnapshotKey(latest, whole=True, hidden=())
        question = (latest, audience, datetime.now(UTC).date())
        if question not in self._hidden:
            with self._storage.explained():
                rows = fetch(self._storage.root, _HIDDEN, {"audience": audience.value, "day": question[2]})
            self._hidden = {key: value for key, value in self._hidden.items() if key[0] == question[0]}
            self._hidden[question] = tuple(row["contribution"] for row in rows)
        return SnapshotKey(latest, whole=False, hidden=self._hidden[question])

    def revisions(self) -> list[dict[str, Any]]:
        """Every revision, newest first: number, made_at (UTC), person, role, reason, data_fingerprint, undoes."""
        return self._read(
            "SELECT r.*, u.undoes FROM kb.revision AS r LEFT JOIN kb.undone AS u ON u.revision = r.number"
            " ORDER BY r.number DESC"
        )

    def revision(self) -> int:
        """The number of the latest revision; 0 for a knowledge base that holds nothing yet."""
        if self._latest is None:
            rows = self._read("SELECT coalesce(max(number), 0) AS number FROM kb.revision")
            self._latest = int(rows[0]["number"])
        return self._latest

    def _read(self, sql: str) -> list[dict[str, Any]]:
        """Rows straight from the file, which may turn out damaged."""
        with self._storage.explained():
            return fetch(self._storage.root, sql)

    @contextmanager
    def change(self, person: str, role: str, reason: str, data_fingerprint: str | None = None) -> Iterator[Change]:
        """One revision in one transaction: what is done inside is kept whole, or not at all.

        Raises ChangeRefused when a record would have two versions in force, break a check, or name a record that does
        not exist; ReadOnly, DatabaseCorrupt or PlaceUnusable when the file cannot be read or written.
        """
        if self._storage.read_only:
            raise ReadOnly(
                "The knowledge base {path} is open for reading only; nothing can be changed.", path=self.place
            )
        with self._writing:
            with self._storage.writing() as writing, self._storage.root.cursor() as cursor:
                show_in_force(cursor)
                cursor.begin()
                try:
                    row = cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM kb.revision").fetchone()
                    change = Change(cursor, int(row[0]) if row else 1, writing.side(cursor))
                    cursor.execute(
                        "INSERT INTO kb.revision VALUES ($number, $made_at, $person, $role, $reason, $fingerprint)",
                        {
                            "number": change.number,
                            "made_at": self._storage.now().utc,
                            "person": person,
                            "role": role,
                            "reason": reason,
                            "fingerprint": data_fingerprint,
                        },
                    )
                    yield change
                    change.refuse_contradictions()
                    refuse_cancelled()
                    writing.commit(cursor, change)
                except duckdb.ConstraintException as error:
                    _roll_back(cursor)
                    text = str(error).splitlines()[0]
                    raise ChangeRefused(Refused.NOT_IN_SCHEMA, fault=text) from error
                except BaseException:
                    _roll_back(cursor)
                    raise
            self._make_latest(change.number)


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Give up a change; where its commit failed, DuckDB has done so already."""
    with suppress(duckdb.Error):
        cursor.rollback()
