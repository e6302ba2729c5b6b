"""Signing in with a real OpenID provider: who gets what, when a session ends, and signing out; and the whole way of a
contribution, with two people signed in and files in three languages. Everything is invented.
"""

import io
import re
from collections.abc import Iterator

import pytest
from docx import Document
from playwright.sync_api import Browser, FilePayload, Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.browser import openid
from tests.browser.axe import axe_violations
from tests.browser.conftest import DESKTOP, WAIT_MILLISECONDS, Server, _new_page
from tests.browser.screens import go_to, open_screen, wait_until_settled

ENGLISH = "In the invented State there is an invented office that answers the letters of the people it serves."
FRENCH = "Dans cet État inventé, un bureau inventé répond aux lettres des personnes dont il est au service."
ARABIC = "في هذه الدولة المتخيلة مكتب متخيل يجيب على رسائل الناس الذين يخدمهم كل يوم."
PERMANENT_ID = re.compile(r"inv-2012-XAA-\d+")
WHY, ANSWER = "Invented reason: it was a plan <b>only</b>", "Invented answer: it counts as a plan from now on"
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
        go_to(page, f"/{screen}")
        expect(page.get_by_test_id("stMain")).to_contain_text(why)
        expect(page.get_by_test_id("stMain").locator("form, textarea, [data-testid='stForm']")).to_have_count(0)
    expect(page.get_by_text("ada@invented.example")).to_have_count(0)


def test_without_signing_in_one_reads_even_at_this_machine(page: Page) -> None:
    go_to(page, "/")
    is_reader(page, "Sign in to work on contributions")


def test_an_administrator_signs_in_adds_somebody_and_signs_out(page: Page) -> None:
    sign_in(page, openid.ADMINISTRATOR)
    sidebar(page, "Ada Invented (administrator)")
    go_to(page, "/people?as=table")
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
    go_to(page, "/people?as=table")
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text(ONLY_ADMINISTRATORS)
    expect(main.get_by_test_id("stForm")).to_have_count(0)
    go_to(page, "/review")
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
    go_to(page, "/people?as=table")
    go_to(second, "/people?as=table")
    expect(page.get_by_role("table", name="People and their roles")).to_be_visible()
    expect(second.get_by_test_id("stMain")).to_contain_text(ONLY_ADMINISTRATORS)
    sidebar(page, "Ada Invented")
    sidebar(second, "Del <b>Invented</b>")
    sign_out(second)
    open_screen(page, "/people?as=table")
    sidebar(page, "Ada Invented")


def files() -> list[FilePayload]:
    """A Word file in English, a PDF in French, a web page in Arabic."""
    word, pdf = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph(ENGLISH)
    document.add_paragraph("Invented second paragraph, about the same invented office and its work.")
    document.save(word)
    canvas = Canvas(pdf)
    canvas.drawString(60, 700, FRENCH)
    canvas.save()
    web = f'<html lang="ar" dir="rtl"><body><p>{ARABIC}</p></body></html>'.encode()
    return [
        {"name": "invented.docx", "mimeType": "application/octet-stream", "buffer": word.getvalue()},
        {"name": "inventé.pdf", "mimeType": "application/pdf", "buffer": pdf.getvalue()},
        {"name": "متخيل.html", "mimeType": "text/html", "buffer": web},
    ]


