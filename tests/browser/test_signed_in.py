"""Every screen and every view of it, opened as each role, signed in at a real OpenID provider, and as a reader."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from kb.db import Store
from kb.domain.model import Role
from kb.ingest.reading import read_pasted
from kb.questions.vocabulary import vocabulary
from kb.search import Sort
from kb.search.words import SEARCHED
from kb.session import moves
from kb.ui import drafts
from kb.ui.coverage import VIEWS
from kb.ui.screens import SCREENS
from kb.ui.session import desk as session
from kb.ui.submit import drafting
from kb.workflow import desk, facts, replying
from kb.workflow.coding import Judgement, judge
from kb.workflow.permission import ALONE, Actor, Operation
from kb.workflow.submission import Details, hand_in
from tests.browser import openid
from tests.browser.conftest import Server
from tests.browser.test_sign_in import sign_in
from tests.browser.windows import Window
from tests.handing import handed, keep_fact, published
from tests.knowledge import MEETING, Knowledge, about
from tests.unit.rooms import Room

READER = "reader"
# One for each audience: everybody, delegates of States Parties, the staff.
AUDIENCES = (READER, openid.DELEGATE, openid.ADMINISTRATOR)
LATER = "inv-2013"


@dataclass
class Filled:
    """What is in the knowledge base, by what it is."""

    desks: list[str] = field(default_factory=lambda: ["none-such"])
    drafts: dict[str, str] = field(default_factory=dict)
    published: str = "none-such"
    waiting: str = "none-such"
    reply: str = "none-such"


FILLED = Filled()


def knowledge() -> Knowledge:
    """States, provisions, two meetings with what was said there, a programme."""
    k = Knowledge.small("XAA", "XAB", "XAC")
    k.meeting(LATER, "2013-05-01")
    k.under("a", "VAP-1")
    k.speaker("XAC", line="a")
    k.said("XAA", about("VAP-1"), about("VAP-2", assessment="request", themes=["inv-care"]))
    k.said("XAB", about("VAP-1", assessment="practice"), about("VAP-2", assessment="offer"), meeting=LATER)
    k.described("XAB", about("VAP-1", assessment="challenge"))
    return k


def fill(store: Store) -> None:
    """A contribution at every stage, with its facts, reply and draft, and sessions at the desk at every stage."""
    FILLED.published = published(store, "Invented passage, published.")
    passage = f"{FILLED.published}.1"
    keep_fact(store, facts.Mechanism(passage, "XAA", "Invented council", "disability council"))
    keep_fact(store, facts.Collaboration(passage, "XAA", "Invented partners", "services"))
    delegate = openid.LISTED[openid.DELEGATE]
    as_delegate = Actor(delegate.id, delegate.name, delegate.roles, delegate.contributor)
    FILLED.reply = replying.reply(store, as_delegate, replying.Reply(passage, "contested", "Invented reason"))
    FILLED.waiting = hand_in(store, as_delegate, handed("Invented passage.", "Invented second one.")).contribution
    judge(store, ALONE, Judgement(f"{FILLED.waiting}.1", (("VAP-1", "plan"),)))
    for person in openid.LISTED.values():
        document = read_pasted("Invented text of a draft.\n\nInvented second passage.")
        details = Details(person.contributor or "XAA", MEETING)
        draft = drafting.draft_of(document, details, None, vocabulary(store.latest()))
        FILLED.drafts[person.id] = store.drafts.keep(person.id, drafts.written(draft))
    begun, over = Room(store), Room(store)
    for room in (begun, over):
        first = room.speaks("a", "XAA")
        room.notes(first, "a", ("VAP-1", "progress"))
        room.lists_group("b")
        room.lists_name("b")
    over.do(moves.close())
    programme = desk.open_programme(store, ALONE, MEETING, begun.session.record.day)
    FILLED.desks = [begun.code, over.code, programme]


def working(person: str) -> list[str]:
    """Every screen, and every view of those of the work, as the person of this id has it; who has no draft opens
    somebody else's.
    """
    draft = FILLED.drafts.get(person) or next(iter(FILLED.drafts.values()), "none-such")
    views = [f"session?desk={code}&view={view}" for code in FILLED.desks for view in session.VIEWS]
    one = f"{FILLED.published}.1"
    return [
        *SCREENS,
        *views,
        "prepare?my=XAA",
        "report?internal=yes",
        f"contributions?contribution={FILLED.waiting}",
        f"submit?draft={draft}",
        "texts",
        "texts?draft=none-such&at=1",
        f"submit?draft={draft}&at=1&page=1",
        "submit?draft=none-such",
        "submit?receipt=1",
        "submit?my=XAA",
        f"code?code={FILLED.waiting}.1",
        f"code?code={one}",
        f"review?review={FILLED.published}&passage=1&page=1",
        f"review?review={FILLED.waiting}",
        f"replies?reply={one}",
        f"replies?reply={FILLED.reply}",
        "history?since=1&until=2",
        "people?person=ada",
    ]


def reading() -> list[str]:
    """Every view of the screens that only read: all of the staff read the same there."""
    other = "contribution-02.1"
    return [
        "?cell=XAA.VAP-1",
        "?others=yes",
        "?as=table",
        *(f"coverage?look={look}" for look in VIEWS),
        "coverage?cell=XAA.VAP-1",
        "coverage?rows=all",
        "coverage?others=yes",
        "coverage?as=table",
        "coverage?look=gaps&why=silent",
        "coverage?meeting=inv-2012&state=XAC&rev=1",
        "actions?provision=VAP-1",
        "actions?read=VAP-1",
        "actions?read=VAP-1&cell=XAA.VAP-1",
        "states?state=XAA",
        "states?state=XAA&cell=XAA.VAP-1",
        "mechanisms?show=collaboration",
        "states?state=XAA&with=inv-2013&meeting=inv-2012",
        "states?state=XAA&state=XAB",
        f"contributions?contribution={FILLED.published}&passage=1",
        "contributions?contribution=none-such",
        "contributions?list=passages&about=XAB&page=1",
        *(f"search?q=invented&kind={kind}&sort={Sort.NEWEST}" for kind in SEARCHED),
        "search?q=nonesuch&language=en&fuzzy=yes&page=1",
        "practices?my=XAC",
        "practices?my=XAC&need=VAP-1&page=1",
        f"practices?my=XAC&brief={other}&at={other}",
        "exchange?side=offers&by=VAP-2&page=1",
        f"exchange?match={other}",
        "changes?since=1&until=2",
        "changes?meeting=inv-2012&meeting=inv-2013",
    ]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard with sign-in set up, and something on every screen."""
    with openid.signing_in(tmp_path_factory.mktemp("signed-in"), knowledge(), fill) as running:
        yield running


