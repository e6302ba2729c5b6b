"""The only package that opens DuckDB: attach the database, a cursor per call, a transaction per revision."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

import duckdb

from kb.cancellation import refuse_cancelled
from kb.db.changing import Change
from kb.db.connection import attach, explained, memory, remove
from kb.db.desks import Desks
from kb.db.drafts import Drafts
from kb.db.migrations import apply_schema
from kb.db.originals import Originals
from kb.db.snapshots import SnapshotKey, Snapshots
from kb.db.tokens import Tokens
from kb.db.view import View, fetch
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, DatabaseMissing, PlaceUnusable, ReadOnly, RevisionUnknown

__all__ = ["DATA_FOLDER", "Change", "Store", "View", "database_path"]

DATA_FOLDER = Path(__file__).parent.parent.parent / "data"
DEFAULT_DATABASE = DATA_FOLDER / "knowledge-base.duckdb"

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


def database_path(given: str | None = None) -> Path:
    """Where the knowledge base is kept: `given`, else KB_DATABASE, else a file under data/."""
    address = given or os.environ.get("KB_DATABASE") or str(DEFAULT_DATABASE)
    if address.startswith(("postgresql://", "postgres://")):
        raise DatabaseMissing("This version keeps the knowledge base in a file; give a file path as KB_DATABASE.")
    return Path(address)


class Store:
    """An open knowledge base. Safe to share between threads: every call works on a cursor of its own."""

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
        self._root = root
        self._path = path
        self._read_only = read_only
        self._latest: int | None = None
        self._writing = threading.Lock()
        self._snapshots = Snapshots(root, path)
        self.drafts = Drafts(root, path, read_only=read_only)
        self.originals = Originals(root, path, read_only=read_only)
        self.tokens = Tokens(root, path, read_only=read_only)
        self.desks = Desks(root, path, read_only=read_only)
        self._hidden: dict[tuple[int, Audience, date], tuple[str, ...]] = {}
        _lock_in(root)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, must_exist: bool = False, is_copy: bool = False) -> Self:
        """Open the file at `path`; brought to this version's schema unless `read_only`; made, unless it must exist.

        What is brought to this version is kept beside it as it was, unless it `is_copy` itself.

        Raises DatabaseMissing, DatabaseLocked, DatabaseCorrupt, DatabaseVersion or PlaceUnusable; the file is left as
        it was.
        """
        if (read_only or must_exist) and not os.path.exists(path):
            raise DatabaseMissing("There is no knowledge base at {path}. Make it with: python -m kb build", path=path)
        is_new = not os.path.exists(path)
        root = memory()
        try:
            attach(root, path, read_only)
            apply_schema(root, path, read_only, is_copy=is_copy)
        except BaseException as error:
            root.close()
            if is_new and isinstance(error, PlaceUnusable):
                # Half a file is no knowledge base: once there is room, the next try starts anew.
                remove(path)
            raise
        return cls(root, path, read_only=read_only)

    def renew(self, replace: Callable[[], None] | None = None) -> None:
        """Forget what was read of the file; `replace` puts another file in its place meanwhile.

        Whoever is reading a snapshot reads on in it. Raises what Store.open raises.
        """
        before = self._snapshots
        if replace:
            with explained(self._path):
                self._root.execute("DETACH kb")
            try:
                replace()
            finally:
                root = memory()
                attach(root, self._path, self._read_only)
                _lock_in(root)
                self._root = root
                for beside in (self.drafts, self.originals, self.tokens, self.desks):
                    beside._root = root
        self._snapshots = Snapshots(self._root, self._path)
        self._hidden.clear()
        before.drop_all()

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        """Keeps everybody else from changing anything meanwhile."""
        with self._writing, self.drafts._lock, self.tokens._lock, self.desks._lock:
            yield

    def close(self) -> None:
        """Let go of the file."""
        self._root.close()

    def discard(self) -> None:
        """Let go of the file and remove it: for one that was just made and was not filled."""
        self.close()
        remove(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file that holds the knowledge base."""
        return self._path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._read_only

    def snapshot(self, revision: int, audience: Audience = Audience.PUBLIC) -> View:
        """The knowledge base as of a revision, to put questions to, as `audience` may see it today.

        Raises RevisionUnknown if there is none such.
        """
        latest = self.revision()
        if not latest:
            raise RevisionUnknown(
                "The knowledge base {path} holds nothing yet. Fill it with: python -m kb build", path=self._path
            )
        if not 0 < revision <= latest:
            raise RevisionUnknown(
                "There is no revision {revision}; the latest is {latest}.", revision=revision, latest=latest
            )
        whole = audience is Audience.STAFF
        key = SnapshotKey(revision, whole, () if whole else self._withheld(audience))
        return View(self._root, self._snapshots, key, is_latest=revision == latest)

    def latest(self, audience: Audience = Audience.PUBLIC) -> View:
        """The knowledge base as of the latest revision, as `audience` may see it today."""
        return self.snapshot(self.revision(), audience)

    def _withheld(self, audience: Audience) -> tuple[str, ...]:
        asked = (self.revision(), audience, datetime.now(UTC).date())
        if asked not in self._hidden:
            with explained(self._path):
                found = fetch(self._root, _HIDDEN, {"audience": audience.value, "day": asked[2]})
            self._hidden = {key: value for key, value in self._hidden.items() if key[0] == asked[0]}
            self._hidden[asked] = tuple(row["contribution"] for row in found)
        return self._hidden[asked]

    def revisions(self) -> list[dict[str, Any]]:
        """Every revision, newest first: number, made_at (UTC), person, role, reason, data_fingerprint, undoes."""
        return self._read(
            "SELECT r.*, u.undoes FROM kb.revision AS r LEFT JOIN kb.undone AS u ON u.revision = r.number"
            " ORDER BY r.number DESC"
        )

    def revision(self) -> int:
        """The number of the latest revision; 0 for a knowledge base that holds nothing yet."""
        if self._latest is None:
            found = self._read("SELECT coalesce(max(number), 0) AS number FROM kb.revision")
            self._latest = int(found[0]["number"])
        return self._latest

    def _read(self, sql: str) -> list[dict[str, Any]]:
        """Rows straight from the file, which may turn out damaged."""
        with explained(self._path):
            return fetch(self._root, sql)

    @contextmanager
    def change(self, person: str, role: str, reason: str, data_fingerprint: str | None = None) -> Iterator[Change]:
        """One revision in one transaction: what is done inside is kept whole, or not at all.

        Raises ChangeRefused when a record would have two versions in force, break a check, or name a record that does
        not exist; ReadOnly, DatabaseCorrupt or PlaceUnusable when the file cannot be read or written.
        """
        if self._read_only:
            raise ReadOnly(
                "The knowledge base {path} is open for reading only; nothing can be changed.", path=self._path
            )
        with self._writing, explained(self._path), self._root.cursor() as cursor:
            cursor.begin()
            try:
                row = cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM kb.revision").fetchone()
                change = Change(cursor, int(row[0]) if row else 1)
                cursor.execute(
                    "INSERT INTO kb.revision VALUES ($number, $made_at, $person, $role, $reason, $fingerprint)",
                    {
                        "number": change.number,
                        "made_at": datetime.now(UTC).replace(tzinfo=None),
                        "person": person,
                        "role": role,
                        "reason": reason,
                        "fingerprint": data_fingerprint,
                    },
                )
                yield change
                change.refuse_contradictions()
                refuse_cancelled()
                cursor.commit()
            except duckdb.ConstraintException as error:
                _roll_back(cursor)
                said = str(error).splitlines()[0]
                raise ChangeRefused(Refused.NOT_IN_SCHEMA, fault=said) from error
            except BaseException:
                _roll_back(cursor)
                raise
            self._latest = change.number


def _lock_in(root: duckdb.DuckDBPyConnection) -> None:
    """No question reaches another file from now on."""
    root.execute("SET enable_external_access = false")
    root.execute("SET lock_configuration = true")


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    """Give up a change; where its commit failed, DuckDB has done so already."""
    with suppress(duckdb.Error):
        cursor.rollback()
