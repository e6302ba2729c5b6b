"""The screen States on the shipped material: the directory, one State, and records side by side."""

from dataclasses import replace
from datetime import date
from html import escape, unescape

import pytest

from kb.cache import made
from kb.db import View
from kb.domain.model import InstrumentId, Scope
from kb.domain.words import AFFECTED, CELLS
from kb.questions import coverage, records
from kb.questions.passages import passages
from kb.questions.states import state_directory, state_profile
from kb.questions.vocabulary import vocabulary
from kb.ui.states.comparison import at_meetings, compared, other_meetings
from kb.ui.states.profile import facts, one_state
from kb.ui.states.standing import directory, finding, note, reason, reasons
from kb.ui.states.standing import state_finding as finding_of
from tests.reading import plain
from tests.screen.conftest import Open, html_of, rows_of

OTHERS = "What others write about"
# What tells one kind of State from another.
STANDING = ("status", "affected", "listed")
HELD = ("contributions", "elsewhere", "others")


def page(view: View, scope: Scope) -> str:
    """Everything that the page of one State shows."""
    return one_state(view, scope).html


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"region": "African Group", "status": "party"}, "1 of 25 States were heard, among them 0 of 4 affected"),
        ({"state": "TCD", "provision": "VAP-29"}, "Chad: the texts of what you filtered are missing here"),
        ({"state": ["LAO", "KHM"], "meeting": "outside"}, "0 of 2 States reported on an action"),
        (
            {"state": "LBN", "with": ["ccm-2msp", "any", "outside", "ccm-im-2012"]},
            "Lebanon reported at 1 of 1 meeting",
        ),
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str | list[str]], title: str) -> None:
    app = open_screen("states", **query)
    assert not app.exception
    assert not app.error
    assert [one.value for one in app.title] == [title]
    assert "<h1" not in html_of(app)


def test_junk_is_said_and_dropped(open_screen: Open) -> None:
    shown = plain(html_of(open_screen("states", state=["XXX", "LBN"], **{"with": ["no-such-meeting", "ccm-2msp"]})))
    assert "State “XXX” is not known here" in shown
    assert "Meeting “no-such-meeting” is not known here" in shown
    assert "Second Meeting of States Parties, Beirut" in shown
    assert "ccm-2msp" not in shown


def test_directory_has_everyone_once_and_the_concerned_first(view: View) -> None:
    shown = directory(view, Scope())
    rows = [dict(zip(shown.table.keys, row, strict=True)) for row in shown.table.rows]
    assert sorted(str(row["state"]) for row in rows) == sorted(vocabulary(view).labels["state"])
    concerned = [row["status"] == "party" and row["affected"] == "yes" for row in rows]
    assert concerned == sorted(concerned, reverse=True)
    assert rows[-1]["status"] == "outside"
    # What is not known is not a no.
    assert {row["affected_label"] for row in rows if row["state"] == "CUB"} == {AFFECTED["unknown"]}  # type: ignore[index]
    for row, address in zip(rows, shown.opens, strict=True):
        assert address == f"/states?state={row['state']}"
        assert f'href="{address}">{escape(str(row["name"]))}</a>' in shown.html
        assert row["reported_bound"] <= row["bound"]  # type: ignore[operator]


def test_a_state_is_found_by_its_name_and_five_are_too_many_to_compare(open_screen: Open) -> None:
    app = open_screen("states")
    assert [one.value for one in app.title] == ["11 of 137 States were heard, among them 4 of 12 affected"]
    app.selectbox(key="find-state").select("LBN").run()
    assert [one.value for one in app.title] == ["Lebanon reported on 2 of 13 actions"]
    app = open_screen("states", state=["LAO", "LBN", "CUB", "KHM", "NOR"])
    assert [one.value for one in app.title] == ["2 of 5 States were heard, among them 2 of 2 affected"]
    assert "5 States are chosen, and at most 4 are compared" in plain(html_of(app))
    assert len(rows_of(app)) == 5


def test_filters_that_leave_nobody_or_a_state_out_are_named(view: View) -> None:
    scope = Scope(states=("LAO",), regions=("African Group",))
    assert "No State fits the filters on State, regional group, victims and party status" in plain(note(view, scope))
    assert finding(view, scope) == "No State fits your filters"
    assert not directory(view, scope).table.rows
    shown = one_state(view, Scope(states=("LAO",), regions=("African Group",)))
    assert "is left out by the other filters on States" in plain(shown.why)
    assert shown.finding.endswith("is left out by your filters")
    assert shown.duties is None


@pytest.mark.parametrize("state", ["LAO", "LBN", "MOZ", "BIH"])
def test_what_others_say_stands_apart(view: View, state: str) -> None:
    scope = Scope(states=(state,))
    before, apart = one_state(view, scope).html.split(f"<h2>{OTHERS}")
    name = vocabulary(view).label("state", state)
    found = passages(view, scope, state=state)
    others = [row for row in found.rows if row["part"] == "others"]
    assert f"This is not what {name} said." in plain(apart)
    assert plain(apart).startswith(f" {name}: {len(others)} passage")
    assert f"about={state}" in apart
    for row in others[:3]:
        assert plain(row["text"]) in plain(apart)
    for row in others:
        assert plain(row["text"]) not in plain(before)
    assert "monitoring: a third party" not in before