def test_every_screen_and_every_key_of_its_own_is_among_the_addresses() -> None:
    opened = {
        (parts.path, key) for parts in map(urlsplit, [*working("ada"), *reading()]) for key in parse_qs(parts.query)
    }
    own = {(name, key) for name, screen in SCREENS.items() for key in screen.own}
    assert own <= opened


def test_each_role_is_signed_in_by_somebody() -> None:
    roles = {role for person in openid.LISTED.values() for role in person.roles}
    assert roles == set(Role) - {Role.READER}


@pytest.mark.parametrize("subject", [READER, *openid.LISTED])
def test_no_screen_or_view_shows_an_error(page: Page, server: Server, subject: str) -> None:
    person = openid.LISTED.get(subject)
    if person:
        sign_in(page, subject)
    runs_sessions = person is not None and Actor("", "", person.roles).may(Operation.FACILITATE)
    wrong = []
    opened = working(person.id if person else "") + (reading() if subject in AUDIENCES else [])
    with Window.beside(page.context, server.url) as window:
        for address in opened:
            shown = window.go(address)
            wrong += [f"{address}: {error}" for error in shown.errors]
            if shown.titles != 1:
                wrong.append(f"{address} has {shown.titles} titles")
            view = parse_qs(urlsplit(address).query).get("view")
            current = rf'aria-current="page"[^<>]*>{session.VIEWS[view[0]]}</a>' if view else ""
            if runs_sessions and not re.search(current, shown.html):
                wrong.append(f"{address} is another view")
        assert wrong == []
        says_who = person.name if person else "Sign in"
        assert html.escape(says_who) in window.go("people").html, "nobody else looked"


def test_a_delegate_replies_where_a_passage_is_read(page: Page, server: Server) -> None:
    sign_in(page, openid.DELEGATE)
    for address in (f"contributions?contribution={FILLED.published}", "coverage?cell=XAA.VAP-1&meeting=any"):
        page.goto(f"{server.url}/{address}")
        page.get_by_role("link", name="Reply to how this is tagged").first.click()
        expect(page.get_by_role("heading", name="Your reply")).to_be_visible()
        expect(page.get_by_role("link", name="Reply to how this is tagged")).to_have_count(0)
