"""The screen States on the shipped material: the directory, one State, and records side by side."""

import re
from dataclasses import replace
from html import unescape

import pytest

from kb.domain.model import InstrumentId, Scope
from kb.domain.words import CELLS
from kb.queries import coverage, records
from kb.queries.passages import passages
from kb.queries.states import state_directory, state_profile
from kb.queries.vocabulary import vocabulary
from kb.store import View
from kb.ui.parts.state_facts import facts
from kb.ui.parts.state_record import reason, record_heading
from kb.ui.parts.states import all_states, at_meetings, compared, one_state, other_meetings
from tests.reading import plain
from tests.screen.conftest import Open, html_of

OTHERS = "What others report about"
# What tells one kind of State from another, beside which of its facts are known.
STANDING = ("status", "affected", "listed")
HELD = ("contributions", "elsewhere", "others")


def page(view: View, scope: Scope) -> str:
    """Everything that the page of one State shows."""
    shown = one_state(view, scope)
    return shown.html + shown.table + shown.rest


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({}, "States"),
        ({"region": "African Group", "status": "party"}, "States"),
        ({"state": ["LAO", "LBN", "CUB", "KHM", "NOR"]}, "States"),
        ({"state": "LBN"}, "Lebanon"),
        ({"state": "KHM"}, "Cambodia"),
        ({"state": "PSE"}, "State of Palestine"),
        ({"state": "VAT", "instrument": "CCM"}, "Holy See"),
        ({"state": "LAO", "provision": "VAP-29", "from": "2049-01-01"}, "Lao People's Democratic Republic"),
        ({"state": ["LAO", "KHM"], "meeting": "outside"}, "States side by side"),
        ({"state": "LBN", "with": ["ccm-2msp", "any", "outside", "ccm-im-2012"]}, "Lebanon at several meetings"),
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str | list[str]], title: str) -> None:
    app = open_screen("states", **query)
    assert not app.exception
    assert not app.error
    assert [one.value for one in app.title] == [title]
    assert "<h2" in html_of(app)
    assert "<h1" not in html_of(app)


def test_junk_is_said_and_dropped(open_screen: Open) -> None:
    shown = plain(html_of(open_screen("states", state=["XXX", "LBN"], **{"with": ["no-such-meeting", "ccm-2msp"]})))
    assert "State “XXX” is not known here" in shown
    assert "Meeting “no-such-meeting” is not known here" in shown
    assert "Second Meeting of States Parties, Beirut" in shown
    assert "ccm-2msp" not in shown


def test_directory_has_everyone_once_and_the_concerned_first(view: View) -> None:
    shown = all_states(view, Scope())
    linked = re.findall(r"state=([A-Z]{3})", shown)
    assert sorted(linked) == sorted(vocabulary(view).labels["state"])
    headings = re.findall(r"<h2>(.*?) \(", shown)
    assert headings[0] == "States Parties with cluster munition victims"
    assert headings[-1] == "Outside the Convention"
    assert "Never joined the Convention" in shown
    # What is not known is not a no.
    assert not re.search(r"state=CUB[^>]*>Cuba</a><small>[^<]*not named", shown)


def test_empty_directory_names_the_filters(view: View) -> None:
    shown = plain(all_states(view, Scope(states=("LAO",), regions=("African Group",))))
    assert "No State fits the filters on State, regional group, victims and party status together" in shown
    assert "no data" not in shown.lower()


def test_five_are_too_many(view: View) -> None:
    shown = plain(all_states(view, Scope(states=("LAO", "LBN", "CUB", "KHM", "NOR"))))
    assert "5 States are chosen, and at most 4 are compared" in shown
    assert "5 States: of 5 something is held or known" in shown
    assert "Albania" not in shown


@pytest.mark.parametrize("state", ["LAO", "LBN", "MOZ", "BIH"])
def test_what_others_say_stands_apart(view: View, state: str) -> None:
    scope = Scope(states=(state,))
    shown = one_state(view, scope)
    before, apart = (shown.html + shown.table + shown.rest).split(f"<h2>{OTHERS}")
    name = vocabulary(view).label("state", state)
    found = passages(view, scope, state=state)
    others = [row for row in found.rows if row["part"] == "others"]
    assert others
    assert f"This is not what {name} said." in plain(apart)
    for row in others:
        assert plain(row["text"]) in plain(apart)
        assert plain(row["text"]) not in plain(before)
    assert "monitoring: a third party" not in before


