"""The screen Search: everything is in the address, results say why, nothing found says why not, and text stays text."""

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from kb.tables import Table
from kb.ui import downloads
from tests.knowledge import Knowledge, about
from tests.screen.conftest import DashboardOf, Open, html_of, visit

TAG = re.compile(r"<[^>]+>")


def text(html: str) -> str:
    """The words of a piece of HTML."""
    return re.sub(r"\s+", " ", unescape(TAG.sub("", html)))


def links(html: str, label: str) -> list[dict[str, list[str]]]:
    """The queries of the links to this screen whose label begins so."""
    found = re.findall(r'<a href="(/search[^"]*)"[^>]*>(.*?)</a>', html)
    return [parse_qs(urlsplit(unescape(href)).query) for href, said in found if text(said).startswith(label)]


def test_without_a_question_everything_held_stands_there_and_it_is_said(open_screen: Open) -> None:
    app = open_screen("search")
    html = html_of(app)
    assert "Everything here, also what was made to no meeting or speaks to another convention." in html
    assert "The filter Instrument does not limit a search." in html
    assert app.title[0].value == "327 passages to search"
    assert "327 passages. Type to search them." in text(html)
    assert html.count("<article") == 20
    assert "1 to 20 of 327" in html
    assert links(html, "Next page") == [{"page": ["2"]}] * 2
    assert "Best first" not in html


def test_results_mark_what_fits_and_say_where_else(open_screen: Open) -> None:
    html = html_of(open_screen("search", q="healthcare card Lebanon"))
    assert "1 passage for “healthcare card Lebanon”." in text(html)
    assert "<mark>healthcare</mark> <mark>card</mark>" in html
    assert "Found in the text: “healthcare”, “card”; the names of who speaks or is described: “Lebanon”" in text(html)
    assert "monitoring: a third party describes a State" in html
    assert "contribution=mon-lbn-2013&amp;passage=3" in html
    # The passage was made to no meeting: what its codes lead to holds it.
    assert "/contributions?meeting=any&amp;theme=medical-care&amp;list=passages" in html
    assert "first-hand" not in text(html).split("Narrow the results")[0]


def test_a_name_that_fits_in_another_form_is_named_with_the_word_in_it(open_screen: Open) -> None:
    named = "COPE (Cooperative Orthotic and Prosthetic Enterprise), Lao PDR"
    said = text(html_of(open_screen("search", q="prosthetics")))
    assert "10 passages for “prosthetics”." in said
    assert f"Found in the names of who speaks or is described: “{named}”" in said
    assert "Cooperative" not in text(html_of(open_screen("search", q="physiotherapy")))


def test_the_address_holds_everything_and_a_link_changes_one_thing(open_screen: Open) -> None:
    asked = {"q": "rehabilitation", "theme": "rehabilitation", "sort": "newest", "fuzzy": "yes"}
    html = html_of(open_screen("search", **asked))
    assert "Everything here that fits Theme: Physical rehabilitation. The filter Instrument" in text(html)
    assert "does not limit a search. Revision 1." in text(html)
    held = {key: [value] for key, value in asked.items()}
    (contributions,) = links(html, "Contributions (")
    assert contributions == held | {"kind": ["contribution"]}
    (forgiven,) = links(html, "Typing errors forgiven")
    assert forgiven == {key: value for key, value in held.items() if key != "fuzzy"}
    (chosen,) = links(html, "✓ Physical rehabilitation")
    assert chosen == {key: value for key, value in held.items() if key != "theme"}
    (more,) = links(html, "Resources (")
    assert more == held | {"theme": ["rehabilitation", "resources"]}


def test_an_article_takes_the_place_of_actions_as_filters_hold_one_instrument(open_screen: Open) -> None:
    html = html_of(open_screen("search", q="plan", provision="VAP-24"))
    (article,) = links(html, "Article 5.2(b)")
    assert article == {"q": ["plan"], "instrument": ["CCM"], "provision": ["CCM-5.2.b"]}
    (action,) = links(html, "Action 22")
    assert action == {"q": ["plan"], "provision": ["VAP-24", "VAP-22"]}


def test_contributions_and_provisions_are_found_with_how_they_are_held(open_screen: Open) -> None:
    contributions = text(html_of(open_screen("search", q="Norway", kind="contribution")))
    assert "read its 3 passages" in contributions
    provisions = html_of(open_screen("search", q="focal point", kind="provision", state="LAO"))
    assert "Text: restated" in provisions
    assert 'href="/actions?state=LAO&amp;instrument=VAP&amp;read=VAP-21"' in provisions
    assert "only that on actions and articles applies" in provisions


def test_a_slip_of_syntax_is_said_and_the_nearest_reading_searched(open_screen: Open) -> None:
    app = open_screen("search", q='"focal point AND (Mozambique')
    said = text(html_of(app))
    assert not app.exception
    assert "The quotation marks are not closed; the phrase was read to the end." in said
    assert "passages for “" in said
    assert text(html_of(open_screen("search", q="focal AND"))).count("AND needs a word on both sides") == 1


