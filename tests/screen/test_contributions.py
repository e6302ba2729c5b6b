"""The screen Statements on the shipped material: the two lists, and the reader."""

import json
import re
from pathlib import Path

import pytest

from kb.db import View
from kb.domain.model import OWN_VOICES, InstrumentId, Scope
from kb.ingest.layout import CONTRIBUTIONS_FILE
from kb.questions.overview import overview_contributions
from kb.ui.statements import StatementsQuery, contributions_in
from kb.ui.statements.passages import passages_in
from kb.ui.statements.reader import contribution
from tests.knowledge import Knowledge, about
from tests.reading import plain
from tests.screen.conftest import Open, html_of, rows_of
from tests.unit.material import meetings_of_the_plan

COALITION = "Landmine and Cluster Munition Monitor"


def test_the_list_holds_the_meetings_while_the_plan_held_and_says_what_it_leaves_out(
    open_screen: Open, shipped: Path, view: View
) -> None:
    files = [json.loads(line) for line in (shipped / CONTRIBUTIONS_FILE).read_text("utf-8").splitlines()]
    here = meetings_of_the_plan(shipped)
    count = sum(one["meeting"] in here and one["convention"] == "CCM" for one in files)
    app = open_screen("contributions")
    rows = rows_of(app)
    assert not app.exception
    assert any(one.value.startswith(f"{count} contributions") for one in app.header)
    assert f'<a href="/contributions?meeting=any">Show all {len(files)}</a>' in html_of(app)
    assert len(rows) == count
    assert COALITION not in {row["who"] for row in rows}
    of_overview = overview_contributions.rows(view, Scope())
    of_states = [row["state"] for row in of_overview if row["state"] and row["voice"] in OWN_VOICES]
    assert app.title[0].value == f"{len(of_states)} statements by {len(set(of_states))} States"
    assert len(of_overview) == len(rows)


def test_everything_held_comes_in_pages_and_a_page_beyond_the_end_leads_back(open_screen: Open) -> None:
    first = open_screen("contributions", meeting="any")
    last = open_screen("contributions", meeting="any", page="4")
    assert "1 to 50 of 195" in html_of(first)
    assert "151 to 195 of 195" in html_of(last)
    assert (len(rows_of(first)), len(rows_of(last))) == (50, 45)
    assert "Previous page" not in html_of(first)
    assert "Next page" not in html_of(last)
    assert any(row["who"].startswith(COALITION) for row in rows_of(first))
    html = html_of(open_screen("contributions", meeting="any", page="9"))
    assert "Nothing stands on page 9" in html
    assert "No published contribution fits" not in html


@pytest.mark.parametrize("page", ["0", "²", "99999999999", "<b>"])
def test_a_page_that_is_none_is_said_and_left(open_screen: Open, page: str) -> None:
    app = open_screen("contributions", page=page)
    html = html_of(app)
    assert not app.exception
    told = ("is no page of this list; this is the first", "in the address is not known on this screen and was left out")
    assert sum(one in html for one in told) == 1
    assert rows_of(app)
    assert "<b>" not in html


