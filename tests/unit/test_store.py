"""Revisions: what is changed is superseded, not overwritten, and what contradicts itself is refused."""

import pytest

from kb.db import Store
from kb.db.description import describe
from kb.db.rows import Rows
from kb.errors import ChangeRefused, RevisionUnknown

pytestmark = pytest.mark.places


def theme(**values: str) -> Rows:
    row = {"id": "invented", "position": "99", "label": "Invented", "group": "Invented", "discussion_line": "a"}
    return {key: [value] for key, value in (row | {"description": "Invented"} | values).items()}


def put(store: Store, rows: Rows) -> int:
    with store.change("An Invented Person", "editor", "An invented reason") as change:
        return change.put(describe()["theme"], rows)


def label(store: Store, revision: int) -> str | None:
    rows = store.snapshot(revision).rows("SELECT label FROM theme WHERE id = 'invented'")
    return rows[0]["label"] if rows else None


class TestRevisions:
    def test_every_change_says_who_and_why_and_what_is_superseded_holds_as_of_its_revision(self, store: Store) -> None:
        assert put(store, theme(label="One")) == 1
        newest, first = store.revisions()
        assert [newest["number"], first["number"]] == [2, 1]
        assert (newest["person"], newest["role"]) == ("An Invented Person", "editor")
        assert newest["reason"] == "An invented reason"
        assert newest["data_fingerprint"] is None
        assert put(store, theme(label="One")) == 0, "put again as it is it is not superseded"
        put(store, theme(label="Two"))
        assert [label(store, number) for number in (1, 2, store.revision())] == [None, "One", "Two"]
        latest = store.revision()
        for revision in (-1, 0, latest + 1):
            with pytest.raises(RevisionUnknown, match=f"There is no revision {revision}; the latest is {latest}"):
                store.snapshot(revision)

    def test_what_contradicts_itself_is_refused_whole(self, store: Store) -> None:
        with pytest.raises(ChangeRefused, match=r"theme\.discussion_line would name z, which does not exist"):
            put(store, theme(discussion_line="z"))
        with pytest.raises(ChangeRefused, match=r"does not fit the schema: .*duplicate key"):
            put(store, {key: [*value, *value] for key, value in theme().items()} | {"label": ["One", "Two"]})
        line = {"id": ["z"], "title": ["Invented"], "description": ["Invented"]}
        with (
            pytest.raises(ChangeRefused, match="does not fit the schema: Constraint Error: CHECK"),
            store.change("An Invented Person", "editor", "An invented reason") as change,
        ):
            change.put(describe()["discussion_line"], line)

        def fail() -> None:
            with store.change("An Invented Person", "editor", "An invented reason") as change:
                change.put(describe()["theme"], theme())
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert store.revision() == 1
        assert label(store, 1) is None
        assert put(store, theme()) == 1
