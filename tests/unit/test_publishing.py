"""Publishing, correcting, withdrawing and undoing: each one revision, and nothing that was held is lost.

Everything here is invented.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Audience, Role, Scope
from kb.domain.refusals import Refused
from kb.questions import coverage
from kb.questions.contributions import contribution_read
from kb.questions.passages import passages
from kb.questions.reviewing import review_contribution, review_contributions
from kb.ui.review import reviewed
from kb.workflow import coding, publishing
from kb.workflow.permission import Actor
from tests import handing
from tests.handing import hand_in
from tests.knowledge import MEETING, Knowledge
from tests.refusing import refused

# Each test makes several revisions, and looks at them.
pytestmark = [pytest.mark.slow, pytest.mark.places]

ANNE = Actor("anne", "Anne", frozenset({Role.CODER}))
BEN = Actor("ben", "Ben", frozenset({Role.CODER}))
CLEO = Actor("cleo", "Cleo", frozenset({Role.COORDINATOR}))
TEXTS = ("Invented words one.", "Invented words two.")


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """An invented party, a meeting and two provisions."""
    with Knowledge.small("XAA").build(tmp_path) as store:
        yield store


def judge(store: Store, who: Actor, passage: str, provision: str = "VAP-1", assessment: str = "progress") -> None:
    coding.judge(store, who, coding.Judgement(passage, ((provision, assessment),)))


def published(store: Store) -> str:
    id_ = hand_in(store, *TEXTS)
    handing.judge(store, id_, who=ANNE)
    publishing.publish(store, CLEO, id_)
    return id_


def cell(store: Store, provision: str = "VAP-1", revision: int | None = None) -> str:
    rows = coverage(store.snapshot(revision or store.revision()), Scope(meetings=(MEETING,)))
    return str(rows[(rows["state"] == "XAA") & (rows["provision"] == provision)]["cell"].iloc[0])


def texts(store: Store, id_: str, revision: int | None = None) -> list[str]:
    view = store.snapshot(revision or store.revision())
    return [str(row["text"]) for row in passages(view, Scope(meetings=(MEETING,)), contribution=id_).rows]


def stage(store: Store, id_: str) -> str:
    rows = review_contributions.rows(store.latest(Audience.STAFF))
    return next(str(row["stage"]) for row in rows if row["contribution"] == id_)


def test_it_goes_from_received_to_coded_to_published_and_not_while_a_passage_is_uncoded(base: Store) -> None:
    id_ = hand_in(base, *TEXTS)
    assert (stage(base, id_), cell(base)) == ("received", "pending")
    judge(base, ANNE, f"{id_}.1")
    assert stage(base, id_) == "received"
    (row,) = review_contributions.rows(base.latest(Audience.STAFF))
    assert (row["passages"], row["uncoded"], row["differing"]) == (2, 1, 0)
    before = base.revision()
    with refused(Refused.NOT_CODED):
        publishing.publish(base, CLEO, id_)
    assert base.revision() == before
    judge(base, ANNE, f"{id_}.2")
    assert stage(base, id_) == "coded"
    publishing.publish(base, CLEO, id_)
    assert base.revision() == before + 2
    assert (stage(base, id_), cell(base)) == ("published", "reported")


def test_it_is_refused_while_coders_differ_until_one_of_them_counts(base: Store) -> None:
    id_ = hand_in(base, "Invented words.")
    judge(base, ANNE, f"{id_}.1", "VAP-1")
    judge(base, BEN, f"{id_}.1", "VAP-2")
    staff = base.latest(Audience.STAFF)
    one = reviewed(staff, id_)
    assert one
    assert [row["passage"] for row in one.disputed] == [f"{id_}.1"]
    assert one.agreement.endswith("too few to say more.")
    assert review_contributions.rows(staff)[0]["differing"] == 1
    with refused(Refused.CODERS_DIFFER):
        publishing.publish(base, CLEO, id_)
    publishing.publish(base, CLEO, id_, {f"{id_}.1": "ben"})
    assert (cell(base, "VAP-1"), cell(base, "VAP-2")) == ("silent", "reported")
    # Who agree in another order do not differ.
    id_ = hand_in(base, "Invented words.", "Invented thanks.")
    pairs = (("VAP-1", "progress"), ("VAP-2", "plan"))
    coding.judge(base, ANNE, coding.Judgement(f"{id_}.1", pairs))
    coding.judge(base, BEN, coding.Judgement(f"{id_}.1", pairs[::-1]))
    judge(base, ANNE, f"{id_}.2")
    rows = {row["contribution"]: row["differing"] for row in review_contributions.rows(base.latest(Audience.STAFF))}
    assert rows[id_] == 0
    publishing.publish(base, CLEO, id_)


def test_withdrawn_it_leaves_the_counts_and_stays_as_of_the_older_revision(base: Store) -> None:
    id_ = published(base)
    before = base.revision()
    publishing.withdraw(base, CLEO, id_, "An invented reason")
    assert (stage(base, id_), cell(base), cell(base, revision=before)) == ("withdrawn", "no_contribution", "reported")
    assert contribution_read(base.latest(), Scope(), id_) is None
    assert contribution_read(base.snapshot(before), Scope(), id_) is not None
    publishing.undo(base, CLEO, base.revision(), "An invented mistake")
    assert cell(base) == "reported"


def test_a_correction_needs_a_reason_and_a_difference_and_the_text_stays_as_of_the_older_revision(base: Store) -> None:
    id_ = published(base)
    before = base.revision()
    publishing.correct(base, CLEO, id_, "An invented slip", texts={f"{id_}.1": "Invented words, mended."})
    assert texts(base, id_) == ["Invented words, mended.", TEXTS[1]]
    assert texts(base, id_, before) == list(TEXTS)
    before = base.revision()
    with refused(Refused.NO_REASON):
        publishing.correct(base, CLEO, id_, " ", {"note": "Invented"})
    with refused(Refused.NOTHING_DIFFERS):
        publishing.correct(base, CLEO, id_, "Invented", {"language": "en"})
    assert base.revision() == before
    publishing.correct(base, CLEO, id_, "Invented", {"note": "Invented caveat"})
    row = review_contribution(base.latest(Audience.STAFF), id_)
    assert row
    assert row["note"] == "Invented caveat"
