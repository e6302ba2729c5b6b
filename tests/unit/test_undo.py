"""Undoing a revision: what it brought goes, what it ended comes back, and nothing changed since is touched."""

import pytest

from kb.db import Store
from kb.db.description import data_tables
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.workflow.permission import ALONE
from kb.workflow.publishing import undo
from tests.refusing import refused
from tests.unit.test_store import label, put, theme

pytestmark = pytest.mark.places


def versions(store: Store) -> int:
    """How many versions of records there are in all, in force or not."""
    tables = [table.name for table in data_tables()]
    return sum(store._read(f"SELECT count(*) AS n FROM kb.{name}")[0]["n"] for name in tables)


def test_a_record_that_was_added_is_gone_and_comes_back_but_not_what_others_name(store: Store) -> None:
    put(store, theme(label="One"))
    undo(store, ALONE, 2, "An invented mistake")
    assert label(store, 3) is None
    undo(store, ALONE, 3, "No mistake after all")
    assert label(store, 4) == "One"
    passage = store.latest().rows("SELECT id FROM passage ORDER BY id LIMIT 1")[0]["id"]
    with store.change("An Invented Person", "editor", "An invented reason") as change:
        change.save("passage_theme", [{"passage": passage, "position": 90, "theme": "invented"}])
    with pytest.raises(ChangeRefused, match=r"passage_theme\.theme would name invented"):
        undo(store, ALONE, 4, "An invented mistake")


def test_a_record_that_was_changed_is_as_before_and_what_was_changed_since_is_not_undone(store: Store) -> None:
    put(store, theme(label="One"))
    put(store, theme(label="Two"))
    with refused(Refused.CHANGED_SINCE, record="theme invented"):
        undo(store, ALONE, 2, "An invented mistake")
    assert store.revision() == 3
    assert label(store, 3) == "Two"
    with refused(Refused.NO_REASON):
        undo(store, ALONE, 3, "  ")
    before = versions(store)
    assert undo(store, ALONE, 3, "An invented mistake") == 4
    assert [label(store, revision) for revision in (2, 3, 4)] == ["One", "Two", "One"]
    assert versions(store) == before + 1  # superseded, not deleted


def test_what_cannot_be_undone_is_said(store: Store) -> None:
    with store.change("An Invented Person", "editor", "Nothing is changed"):
        pass
    for revision, why in ((1, Refused.LOADED_FILES), (9, Refused.NO_REVISION), (2, Refused.NOTHING_TO_UNDO)):
        with refused(why, number=revision):
            undo(store, ALONE, revision, "An invented mistake")
