"""Signing in with a real OpenID provider: who gets what, when a session ends, and signing out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import openid
from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP, WAIT_MILLISECONDS, Server, _new_page
from tests.browser.screens import open_screen, wait_until_settled

ONLY_ADMINISTRATORS = "Only an administrator sees and changes who works here"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard with sign-in set up."""
    with openid.signing_in(tmp_path_factory.mktemp("sign-in")) as running:
        yield running


@pytest.fixture
def second(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of another browser context, which shares no cookie with `page`."""
    yield from _new_page(browser, server, DESKTOP)


def sign_in(page: Page, person: str, first: str = "/") -> None:
    """Sign in as a person of the provider, from the dashboard's own button and back to its first screen."""
    open_screen(page, first)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=person, exact=True).click()
    expect(page.get_by_test_id("stSidebar")).to_be_visible(timeout=WAIT_MILLISECONDS)
    wait_until_settled(page)


def sign_out(page: Page) -> None:
    """Sign out here and, as the provider asks, there; back on the dashboard nobody is signed in."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def sidebar(page: Page, says: str) -> None:
    expect(page.get_by_test_id("stSidebar")).to_contain_text(says)


def is_reader(page: Page, why: str) -> None:
    """The person reads, is told why, and finds no form on the screens of the work."""
    sidebar(page, "Reader")
    for screen in ("people", "review"):
        open_screen(page, f"/{screen}")
        expect(page.get_by_test_id("stMain")).to_contain_text(why)
        expect(page.get_by_test_id("stMain").locator("form, textarea, [data-testid='stForm']")).to_have_count(0)
    expect(page.get_by_text("ada@invented.example")).to_have_count(0)


def test_without_signing_in_one_reads_even_at_this_machine(page: Page) -> None:
    open_screen(page, "/")
    is_reader(page, "Sign in to work on contributions")


def test_an_administrator_signs_in_adds_somebody_and_signs_out(page: Page) -> None:
    sign_in(page, openid.ADMINISTRATOR)
    sidebar(page, "Ada Invented (administrator)")
    open_screen(page, "/people?as=table")
    table = page.get_by_role("table", name="People and their roles")
    expect(table).to_contain_text("Del <b>Invented</b>")
    assert axe_violations(page) == []
    page.get_by_role("textbox", name="Id").fill("new")
    page.get_by_role("textbox", name="Name").fill("New Invented")
    page.get_by_role("textbox", name="E-mail").fill("new@invented.example")
    page.get_by_role("button", name="Save").click()
    expect(table).to_contain_text("new@invented.example")
    expect(page.get_by_role("textbox", name="Id")).to_have_value("")
    sign_out(page)
    is_reader(page, "Sign in to work on contributions")


def test_a_delegate_sees_neither_people_nor_a_review(page: Page) -> None:
    sign_in(page, openid.DELEGATE)
    sidebar(page, "Del <b>Invented</b> (delegate for XAA)")
    open_screen(page, "/people?as=table")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(ONLY_ADMINISTRATORS)
    expect(main.get_by_test_id("stForm")).to_have_count(0)
    open_screen(page, "/review")
    expect(main).to_contain_text("coordinator")
    expect(main.locator("form, textarea, [data-testid='stForm']")).to_have_count(0)


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (openid.UNKNOWN, "nobody with your address works here"),
        (openid.UNCONFIRMED, "has not confirmed your e-mail address"),
        (openid.LATE, "Your session has ended; sign in again"),
    ],
)
def test_who_is_not_to_be_trusted_is_a_reader_and_told_why(page: Page, person: str, why: str) -> None:
    sign_in(page, person)
    sidebar(page, why)
    is_reader(page, why)
    again = "Sign in" if person == openid.LATE else "Sign out"
    expect(page.get_by_role("button", name=again)).to_be_visible()


def test_two_people_are_signed_in_at_once_and_stay_apart(page: Page, second: Page) -> None:
    sign_in(page, openid.ADMINISTRATOR)
    sign_in(second, openid.DELEGATE)
    open_screen(page, "/people?as=table")
    open_screen(second, "/people?as=table")
    expect(page.get_by_role("table", name="People and their roles")).to_be_visible()
    expect(second.get_by_test_id("stMain")).to_contain_text(ONLY_ADMINISTRATORS)
    sidebar(page, "Ada Invented")
    sidebar(second, "Del <b>Invented</b>")
    sign_out(second)
    open_screen(page, "/people?as=table")
    sidebar(page, "Ada Invented")