def choose(page: Page, label: str, option: str) -> None:
    """Choose the first option of a list that bears this."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    page.get_by_role("option", name=re.compile(option)).first.click()
    page.keyboard.press("Tab")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def hand_in(page: Page, file: FilePayload, language: str) -> str:
    """Hand in a file as the delegate; the permanent id of the contribution."""
    go_to(page, "/submit")
    choose(page, "Meeting", "Invented")
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_text(file["name"]).first).to_be_visible()
    wait_until_settled(page)
    press(page, "Read the text")
    expect(page.get_by_role("combobox", name="Language of the text")).to_have_value(language)
    wait_until_settled(page)
    press(page, "Send the contribution")
    expect(page).to_have_url(re.compile("receipt="))
    # The address changes before the receipt is drawn.
    receipt = page.get_by_test_id("stMain").get_by_text(PERMANENT_ID).first
    receipt.wait_for()
    found = PERMANENT_ID.search(receipt.inner_text())
    assert found
    return found[0]


def code_everything(page: Page, passages: int) -> None:
    go_to(page, "/code")
    for number in range(passages):
        press(page, "Progress")
        expect(page.get_by_role("button", name="✓ Progress")).to_be_visible()
        wait_until_settled(page)
        choose(page, "Actions: type a number or a word", "1")
        press(page, "Save and go to the next")
        left = passages - number - 1
        expect(page.get_by_role("heading", name=re.compile(f"^{left or 'No'} passage"))).to_be_visible()
        wait_until_settled(page)


def publish(page: Page, contribution: str) -> None:
    go_to(page, f"/review?review={contribution}")
    press(page, "Publish as one revision")
    expect(page.get_by_text("The contribution is published.")).to_be_visible()


@pytest.mark.timeout(600)
def test_the_whole_way(page: Page, second: Page) -> None:
    sign_in(page, openid.ADMINISTRATOR)
    sign_in(second, openid.DELEGATE)

    english, french, arabic = (
        hand_in(second, file, language) for file, language in zip(files(), ("English", "French", "Arabic"), strict=True)
    )
    code_everything(page, 4)
    for contribution in (english, french, arabic):
        publish(page, contribution)
    go_to(second, f"/contributions?contribution={arabic}")
    expect(second.get_by_text(ARABIC).first).to_be_visible()

    go_to(second, f"/replies?reply={english}.1")
    second.get_by_role("radiogroup").first.get_by_text("contest", exact=False).first.click()
    second.get_by_role("textbox", name="Reason").fill(WHY)
    press(second, "Send the reply")
    expect(second.get_by_text("Your reply is kept")).to_be_visible()

    go_to(page, f"/contributions?contribution={english}")
    expect(page.get_by_text("Contested by the State").first).to_be_visible()
    expect(page.get_by_text(WHY, exact=False).first).to_be_visible()
    assert axe_violations(page) == []

    go_to(page, "/replies?as=table")
    expect(page.get_by_role("link", name="My work (1)")).to_be_visible()
    page.get_by_role("table").get_by_role("link").first.click()
    page.get_by_role("textbox", name="The answer in words").wait_for()
    wait_until_settled(page)
    page.get_by_role("radiogroup").first.get_by_text("accept", exact=False).first.click()
    choose(page, "If accepted: the assessment that counts", "Plan")
    choose(page, "If accepted: the actions that count", "1")
    page.get_by_role("textbox", name="The answer in words").fill(ANSWER)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("The answer is kept")).to_be_visible()
    go_to(second, f"/contributions?contribution={english}")
    expect(second.get_by_text(ANSWER).first).to_be_visible()

    go_to(page, f"/review?review={french}")
    page.get_by_text("Correct", exact=True).first.click()
    page.get_by_role("textbox", name="Note, shown as a caveat").fill("An invented caveat")
    page.get_by_role("textbox", name="Why it is corrected").fill("An invented wish of the State")
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.get_by_text("The contribution is corrected.")).to_be_visible()
    go_to(second, f"/contributions?contribution={french}")
    expect(second.get_by_text("An invented caveat").first).to_be_visible()

    go_to(page, "/history?as=table")
    newest = page.get_by_role("table").first.get_by_role("row").nth(1).get_by_role("rowheader").inner_text()
    assert "corrected" in page.get_by_role("table").first.get_by_role("row").nth(1).inner_text()
    go_to(page, "/review")
    page.get_by_text("Undo a revision").click()
    page.get_by_role("spinbutton", name="Number of the revision").fill(re.sub(r"\D", "", newest))
    page.get_by_role("textbox", name="Why it is undone").fill("An invented mistake")
    press(page, "Undo revision")
    expect(page.get_by_text(re.compile(r"Revision \d+ is undone"))).to_be_visible()
    go_to(second, f"/contributions?contribution={french}")
    expect(second.get_by_text(FRENCH).first).to_be_visible()
    expect(second.get_by_text("An invented caveat")).to_have_count(0)
