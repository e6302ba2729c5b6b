"""Knowledge base -> data files: the same files that a build reads."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb import questions
from kb.db import Store
from kb.domain.model import InstrumentId, Scope
from kb.errors import PlaceUnusable
from kb.ingest.loading import build
from kb.reports.data_files import export
from kb.tables.cells import guarded, unguarded
from tests.unit.broken import SAID, THEMES
from tests.unit.material import change, contents, copy_files, latest, tables_of

pytestmark = pytest.mark.slow


class TestExport:
    def test_export_after_build_gives_the_files_back(
        self, knowledge_base: Store, shipped: Path, tmp_path: Path
    ) -> None:
        names = export(knowledge_base.snapshot(1), tmp_path / "out")
        assert contents(tmp_path / "out") == contents(shipped)
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_build_after_export_gives_the_same_answers(self, knowledge_base: Store, tmp_path: Path) -> None:
        export(knowledge_base.snapshot(1), tmp_path / "out")
        with Store.open(tmp_path / "again.duckdb") as again:
            build(again, tmp_path / "out")
            assert tables_of(latest(again)) == tables_of(latest(knowledge_base))
            for name in InstrumentId:
                for meetings in ((), ("any",), ("ccm-im-2012",)):
                    scope = Scope(name, meetings=meetings)
                    assert questions.coverage(again.snapshot(1), scope).equals(
                        questions.coverage(knowledge_base.snapshot(1), scope)
                    )

    def test_a_folder_with_data_files_is_replaced_and_one_with_anything_else_is_left_alone(
        self, knowledge_base: Store, folder: Path, shipped: Path, tmp_path: Path
    ) -> None:
        for name in (THEMES, "mechanisms.csv"):
            (folder / name).write_text("of an older export\n", encoding="utf-8")
        was = {path.name: path.read_bytes() for path in folder.iterdir()}
        for other in ("README.md", "kb.duckdb", "themes.csv.orig"):
            (folder / other).write_text("mine", encoding="utf-8")
            with pytest.raises(PlaceUnusable, match=f"holds {other}"):
                export(knowledge_base.snapshot(1), folder)
            assert (folder / other).read_text(encoding="utf-8") == "mine"
            (folder / other).unlink()
            assert {path.name: path.read_bytes() for path in folder.iterdir()} == was
            assert [path.name for path in folder.parent.iterdir()] == ["files"]
        export(knowledge_base.snapshot(1), folder)
        assert contents(folder) == contents(shipped)
        (tmp_path / "out").write_text("mine", encoding="utf-8")
        with pytest.raises(PlaceUnusable, match="is a file"):
            export(knowledge_base.snapshot(1), tmp_path / "out")
        with pytest.raises(PlaceUnusable, match="Not a directory"):
            export(knowledge_base.snapshot(1), tmp_path / "out" / "deeper")
        assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"

    def test_what_differs_from_the_usual_is_written_and_read_again(
        self, store: Store, folder: Path, tmp_path: Path
    ) -> None:
        def unusual(record: dict[str, Any]) -> None:
            passages = record.pop("passages")
            record.update(status="coded", on_behalf_of=["AUT", "NOR"], passages=passages)
            one, two = passages[:2]
            by_hand = {"coder": "editors", "basis": "hand"}
            suggested = {"coder": "an invented coder", "basis": "suggested"}
            codings = [
                {"provision": "VAP-20", "assessment": "plan", **by_hand},
                {"provision": "VAP-20", "assessment": "challenge", **suggested},
            ]
            first = {"order": one["order"], "text": one["text"], "codings": codings}
            passages[0] = first | {"themes": one["themes"], "evidence": one["evidence"]}
            codings = [{"provision": None, "assessment": "plan", **suggested}]
            second = {"order": two["order"], "text": two["text"], "codings": codings}
            passages[1] = second | {"themes": [], "evidence": None}

        def as_written(content: bytes) -> bytes:
            first, rest = content.decode().split("\n", 1)
            record = json.loads(first)
            unusual(record)
            return f"{json.dumps(record, ensure_ascii=False)}\n{rest}".encode()

        change(folder, SAID, as_written)
        # A table that may be empty has a file once it is not.
        with (folder / "delegations.csv").open("w", encoding="utf-8") as file:
            file.write("id,meeting,contributor,contribution,survivors,experts,disability_organisations,source_url\n")
            file.write("inv,ccm-im-2012,AUS,,1,,0,https://invented.example\n")
        build(store, folder)
        assert "delegations.csv" in export(latest(store), tmp_path / "out")
        assert contents(tmp_path / "out") == contents(folder)
        with Store.open(tmp_path / "again.duckdb") as again:
            build(again, tmp_path / "out")
            assert tables_of(latest(again)) == tables_of(latest(store))


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
    rows[row + 1][rows[0].index(column)] = guarded(value)
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


# As the guard does.
PASSED_OVER = "".join(chr(code) for code in [*range(33), 0xA0, 0xAD, 0x3000, 0xFEFF, *range(0x200B, 0x2010)])


@given(WORDS)
def test_no_cell_is_a_formula_and_every_text_comes_back(text: str) -> None:
    assert guarded(text)[0] not in "\t\r\n"
    assert not guarded(text).strip(PASSED_OVER).startswith(tuple("=+-@＝＋－＠"))  # noqa: RUF001 (full-width signs)
    assert unguarded(guarded(text)) == text


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
