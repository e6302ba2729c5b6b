"""What changed between revisions, as each audience may see it. Everything here is invented."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kb.cache import forget
from kb.db import Store
from kb.db.schema import schema_files
from kb.domain.model import Audience, Scope
from kb.errors import RevisionUnknown
from kb.questions.history import JUDGEMENTS, cell_changes, concerning, differences, touched
from kb.tables import Table
from kb.ui.history.comparison import between, changed_cells, refused
from kb.ui.history.revisions import for_files, listed, older
from kb.workflow import coding, publishing
from kb.workflow.facts import Mechanism, take_back
from kb.workflow.permission import ALONE
from tests.handing import hand_in, judge, keep_fact
from tests.knowledge import MEETING, Knowledge, about
from tests.reading import plain
from tests.tables import misfits

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

LATER = datetime.now(UTC).date() + timedelta(days=30)
WORDS = "Invented words handed in."
HERE = Scope(meetings=(MEETING,))
INJECTED = "<script>alert('Invented')</script> **Invented** [link](javascript:1)"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """Two invented parties, of which the first contributed, a meeting and two provisions."""
    k = Knowledge.small("XAA", "XAB")
    k.said("XAA", about("VAP-1"), id="held")
    forget()
    with k.build(tmp_path) as store:
        yield store
    forget()


def shown(store: Store, audience: Audience) -> list[str]:
    """The rows of the list as text, newest first."""
    return [" · ".join(map(str, row)) for row in listed(store, audience, store.revision(), {}).df.values]


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The rows of a table by the keys of their columns."""
    return [dict(zip(table.keys, row, strict=True)) for row in table.rows]


def changes(store: Store, audience: Audience = Audience.PUBLIC, scope: Scope = HERE) -> str:
    """What the last revision changed, as HTML."""
    return between(store, audience, scope, store.revision() - 1, store.revision()).html


def cells(store: Store) -> list[dict[str, Any]]:
    """The cells that the last revision changed, for a reader."""
    return rows_of(between(store, Audience.PUBLIC, HERE, store.revision() - 1, store.revision()).cells.table)


def test_of_a_confidential_hand_in_a_reader_learns_nothing_and_staff_see_who_handed_in_why_and_what(
    base: Store,
) -> None:
    hand_in(base, WORDS, contributor="XAB", public_from=LATER)
    (row, *_) = shown(base, Audience.PUBLIC)
    assert "Nothing that you can see" in row
    for word in (ALONE.person, "handed in", "administrator", "contribution", "added"):
        assert word not in row
    said = plain(changes(base))
    assert "Invented words" not in said
    assert "XAB" not in said
    assert cells(base) == []
    (row, *_) = shown(base, Audience.STAFF)
    for word in (f"{ALONE.person} (administrator)", "A contribution was handed in", "1 contribution"):
        assert word in row
    assert "Invented words handed in." in changes(base, Audience.STAFF)


def test_work_that_is_not_published_is_counted_for_staff_only_and_needs_no_closer_look(base: Store) -> None:
    id_ = hand_in(base, WORDS, contributor="XAB")
    coding.judge(base, ALONE, coding.Judgement(f"{id_}.1", ((None, "progress"), ("VAP-2", "plan")), note="Invented"))
    changed = differences(base.latest(), base.snapshot(base.revision() - 1), staff=False)
    assert not [one for one in changed if one.table in JUDGEMENTS]
    said = plain(changes(base, Audience.STAFF))
    assert "1 coder’s judgement" in said
    assert "VAP-2" not in said
    assert "note: Invented" not in said
    coding.judge(base, ALONE, coding.Judgement("held.1", (("VAP-2", "plan"),)))
    public = touched(base.latest(), staff=False)
    assert base.revision() not in public
    assert base.revision() in touched(base.latest(Audience.STAFF), staff=True)
    assert base.revision() - 2 in public
    assert "Nothing that you can see" in shown(base, Audience.PUBLIC)[0]


def test_a_changed_text_stands_before_and_after_and_what_was_undone_is_shown_as_restored(base: Store) -> None:
    publishing.correct(base, ALONE, "held", "Invented reason", texts={"held.1": "Invented words, mended."})
    (row, *_) = shown(base, Audience.PUBLIC)
    for word in ("administrator", "Invented reason", "1 passage changed"):
        assert word in row
    assert ALONE.person not in row, "everybody but staff sees the role and no name"
    said = changes(base)
    assert "<del>Invented text held.1.</del>" in said
    assert "<ins>Invented words, mended.</ins>" in said
    assert 'href="/contributions?contribution=held&amp;passage=1"' in said
    publishing.undo(base, ALONE, base.revision(), "Invented second thought")
    said = changes(base)
    assert "<strong>Restored: </strong>" in said
    assert "<ins>Invented text held.1.</ins>" in said
    publishing.correct(base, ALONE, "held", INJECTED, texts={"held.1": INJECTED})
    for html in (changes(base), listed(base, Audience.PUBLIC, base.revision(), {}).html):
        assert "<script>" not in html
        assert INJECTED in unescape(html)
    with pytest.raises(RevisionUnknown, match="There is no revision 99"):
        between(base, Audience.PUBLIC, Scope(), 1, 99)
    assert "is not before" in (refused(base, 2, 2) or "")
    assert "no revision 0" in (refused(base, 0, 1) or "")
    assert refused(base, 1, 2) is None


