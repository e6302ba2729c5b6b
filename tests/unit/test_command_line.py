"""python -m kb check, build, export and coverage: what they print, and what they must not touch."""

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Assessment, Cell
from kb.questions import coverage
from kb.questions.vocabulary import readable
from kb.tables.cells import as_csv
from tests.knowledge import Knowledge
from tests.unit.broken import SAID, THEMES, cells, passage
from tests.unit.material import change, contents
from tests.unit.processes import Run, python, without_privileges

pytestmark = pytest.mark.slow

COLUMNS = ",".join(column.key for column in readable(coverage.columns))
HOLDINGS = (
    "66 actions (8 restated, 6 unverified, 52 missing), 25 Convention provisions, 125 States (66 parties in force on"
    " 16 April 2012), 195 contributions with 329 passages."
)


class TestCheck:
    def test_sound_files_are_one_sentence(self, run: Run, shipped: Path) -> None:
        status, output, errors = run("check")
        assert (status, errors) == (0, "")
        assert re.fullmatch(
            rf"The data files in {re.escape(str(shipped))} are sound: \d+ records, among them 91 provisions,"
            r" 125 States and 195 contributions with 329 passages\.\n",
            output,
        )

    def test_problems_are_listed_with_their_place(self, run: Run, folder: Path, tmp_path: Path) -> None:
        change(folder, "states.csv", cells(2, affected="maybe"))
        said = (
            "1 problem in the data files; nothing was loaded.\n"
            "states.csv:2: affected: maybe: must be one of yes, no, unknown\n"
        )
        path = tmp_path / "none.duckdb"
        assert run("check", folder, "--database", path) == (1, "", said)
        assert run("build", "--data", folder, "--database", path) == (1, "", said)
        assert not path.exists()


class TestBuild:
    def test_what_is_loaded_is_counted_in_the_database(
        self, run: Run, folder: Path, tmp_path: Path, shipped: Path
    ) -> None:
        path = tmp_path / "new.duckdb"
        status, output, errors = run("build", "--database", path)
        assert (status, errors) == (0, "")
        first, _, others = output.partition("\n")
        assert re.fullmatch(rf"Loaded {re.escape(str(shipped))}: \d+ records changed\.", first)
        assert others == f"The knowledge base holds {HOLDINGS}\nRevision 1, in {path}\n"
        change(folder, SAID, lambda content: content[: content.rstrip(b"\n").rindex(b"\n") + 1])
        _, output, _ = run("build", "--database", path, "--data", folder)
        assert "194 contributions with" in output

    @pytest.mark.file
    def test_nothing_to_be_done_is_said(self, run: Run, database: Path) -> None:
        was = database.read_bytes()
        status, output, _ = run("build")
        assert status == 0
        assert output.startswith("Nothing was to be done: ")
        assert output.endswith(f"{HOLDINGS}\nRevision 1, in {database}\n")
        assert database.read_bytes() == was

    def test_a_full_disk_is_one_sentence_and_the_next_try_starts_anew(self, tmp_path: Path) -> None:
        Knowledge.small("XAA").write(tmp_path)
        path, build = tmp_path / "new.duckdb", ["build", "--data", tmp_path]
        for size in (5_000, 50_000):
            failed = python(build, path, largest_file=size)
            assert failed.returncode == 1
            assert failed.stderr == f"The knowledge base {path} cannot be opened or written: File too large.\n"
        assert python(build, path).stdout.startswith(f"Loaded {tmp_path}: ")

    @pytest.mark.file
    def test_a_full_disk_loses_nothing_that_was_there(self, database: Path, folder: Path) -> None:
        change(folder, THEMES, cells(2, label="Invented label"))
        failed = python(["build", "--data", folder], database, largest_file=100)
        assert failed.returncode == 1
        assert "cannot be opened or written: File too large." in failed.stderr
        with Store.open(database) as store:
            assert store.revision() == 1


