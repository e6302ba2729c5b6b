"""The pre-briefing: what stands on a speaker's card, and what is never said of it."""

from collections.abc import Iterator

import pytest

from kb.db import Store
from kb.domain.model import Cell
from kb.questions.passages import passages
from kb.session import moves
from kb.session.cards import Card, Who, cards, in_two_lines
from kb.ui.session.reading import html
from tests.knowledge import DAY, GROUP, about
from tests.unit.rooms import BOUND, EARLIER, LATER, QUIET, SIGNED, UNNAMED, UNSURE, Room, base

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow


def card(room: Room, key: str) -> Card:
    """The card of a speaker."""
    return next(one for one in cards(room.board) if one.key == key)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A State that reported before, asked and offered, and what is not its own, or not from before; one that joined
    since; mechanisms; an organisation with what it contributed.
    """
    knowledge = base()
    knowledge.state("XAF", in_force="2012-03-01")
    told = knowledge.said(
        BOUND, about("VAP-1", assessment="request"), about("VAP-1"), meeting=EARLIER, date="2011-05-01"
    )
    knowledge.said(BOUND, about(None, assessment="offer"), meeting=EARLIER, voice="reported", date="2011-05-02")
    knowledge.said(BOUND, about("VAP-2", assessment="request"), meeting=LATER)
    knowledge.said(BOUND, about("VAP-2", assessment="offer"), meeting=EARLIER, status="received")
    monitored = knowledge.described(BOUND, about("VAP-2", assessment="request"), meeting=EARLIER)
    knowledge.said(QUIET, about(None), meeting=EARLIER)
    knowledge.seen(UNSURE, meeting=EARLIER, date="2011-05-01")
    knowledge.said(None, about("VAP-1"), meeting=EARLIER, id="of-group")
    knowledge.said(None, about("VAP-1"), meeting=LATER)
    knowledge.said(None, about("VAP-1"), date=DAY)
    knowledge.said(None, about("VAP-1"), meeting=EARLIER, status="received")
    for number, contribution in enumerate((told, monitored)):
        values = {"id": f"inv-mechanism-{number}", "name": f"Invented body {number}", "passage": f"{contribution}.1"}
        knowledge.add("mechanism", state=BOUND, kind="other", victims_take_part="not said", **values)
    with knowledge.build(tmp_path_factory.mktemp("spoken")) as store:
        yield store


@pytest.fixture
def told(spoken: Store) -> Room:
    """A room over it."""
    return Room(spoken)


def test_every_speaker_has_one_card_in_the_order_of_the_list(room: Room) -> None:
    room.lists("a", BOUND)
    room.lists_group("a")
    typed = room.lists_name("b")
    room.lists("b", BOUND)
    room.do(moves.withdraw(room.lists("b", QUIET)))
    made = cards(room.board)
    assert [(one.key, one.who) for one in made] == [
        (BOUND, Who.STATE),
        (GROUP, Who.ORGANISATION),
        (typed, Who.UNKNOWN),
    ]
    assert (len(made[0].slots), made[0].lines) == (2, ("a", "b"))


def test_the_next_comes_first_and_who_spoke_last_and_folded(room: Room) -> None:
    first, second = room.lists("a", BOUND), room.lists("a", QUIET)
    room.lists_group("b")
    room.lists("b", UNNAMED)
    room.do(moves.skip(room.lists("a", UNSURE)))
    assert [one.key for one in cards(room.board)] == [BOUND, QUIET, GROUP, UNNAMED, UNSURE]
    room.do(moves.floor(first))
    room.do(moves.place(room.lists("a", SIGNED), second))
    made = cards(room.board)
    assert [one.key for one in made] == [SIGNED, QUIET, GROUP, UNNAMED, UNSURE, BOUND]
    assert [one.key for one in made if one.has_spoken] == [BOUND]
    shown = html(room.board, "cards")
    ahead, _, spoke = shown.partition("Has or had the floor: 1 card")
    assert f"Card of Invented State {BOUND}" in spoke
    assert f"Card of Invented State {BOUND}" not in ahead
    assert ahead.count("Card of ") == 5
    room.lists("b", BOUND)
    assert not any(one.has_spoken for one in cards(room.board)), "it is to speak again"


def test_a_state_has_what_it_reported_before_asked_and_offered_and_nothing_else(told: Room) -> None:
    for state in (BOUND, QUIET, SIGNED):
        told.lists("a", state)
    made = card(told, BOUND)
    assert made.before.passages == 3
    assert made.before.scope is not None
    assert passages(told.public, made.before.scope).count("own") == 3
    (on,) = made.actions
    assert (on["provision"], on["before"].passages, on["assessments"]) == ("VAP-1", 2, {"request": 1, "progress": 1})
    found = [[row["passage"] for row in rows] for rows in (made.latest, made.requests, made.offers)]
    assert found == [
        ["contribution-02.1", "contribution-01.1", "contribution-01.2"],
        ["contribution-01.1"],
        ["contribution-02.1"],
    ]
    shown = html(told.board, "cards")
    for said in ("Whether a request or an offer was met is not known", "2011-05-01", "second-hand"):
        assert said in shown
    assert in_two_lines(made) == (
        "Before: 3 passages. On Part 1: 1 progress, 1 request.",
        "Received, not tagged yet: Part 2. We have: 1 request, 1 offer, 2 mechanisms (1 according to others).",
    )
    assert in_two_lines(card(told, QUIET)) == (
        "Before: 1 passage, none on these actions.",
        "Spoke, but not on this: Part 1, 2.",
    )
    assert in_two_lines(card(told, SIGNED)) == (
        "We have nothing published of it from earlier meetings of the Convention.",
        "Signatory on the day of the session: no action applies to it, so nothing is missing.",
    )


def test_gaps_come_with_their_reason_and_only_where_an_action_binds_or_may(told: Room) -> None:
    expected = {
        BOUND: [("VAP-2", Cell.PENDING, "yes")],
        QUIET: [("VAP-1", Cell.SILENT, "yes"), ("VAP-2", Cell.SILENT, "yes")],
        UNSURE: [("VAP-1", Cell.TEXT_NOT_HELD, "unknown"), ("VAP-2", Cell.TEXT_NOT_HELD, "unknown")],
        "XAF": [("VAP-1", Cell.NO_CONTRIBUTION, "yes"), ("VAP-2", Cell.NO_CONTRIBUTION, "yes")],
        UNNAMED: [],
        SIGNED: [],
    }
    for state in expected:
        told.lists("a", state)
    for state, gaps in expected.items():
        assert [(gap["provision"], gap["cell"], gap["bound"]) for gap in card(told, state).gaps] == gaps, state
    assert "nothing is missing" in card(told, SIGNED).bound
    assert "only actions addressed to all States Parties" in card(told, UNNAMED).bound
    assert "not known whether these actions apply" in card(told, UNSURE).bound
    shown = html(told.board, "cards")
    assert "○ Spoke, but not on this" in shown
    assert "Action’s text not known" not in shown


def test_an_organisation_has_what_it_contributed_and_a_typed_name_says_that_nobody_knows_it(told: Room) -> None:
    told.lists_group("a")
    typed = told.lists_name("a", "<u>Invented</u>")
    group, nobody = card(told, GROUP), card(told, typed)
    assert [row["contribution"] for row in group.contributed] == ["of-group"]
    assert in_two_lines(group)[0] == "1 contribution from before; the latest: inv-2011, no date."
    unknown = ("Not identified: the name was typed.", "Nothing is known of this speaker here.")
    assert in_two_lines(nobody) == unknown
    shown = html(told.board, "cards")
    assert "&lt;u&gt;Invented" in shown
    assert "<u>" not in shown


def test_mechanisms_of_a_state_say_who_tells_of_them(told: Room) -> None:
    told.lists("a", BOUND)
    told.lists("a", QUIET)
    assert [row["own"] for row in card(told, BOUND).mechanisms] == [True, False]
    assert card(told, QUIET).mechanisms == ()
    shown = html(told.board, "cards")
    assert "the State itself (first-hand)" in shown
    assert "according to others, Invented organisation inv-monitor (monitoring)" in shown