def undoes(store: Store) -> dict[int, int]:
    return {row["number"]: row["undoes"] for row in store.revisions() if row["undoes"]}


@pytest.mark.file
def test_what_a_revision_undid_is_data_and_learnt_of_a_knowledge_base_made_before(base: Store) -> None:
    publishing.correct(base, ALONE, "held", "Revision 1 was undone: Invented", texts={"held.1": "Invented, mended."})
    assert undoes(base) == {}, "it is never read out of a reason"
    number = publishing.undo(base, ALONE, base.revision(), "Invented second thought")
    path, before = base.place, undoes(base)
    assert before == {number: number - 1}
    base.close()
    with duckdb.connect(str(path)) as file:
        file.execute("UPDATE revision SET reason = 'Invented' WHERE number = ?", [number - 1])
        later = "".join(one.sql for one in schema_files() if one.number >= 18)
        for table in re.findall(r"CREATE TABLE (\w+)", later):
            file.execute(f"DROP TABLE IF EXISTS {table}")
            file.execute("DELETE FROM reference WHERE from_table = ?", [table])
            file.execute("DELETE FROM rule WHERE table_name = ?", [table])
        file.execute("DELETE FROM schema_version WHERE number >= 18")
        file.execute("ALTER TABLE provision DROP COLUMN head")
        file.execute("UPDATE revision SET reason = 'Revision 999 was undone: x' WHERE number = 1")
    with Store.open(path) as store:
        assert undoes(store) == before


def test_a_cell_that_changed_is_listed_before_and_after_and_a_state_or_an_action_narrows_the_list(
    base: Store,
) -> None:
    id_ = hand_in(base, WORDS, contributor="XAB")
    judge(base, id_, ("VAP-2", "plan"))
    publishing.publish(base, ALONE, id_)
    both = later, earlier = base.latest(), base.snapshot(base.revision() - 1)
    (cell,) = [one for one in cell_changes(*both, HERE) if (one["state"], one["provision"]) == ("XAB", "VAP-2")]
    assert (cell["before"], cell["after"]) == ("pending", "reported")
    table = changed_cells(*both, HERE)
    assert cells(base) == rows_of(table)
    assert misfits(table) == set()
    (row,) = [row for row in rows_of(table) if (row["state"], row["provision"]) == ("XAB", "VAP-2")]
    assert (row["before"], row["after"], row["passages_before"], row["passages_after"]) == ("pending", "reported", 0, 1)
    assert changed_cells(later, later, HERE).rows == ()
    found = differences(later, earlier, staff=False)
    assert {one.table for one in found} == {"contribution", "passage", "coding"}
    assert concerning(found, both, ("XAB",), ()) == concerning(found, both, (), ("VAP-2",)) == found
    assert concerning(found, both, ("XAA",), ()) == concerning(found, both, ("XAB",), ("VAP-1",)) == []
    assert "on Invented State XAA" in plain(changes(base, scope=Scope(meetings=(MEETING,), states=("XAA",))))


def test_a_fact_taken_back_is_superseded_by_nothing(base: Store) -> None:
    id_ = keep_fact(base, Mechanism("held.1", "XAA", INJECTED, "focal point"))
    assert "Added: " in changes(base)
    take_back(base, ALONE, id_)
    assert "Superseded by nothing: " in changes(base)


def test_a_long_list_is_cut_and_says_how_many_more(base: Store) -> None:
    for number in range(14):
        publishing.correct(base, ALONE, "held", "Invented", values={"note": f"Invented {number}"})
    assert len(shown(base, Audience.STAFF)) == 12
    said = older(base, Audience.STAFF, base.revision(), {})
    assert f"{base.revision() - 12} older revisions not shown here" in plain(said)
    assert 'href="/history?rev=3"' in said


def test_of_what_is_hidden_readers_learn_the_day_and_neither_the_time_nor_how_much(base: Store) -> None:
    for number in range(3):
        hand_in(base, f"{WORDS} {number}", contributor="XAB", public_from=LATER)
    (hidden, first) = shown(base, Audience.PUBLIC)
    assert re.search(r"\d\d:\d\d", first)  # the first revision is everybody's
    assert not re.search(r"\d\d:\d\d", hidden)
    assert f"{base.revisions()[0]['made_at']:%Y-%m-%d}" in hidden
    assert not re.search(r"\d", listed(base, Audience.PUBLIC, base.revision(), {}).table.caption)
    assert listed(base, Audience.PUBLIC, base.revision(), {}).opens == (None, "/?rev=1")
    assert len(shown(base, Audience.STAFF)) == 4
    assert "4 revisions" in listed(base, Audience.STAFF, base.revision(), {}).table.caption
    (hidden_row, first_row) = rows_of(for_files(base, Audience.PUBLIC, base.revision()))
    assert {key for key, value in hidden_row.items() if value is not None} == {"day"}
    assert first_row["revision"] == 1
    every = for_files(base, Audience.STAFF, base.revision())
    assert misfits(every) == set()
    assert [row["revision"] for row in rows_of(every)] == [4, 3, 2, 1]
    assert all(row["added"] for row in rows_of(every)[:3])
    assert not any(ALONE.person in str(value) for row in every.rows for value in row), "names stay on the screen"
