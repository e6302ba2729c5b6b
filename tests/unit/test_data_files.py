"""The data files: what is refused and how it is said, and that files and knowledge base mirror each other."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import queries
from kb.errors import ChangeRefused, DataFilesInvalid, PlaceUnusable
from kb.export.data_files import DATA_FILES, export
from kb.importers.checking import check_folder
from kb.importers.loading import build
from kb.model import InstrumentId, Scope
from kb.store import Store, View
from kb.store.description import data_tables, describe
from tests.unit.broken import CASES, THEMES, Broken, cells, contribution, passage

SAID = "contributions.jsonl"


def copy_files(source: Path, target: Path) -> Path:
    """The data files alone, in a folder of their own."""
    target.mkdir()
    for path in source.iterdir():
        if path.name in DATA_FILES:
            shutil.copyfile(path, target / path.name)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in DATA_FILES}


def change(folder: Path, file: str, damage: Callable[[bytes], bytes]) -> None:
    path = folder / file
    path.write_bytes(damage(path.read_bytes()))


def tables_of(view: View) -> dict[str, list[dict[str, Any]]]:
    names = [table.name for table in data_tables()]
    return {name: view.rows(f"SELECT * FROM {name} ORDER BY ALL") for name in names}


def latest(store: Store) -> View:
    return store.at(store.revision())


@pytest.fixture
def folder(shipped: Path, tmp_path: Path) -> Path:
    """A copy of the shipped files, to be changed."""
    return copy_files(shipped, tmp_path / "files")


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Iterator[Store]:
    """A knowledge base of the shipped material, to be changed."""
    shutil.copyfile(built, tmp_path / "kb.duckdb")
    with Store.open(tmp_path / "kb.duckdb") as opened:
        yield opened


@pytest.fixture(scope="module")
def unmoved(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A knowledge base open for writing, in which nothing may ever change."""
    path = tmp_path_factory.mktemp("unmoved") / "kb.duckdb"
    shutil.copyfile(built, path)
    with Store.open(path) as opened:
        yield opened


class TestWhatIsRefused:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
    def test_each_fault_is_said_with_its_place_and_nothing_is_loaded(
        self, case: Broken, folder: Path, unmoved: Store
    ) -> None:
        case.put_into(folder)
        with pytest.raises(DataFilesInvalid) as refused:
            build(unmoved, folder)
        first, *lines = str(refused.value).split("\n")
        number = len(case.report)
        assert first == f"{number} problem{'s' * (number > 1)} in the data files; nothing was loaded."
        expected = [line.format(folder=folder) if "{folder}" in line else line for line in case.report]
        assert [line[: len(begin)] for line, begin in zip(lines, expected, strict=True)] == expected
        assert unmoved.revision() == 1

    def test_twenty_problems_are_listed_and_the_others_counted(self, folder: Path, unmoved: Store) -> None:
        for number in range(2, 27):
            change(folder, "states.csv", cells(number, affected="maybe"))
        with pytest.raises(DataFilesInvalid) as refused:
            build(unmoved, folder)
        first, *lines, last = str(refused.value).split("\n")
        assert first == "25 problems in the data files; nothing was loaded."
        assert [line.split(": ")[0] for line in lines] == [f"states.csv:{number}" for number in range(2, 22)]
        assert last == "... and 5 more problems"
        assert unmoved.revision() == 1

    def test_a_folder_that_is_not_there_is_one_problem_and_not_one_for_each_file(self, tmp_path: Path) -> None:
        with pytest.raises(DataFilesInvalid, match=r"^There is no folder \S+ with data files\.$"):
            check_folder(tmp_path / "nowhere")

    def test_a_long_value_is_cut_and_control_characters_are_made_visible(self, folder: Path) -> None:
        change(folder, "states.csv", cells(2, affected="\x1b[2J" + "x" * 200))
        with pytest.raises(DataFilesInvalid) as refused:
            check_folder(folder)
        line = str(refused.value).split("\n")[1]
        assert line.startswith(r"states.csv:2: affected: \x1b[2Jxxx")
        assert "x" * 80 not in line

    def test_a_fault_in_one_file_is_not_blamed_on_the_files_that_refer_to_it(self, folder: Path) -> None:
        (folder / "states.csv").write_text("", encoding="utf-8")
        with pytest.raises(DataFilesInvalid) as refused:
            check_folder(folder)
        assert {line.split(":")[0] for line in str(refused.value).split("\n")[1:]} == {"states.csv"}


