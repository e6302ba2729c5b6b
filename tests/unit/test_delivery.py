"""The day of delivery, what is newest, and how large a document may be. Everything here is invented."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Audience, Scope
from kb.domain.refusals import Refused
from kb.ingest.text.passages import MAX_BYTES
from kb.questions.overview import overview_contributions
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from kb.workflow.submission import day_fault, suggested_day
from tests.handing import hand_in, published
from tests.knowledge import MEETING, Knowledge, about
from tests.refusing import refused

PROJECT = Path(__file__).parents[2]
TODAY = date(2026, 11, 28)
LATER, BY_MONTH = "inv-2013", "inv-month"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """Statements at the meeting, and at one after it."""
    k = Knowledge.small("XAA", "XAB")
    k.meeting(LATER, "2013-05-01")
    k.meeting(BY_MONTH, "2014-02", "2014-02")
    k.said("XAA", about("VAP-1"))
    k.said("XAB", about("VAP-1"), meeting=LATER)
    with k.build(tmp_path) as store:
        yield store


def newest(store: Store, revision: int | None = None) -> list[str]:
    view = store.snapshot(revision) if revision else store.latest()
    return [row["contribution"] for row in overview_contributions.rows(view, Scope(meetings=("any",)))]


@pytest.mark.parametrize(
    ("first", "last", "day", "is_sensible"),
    [
        ("2012-04-16", "2012-04-19", date(2012, 4, 18), True),
        ("2012-04-16", "2012-04-19", date(2011, 5, 1), True),
        ("2012-04-16", "2012-04-19", date(2011, 4, 1), False),
        ("2012-04-16", "2012-04-19", TODAY, True),
        ("2012-04-16", "2012-04-19", date(2026, 11, 29), False),
        ("2028-04-16", "2028-04-19", date(2028, 4, 19), True),
        ("2028-04-16", "2028-04-19", date(2028, 4, 20), False),
        ("2028-02", "2028-02", date(2028, 2, 29), True),
        ("2028-02", "2028-02", date(2028, 3, 1), False),
        ("2028", "2028", date(2028, 12, 31), True),
        ("2028", "2028", date(2029, 1, 1), False),
        ("2012-04-16", "2012-04-19", None, True),
    ],
)
def test_a_day_of_delivery_is_bounded_by_the_meeting_and_today(
    first: str, last: str, day: date | None, is_sensible: bool
) -> None:
    assert (day_fault(day, {"first_day": first, "last_day": last}, TODAY) is None) is is_sensible


@pytest.mark.slow
def test_what_was_published_last_is_newest_whatever_the_day_of_its_meeting(base: Store) -> None:
    assert newest(base) == ["contribution-02", "contribution-01"]
    before = base.revision()
    first = published(base, "Invented words.", day=date(2012, 4, 16))
    second = published(base, "Invented words, more of them.", day=date(2012, 4, 16))
    assert newest(base) == [second, first, "contribution-02", "contribution-01"]
    assert newest(base, before) == ["contribution-02", "contribution-01"]
    publishing.correct(base, ALONE, "contribution-01", "An invented reason", {"note": "Invented caveat"})
    assert newest(base) == [second, first, "contribution-02", "contribution-01"]
    row = overview_contributions.rows(base.latest(), Scope(meetings=("any",)))[0]
    made = {one["number"]: one["made_at"].date() for one in base.revisions()}
    assert row["published_on"] == made[base.revision() - 1]


@pytest.mark.slow
def test_what_is_not_published_or_is_kept_back_is_among_the_newest_of_nobody_else(base: Store) -> None:
    suggested = [suggested_day(base, one) for one in (MEETING, BY_MONTH, "none-such")]
    assert suggested == [date(2012, 4, 16), None, None]
    before = base.revision()
    with refused(Refused.DAY_OF_DELIVERY, day=date(1999, 1, 1)):
        hand_in(base, "Invented words.", day=date(1999, 1, 1))
    assert base.revision() == before
    hand_in(base, "Invented words.")
    kept = published(base, "Invented words, kept back.", public_from=date(2999, 1, 1))
    assert newest(base) == ["contribution-02", "contribution-01"]
    staff = overview_contributions.rows(base.latest(Audience.STAFF), Scope(meetings=("any",)))
    assert staff[0]["contribution"] == kept
    assert base.latest().rows("SELECT contribution FROM publication WHERE contribution = $id", {"id": kept}) == []


def test_the_server_takes_no_larger_file_than_is_read() -> None:
    config = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] * 1024 * 1024 == MAX_BYTES
