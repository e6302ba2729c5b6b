"""A statement of six paragraphs is tagged with few keys and no mouse. Everything in it is invented."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.db import Store
from tests.browser.axe import axe_violations
from tests.browser.conftest import Server, copied, served
from tests.browser.screens import open_screen, wait_until_settled
from tests.conftest import Figure
from tests.handing import hand_in

STATEMENT = (
    "Madam Chair, allow me to thank the invented host country for its hospitality.",
    "Our Ministry of Social Affairs is the focal point that coordinates victim assistance with all ministries.",
    "A national plan on victim assistance, with a budget, was adopted as part of the national disability strategy.",
    "We began a survey in order to collect data on survivors, their needs and the services that reach them.",
    "We lack the money to pay for rehabilitation in the rural districts, and ask for assistance.",
    "I thank you, Madam Chair.",
)
MOST_KEYS = 25


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard on the shipped material, with the statement of an invented State handed in."""
    database = copied(built, tmp_path_factory.mktemp("keys"))
    with Store.open(database) as store:
        with store.change("invented", "administrator", "An invented State") as change:
            change.save("outside_state", [{"id": "XAA", "name": "Invented State XAA"}])
            change.save("contributor_name", [{"name": "Invented State XAA", "contributor": "XAA"}])
        hand_in(store, *STATEMENT, meeting="ccm-13msp")
    with served(database) as running:
        yield running


def test_six_paragraphs_take_few_keys(page: Page, figure: Figure) -> None:
    keys = 0

    def key(pressed: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(pressed)

    open_screen(page, "/code")
    for number, chosen in enumerate((None, "Alt+1", "Alt+1", "Alt+1", "Alt+5", None), start=1):
        expect(page.get_by_text(f"Passage {number} of 6.")).to_be_visible()
        wait_until_settled(page)
        if chosen is None:
            key("F8")
            continue
        # Suggestions are learned in the background; whoever looks again finds them.
        expect(page.get_by_role("button", name="Alt + J")).to_be_visible()
        for pressed in (chosen, "Alt+j", "Alt+u"):
            wait_until_settled(page)
            key(pressed)
            ticked = {"Alt+j": 2, "Alt+u": 3}.get(pressed, 1)
            expect(page.get_by_role("button", name=re.compile("^✓"))).to_have_count(ticked)
        if number == 2:
            assert axe_violations(page) == []
        key("Control+Enter")
    expect(page.get_by_role("heading", name="No passage waits to be tagged")).to_be_visible()
    assert keys <= MOST_KEYS
    figure(f"six paragraphs tagged with {keys} keys")
