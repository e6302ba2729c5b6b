"""Every table of every snapshot is what it would be if all was copied and derived anew, whatever was changed."""

import random
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kb.db import Store
from kb.db.description import data_tables, unresolved_reference_sql
from kb.db.held import BY_CONTRIBUTION, DERIVED, SHARED
from kb.db.snapshots import STAFF_TABLES, WITHHELD
from kb.domain.model import Audience
from kb.errors import ChangeRefused
from tests.knowledge import Knowledge, about

PUBLISHED = "(SELECT id FROM contribution WHERE status = 'published')"
_numbers = count(1)
Edit = Callable[[Any, random.Random], object]


def copied(store: Store, revision: int, audience: Audience) -> tuple[duckdb.DuckDBPyConnection, str]:
    """A schema with all as of a revision, copied record by record, less what is withheld, and all that is derived."""
    cursor = store._storage.root.cursor()
    schema = f"memory.r{revision}_copied_{next(_numbers)}"
    cursor.execute(f"CREATE SCHEMA {schema}")
    cursor.execute(f"USE {schema}")
    for table in data_tables():
        columns = ", ".join(f'"{name}"' for name in table.column_names)
        kept = "true" if audience is Audience.STAFF or table.name not in STAFF_TABLES else "false"
        cursor.execute(
            f"CREATE TABLE {table.name} AS SELECT {columns} FROM kb.{table.name} WHERE {kept}"
            f" AND since_revision <= {revision} AND (until_revision IS NULL OR until_revision > {revision})"
        )
    if audience is not Audience.STAFF:
        withhold(cursor, list(store._key(store.revision(), audience).hidden))
    files = sorted(SHARED.glob("*.sql"))
    first = [file for file in files if file.name <= "00_records.sql"]
    for sql in (
        *(one.read_text() for one in first),
        BY_CONTRIBUTION,
        *(one.read_text() for one in files if one not in first),
    ):
        cursor.execute(sql)
    return cursor, schema


def withhold(cursor: duckdb.DuckDBPyConnection, hidden: list[str]) -> None:
    """Take out the hidden contributions, all texts that are not published, and what names any of them."""
    cursor.execute("DELETE FROM contribution WHERE list_contains(?::VARCHAR[], id)", [hidden])
    for table in ("passage", "translation"):
        cursor.execute(f"DELETE FROM {table} WHERE contribution NOT IN {PUBLISHED}")
    cursor.execute(
        f"DELETE FROM delegation WHERE source_url IS NULL AND (contribution IS NULL OR contribution NOT IN {PUBLISHED})"
    )
    cursor.execute(
        "DELETE FROM contributor_name WHERE name NOT IN (SELECT contributor_name FROM contribution) AND name IN ("
        "SELECT n.name FROM kb.contributor_name AS n JOIN kb.contribution AS c ON c.contributor_name = n.name"
        " AND c.since_revision = n.since_revision WHERE list_contains(?::VARCHAR[], c.id))",
        [hidden],
    )
    cursor.execute("UPDATE reply SET person = ''")
    cursor.execute("UPDATE answer SET person = ''")
    for table in data_tables():
        for reference in table.references:
            if not WITHHELD.intersection(target for target, _ in reference.targets):
                continue
            column = f'"{reference.column}"'
            if reference.list:
                held = [row[0] for row in cursor.execute("SELECT id FROM contribution").fetchall()]
                cursor.execute(
                    f"UPDATE {table.name} SET {column} = nullif(array_to_string(list_filter("
                    f"string_split({column}, ' '), lambda one: list_contains(?::VARCHAR[], one)), ' '), '')"
                    f" WHERE {column} IS NOT NULL",
                    [held],
                )
            else:
                gone = f"SELECT value FROM ({unresolved_reference_sql(table, reference)})"
                cursor.execute(f"DELETE FROM {table.name} WHERE {column} IN ({gone})")


def refuse_difference(store: Store, revision: int, audience: Audience) -> None:
    view = store.snapshot(revision, audience)
    cursor, schema = copied(store, revision, audience)
    tables = [
        name
        for (name,) in cursor.execute(
            f"SELECT table_name FROM duckdb_tables() WHERE 'memory.' || schema_name = '{schema}'"
        ).fetchall()
    ]
    assert {*DERIVED, *(table.name for table in data_tables())} < set(tables)
    for table in tables:
        # What is in no order is put in one.
        unordered = {"whole_coding": "themes", "state_coding": "themes", "published_passage": "repliers"}.get(table)
        replace = f" REPLACE (list_sort({unordered}) AS {unordered})" if unordered else ""
        expected = sorted(map(repr, cursor.execute(f"SELECT *{replace} FROM {table}").fetchall()))
        found = sorted(repr(tuple(row.values())) for row in view.rows(f"SELECT *{replace} FROM {table}"))
        assert found == expected, (table, revision, audience)
    cursor.execute(f"DROP SCHEMA {schema} CASCADE")


