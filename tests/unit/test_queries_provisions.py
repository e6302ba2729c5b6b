"""The questions behind one provision, and when its deadline falls for each State."""

import calendar
import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.db import View
from kb.domain.model import InstrumentId, Scope
from kb.questions import coverage, rates, records
from kb.questions.provisions import (
    deadlines,
    provision_counterparts,
    provision_described,
    provision_related,
    provision_reports,
    provision_text,
)
from tests.knowledge import Knowledge, about, code
from tests.putting import put

SESSION = Scope(meetings=("ccm-im-2012",))
SESSION_DAY = date(2012, 4, 19)  # the last day of that meeting in the shipped material


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def test_due_dates_are_those_of_the_data_files(view: View, shipped: Path) -> None:
    expected = {
        (provision["id"], state["id"]): months_after(
            date.fromisoformat(state["in_force_on"]), int(provision["deadline_months"])
        )
        for provision in read(shipped, "provisions.csv")
        if provision["deadline_months"]
        for state in read(shipped, "states.csv")
        if state["affected"] == "yes"
        and state["in_force_on"]
        and date.fromisoformat(state["in_force_on"]) <= SESSION_DAY
    }
    found = deadlines(view, SESSION)
    assert {(row["provision"], row["state"]): row["due_on"] for row in found if row["bound"] == "yes"} == expected
    assert {row["provision"] for row in found} == {"VAP-21", "VAP-22", "VAP-23"}
    # Iraq joined later; Uganda never did; Norway is not named as having victims.
    assert not {"IRQ", "UGA", "NOR"} & {row["state"] for row in found}
    assert deadlines(view, Scope(instrument=InstrumentId.CCM)) == []
    cut = provision_described(view, Scope(), "VAP-22", limit=3)
    assert (len(cut.rows), cut.truncated) == (3, True)


def dated(*dates: str | None, months: str = "12", in_force: str = "2011-01-01", **values: str) -> Knowledge:
    """An invented State with a deadline, that reported on these days."""
    k = Knowledge.small(provisions=["VAP-1"])
    k.rows["provision"][-1]["deadline_months"] = months
    k.provision("VAP-1.a", parent="VAP-1")
    report(k, "XAA", dates, in_force, **values)
    return k


def report(k: Knowledge, state: str, dates: Iterable[str | None], in_force: str = "2011-01-01", **values: str) -> None:
    """Let a State become a party and report on these days, of which None is not known."""
    k.state(state, in_force=in_force)
    for day in dates:
        given = values | ({"date": day} if day else {})
        k.said(state, about("VAP-1"), meeting=None, **given)


def only(k: Knowledge, folder: Path) -> dict[str, Any]:
    """The one row of deadlines."""
    with put(k, folder) as store:
        (row,) = deadlines(store.latest(), Scope())
    return dict(row)


@pytest.mark.slow
def test_first_report_against_the_due_date(tmp_path: Path) -> None:
    cases: list[tuple[tuple[str | None, ...], str, list[str | None]]] = [
        ((), "none", []),
        (("2012-01-01",), "by", ["2012-01-01"]),
        (("2012-01-02",), "after", ["2012-01-02"]),
        (("2011-12",), "by", ["2011-12"]),
        (("2012-02",), "after", ["2012-02"]),
        (("2012-01",), "unclear", ["2012-01"]),
        (("2012",), "unclear", ["2012"]),
        ((None,), "unclear", [None]),
        (("2013-05-05", "2012-02-02"), "after", ["2012-02-02"]),
        (("2012", "2012-04-16"), "unclear", ["2012-04-16", "2012"]),
        (("2012", "2011-04-16"), "by", ["2011-04-16"]),
        (("2012-04-16", None), "unclear", ["2012-04-16", None]),
        (("2011-04-16", None), "by", ["2011-04-16", None]),
    ]
    k = dated()
    for number, (dates, *_) in enumerate(cases, start=30):
        report(k, code(number), dates)
    with put(k, tmp_path) as store:
        found = {row["state"]: row for row in deadlines(store.latest(), Scope())}
    for number, (dates, verdict, shown) in enumerate(cases, start=30):
        row = found[code(number)]
        assert row["due_on"] == date(2012, 1, 1)
        dated_so = [one["date"] for one in row["reports"]]
        assert (row["first_report"], dated_so) == (verdict, shown), dates


def test_calendar_months_end_with_the_month(tmp_path: Path) -> None:
    assert only(dated(months="6", in_force="2010-08-31"), tmp_path)["due_on"] == date(2011, 2, 28)