def test_every_provision_has_its_mark_and_its_reason(view: View) -> None:
    scope = Scope(states=("LBN",))
    shown = one_state(view, scope).html
    held = records(coverage(view, scope))
    for row in (row for row in held if row["in_matrix"]):
        said = CELLS[row["cell"]]
        assert f"cell=LBN.{row['provision']}" in shown
        assert f"{said.mark} {said.name}: Lebanon, " in unescape(shown)
        assert said.meaning in plain(shown)
    assert "VAP-1:" not in shown
    assert "2 only second-hand" in plain(shown)


def test_silence_says_how_good_what_is_held_is() -> None:
    cell = {"cell": "silent", "bound": "unknown", "passages": 0, "second_hand": 0, "aligned": 0}
    second_hand = reason(cell, [{"voice": "reported", "source_truncated": True}])
    first_hand = reason({**cell, "bound": "yes"}, [{"voice": "own", "source_truncated": False}])
    assert "All that is held is second-hand." in second_hand
    assert "only the beginning of the source" in second_hand
    assert "whether this State has any is not known" in second_hand
    assert first_hand == CELLS["silent"].meaning  # type: ignore[index]


@pytest.mark.parametrize(
    ("bound", "reported", "must", "must_not"),
    [
        (["unknown"] * 3, [0], "Reported on 1 provision; whether 3 are addressed to it is not known (it", "none"),
        (["unknown", "no"], [], "Reported on 0 provisions; whether 1 is addressed to it is not known", "none"),
        (["no", "no"], [1], "Reported on 1 provision; none is counted as addressed to it", "not known"),
        (["yes", "unknown"], [1], "Reported on 0 of 1 provision addressed to it; whether 1 more is", "not addressed"),
        (["yes", "yes", "no"], [0, 2], "Reported on 1 of 2 provisions addressed to it, and on 1 not", "not known"),
    ],
)
def test_unknown_is_never_counted_as_not_addressed(
    bound: list[str], reported: list[int], must: str, must_not: str
) -> None:
    cells = [{"bound": one, "cell": "reported" if n in reported else "silent"} for n, one in enumerate(bound)]
    said = record_heading(cells)
    assert must in said
    assert must_not not in said


def test_a_provision_whose_text_is_missing_here_is_not_held_against_the_state(view: View) -> None:
    cells = [{"bound": "yes", "cell": "silent"}, {"bound": "yes", "cell": "text_missing"}]
    assert record_heading(cells) == (
        "Reported on 0 of 1 provision addressed to it; not counted: 1 whose text is missing here"
    )
    assert "missing" not in record_heading(
        [{"bound": "yes", "cell": "silent"}, {"bound": "no", "cell": "text_missing"}]
    )
    shown = plain(page(view, Scope(states=("TCD",))))
    assert "Reported on 0 of 13 provisions addressed to it; not counted: 1 whose text is missing here" in shown


def test_a_state_not_known_to_be_affected_is_never_told_as_free(view: View) -> None:
    shown = plain(page(view, Scope(states=("CUB",), instrument=InstrumentId.CCM)))
    assert re.search(r"Reported on 0 provisions; whether \d+ are addressed to it is not known", shown)
    assert "none is counted as addressed to it" not in shown


def test_a_name_of_the_material_is_explained(view: View) -> None:
    explained = "cm_victims is the material’s name for “has cluster munition victims”."
    assert explained in plain(page(view, Scope(states=("AUS",))))
    without = plain(page(view, Scope(states=("LAO",))))
    assert "cm_victims" not in without


def test_own_contributions_do_not_stand_out_and_reported_ones_do(view: View) -> None:
    shown = one_state(view, Scope(states=("AUS",))).table
    assert '<span class="tag short">first-hand</span>' in shown
    assert "tag strong" not in shown
    reported = one_state(view, Scope(states=("LAO",))).table
    assert '<span class="tag strong short">second-hand</span>' in reported
    assert "first-hand" not in reported


def test_a_state_that_never_joined(view: View) -> None:
    shown = plain(page(view, Scope(states=("KHM",))))
    assert "It never joined the Convention" in shown
    assert "Known to have spoken once without a text held" in shown
    assert "Not known whether it has victims" in shown
    assert "Regional group" not in shown
    assert "nothing expected" not in shown
    assert "Not named as having victims" not in shown


