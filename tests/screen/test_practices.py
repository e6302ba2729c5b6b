"""Good practice: on the shipped material in every scope, and its rule on INVENTED States."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kb.db import View
from kb.domain.model import Audience, Role, Scope
from kb.questions.looks import gaps
from kb.questions.passages import passages
from kb.ui.practices import found, needs, start
from kb.ui.practices import query as briefs
from kb.ui.practices.query import PracticesQuery
from kb.ui.requests_offers import matches
from kb.workflow.permission import READER, Actor
from tests.knowledge import Knowledge, about
from tests.putting import put
from tests.reading import plain
from tests.screen.conftest import DashboardOf, Open, acting, field, html_of, rows_of, visit


@pytest.mark.parametrize(
    "query",
    [
        {"my": "LAO", "instrument": "CCM", "meeting": "any"},
        {"my": "NOR", "state": "LBN", "provision": "VAP-23"},
        {"my": "LAO", "state": "LAO", "assessment": "challenge"},
        {"my": "VNM", "rev": "1"},
        {"need": "CCM-5.2.c"},
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("practices", **query)
    assert not app.exception
    assert not app.error
    assert app.title[0].value
    assert "My brief" in html_of(app)


def test_without_a_state_it_says_what_it_does_and_offers_states(open_screen: Open) -> None:
    app = open_screen("practices")
    html = html_of(app)
    assert "Choose your State" in html
    assert "Lao People's Democratic Republic" in [row["name"] for row in rows_of(app)]
    assert "Add to my brief</a>" not in html


def test_choosing_a_state_puts_it_into_the_address_and_keeps_a_provision(open_screen: Open) -> None:
    app = open_screen("practices", my="LBN", need="2msp-lbn-gev.1")
    assert app.title[0].value.startswith("A challenge on Families and communities")
    app.selectbox(key="my-state").select("LAO").run()
    assert app.query_params["my"] == "LAO"
    assert "need" not in app.query_params
    assert app.title[0].value.startswith("Lao People's Democratic Republic: 1 challenge, 13 gaps")
    app = open_screen("practices", need="VAP-23")
    assert "shares with" not in html_of(app)
    app.selectbox(key="my-state").select("LAO").run()
    assert app.title[0].value.startswith("Action 23: Use or set up coordination: ")
    assert "shares with Lao People's Democratic Republic: victims" in plain(html_of(app))


def test_what_is_unknown_in_the_address_is_said(open_screen: Open) -> None:
    html = html_of(open_screen("practices", my="<i>QQQ", need="<b>x", brief="<u>no.1"))
    assert "&lt;i&gt;QQQ” in the address is not known on this screen" in html
    assert "“&lt;b&gt;x” is no action or article" in html
    assert "Passage “&lt;u&gt;no.1” of the brief in the address is not known" in html
    assert not {"<i>", "<b>", "<u>"} & set(re.findall(r"<\w+>", html))


def test_the_brief_stands_on_top_and_its_passages_can_be_taken_out(open_screen: Open) -> None:
    app = open_screen("practices", my="LAO", brief=["im2012-aus.5", "im2012-aus.2"])
    html = html_of(app)
    assert "My brief: 2 passages" in html
    assert 'href="/practices?my=LAO&amp;brief=im2012-aus.2&amp;at=brief"' in html
    assert "Take out passage 5 of Australia" in html
    assert [button.key for button in app.get("download_button")] == ["brief-file"]
    app = open_screen("practices", my="LAO")
    assert "My brief is empty" in html_of(app)
    assert not app.get("download_button")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """XAA reports nothing on VAP-1, on which XAB, an organisation and somebody about XAC say something."""
    k = Knowledge.small(provisions=["VAP-1"])
    k.provision("VAP-2", text="unverified")
    for state in ("XAA", "XAB", "XAC"):
        k.state(state, regional_group="African Group")
    k.said("XAA", about("VAP-2", assessment="challenge", themes=["inv-care"]), id="hard", voice="reported")
    passages = [about("VAP-1", assessment="practice")] * 4
    k.said("XAB", *passages, id="own", text_kind="verbatim")
    k.said(None, about("VAP-1", assessment="offer", themes=["inv-care"]), id="organisation")
    k.said("XAB", *[about(None)] * (briefs.MOST + 1), id="many")
    k.state("XAD")
    k.said("XAD", *[about("VAP-1", assessment="challenge")] * 9, id="hardships")
    k.state("XAE", in_force=None)
    k.said(None, about("VAP-1", assessment="challenge"), behalf=["XAF", "XAG"], id="together")
    for state in ("XAF", "XAG"):
        k.state(state)
    k.described("XAC", about("VAP-1"), id="described")
    k.described("XAA", about("VAP-1"), id="about-mine")
    words = {"kind": "invented", "victims_take_part": "not said"}
    for state, passage in (("XAB", "own.1"), ("XAC", "described.1"), ("XAA", "hard.1")):
        k.add("mechanism", id=f"m-{state}", state=state, name=f"Invented body of {state}", passage=passage, **words)
    with k.build(tmp_path_factory.mktemp("practices")) as store:
        yield store.latest()


def asked(
    view: View,
    my: str | None = "XAA",
    brief: tuple[str, ...] = (),
    at: str | None = None,
    scope: Scope = Scope(),  # noqa: B008
) -> PracticesQuery:
    return PracticesQuery(view, scope, my, brief, at)


def need_html(query: PracticesQuery, need: str = "VAP-1") -> str:
    return needs.one_need(query, need, None).html


def listed(query: PracticesQuery) -> dict[str, dict[str, object]]:
    """The needs as the list shows them, by their keys."""
    table = needs.needs(query).tables[0]
    rows = (dict(zip(table.keys, row, strict=True)) for row in table.rows)
    return {str(row["need"]): row for row in rows}


def articles(html: str) -> list[str]:
    return re.findall(r"<article.*?</article>", html, flags=re.DOTALL)


def test_every_passage_says_why_it_is_there_and_the_nearest_stand_over_the_needs(invented: View) -> None:
    shown = articles(needs.needs(asked(invented)).parts[0])
    assert all("Why it is here: </strong>assessed as " in one for one in shown)
    first = plain(shown[0])
    assert "assessed as practice on Part 1 too" in first
    assert "shares with Invented State XAA: victims, regional group (African Group) and status (State Party)" in first
    assert "; first-hand; no date." in first
    assert len(shown) == 2
    assert "Invented text own." in shown[0]
    assert "Invented text organisation.1" in shown[1]
    assert not any("third party describes a State" in one for one in shown)
    before, after = needs.needs(asked(invented)).parts[0].split("By organisations about their own work")
    assert ("Invented text own." in before, "Invented text organisation.1" in after) == (True, True)


def test_what_others_say_about_a_state_stands_apart_and_mechanisms_of_others_in_a_table(invented: View) -> None:
    html = need_html(asked(invented))
    before, after = html.split("By others about a State; not what that State said:")
    assert "third party describes a State" not in before
    assert len(articles(after)) == 1
    assert "about Invented State XAC, which shares with Invented State XAA: victims" in plain(after)
    assert "about-mine" not in html
    assert 'class="other"' in articles(after)[0]
    html = needs.needs(asked(invented)).parts[-1]
    assert "Coordination: 2" in html
    assert "Invented body of XAB" in html
    assert "Invented body of XAA" not in html
    assert 'href="/mechanisms"' in html
    assert "Collaboration: 0" in html
    assert "There may be some all the same" in html


def test_a_need_is_a_line_with_its_count_and_leads_to_all_its_passages(invented: View) -> None:
    shown = needs.needs(asked(invented)).lists[0]
    assert shown
    rows = listed(asked(invented))
    assert {key: row["passages"] for key, row in rows.items()} == {
        key: len(articles(need_html(asked(invented), key))) for key in rows
    }
    assert rows["VAP-1"]["passages"] == 6
    assert "/practices?my=XAA&need=VAP-1" in shown.opens
    assert listed(asked(invented, my="XAC"))["VAP-2"]["passages"] == 0
    assert "0 passages of others" in needs.one_need(asked(invented, my="XAC"), "VAP-2", None).finding
    html = needs.folded(asked(invented)._replace(brief=None))
    section = html.split('id="need-VAP-1"')[1].split("</details>")[0]
    assert len(articles(section)) == found.FEW
    assert "brief" not in html


def test_a_challenge_shows_the_passage_that_it_stands_in_and_for_whom_it_was_said(invented: View) -> None:
    html = need_html(asked(invented), "hard.1")
    assert "Invented text hard.1." in html
    assert "Assessed as challenge, second-hand" in plain(html)
    assert "on the same theme, inv-care" in plain(html)
    assert "contribution=hard&amp;passage=1" in html
    said = "Assessed as challenge, first-hand; aligned: a collective statement made for several States"
    assert said in [row["reason"] for row in listed(asked(invented, my="XAF")).values()]
    assert not [row for row in listed(asked(invented)).values() if "collective" in str(row["reason"])]
    rows = listed(asked(invented, my="XAD"))
    assert len([key for key in rows if key.startswith("hardships.")]) == 9
    assert "Back to all needs" in need_html(asked(invented, my="XAD"), "hardships.9")


def test_my_state_in_the_filter_leaves_nobody_out_and_another_one_does(invented: View) -> None:
    mine = asked(invented, scope=Scope(states=("XAA",)))
    assert "is your own and leaves nobody out" in needs.needs(mine).parts[0]
    assert "Invented text own.1." in need_html(mine)
    assert "Invented text own.1." not in need_html(asked(invented, scope=Scope(states=("XAC",))))
    html = plain(needs.needs(asked(invented, scope=Scope(states=("XAD",), themes=("inv-work",)))).parts[0])
    assert "Passages of others to choose from in what you filtered: none" in html
    assert "Without the filter Theme" not in html  # it alone would bring nothing
    assert "With none of your filters, everything" in html
    html = needs.needs(asked(invented, scope=Scope(assessments=("request",)))).parts[0]
    assert "Your filter Assessment leaves none of practice, progress, offer" in plain(html)
    assert 'href="/practices?my=XAA">Without the filter Assessment</a>: ' in html
    assert not articles(html)
    html = plain(needs.needs(asked(invented, scope=Scope(lines=("a",), since=date(2012, 1, 1)))).parts[0])
    assert "in what you filtered: none, and 1 by third parties about a State, at any meeting or none. At any" in html


def test_a_brief_has_a_limit_and_its_links_keep_the_rest_and_take_the_focus_once(invented: View) -> None:
    most = briefs.MOST
    many = tuple(f"many.{number}" for number in range(1, most + 2))
    brief = briefs.brief_of(invented, (*many, "many.1", "nothing.1"))
    assert brief.passages == many[:most]
    assert len(brief.dropped) == 2
    assert f"at most {most} passages" in brief.dropped[1]
    html = need_html(asked(invented, brief=brief.passages))
    assert "My brief is full" in html
    assert "Add to my brief" not in html
    assert "Add to my brief" in need_html(asked(invented, brief=brief.passages[1:]))
    html = need_html(asked(invented, brief=("own.1",)))
    add = next(one for one in re.findall(r'href="(/practices[^"]*)"', html) if "own.2" in one)
    assert add == "/practices?my=XAA&amp;brief=own.1&amp;brief=own.2&amp;need=VAP-1&amp;at=VAP-1%2Fown.2"
    html = need_html(asked(invented, brief=("own.1",), at="VAP-1/own.1"))
    assert html.count('id="asked"') == 1
    assert 'id="asked"' not in need_html(asked(invented))


def test_a_state_without_a_need_is_shown_what_others_speak_to(invented: View) -> None:
    shown = needs.needs(asked(invented, my="XAE"))
    html = shown.html
    assert shown.finding == "Invented State XAE: no gap and no challenge"
    assert 'href="/practices?my=XAE&amp;need=VAP-1">Part 1</a>' in html
    assert "need=VAP-2" not in html
    assert shown.lists == []


def test_the_figures_of_the_start_are_those_of_coverage_and_passages(view: View) -> None:
    begun = start.start(view, Scope(), ())
    rows = {row[0]: row[-2:] for row in begun.tables[0].rows}
    for state in ("LBN", "LAO"):
        listed = passages(view, Scope(states=(state,), assessments=("challenge",)), state=state)
        assert rows[state] == (listed.count("own"), len(gaps(view, Scope(states=(state,)))))
        assert f"/practices?my={state}" in begun.lists[0].opens
    assert {row[0] for row in begun.lists[0].table.rows} <= set(start.affected_states(view, Scope())) < set(rows)


def test_the_filter_on_states_chooses_who_is_listed_and_a_single_one_is_mine_and_offered_first(invented: View) -> None:
    some = start.start(invented, Scope(states=("XAB", "XAD")), ())
    assert {row[0] for row in some.lists[0].table.rows} == {"XAB", "XAD"} & {row[0] for row in some.tables[0].rows}
    one = Scope(states=("XAB",))
    assert (start.my_state(None, one), start.my_state("XAA", one)) == ("XAB", "XAA")
    assert start.my_state(None, Scope(states=("XAB", "XAD"))) is None
    html = start.start(invented, Scope(states=("XAB",)), ()).parts[0]
    begin = html.split("Begin with ")[1].split("</p>")[0]
    assert re.findall(r">([^<]*)</a>", begin) == ["Invented State XAB"]
    assert "Begin with" not in start.start(invented, Scope(), ()).parts[0]


def test_a_delegates_own_state_is_chosen_until_another_is(dashboard_of: DashboardOf, fresh: pytest.MonkeyPatch) -> None:
    k = Knowledge.small("XAA", "XAB")
    k.said("XAA", about("VAP-1", assessment="challenge"))
    dashboard_of(k, Actor("dee", "Dee", frozenset({Role.DELEGATE}), "XAA"))
    assert field(visit("practices"), "My State").value == "XAA"
    assert field(visit("practices", my="XAB"), "My State").value == "XAB"
    assert "/states?state=XAA" in html_of(visit("states"))
    acting(fresh, READER)
    assert field(visit("practices"), "My State").value is None


def test_a_brief_of_what_is_not_public_says_so(tmp_path: Path) -> None:
    k = Knowledge.small("XAB", provisions=["VAP-1"])
    k.said("XAB", about("VAP-1"), id="public")
    k.said("XAB", about("VAP-1"), id="kept")
    k.add("restriction", contribution="kept", audience="parties", public_from="2999-01-01")
    with put(k, tmp_path) as store:
        staff, public = store.latest(Audience.STAFF), store.latest()
        both = briefs.brief_of(staff, ("public.1", "kept.1"))
        assert len(both.passages) == 2
        assert "1 passage of it is not public" in briefs.not_for_everybody(store, staff, both)
        some = briefs.brief_of(public, ("public.1", "kept.1"))
        assert some.passages == ("public.1",)
        assert briefs.not_for_everybody(store, public, some) == ""


def test_what_others_write_is_text_everywhere(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    k = Knowledge.small("XAA", "XAB", provisions=["VAP-1"])
    k.said("XAA", about("VAP-1", assessment="challenge"), id="hard", note=hostile, source_title=hostile)
    k.rows["passage"][-1]["text"] = hostile
    k.said("XAB", about("VAP-1", assessment="practice"), id="own", meeting_label=hostile)
    k.rows["passage"][-1]["text"] = hostile
    with k.build(tmp_path) as store:
        view = store.latest()
        brief = briefs.brief_of(view, ("own.1", hostile))
        shown = [
            needs.needs(asked(view, brief=brief.passages)).parts[0],
            needs.one_need(asked(view), hostile, hostile).html,
            needs.one_need(asked(view), "hard.1", hostile).html,
            briefs.brief_shown(asked(view), brief, None),
            matches.one_passage(matches.Place(view, Scope(), "requests"), "hard.1", None).html,
            matches.one_side(matches.Place(view, Scope(), "requests"), None)[0].html,
            matches.one_passage(matches.Place(view, Scope(), "offers", hostile), hostile, None).html,
        ]
    for html in shown:
        assert "&lt;script&gt;" in html
        assert "<script" not in html
        assert "<img" not in html
        assert 'href="javascript' not in html