def test_only_a_states_own_published_passages_are_its_report(tmp_path: Path) -> None:
    k = dated("2011-03-03", status="received")
    k.described("XAA", about("VAP-1"), date="2011-02-02")
    k.said("XAA", about("VAP-1", basis="suggested"), meeting=None, date="2011-02-03")
    k.said("XAA", about("VAP-1.a"), meeting=None, date="2013-01-01", voice="reported", convention="Invented treaty")
    row = only(k, tmp_path)
    (said,) = row["reports"]
    assert row["first_report"] == "after"
    assert (said["date"], said["second_hand"], said["aligned"]) == ("2013-01-01", True, False)
    assert said["convention"] == "Invented treaty"


def test_a_collective_statement_is_marked_and_dated_by_its_meeting(tmp_path: Path) -> None:
    k = dated()
    k.meeting("inv-long", "2012-05-07", "2012-05-09")
    k.said(None, about("VAP-1"), meeting="inv-long", behalf=["XAA"])
    (said,) = only(k, tmp_path)["reports"]
    assert (said["date"], said["aligned"]) == ("2012-05-07 to 2012-05-09", True)


def test_not_known_to_be_affected_is_neither_bound_nor_left_out(tmp_path: Path) -> None:
    k = dated()
    k.state("XAB", affected="unknown")
    k.state("XAC", affected="no")
    k.state("XAD", in_force=None)
    with put(k, tmp_path) as store:
        found = deadlines(store.latest(), Scope())
    assert {row["state"]: row["bound"] for row in found} == {"XAA": "yes", "XAB": "unknown"}


@pytest.mark.parametrize("scope", [Scope(), SESSION, Scope(meetings=("any",), voices=("own",))], ids=str)
def test_reports_are_the_cells_of_coverage(view: View, scope: Scope) -> None:
    cells = records(coverage(view, scope))
    fractions = {row["provision"]: row for row in records(rates(view, scope))}
    for provision in ("VAP-22", "VAP-23", "VAP-29", "VAP-35", "VAP-1"):
        of_provision = [cell for cell in cells if cell["provision"] == provision]
        said = provision_reports.rows(view, scope, provision=provision)
        passages = {
            state: {one["passage"] for one in said if one["state"] == state} for state in {one["state"] for one in said}
        }
        assert {state: len(found) for state, found in passages.items()} == {
            cell["state"]: cell["passages"] for cell in of_provision if cell["passages"]
        }
        heard = [cell for cell in of_provision if (cell["bound"], cell["cell"]) == ("yes", "reported")]
        assert len(heard) == fractions[provision]["reported"]


@pytest.mark.parametrize("scope", [Scope(), Scope(assessments=("challenge",)), Scope(states=("LAO", "TCD"))], ids=str)
def test_what_others_say_is_what_coverage_counts_as_monitoring(view: View, scope: Scope) -> None:
    cells = [cell for cell in records(coverage(view, scope)) if cell["provision"] == "VAP-22"]
    found = provision_described(view, scope, "VAP-22")
    counted: dict[str, int] = {}
    for row in found.rows:
        counted[row["about_state"]] = counted.get(row["about_state"], 0) + 1
        assert row["state"] != row["about_state"], "a State does not describe itself"
    assert not found.truncated
    assert counted == {cell["state"]: cell["monitoring"] for cell in cells if cell["monitoring"]}


def test_related_provisions_and_counterparts_are_those_of_the_data_files(view: View, shipped: Path) -> None:
    expected: dict[str, set[str]] = {}
    for row in read(shipped, "provisions.csv"):
        for other in row["related"].split():
            expected.setdefault(row["id"], set()).add(other)
            expected.setdefault(other, set()).add(row["id"])
    for row in provision_text(view):
        found = [one["provision"] for one in provision_related(view, row["id"])]
        assert len(found) == len(set(found))
        assert set(found) == expected.get(row["id"], set())
    matches = read(shipped, "counterparts.csv")
    for provision in ("VAP-23", "CCM-5.2.f", "CCM-5.1", "VAP-29", "VAP-1"):
        expected = [match["id"] for match in matches if provision in (match["action"], match["provision"])]
        assert [match["id"] for match in provision_counterparts.rows(view, provision=provision)] == expected


def test_official_wording_stands_beside_the_summary(tmp_path: Path) -> None:
    k = Knowledge()
    k.provision("VAP-1", text="unverified")
    k.provision("VAP-2", text="unverified")
    k.add("official_text", provision="VAP-1")
    with put(k, tmp_path) as store:
        first, second = provision_text(store.snapshot(1))
    assert (first["text_status"], first["summary_status"]) == ("official", "unverified")
    assert first["official_text"] == "Invented wording."
    assert (second["text_status"], second["official_text"]) == ("unverified", None)
