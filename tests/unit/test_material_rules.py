"""What the source only names, plain facts, the time in which an instrument holds, and the word of a Coordinator,
followed through everything that tells of them. All INVENTED but where the shipped material is named.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from kb.db import Store, View
from kb.db.schema import schema_files
from kb.domain import filters
from kb.domain.model import FACT, Assessment, Cell, InstrumentId, Scope
from kb.domain.words import APPEARANCE, CODED_AS, ONLY_AS_COORDINATOR
from kb.ingest.loading import build
from kb.questions import coverage, overview, records, scope_day
from kb.questions.contributions import contribution_list
from kb.questions.looks import assessments, line_by_state, matrix, meeting_coverage, theme_by_state
from kb.questions.passages import passages
from kb.questions.practices import practices_passages
from kb.questions.provisions import provision_reports
from kb.questions.states import state_directory
from kb.questions.vocabulary import vocabulary
from kb.reports.data_files import export
from kb.reports.document import Drawing, Quote
from kb.reports.report import report
from kb.ui.actions.reading import reading
from kb.ui.coverage import CoverageQuery, coverage_view
from kb.ui.coverage.cells import behind
from kb.ui.coverage.cells import matrix as matrix_table
from kb.ui.passages import passage_list
from kb.ui.statements import StatementsQuery
from kb.ui.statements.passages import passages_in
from kb.ui.states import profile, standing
from kb.workflow.coding import Judgement, judge
from kb.workflow.permission import ALONE
from kb.workflow.publishing import publish
from tests.knowledge import MEETING, THEMES, Knowledge, about
from tests.reading import plain
from tests.unit.api_client import Api, mounted
from tests.unit.material import contents, latest, of_earlier_schema, tables_of

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

BEFORE, AFTER = "inv-2009", "inv-2016"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """XAA is only named, as if with a practice; XAB states a fact; XAC gives a practice; XAD closes as Coordinator."""
    k = Knowledge.small("XAA", "XAB", "XAC", "XAD")
    k.said("XAA", about("VAP-1", assessment="practice", themes=THEMES, substance=False), voice="reported", line="a")
    k.said("XAB", about("VAP-1", assessment=None, themes=THEMES[:1]), line="a")
    k.said("XAC", about("VAP-1", assessment="practice"), line="a")
    k.speaker("XAD", act="closing", coordinators="XAC XAD")
    with k.build(tmp_path_factory.mktemp("rules")) as made:
        yield made


@pytest.fixture
def view(store: Store) -> View:
    return latest(store)


class TestOnlyNamed:
    def test_a_state_that_is_only_named_is_not_heard_and_known_to_have_spoken(self, view: View) -> None:
        rows = {row["state"]: row for row in overview.overview_states.rows(view, Scope())}
        assert {state for state, row in rows.items() if row["heard"]} == {"XAB", "XAC"}
        assert (rows["XAA"]["cell"], rows["XAA"]["provisions"]) == (Cell.TEXT_NOT_HELD, 0)

    def test_it_is_in_no_count_of_what_was_said_and_no_practice(self, view: View) -> None:
        assert {row["state"] for row in records(line_by_state(view, Scope()))} == {"XAB", "XAC"}
        assert {row["state"] for row in records(theme_by_state(view, Scope()))} == {"XAB"}
        counted = {row["state"]: row["contributions"] for row in state_directory.rows(view, Scope())}
        assert counted == {"XAA": 0, "XAB": 1, "XAC": 1, "XAD": 0}
        on = {row["code"]: row["passages"] for row in overview.overview_passages(view, Scope())}
        assert on == {"VAP-1": 2, "a": 1}
        practices = practices_passages(view, Scope(), [Assessment.PRACTICE])
        assert [row["passage"] for row in practices] == ["contribution-03.1"]
        assert passages(view, Scope(), state="XAA").rows == []

    def test_its_source_can_be_read_and_says_what_it_is(self, view: View) -> None:
        (row,) = passages(view, Scope(), contribution="contribution-01").rows
        assert (row["codings"], row["assessments"], row["themes"], row["in_scope"]) == ([], [], [], False)
        assert APPEARANCE in plain(passage_list([row], vocabulary(view), {}))
        assert "contribution-01" in {row["contribution"] for row in contribution_list(view, Scope()).rows}
        cell = plain(behind(view, Scope(), "XAA", "VAP-1"))
        assert "Spoke, text not found" in cell


class TestFacts:
    def test_a_fact_is_reported_under_no_assessment(self, view: View) -> None:
        found = {row["state"]: row for row in records(coverage(view, Scope())) if row["provision"] == "VAP-1"}
        assert {code: found["XAB"][code] for code in CODED_AS} == dict.fromkeys(CODED_AS, 0) | {FACT: 1}
        said = {row["state"]: row["assessment"] for row in provision_reports.rows(view, Scope(), provision="VAP-1")}
        assert said == {"XAB": FACT, "XAC": "practice"}

    def test_charts_and_screens_name_it_and_count_it_as_no_assessment(self, view: View) -> None:
        drawn = records(assessments(view, Scope()))
        assert {row["assessment"]: row["passages"] for row in drawn} == {"practice": 1, FACT: 1}
        assert CODED_AS[FACT] in plain(reading(view, Scope(), "VAP-1").html)
        assert f"{CODED_AS[FACT].lower()}" in plain(behind(view, Scope(), "XAB", "VAP-1"))
        (row,) = passages(view, Scope(), state="XAB").rows
        assert f"1: {CODED_AS[FACT].lower()}" in plain(passage_list([row], vocabulary(view), {}))
        blocks = report(view, Scope()).blocks
        quoted = [block.marks[0] for block in blocks if isinstance(block, Quote)]
        assert sorted(quoted) == sorted([CODED_AS["practice"], CODED_AS[FACT]])
        assert "2 passages of States, on 1 of " in str(blocks)
        pieces = [
            row
            for block in blocks
            if isinstance(block, Drawing)
            for row in block.spec["data"]["values"]
            if "assessment" in row
        ]
        assert {row["assessment"]: row["passages"] for row in pieces} == {"practice": 1, FACT: 1}

    def test_the_api_has_it_without_an_assessment(self, store: Store) -> None:
        api = Api(mounted(store))
        cells = {row["state"]: row for row in api.rows("/coverage") if row["provision"] == "VAP-1"}
        assert (cells["XAB"]["cell"], cells["XAB"]["fact"], cells["XAC"]["fact"]) == (Cell.REPORTED, 1, 0)
        (passage,) = [row for row in api.rows("/passages") if row["contribution"] == "contribution-02"]
        assert passage["codings"] == [{"provision": "VAP-1", "assessment": None}]
        assert passage["substance"] is True

    def test_a_coder_s_fact_counts_once_it_is_published(self, tmp_path: Path) -> None:
        k = Knowledge.small("XAA")
        k.said("XAA", about(), status="received")
        with k.build(tmp_path) as store:
            judge(store, ALONE, Judgement("contribution-01.1", (("VAP-1", None),)))
            assert coverage_of(latest(store))["XAA", "VAP-1"] == (Cell.PENDING, 0)
            publish(store, ALONE, "contribution-01")
            assert coverage_of(latest(store))["XAA", "VAP-1"] == (Cell.REPORTED, 1)
            assert coverage_of(latest(store))["XAA", "VAP-2"] == (Cell.SILENT, 0)


def of_a_plan_that_ended() -> Knowledge:
    """The Plan of this knowledge base holds from 2010-11 to 2015-09, the Convention is open."""
    k = Knowledge.small("XAA", provisions=("VAP-1", "CCM-1"))
    k.life("VAP", "2010-11", "2015-09")
    for meeting, day in ((BEFORE, "2009-06-01"), ("inv-2015", "2015-09-30"), (AFTER, "2016-10")):
        k.meeting(meeting, day)
    for meeting in (BEFORE, MEETING, "inv-2015", AFTER):
        k.said("XAA", about("VAP-1", "CCM-1"), meeting=meeting)
    return k


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with of_a_plan_that_ended().build(tmp_path_factory.mktemp("life")) as store:
        yield latest(store)


class TestLife:
    def test_without_a_choice_the_meetings_are_those_while_it_holds(self, held: View) -> None:
        for scope, number in (
            (Scope(), 2),
            (Scope(InstrumentId.CCM), 4),
            (Scope(meetings=(AFTER,)), 1),
            (Scope(meetings=(BEFORE, MEETING)), 2),
            (Scope(meetings=("any",)), 4),
            (Scope(since=date(2012, 4, 17)), 1),
        ):
            assert [row["passages"] for row in records(coverage(held, scope))] == [number], scope
        assert len(contribution_list(held, Scope()).rows) == 2
        assert {row["meeting"] for row in records(meeting_coverage(held, Scope()))} == {MEETING, "inv-2015"}
        assert AFTER in {row["meeting"] for row in records(meeting_coverage(held, Scope(meetings=(AFTER,))))}

    def test_status_is_that_of_its_last_meeting(self, held: View) -> None:
        assert scope_day(held, Scope()) == date(2015, 9, 30)
        assert scope_day(held, Scope(InstrumentId.CCM)) == date(2016, 10, 31)
        assert scope_day(held, Scope(until=date(2016, 12, 31))) == date(2015, 9, 30)
        assert scope_day(held, Scope(meetings=(AFTER,))) == date(2016, 10, 31)

    def test_it_is_said_beside_the_title_in_the_sentence_and_in_files(self, held: View) -> None:
        words = vocabulary(held)
        assert filters.span(Scope(), words) == "All meetings, Nov 2010 to Sept 2015 · all States"
        assert "Nov 2010 to Sept 2015" in filters.sentence(Scope(), words, date(2015, 9, 30))
        assert "Nov 2010 to Sept 2015" in report(held, Scope()).cover.meeting
        for scope in (Scope(InstrumentId.CCM), Scope(meetings=("any",)), Scope(meetings=(AFTER,))):
            assert "Nov 2010" not in filters.span(scope, words) + filters.sentence(scope, words, date(2015, 9, 30))

    def test_a_link_to_an_earlier_revision_shows_what_it_showed(self, tmp_path: Path) -> None:
        k = of_a_plan_that_ended()
        k.life("VAP")
        with k.build(tmp_path) as store:
            before = coverage(latest(store), Scope())
            k.life("VAP", "2010-11", "2015-09")
            k.build(tmp_path, store)
            assert coverage(store.snapshot(1), Scope()).equals(before)
            assert "every meeting" in filters.sentence(
                Scope(revision=1), vocabulary(store.snapshot(1)), date(2016, 1, 1)
            )
            assert "Nov 2010" not in filters.span(Scope(revision=1), vocabulary(store.snapshot(1)))
            assert coverage_of(latest(store))["XAA", "VAP-1"] == (Cell.REPORTED, 2)


class TestCoordinator:
    def test_wherever_no_contribution_is_said_of_it_stands_why(self, view: View, store: Store) -> None:
        words, scope, one = vocabulary(view), Scope(), Scope(states=("XAD",))
        said = {
            "cell": behind(view, scope, "XAD", "VAP-1"),
            "gaps": coverage_view(CoverageQuery("gaps", view, one)).html,
            "matrix": matrix_table(matrix(view, one), words, {}, everyone=True),
            "action": reading(view, scope, "VAP-1").html,
            "State": profile.one_state(view, one).html,
            "directory": standing.directory(view, scope).html,
            "regions": coverage_view(CoverageQuery("regions", view, scope, everyone=True)).html,
            "passages": passages_in(StatementsQuery(view, one)).html,
            "report": str(report(view, scope).blocks),
        }
        assert {place for place, html in said.items() if ONLY_AS_COORDINATOR in html} == said.keys()
        assert "Known to have spoken" not in said["cell"] + said["State"]
        cells = {row["state"] for row in Api(mounted(store)).rows("/gaps") if row["only_as_coordinator"]}
        assert cells == {"XAD"}

    def test_of_the_shipped_material_it_is_austria_and_only_where_nothing_else_is_known(self, built: Path) -> None:
        with Store.open(built, read_only=True) as shipped:
            here = Scope(meetings=("ccm-im-2012",))
            rows = records(coverage(latest(shipped), here))
            assert {row["state"] for row in rows if row["only_as_coordinator"]} == {"AUT"}
            shown = plain(behind(latest(shipped), here, "AUT", "VAP-31"))
        assert ONLY_AS_COORDINATOR in shown
        assert "Known to have spoken" not in shown


class TestFiles:
    def test_facts_appearances_and_lifetimes_come_back_as_they_were(self, store: Store, tmp_path: Path) -> None:
        export(latest(store), tmp_path / "one")
        with Store.open(tmp_path / "again.duckdb") as again:
            build(again, tmp_path / "one")
            assert tables_of(latest(again)) == tables_of(latest(store))
            export(latest(again), tmp_path / "two")
        assert contents(tmp_path / "one") == contents(tmp_path / "two")

    @pytest.mark.file
    def test_a_knowledge_base_made_before_is_brought_up_as_one_revision(self, tmp_path: Path) -> None:
        """What was changed at the desk of the old one is kept, and what the files correct is taken."""
        k = Knowledge.small("XAA", "XAB")
        for state in ("XAA", "XAB"):
            k.said(state, about("VAP-1"))
        made_before(k, tmp_path)
        k.life("VAP", "2010-11", "2015-09")
        k.rows["passage"][0]["substance"] = "false"
        k.rows["coding"][1]["assessment"] = None
        k.write(tmp_path)
        with Store.open(tmp_path / "old.duckdb") as old:
            assert build(old, tmp_path).changed == 3
            assert old.revision() == 3
            assert coverage_of(old.snapshot(2)) == {
                (state, provision): (Cell.REPORTED, 1) if provision == "VAP-1" else (Cell.SILENT, 0)
                for state in ("XAA", "XAB")
                for provision in ("VAP-1", "VAP-2")
            }
            assert coverage_of(latest(old))["XAA", "VAP-1"] == (Cell.TEXT_NOT_HELD, 0)
            assert coverage_of(latest(old))["XAB", "VAP-1"] == (Cell.REPORTED, 1)
            texts = {row["id"]: row["text"] for row in latest(old).rows("SELECT id, text FROM passage")}
            assert texts["contribution-02.1"] == "Corrected here."
            assert not build(old, tmp_path).files_were_new


def coverage_of(view: View) -> dict[tuple[str, str], tuple[str, int]]:
    return {
        (row["state"], row["provision"]): (row["cell"], row["passages"]) for row in records(coverage(view, Scope()))
    }


def made_before(k: Knowledge, folder: Path) -> None:
    """old.duckdb: the knowledge base as the version before had it, with a text corrected here since it was loaded."""
    first = next(file.number for file in schema_files() if "substance" in file.name)
    with k.build(folder) as store:
        new = store.place
        store.close()
    of_earlier_schema(Path(new), folder / "old.duckdb", first)
    with duckdb.connect(str(folder / "old.duckdb")) as file:
        # The digests of what was loaded, as that version made them.
        for name in ("instrument", "passage"):
            columns = [row[0] for row in file.execute(f"DESCRIBE {name}").fetchall() if "revision" not in row[0]]
            texts = ", ".join(f'CAST("{one}" AS VARCHAR)' for one in columns)
            file.execute(
                f"UPDATE loaded_record SET digest = md5(CAST(to_json([{texts}]) AS VARCHAR)) FROM {name}"
                f" WHERE table_name = '{name}' AND key = CAST(to_json([id]) AS VARCHAR)"
            )
        file.execute("INSERT INTO revision VALUES (2, now(), 'somebody', 'coordinator', 'A text was corrected', NULL)")
        file.execute("UPDATE passage SET until_revision = 2 WHERE id = 'contribution-02.1'")
        file.execute(
            "INSERT INTO passage SELECT * REPLACE ('Corrected here.' AS text, 2 AS since_revision,"
            " NULL AS until_revision) FROM passage WHERE id = 'contribution-02.1'"
        )
