"""The screen Actions and Article 5 on the shipped material: the document, and the page of one provision."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kb import questions
from kb.db import View
from kb.domain.model import InstrumentId, Scope
from kb.questions import records
from kb.questions.looks import matrix
from kb.questions.vocabulary import vocabulary
from kb.ui.actions import reading as of_one
from kb.ui.actions.instrument import instrument, numbers, provisions
from kb.ui.actions.reading import not_held
from kb.ui.elements.listing import Listing
from kb.ui.markup import macro
from tests.knowledge import Knowledge, about
from tests.reading import plain
from tests.screen.conftest import Open, html_of

CCM = Scope(instrument=InstrumentId.CCM)
SESSION = Scope(meetings=("ccm-im-2012",))


def document(view: View, scope: Scope) -> str:
    """The text of an instrument."""
    return str(instrument(view, scope).parts[-1])


def reading(view: View, scope: Scope, provision: str) -> str:
    """Everything that the page of one action or article shows."""
    return of_one.reading(view, scope, provision).html


def section(html: str, heading: str) -> str:
    """From the h2 that begins with these words to the next."""
    found = re.search(rf"<h2[^>]*>{heading}.*?(?=<h2|\Z)", html, re.DOTALL)
    assert found, heading
    return found[0]


@pytest.mark.parametrize(
    "query",
    [
        {"instrument": "CCM"},
        {"read": "VAP-23", "meeting": "any"},
        {"read": "VAP-29"},
        {"read": "CCM-5.1", "theme": "psychological-support"},
        {"read": "CCM-7.2", "from": "2049-01-01"},
        {"from": "2049-01-01"},
    ],
    ids=str,
)
def test_runs_in_every_scope(open_screen: Open, query: dict[str, str]) -> None:
    app = open_screen("actions", **query)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    shown = html_of(app)
    levels = [2, *(int(level) for level in re.findall(r"<h(\d)", shown))]
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is skipped"
    assert 1 not in levels[1:]
    assert not re.search(r"\blate\b", plain(shown)), "a due date is no judgement"
    for row in re.findall(r"[?&;]read=([^&\"]+)", shown):
        assert row.startswith(("VAP-", "CCM-"))


def test_unknown_address_says_so_and_leads_on(open_screen: Open) -> None:
    app = open_screen("actions", read="<b>VAP-99")
    shown = html_of(app)
    assert not app.exception
    assert "&lt;b&gt;VAP-99” in the address is no action or article here" in shown
    assert "<b>VAP-99" not in shown
    assert 'href="/actions?instrument=CCM"' in shown
    assert "How the texts" not in shown


def test_every_action_has_its_place_and_the_missing_are_folded(view: View) -> None:
    shown = document(view, Scope())
    places = re.findall(r'id="(VAP-\d+)"', shown)
    assert places == [f"VAP-{number}" for number in range(1, 67)]
    headings = re.findall(r'<h3 id="(VAP-\d+)"', shown)
    # 29 has a caveat to read and stays; the other missing ones do not drown what there is.
    assert headings == [f"VAP-{number}" for number in (8, *range(20, 33), 35)]
    assert "Actions 51 to 66: text missing" in shown
    assert "8 of 66" in shown
    assert "52 of 66" in shown
    assert "official wording" not in plain(section(shown, "VI")).lower()


def test_missing_action_that_was_reported_on_is_not_folded(tmp_path: Path) -> None:
    k = Knowledge()
    k.meeting()
    k.provision("VAP-1", addressed_to=None, text="missing")
    k.provision("VAP-2", addressed_to=None, text="missing")
    k.state("XAA")
    k.said("XAA", about("VAP-2"))
    with k.build(tmp_path) as store:
        shown = document(store.snapshot(store.revision()), Scope())
    assert re.findall(r'<h3 id="([^"]+)"', shown) == ["VAP-2"]
    assert "1 State reported" in shown


def test_convention_is_a_tree_and_says_whose_the_split_is(view: View) -> None:
    shown = document(view, CCM)
    assert re.findall(r"<h2>(Article \d)</h2>", shown) == ["Article 2", "Article 5", "Article 6", "Article 7"]
    assert re.findall(r'<h3 id="(CCM-5[^"]*)"', shown) == ["CCM-5.1", "CCM-5.2"]
    assert len(re.findall(r'<h4 id="CCM-5\.1\.', shown)) == 7
    assert len(re.findall(r'<h4 id="CCM-5\.2\.', shown)) == 8
    assert shown.count("telling them apart is our doing") == 1
    # Of 5.1 its duties, of 5.2 its points.
    assert shown.count("A passage on one of them counts here too.") == 2


def test_fractions_are_those_of_the_matrix_and_lead_to_passages(view: View) -> None:
    shown = document(view, SESSION)
    for provision in ("VAP-21", "VAP-22"):
        cells = [
            row for row in records(matrix(view, SESSION)) if row["provision"] == provision and row["bound"] == "yes"
        ]
        reported = sum(row["cell"] == "reported" for row in cells)
        entry = shown[shown.index(f'id="{provision}"') :]
        entry = entry[: entry.index("</dl>")]
        assert f"{reported} of {len(cells)} States it is addressed to" in entry
        said = records(questions.rates(view, replace(SESSION, provisions=(provision,))))[0]["passages"]
        assert ("list=passages" in entry) == (said > 0)


def test_the_title_is_the_finding_of_every_scope(view: View) -> None:
    assert instrument(view, Scope()).finding == "States reported on 5 of 13 actions"
    assert instrument(view, CCM).finding == "States reported on 13 of 16 articles"
    for scope, provision, said in (
        (SESSION, "VAP-22", "2 of 10 States reported on Action 22, and 1 other"),
        (Scope(), "VAP-29", "The text of Action 29 is missing here"),
        (Scope(), "VAP-8", "No State reported on Action 8"),
        (Scope(provisions=("VAP-23",)), "VAP-22", "Action 22 is left out by your filters"),
    ):
        assert of_one.reading(view, scope, provision).finding == said


def test_how_states_stand_is_a_line_each_and_those_that_reported_come_first(view: View) -> None:
    shown = of_one.reading(view, SESSION, "VAP-22").parts[1]
    assert isinstance(shown, Listing)
    cells = [row for row in records(matrix(view, SESSION)) if row["provision"] == "VAP-22"]
    rows = [dict(zip(shown.table.keys, row, strict=True)) for row in shown.table.rows]
    assert {row["state"] for row in rows} == {
        row["state"] for row in cells if row["bound"] in ("yes", "unknown") or row["passages"]
    }
    reported = [row["cell"] == "reported" for row in rows]
    assert reported == sorted(reported, reverse=True)
    for row, address in zip(rows, shown.opens, strict=True):
        assert f"cell={row['state']}.VAP-22" in str(address)
        assert ("not addressed to it" in str(row["stands"])) == (row["bound"] == "no")


def test_reports_and_what_others_say_stay_apart(view: View) -> None:
    shown = reading(view, SESSION, "VAP-22")
    own = section(shown, "What States said on it: 5 passages")
    # Two affected States second-hand, and three passages of Australia, which is not bound.
    assert own.count("<article") == 5
    assert own.count("second-hand: somebody reports what it said") == 2
    assert "monitoring" not in plain(own)
    others = section(shown, "What others write about States: 36 passages")
    assert others.count("<article") == 3
    assert sum(map(int, re.findall(r"about=\w{3}[^>]*>[^<]*</a> \((\d+)\)", others))) == 36
    assert "None of this was said by the State described" in others
    assert "second-hand" not in others


def test_what_lies_outside_the_filters_is_said_and_offered(view: View) -> None:
    shown = of_one.reading(view, SESSION, "VAP-35")
    assert shown.finding == "0 of 66 States reported on Action 35"
    assert "No published passage of a State on it is in what you filtered. Outside it there are " in plain(shown.html)
    assert "meeting=any" in shown.html
    assert "Nor is one" not in shown.html
    assert "Nor is one here from any other meeting or State" in reading(view, CCM, "CCM-2.1")
    shown = reading(view, Scope(provisions=("VAP-23",)), "VAP-22")
    assert "names others, so what was reported on this one is not shown" in shown
    assert "<article" not in shown
    assert "Left out by the filter" in document(view, Scope(provisions=("VAP-23",)))


def test_due_dates_in_words(view: View) -> None:
    def due(provision: str) -> dict[object, list[str]]:
        shown = of_one.reading(view, SESSION, provision).parts[3]
        assert isinstance(shown, Listing)
        return {row[0]: list(map(str, row[1:])) for row in shown.df.itertuples(index=False)}

    held = due("VAP-22")
    assert held["Bosnia and Herzegovina"] == ["2011-03-01", "2012-03-01", "2012-04-16; second-hand"]
    assert held["Croatia"][2].startswith("a report without a date")
    assert held["Afghanistan"] == ["2012-03-01", "2013-03-01", "none found here; still to come"]
    assert held["Andorra"][2].endswith("only if it has victims, which is not known") if "Andorra" in held else True
    assert "(for a new mechanism, where none exists)" in plain(reading(view, SESSION, "VAP-23"))
    assert of_one.reading(view, SESSION, "VAP-20").parts[3] is None


def test_the_page_knows_its_counterparts_and_neighbours(view: View) -> None:
    shown = section(reading(view, Scope(), "VAP-23"), "Its counterparts")
    assert "The matching is editorial" in shown
    assert "read=CCM-5.2.f" in shown
    assert "Article 33(1): National implementation" in shown
    assert "read=VAP-23" not in shown, "it is not its own counterpart"
    assert "None is recorded here" in reading(view, Scope(), "VAP-1")
    first, last = reading(view, Scope(), "VAP-1"), reading(view, Scope(), "VAP-66")
    assert "Action 2 →" in first
    assert "←" not in first
    assert "← Action 65" in last
    assert "→" not in last
    scope = Scope(revision=1)
    assert "rev=1" in not_held("VAP-99", scope, vocabulary(view))
    for href in re.findall(r'href="(/actions[^"]*)"', str(of_one.reading(view, scope, "VAP-23").parts[0])):
        assert "rev=1" in href


def test_official_wording_is_told_apart_from_ours(view: View) -> None:
    def text_held(row: Mapping[str, object], whole: Mapping[str, object] | None = None, above: bool = False) -> str:
        return macro("actions/_text.html", "text")(row, whole, above)

    held = provisions(view)
    loaded = {"official_text": "Invented <wording>.\n\nSecond.", "file_name": "a.txt", "sha256": "ab" * 32}
    whole = {**held["CCM-5.1"], **loaded, "text_status": "official", "loaded_on": "2012-04-16"}
    shown = text_held(whole)
    assert "Official wording" in shown
    assert "a.txt, loaded on 2012-04-16; SHA-256 of the file" in plain(shown)
    assert "<p>Invented &lt;wording&gt;.</p><p>Second.</p>" in shown
    assert "Restated in our own words" in shown
    part = text_held(held["CCM-5.1.data"], whole)
    assert "Official wording of 5.1, which this is a part of" in part
    assert "Text: restated" in part
    below = text_held(held["CCM-5.1.data"], whole, True)
    assert "inside that of 5.1 above" in below
    assert "<figure" not in below
    assert "Official" not in text_held(held["VAP-25"])


@pytest.mark.parametrize(
    ("given", "said"),
    [(["29"], "29"), (["1", "2"], "1 and 2"), (["25", "26", "27", "30", "32"], "25 to 27, 30 and 32"),
     (["5.2(a)", "5.2(b)"], "5.2(a) and 5.2(b)")],
)  # fmt: skip
def test_numbers_in_a_row(given: list[str], said: str) -> None:
    assert numbers([{"number": number} for number in given]) == said