def test_nothing_found_names_the_words_and_offers_ways_on(open_screen: Open) -> None:
    app = open_screen("search", q="quokka AND rehabilitation")
    html = html_of(app)
    assert "Nothing published has “quokka”" in text(html)
    assert app.title[0].value == "No passage found for “quokka AND rehabilitation”"
    (known,) = links(html, "Only “rehabilitation”:")
    assert known == {"q": ["rehabilitation"]}
    assert links(html, "Instead:") == []
    html = html_of(open_screen("search", q="VAP-40"))
    assert links(html, "Instead: 1 action or article") == [{"q": ["VAP-40"], "kind": ["provision"]}]
    html = html_of(open_screen("search", q="rehabilitaiton"))
    (forgiven,) = links(html, "With typing errors forgiven")
    assert forgiven == {"q": ["rehabilitaiton"], "fuzzy": ["yes"]}
    html = html_of(open_screen("search", q="beekeeping", state="KEN", voice="own"))
    assert "1 passage fits the question, and what was chosen leaves none of them" in text(html)
    (everything,) = links(html, "In everything here: 1 passage")
    assert everything == {"q": ["beekeeping"]}
    assert links(html, "Without the choice of voice") == []


def test_a_word_that_nothing_has_leads_to_words_that_begin_as_it_does(open_screen: Open) -> None:
    html = html_of(open_screen("search", q="psychometric", voice="own"))
    (begun,) = links(html, "Any word that begins so, “psycho*”:")
    assert begun == {"q": ["psycho*"], "voice": ["own"]}
    found = re.search(r"“psycho\*”: (\d+) passages", text(html))
    assert found
    assert f"{found[1]} passages for “psycho*”" in text(html_of(open_screen("search", q="psycho*", voice="own")))
    # Others have the other word.
    html = html_of(open_screen("search", q="psychometric support"))
    assert "No passage has both words; here is what has at least 1 of them" in text(html)
    (begun,) = links(html, "Any word that begins so, “psycho* support”:")
    assert begun == {"q": ["psycho* support"]}
    assert "<article" in html
    # Of a few letters many other words are made: “réad” would be “ready”.
    for question in ("réadaptation", "quokka", "psychological"):
        assert links(html_of(open_screen("search", q=question)), "Any word") == []


def test_a_word_of_another_language_is_told_in_which_languages_texts_are(open_screen: Open) -> None:
    for question in ("الضحايا", "médecin"):
        html = text(html_of(open_screen("search", q=question)))
        assert f"Nothing published has “{question}”. The texts published are in English." in html
    assert "The texts published" not in html_of(open_screen("search", q="beekeeping", state="KEN", voice="own"))
    assert "for nothing is translated" in text(html_of(open_screen("search")))


@pytest.mark.parametrize(
    ("languages", "said"),
    [(["fr", "fr", "ar", "ar", "ar", "vi"], " The texts published are in Arabic, French and vi."), ([], "")],
)
def test_languages_are_those_of_what_was_said_and_published(
    dashboard_of: DashboardOf, languages: list[str], said: str
) -> None:
    k = Knowledge.small("XAA")
    for language in languages:
        k.said("XAA", about("VAP-1"), language=language)
    k.said("XAA", about("VAP-1"), language="ru", status="received")
    dashboard_of(k)
    html = text(html_of(visit("search", q="quokka")))
    assert f"Nothing published has “quokka”.{said}" in html
    assert ("The texts published" in html) is bool(said), "provisions are in English, and say nothing of the texts"


def test_what_the_address_cannot_mean_is_said_and_left_out(open_screen: Open) -> None:
    wrong = {"kind": "person", "sort": "<b>", "fuzzy": "maybe", "page": "-1", "colour": "red"}
    html = html_of(open_screen("search", q="beekeeping", **wrong))
    assert [said for said in (*list(wrong.values())[:-1], "colour") if f"“{escape(said)}”" not in html] == []
    assert "was left out" in html
    assert "1 passage for “beekeeping”" in text(html)
    assert "<b>" not in html


def test_an_unknown_language_and_a_page_beyond_the_end_lead_back(open_screen: Open) -> None:
    assert links(html_of(open_screen("search", q="plan", language="xx")), "Without the choice of language")
    html = html_of(open_screen("search", q="beekeeping", page="9"))
    assert "Nothing stands on page 9" in html
    assert links(html, "Previous page")


@pytest.mark.parametrize(
    ("query", "title", "rows"),
    [
        ({"page": "17"}, "Search results: passages 321 to 327 of 327, latest first", 7),
        ({"q": "beekeeping"}, "Search results: 1 passage, best first", 1),
        (
            {"q": "focal point", "kind": "provision", "sort": "state"},
            "Search results: 2 actions and articles, by State",
            2,
        ),
    ],
)
def test_a_file_says_which_of_all_results_it_holds(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch, query: dict[str, str], title: str, rows: int
) -> None:
    offered: list[Table] = []
    monkeypatch.setattr(downloads, "offer", offered.append)
    html = html_of(open_screen("search", **query))
    (table,) = offered
    assert (table.caption, len(table.rows)) == (title, rows)
    assert html.count("<article") == rows


HOSTILE = '<script>alert(1)</script> [x](javascript:alert(1)) **bold** "<img src=x onerror=alert(1)>'


def test_what_is_typed_and_what_is_held_stay_text(dashboard_of: DashboardOf) -> None:
    k = Knowledge.small("XAA", provisions=["VAP-1"])
    k.said("XAA", about("VAP-1"), source_title=f"Invented {HOSTILE}", note=f"Invented {HOSTILE}")
    k.rows["passage"][-1]["text"] = f"Invented {HOSTILE}"
    dashboard_of(k)
    for question, kind in (("script bold", "contribution"), (HOSTILE, "passage")):
        html = html_of(visit("search", q=question, kind=kind))
        assert "<mark>bold</mark>" in html
        assert "<script" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html
