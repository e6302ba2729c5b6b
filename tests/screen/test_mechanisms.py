"""The screen Mechanisms, and what a State's page shows of it, on the shipped material."""

import re

import pytest

from kb.domain.model import Scope
from kb.queries.mechanisms import collaborations, mechanisms
from kb.store import View
from kb.ui.parts.mechanisms import all_mechanisms, of_state
from tests.reading import plain
from tests.screen.conftest import Open, html_of


@pytest.mark.parametrize("query", [{}, {"state": "LAO"}, {"state": "NOR"}, {"rev": "1"}], ids=str)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("mechanisms", **query)
    assert not app.exception
    assert not app.error
    assert "<h2" in html_of(app)


def test_every_row_is_tied_to_a_passage_of_that_state(view: View) -> None:
    for row in [*mechanisms.rows(view, Scope()), *collaborations.rows(view, Scope())]:
        held = view.rows(
            "SELECT coalesce(c.state, c.about_state) AS state FROM passage AS p"
            " JOIN contribution AS c ON c.id = p.contribution WHERE p.id = $passage",
            {"passage": row["passage"]},
        )
        assert held[0]["state"] == row["state"], row["id"]


def test_nothing_from_monitoring_is_said_to_be_the_states_own(view: View) -> None:
    for row in [*mechanisms.rows(view, Scope()), *collaborations.rows(view, Scope())]:
        if row["own"]:
            assert row["voice"] in ("own", "reported"), row["id"]


def test_the_states_own_words_stand_before_others_and_apart(view: View) -> None:
    shown = all_mechanisms(view, Scope())
    captions = re.findall(r"<caption><span>([^<]*)</span></caption>", shown)
    assert captions == [
        "Coordination mechanisms: told of by the State, itself or as reported",
        "Coordination mechanisms: according to others",
        "Collaborations: told of by the State, itself or as reported",
        "Collaborations: according to others",
    ]


def test_the_sentence_counts_what_the_tables_hold(view: View) -> None:
    rows = mechanisms.rows(view, Scope())
    states = len({row["state"] for row in rows})
    assert f"{len(rows)} mechanisms of {states} States" in plain(all_mechanisms(view, Scope()))


def test_an_empty_table_says_why(view: View) -> None:
    shown = plain(all_mechanisms(view, Scope(states=("NOR",))))
    assert "That does not mean that there is none" in shown
    assert "No passage held tells of" in plain(of_state(view, Scope(states=("NOR",)), "Norway"))


def test_a_state_shows_its_own_with_the_passage(view: View) -> None:
    shown = of_state(view, Scope(states=("LBN",)), "Lebanon")
    assert "LMAC" in shown
    assert "Others: " in plain(shown)
    assert "contribution=mon-lbn-2021&amp;passage=1" in shown
