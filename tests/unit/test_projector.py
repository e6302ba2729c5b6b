"""The projector's pages on invented sessions: what the room is shown and what not, and what windows are answered."""

import json
import re
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import anyio
import httpx
import pytest
from sse_starlette import ServerSentEvent
from starlette.applications import Starlette

from kb import api
from kb.db import Place, Store
from kb.db.postgres import connections
from kb.domain.model import Audience
from kb.session import moves
from kb.session.board import board
from kb.session.moves import Move
from kb.session.state import Session
from kb.ui import live, projector, served, service
from kb.ui.projector import room
from kb.workflow import desk
from kb.workflow.permission import ALONE
from tests.knowledge import MEETING, Knowledge, about, address_of, copied
from tests.unit.apart import asked

FACILITATOR = replace(ALONE, person="p-f", name="Invented Facilitator")
PERSON = "Ms Invented Somebody"
SAID = "Invented words that somebody took down."
HOSTILE = '<img src=x onerror="alert(1)"> & <script>alert(2)</script>'
DAY = date(2012, 4, 16)


def invented() -> Knowledge:
    """Two States, three actions under line a (of one the text is missing), and a programme that names a person."""
    base = Knowledge()
    base.meeting()
    for state in ("XAA", "XAB"):
        base.state(state)
    for number, text in (("1", "restated"), ("2", "restated"), ("3", "missing")):
        base.provision(f"VAP-{number}", text=text)
        base.add("line_provision", line="a", provision=f"VAP-{number}", basis="source", reason="Invented.")
    for line, complete in (("a", "true"), ("c", "false")):
        base.add("session", id=f"s-{line}", meeting=MEETING, day="2012-04-16", line=line, complete=complete)
    speakers = (
        {"speaker": "Invented State XAA", "state": "XAA", "contributor": "XAA"},
        {"speaker": "Invented State XAB", "state": "XAB", "contributor": "XAB"},
        {"speaker": "Invented organisation inv-monitor", "speaker_kind": "ngo", "contributor": "inv-monitor"},
        {"speaker": "Mr Invented Expert", "speaker_kind": "expert"},
        {"speaker": "Invented State XAA", "state": "XAA", "contributor": "XAA"},
    )
    for position, values in enumerate(speakers, start=1):
        base.add("speaking_slot", session="s-a", position=str(position), detail=PERSON, **values)
    base.said("XAB", about("VAP-2"), status="received")
    return base


