"""How a passage is shown wherever it is shown: in whose words, in which voice, with links that keep the filters."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kb.db import View
from kb.domain.model import Voice
from kb.domain.words import VOICES
from kb.questions.vocabulary import vocabulary
from kb.ui.markup import macro
from kb.ui.passages import passage
from tests.reading import plain
from tests.screen.conftest import Open, html_of

PASSAGE: dict[str, Any] = {
    "passage": "invented-1.2",
    "position": 2,
    "text": "Invented text.",
    "contribution": "invented-1",
    "repliers": ["LAO"],
    "contributor_name": "Invented State",
    "contributor_label": "Invented State",
    "state": "LAO",
    "about_state": "LAO",
    "voice": "own",
    "text_kind": "digest",
    "language": "en",
    "convention": "CCM",
    "meeting_label": "Invented meeting",
    "date": "2012-04-16",
    "source_title": "Invented source",
    "source_url": "https://example.org/invented",
    "source_truncated": False,
    "note": None,
    "codings": [{"provision": "VAP-23", "assessment": "progress"}, {"provision": "CCM-5.1", "assessment": "plan"}],
    "assessments": ["plan", "progress"],
    "themes": ["awareness"],
}

voice = macro("_passages.html", "voice")


@pytest.mark.parametrize(
    ("kind", "lead", "name"),
    [
        ("digest", "Digest in our own words:", "digest in our own words"),
        ("note", "Note taken in the room, not the delivered text:", "note taken in the room, not the delivered text"),
        ("verbatim", "Delivered text:", "delivered text"),
    ],
)
def test_only_a_delivered_text_is_a_quotation(view: View, kind: str, lead: str, name: str) -> None:
    html = passage(PASSAGE | {"text_kind": kind}, vocabulary(view), {})
    assert f"{lead} Invented text." in plain(html.replace("</p><blockquote", " <blockquote"))
    assert f'aria-label="Passage 2 of Invented State, {name}"' in html
    assert ("<blockquote" in html) == (kind == "verbatim")
    assert ("our own words" in html) == (kind == "digest")


@pytest.mark.parametrize(
    ("screen", "query"),
    [
        ("contributions", {"list": "passages", "meeting": "any"}),
        ("states", {"state": "LAO"}),
    ],
    ids=str,
)
def test_no_digest_is_shown_as_a_quotation(open_screen: Open, screen: str, query: dict[str, str]) -> None:
    html = html_of(open_screen(screen, **query))
    passages = re.findall(r'<article(?: class="other")? aria-label="(Passage .*?)"(?: id="passage-\d+")?>', html)
    assert passages
    assert all(unescape(name).endswith(", digest in our own words") for name in passages)
    assert html.count('<p class="said"><span class="quiet">Digest in our own words: </span>') == len(passages)
    assert "<blockquote" not in html
    assert "first-hand: the contributor’s own" not in html


def test_links_of_a_passage_keep_the_filters_but_none_that_contradicts(view: View) -> None:
    query = {"meeting": ["ccm-im-2012"], "provision": ["VAP-22"], "theme": ["casualty-data"], "rev": ["1"]}
    html = unescape(passage(PASSAGE, vocabulary(view), query))
    addresses = [urlsplit(one) for one in re.findall(r'href="(/[^"]+)"', html)]
    read, listed = (
        [parse_qs(one.query) for one in addresses if one.path == path] for path in ("/actions", "/contributions")
    )
    assert [(one["read"], one["instrument"]) for one in read] == [(["VAP-23"], ["VAP"]), (["CCM-5.1"], ["CCM"])]
    assert all(one["meeting"] == ["ccm-im-2012"] and one["rev"] == ["1"] for one in read)
    assert not any("provision" in one for one in read)
    theme, itself = listed
    assert (theme["theme"], theme["meeting"]) == (["awareness"], ["ccm-im-2012"])
    assert (itself["passage"], itself["meeting"]) == (["2"], ["ccm-im-2012"])


def test_a_voice_other_than_its_own_stands_out_everywhere_alike() -> None:
    for code in Voice:
        assert f">{VOICES[code].name}<" in voice(code, True)
        assert VOICES[code].meaning in voice(code)
        assert VOICES[code].meaning not in voice(code, True)
        assert ("strong" in voice(code)) == (code != Voice.OWN)


def test_a_wide_table_is_a_region_with_a_name() -> None:
    plain = macro("_tables.html", "wide_table")("Invented <caption>", ["A", "B"], [["1", "2"]])
    region = '<div class="wide" role="region" tabindex="0" aria-label="Invented &lt;caption&gt;"><table>'
    assert plain.replace("\n", "").startswith(region)
    assert "<caption><span>Invented &lt;caption&gt;</span></caption>" in plain
