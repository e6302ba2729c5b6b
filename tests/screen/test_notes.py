"""What readers see of a session recorded at the desk, and of notes that were published. All of it is INVENTED."""

from datetime import date

import pytest

from kb.db import Store
from kb.session import moves
from kb.workflow import desk, publishing
from kb.workflow.permission import ALONE
from kb.workflow.recording import record
from tests.handing import hand_in, judge
from tests.knowledge import MEETING, THEMES, Knowledge, about
from tests.screen.conftest import DashboardOf, html_of, visit

MARK = "ote taken in the room, not the delivered text"
SAID = "Invented sentence that was noted."


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """The knowledge base that the dashboard has open, to be read by everybody: two invented parties, a meeting."""
    knowledge = Knowledge.small("XAA", "XAB", provisions=["VAP-1", "CCM-1"])
    knowledge.said("XAB", about("VAP-1", themes=THEMES[:1]), id="digest")
    return dashboard_of(knowledge)


def noted(store: Store) -> str:
    """A session run from nothing, in which XAA spoke and was noted; returns the contribution made of it."""
    session = desk.NewSession("Invented session", MEETING, date(2012, 4, 16), ("a",))
    code = desk.open_new(store, ALONE, session)
    desk.make(store, ALONE, code, moves.add("a", "Invented State XAA", contributor="XAA", state="XAA"), 1)
    desk.make(store, ALONE, code, moves.floor("m2"), 2)
    desk.make(store, ALONE, code, moves.note("m2", "a", SAID, [("VAP-1", "plan")]), 3)
    return record(store, ALONE, code).contributions[0]


def shown(screen: str, **query: str) -> str:
    app = visit(screen, **query)
    assert not app.exception, app.exception
    assert not app.error, app.error
    return html_of(app)


PLACES = [
    ("contributions", {"list": "passages", "meeting": MEETING}),
    ("actions", {"read": "VAP-1", "meeting": MEETING}),
]


def test_a_note_is_marked_wherever_it_is_read_and_gone_once_the_text_is_published(base: Store) -> None:
    id_ = noted(base)
    reader = ("contributions", {"contribution": id_})
    for screen, query in [*PLACES, reader]:
        assert SAID not in shown(screen, **query), "not before a Coordinator publishes it"
    publishing.publish(base, ALONE, id_)
    for screen, query in [*PLACES, reader]:
        html = shown(screen, **query)
        assert SAID in html
        assert html.count(MARK) >= html.count(SAID)
        assert f"<blockquote>{SAID}" not in html
    cited = shown(*reader[:1], **reader[1], passage="1")
    assert "Note taken in the room, not the delivered text, not the words of the State." in cited
    assert MARK not in shown("contributions", contribution="digest")
    delivered = hand_in(base, "Invented delivered words.")
    judge(base, delivered, ("VAP-1", "plan"))
    assert SAID in shown(*reader[:1], **reader[1]), "it stands until then"
    publishing.publish(base, ALONE, delivered)
    for screen, query in PLACES:
        html = shown(screen, **query)
        assert SAID not in html
        assert MARK not in html
        assert "Invented delivered words." in html


def test_a_session_without_an_address_of_its_own_breaks_no_screen(base: Store) -> None:
    noted(base)
    for screen in ("", "coverage", "states", "method", "history", "contributions"):
        query = {"state": "XAA"} if screen == "states" else {}
        html = shown(screen, meeting=MEETING, **query)
        assert "None" not in html
        assert 'href=""' not in html
        assert "Not heard yet" not in html or screen != "states"
