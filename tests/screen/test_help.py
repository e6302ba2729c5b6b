"""The screen Who can help whom: on the shipped material in every scope, and its matching on INVENTED States."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest

from kb.domain.model import ANY_MEETING, Assessment, Scope
from kb.queries.passages import passages
from kb.queries.vocabulary import vocabulary
from kb.search.practices import Near
from kb.store import View
from kb.ui.parts import help as helping
from kb.ui.parts import help_found, help_matches, help_tables
from kb.ui.parts.help_found import OFFERS, REQUESTS
from kb.ui.parts.help_matches import Place
from tests.knowledge import Knowledge, about
from tests.reading import plain
from tests.screen.conftest import Open, html_of


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
    held = help_found.sides(view, scope).of(side)
    return {
        one.passage: [match.candidate.passage for match in help_found.answers(view, scope, one, side)] for one in held
    }


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"meeting": "any", "side": "offers"},
        {"state": "AUS"},
        {"state": "VUT"},
        {"provision": "VAP-23"},
        {"instrument": "CCM", "provision": "CCM-5.2.d", "side": "offers"},
        {"theme": "participation", "page": "2"},
        {"page": "99"},
        {"assessment": "plan"},
        {"voice": "monitoring"},
        {"match": "im2012-aus.5"},
        {"match": "<i>none"},
        {"by": "<i>nobody"},
        {"rev": "1"},
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("exchange", **query)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "Who can help whom"
    assert "<i>" not in html_of(app)


def test_both_directions_find_the_same_pairs(invented: View) -> None:
    assert matched(invented, REQUESTS) == {"challenge.1": ["practice.1"], "request.1": ["offer.1"]}
    assert matched(invented, OFFERS) == {"offer.1": ["request.1"], "own-offer.1": [], "practice.1": ["challenge.1"]}


def test_both_directions_find_the_same_pairs_in_what_is_shipped(view: View) -> None:
    scope = Scope(meetings=(ANY_MEETING,))
    there = {(one, other) for one, others in matched(view, REQUESTS, scope).items() for other in others}
    back = {(one, other) for other, others in matched(view, OFFERS, scope).items() for one in others}
    assert there
    assert there == back


def test_a_passage_on_the_whole_matches_one_on_the_part_and_says_so(invented: View) -> None:
    scope = Scope()
    one = next(said for said in help_found.sides(invented, scope).asked if said.passage == "request.1")
    assert [match.near for match in help_found.answers(invented, scope, one, REQUESTS)] == [Near.WHOLE]
    html = plain(help_matches.one_side(Place(invented, scope, REQUESTS), None).html)
    assert "assessed as offer on Part 1, of which it is a part" in html


def test_nobody_is_matched_with_itself_nor_with_what_others_say_about_it(view: View) -> None:
    scope = Scope(meetings=(ANY_MEETING,))
    for side in (REQUESTS, OFFERS):
        for one in help_found.sides(view, scope).of(side):
            assert not one.by_others
            for match in help_found.answers(view, scope, one, side):
                assert match.candidate.contributor != one.contributor
                assert not set(match.candidate.of) & set(one.of)


def test_states_choose_one_side_and_everybody_stands_on_the_other(invented: View) -> None:
    mine = Scope(states=("XAA",))
    assert matched(invented, REQUESTS, mine) == {"challenge.1": ["practice.1"], "request.1": ["offer.1"]}
    assert matched(invented, OFFERS, mine) == {"own-offer.1": []}
    assert matched(invented, REQUESTS, Scope(states=("XAB",))) == {}


def test_what_an_organisation_says_about_a_state_is_not_its_request(view: View) -> None:
    everybody = help_found.sides(view, Scope()).asked
    about = [one for one in everybody if one.about == "LBN" and not one.states]
    assert about
    chosen = help_found.sides(view, Scope(states=("LBN",)))
    assert chosen.asked
    assert all("LBN" in one.states for side in chosen for one in side)


def test_other_filters_choose_both_sides(invented: View) -> None:
    assert matched(invented, REQUESTS, Scope(assessments=("request", "practice"))) == {"request.1": []}
    assert matched(invented, REQUESTS, Scope(voices=("own",))) == {"challenge.1": ["practice.1"], "request.1": []}
    assert matched(invented, REQUESTS, Scope(themes=("inv-work",))) == {}


@pytest.mark.parametrize(
    "scope", [Scope(), Scope(meetings=(ANY_MEETING,)), Scope(states=("AUS",)), Scope(themes=("resources",))], ids=str
)
def test_numbers_are_those_of_the_lists_they_lead_to(view: View, scope: Scope) -> None:
    words = {one.value: one for one in Assessment}
    counts = help_found.by_provision(view, scope)
    assert counts
    for provision, count in counts.items():
        for kind, number in count.kinds.items():
            listed = passages(
                view,
                replace(
                    help_found.on_provision(scope, provision, vocabulary(view)),
                    assessments=(words[kind].value,),
                    voices=tuple(voice.value for voice in help_found.voices(scope)),
                ),
            )
            # Of the States chosen only what they say themselves counts; the list has what others say of them apart.
            others = 0 if scope.limits_states else listed.count("others")
            assert number == listed.count("own") + others, (provision, kind)


def test_each_state_has_its_line_and_leads_to_what_matches_it(view: View) -> None:
    html = helping.rest(view, Scope())
    assert 'href="/exchange?state=AUS"' in html
    table = html.split("By State, its own passages")[1].split("</table>")[0]
    assert "Landmine and Cluster Munition Monitor" not in table
    assert "Cluster Munition Coalition (CMC)" not in table
    assert "Cluster Munition Coalition (CMC)" in html


def test_it_claims_nothing_beyond_the_passages(open_screen: Open) -> None:
    html = plain(html_of(open_screen("exchange")))
    assert "no State is thereby said to ask for, or to offer, what the other passage is about" in html
    assert "Matched by us with" in html
    for claim in ("asks for help", "offers help", "needs help", "can help"):
        assert claim not in html.replace("Who can help whom", "")


def test_what_others_say_is_counted_apart_with_a_way_to_it(view: View) -> None:
    html = helping.lead(view, Scope())
    assert "of third parties (monitoring), at any meeting or none, are not matched: no State said them" in plain(html)
    assert "voice=monitoring" in html
    listed = passages(
        view,
        Scope(
            meetings=(ANY_MEETING,),
            voices=("monitoring",),
            assessments=tuple(one.value for one in help_found.KINDS),
        ),
    )
    assert f"{listed.count('others')} passages of third parties" in plain(html)


def test_nothing_says_why_and_leads_on(open_screen: Open) -> None:
    html = plain(html_of(open_screen("exchange", state="VUT")))
    assert "No passage in what you filtered is assessed as request, challenge, offer or practice" in html
    assert "The same of all States: " in html
    html = plain(html_of(open_screen("exchange", voice="monitoring")))
    assert "Your filter Voice leaves out all who speak for themselves" in html
    html = plain(html_of(open_screen("exchange", assessment="plan")))
    assert "Your filter Assessment leaves none of request, challenge, offer, practice" in html


def test_one_side_may_be_empty_and_says_so(view: View) -> None:
    html = plain(help_matches.one_side(Place(view, Scope(states=("UGA",)), REQUESTS), None).html)
    assert "Requests and challenges: none in what you filtered" in html
    assert "That does not mean that nobody asks or offers" in html


def test_pages_hold_each_passage_once(view: View) -> None:
    scope = Scope(meetings=(ANY_MEETING,))
    held = help_found.sides(view, scope).of(OFFERS)
    seen: list[str] = []
    for number in range(1, len(held) // help_matches.SIZE + 2):
        html = help_matches.one_side(Place(view, scope, OFFERS), str(number)).html
        seen += re.findall(r"<article[^>]*><h3>", html)
    assert len(seen) == len(held)
    assert "Nothing stands on page 99" in help_matches.one_side(Place(view, scope, OFFERS), "99").html


def test_all_matches_of_one_passage_on_request(view: View) -> None:
    scope = Scope(meetings=(ANY_MEETING,))
    many = next(
        one
        for one in help_found.sides(view, scope).asked
        if len(help_found.answers(view, scope, one, REQUESTS)) > help_matches.FEW
    )
    number = len(help_found.answers(view, scope, many, REQUESTS))
    html = help_matches.one_passage(Place(view, scope, REQUESTS), many.passage, None).html
    assert html.count("<details") == number
    assert f"{number} passages assessed as offer or practice match this one" in html
    gone = help_matches.one_passage(Place(view, scope, REQUESTS), "nothing.1", None).html
    assert "“nothing.1” is none of the requests and challenges in what you filtered" in gone


def test_an_organisation_leads_to_its_own_passages_alone(open_screen: Open, view: View) -> None:
    html = helping.rest(view, Scope())
    code = re.findall(r'href="/exchange\?by=([^"]+)"', html)[0]
    place = Place(view, Scope(), REQUESTS, code)
    assert place.held
    assert {one.contributor for one in place.held} == {code}
    shown = html_of(open_screen("exchange", by=code))
    assert f"Only passages of {help_found.names(view)[code]}" in unescape(shown)
    assert shown.count("<article") >= len(place.held)
    assert "By State:" not in shown
    assert f"by={code}" in help_matches.choice(place)
    unknown = html_of(open_screen("exchange", by="<i>nobody"))
    assert "Only passages of “&lt;i&gt;nobody”, which is not known here" in unknown
    assert "Requests and challenges: none in what you filtered" in unknown


def test_where_nothing_is_held_what_others_say_and_what_is_being_processed_is_named(invented: View) -> None:
    html = plain(helping.nothing(invented, Scope(states=("XAC",), assessments=("request",))))
    assert "1 passage of third parties (monitoring), at any meeting or none, is not matched" in html
    assert "1 contribution of the States you filtered is still being processed: it is not assessed yet." in html
    other = plain(helping.nothing(invented, Scope(states=("XAB",), assessments=("request",))))
    assert "processed" not in other
    assert "third parties" not in other


def test_what_is_on_no_action_or_article_has_words_and_no_empty_picture(invented: View) -> None:
    said, picture, words = helping.overall(invented, Scope(states=("XAC",)))
    assert picture is None
    assert "<table" not in words
    assert help_tables.tables(invented, Scope(states=("XAC",)))[0].rows == ()
    assert said == helping.ON_NO_PROVISION
    assert helping.overall(invented, Scope())[1] is not None