class TestExport:
    @pytest.mark.file
    def test_the_files_come_back(self, run: Run, database: Path, shipped: Path, tmp_path: Path) -> None:
        was = database.read_bytes()
        status, output, _ = run("export", tmp_path / "out")
        assert (status, output) == (0, f"Wrote 18 data files to {tmp_path / 'out'}, as of revision 1.\n")
        assert contents(tmp_path / "out") == contents(shipped)
        assert database.read_bytes() == was

    @pytest.mark.file
    def test_a_full_disk_leaves_the_older_files_whole(self, database: Path, folder: Path) -> None:
        (folder / THEMES).write_text("of an older export\n", encoding="utf-8")
        was = contents(folder)
        failed = python(["export", folder], database, largest_file=50_000)
        assert failed.returncode == 1
        assert failed.stderr == f"The folder {folder} cannot be written: File too large. Nothing was changed.\n"
        assert contents(folder) == was
        assert sorted(path.name for path in folder.parent.iterdir()) == ["files", "kb.duckdb"]

    def test_a_folder_that_may_not_be_written_is_one_sentence(self, run: Run, built: Path) -> None:
        with without_privileges(built) as closed:
            status, output, errors = run("export", closed / "out", "--database", closed.parent / built.name)
            assert (status, output) == (1, "")
            assert errors == f"The folder {closed / 'out'} cannot be written: Permission denied. Nothing was changed.\n"
            assert not list(closed.iterdir())


def csv_values(values: Iterable[object]) -> list[str]:
    """Values as a CSV file has them."""
    return next(csv.reader([as_csv([values])]))


class TestCoverage:
    def test_one_row_for_each_cell_with_exactly_these_columns(self, run: Run, database: Path) -> None:
        status, output, errors = run("coverage", "--instrument", "VAP", "--format", "csv")
        assert (status, errors) == (0, "")
        assert output.split("\n")[0] == COLUMNS
        rows = list(csv.DictReader(io.StringIO(output)))
        assert len({(row["state"], row["provision"]) for row in rows}) == len(rows)
        assert len(rows) >= 125 * 66
        assert {row["cell"] for row in rows} <= set(Cell)
        assert all(len(row["state"]) == 3 for row in rows)

    def test_json_says_the_same_as_csv(self, run: Run, database: Path) -> None:
        arguments = ("coverage", "--instrument", "CCM", "--meeting", "ccm-im-2012", "--format")
        table = list(csv.DictReader(io.StringIO(run(*arguments, "csv")[1])))
        rows = json.loads(run(*arguments, "json")[1])
        assert [dict(zip(row, csv_values(row.values()), strict=True)) for row in rows] == table
        assert all(isinstance(row[name], int) for row in rows for name in ("passages", *Assessment))

    def test_meetings_and_voices_are_given_in_either_way_and_narrow_the_matrix(self, run: Run, database: Path) -> None:
        def passages(*arguments: str) -> int:
            _, output, _ = run("coverage", "--instrument", "CCM", *arguments)
            return sum(int(row["passages"]) for row in csv.DictReader(io.StringIO(output)))

        both = passages("--meeting", "ccm-1rc", "--meeting", "ccm-im-2012")
        assert both == passages("--meeting", "ccm-1rc", "ccm-im-2012")
        assert both == passages("--meeting", "ccm-1rc") + passages("--meeting", "ccm-im-2012")
        assert 0 < both < passages() < passages("--meeting", "any")
        assert passages("--voice", "own") + passages("--voice", "reported") == passages("--voice", "own", "reported")
        assert passages("--voice", "monitoring") == 0

    def test_an_older_revision_keeps_its_figures(self, run: Run, database: Path, folder: Path) -> None:
        before = run("coverage", "--instrument", "CCM")[1]
        change(folder, SAID, passage(2, lambda one: one.update(provisions=["CCM-2.1"])))
        assert run("build", "--data", folder)[0] == 0
        assert run("coverage", "--instrument", "CCM")[1] != before
        assert run("coverage", "--instrument", "CCM", "--as-of", 2)[1] != before
        assert run("coverage", "--instrument", "CCM", "--as-of", 1)[1] == before

    def test_what_is_unknown_is_no_empty_answer(self, run: Run, database: Path) -> None:
        voices = "own, reported, official, background, monitoring"
        for *arguments, sentence in (
            ("--meeting", "ccm-im-2012", "ccm-im-2O12", "There is no meeting 'ccm-im-2O12'. Known are: "),
            ("--meeting", "", "There is no meeting ''. Known are: "),
            ("--voice", "Own", f"There is no voice 'Own'. Known are: {voices}."),
            ("--as-of", "2", "There is no revision 2; the latest is 1."),
            ("--as-of", "0", "There is no revision 0; the latest is 1."),
        ):
            status, output, errors = run("coverage", "--instrument", "VAP", *arguments)
            assert (status, output, errors.count("\n")) == (1, "", 1)
            assert errors.startswith(sentence)

    @pytest.mark.file
    def test_two_readers_do_not_lock_each_other_out(self, database: Path) -> None:
        with Store.open(database, read_only=True):
            done = python(["coverage", "--instrument", "CCM"], database)
        assert (done.returncode, done.stderr) == (0, "")
