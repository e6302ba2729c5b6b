"""python -m kb import-text: the official wording enters, stays and leaves again."""

from pathlib import Path

import pytest

from kb.db import Store
from tests.unit.broken import THEMES, cells
from tests.unit.material import change, contents
from tests.unit.processes import Run

pytestmark = pytest.mark.slow


def document(path: Path, *numbers: int, wording: str = "Invented wording") -> Path:
    """An invented plan, as a text file."""
    paragraphs = (f"Action #{number}\n\n{wording} of the action numbered {number}.\n" for number in numbers)
    path.write_text("\n".join(paragraphs), encoding="utf-8")
    return path


class TestImportText:
    def texts(self, database: Path) -> dict[str, tuple[str, str]]:
        with Store.open(database, read_only=True) as store:
            rows = store.snapshot(store.revision()).rows(
                "SELECT id, text_status, coalesce(official_text, '') AS text FROM shown_provision"
                " WHERE instrument = 'VAP'"
            )
        return {row["id"]: (row["text_status"], row["text"]) for row in rows}

    def test_a_complete_document_is_one_revision_and_loading_it_again_is_none(
        self, run: Run, database: Path, tmp_path: Path
    ) -> None:
        plan = document(tmp_path / "plan.txt", *range(1, 67))
        status, output, errors = run("import-text", "VAP", plan)
        assert (status, errors) == (0, "")
        assert output.endswith("Loaded the wording of 66 provisions; this is revision 2.\n")
        texts = self.texts(database)
        assert texts["VAP-20"] == ("official", "Invented wording of the action numbered 20.")
        assert {status for status, _ in texts.values()} == {"official"}
        with Store.open(database, read_only=True) as store:
            newest = store.revisions()[0]
            row = store.snapshot(2).rows("SELECT * FROM official_text WHERE provision = 'VAP-20'")[0]
            summary = store.snapshot(2).rows("SELECT summary FROM provision WHERE id = 'VAP-20'")[0]["summary"]
        assert (newest["role"], "plan.txt" in newest["reason"]) == ("administrator", True)
        assert (row["file_name"], len(row["sha256"])) == ("plan.txt", 64)
        assert summary
        was = database.read_bytes()
        status, output, _ = run("import-text", "VAP", plan)
        assert status == 0
        assert output.endswith("Nothing was to be done: this wording was loaded already, as of revision 2.\n")
        assert database.read_bytes() == was

    def test_an_incomplete_document_changes_nothing_unless_a_part_is_asked_for(
        self, run: Run, database: Path, tmp_path: Path
    ) -> None:
        plan = document(tmp_path / "plan.txt", 20, 21, 22)
        was = database.read_bytes()
        status, output, errors = run("import-text", "VAP", plan)
        assert (status, errors) == (1, "Nothing was changed.\n")
        assert "3 numbers found, 63 missing" in output
        assert database.read_bytes() == was
        status, output, _ = run("import-text", "VAP", plan, "--partial")
        assert status == 0
        assert "Loaded the wording of 3 provisions" in output
        assert sorted(id_ for id_, (status, _) in self.texts(database).items() if status == "official") == [
            "VAP-20",
            "VAP-21",
            "VAP-22",
        ]

    def test_the_wording_outlives_every_rebuild_and_leaves_with_an_export(
        self, run: Run, database: Path, folder: Path, tmp_path: Path
    ) -> None:
        run("import-text", "VAP", document(tmp_path / "plan.txt", 20), "--partial")
        for number in range(3):
            change(folder, THEMES, cells(2, label=f"Invented label {number}"))
            assert run("build", "--data", folder)[0] == 0
            assert self.texts(database)["VAP-20"][0] == "official"
        assert run("export", tmp_path / "out")[0] == 0
        assert set(contents(tmp_path / "out")) - set(contents(folder)) == {"official_texts.csv"}
        again = tmp_path / "again.duckdb"
        assert run("build", "--data", tmp_path / "out", "--database", again)[0] == 0
        assert self.texts(again) == self.texts(database)

    def test_a_later_copy_takes_the_place_of_an_earlier_one(self, run: Run, database: Path, tmp_path: Path) -> None:
        run("import-text", "VAP", document(tmp_path / "one.txt", 20, 21), "--partial")
        run("import-text", "VAP", document(tmp_path / "two.txt", 20, wording="Other invented wording"), "--partial")
        texts = self.texts(database)
        assert texts["VAP-20"][1].startswith("Other invented wording")
        assert texts["VAP-21"][1].startswith("Invented wording")

    def test_nothing_found_is_nothing_loaded(self, run: Run, database: Path, tmp_path: Path) -> None:
        (tmp_path / "plan.txt").write_text("An invented letter about the weather.\n", encoding="utf-8")
        was = database.read_bytes()
        status, output, errors = run("import-text", "VAP", tmp_path / "plan.txt", "--partial")
        assert (status, errors) == (1, "Nothing was changed.\n")
        assert "0 numbers found" in output
        status, output, errors = run("import-text", "CCM", tmp_path / "none.txt")
        assert (status, output) == (1, "")
        assert errors.count("\n") == 1
        assert database.read_bytes() == was

    @pytest.mark.parametrize("unit", [".", " ", "*a ", "1. ", "[a]("])
    @pytest.mark.parametrize("ending", ["txt", "md"])
    def test_one_endless_line_is_read_like_any_other(
        self, unit: str, ending: str, run: Run, database: Path, tmp_path: Path
    ) -> None:
        (tmp_path / f"plan.{ending}").write_text(f"Invented\n{unit * (300_000 // len(unit))}x\n", encoding="utf-8")
        status, output, errors = run("import-text", "VAP", tmp_path / f"plan.{ending}")
        assert (status, errors) == (1, "Nothing was changed.\n")
        assert output.startswith("VAP: 0 numbers found, 66 missing")