def test_what_bound_it_depends_on_the_day(view: View) -> None:
    before = plain(page(view, Scope(states=("AUS",), meetings=("ccm-im-2012",))))
    after = plain(page(view, Scope(states=("AUS",), meetings=("ccm-im-2014",))))
    assert "the Convention was not in force for it on that day" in before
    assert "2013-04-01, after the day shown" in before
    assert "Vientiane Action Plan: 2 of 66 provisions" in after
    assert "after the day shown" not in after


def test_deadlines_fall_due_for_states_that_are_bound(view: View) -> None:
    lebanon = plain(page(view, Scope(states=("LBN",))))
    assert "2011-11-01" in lebanon  # in force on 1 May 2011, six months
    assert "Deadlines" not in plain(page(view, Scope(states=("NOR",))))


def test_filters_that_leave_a_state_out_are_named(view: View) -> None:
    shown = one_state(view, Scope(states=("LAO",), regions=("African Group",))).html
    assert "is left out by the other filters on States" in plain(shown)
    assert "Reported on" not in plain(shown)


def test_former_name_is_shown_only_where_it_differs(view: View) -> None:
    assert "Name in 2012 Swaziland" in plain(page(view, Scope(states=("SWZ",))))
    assert "Name in 2012" not in plain(page(view, Scope(states=("LAO",))))


def test_comparison_gives_each_state_its_own_cells(view: View) -> None:
    scope = Scope(states=("LAO", "LBN", "KHM"), instrument=InstrumentId.CCM)
    shown = compared(view, scope)
    for row in records(coverage(view, scope)):
        if row["in_matrix"]:
            assert f"cell={row['state']}.{row['provision']}" in shown
    assert "cell=KHM" not in shown
    assert "never joined; not addressed to it" in shown
    assert OTHERS not in shown


def test_one_state_beside_itself(view: View) -> None:
    scope = Scope(states=("LBN",), meetings=("ccm-im-2012",))
    named = other_meetings(["ccm-2msp"], scope, vocabulary(view))
    shown = at_meetings(view, scope, named)
    rows = re.findall(r"<tr>(?:(?!</tr>).)*?<th scope=\"row\">(Action 2[24]): .*?</tr>", shown)
    assert rows == ["Action 22", "Action 24"]
    there = records(coverage(view, Scope(states=("LBN",), meetings=("ccm-2msp",))))
    assert [row["provision"] for row in there if row["cell"] == "reported"] == ["VAP-24"]
    assert "meeting=ccm-2msp" in shown
    assert "Leave out Second Meeting" in shown


def test_other_meetings_are_checked(view: View) -> None:
    words = vocabulary(view)
    one = Scope(states=("LBN",), meetings=("ccm-im-2012",))
    asked = ["ccm-2msp", "ccm-im-2012", "junk", "ccm-im-2014", "ccm-2msp", "any", "outside"]
    named = other_meetings(asked, one, words)
    assert named.meetings == ("ccm-2msp", "ccm-im-2014", "any")
    assert len(named.dropped) == 3
    none = other_meetings(["ccm-2msp"], Scope(states=("LBN", "LAO")), words)
    assert not none.meetings
    assert "only one State at a time" in none.dropped[0]


def test_every_state_has_a_page(view: View) -> None:
    """Whatever its treaty dates: none of them may be needed for a sentence to be made.

    Every State's facts, and the whole page of one of each kind: of which the same is known and something is held.
    """
    scope = Scope(meetings=("ccm-im-2012",))
    listed = state_directory.rows(view, scope)
    assert {row["state"] for row in listed} == set(vocabulary(view).labels["state"])
    kinds = dict[tuple[object, ...], str]()
    for row in listed:
        code = row["state"]
        profile = state_profile(view, scope, code)
        assert profile
        expect_whole(facts(profile, vocabulary(view)), code)
        known = (value if column in STANDING else value is not None for column, value in profile.items())
        kinds[*known, *(row[column] > 0 for column in HELD)] = code
    for code in kinds.values():
        expect_whole(page(view, replace(scope, states=(code,))), code)


def expect_whole(html: str, code: str) -> None:
    shown = plain(html)
    assert "Cluster munition victims" in shown, code
    assert "None" not in shown, code
