"""Who speaks as the chair, by the rule of kb/db/sql/snapshot/00_chair.sql, for speakers who are not recorded yet."""

from functools import cache, lru_cache
from typing import NamedTuple, cast

import duckdb

from kb.db.connection import memory
from kb.db.held import SHARED


class Chair(NamedTuple):
    """Whether a State's turn is that of the chair, and whether the name on the list says so."""

    speaks: bool
    is_named: bool


@lru_cache(maxsize=4096)
def chair(state: str, kind: str, speaker: str, detail: str | None, coordinators: tuple[str, ...]) -> Chair:
    """How a State speaks that is on the list of a part with these Coordinators."""
    about = {"state": state, "kind": kind, "speaker": speaker, "detail": detail, "coordinators": " ".join(coordinators)}
    with _rule().cursor() as cursor:
        cursor.execute(
            "SELECT is_of_the_chair($state, $kind, $speaker, $detail, $coordinators), names_the_chair($speaker)", about
        )
        return Chair(*cast("tuple[bool, bool]", cursor.fetchone()))


@cache
def _rule() -> duckdb.DuckDBPyConnection:
    connection = memory()
    connection.execute((SHARED / "00_chair.sql").read_text(encoding="utf-8"))
    return connection