def test_passages_of_a_state_stand_in_three_parts_and_monitoring_is_never_its_own(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", list="passages", state="LBN", instrument="CCM"))
    own, others = html.split("<h2>By others about Lebanon", 1)
    assert "<h2>Lebanon: its own" in own
    assert "monitoring: a third party describes a State" in others
    assert "monitoring: a third party describes a State" not in own


def test_a_state_with_nothing_is_explained_in_the_words_of_the_matrix(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", list="passages", state="LAO", provision="VAP-23"))
    assert "Spoke, but not on this" in html
    assert "The State contributed; none of its passages here is about this action or article." in html
    assert "its own (" not in html


def test_nothing_at_all_names_the_filter_that_causes_it(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", state="KEN", theme="awareness"))
    assert "No published contribution fits all the filters together" in html
    assert "Without “State: Kenya”" in plain(html)
    assert "Without “Theme:" not in plain(html)


def test_what_others_say_about_a_state_is_listed_whatever_the_meeting(open_screen: Open) -> None:
    app = open_screen("contributions", about="LAO")
    html = html_of(app)
    assert "None of it counts as something Lao People&#39;s Democratic Republic said" in html
    assert 'href="/contributions?meeting=outside&amp;state=LAO"' in html
    assert 'href="/contributions?meeting=any&amp;state=LAO"' in html
    assert "?about=LAO" in html_of(open_screen("contributions", state="LAO"))
    rows = rows_of(app)
    assert len(rows) == 13
    assert not any(row["who"].startswith("Lao") for row in rows)


def test_an_unknown_state_is_said(open_screen: Open) -> None:
    for listed in ({}, {"list": "passages"}):
        html = html_of(open_screen("contributions", about="<i>QQQ", **listed))
        assert "“&lt;i&gt;QQQ” in the address is not known on this screen and was left out" in html
        assert "<i>" not in html
        assert "By others about" not in html


def test_the_reader_shows_all_that_must_be_known(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", contribution="im2012-aus"))
    said = plain(html)
    for one in ("Contributor", "Meeting", "Date", "Discussion line", "Voice", "Text", "Source", "Source cut", "Caveat"):
        assert f"<dt>{one}</dt>" in html
    assert "named by the source" in said
    assert "Digest in our own words" in said
    assert html.count('<p class="said">') == 5
    assert 'href="/contributions?contribution=im2012-aus&amp;passage=3"' in html
    assert "the passage you asked for" not in said
    assert "outside what you filtered" not in said


def test_the_passage_asked_for_is_marked_with_its_citation_open(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", contribution="im2012-aus", passage="2"))
    (asked,) = re.findall(r'<article class="asked"[^>]* id="asked".*?</article>', html, re.DOTALL)
    assert "Passage 2: the passage you asked for" in plain(asked)
    (field,) = re.findall(r"<textarea.*?</textarea>", asked, re.DOTALL)
    assert "paragraph 2 of the digest. Digest in our own words, not the words of the State." in field
    assert "revision 1" in field
    (said,) = re.findall(r'<span lang="en" dir="auto">(.*?)</span>', asked)
    assert said not in field


def test_what_others_say_is_read_as_theirs(view: View, open_screen: Open) -> None:
    (listed,) = contributions_in(StatementsQuery(view, Scope(), "LAO")).lists
    monitoring = next(place for place, row in enumerate(listed.df["who"]) if row.startswith(COALITION))
    (id_,) = re.findall(r"contribution=([\w-]+)", listed.opens[monitoring])
    html = html_of(open_screen("contributions", contribution=id_))
    assert "It lies outside what you filtered" in html
    assert "It is never shown or counted as something the State said" in html
    assert "About Lao People&#39;s Democratic Republic, not said by it." in html
    assert "First-hand" not in html
    assert 'class="other"' in html


def test_an_unknown_contribution_is_said_with_the_way_on(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", contribution="<script>alert(1)</script>"))
    assert "There is no published contribution" in html
    assert 'href="/contributions">Back to the list' in html
    assert "<script" not in html


def test_an_unknown_passage_is_said_and_the_contribution_shown(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", contribution="im2012-aus", passage="77"))
    assert "There is no passage “77” in this contribution. It has 5." in plain(html)
    assert html.count('<p class="said">') == 5
    assert 'id="asked"' not in html


# Published by or with others, about a State, in voices other than monitoring.
@pytest.mark.parametrize(
    "id_",
    ["1msp-silamphan", "hrv-cmc-2015", "lao-qla-2012", "moz-hi-ravim-2013", "org-amae-dogjani", "org-cope", "org-lsi"],
)
def test_every_citation_of_what_others_say_tells_that_the_state_did_not_say_it(view: View, id_: str) -> None:
    cited = re.findall(r"<textarea.*?</textarea>", contribution(view, Scope(), id_, None))
    assert len(cited) > 1
    assert all("not said by it." in one for one in cited)
    own = re.findall(r"<textarea.*?</textarea>", contribution(view, Scope(), "im2012-aus", None))
    assert not any("not said by it" in one for one in own)


def test_nothing_on_a_state_is_explained_by_what_is_known_of_the_provisions(tmp_path: Path) -> None:
    k = Knowledge.small(provisions=["VAP-1"])
    k.provision("VAP-2", text="missing")
    k.provision("CCM-1", text="missing")
    k.state("XAA", affected="no")
    k.state("XAB")
    k.said("XAB", about("VAP-1"))
    with k.build(tmp_path) as store:
        view = store.snapshot(store.revision())
        free = plain(passages_in(StatementsQuery(view, Scope(states=("XAA",)))).html)
        missing = plain(passages_in(StatementsQuery(view, Scope(states=("XAA",), instrument=InstrumentId.CCM))).html)
        other_voice = plain(passages_in(StatementsQuery(view, Scope(states=("XAB",), voices=("reported",)))).html)
    assert "counts as addressed to it. On the day named above it is not a party" in free
    assert "Nobody can be said to have left them unanswered" in missing
    assert "addressed to it" not in missing
    assert "expected" not in free + missing
    assert "we do not have the text" in other_voice
    assert "not in the knowledge base" not in other_voice


def test_the_sentence_names_voices_shortly(open_screen: Open) -> None:
    html = html_of(open_screen("contributions", voice=["own", "reported"]))
    assert "only this voice: first-hand or second-hand," in html
    assert "only this voice: first-hand: " not in html
