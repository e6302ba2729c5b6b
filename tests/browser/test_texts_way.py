"""The text of an INVENTED plan of 66 actions, as a PDF with page headers: loaded by keyboard by somebody new to it."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe_violations
from tests.browser.conftest import Server, served
from tests.browser.screens import open_screen, wait_until_settled
from tests.knowledge import copied
from tests.unit.invented_instruments import plan
from tests.unit.official_documents import pdf_file

MINUTES = 3 * 60


@pytest.fixture(scope="module")
def server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard of its own: the test changes the knowledge base."""
    with served(copied(built, tmp_path_factory.mktemp("texts-way") / "kb.duckdb")) as running:
        yield running


def enter(page: Page, name: str) -> None:
    """Press a button by keyboard."""
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_a_plan_is_loaded_by_keyboard_in_less_than_three_minutes(page: Page, tmp_path: Path) -> None:
    file = pdf_file(tmp_path / "plan.pdf", plan()[0])
    open_screen(page, "/texts")
    assert axe_violations(page) == []
    began = time.monotonic()
    page.get_by_role("combobox", name="Instrument").last.focus()
    page.keyboard.type("Vientiane")
    page.keyboard.press("Enter")
    wait_until_settled(page)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("plan.pdf").first).to_be_visible()
    wait_until_settled(page)
    enter(page, "Read the document")
    expect(page.get_by_role("heading", level=1)).to_have_text("66 of 66 actions found, 1 line unclear", timeout=60_000)
    expect(page.get_by_role("img", name="Page 13 of 13 of the file")).to_be_visible()
    wait_until_settled(page)
    assert axe_violations(page) == []
    # The line is placed by its number: a form that the keyboard reaches without the table.
    page.get_by_role("combobox", name="It belongs to").focus()
    page.keyboard.type("Above, as a paragraph")
    page.keyboard.press("Enter")
    enter(page, "Change the line")
    expect(page.get_by_role("heading", level=1)).to_have_text("66 of 66 actions found, 0 lines unclear")
    wait_until_settled(page)
    enter(page, "Publish the text")
    expect(page.get_by_text(re.compile("Loaded the text of 66 actions"))).to_be_visible(timeout=30_000)
    assert time.monotonic() - began < MINUTES