def test_what_it_said_comes_first_and_what_does_not_apply_is_said_once(view: View) -> None:
    shown = one_state(view, Scope(states=("AUS",)))
    own = [row for row in passages(view, Scope(states=("AUS",)), state="AUS").rows if row["part"] == "own"]
    assert len(own) > 3
    assert shown.html.startswith(shown.said)
    assert [plain(row["text"]) in plain(shown.said) for row in own[:4]] == [True, True, True, False]
    assert f"What it said: {len(own)} passages" in plain(shown.said)
    assert 'href="/contributions?state=AUS&list=passages"' in unescape(shown.said)
    # Where nothing of it is in the scope, what lies outside is shown and said to.
    chad = one_state(view, Scope(states=("TCD",))).said
    assert "What it said elsewhere" in chad
    assert "<article" in chad
    assert shown.duties
    cells = shown.duties.df["stands"].tolist()
    assert [CELLS["reported"].name in cell for cell in cells].count(True) == 5  # type: ignore[index]
    assert not [cell for cell in cells if CELLS["not_addressed"].name in cell]  # type: ignore[index]
    assert "8 more not counted as addressed to it" in plain(shown.why)
    assert '<span class="tag">first-hand' in shown.said
    assert "tag strong" not in shown.said
    assert shown.contributions.df["voice_label"].str.startswith("first-hand").all()
    reported = one_state(view, Scope(states=("LAO",)))
    assert '<span class="tag strong">second-hand' in reported.said
    assert reported.contributions.df["voice_label"].str.startswith("second-hand").all()
    assert len(reported.contributions.df) == 3
    assert made(reported.spoken.picture)
    # A name of the material is explained, and a former name shown, only where there is one.
    assert "cm_victims is the material’s name for “has cluster munition victims”." in plain(shown.html)
    assert "cm_victims" not in plain(reported.html)
    assert "Name in 2012" not in plain(reported.html)
    assert "Name in 2012 Swaziland" in plain(page(view, Scope(states=("SWZ",))))


def test_every_provision_has_its_mark_and_its_reason_is_said_once(view: View) -> None:
    scope = Scope(states=("LBN",))
    shown = one_state(view, scope)
    assert shown.duties
    every = dict(zip((row[shown.duties.table.keys.index("provision")] for row in shown.duties.table.rows),
                     zip(shown.duties.table.rows, shown.duties.opens, strict=True), strict=True))  # fmt: skip
    held = [row for row in records(coverage(view, scope)) if row["in_matrix"]]
    assert every.keys() == {row["provision"] for row in held}
    stands = shown.duties.table.keys.index("stands")
    for row in held:
        said = CELLS[row["cell"]]
        line, address = every[row["provision"]]
        assert str(line[stands]).startswith(f"{said.mark} {said.name}")
        assert address == f"/states?state=LBN&cell=LBN.{row['provision']}"
        assert plain(shown.why).count(said.meaning) == (row["cell"] != "reported")
    assert "2 second-hand" in plain(shown.said)


def test_silence_says_how_good_what_is_held_is() -> None:
    cell = {"cell": "silent", "bound": "unknown", "passages": 0, "second_hand": 0, "aligned": 0}
    second_hand = reason(cell, [{"voice": "reported", "source_truncated": True}])
    first_hand = reason({**cell, "bound": "yes"}, [{"voice": "own", "source_truncated": False}])
    assert "All that we have is second-hand." in second_hand
    assert "only the beginning of the source" in second_hand
    assert "whether this State has any is not known" in second_hand
    assert first_hand == CELLS["silent"].meaning  # type: ignore[index]
    assert len(reasons([{**cell, "bound": "yes"}] * 13, [])) == 1


@pytest.mark.parametrize(
    ("bound", "reported", "said"),
    [
        (["unknown"] * 3, [0], "Invented reported on 1 of 3 actions that may apply to it"),
        (["unknown", "no"], [], "Invented spoke, but on none of 1 action that may apply to it"),
        (["no", "no"], [1], "Invented reported on 1 action; none is known to apply to it"),
        (["no", "no"], [], "Invented spoke; no action applies to it"),
        (["yes", "unknown"], [1], "Invented reported on 1 of 2 actions; 1 of them may apply to it"),
        (["yes", "yes", "no"], [0, 2], "Invented reported on 1 of 2 actions, and on 1 more"),
    ],
)
def test_unknown_is_never_counted_as_not_addressed(bound: list[str], reported: list[int], said: str) -> None:
    cells = [
        {"bound": one, "cell": "reported" if n in reported else "silent", "spoke": True, "only_as_coordinator": False}
        for n, one in enumerate(bound)
    ]
    assert finding_of({"name": "Invented"}, cells, "action") == said


