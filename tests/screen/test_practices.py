"""The screen Practices: on the shipped material in every scope, and its rule on INVENTED States."""

import re
from html import unescape

import pytest

from kb.store import Store, View
from tests.screen.conftest import Open, html_of


def plain(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture(scope="module")
def view(knowledge_base: Store) -> View:
    return knowledge_base.latest()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"my": "LAO"},
        {"my": "LAO", "instrument": "CCM", "meeting": "any"},
        {"my": "LBN", "provision": "VAP-23"},
        {"my": "NOR", "state": "LBN"},
        {"my": "LAO", "state": "LAO"},
        {"my": "VNM", "rev": "1"},
        {"my": "LAO", "need": "VAP-23"},
        {"need": "CCM-5.2.c"},
        {"my": "LAO", "assessment": "challenge"},
        {"my": "LAO", "need": "VAP-23", "page": "9"},
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("practices", **query)
    assert not app.exception
    assert not app.error
    assert "<h2" in html_of(app)


def test_without_a_state_it_says_what_it_does_and_offers_states(open_screen: Open) -> None:
    html = html_of(open_screen("practices"))
    assert "Choose your State" in html
    assert 'href="/practices?my=LAO"' in html
    assert "Add to my brief</a>" not in html


def test_choosing_a_state_puts_it_into_the_address(open_screen: Open) -> None:
    app = open_screen("practices", need="VAP-23")
    app.selectbox(key="my-state").select("LAO").run()
    assert app.query_params["my"] == "LAO"
    assert "need" not in app.query_params
    assert "Lao People's Democratic Republic: 1 passage assessed as challenge" in plain(html_of(app))


def test_what_is_unknown_in_the_address_is_said(open_screen: Open) -> None:
    html = html_of(open_screen("practices", my="<i>QQQ", need="<b>x", brief="<u>no.1"))
    assert "&lt;i&gt;QQQ” in the address is not known on this screen" in html
    assert "“&lt;b&gt;x” is no action or article" in html
    assert "Passage “&lt;u&gt;no.1” of the brief in the address is not held" in html
    assert not {"<i>", "<b>", "<u>"} & set(re.findall(r"<\w+>", html))


def test_the_brief_stands_on_top_and_its_passages_can_be_taken_out(open_screen: Open) -> None:
    app = open_screen("practices", my="LAO", brief=["im2012-aus.5", "im2012-aus.2"])
    html = html_of(app)
    assert "My brief: 2 passages" in html
    assert 'href="/practices?my=LAO&amp;brief=im2012-aus.2&amp;at=brief"' in html
    assert "Take out passage 5 of Australia" in html
    assert [button.key for button in app.get("download_button")] == ["brief-file"]


def test_an_empty_brief_offers_no_file(open_screen: Open) -> None:
    app = open_screen("practices", my="LAO")
    assert "My brief is empty" in html_of(app)
    assert not app.get("download_button")
