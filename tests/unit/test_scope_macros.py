"""What is in a scope: meetings, periods, lines; and what a State is on the scope's day."""

from collections.abc import Iterator
from datetime import date

import pytest

from kb.db import View
from kb.domain.model import Cell, Scope
from tests.cases import Case, Known, build_cases, check
from tests.knowledge import MEETING, about

ONE = {"passages": 1, "progress": 1}
AWAY = {"elsewhere": 1}
HERE = Scope(meetings=(MEETING,))
ANY, OUTSIDE, MINES = (Scope(meetings=(name,)) for name in ("any", "outside", "inv-mines"))
OTHER_TREATY = "Invented treaty"


def during(since: str | None = None, until: str | None = None, *meetings: str) -> Scope:
    """The scope of a period."""
    days = {"since": since and date.fromisoformat(since), "until": until and date.fromisoformat(until)}
    return Scope(meetings=meetings, **days)


def said(meeting: str | None = MEETING, **values: str) -> Known:
    """A State of which one published passage on VAP-1 is known."""
    return lambda k, s: k.said(s, about("VAP-1"), meeting=meeting, **values)


def spoke(**values: str) -> Known:
    """A State that is known to have spoken, by a programme."""
    return lambda k, s: k.speaker(s, **values)


def counted(words: str, known: Known, scope: Scope) -> Case:
    """The passage is counted."""
    return Case(words, known, Cell.REPORTED, ONE, scope)


def away(words: str, known: Known, scope: Scope) -> Case:
    """The passage stands elsewhere, and makes the State neither reported nor silent."""
    return Case(words, known, Cell.NO_CONTRIBUTION, AWAY, scope)


def bound(words: str, cell: Cell, scope: Scope = HERE, **joined: str | None) -> Case:
    """A State that said nothing: not_addressed if it is no party on the scope's day, else no_contribution."""
    return Case(words, lambda k, s: None, cell, scope=scope, provision="VAP-4", joined=joined)


NO, YES = Cell.NOT_ADDRESSED, Cell.NO_CONTRIBUTION