class TestReading:
    def test_line_ends_of_other_systems_and_a_mark_at_the_beginning_change_nothing(
        self, folder: Path, unmoved: Store, tmp_path: Path
    ) -> None:
        for path in folder.iterdir():
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        with Store.open(tmp_path / "kb.duckdb") as store:
            build(store, folder)
            assert tables_of(latest(store)) == tables_of(latest(unmoved))

    @pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x0c", "\x85", "\x1c"])
    def test_only_a_line_end_ends_a_line(self, folder: Path, sign: str) -> None:
        change(folder, THEMES, cells(2, label=f"one{sign}two"))
        change(folder, THEMES, cells(4, position="x"))
        with pytest.raises(DataFilesInvalid) as refused:
            check_folder(folder)
        assert str(refused.value).split("\n")[1:] == ["themes.csv:4: position: x: must be a whole number"]

    def test_lines_are_counted_as_an_editor_counts_them(self, folder: Path) -> None:
        change(folder, THEMES, cells(2, label="one\ntwo\nthree"))
        change(folder, THEMES, cells(3, position="x"))
        with pytest.raises(DataFilesInvalid, match=r"themes\.csv:5: position: x: "):
            check_folder(folder)


class TestLoading:
    def test_the_shipped_material_is_loaded_exactly(self, knowledge_base: Store) -> None:
        """The numbers are those of "Numbers to check an import against" in data/README.md."""
        view = knowledge_base.at(1)

        def count(what: str) -> dict[Any, int]:
            return {row["one"]: row["n"] for row in view.rows(f"SELECT {what} AS one, count(*) AS n {SOURCES[what]}")}

        assert count("text_status") == {"restated": 7, "unverified": 6, "missing": 53}
        assert count("instrument") == {"VAP": 66, "CCM": 25}
        assert count("status") == {"party": 66, "deposited": 4, "signatory": 41, "outside": 14}
        assert count("affected") == {"yes": 16, "no": 95, "unknown": 14}
        assert count("voice") == {"monitoring": 74, "reported": 36, "own": 29, "official": 7, "background": 4}
        assert count("'passages'") == {"passages": 256}
        assert sum(count("status").values()) == 125
        assert sum(count("voice").values()) == 150
        numbers = view.rows("SELECT number FROM provision WHERE instrument = 'VAP' AND text_status = 'restated'")
        assert sorted(int(row["number"]) for row in numbers) == [20, 21, 22, 23, 24, 31, 35]

    def test_the_same_files_again_make_no_revision(self, store: Store, folder: Path) -> None:
        loaded = build(store, folder)
        assert (loaded.revision, loaded.changed, loaded.files_were_new) == (1, 0, False)
        assert len(store.revisions()) == 1

    def test_a_changed_file_is_one_revision_and_supersedes_what_changed_alone(
        self, store: Store, folder: Path, tmp_path: Path
    ) -> None:
        before = {name: queries.coverage(store.at(1), Scope(name)) for name in InstrumentId}
        was = tables_of(store.at(1))
        change(folder, THEMES, cells(2, label="Invented label"))
        change(folder, SAID, passage(1, lambda one: one.update(assessment="plan")))
        loaded = build(store, folder)
        assert (loaded.revision, loaded.changed, len(store.revisions())) == (2, 2, 2)
        assert tables_of(store.at(1)) == was
        for name, frame in before.items():
            assert queries.coverage(store.at(1), Scope(name)).equals(frame)
        now = tables_of(store.at(2))
        changed = {name: [row for row in now[name] if row not in was[name]] for name in now}
        assert [row["label"] for row in changed.pop("theme")] == ["Invented label"]
        assert [row["assessment"] for row in changed.pop("coding")] == ["plan"]
        assert not any(changed.values())
        assert build(store, folder).files_were_new is False

    def test_a_record_taken_out_of_the_files_is_superseded_and_still_there_before(
        self, store: Store, folder: Path
    ) -> None:
        change(folder, "counterparts.csv", lambda content: content[: content.rstrip(b"\n").rindex(b"\n") + 1])
        assert build(store, folder).changed == 1
        ids = [{row["id"] for row in store.at(n).rows("SELECT id FROM counterpart")} for n in (1, 2)]
        assert len(ids[0] - ids[1]) == 1
        assert ids[1] < ids[0]


SOURCES = {
    "text_status": "FROM provision WHERE instrument = 'VAP' GROUP BY 1",
    "instrument": "FROM provision GROUP BY 1",
    "status": "FROM (SELECT status_on(DATE '2012-04-16', signed_on, deposited_on, in_force_on, withdrawn_on) AS status"
    " FROM state) GROUP BY 1",
    "affected": "FROM state GROUP BY 1",
    "voice": "FROM contribution GROUP BY 1",
    "'passages'": "FROM passage GROUP BY 1",
}


def mend_theme(store: Store, label: str) -> None:
    """Another revision than a load: somebody changes the first theme of the vocabulary."""
    row = latest(store).rows("SELECT * FROM theme WHERE position = 1")[0] | {"label": label}
    with store.change("An Invented Person", "editor", "An invented correction") as made:
        made.put(describe()["theme"], pa.table({key: [str(value)] for key, value in row.items()}))


