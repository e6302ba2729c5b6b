"""Requests and offers: on the shipped material in every scope, and its matching on INVENTED States."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from kb.db import View
from kb.domain.model import ANY_MEETING, Assessment, Scope
from kb.questions.passages import passages
from kb.questions.vocabulary import vocabulary
from kb.search.practices import Near
from kb.ui import requests_offers
from kb.ui.requests_offers import found, matches
from kb.ui.requests_offers.found import OFFERS, REQUESTS
from kb.ui.requests_offers.matches import Place
from tests.knowledge import Knowledge, about
from tests.reading import plain
from tests.screen.conftest import Open, html_of, rows_of


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """XAA has a request and a challenge, XAB an offer, XAC a practice; and some that must match nothing."""
    k = Knowledge.small("XAA", "XAB", "XAC", provisions=["VAP-1"])
    k.provision("VAP-1.a", parent="VAP-1")
    k.provision("CCM-1")
    k.said("XAA", about("VAP-1.a", assessment="request"), id="request")
    k.said("XAA", about("CCM-1", assessment="challenge", themes=["inv-care"]), id="challenge")
    k.said("XAA", about("VAP-1.a", assessment="offer"), id="own-offer")
    k.said("XAB", about("VAP-1", assessment="offer"), id="offer", voice="reported")
    k.said("XAC", about(None, assessment="practice", themes=["inv-care"]), id="practice")
    k.said("XAC", about("VAP-1.a", assessment="plan", themes=["inv-care"]), id="plan")
    k.said("XAC", about("VAP-1", assessment="request"), status="received", id="unpublished")
    k.described("XAC", about("VAP-1", assessment="request"), id="by-others")
    k.said(None, about("VAP-1", assessment="request"), voice="official", id="meeting-page")
    with k.build(tmp_path_factory.mktemp("help")) as store:
        yield store.latest()


def matched(view: View, side: str, scope: Scope = Scope()) -> dict[str, list[str]]:  # noqa: B008
    held = found.sides(view, scope).of(side)
    return {one.passage: [match.candidate.passage for match in found.answers(view, scope, one, side)] for one in held}


@pytest.mark.parametrize(
    "query",
    [
        {"meeting": "any", "side": "offers"},
        {"provision": "VAP-23"},
        {"instrument": "CCM", "provision": "CCM-5.2.d", "side": "offers"},
        {"theme": "participation", "page": "2"},
        {"match": "<i>none"},
        {"rev": "1"},
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("exchange", **query)
    assert not app.exception
    assert not app.error
    assert app.title[0].value
    assert "<i>" not in html_of(app)


def test_both_directions_find_the_same_pairs(invented: View, view: View) -> None:
    assert matched(invented, REQUESTS) == {"challenge.1": ["practice.1"], "request.1": ["offer.1"]}
    assert matched(invented, OFFERS) == {"offer.1": ["request.1"], "own-offer.1": [], "practice.1": ["challenge.1"]}
    scope = Scope(meetings=(ANY_MEETING,))
    there = {(one, other) for one, others in matched(view, REQUESTS, scope).items() for other in others}
    back = {(one, other) for other, others in matched(view, OFFERS, scope).items() for one in others}
    assert there
    assert there == back


def test_a_match_on_a_part_says_so_and_what_is_not_matched_is_named(invented: View) -> None:
    scope = Scope()
    one = next(said for said in found.sides(invented, scope).asked if said.passage == "request.1")
    assert [match.near for match in found.answers(invented, scope, one, REQUESTS)] == [Near.WHOLE]
    html = plain(matches.one_passage(Place(invented, scope, REQUESTS), "request.1", None).html)
    assert "assessed as offer on Part 1, of which it is a part" in html
    html = plain(requests_offers.overall(invented, Scope(states=("XAC",), assessments=("request",))).html)
    assert "1 passage of third parties is not matched" in html
    assert "1 contribution of these States is still being tagged." in html
    other = plain(requests_offers.overall(invented, Scope(states=("XAB",), assessments=("request",))).html)
    assert "being tagged" not in other
    assert "third parties" not in other
    overall = requests_offers.overall(invented, Scope(states=("XAC",)))
    assert overall.drawn
    assert overall.drawn.picture is None
    assert not overall.lists[0].table.rows
    assert "none of them on one action or article" in overall.finding
    everybody = requests_offers.overall(invented, Scope()).drawn
    assert everybody
    assert everybody.picture is not None


def test_nobody_is_matched_with_itself_nor_with_what_others_say_about_it(view: View) -> None:
    scope = Scope(meetings=(ANY_MEETING,))
    for side in (REQUESTS, OFFERS):
        for one in found.sides(view, scope).of(side):
            assert not one.by_others
            for match in found.answers(view, scope, one, side):
                assert match.candidate.contributor != one.contributor
                assert not set(match.candidate.of) & set(one.of)
    everybody = found.sides(view, Scope()).asked
    about = [one for one in everybody if one.about == "LBN" and not one.states]
    assert about
    chosen = found.sides(view, Scope(states=("LBN",)))
    assert chosen.asked
    assert all("LBN" in one.states for side in chosen for one in side)


def test_states_choose_one_side_and_other_filters_both(invented: View) -> None:
    mine = Scope(states=("XAA",))
    assert matched(invented, REQUESTS, mine) == {"challenge.1": ["practice.1"], "request.1": ["offer.1"]}
    assert matched(invented, OFFERS, mine) == {"own-offer.1": []}
    assert matched(invented, REQUESTS, Scope(states=("XAB",))) == {}
    assert matched(invented, REQUESTS, Scope(assessments=("request", "practice"))) == {"request.1": []}
    assert matched(invented, REQUESTS, Scope(voices=("own",))) == {"challenge.1": ["practice.1"], "request.1": []}
    assert matched(invented, REQUESTS, Scope(themes=("inv-work",))) == {}


@pytest.mark.parametrize(
    "scope", [Scope(), Scope(meetings=(ANY_MEETING,)), Scope(states=("AUS",)), Scope(themes=("resources",))], ids=str
)
def test_numbers_are_those_of_the_lists_they_lead_to(view: View, scope: Scope) -> None:
    words = {one.value: one for one in Assessment}
    counts = found.by_provision(view, scope)
    assert counts
    for provision, count in counts.items():
        for kind, number in count.kinds.items():
            listed = passages(
                view,
                replace(
                    found.on_provision(scope, provision, vocabulary(view)),
                    assessments=(words[kind].value,),
                    voices=tuple(voice.value for voice in found.voices(scope)),
                ),
            )
            # Of the States chosen only what they say themselves counts; the list has what others say of them apart.
            others = 0 if scope.limits_states else listed.count("others")
            assert number == listed.count("own") + others, (provision, kind)


def test_each_state_has_its_line_and_a_mark_leads_to_the_passages_on_its_action(view: View) -> None:
    speakers = requests_offers.overall(view, Scope()).lists[1]
    states = found.by_state(view, Scope())
    rows = dict(zip((row[0] for row in speakers.table.rows), speakers.opens, strict=True))
    assert rows["AUS"] == "/exchange?state=AUS"
    assert {code for code, to in rows.items() if to and "state=" in to} == set(states)
    assert {code for code, to in rows.items() if to and "by=" in to} == set(found.by_organisation(view, Scope()))
    assert set(list(rows)[: len(states)]) == set(states)
    overall = requests_offers.overall(view, Scope())
    assert overall.drawn
    assert overall.drawn.opens
    to = overall.drawn.opens({"key": "CCM-5.2.d"})
    assert to == "/exchange?instrument=CCM&from=2010-11-01&to=2015-09-30&provision=CCM-5.2.d"
    assert to in overall.lists[0].opens
    html = requests_offers.how_matched(view, Scope())
    assert "voice=monitoring" in html
    listed = passages(
        view,
        Scope(
            meetings=(ANY_MEETING,),
            voices=("monitoring",),
            assessments=tuple(one.value for one in found.KINDS),
        ),
    )
    assert f"{listed.count('others')} passages of third parties are not matched" in plain(html)


@pytest.mark.parametrize("query", [{}, {"state": ["AUS", "LAO"]}], ids=str)
def test_lists_count_what_the_files_hold(open_screen: Open, view: View, query: dict[str, list[str]]) -> None:
    scope = Scope(states=tuple(query.get("state", ())))
    overall = requests_offers.overall(view, scope)
    app = open_screen("exchange", **query)
    claims_nothing(app)
    shown = rows_of(app)
    for listed in overall.lists[1:]:
        rows = [dict(zip(listed.table.keys, row, strict=True)) for row in listed.table.rows]
        assert rows
        assert all({key: row[key] for key in listed.columns} in shown for row in rows)
    side = matches.one_side(Place(view, scope, REQUESTS), None)[0]
    assert [row["text"] for row in shown if "text" in row] == [row["text"] for row in side.df.to_dict("records")]
    for row, passage in zip(side.df.to_dict("records"), found.sides(view, scope).asked, strict=True):
        assert row["matching"] == len(found.answers(view, scope, passage, REQUESTS))


def claims_nothing(app: AppTest) -> None:
    """Fail if more is claimed than the passages say."""
    html = plain(html_of(app))
    assert html.count(requests_offers.OURS) == 1
    for claim in ("asks for help", "offers help", "needs help", "can help"):
        assert claim not in html + app.title[0].value


def test_it_claims_nothing_beyond_the_passages(open_screen: Open) -> None:
    claims_nothing(open_screen("exchange", match="im2012-aus.5"))


def test_nothing_says_why_and_leads_on(open_screen: Open) -> None:
    html = plain(html_of(open_screen("exchange", state="VUT")))
    assert "No passage in what you filtered is assessed as request, challenge, offer or practice" in html
    assert "The same of all States: " in html
    html = plain(html_of(open_screen("exchange", voice="monitoring")))
    assert "Your filter Voice leaves out all who speak for themselves" in html
    html = plain(html_of(open_screen("exchange", assessment="plan")))
    assert "Your filter Assessment leaves none of request, challenge, offer, practice" in html


def test_pages_hold_each_passage_once_and_one_side_may_be_empty(view: View) -> None:
    scope = Scope(meetings=(ANY_MEETING,))
    held = found.sides(view, scope).of(OFFERS)
    pages = range(1, len(held) // matches.SIZE + 2)
    seen = [
        row["passage"]
        for number in pages
        for row in (
            dict(zip(listed.table.keys, one, strict=True))
            for listed in [matches.one_side(Place(view, scope, OFFERS), str(number))[0]]
            for one in listed.table.rows
        )
    ]
    assert len(pages) > 1
    assert seen == [one.passage for one in held]
    assert "Nothing stands on page 99" in matches.one_side(Place(view, scope, OFFERS), "99")[1]
    listed, html = matches.one_side(Place(view, Scope(states=("UGA",)), REQUESTS), None)
    assert not listed.table.rows
    assert "is assessed as request or challenge" in plain(html)
    assert "That does not mean that nobody requests or offers" in plain(html)
    many = max(found.sides(view, scope).asked, key=lambda one: len(found.answers(view, scope, one, REQUESTS)))
    number = len(found.answers(view, scope, many, REQUESTS))
    shown = matches.one_passage(Place(view, scope, REQUESTS), many.passage, None)
    assert shown.html.count("<article") == min(number, matches.SIZE) + 1
    assert (f"1 to {matches.SIZE} of {number}" in shown.html) is (number > matches.SIZE)
    assert f"{number} offers or practices match" in shown.finding
    gone = matches.one_passage(Place(view, scope, REQUESTS), "nothing.1", None).html
    assert "“nothing.1” is none of the requests and challenges in what you filtered" in gone


def test_an_organisation_leads_to_its_own_passages_alone(open_screen: Open, view: View) -> None:
    code = next(iter(found.by_organisation(view, Scope())))
    place = Place(view, Scope(), REQUESTS, code)
    assert {one.contributor for one in place.held} == {code}
    app = open_screen("exchange", by=code)
    assert app.title[0].value.startswith(f"{found.names(view)[code]}: ")
    assert len(rows_of(app)) == len(place.held) > 0
    assert f"by={code}" in matches.choice(place)
    unknown = open_screen("exchange", by="<i>nobody")
    assert "“\\<i\\>nobody”, which is not known here: 0 requests" in unknown.title[0].value
    assert not rows_of(unknown)