def test_a_provision_whose_text_is_missing_here_is_not_held_against_the_state(view: View) -> None:
    silent = {"bound": "yes", "cell": "silent", "only_as_coordinator": False}
    cells = [silent, {**silent, "cell": "text_missing"}]
    assert finding_of({"name": "Invented"}, cells, "article") == "Invented spoke, but on none of 1 article"
    shown = one_state(view, Scope(states=("LAO",)))
    assert shown.finding == "Lao People's Democratic Republic spoke, but on none of 13 actions"
    assert "Not counted: 1 whose text is missing here" in plain(shown.why)


def test_a_state_not_known_to_be_affected_is_never_told_as_free(view: View) -> None:
    shown = one_state(view, Scope(states=("PSE",)))
    assert shown.finding == "State of Palestine is not heard yet on 13 actions; 11 of them may apply to it"
    holy_see = one_state(view, Scope(states=("VAT",), instrument=InstrumentId.CCM))
    assert holy_see.finding == "Holy See reported on 1 article; none is known to apply to it"
    assert shown.duties
    assert shown.duties.df["stands"].str.contains("may apply to it").sum() == 11
    assert "whether this State has any is not known" in plain(shown.why)


def test_a_state_that_never_joined(view: View) -> None:
    shown = one_state(view, Scope(states=("KHM",)))
    assert shown.finding == "Cambodia never joined the Convention"
    words = plain(shown.html)
    for there in ("It never joined the Convention", "Spoke 1 time, text not found", "Not known whether it has victims"):
        assert there in words
    assert "Regional group" not in words
    assert "Not named as having victims" not in words


def test_what_bound_it_depends_on_the_day(view: View) -> None:
    before = plain(page(view, Scope(states=("AUS",), meetings=("ccm-im-2012",))))
    after = plain(page(view, Scope(states=("AUS",), meetings=("ccm-im-2014",))))
    assert "the Convention was not in force for it on that day" in before
    assert "2013-04-01, after the day shown" in before
    assert "Vientiane Action Plan: 2 of 66" in after
    assert "after the day shown" not in after


def test_deadlines_fall_due_for_states_that_are_bound(view: View) -> None:
    lebanon = one_state(view, Scope(states=("LBN",))).duties
    assert lebanon
    due = lebanon.df.set_index("provision_label")
    focal_point = due.loc["Action 21: Name a government focal point"]
    assert focal_point["due_on"] == date(2011, 11, 1)  # in force on 1 May 2011, six months
    assert focal_point["first_report"] == "none found here"
    assert due.loc["Action 22: Collect data and assess needs", "first_report"] == "2012-04-16; second-hand"
    norway = one_state(view, Scope(states=("NOR",))).duties
    assert norway
    assert "due_on" not in norway.columns


def test_comparison_gives_each_state_its_own_cells(view: View) -> None:
    scope = Scope(states=("LAO", "LBN", "KHM"), instrument=InstrumentId.CCM)
    shown = compared(view, scope).html
    for row in records(coverage(view, scope)):
        if row["in_matrix"]:
            assert f"cell={row['state']}.{row['provision']}" in shown
    assert "cell=KHM" not in shown
    assert shown.count("never joined; not addressed to it") == 1
    assert OTHERS not in shown


def test_one_state_beside_itself_at_other_meetings(view: View) -> None:
    scope = Scope(states=("LBN",), meetings=("ccm-im-2012",))
    named = other_meetings(["ccm-2msp"], scope, vocabulary(view))
    shown = at_meetings(view, scope, named.meetings).html
    assert all(shown.count(f'cell=LBN.{one}"') == 2 for one in ("VAP-22", "VAP-24"))
    there = records(coverage(view, Scope(states=("LBN",), meetings=("ccm-2msp",))))
    assert [row["provision"] for row in there if row["cell"] == "reported"] == ["VAP-24"]
    assert "meeting=ccm-2msp" in shown
    assert "Leave out Second Meeting" in shown
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

    Every State's facts, and the whole page of one of each kind: of the same standing, of which something is held.
    """
    scope = Scope(meetings=("ccm-im-2012",))
    listed = state_directory.rows(view, scope)
    assert {row["state"] for row in listed} == set(vocabulary(view).labels["state"])
    kinds = dict[tuple[object, ...], str]()
    for row in listed:
        code = row["state"]
        profile = state_profile(view, scope, code)
        assert profile
        expect_whole(facts(profile, {}, vocabulary(view), {}), code)
        kinds[*(profile[column] for column in STANDING), *(row[column] > 0 for column in HELD)] = code
    for code in kinds.values():
        expect_whole(page(view, replace(scope, states=(code,))), code)


def expect_whole(html: str, code: str) -> None:
    shown = plain(html)
    assert "Cluster munition victims" in shown, code
    assert "None" not in shown, code