CASES = [
    # Meetings.
    counted("every CCM meeting", said("inv-2013"), Scope()),
    away("another treaty's meeting, not asked for", said("inv-mines", convention=OTHER_TREATY), Scope()),
    away("at a CCM meeting on another treaty, not asked for", said(convention=OTHER_TREATY), Scope()),
    away("at no meeting, not asked for", said(None), Scope()),
    counted("a named meeting", said(), HERE),
    away("another meeting than the named", said("inv-2013"), HERE),
    counted("one of two named", said("inv-2013"), Scope(meetings=(MEETING, "inv-2013"))),
    counted(
        "another treaty's meeting, named",
        said("inv-mines", convention=OTHER_TREATY),
        MINES,
    ),
    away("a CCM meeting when another treaty's is named", said(), MINES),
    counted("any: another treaty's meeting", said("inv-mines", convention=OTHER_TREATY), ANY),
    counted("any: at no meeting", said(None), ANY),
    counted("outside: at no meeting", said(None), OUTSIDE),
    away("outside: at a meeting", said(), OUTSIDE),
    counted("outside and a meeting: at no meeting", said(None), Scope(meetings=("outside", MEETING))),
    counted("outside and a meeting: there", said(), Scope(meetings=("outside", MEETING))),
    Case("received elsewhere is not pending here", said("inv-2013", status="received"), YES, scope=HERE),
    Case("spoke at another meeting", spoke(meeting="inv-2013"), YES, scope=HERE),
    Case("spoke at another treaty's meeting", spoke(meeting="inv-mines"), YES),
    Case(
        "spoke at another treaty's meeting, named",
        spoke(meeting="inv-mines"),
        Cell.TEXT_NOT_HELD,
        scope=MINES,
    ),
    Case("spoke at no meeting", lambda k, s: k.seen(s, None), YES),
    Case(
        "spoke at no meeting, any",
        lambda k, s: k.seen(s, None),
        Cell.TEXT_NOT_HELD,
        scope=ANY,
    ),
    Case(
        "spoke at no meeting, outside",
        lambda k, s: k.seen(s, None),
        Cell.TEXT_NOT_HELD,
        scope=OUTSIDE,
    ),
    # Others about a State: whatever the meeting, but on the CCM unless asked for.
    Case("others, at no meeting", lambda k, s: k.described(s, about("VAP-1")), YES, {"monitoring": 1}, HERE),
    Case(
        "others, at another meeting",
        lambda k, s: k.described(s, about("VAP-1"), meeting="inv-2013"),
        YES,
        {"monitoring": 1},
        HERE,
    ),
    Case("others, on another treaty", lambda k, s: k.described(s, about("VAP-1"), convention=OTHER_TREATY), YES),
    Case(
        "others, on another treaty, asked for",
        lambda k, s: k.described(s, about("VAP-1"), meeting="inv-mines", convention=OTHER_TREATY),
        YES,
        {"monitoring": 1},
        MINES,
    ),
    # Lines: the one the source names, else the one inferred.
    counted("line named", said(line="a"), Scope(lines=("a",))),
    counted("line inferred", said(line_inferred="a"), Scope(lines=("a", "c"))),
    away("named line before the inferred", said(line="b", line_inferred="a"), Scope(lines=("a",))),
    away("no line", said(), Scope(lines=("a",))),
    Case("spoke on the line", spoke(line="a"), Cell.TEXT_NOT_HELD, scope=Scope(lines=("a",))),
    Case("spoke on another line", spoke(line="b"), YES, scope=Scope(lines=("a",))),
    Case("spoke, nobody knows on which line", lambda k, s: k.seen(s), YES, scope=Scope(lines=("a",))),
    # Periods: a month or a year counts if one of its days does.
    counted("on the first day", said(date="2012-04-16"), during("2012-04-16", "2012-04-16")),
    away("a day early", said(date="2012-04-15"), during("2012-04-16")),
    away("a day late", said(date="2012-04-17"), during(until="2012-04-16")),
    counted("the month begins on the last day", said(date="2012-04"), during(until="2012-04-01")),
    counted("the month ends on the first day", said(date="2012-02"), during("2012-02-29")),
    away("a month late", said(date="2012-03"), during("2012-04-01")),
    counted("some day of the year", said(date="2012"), during("2012-12-31")),
    away("the year before", said(date="2011"), during("2012-01-01")),
    counted("no date: the meeting's last day", said(), during("2012-04-19")),
    away("no date: the day after the meeting", said(), during("2012-04-20")),
    counted("no date: the meeting's month", said("inv-month"), during("2014-05-31")),
    away("no date: the meeting's year is over", said("inv-year"), during("2016-01-01")),
    away("no date and no meeting", said(None), during("1900-01-01", None, "any")),
    counted("no date, no meeting, no period", said(None), ANY),
    away(
        "in the period, not at the meeting",
        said("inv-2013", date="2012-04-16"),
        during("2012-01-01", None, MEETING),
    ),
    Case("spoke in the period", spoke(), Cell.TEXT_NOT_HELD, scope=during("2012-04-16", "2012-04-16")),
    Case("spoke before the period", spoke(), YES, scope=during("2012-04-20")),
    Case(
        "seen in a month of the period",
        lambda k, s: k.seen(s, None, "2012-04"),
        Cell.TEXT_NOT_HELD,
        scope=during("2012-04-30", None, "any"),
    ),
    # Status on the scope's day.
    bound("in force on the meeting's last day", YES, in_force="2012-04-19"),
    bound("in force a day after the meeting", NO, in_force="2012-04-20"),
    bound("deposited only", NO, in_force="2012-08-01", deposited_on="2012-02-01"),
    bound("signatory", NO, in_force=None, signed_on="2008-12-03"),
    bound("withdrawn since", YES, withdrawn_on="2012-04-20"),
    bound("withdrawn on the day", NO, withdrawn_on="2012-04-19"),
    bound("in force by the end of the period", YES, during(until="2013-01-01"), in_force="2013-01-01"),
    bound("in force after the period", NO, during(until="2013-01-01"), in_force="2013-01-02"),
    bound("in force only after this was recorded", NO, during(until="2999-12-31"), in_force="2999-06-01"),
    bound("in force by the day of a meeting to come", YES, Scope(meetings=("inv-coming",)), in_force="2999-06-01"),
    bound(
        "the named meeting's day, not the period's end",
        NO,
        during(None, "2015-01-01", MEETING),
        in_force="2013-01-01",
    ),
    bound("the period ends within the meeting", NO, during(None, "2012-04-17", MEETING), in_force="2012-04-18"),
    bound("in force in the latest CCM meeting's year", YES, Scope(), in_force="2015-12-31"),
    bound("in force after the latest CCM meeting", NO, Scope(), in_force="2016-01-01"),
    bound(
        "at no meeting: the latest CCM meeting's day",
        YES,
        OUTSIDE,
        in_force="2015-12-31",
    ),
    Case("reports without being bound", said(), Cell.REPORTED, ONE, joined={"in_force": None}),
    Case("received from one not bound", said(status="received"), Cell.PENDING, joined={"in_force": None}),
    Case("outside the Convention, reported", said(), Cell.REPORTED, ONE, joined={"never": "joined"}),
]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with build_cases(CASES, tmp_path_factory.mktemp("scopes")) as store:
        yield store.snapshot(store.revision())


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.words for case in CASES])
def test_scope(view: View, number: int) -> None:
    check(view, number, CASES[number])


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2008-12-02", "outside"),
        ("2008-12-03", "signatory"),
        ("2011-01-31", "signatory"),
        ("2011-02-01", "deposited"),
        ("2011-07-31", "deposited"),
        ("2011-08-01", "party"),
        ("2020-03-05", "party"),
        ("2020-03-06", "withdrawn"),
    ],
)
def test_status_changes_on_the_day(view: View, day: str, status: str) -> None:
    dates = "'2008-12-03'::DATE, '2011-02-01'::DATE, '2011-08-01'::DATE, '2020-03-06'::DATE"
    sql = f"SELECT status_on($day::DATE, {dates}) AS status"
    assert view.rows(sql, {"day": day}) == [{"status": status}]
