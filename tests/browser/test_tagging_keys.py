"""A statement of six paragraphs is tagged with few keys and no mouse. Everything in it is invented."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.db import Store
from tests.browser.axe import axe_violations
from tests.browser.conftest import Server, served
from tests.browser.screens import go_to, open_screen
from tests.conftest import Figure
from tests.handing import hand_in
from tests.knowledge import copied

STATEMENT = (
    "Madam Chair, allow me to thank the invented host country for its hospitality.",
    "Our Ministry of Social Affairs is the focal point that coordinates victim assistance with all ministries.",
    "A national plan on victim assistance, with a budget, was adopted as part of the national disability strategy.",
    "We began a survey in order to collect data on survivors, their needs and the services that reach them.",
    "We lack the money to pay for rehabilitation in the rural districts, and ask for assistance.",
    "I thank you, Madam Chair.",
)
MOST_KEYS = 25
# What is tagged in the end.
TAGS = (
    "). Nothing to tag.",
    "). Progress: A",
    "). Plan: Action 23",
    "; Progress: Action 28",
    "). Request: no action",
    "Nobody has tagged it yet.",
)


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard on the shipped material, with the statement of an invented State handed in."""
    database = copied(built, tmp_path_factory.mktemp("keys") / "kb.duckdb")
    with Store.open(database) as store:
        with store.change("invented", "administrator", "An invented State") as change:
            change.save("outside_state", [{"id": "XAA", "name": "Invented State XAA"}])
            change.save("contributor_name", [{"name": "Invented State XAA", "contributor": "XAA"}])
        hand_in(store, *STATEMENT, meeting="ccm-13msp")
    with served(database) as running:
        yield running


def test_six_paragraphs_take_few_keys(page: Page, figure: Figure) -> None:
    keys = 0

    def press(*pressed: str) -> None:
        nonlocal keys
        for key in pressed:
            keys += 1
            page.keyboard.press(key)

    open_screen(page, "/code")
    # Typed ahead: each key is for the passage that it follows, whatever the screen still shows.
    press("F8", "Alt+1")
    suggestion_is_there(page, 2)
    # What is typed after an assessment is an action, also before the passage that it is for is shown.
    press("Alt+j", "Alt+u", "Control+Enter", "Alt+4", "2", "3", "Enter")
    expect(page.get_by_text("Passage 3 of 6.")).to_be_visible()
    # While the list of actions is open, what is beside it has no role.
    expect(page.get_by_text("✓ Plan")).to_be_visible()
    expect(page.get_by_test_id("stMultiSelect").get_by_text("Action 23", exact=False)).to_be_visible()
    press("Control+Enter", "Alt+1")
    suggestion_is_there(page, 4)
    assert axe_violations(page) == []
    # What is typed while a suggestion is still being taken is for the field as it will be.
    press("Alt+j", "2", "8", "Enter", "Control+Enter", "Alt+5", "Control+Enter", "F8")
    expect(page.get_by_role("heading", name="No passage waits to be tagged")).to_be_visible()
    assert keys <= MOST_KEYS
    figure(f"six paragraphs tagged with {keys} keys")

    # The last one is taken back by a key, and nothing else is.
    page.keyboard.press("Alt+z")
    expect(page.get_by_text("Passage 6 of 6.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 passage waits to be tagged, in 1 statement")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\.6$"))
    link = page.url.removesuffix("6")
    for number, tags in enumerate(TAGS, start=1):
        go_to(page, f"{link}{number}")
        expect(page.get_by_role("main")).to_contain_text(tags)


def suggestion_is_there(page: Page, passage: int) -> None:
    """Suggestions are learned in the background, so that they may come after the passage."""
    expect(page.get_by_text(f"Passage {passage} of 6.")).to_be_visible()
    expect(ticked(page)).to_have_text([re.compile("Progress")])
    expect(page.get_by_role("button", name="Alt + J")).to_be_visible()


def ticked(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^✓"))