def theme_labels(store: Store) -> tuple[str, str]:
    one, two = latest(store).rows("SELECT label FROM theme WHERE position <= 2 ORDER BY position")
    return one["label"], two["label"]


class TestChangesOnBothSides:
    def test_the_same_record_changed_on_both_sides_is_refused(self, store: Store, folder: Path) -> None:
        mend_theme(store, "Changed here")
        change(folder, THEMES, cells(2, label="Changed in the file"))
        change(folder, THEMES, cells(3, label="Changed in the file"))
        was = tables_of(latest(store))
        with pytest.raises(ChangeRefused, match="both changed theme data-collection since"):
            build(store, folder)
        assert store.revision() == 2
        assert tables_of(latest(store)) == was

    def test_what_was_changed_here_outlives_every_later_load(self, store: Store, folder: Path) -> None:
        mend_theme(store, "Changed here")
        for number in range(3):
            change(folder, THEMES, cells(3, label=f"Changed in the file {number}"))
            build(store, folder)
            assert theme_labels(store) == ("Changed here", f"Changed in the file {number}")

    def test_the_same_change_on_both_sides_is_no_conflict(self, store: Store, folder: Path) -> None:
        mend_theme(store, "The same label")
        change(folder, THEMES, cells(2, label="The same label"))
        loaded = build(store, folder)
        assert (loaded.changed, loaded.files_were_new) == (0, True)
        change(folder, THEMES, cells(2, label="Another label"))
        build(store, folder)
        assert theme_labels(store)[0] == "Another label"

    def test_a_record_that_others_name_cannot_be_taken_out(self, store: Store, folder: Path) -> None:
        theme = latest(store).rows("SELECT * FROM theme WHERE position = 1")[0]
        new = theme | {"id": "invented-theme", "position": 99}
        with store.change("An Invented Person", "editor", "An invented theme") as made:
            made.put(describe()["theme"], pa.table({key: [str(value)] for key, value in new.items()}))
            made.put(
                describe()["passage_theme"],
                pa.table({"passage": ["1rc-aus.1"], "position": ["90"], "theme": ["invented-theme"]}),
            )

        def without_the_passage(record: dict[str, Any]) -> None:
            record["passages"] = record["passages"][1:]

        change(folder, SAID, contribution(2, without_the_passage))
        with pytest.raises(ChangeRefused, match=r"passage_theme\.passage would name 1rc-aus\.1, which does not exist"):
            build(store, folder)
        assert store.revision() == 2