def one(change: Any, chance: random.Random, table: str) -> dict[str, Any]:
    found = change.records(table)
    return dict(chance.choice(found)) if found else {}


def set_to(table: str, **values: list[Any]) -> Edit:
    def edit(change: Any, chance: random.Random) -> None:
        record = one(change, chance, table)
        if record:
            change.save(table, [record | {name: chance.choice(of) for name, of in values.items()}])

    return edit


def remove(table: str, *key: str) -> Edit:
    def edit(change: Any, chance: random.Random) -> None:
        record = one(change, chance, table)
        if record:
            change.remove(table, **{name: str(record[name]) for name in key})

    return edit


def restrict(change: Any, chance: random.Random) -> None:
    id_ = one(change, chance, "contribution")["id"]
    day = chance.choice([date(2000, 1, 1), date(2999, 1, 1)])
    change.save("restriction", [{"contribution": id_, "public_from": day, "audience": "parties"}])


def align(change: Any, chance: random.Random) -> None:
    change.save("alignment", [{"contribution": one(change, chance, "contribution")["id"], "state": "XAC"}])


def code(change: Any, chance: random.Random) -> None:
    passage = one(change, chance, "passage")["id"]
    record = {
        "passage": passage,
        "provision": "VAP-1",
        "assessment": "plan",
        "coder": "invented",
        "basis": "hand",
        "position": 9,
    }
    change.save("coding", [record])


def hand_in(change: Any, chance: random.Random) -> None:
    record = one(change, chance, "contribution")
    id_, name = f"inv-new-{change.number}", f"Invented name {change.number}"
    change.save("contributor_name", [{"name": name, "contributor": "XAB"}])
    change.save(
        "contribution",
        [record | {"id": id_, "contributor_name": name, "status": chance.choice(["received", "published"])}],
    )
    change.save("passage", [one(change, chance, "passage") | {"id": f"{id_}.1", "contribution": id_}])


EDITS: list[Edit] = [
    set_to(
        "contribution", status=["received", "coded", "published", "withdrawn"], voice=["own", "reported", "monitoring"]
    ),
    set_to("contribution", contributor_name=["Invented State XAA", "Invented State XAB"]),
    set_to("passage", text=["Other invented words.", "Invented."], substance=[True, False]),
    set_to("coding", assessment=["progress", "challenge"], basis=["hand", "suggested"]),
    set_to("meeting", name=["Invented meeting", "Another"], last_day=["2012-04-19", "2013"]),
    set_to("state", name=["Invented One", "Invented Other"]),
    set_to("provision", parent=["VAP-2", None]),
    remove("coding", "passage"),
    remove("alignment", "contribution", "state"),
    restrict,
    align,
    code,
    hand_in,
]


@pytest.mark.slow
def test_a_snapshot_is_what_a_copy_would_be_in_every_revision(tmp_path: Path) -> None:
    """Every edit is tried, two in a revision, in any order."""
    chance = random.Random(0)
    k = Knowledge.small("XAA", "XAB", "XAC")
    k.said("XAA", about("VAP-1"), about("VAP-2"), id="inv-a")
    k.said("XAB", about("VAP-1"), id="inv-b")
    k.described("XAC", about("VAP-2"))
    edits = chance.sample(EDITS, len(EDITS))
    with k.build(tmp_path) as store:
        refused = 0
        while edits and refused < 50:
            try:
                with store.change("Invented", "coordinator", "Invented.") as change:
                    for edit in edits[-2:]:
                        edit(change, chance)
            except ChangeRefused:
                refused += 1
                chance.shuffle(edits)
            else:
                del edits[-2:]
                if chance.random() < 0.7:  # else several revisions are taken over at once
                    store.latest(chance.choice(list(Audience))).rows("FROM coding")
        assert not edits
        last = store.revision()
        assert last > len(EDITS) / 2
        for revision in chance.sample(range(1, last + 1), last):
            refuse_difference(store, revision, chance.choice(list(Audience)))
        for audience in Audience:
            refuse_difference(store, last, audience)
