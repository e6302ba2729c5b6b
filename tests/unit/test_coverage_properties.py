"""What must hold of coverage in every knowledge base and every scope, on invented ones that hypothesis makes up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import questions
from kb.domain.model import Affected, Assessment, Cell, InstrumentId, Scope, Voice
from tests.cases import cells
from tests.knowledge import THEMES, Knowledge, Passage
from tests.putting import put
from tests.unit.coverage_reckoned import Reckoned, Reckoning

LISTED = ("XAA", "XAB", "XAC")
STATES = (*LISTED, "XZZ")
MEETINGS = ("inv-2012", "inv-2013", "inv-mines")
REGIONS = ("African Group", "none")
PROVISIONS = ("VAP-1", "VAP-1.a", "VAP-2", "CCM-1")
DATES = ("2012", "2012-04", "2012-04-16", "2012-06-01", "2013-09-10", "2014-01")
DAYS = [date(2012, 4, 16), date(2012, 4, 30), date(2012, 6, 1), date(2013, 9, 10), date(2014, 1, 1)]

one_of = st.sampled_from


def maybe(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of the values, or None."""
    return st.none() | one_of(values)


def some(values: Sequence[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to two of the values."""
    return st.lists(one_of(values), unique=True, max_size=2).map(tuple)


def limit(values: Sequence[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Likewise, but more often none, which sets no limit."""
    return st.just(()) | st.just(()) | some(values)


coded_as = [one_of([*Assessment][:3] * 2 + [None]), one_of(["hand", "accepted", "suggested"])]
codings = st.lists(st.tuples(one_of(PROVISIONS), *coded_as), max_size=3).map(tuple)
has_substance = one_of([True] * 5 + [False])
passages = st.builds(Passage, codings | st.tuples(st.tuples(st.none(), *coded_as)), some(THEMES), has_substance)
scopes = st.builds(
    Scope,
    instrument=one_of([*InstrumentId, InstrumentId.VAP]),
    meetings=limit([*MEETINGS, "any", "outside"]),
    since=st.none() | maybe(DAYS[:3]),
    until=st.none() | maybe(DAYS[3:]),
    themes=limit(THEMES),
    lines=limit("ab"),
    assessments=limit([*Assessment][:3]),
    voices=limit(["own", "reported"]),
    states=limit(STATES),
    regions=limit(REGIONS),
    affected=limit([*Affected]),
    statuses=limit(["party", "withdrawn", "outside"]),
)


def limited(scope: Scope, provisions: tuple[str, ...]) -> Scope:
    """The scope, limited to those of the provisions that are of its instrument."""
    return replace(scope, provisions=tuple(id_ for id_ in provisions if id_.startswith(scope.instrument)))


scopes = st.builds(limited, scopes, limit(PROVISIONS))


@st.composite
def knowledge(draw: st.DrawFn) -> Knowledge:
    """A small knowledge base: three States that joined and one that did not, and what they and others said."""
    k = Knowledge()
    k.life("VAP", draw(maybe(["2012-04-18", "2012-05", "2013"])), draw(maybe(["2013-09", "2014"])))
    k.life("CCM", None, draw(maybe(["2012", "2012-04-17"])))
    k.meeting("inv-2012", "2012-04-16", "2012-04-19")
    k.meeting("inv-2013", "2013-09")
    k.meeting("inv-mines", "2012-06-01", convention="Invented treaty")
    for id_ in PROVISIONS:
        text = draw(one_of(["restated", "restated", "missing"]))
        k.provision(
            id_, draw(one_of(["affected", "affected", "all", None])), text, "VAP-1" if id_ == "VAP-1.a" else None
        )
    if draw(st.booleans()):
        k.add("official_text", provision="VAP-2")
    k.outside_state("XZZ")
    for state in LISTED:
        in_force = draw(one_of(["2011-01-01"] * 3 + ["2012-04-19", "2013-01-01", None]))
        withdrawn = draw(maybe(["2013-09-30", "2014-01-01"])) if in_force else None
        affected = draw(one_of(["yes", "yes", "no", "unknown"]))
        k.state(state, affected, in_force, withdrawn_on=withdrawn, regional_group=draw(one_of(REGIONS)))
    for _ in range(draw(st.integers(1, 8))):
        contribute(draw, k)
    for state in draw(some(STATES)):
        act, chairs = draw(one_of(["statement", "opening", "closing"])), draw(maybe(LISTED))
        detail = draw(maybe(["as Coordinator", "invented"]))
        k.speaker(
            state,
            draw(one_of(MEETINGS)),
            draw(maybe("ab")),
            draw(one_of(["state", "state", "ngo"])),
            act,
            chairs,
            detail,
        )
    for state in draw(st.lists(one_of(STATES), max_size=2)):
        as_chair = draw(st.booleans()) and state in LISTED  # no other can be a session's Coordinator
        k.heard(state, draw(one_of(MEETINGS)), draw(maybe("ab")), as_chair=as_chair)
    for state in draw(some(STATES)):
        role = draw(one_of(["invented", "Co-chair", "Coordinator of the session", "invented chair"]))
        k.seen(state, draw(maybe(MEETINGS)), draw(one_of(DATES)), draw(st.booleans()), role)
    return k


def contribute(draw: st.DrawFn, k: Knowledge) -> None:
    """Add a contribution of any kind."""
    optional = {
        "about_state": draw(maybe(STATES)),
        "date": draw(maybe(DATES)),
        "line": draw(maybe("ab")),
        "line_inferred": draw(maybe("ab")),
    }
    voice = draw(one_of([Voice.OWN, Voice.REPORTED, *Voice]))
    k.said(
        None if voice == Voice.MONITORING else draw(maybe(STATES)),
        *draw(st.lists(passages, max_size=3)),
        meeting=draw(maybe(MEETINGS)),
        behalf=draw(some(STATES)),
        convention=draw(one_of(["CCM", "CCM", "Invented treaty"])),
        voice=voice,
        status=draw(one_of(["published"] * 4 + ["received", "coded", "withdrawn"])),
        **{key: value for key, value in optional.items() if value},
    )


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge(), st.lists(scopes, min_size=2, max_size=4))
def test_coverage_and_rates_are_what_the_design_says(k: Knowledge, chosen: list[Scope]) -> None:
    with TemporaryDirectory() as folder, put(k, Path(folder)) as store:
        view = store.snapshot(store.revision())
        for scope in chosen:
            found = cells(view, scope)
            reckoned = Reckoning(k, scope).coverage()
            assert {key: (Cell(row["cell"]), counts(row)) for key, row in found.items()} == {
                key: (cell.cell, reckoned_counts(cell)) for key, cell in reckoned.items()
            }
            rates = questions.rates(view, scope).set_index("provision")
            for provision in rates.index:
                assert rates.loc[provision].to_dict().items() >= reckoned_rate(provision, reckoned).items()


def counts(row: dict[str, Any]) -> dict[str, Any]:
    """The counts of a row of the matrix, and whether the provision binds the State."""
    names = ("bound", "only_as_coordinator", "passages", "fact", "second_hand", "aligned", "monitoring", "elsewhere")
    names += tuple(Assessment)
    return {str(name): row[name] for name in names}


def reckoned_counts(cell: Reckoned) -> dict[str, Any]:
    """The same, reckoned."""
    return {
        "bound": cell.bound,
        "only_as_coordinator": cell.only_as_coordinator,
        "fact": len(cell.facts),
        "passages": len(cell.passages),
        "second_hand": len(cell.second_hand),
        "aligned": len(cell.aligned),
        "monitoring": len(cell.monitoring),
        "elsewhere": len(cell.anywhere - cell.passages),
        **{str(name): sum(assessment == name for _, assessment in cell.assessments) for name in Assessment},
    }


def reckoned_rate(provision: str, reckoned: dict[tuple[str, str], Reckoned]) -> dict[str, int]:
    """The rate of a provision, reckoned from its cells."""
    column = [cell for (_, id_), cell in reckoned.items() if id_ == provision]

    def number(*bound: str, reported: bool) -> int:
        return sum(cell.bound in bound and (not reported or cell.cell == Cell.REPORTED) for cell in column)

    return {
        "reported": number("yes", reported=True),
        "bound": number("yes", reported=False),
        "unknown": number("unknown", reported=False),
        "unknown_reporting": number("unknown", reported=True),
        "unbound_reporting": number("no", "not established", reported=True),
        "passages": len(set().union(*(cell.passages for cell in column))),
    }