class TestExport:
    def test_export_after_build_gives_the_files_back(
        self, knowledge_base: Store, shipped: Path, tmp_path: Path
    ) -> None:
        names = export(knowledge_base.at(1), tmp_path / "out")
        assert contents(tmp_path / "out") == contents(shipped)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_build_after_export_gives_the_same_answers(self, knowledge_base: Store, tmp_path: Path) -> None:
        export(knowledge_base.at(1), tmp_path / "out")
        with Store.open(tmp_path / "again.duckdb") as again:
            build(again, tmp_path / "out")
            assert tables_of(again.at(1)) == tables_of(knowledge_base.at(1))
            for name in InstrumentId:
                for meetings in ((), ("any",), ("ccm-im-2012",)):
                    scope = Scope(name, meetings=meetings)
                    assert queries.coverage(again.at(1), scope).equals(queries.coverage(knowledge_base.at(1), scope))

    def test_a_folder_with_data_files_is_replaced_as_a_whole(
        self, knowledge_base: Store, folder: Path, shipped: Path
    ) -> None:
        (folder / "mechanisms.csv").write_text("of an older export\n", encoding="utf-8")
        (folder / THEMES).write_text("of an older export\n", encoding="utf-8")
        export(knowledge_base.at(1), folder)
        assert contents(folder) == contents(shipped)

    @pytest.mark.parametrize("other", ["README.md", "kb.duckdb", "themes.csv.orig"])
    def test_a_folder_with_anything_else_is_left_alone(self, knowledge_base: Store, folder: Path, other: str) -> None:
        (folder / other).write_text("mine", encoding="utf-8")
        (folder / THEMES).write_text("mine too", encoding="utf-8")
        was = {path.name: path.read_bytes() for path in folder.iterdir()}
        with pytest.raises(PlaceUnusable, match=f"holds {other}, which is no data file"):
            export(knowledge_base.at(1), folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == was
        assert [path.name for path in folder.parent.iterdir()] == ["files"]

    def test_a_file_in_the_place_of_the_folder_is_left_alone(self, knowledge_base: Store, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("mine", encoding="utf-8")
        with pytest.raises(PlaceUnusable, match="is a file"):
            export(knowledge_base.at(1), tmp_path / "out")
        with pytest.raises(PlaceUnusable, match="Not a directory"):
            export(knowledge_base.at(1), tmp_path / "out" / "deeper")
        assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"

    def test_tables_that_may_be_empty_have_a_file_once_they_are_not(
        self, store: Store, folder: Path, tmp_path: Path
    ) -> None:
        with (folder / "delegations.csv").open("w", encoding="utf-8") as file:
            file.write("meeting,contributor,survivors,experts,disability_organisations,source_url\n")
            file.write("ccm-im-2012,AUS,1,,0,invented\n")
        build(store, folder)
        assert "delegations.csv" in export(latest(store), tmp_path / "out")
        assert contents(tmp_path / "out") == contents(folder)

    def test_what_differs_from_the_usual_is_written_and_read_again(
        self, store: Store, folder: Path, tmp_path: Path
    ) -> None:
        def unusual(record: dict[str, Any]) -> None:
            passages = record.pop("passages")
            record.update(status="coded", on_behalf_of=["AUT", "NOR"], passages=passages)
            one, two = passages[:2]
            by_hand = {"coder": "editors", "basis": "hand"}
            suggested = {"coder": "an invented coder", "basis": "suggested"}
            passages[0] = {
                "order": one["order"],
                "text": one["text"],
                "codings": [
                    {"provision": "VAP-20", "assessment": "plan", **by_hand},
                    {"provision": "VAP-20", "assessment": "challenge", **suggested},
                ],
                "themes": one["themes"],
                "evidence": one["evidence"],
            }
            passages[1] = {
                "order": two["order"],
                "text": two["text"],
                "codings": [{"provision": None, "assessment": "plan", **suggested}],
                "themes": [],
                "evidence": None,
            }

        def as_written(content: bytes) -> bytes:
            first, rest = content.decode().split("\n", 1)
            record = json.loads(first)
            unusual(record)
            return f"{json.dumps(record, ensure_ascii=False)}\n{rest}".encode()

        change(folder, SAID, as_written)
        build(store, folder)
        export(latest(store), tmp_path / "out")
        assert contents(tmp_path / "out") == contents(folder)
        with Store.open(tmp_path / "again.duckdb") as again:
            build(again, tmp_path / "out")
            assert tables_of(again.at(1)) == tables_of(latest(store))


# Fields that may hold anything, as (file, column); the nested file's are changed apart.
FREE = (
    ("states.csv", "note"),
    ("themes.csv", "description"),
    ("provisions.csv", "summary"),
    ("organisations.csv", "note"),
    ("speaking_slots.csv", "detail"),
    ("counterparts.csv", "relation"),
)
# No half characters and no null character, which are refused; and no CR, which a CSV file takes for a line end.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=40)
CSV_EDITS = st.tuples(st.sampled_from(FREE), st.integers(0, 11), WORDS)
PASSAGE_EDITS = st.fixed_dictionaries(
    {"text": WORDS, "evidence": st.none() | WORDS},
    optional={
        "assessment": st.sampled_from(["progress", "challenge", "offer"]),
        "provisions": st.lists(st.sampled_from(["VAP-23", "CCM-5.1", "CCM-5.2.g", "VAP-1"]), unique=True),
        "themes": st.lists(st.sampled_from(["data-collection", "awareness"]), unique=True),
    },
)
RECORD_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "note": st.none() | WORDS,
        "date": st.none() | st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]),
        "line": st.sampled_from([None, "a", "b", "c"]),
        "source_truncated": st.booleans(),
    },
)
EDITS = st.tuples(
    st.lists(CSV_EDITS, max_size=4), st.lists(st.tuples(st.integers(0, 149), RECORD_EDITS, PASSAGE_EDITS), max_size=4)
)


def edit_csv(path: Path, column: str, row: int, value: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row + 1][rows[0].index(column)] = value
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode())


def edit_contributions(path: Path, edits: list[tuple[int, dict[str, Any], dict[str, Any]]]) -> None:
    records = [json.loads(line) for line in path.read_bytes().decode().split("\n") if line]
    for number, of_record, of_passage in edits:
        records[number].update(of_record)
        for one in records[number]["passages"][:1]:
            one.update(of_passage)
    path.write_bytes("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_edited_files_come_back_byte_for_byte(
    edits: tuple[list[Any], list[Any]], shipped: Path, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("edited")
    folder = copy_files(shipped, place / "files")
    for (file, column), row, value in edits[0]:
        edit_csv(folder / file, column, row, value)
    edit_contributions(folder / SAID, edits[1])
    shutil.copyfile(built, place / "kb.duckdb")
    with Store.open(place / "kb.duckdb") as store:
        build(store, folder)
        export(latest(store), place / "out")
    assert contents(place / "out") == contents(folder)
    shutil.rmtree(place)
