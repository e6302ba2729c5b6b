"""Data files -> knowledge base: what a build loads, supersedes, keeps and refuses."""

from pathlib import Path
from typing import Any

import pytest

from kb import questions
from kb.db import Store
from kb.db.description import describe
from kb.domain.model import InstrumentId, Scope
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.ingest.loading import build
from tests.refusing import refused
from tests.unit.broken import SAID, THEMES, cells, contribution, passage
from tests.unit.material import change, latest, tables_of

pytestmark = pytest.mark.slow

SOURCES = {
    "text_status": "FROM provision WHERE instrument = 'VAP' GROUP BY 1",
    "instrument": "FROM provision GROUP BY 1",
    "status": "FROM (SELECT status_on(DATE '2012-04-16', signed_on, deposited_on, in_force_on, withdrawn_on) AS status"
    " FROM state) GROUP BY 1",
    "affected": "FROM state GROUP BY 1",
    "voice": "FROM contribution GROUP BY 1",
    "'passages'": "FROM passage GROUP BY 1",
}


class TestLoading:
    def test_the_shipped_material_is_loaded_exactly(self, knowledge_base: Store) -> None:
        """The numbers are those of "Numbers to check an import against" in data/README.md."""
        view = knowledge_base.snapshot(1)

        def count(what: str) -> dict[Any, int]:
            return {row["one"]: row["n"] for row in view.rows(f"SELECT {what} AS one, count(*) AS n {SOURCES[what]}")}

        assert count("text_status") == {"restated": 8, "unverified": 6, "missing": 52}
        assert count("instrument") == {"VAP": 66, "CCM": 25}
        assert count("status") == {"party": 66, "deposited": 4, "signatory": 41, "outside": 14}
        assert count("affected") == {"yes": 16, "no": 95, "unknown": 14}
        assert count("voice") == {"monitoring": 76, "reported": 53, "own": 47, "official": 15, "background": 4}
        assert count("'passages'") == {"passages": 329}
        assert sum(count("status").values()) == 125
        assert sum(count("voice").values()) == 195
        numbers = view.rows("SELECT number FROM provision WHERE instrument = 'VAP' AND text_status = 'restated'")
        assert sorted(int(row["number"]) for row in numbers) == [8, 20, 21, 22, 23, 24, 31, 35]

    def test_a_changed_file_is_one_revision_and_supersedes_what_changed_alone(self, store: Store, folder: Path) -> None:
        loaded = build(store, folder)
        assert (loaded.revision, loaded.changed, loaded.files_were_new, len(store.revisions())) == (1, 0, False, 1)
        before = {name: questions.coverage(store.snapshot(1), Scope(name)) for name in InstrumentId}
        was = tables_of(store.snapshot(1))
        change(folder, THEMES, cells(2, label="Invented label"))
        change(folder, SAID, passage(2, lambda one: one.update(assessment="plan")))
        change(folder, "counterparts.csv", lambda content: content[: content.rstrip(b"\n").rindex(b"\n") + 1])
        loaded = build(store, folder)
        assert (loaded.revision, loaded.changed, len(store.revisions())) == (2, 3, 2)
        assert tables_of(store.snapshot(1)) == was
        for name, frame in before.items():
            assert questions.coverage(store.snapshot(1), Scope(name)).equals(frame)
        now = tables_of(store.snapshot(2))
        changed = {name: [row for row in now[name] if row not in was[name]] for name in now}
        assert [row["label"] for row in changed.pop("theme")] == ["Invented label"]
        assert [row["assessment"] for row in changed.pop("coding")] == ["plan"]
        assert not any(changed.values())
        gone, kept = ({row["id"] for row in one["counterpart"]} for one in (was, now))
        assert (len(gone - kept), kept < gone) == (1, True), "taken out of the files, and still there before"
        assert build(store, folder).files_were_new is False


def mend_theme(store: Store, label: str) -> None:
    """Another revision than a load: somebody changes the first theme of the vocabulary."""
    row = latest(store).rows("SELECT * FROM theme WHERE position = 1")[0] | {"label": label}
    with store.change("An Invented Person", "editor", "An invented correction") as made:
        made.put(describe()["theme"], {key: [str(value)] for key, value in row.items()})


def theme_labels(store: Store) -> tuple[str, str]:
    one, two = latest(store).rows("SELECT label FROM theme WHERE position <= 2 ORDER BY position")
    return one["label"], two["label"]


class TestChangesOnBothSides:
    def test_the_same_record_changed_on_both_sides_is_refused(self, store: Store, folder: Path) -> None:
        mend_theme(store, "Changed here")
        change(folder, THEMES, cells(2, label="Changed in the file"))
        change(folder, THEMES, cells(3, label="Changed in the file"))
        was = tables_of(latest(store))
        with refused(Refused.BUILD_CLASH, record="theme data-collection"):
            build(store, folder)
        assert store.revision() == 2
        assert tables_of(latest(store)) == was

    def test_what_was_changed_here_outlives_every_later_load(self, store: Store, folder: Path) -> None:
        mend_theme(store, "Changed here")
        for number in range(2):
            change(folder, THEMES, cells(3, label=f"Changed in the file {number}"))
            build(store, folder)
            assert theme_labels(store) == ("Changed here", f"Changed in the file {number}")

    def test_the_same_change_on_both_sides_is_no_conflict(self, store: Store, folder: Path) -> None:
        mend_theme(store, "The same label")
        change(folder, THEMES, cells(2, label="The same label"))
        loaded = build(store, folder)
        assert (loaded.changed, loaded.files_were_new) == (0, True)
        change(folder, THEMES, cells(2, label="Another label"))
        build(store, folder)
        assert theme_labels(store)[0] == "Another label"

    def test_a_record_that_others_name_cannot_be_taken_out(self, store: Store, folder: Path) -> None:
        theme = latest(store).rows("SELECT * FROM theme WHERE position = 1")[0]
        new = theme | {"id": "invented-theme", "position": 99}
        with store.change("An Invented Person", "editor", "An invented theme") as made:
            made.put(describe()["theme"], {key: [str(value)] for key, value in new.items()})
            made.put(
                describe()["passage_theme"],
                {"passage": ["1rc-aus.1"], "position": ["90"], "theme": ["invented-theme"]},
            )

        def without_the_passage(record: dict[str, Any]) -> None:
            record["passages"] = record["passages"][1:]

        change(folder, SAID, contribution(3, without_the_passage))
        with pytest.raises(ChangeRefused, match=r"passage_theme\.passage would name 1rc-aus\.1, which does not exist"):
            build(store, folder)
        assert store.revision() == 2
