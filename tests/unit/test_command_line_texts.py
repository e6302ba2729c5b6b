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

    @pytest.mark.file
    def test_a_complete_document_is_one_revision_and_loading_it_again_is_none(
        self, run: Run, database: Path, tmp_path: Path
    ) -> None:
        plan = document(tmp_path / "plan.txt", *range(1, 67))
        status, output, errors = run("import-text", "VAP", plan)
        assert (status, errors) == (0, "")
        assert output.endswith("Loaded the text of 66 provisions; this is revision 2.\n")
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

    @pytest.mark.file
    def test_what_is_missing_or_unclear_is_asked_in_a_placement_table(
        self, run: Run, database: Path, tmp_path: Path
    ) -> None:
        plan = document(tmp_path / "plan.txt", 20, 21, 22)
        was = database.read_bytes()
        status, output, errors = run("import-text", "VAP", plan)
        assert (status, output) == (1, "")
        assert "It is not clear where these lines belong: 1 (Action 1 does not stand before it)." in errors
        table = tmp_path / "plan.placement.csv"
        assert str(table) in errors
        assert database.read_bytes() == was
        assert "is there already" in run("import-text", "VAP", plan)[2]
        # Nothing is settled in it yet.
        assert "It is not clear" in run("import-text", "VAP", plan, "--placement", table)[2]
        filled = table.read_text(encoding="utf-8").replace(",yes,", ",no,")
        table.write_text(filled.replace("numbered 21", "numbered 99"), encoding="utf-8")
        assert (
            "Line 4 of the table is not that of the document"
            in run("import-text", "VAP", plan, "--placement", table)[2]
        )
        assert database.read_bytes() == was
        # A spreadsheet writes a byte order mark.
        table.write_text(filled, encoding="utf-8-sig")
        status, output, _ = run("import-text", "VAP", plan, "--placement", table)
        assert status == 0
        assert output.startswith("Not in the document: 1, 2, 3,")
        assert "Loaded the text of 3 provisions" in output
        assert sorted(id_ for id_, (status, _) in self.texts(database).items() if status == "official") == [
            "VAP-20",
            "VAP-21",
            "VAP-22",
        ]

    def test_the_wording_outlives_every_rebuild_and_leaves_with_an_export(
        self, run: Run, database: Path, folder: Path, tmp_path: Path
    ) -> None:
        run("import-text", "VAP", document(tmp_path / "plan.txt", *range(1, 67)))
        run("import-text", "VAP", document(tmp_path / "two.txt", *range(1, 67), wording="Other invented wording"))
        for number in range(2):
            change(folder, THEMES, cells(2, label=f"Invented label {number}"))
            assert run("build", "--data", folder)[0] == 0
            assert self.texts(database)["VAP-20"] == ("official", "Other invented wording of the action numbered 20.")
        assert run("export", tmp_path / "out")[0] == 0
        assert set(contents(tmp_path / "out")) - set(contents(folder)) == {"official_texts.csv"}
        again = tmp_path / "again.duckdb"
        assert run("build", "--data", tmp_path / "out", "--database", again)[0] == 0
        assert self.texts(again) == self.texts(database)

    @pytest.mark.file
    def test_nothing_found_is_nothing_loaded(self, run: Run, database: Path, tmp_path: Path) -> None:
        (tmp_path / "plan.txt").write_text("An invented letter about the weather.\n", encoding="utf-8")
        was = database.read_bytes()
        for arguments, said in (
            (("VAP", tmp_path / "plan.txt"), "No line of the table begins an action or article."),
            (("CCM", tmp_path / "none.txt"), "cannot be read"),
            (("CRPD", tmp_path / "plan.txt"), "There is no instrument 'CRPD'."),
        ):
            status, output, errors = run("import-text", *arguments)
            assert (status, output) == (1, "")
            assert said in errors
            assert errors.count("\n") == 1
        assert database.read_bytes() == was