class Client:
    """Asks the pages as a browser does."""

    def __init__(self) -> None:
        self.app = Starlette(routes=[*projector.ROUTES, *live.ROUTES, api.mounted(service.store)])

    def request(self, method: str, address: str, seen: str | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://invented.example") as client:
                return await client.request(method, address, params=None if seen is None else {"seen": seen})

        return asked(ask)

    def get(self, address: str, seen: str | None = None) -> httpx.Response:
        return self.request("GET", address, seen)


class Desk:
    """A desk with the programme, and a window that asks."""

    def __init__(self, store: Store, client: Client) -> None:
        self.store, self.client = store, client
        self.code = desk.open_programme(store, FACILITATOR, MEETING, DAY)

    @property
    def session(self) -> Session:
        return desk.session(self.store, self.code)

    def make(self, *made: Move) -> None:
        for move in made:
            desk.make(self.store, FACILITATOR, self.code, move, self.session.number)

    def floor(self, place: int) -> str:
        slot = self.session.slots[place].id
        self.make(moves.floor(slot))
        return slot

    def page(self) -> str:
        answer = self.client.get(f"/projector/{self.code}")
        assert answer.status_code == 200
        return answer.text

    def shown(self) -> str:
        """What the room reads, without the page's style and script."""
        inside = self.page().partition('<div id="room"')[2].partition("<script>")[0]
        return " ".join(unescape(re.sub("<[^>]*>", " ", f"<{inside}")).split())


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The invented knowledge base; not to be changed."""
    folder = tmp_path_factory.mktemp("invented")
    with invented().build(folder) as store:
        return store.place


@pytest.fixture
def at(base: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on a copy of the invented knowledge base."""
    service.close()
    monkeypatch.setattr(live, "BEAT", 60)
    monkeypatch.setenv("KB_DATABASE", address_of(copied(base, tmp_path / "kb.duckdb")))
    yield Desk(service.store(), Client())
    service.close()


# --- what the room is shown ---


@pytest.mark.slow
def test_before_it_began_the_room_sees_the_programme_and_nothing_is_said_to_be_open(at: Desk) -> None:
    shown = at.shown()
    assert "The session has not begun." in shown
    assert "First on the list" in shown
    assert "Part a: Invented line a . 5 speakers on the list" in shown
    assert "Part c: Invented line c . Speakers not known from the programme" in shown
    assert "open" not in shown
    listed = at.client.get("/projector").text
    assert f'<a href="/projector/{at.code}"' in listed
    assert "2012-04-16: Invented session" in listed
    assert at.client.get("/projector/").text == listed
    answer = at.client.get("/projector/<b>2031")
    assert answer.status_code == 404
    assert "There is no session &#39;&lt;b&gt;2031&#39; at the desk." in answer.text
    assert 'href="/projector"' in answer.text
    assert room.REHEARSAL not in at.page()
    replay = desk.open_programme(at.store, FACILITATOR, MEETING, DAY, is_rehearsal=True)
    assert room.REHEARSAL in at.client.get(f"/projector/{replay}").text


def test_who_has_the_floor_stands_with_the_time_and_the_next_three_and_over_time_is_said(at: Desk) -> None:
    at.floor(0)
    shown = at.shown()
    assert "Has the floor Invented State XAA 0:00 of 5 minutes used" in shown
    next_ = shown.partition("Next ")[2].partition(" So far")[0]
    assert next_ == "Invented State XAB Invented organisation inv-monitor An individual expert and 1 more"
    public = at.store.latest()
    just = room.shown(board(public, at.session), 5 * 60_000)
    over = room.shown(board(public, at.session), 7 * 60_000 + 5_000)
    assert '<strong class="over" hidden="">' in just
    assert '7:05</span><span class="of"> of 5 minutes used</span> <strong class="over">Over time by ' in over
    assert '<span class="by">2:05</span>' in over

    async def first() -> ServerSentEvent:
        async with aclosing(live.follow(at.code, live.number)) as events:
            return await anext(events)

    assert asked(first).data == "2"
    assert room._room(board(public, at.session)) is room._room(board(at.store.latest(), at.session))
    before = room._room(board(public, at.session))
    at.floor(1)
    assert room._room(board(public, at.session)) is not before


def test_between_two_speakers_and_after_the_end_it_says_so_and_what_comes_next(at: Desk) -> None:
    at.make(moves.end(at.floor(0)))
    assert "Nobody has the floor. Next Invented State XAB" in at.shown()
    at.make(moves.part("s-c"))
    assert "Nobody has the floor. The speakers of this part are not known from the programme." in at.shown()
    at.make(moves.close())
    ended = at.shown()
    assert "The session has ended. Thank you. Statements can still be handed in" in ended
    assert "is published once the Coordinators have gone through it" in ended
    assert "Line a : Invented line a 1 of 2 " in ended
    for untold in ("Next", "Part c", "not begun", "Line c", "Actions addressed", "open", "0 of"):
        assert untold not in ended
    replay = desk.open_programme(at.store, FACILITATOR, MEETING, DAY, is_rehearsal=True)
    desk.make(at.store, FACILITATOR, replay, moves.close(), desk.session(at.store, replay).number)
    assert "has ended" in at.client.get(f"/projector/{replay}").text
    assert "Thank you" not in at.client.get(f"/projector/{replay}").text, "nobody of then sits in the room"


def test_a_role_in_brackets_stands_below_the_name_and_the_name_stays_large(at: Desk) -> None:
    at.make(moves.add("s-a", "Invented State (Coordinator on Invented Assistance)"))
    at.make(moves.add("s-a", f"Invented State ({'very long role ' * 12})"))
    at.floor(5)
    said = at.page()
    assert '">Invented State <span class="role">(Coordinator on Invented Assistance)</span>' in said
    assert 'class="speaker size-2"' in said
    # A role that is no line or two stays with the name, so that all of it can be read.
    at.floor(6)
    assert 'class="role"' not in at.page().partition("</style>")[2]


def test_how_far_a_line_is_stands_only_where_something_of_it_is_coded(at: Desk) -> None:
    assert " of 2" not in at.shown()
    slot = at.floor(0)
    at.make(moves.note(slot, "a", SAID))
    shown = at.shown()
    assert "Line a : Invented line a , now 1 of 2 " in shown, "of two affected Parties one is heard"
    for untold in ("Actions addressed", "not counted", "open", "Line c", "0 of 2"):
        assert untold not in shown
    at.make(moves.note(slot, "a", SAID, [("VAP-1", "progress")]))
    shown = at.shown()
    assert "Line a : Invented line a , now 1 of 2 1 of 2" in shown
    still = shown.partition("still open ")[2]
    assert still.startswith("not noted or announced so far Part 2")
    # What is noted is not open, and nothing is said of an action whose text is missing.
    assert "Part 1" not in still
    assert "Part 3" not in still
    at.make(moves.end(slot), moves.part("s-c"), moves.add("s-c", "Invented newcomer"))
    shown = at.shown()
    assert "Line c" not in shown, "nobody has spoken under it"
    # A part whose speakers are not known shows those who are put on its list.
    assert room.NOT_KNOWN not in shown
    assert "Next Invented newcomer" in shown
    at.floor(-1)
    assert "Line c : Invented line c , now 0 of 2 not counted" in at.shown()
    assert "open" not in at.shown()


def test_programs_are_told_what_the_room_sees_and_only_what_everybody_may_know_counts(at: Desk) -> None:
    # State XAB, which is to speak, handed in a text on the second action that is not published.
    at.make(moves.note(at.floor(0), "a", SAID, [("VAP-1", "progress")]))
    assert "not noted or announced so far Part 2" in at.shown()
    assert "Part 2" not in room.shown(board(at.store.latest(Audience.STAFF), at.session), 0)
    answer = at.client.get(f"/api/v1/sessions/{at.code}")
    told = answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert (told["speaking"], told["waiting"][2]) == ("Invented State XAA", "An individual expert")
    assert [(one["line"], one["affected_parties_heard"], one["affected_parties"]) for one in told["lines"]] == [
        ("a", 1, 2),
        ("c", 0, 2),
    ]
    assert [one["untouched"] for one in told["lines"]] == [["VAP-2"], None], "what is not published counts for nothing"
    assert not any(kept_back in answer.text for kept_back in (PERSON, "Mr Invented", SAID))
    assert at.client.get("/api/v1/sessions/none").status_code == 404


def test_no_person_and_no_note_stands_on_it_and_names_are_text(at: Desk) -> None:
    at.floor(3)
    at.make(moves.note(at.session.slots[3].id, "a", SAID, [("VAP-1", "progress")]), moves.minutes("s-a.4", 9))
    page = at.page()
    assert "An individual expert" in page
    for kept_back in (PERSON, "Somebody", "Mr Invented", SAID, "Invented Facilitator", "p-f"):
        assert kept_back not in page
        assert kept_back not in str(listened(at, 1)[0].data)
        assert kept_back not in at.client.get("/projector").text
    at.make(moves.add("s-a", HOSTILE))
    at.floor(5)
    page = at.page()
    assert f"Has the floor {HOSTILE}" in at.shown()
    assert "<img" not in page
    assert page.count("<script>") == 1


# --- what windows are answered ---


def listened(at: Desk, most: int, then: Callable[[], object] = list) -> list[ServerSentEvent]:
    """The first events that a window is told, and at most as many after something was done."""

    async def listen() -> list[ServerSentEvent]:
        with anyio.fail_after(10):
            async with aclosing(live.follow(at.code, projector.told)) as events:
                found = await _first(events, most)
                await anyio.to_thread.run_sync(then)
                return found + await _first(events, most)

    return asked(listen)


async def _first(events: AsyncGenerator[ServerSentEvent], most: int) -> list[ServerSentEvent]:
    return [event for _ in range(most) if (event := await anext(events, None))]


def test_a_window_is_told_a_state_once_and_then_the_time_until_there_is_another(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT", 0.05)
    slot = at.floor(0)
    told = listened(at, 4, lambda: at.make(moves.end(slot)))
    at_first, after = told[:4], [one for one in told[4:] if one.event == "state" or not one.data]
    assert [one.event for one in at_first] == ["state", "time", "time", "time"]
    assert all(0 <= int(str(one.data)) < 60_000 for one in at_first[1:])
    assert "Invented State XAA" in json.loads(str(at_first[0].data))["room"]
    assert after[0].event == "state"
    assert after[0].id != at_first[0].id
    assert not live._channels, "nobody listens, so nobody looks"


def test_a_new_revision_is_a_new_state_too_and_when_the_session_is_gone_windows_are_told(at: Desk) -> None:
    def revise() -> None:
        with at.store.change("Invented person", "administrator", "Invented"):
            pass

    told = listened(at, 2, revise)
    assert [one.event for one in told] == ["state", "time"] * 2
    assert told[0].id != told[2].id
    at.code = desk.open_programme(at.store, FACILITATOR, MEETING, DAY, is_rehearsal=True)
    told = listened(at, 2, lambda: desk.delete(at.store, FACILITATOR, at.code))
    assert [one.event for one in told] == ["state", "time", "gone"]
    assert [one.event for one in listened(at, 2)] == ["gone"], "nor is a window that comes later"


def test_it_reads_only_loads_nothing_from_elsewhere_and_runs_no_script_but_its_own(at: Desk) -> None:
    for address in ("/projector", f"/projector/{at.code}", f"/projector/{at.code}/events", f"/session-live/{at.code}"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert at.client.request(method, address).status_code == 405
        assert at.client.request("HEAD", address).status_code == 200
    assert at.session.number == 1
    answer = at.client.get(f"/projector/{at.code}")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "//" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", answer.text)
    assert not re.findall(r"\s(?:on\w+|style)=", answer.text.partition("<script>")[0])


def test_where_the_knowledge_base_cannot_be_opened_it_says_so(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    code = at.code
    service.close()
    # At the port for discarding nothing answers, and nobody is to wait for it.
    monkeypatch.setattr(connections, "PATIENCE", 0)
    monkeypatch.setenv("KB_DATABASE", "postgresql://invented@127.0.0.1:9/kb")
    for address in (f"/projector/{code}", f"/projector/{code}/events", f"/session-live/{code}"):
        answer = at.client.get(address)
        assert answer.status_code == 503
        assert "Nothing is lost" in answer.text
        assert "127.0.0.1" not in answer.text


# --- how large names are set ---


def test_a_name_is_set_as_large_as_its_place_allows_and_a_list_is_cut_where_it_ends() -> None:
    assert room.largest(["Chad"], 38, 9.4) == room.SIZES[0]
    assert room.class_of(room.SIZES[0]) == "size-0"
    long = "Invented Republic of the Northern and Southern Islands " * 4
    assert room.largest([long], 38, 9.4) < room.SIZES[3]
    # Letters that are twice as wide take up more.
    assert room.largest(["国" * 30], 38, 9.4) < room.largest(["a" * 30], 38, 9.4)
    style = served.asset("projector.css")
    written = re.findall(r"\.size-(\d+) \{ font-size: ([\d.]+)rem; \}", style)
    assert {int(place): float(rem) for place, rem in written} == dict(enumerate(room.SIZES))
    assert room.fitting(["short"] * 9, 25, 7.9, 1) == 6
    assert room.fitting(["a long sentence that takes two lines of its place"] * 9, 25, 7.9, 1) == 3
    assert room.fitting(["short"] * 9, 25, 7.9, 1.4) == 4
    assert room.fitting(["short"] * 3, 25, 7.9, 1) == 3
