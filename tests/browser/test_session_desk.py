"""The session desk in the browser: by keyboard, by hand, by two facilitators at once.

The programme is the real one of 16 April 2012. What is noted here says of nobody in it what it reported: notes are
taken in a session of invented speakers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from kb.db import Place, Store
from kb.session import moves
from kb.ui.session.parts import PAUSE_MS
from kb.workflow import desk as desks
from kb.workflow.permission import ALONE
from tests.bench.scenarios import dashboard
from tests.browser.administrator import administrator_cookies
from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP, PHONE, Server, _new_page, served
from tests.browser.screens import horizontal_overflow, open_for_every_reader, open_screen, wait_until_settled
from tests.knowledge import copied
from tests.unit import rooms

FIRST = "Bosnia and Herzegovina (Coordinator on Victim Assistance)"
SECOND, THIRD, FOURTH = "UNICEF on behalf of UNMAT", "Lao PDR", "Montenegro"
SENTENCE = "An invented sentence."
MOST_TABS, SESSIONS = 150, 10
BELOW_THE_BAR = """() => { const at = document.activeElement.getBoundingClientRect();
    const bar = document.querySelector("[data-bar]");
    return bar.contains(document.activeElement)
        || (at.top >= bar.getBoundingClientRect().bottom - 1 && at.bottom <= innerHeight + 1); }"""


@dataclass(frozen=True)
class Sessions:
    """Sessions that nobody has opened yet, by their codes, and the database that they lie in."""

    database: Place
    real: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def sessions(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Sessions:
    """As many as the tests take of the real programme, and of two invented speakers."""
    found = Sessions(copied(built, tmp_path_factory.mktemp("desk") / "kb.duckdb"))
    meeting = "Invented meeting"
    with Store.open(found.database) as store:
        for _ in range(SESSIONS):
            found.real.append(desks.open_programme(store, ALONE, "ccm-im-2012", date(2012, 4, 16)))
            new = desks.NewSession("Invented session", meeting, date(2030, 1, 1), ("a", "b", "c"))
            code = desks.open_new(store, ALONE, new)
            meeting = desks.session(store, code).record.meeting
            for name in ("Invented first", "Invented second"):
                desks.make(store, ALONE, code, moves.add("a", name), desks.session(store, code).number)
            found.invented.append(code)
    return found


@pytest.fixture(scope="module")
def server(sessions: Sessions) -> Iterator[Server]:
    """The dashboard with these sessions."""
    with served(sessions.database) as running:
        yield running


@pytest.fixture
def desk(page: Page, sessions: Sessions) -> str:
    """The address of a new session with the programme of 16 April 2012, opened on the page."""
    open_screen(page, f"/session?desk={sessions.real.pop()}")
    expect(floor(page)).to_contain_text("The session has not begun")
    return page.url


@pytest.fixture
def invented(page: Page, sessions: Sessions) -> str:
    """The address of a new session with two invented speakers, opened on the page."""
    open_screen(page, f"/session?desk={sessions.invented.pop()}")
    expect(items(page)).to_have_count(2)
    return page.url


@pytest.fixture
def second(browser: Browser, server: Server) -> Iterator[Page]:
    """The window of another facilitator."""
    yield from _new_page(browser, server, DESKTOP)


def floor(page: Page) -> Locator:
    return page.get_by_role("region", name="The floor")


def items(page: Page) -> Locator:
    return page.locator("[data-drag]")


def order(page: Page) -> list[str]:
    return [str(name) for name in items(page).evaluate_all("items => items.map(item => item.dataset.name)")]


def expect_order(page: Page, first: list[str]) -> None:
    """Wait until these stand first on the list: it is drawn apart from the log that tells of the move."""
    page.wait_for_function(
        "first => { const names = [...document.querySelectorAll('[data-drag]')].map(item => item.dataset.name);"
        " return first.every((name, place) => names[place] === name); }",
        arg=first,
    )


def test_one_key_gives_the_floor_to_the_next(page: Page, desk: str) -> None:
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"Has the floor: {FIRST}")
    page.wait_for_timeout(PAUSE_MS)
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"Has the floor: {SECOND}")
    expect(floor(page).get_by_role("listitem")).to_contain_text([THIRD, FOURTH, "Lebanon"])
    expect(floor(page).locator("[data-since]")).to_have_text(re.compile(r"^0:0[1-9]$"))
    page.keyboard.press("Alt+Shift+U")
    expect(floor(page)).to_contain_text(f"Has the floor: {FIRST}")
    page.keyboard.press("Alt+Shift+E")
    expect(floor(page)).to_contain_text("Nobody has the floor")
    page.keyboard.press("Alt+Shift+S")
    expect(floor(page).get_by_role("listitem").first).to_contain_text(THIRD)
    for letter in "nesuw":
        page.keyboard.press(letter)
    expect(page.get_by_label("What was said")).not_to_be_focused()
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"Has the floor: {THIRD}")
    page.reload()
    expect(floor(page)).to_contain_text(f"Has the floor: {THIRD}")


def test_the_floor_to_the_next_twice_at_once_is_one_turn(page: Page, desk: str) -> None:
    following = page.get_by_role("button", name=re.compile("^Give the floor to"))
    page.keyboard.press("F8")
    page.wait_for_timeout(150)
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"Has the floor: {FIRST}")
    page.wait_for_timeout(PAUSE_MS)
    following.click()
    page.wait_for_timeout(200)
    following.click()
    expect(floor(page)).to_contain_text(f"Has the floor: {SECOND}")
    page.wait_for_timeout(PAUSE_MS)
    # Another deed in between is not slowed, and what was meant to be given then is.
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"Has the floor: {THIRD}")
    page.keyboard.press("Alt+Shift+U")
    expect(floor(page)).to_contain_text(f"You undid move 4: gave the floor to {THIRD}.")
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"Has the floor: {THIRD}")
    expect(page.locator(".moves li").filter(has_text="gave the floor")).to_have_count(5)
    expect(items(page).filter(has_text="has spoken")).to_have_count(2)


def test_once_it_has_ended_no_key_gives_the_floor(page: Page, invented: str) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented first")
    page.get_by_role("link", name="After the session").click()
    page.get_by_role("button", name="End the session").click()
    expect(floor(page)).to_contain_text("The session has ended")
    open_screen(page, invented)
    expect(floor(page)).to_contain_text("The session has ended")
    expect(page.get_by_role("button", name=re.compile("^(Floor|Give )"))).to_have_count(0)
    page.keyboard.press("F8")
    page.keyboard.press("F8")
    page.get_by_label("What was said").fill(SENTENCE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text=SENTENCE)).to_be_visible()
    expect(floor(page)).to_contain_text("The session has ended")
    floor(page).get_by_role("button", name="Let the session go on").click()
    expect(floor(page).get_by_role("button", name="Give the floor to Invented second")).to_be_visible()


def test_a_key_right_after_leaving_the_desk_breaks_nothing(page: Page, server: Server, invented: str) -> None:
    before = server.log.read_text().count("Traceback")
    for _ in range(3):
        page.get_by_role("link", name="All sessions").click()
        page.keyboard.press("F8")
        expect(page.get_by_role("button", name="Start the session")).to_be_visible()
        wait_until_settled(page)
        page.go_back()
        expect(floor(page)).to_be_visible()
        wait_until_settled(page)
    assert server.log.read_text().count("Traceback") == before


def test_a_note_begun_says_whom_it_is_still_for(page: Page, invented: str) -> None:
    still = page.locator("p.still").filter(has_text="This note is still for Invented first.")
    said, who = page.get_by_label("What was said"), page.get_by_role("combobox", name="Who")
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented first")
    page.keyboard.press("F9")
    expect(said).to_be_focused()
    page.keyboard.type("An invented")
    expect(still).to_be_hidden()
    page.wait_for_timeout(PAUSE_MS)
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented second")
    expect(still).to_be_visible()
    spoken = page.locator("[aria-live]").filter(has_text="This note is still for Invented first.")
    expect(spoken).to_have_count(1)
    page.evaluate(
        "() => { window.spoken = 0; for (const one of document.querySelectorAll('.interactive-said'))"
        " new MutationObserver(() => window.spoken++).observe(one, { childList: true, characterData: true }); }"
    )
    page.keyboard.type(" sentence.")
    assert page.evaluate("window.spoken") == 0
    tab_to(page, page.get_by_role("button", name="Make it for Invented second"))
    page.keyboard.press("Enter")
    expect(said).to_be_focused()
    expect(still).to_be_hidden()
    expect(who.locator("option:checked")).to_have_text("Invented second")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text=SENTENCE)).to_contain_text("Invented second")


def test_a_key_leads_into_the_note_and_escape_out_of_it(page: Page, invented: str) -> None:
    said = page.get_by_label("What was said")
    page.keyboard.press("Escape")
    page.keyboard.press("F9")
    expect(said).to_be_focused()
    page.keyboard.type("new")
    page.keyboard.press("Escape")
    expect(said).not_to_be_focused()
    expect(said).to_have_value("new")
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented first")
    expect(said).to_have_value("new")


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_place_is_kept_when_the_floor_is_given_in_a_later_part(page: Page, desk: str, *, by_hand: bool) -> None:
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"Has the floor: {FIRST}")
    page.locator("summary").filter(has_text="Part b").first.click()
    item = page.locator("details [data-drag]").nth(3)
    name = str(item.get_attribute("data-name"))
    give = page.get_by_role("button", name=f"Give floor: {name}", exact=True)
    wait_until_settled(page)
    give.scroll_into_view_if_needed()
    before = give.bounding_box()
    if by_hand:
        give.click()
    else:
        give.focus()
        page.keyboard.press("Enter")
    expect(floor(page)).to_contain_text(f"Has the floor: {name}")
    end = page.get_by_role("button", name=f"End: {name}", exact=True)
    expect(end).to_be_focused()
    after = end.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 100


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_bar_stays_in_view_and_covers_nothing_that_has_the_focus(page: Page, desk: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    button = page.get_by_role("button", name="Give floor: Lebanon", exact=True)
    button.focus()
    for _ in range(4):
        page.keyboard.press("Alt+ArrowUp")
        assert below_the_bar(page)
    expect(page.locator(".moves li").filter(has_text="moved Lebanon")).to_have_count(4)
    expect_order(page, ["Lebanon", FIRST])
    expect(button).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        assert below_the_bar(page)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("F9")
    expect(page.get_by_label("What was said")).to_be_focused()
    assert below_the_bar(page)
    expect(floor(page)).to_be_in_viewport()
    # The bar grows with what it says.
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("You gave the floor to Lebanon")
    page.keyboard.press("Escape")
    page.wait_for_timeout(PAUSE_MS)
    page.evaluate("document.querySelector('.moves').scrollIntoView({ block: 'end' })")
    page.keyboard.press("F9")
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text(f"You gave the floor to {FIRST}")
    page.wait_for_function(BELOW_THE_BAR)


def below_the_bar(page: Page) -> bool:
    """Whether what has the focus is on the screen, and neither under the bar nor above it."""
    return bool(page.evaluate(BELOW_THE_BAR))


def test_a_note_sent_on_leaving_the_desk_is_taken_once(page: Page, invented: str) -> None:
    said = page.get_by_label("What was said")
    said.fill(SENTENCE)
    page.keyboard.press("Enter")
    page.evaluate("[...document.querySelectorAll('a')].find(one => one.textContent === 'On paper').click()")
    expect(page).to_have_url(re.compile("view=paper"))
    expect(said).to_have_count(0)
    page.get_by_role("link", name="Desk", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text=SENTENCE)).to_have_count(1)
    expect(said).to_have_value("")
    expect(page.locator(".moves li").filter(has_text="noted what")).to_have_count(1)


def test_the_names_that_are_next_lead_to_their_cards_and_a_note_begun_stays(page: Page, desk: str) -> None:
    said = page.get_by_label("What was said")
    said.fill("An invented")
    floor(page).get_by_role("link", name=SECOND).click()
    expect(page).to_have_url(re.compile("view=briefing"))
    expect(page.get_by_role("article", name=f"Card of {SECOND}")).to_be_visible()
    expect(said).to_have_count(0)
    page.get_by_role("link", name="Desk", exact=True).click()
    expect(said).to_have_value("An invented")


def test_the_list_is_ordered_by_keyboard_and_the_focus_stays(page: Page, desk: str) -> None:
    before = order(page)
    button = page.get_by_role("button", name=f"Give floor: {FOURTH}", exact=True)
    tab_to(page, button)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    moved = [before[0], FOURTH, SECOND, THIRD, *before[4:]]
    expect(page.locator(".moves").first).to_contain_text(f"moved {FOURTH} before {SECOND}", ignore_case=True)
    expect_order(page, moved)
    expect(button).to_be_focused()
    expect(page.locator("[aria-live]").filter(has_text=re.compile(f"^{FOURTH}: now 2 of 16"))).to_have_count(1)
    down = page.get_by_role("button", name=f"Move down: {FOURTH}", exact=True)
    tab_to(page, down)
    page.keyboard.press("Enter")
    expect(page.locator(".moves").first).to_contain_text(f"moved {FOURTH} before {THIRD}", ignore_case=True)
    expect(down).to_be_focused()
    expect_order(page, [before[0], SECOND, FOURTH])


def test_the_list_is_ordered_by_hand(page: Page, desk: str) -> None:
    before = order(page)
    items(page).nth(5).evaluate("item => item.scrollIntoView({ block: 'center' })")
    handle, target = items(page).nth(3).locator("[data-handle]").bounding_box(), items(page).nth(5).bounding_box()
    assert handle
    assert target
    for is_given_up in (True, False):
        page.mouse.move(handle["x"] + 5, handle["y"] + 5)
        page.mouse.down()
        page.mouse.move(target["x"] + 40, target["y"] + target["height"] / 2, steps=10)
        if is_given_up:
            page.keyboard.press("Escape")
        page.mouse.up()
        assert (order(page) == before) is is_given_up
    expect(page.locator(".moves").first).to_contain_text(f"moved {before[3]} before {before[6]}", ignore_case=True)
    expect_order(page, [*before[:3], before[4], before[5], before[3]])


def test_a_session_begins_with_nothing_and_names_are_added_one_after_the_other(page: Page) -> None:
    open_screen(page, "/session")
    page.get_by_label("Title").fill("Invented session from nothing")
    meeting = page.get_by_role("combobox", name="Meeting")
    meeting.click()
    meeting.fill("Invented new meeting")
    page.get_by_role("option", name="Invented new meeting").first.click()
    page.get_by_role("button", name="Start the session").click()
    expect(page).to_have_url(re.compile("desk="))
    for number, said in enumerate(("Invented first", "Invented second"), start=1):
        page.get_by_label("Add to Part a: Implementation", exact=False).first.fill(said)
        page.keyboard.press("Enter")
        expect(items(page)).to_have_count(number)
    wait_until_settled(page)
    form = page.locator("form[data-do=add]").first
    name, who = form.locator("[name=name]"), form.get_by_label("If the name is not known")
    who.select_option("a UN body")
    form.get_by_label("For a").select_option("right of reply, at the end")
    for number, said in enumerate(("Invented third", "Invented fourth"), start=3):
        name.fill(said)
        form.get_by_role("button", name="Add to").click()
        expect(items(page)).to_have_count(number)
        expect(name).to_have_value("")
        expect(name).to_be_focused()
        expect(who).to_have_value("un")
        expect(form.get_by_label("For a")).to_have_value("statement")
    name.fill("Invented fifth")
    form.get_by_role("button", name="Add to").click()
    page.get_by_label("What was said").focus()
    expect(items(page)).to_have_count(5)
    expect(name).to_have_value("")
    expect(page.get_by_label("What was said")).to_be_focused()


def test_what_was_unfolded_stays_unfolded_and_what_was_folded_folded(page: Page, invented: str) -> None:
    board = page.locator("details[data-of=board-counted]")
    board.locator("summary").click()
    expect(board.get_by_text("● addressed now: the State has or had")).to_be_visible()
    other = page.locator("details[data-of=board-b]")
    expect(other).not_to_have_attribute("open", "")
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented first")
    page.get_by_role("button", name="Give floor: Invented second", exact=True).click()
    expect(floor(page)).to_contain_text("Has the floor: Invented second")
    expect(board.get_by_text("● addressed now: the State has or had")).to_be_visible()
    expect(other).not_to_have_attribute("open", "")


def test_all_ways_to_a_session_stand_in_the_first_screenful(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    open_screen(page, "/session")
    wait_until_settled(page)
    for name in (re.compile("^Open the session of 16 April 2012"), re.compile("^Start the session")):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)


def test_a_note_takes_one_key_and_outlasts_what_another_facilitator_does(
    page: Page, second: Page, invented: str
) -> None:
    said = page.get_by_label("What was said")
    said.focus()
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented first")
    expect(said).to_be_focused()
    page.keyboard.type(SENTENCE.removesuffix("."))
    open_screen(second, invented)
    expect(floor(second)).to_contain_text("Has the floor: Invented first")
    second.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented second")
    expect(said).to_have_value(SENTENCE.removesuffix("."))
    expect(said).to_be_focused()
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    taken = page.get_by_role("listitem").filter(has_text=SENTENCE)
    expect(taken).to_contain_text("Invented first")
    expect(said).to_have_value("")
    expect(said).to_be_focused()
    expect(second.get_by_role("listitem").filter(has_text=SENTENCE)).to_have_count(1)
    page.keyboard.type(SENTENCE)
    page.keyboard.press("Control+Enter")
    expect(taken).to_have_count(2)
    expect(taken.first).to_contain_text("Invented second")
    expect(page.locator(".moves li").filter(has_text="noted what")).to_have_count(2)


def test_a_note_begun_outlasts_a_reload_with_its_speaker_and_is_shown_for_no_other(page: Page, invented: str) -> None:
    said, who = page.get_by_label("What was said"), page.get_by_role("combobox", name="Who")
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented first")
    said.fill("An invented")
    page.get_by_role("button", name="Give floor: Invented second", exact=True).click()
    expect(floor(page)).to_contain_text("Has the floor: Invented second")
    page.reload()
    expect(said).to_have_value("An invented")
    expect(who.locator("option:checked")).to_have_text("Invented first")
    expect(page.locator("p.still").filter(has_text="This note is still for Invented first.")).to_be_visible()
    # Not where its speaker is not to be chosen, nor at another desk, nor for somebody else who signs in.
    page.evaluate(
        "() => { const [name] = Object.keys(sessionStorage).filter(one => one.startsWith('kb-draft'));"
        " window.draft = [name, sessionStorage.getItem(name)];"
        ' sessionStorage.setItem(name, window.draft[1].replace(/"slot":\\["[^"]*"/, \'"slot":["m99"\')); }'
    )
    kept = page.evaluate("window.draft")
    page.reload()
    expect(who.locator("option:checked")).to_have_text("Invented second")
    expect(said).to_have_value("")
    page.evaluate(
        "([name, text]) => sessionStorage.setItem(name.replace(/^(kb-draft) \\S+/, '$1 p-other'), text)", kept
    )
    page.evaluate("name => sessionStorage.removeItem(name)", kept[0])
    page.reload()
    expect(floor(page)).to_contain_text("Has the floor: Invented second")
    expect(said).to_have_value("")
    page.evaluate("([name, text]) => sessionStorage.setItem(name, text)", kept)
    page.reload()
    expect(said).to_have_value("An invented")
    said.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="An invented")).to_contain_text("Invented first")
    expect(said).to_have_value("")
    page.reload()
    expect(page.get_by_role("listitem").filter(has_text="An invented")).to_have_count(1)
    expect(said).to_have_value("")


# Streamlit's own window about the connection: how often it came, and whether it was ever to be seen.
WATCH_WINDOWS = """() => { window.came = 0; window.seen = 0;
    const find = () => document.querySelector("[data-testid=stDialog]");
    const count = new MutationObserver(() => { if (find()) window.came++; });
    count.observe(document.body, { childList: true, subtree: true });
    const look = () => { if (find() && find().checkVisibility()) window.seen++; requestAnimationFrame(look); };
    look(); }"""


@pytest.mark.timeout(600)
def test_what_is_done_while_the_server_is_away_waits_in_words_and_comes_in_once(
    browser: Browser, tmp_path: Path
) -> None:
    with rooms.opened(tmp_path) as room:
        for name in ("Invented first", "Invented second"):
            room.lists_name("a", name)
        path, code = room.store.place, room.code
    context = browser.new_context(viewport=DESKTOP)
    page, projector = context.new_page(), context.new_page()
    said, waits = page.get_by_label("What was said"), page.locator(".interactive-late:not(:empty)")
    with dashboard(path) as running:
        port = running.port
        context.add_cookies(administrator_cookies(running.log))
        # The name of this machine, for which Streamlit tells to start the server in a terminal.
        page.goto(f"http://localhost:{port}/session?desk={code}")
        page.get_by_role("button", name="Give the floor to Invented first").click()
        expect(floor(page)).to_contain_text("Has the floor: Invented first")
        projector.goto(f"http://localhost:{port}/projector/{code}")
        shown = projector.locator("#room").get_attribute("data-seen") or ""
        page.evaluate(WATCH_WINDOWS)
        said.fill(SENTENCE)
    expect(page.locator(".live")).to_contain_text("Connection lost.")
    expect(page.locator(".live")).to_be_in_viewport()
    page.wait_for_function("window.came > 0")
    expect(said).to_be_focused()
    assert page.evaluate("window.seen") == 0
    assert page.get_by_text("streamlit run").count() == 0
    expect(waits).to_have_count(0)
    page.keyboard.press("F8")
    expect(waits).to_have_text("1 move waits: floor to Invented second.")
    page.keyboard.press("Enter")
    expect(waits).to_have_text("2 moves wait: floor to Invented second; note on Invented first.")
    expect(waits).to_be_in_viewport()
    expect(said).to_have_value(SENTENCE)
    held = page.evaluate("Object.entries(sessionStorage)")
    expect(projector.locator("#lost")).to_be_visible()
    expect(projector.locator("#room")).to_have_attribute("data-seen", shown)
    expect(projector.locator(".speaker")).to_be_visible()
    with dashboard(path, port=port):
        expect(page.get_by_role("listitem").filter(has_text=SENTENCE)).to_contain_text("Invented first")
        expect(floor(page)).to_contain_text("Has the floor: Invented second")
        expect(said).to_have_value("")
        expect(waits).to_have_count(0)
        expect(page.locator(".live")).to_have_text("")
        expect(projector.locator("#room")).not_to_have_attribute("data-seen", shown)
        expect(projector.locator("#lost")).to_be_hidden()
        _nothing_comes_in_again(page, held)
    with dashboard(path, port=port):
        # By a server that was started anew, too.
        _nothing_comes_in_again(page, held)
    context.close()


def _nothing_comes_in_again(page: Page, held: list[list[str]]) -> None:
    """After a reload in the moment in which the server was back: the page that comes sends what was waiting."""
    page.evaluate("all => all.forEach(([name, text]) => sessionStorage.setItem(name, text))", held)
    page.reload()
    page.wait_for_function("!Object.keys(sessionStorage).some(one => one.startsWith('kb-draft'))")
    expect(page.get_by_label("What was said")).to_have_value("")
    expect(page.locator(".moves li").filter(has_text="noted what")).to_have_count(1)
    expect(page.locator(".moves li").filter(has_text="gave the floor to Invented second")).to_have_count(1)


def test_a_rehearsal_is_marked_and_every_window_says_so_when_it_is_deleted(page: Page, second: Page) -> None:
    open_screen(page, "/session")
    page.get_by_role("button", name="Rehearse it").click()
    expect(page.get_by_text("This is a rehearsal.")).to_be_visible()
    wait_until_settled(page)
    desk = page.url
    code = desk.partition("desk=")[2].partition("&")[0]
    projector = second.context.new_page()
    projector.goto(f"/projector/{code}")
    expect(projector.get_by_text("Rehearsal: this is not the session.")).to_be_visible()
    open_screen(second, desk)
    page.get_by_role("link", name="After the session").click()
    expect(page.get_by_text("Delete the rehearsal")).to_be_visible()
    wait_until_settled(page)  # a part that is drawn anew is closed again
    page.get_by_text("Delete the rehearsal").press("Enter")
    expect(page.get_by_role("button", name="Delete it")).to_be_visible()
    assert not axe_violations(page)
    page.get_by_role("button", name="Delete it").press("Enter")
    expect(page.get_by_role("button", name="Rehearse it")).to_be_visible()
    expect(page).not_to_have_url(re.compile("desk="))
    expect(projector.get_by_text("There is no session")).to_be_visible()
    expect(second.get_by_text("There is no session with this address")).to_be_visible()


def test_who_gives_the_floor_at_the_same_time_is_told(page: Page, second: Page, invented: str) -> None:
    # What the second sees is held back, as on a slow line, so that both act on the same list.
    second.route("**/session-live/**", lambda route: route.abort())
    open_screen(second, invented)
    page.keyboard.press("F8")
    expect(floor(page)).to_contain_text("Has the floor: Invented first")
    second.get_by_role("button", name="Give floor: Invented second", exact=True).click()
    expect(floor(second)).to_contain_text("Not carried out: a moment before")
    expect(floor(second)).to_contain_text("Has the floor: Invented first")
    expect(page.locator(".moves li").first).to_contain_text("Not carried out")


def test_axe_finds_nothing(page: Page, desk: str) -> None:
    for view in ("", "desk", "briefing", "after", "paper"):
        for reader in open_for_every_reader(page, f"{desk}&view={view}" if view else "/session"):
            for is_open in (False, True) if view == "desk" else (False,):
                page.locator("details").evaluate_all(f"all => all.forEach(one => one.open = {str(is_open).lower()})")
                assert horizontal_overflow(page) == 0, reader
                assert axe_violations(page) == [], reader


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this is focused."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"not reached within {MOST_TABS} presses of Tab")
