"""Search in a real browser: results follow while typing and nothing flickers, by keyboard alone, for every reader."""

import re

from playwright.sync_api import Page, expect

from kb.db import View
from kb.search import search
from tests.browser.screens import open_screen, wait_until_settled

FIELD = "form.search input"
# Watches the results at every change of the page and at every frame drawn.
WATCH = """() => {
    window.seen = {blank: 0, tops: new Set(), faintest: 1, unfocused: 0};
    const look = () => {
        const results = document.querySelector(".search-results");
        if (!results || !results.textContent) { window.seen.blank += 1; return; }
        window.seen.tops.add(Math.round(results.getBoundingClientRect().top));
        let opacity = 1;
        for (let one = results; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity);
        window.seen.faintest = Math.min(window.seen.faintest, opacity);
        window.seen.unfocused += document.activeElement.matches("form.search input") ? 0 : 1;
    };
    new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true});
    const frame = () => { look(); requestAnimationFrame(frame); };
    frame();
}"""
SEEN = "() => ({...window.seen, tops: [...window.seen.tops]})"


def test_results_follow_while_typing_without_flicker_and_the_field_keeps_the_focus(page: Page) -> None:
    open_screen(page, "/search")
    field = page.locator(FIELD)
    field.focus()
    page.evaluate(WATCH)
    field.press_sequentially("peer support", delay=120)
    expect(page.get_by_text("5 passages for “peer support”.")).to_be_visible()
    expect(page.locator("mark", has_text="peer").first).to_be_visible()
    seen = page.evaluate(SEEN)
    assert (seen["blank"], seen["unfocused"], seen["faintest"]) == (0, 0, 1), seen
    assert len(seen["tops"]) == 1, "the results moved"
    assert page.url.endswith("/search?q=peer+support")
    assert field.input_value() == "peer support"
    wait_until_settled(page)


def test_back_leads_from_question_to_question_and_not_through_every_letter(page: Page) -> None:
    open_screen(page, "/search?q=beekeeping")
    field = page.locator(FIELD)
    expect(field).to_have_value("beekeeping")
    page.get_by_role("link", name=re.compile("^Contributions \\(")).click()
    expect(page.get_by_text("1 contribution for “beekeeping”.")).to_be_visible()
    field.fill("")
    field.press_sequentially("goats", delay=60)
    expect(page.get_by_text("1 contribution for “goats”.")).to_be_visible()
    field.press("Enter")
    page.go_back()
    page.go_back()
    expect(page.get_by_text("1 passage for “beekeeping”.")).to_be_visible()
    expect(field).to_have_value("beekeeping")


def test_a_word_that_nothing_has_leads_by_keyboard_to_what_begins_so(page: Page, view: View) -> None:
    number = search(view, "psycho*").total
    open_screen(page, "/search?q=psychometric")
    expect(page.get_by_text("Nothing published has “psychometric”.")).to_be_visible()
    page.get_by_role("link", name=f"Any word that begins so, “psycho*”: {number} passages", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{number} passages for “psycho*”.")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("psycho*")
    expect(page.locator("mark", has_text=re.compile("^psycho", re.IGNORECASE)).first).to_be_visible()


def test_a_facet_narrows_by_keyboard_alone(page: Page) -> None:
    open_screen(page, "/search?q=rehabilitation")
    choice = page.get_by_role("link", name=re.compile("^Chad \\("))
    choice.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("state=TCD"))
    expect(page.get_by_text("Everything here that fits")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("✓ Chad"))).to_be_visible()


def test_on_a_phone_the_facets_are_a_step_away(phone: Page) -> None:
    open_screen(phone, "/search?q=rehabilitation")
    phone.get_by_role("link", name="Narrow the results").click()
    expect(phone.get_by_role("heading", name="Narrow the results")).to_be_focused()
