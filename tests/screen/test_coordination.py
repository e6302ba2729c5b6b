"""Coordination and collaboration, and what a State's page shows of them: on what is shipped and on INVENTED States."""

import pytest

from kb.db import View
from kb.domain.model import ANY_MEETING, Scope
from kb.questions import overview, rates
from kb.questions.looks import line_by_state
from kb.questions.mechanisms import collaborations, mechanisms
from kb.ui import coordination
from kb.ui.coordination import LINES, listings, of_state
from kb.ui.overview import COORDINATION, reading
from tests.knowledge import MEETING, Knowledge, about
from tests.reading import plain
from tests.screen.conftest import DashboardOf, Open, html_of, rows_of, visit


@pytest.mark.parametrize(
    "query",
    [
        {"state": "NOR", "show": "collaboration"},
        {"instrument": "CCM", "rev": "1"},
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("mechanisms", **query)
    assert not app.exception
    assert not app.error
    assert app.title[0].value
    assert "Under line" in html_of(app)


def test_every_row_is_tied_to_a_passage_of_that_state_and_nothing_from_monitoring_is_its_own(view: View) -> None:
    for row in [*mechanisms.rows(view, Scope()), *collaborations.rows(view, Scope())]:
        held = view.rows(
            "SELECT coalesce(c.state, c.about_state) AS state FROM passage AS p"
            " JOIN contribution AS c ON c.id = p.contribution WHERE p.id = $passage",
            {"passage": row["passage"]},
        )
        assert held[0]["state"] == row["state"], row["id"]
        if row["own"]:
            assert row["voice"] in ("own", "reported"), row["id"]


def test_what_was_said_outside_the_scope_is_marked_and_stands_after_what_lies_in_it(view: View) -> None:
    assert {row["in_scope"] for row in mechanisms.rows(view, Scope(meetings=(ANY_MEETING,)))} == {True}
    of_the_plan = [row for row in mechanisms.rows(view, Scope()) if row["in_scope"]]
    assert not [row["date"] for row in of_the_plan if not "2010" <= (row["date"] or "2012")[:4] <= "2015"]
    everything = collaborations.rows(view, Scope(instrument="CCM"))
    for own in (True, False):
        marks = [row["in_scope"] for row in everything if row["own"] is own]
        assert marks == sorted(marks, reverse=True)


@pytest.mark.parametrize("line", LINES)
def test_the_states_own_words_stand_before_others_and_apart(open_screen: Open, view: View, line: str) -> None:
    rows = LINES[line].question.rows(view, Scope())
    own, others = listings(LINES[line], rows, view)
    assert {row[own.table.keys.index("own")] for row in own.table.rows} == {True}
    assert {row[others.table.keys.index("own")] for row in others.table.rows} == {False}
    app = open_screen("mechanisms", show=line)
    assert [one.value for one in app.main.header[:2]] == [LINES[line].of_state, LINES[line].of_others]
    shown = [row["state_name"] for row in rows_of(app)]
    assert shown == [row["state_name"] for row in sorted(rows, key=lambda row: not row["own"])]


def test_the_sentence_counts_what_the_lists_hold_and_nothing_named_says_why(view: View) -> None:
    rows = mechanisms.rows(view, Scope())
    said = plain(str(coordination.line_view(view, Scope(), "coordination").parts[1]))
    own = sum(row["own"] for row in rows)
    assert f"{len(rows)} bodies of {len({row['state'] for row in rows})} States, {own} named by the State" in said
    assert f"Victims take part in {sum(row['victims_take_part'] == 'yes' for row in rows)};" in said
    shown = plain(str(coordination.line_view(view, Scope(states=("NOR",)), "coordination").parts[1]))
    assert "That does not mean that there is none" in shown
    assert "No passage names" in plain(of_state(view, Scope(states=("NOR",)), "Norway"))
    shown = of_state(view, Scope(states=("LBN",)), "Lebanon")
    assert "LMAC" in shown
    assert LINES["coordination"].of_others in plain(shown)
    assert "contribution=mon-lbn-2021&amp;passage=1" in shown


@pytest.mark.parametrize("scope", [Scope(), Scope(meetings=(ANY_MEETING,)), Scope(meetings=("ccm-im-2012",))], ids=str)
def test_the_figures_are_those_of_the_overview_and_of_action_23(view: View, scope: Scope) -> None:
    html = str(coordination.line_view(view, scope, "coordination").parts[0])
    rate = next(row for row in rates.rows(view, scope) if row["provision"] == COORDINATION)
    assert f"{rate['reported']} of {rate['bound']} States reported" in plain(html)
    under = reading.states_under("c", line_by_state.rows(view, scope))
    assert under
    for shown in (html.split("Under line c:")[1], reading.lines(view, scope)):
        assert all(f"line=c&amp;state={code}" in shown for code in under)
    affected = [
        row["name"]
        for row in overview.overview_states.rows(view, scope)
        if row["status"] == "party" and row["affected"] == "yes"
    ]
    cards = html.split("</ul>")[0].replace("&#39;", "'")
    assert all(cards.count(f">{name}</a>") == 1 for name in affected)


def test_a_state_that_is_only_named_by_the_source_spoke_under_no_line(view: View) -> None:
    assert {row["contribution"] for row in overview.overview_contributions.rows(view, Scope())} >= {"im2012-alb-cmc"}
    assert "Albania" not in reading.lines(view, Scope())


def test_each_affected_state_stands_where_its_own_words_and_those_of_others_put_it(dashboard_of: DashboardOf) -> None:
    k = Knowledge.small("XAA", "XAB", "XAC", "XAD", "XAE", "XAF", provisions=["VAP-1"])
    k.provision("VAP-23")
    # Whoever names its body there spoke on coordination, whatever else the passage is tagged with.
    k.said("XAF", about("VAP-1"), id="named")
    k.add(
        "mechanism",
        id="MECH-XAF-1",
        state="XAF",
        name="Invented council",
        kind="focal point",
        victims_take_part="not said",
        passage="named.1",
    )
    k.said("XAA", about("VAP-23"))
    k.said("XAB", about("VAP-1"))
    k.said("XAC", about("VAP-23"), meeting=None)
    k.described("XAD", about("VAP-23"))
    k.described("XAA", about("VAP-23"))
    dashboard_of(k)
    app = visit("mechanisms", meeting=MEETING)
    assert app.title[0].value == "2 of 6 affected States spoke on coordination"
    said, elsewhere, others, silent = html_of(app).split('<ul class="figures">')[1].split("</ul>")[0].split("<li>")[1:]
    assert "XAA" in said
    assert "XAF" in said
    assert "XAC" in elsewhere
    assert "XAD" in others
    assert "XAB</a> (spoke, but not on this)" in silent
    assert "XAE</a> (not heard yet)" in silent
