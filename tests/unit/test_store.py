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
    def test_every_change_is_numbered_and_says_who_and_why(self, store: Store) -> None:
        assert put(store, theme()) == 1
        newest, first = store.revisions()
        assert [newest["number"], first["number"]] == [2, 1]
        assert newest["person"] == "An Invented Person"
        assert newest["role"] == "editor"
        assert newest["reason"] == "An invented reason"
        assert newest["data_fingerprint"] is None

    def test_what_is_superseded_still_holds_as_of_its_revision(self, store: Store) -> None:
        put(store, theme(label="One"))
        put(store, theme(label="Two"))
        assert [label(store, number) for number in (1, 2, 3)] == [None, "One", "Two"]

    def test_a_record_put_again_as_it_is_is_not_superseded(self, store: Store) -> None:
        put(store, theme())
        assert put(store, theme()) == 0

    def test_a_record_that_names_what_does_not_exist_is_refused_whole(self, store: Store) -> None:
        with pytest.raises(ChangeRefused, match=r"theme\.discussion_line would name z, which does not exist"):
            put(store, theme(discussion_line="z"))
        assert store.revision() == 1
        assert label(store, 1) is None

    def test_two_versions_of_one_record_are_refused(self, store: Store) -> None:
        with pytest.raises(ChangeRefused, match=r"does not fit the schema: .*duplicate key"):
            put(store, {key: [*value, *value] for key, value in theme().items()} | {"label": ["One", "Two"]})
        assert store.revision() == 1

    def test_a_value_that_the_schema_does_not_allow_is_refused(self, store: Store) -> None:
        line = {"id": ["z"], "title": ["Invented"], "description": ["Invented"]}
        with (
            pytest.raises(ChangeRefused, match="does not fit the schema: Constraint Error: CHECK"),
            store.change("An Invented Person", "editor", "An invented reason") as change,
        ):
            change.put(describe()["discussion_line"], line)
        assert store.revision() == 1

    def test_an_error_inside_a_change_undoes_it(self, store: Store) -> None:
        def fail() -> None:
            with store.change("An Invented Person", "editor", "An invented reason") as change:
                change.put(describe()["theme"], theme())
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert store.revision() == 1
        assert put(store, theme()) == 1

    @pytest.mark.parametrize("revision", [-1, 0, 2])
    def test_a_revision_that_was_never_made_is_no_empty_answer(self, store: Store, revision: int) -> None:
        with pytest.raises(RevisionUnknown, match=f"There is no revision {revision}; the latest is 1"):
            store.snapshot(revision)
