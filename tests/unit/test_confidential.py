"""What is confidential or unpublished reaches nobody without the right: in no table, count, file or older revision.

Everything here is invented.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kb.db import Store
from kb.db.description import data_tables
from kb.domain.model import Audience, Role, Scope
from kb.questions import coverage
from kb.workflow import publishing, replying
from kb.workflow.facts import Mechanism
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE, audience_of
from kb.workflow.submission import Delegation, SubmittedPassage
from tests import handing
from tests.handing import CODED, judge, keep_fact
from tests.knowledge import MEETING, Knowledge

pytestmark = pytest.mark.slow

SECRET = "Invented words that nobody else is to read"
TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """Two invented parties and one that has only signed, a meeting and two provisions."""
    k = Knowledge.small("XAA", "XAB")
    k.state("XAC", in_force=None)
    with k.build(tmp_path) as store:
        yield store


def hand_in(store: Store, until: date | None) -> str:
    """A contribution under two lines that bears the secret words wherever it can."""
    values = {"lines": ("a", "c"), "file_name": f"{SECRET}.txt", "delegation": Delegation(1, 2, 3)}
    return handing.hand_in(store, SubmittedPassage(SECRET, (CODED,)), public_from=until, **values)


def published(store: Store, until: date | None) -> str:
    """A contribution that went the whole way, with everything that can hang on it."""
    id_ = hand_in(store, until)
    judge(store, id_, themes=("inv-care",), note=SECRET)
    publishing.publish(store, ALONE, id_)
    keep_fact(store, Mechanism(f"{id_}.1", "XAA", SECRET, "focal point"))
    save_person(store, ALONE, Person("dee", "dee@invented.example", "Dee", frozenset({Role.DELEGATE}), "XAA"))
    dee = known_by_email(store.latest(Audience.STAFF), "dee@invented.example")
    assert dee
    said = replying.reply(store, dee, replying.Reply(f"{id_}.1", "contested", SECRET))
    replying.answer(store, ALONE, said, "kept", SECRET)
    return id_


def everything(store: Store, audience: Audience, revision: int | None = None) -> str:
    """All values of all tables that an audience gets, those derived from them too."""
    view = store.snapshot(revision or store.revision(), audience)
    tables = view.rows(
        "SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = current_schema()"
        " UNION ALL SELECT view_name FROM duckdb_views() WHERE schema_name = current_schema()"
    )
    assert len(tables) > len(data_tables())
    return "\n".join(str(row) for table in tables for row in view.rows(f"FROM {table['name']}"))


def cell(store: Store, audience: Audience) -> str:
    rows = coverage(store.latest(audience), Scope(meetings=(MEETING,)))
    return str(rows[(rows["state"] == "XAA") & (rows["provision"] == "VAP-1")]["cell"].iloc[0])


def test_a_confidential_contribution_is_nowhere_for_the_public_and_those_with_the_right_see_it(base: Store) -> None:
    before = coverage(base.latest(), Scope())
    id_ = published(base, LATER)
    shown = everything(base, Audience.PUBLIC)
    assert SECRET not in shown
    assert id_ not in shown
    assert base.latest().rows("FROM delegation") == []
    assert coverage(base.latest(), Scope()).equals(before)
    assert cell(base, Audience.PUBLIC) == "no_contribution"
    for audience in (Audience.PARTIES, Audience.STAFF):
        shown = everything(base, audience)
        assert SECRET in shown
        assert id_ in shown
        assert cell(base, audience) == "reported"
        assert ("dee@invented.example" in shown) is (audience is Audience.STAFF), "people are for the staff alone"


def test_it_is_public_from_its_day_on_and_found_under_each_of_its_lines_and_no_other(base: Store) -> None:
    published(base, TODAY)
    assert SECRET in everything(base, Audience.PUBLIC)
    for line, found in (("a", "reported"), ("b", "no_contribution"), ("c", "reported")):
        rows = coverage(base.latest(), Scope(meetings=(MEETING,), lines=(line,)))
        assert rows[(rows["state"] == "XAA") & (rows["provision"] == "VAP-1")]["cell"].iloc[0] == found


def test_made_confidential_later_it_is_gone_from_older_revisions_and_from_views_already_open(base: Store) -> None:
    id_ = published(base, None)
    public = base.revision()
    assert SECRET in everything(base, Audience.PUBLIC, public)
    publishing.correct(base, ALONE, id_, "An invented wish", public_from=LATER)
    for revision in (public, base.revision()):
        assert SECRET not in everything(base, Audience.PUBLIC, revision)
    publishing.correct(base, ALONE, id_, "An invented wish", public_from=TODAY)
    assert SECRET in everything(base, Audience.PUBLIC, public)


def test_undone_it_is_not_public_as_of_an_older_revision(base: Store) -> None:
    hand_in(base, LATER)
    handed_in = base.revision()
    publishing.undo(base, ALONE, handed_in, "An invented mistake")
    for revision in (handed_in, base.revision()):
        assert SECRET not in everything(base, Audience.PUBLIC, revision)
    assert SECRET in everything(base, Audience.STAFF, handed_in)


def test_what_is_not_published_is_counted_as_pending_and_not_shown(base: Store) -> None:
    id_ = hand_in(base, None)
    for status in ("received", "coded"):
        shown = everything(base, Audience.PUBLIC)
        assert SECRET not in shown
        assert cell(base, Audience.PUBLIC) == "pending", status
        judge(base, id_, note=SECRET)
    publishing.publish(base, ALONE, id_)
    assert cell(base, Audience.PUBLIC) == "reported"
    assert "local-administrator" not in everything(base, Audience.PUBLIC).replace("'coder': 'local-administrator'", "")


def test_only_delegates_of_states_parties_see_what_is_kept_to_them(base: Store) -> None:
    who = {"XAA": Audience.PARTIES, "XAC": Audience.PUBLIC, "inv-group": Audience.PUBLIC}
    for contributor, audience in who.items():
        save_person(base, ALONE, Person("dee", "dee@invented.example", "Dee", frozenset({Role.DELEGATE}), contributor))
        dee = known_by_email(base.latest(Audience.STAFF), "dee@invented.example")
        assert dee
        assert audience_of(dee, base) is audience, contributor
