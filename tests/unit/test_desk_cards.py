"""The pre-briefing: what stands on a speaker's card, and what is never said of it."""

from pathlib import Path

import pytest

from kb.domain.model import Cell
from kb.questions.passages import passages
from kb.session import moves
from kb.session.cards import Card, Who, cards, in_two_lines
from kb.ui.session.reading import html
from tests.knowledge import DAY, GROUP, Knowledge, about
from tests.unit.rooms import BOUND, EARLIER, LATER, QUIET, SIGNED, UNNAMED, UNSURE, Room, base, opened

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow


def card(room: Room, key: str) -> Card:
    """The card of a speaker."""
    return next(one for one in cards(room.board) if one.key == key)


def spoken(knowledge: Knowledge) -> None:
    """A State that reported before, asked and offered; and what is not its own, or not from before."""
    knowledge.said(BOUND, about("VAP-1", assessment="request"), about("VAP-1"), meeting=EARLIER, date="2011-05-01")
    knowledge.said(BOUND, about(None, assessment="offer"), meeting=EARLIER, voice="reported", date="2011-05-02")
    knowledge.said(BOUND, about("VAP-2", assessment="request"), meeting=LATER)
    knowledge.said(BOUND, about("VAP-2", assessment="offer"), meeting=EARLIER, status="received")
    knowledge.described(BOUND, about("VAP-2", assessment="request"), meeting=EARLIER)
    knowledge.said(QUIET, about(None), meeting=EARLIER)
    knowledge.seen(UNSURE, meeting=EARLIER, date="2011-05-01")


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


def test_a_state_has_what_it_reported_before_asked_and_offered_and_nothing_else(tmp_path: Path) -> None:
    knowledge = base()
    spoken(knowledge)
    with opened(tmp_path, knowledge) as room:
        room.lists("a", BOUND)
        made = card(room, BOUND)
        assert made.before.passages == 3
        assert made.before.scope is not None
        assert passages(room.public, made.before.scope).count("own") == 3
        (on,) = made.actions
        assert (on["provision"], on["before"].passages, on["assessments"]) == (
            "VAP-1",
            2,
            {"request": 1, "progress": 1},
        )
        assert [row["passage"] for row in made.latest] == [
            "contribution-02.1",
            "contribution-01.1",
            "contribution-01.2",
        ]
        assert [row["passage"] for row in made.requests] == ["contribution-01.1"]
        assert [row["passage"] for row in made.offers] == ["contribution-02.1"]
        shown = html(room.board, "cards")
        assert "Whether a request or an offer was met is not known" in shown
        assert "2011-05-01" in shown
        assert "second-hand" in shown


def test_gaps_come_with_their_reason_and_only_where_an_action_binds_or_may(tmp_path: Path) -> None:
    knowledge = base()
    spoken(knowledge)
    with opened(tmp_path, knowledge) as room:
        for state in (BOUND, QUIET, UNSURE, UNNAMED, SIGNED):
            room.lists("a", state)
        gaps = {
            state: [(gap["provision"], gap["cell"], gap["bound"]) for gap in card(room, state).gaps]
            for state in (BOUND, QUIET, UNSURE, UNNAMED, SIGNED)
        }
        assert gaps == {
            BOUND: [("VAP-2", Cell.PENDING, "yes")],
            QUIET: [("VAP-1", Cell.SILENT, "yes"), ("VAP-2", Cell.SILENT, "yes")],
            UNSURE: [("VAP-1", Cell.TEXT_NOT_HELD, "unknown"), ("VAP-2", Cell.TEXT_NOT_HELD, "unknown")],
            UNNAMED: [],
            SIGNED: [],
        }
        assert "nothing is missing" in card(room, SIGNED).bound
        assert "only actions addressed to all States Parties" in card(room, UNNAMED).bound
        assert "not known whether these actions apply" in card(room, UNSURE).bound
        shown = html(room.board, "cards")
        assert "○ Spoke, but not on this" in shown
        assert "Action’s text not known" not in shown


def test_a_party_since_the_last_meeting_is_bound_by_the_day_of_the_session(tmp_path: Path) -> None:
    knowledge = base()
    knowledge.state("XAF", in_force="2012-03-01")
    with opened(tmp_path, knowledge) as room:
        room.lists("a", "XAF")
        assert [gap["cell"] for gap in card(room, "XAF").gaps] == [Cell.NO_CONTRIBUTION, Cell.NO_CONTRIBUTION]


def test_an_organisation_has_what_it_contributed_and_a_typed_name_says_that_nobody_knows_it(tmp_path: Path) -> None:
    knowledge = base()
    held = knowledge.said(None, about("VAP-1"), meeting=EARLIER)
    knowledge.said(None, about("VAP-1"), meeting=LATER)
    knowledge.said(None, about("VAP-1"), date=DAY)
    knowledge.said(None, about("VAP-1"), meeting=EARLIER, status="received")
    with opened(tmp_path, knowledge) as room:
        room.lists_group("a")
        typed = room.lists_name("a", "<u>Invented</u>")
        group, nobody = card(room, GROUP), card(room, typed)
        assert [row["contribution"] for row in group.contributed] == [held]
        assert in_two_lines(group)[0] == "1 contribution from before; the latest: inv-2011, no date."
        assert in_two_lines(nobody) == (
            "Not identified: the name was typed.",
            "Nothing is known of this speaker here.",
        )
        shown = html(room.board, "cards")
        assert "&lt;u&gt;Invented" in shown
        assert "<u>" not in shown


def test_two_lines_say_what_was_said_and_what_is_missing_and_never_more_than_is_held(tmp_path: Path) -> None:
    knowledge = base()
    spoken(knowledge)
    with opened(tmp_path, knowledge) as room:
        for state in (BOUND, QUIET, SIGNED):
            room.lists("a", state)
        assert in_two_lines(card(room, BOUND)) == (
            "Before: 3 passages. On Part 1: 1 progress, 1 request.",
            "Received, not tagged yet: Part 2. We have: 1 request, 1 offer.",
        )
        assert in_two_lines(card(room, QUIET)) == (
            "Before: 1 passage, none on these actions.",
            "Spoke, but not on this: Part 1, 2.",
        )
        assert in_two_lines(card(room, SIGNED)) == (
            "We have nothing published of it from earlier meetings of the Convention.",
            "Signatory on the day of the session: no action applies to it, so nothing is missing.",
        )


def test_mechanisms_of_a_state_say_who_tells_of_them(tmp_path: Path) -> None:
    knowledge = base()
    told = knowledge.said(BOUND, about("VAP-1"), meeting=EARLIER)
    monitored = knowledge.described(BOUND, about("VAP-1"))
    for number, contribution in enumerate((told, monitored)):
        knowledge.add(
            "mechanism",
            id=f"inv-mechanism-{number}",
            state=BOUND,
            name=f"Invented body {number}",
            kind="other",
            victims_take_part="not said",
            passage=f"{contribution}.1",
        )
    with opened(tmp_path, knowledge) as room:
        room.lists("a", BOUND)
        room.lists("a", QUIET)
        assert [row["own"] for row in card(room, BOUND).mechanisms] == [True, False]
        assert "2 mechanisms (1 according to others)" in in_two_lines(card(room, BOUND))[1]
        assert card(room, QUIET).mechanisms == ()
        shown = html(room.board, "cards")
        assert "the State itself (first-hand)" in shown
        assert f"according to others, Invented organisation {'inv-monitor'} (monitoring)" in shown
