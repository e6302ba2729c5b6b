"""The projector in a real browser, while the real command replays the real programme; and with invented long names."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from kb.db import Place, Store
from kb.session import moves
from kb.workflow import desk
from kb.workflow.permission import ALONE
from tests.bench.projector import replayed
from tests.bench.scenarios import dashboard
from tests.bench.server import Server
from tests.browser.axe import axe_violations
from tests.knowledge import copied

SIZES: tuple[ViewportSize, ...] = ({"width": 1920, "height": 1080}, {"width": 1280, "height": 720})
PHONE: ViewportSize = {"width": 390, "height": 844}
LONG = (
    "Invented Republic of the Very Long Name number {} of the Northern and Southern Invented Islands, on behalf of the"
    " Invented Group of States, jointly with the Invented Organisation for Assistance"
)
# What does not fit on the screen, or into its own place on it.
CUT = """() => [document.documentElement, ...document.querySelectorAll("header, section, .foot")]
    .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.className || one.tagName)"""
# How large the type is, in pixels, of what is shown by these.
SIZES_OF = """(query) => [...document.querySelectorAll(query)]
    .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
READ_FROM_THE_BACK = 26


@pytest.fixture(scope="module")
def database(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The shipped material, with desks at every stage of the real programme, and one with invented long names."""
    path = copied(built, tmp_path_factory.mktemp("projector") / "kb.duckdb")
    with Store.open(path) as store:
        for heard in (0, 4, 18, 28):
            code = desk.open_programme(store, ALONE, "ccm-im-2012", date(2012, 4, 16))
            for _ in range(heard):
                waiting = desk.session(store, code).waiting[0]
                _make(store, code, moves.floor(waiting.id))
        _make(store, code, moves.part("im2012-va-c"), moves.close())
        new = desk.NewSession("Invented session", "ccm-im-2012", date(2030, 1, 1), ("a", "b", "c"), minutes=99)
        code = desk.open_new(store, ALONE, new)
        for number in range(40):
            _make(store, code, moves.add("a", LONG.format(number)))
        slot = desk.session(store, code).waiting[0].id
        _make(store, code, moves.floor(slot), moves.note(slot, "a", "Invented words.", [("VAP-22", "plan")]))
    return path


def _make(store: Store, code: str, *made: moves.Move) -> None:
    for move in made:
        desk.make(store, ALONE, code, move, desk.session(store, code).number)


@pytest.fixture(scope="module")
def dashboard_at(database: Place) -> Iterator[Server]:
    """The dashboard on that material."""
    with dashboard(database) as server:
        yield server


@contextmanager
def window(browser: Browser, address: str, size: ViewportSize = SIZES[0], *, script: bool = True) -> Iterator[Page]:
    """A window that has the page of this address open."""
    context = browser.new_context(viewport=size, java_script_enabled=script)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    page.goto(address)
    yield page
    context.close()
    assert faults == []


@contextmanager
def halted(server: Server) -> Iterator[None]:
    """The server says nothing while the block lasts, as over a cable that was pulled: no connection is closed."""
    server.process.suspend()
    try:
        yield
    finally:
        server.process.resume()


DESKS = ("2012-04-16", "2012-04-16-2", "2012-04-16-3", "2012-04-16-4", "2030-01-01")


@pytest.mark.parametrize("code", DESKS)
def test_everything_fits_on_the_screen_and_is_accessible(browser: Browser, dashboard_at: Server, code: str) -> None:
    address = f"http://127.0.0.1:{dashboard_at.port}/projector/{code}"
    for size in SIZES:
        with window(browser, address, size) as page:
            assert page.evaluate(CUT) == [], f"{size}: {page.inner_text('body')}"
            small = page.evaluate(SIZES_OF, ".foot :is(td, th, caption, h2, p, li)")
            assert small
            assert min(small) >= READ_FROM_THE_BACK * size["height"] / SIZES[1]["height"]
            for speaker in page.evaluate(SIZES_OF, ".speaker"):
                # Nothing is set smaller than one rem, however long a name is.
                least = page.evaluate(SIZES_OF, "html")[0]
                assert max(page.evaluate(SIZES_OF, ".next ol")) <= max(speaker / 2, least)
                assert min(page.evaluate(SIZES_OF, ".used")) >= 2 * READ_FROM_THE_BACK
            assert axe_violations(page) == []
    with window(browser, address, PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert axe_violations(page) == []


def test_the_list_of_sessions_leads_to_the_page_by_keyboard(browser: Browser, dashboard_at: Server) -> None:
    with window(browser, f"http://127.0.0.1:{dashboard_at.port}/projector") as page:
        assert axe_violations(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Invented session")


def shown(page: Page) -> Locator:
    """What says which state of the session the window shows."""
    return page.locator("#room")


def test_windows_of_every_size_follow_a_replay(browser: Browser, dashboard_at: Server, database: Place) -> None:
    address = f"http://127.0.0.1:{dashboard_at.port}"
    with ExitStack() as open_windows:
        with replayed(database, 200) as code:
            pages = [
                open_windows.enter_context(window(browser, f"{address}/projector/{code}", size))
                for size in (*SIZES, PHONE)
            ]
            for page in pages:
                for _ in range(2):
                    expect(shown(page)).not_to_have_attribute("data-seen", shown(page).get_attribute("data-seen") or "")
        (last,) = re.findall(r'data-seen="([^"]+)"', httpx.get(f"{address}/projector/{code}").text)
        for page in pages:
            expect(shown(page)).to_have_attribute("data-seen", last)
    assert dashboard_at.stack_traces() == 0


def test_the_speakers_time_runs_on_and_who_speaks_is_read_out(browser: Browser, dashboard_at: Server) -> None:
    with window(browser, f"http://127.0.0.1:{dashboard_at.port}/projector/2030-01-01") as page:
        said = page.locator("[aria-live]")
        expect(said).to_have_text(f"{LONG.format(0)} has the floor.")
        used = page.locator(".used")
        first = used.inner_text()
        expect(used).not_to_have_text(first)
        # The clock of the machine may be set to anything: the time goes by another.
        page.evaluate("Date.now = () => 0")
        second = used.inner_text()
        expect(used).not_to_have_text(second)
        assert not used.inner_text().startswith("-")
        expect(page.locator(".over")).to_be_hidden()


def test_without_the_script_it_is_loaded_again_and_again(
    browser: Browser, dashboard_at: Server, database: Place
) -> None:
    with replayed(database, 200) as code:
        address = f"http://127.0.0.1:{dashboard_at.port}/projector/{code}"
        with window(browser, address, script=False) as page:
            before = page.locator(".floor").inner_text()
            expect(page.locator(".floor")).not_to_have_text(before, use_inner_text=True)
            assert page.url == address


def test_a_lost_connection_is_said_and_what_is_shown_stays(browser: Browser, dashboard_at: Server) -> None:
    with window(browser, f"http://127.0.0.1:{dashboard_at.port}/projector/2012-04-16-2") as page:
        lost = page.locator("#lost")
        expect(lost).to_be_hidden()
        with halted(dashboard_at):
            expect(lost).to_be_visible()
            expect(lost).to_contain_text("Connection lost: this is how it stood then. It goes on by itself.")
            expect(lost).to_contain_text("No answer for")
            expect(page.locator(".speaker")).to_have_text("Montenegro")
            assert page.evaluate(CUT) == []
        expect(lost).to_be_hidden()


def test_a_screen_of_the_session_follows_what_others_do(
    browser: Browser, dashboard_at: Server, database: Place
) -> None:
    with (
        replayed(database, 200) as code,
        window(browser, f"http://127.0.0.1:{dashboard_at.port}/session?desk={code}") as page,
    ):
        # On the screen of somebody who does nothing one speaker after another gets the floor.
        floor = page.get_by_role("region", name="The floor").get_by_role("heading", level=2)
        for _ in range(2):
            expect(floor).to_have_text(re.compile("^Has the floor: "))
            expect(floor).not_to_have_text(floor.inner_text())
        lost = page.locator(".live")
        expect(lost).to_have_text("")
        with halted(dashboard_at):
            expect(lost).to_contain_text("Connection lost.")
        expect(lost).to_have_text("")
