"""python -m kb: what each command prints, its exit status, and what it must not touch."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import pytest

from kb import __main__ as command_line
from kb.model import Assessment, Cell
from kb.store import Store
from tests.unit.broken import CASES, SAID, THEMES, Broken, cells, passage
from tests.unit.test_data_files import change, contents, copy_files
from tests.unit.test_store import held_by_another_process, without_privileges

PROJECT = Path(__file__).parents[2]
COLUMNS = "state,provision,cell,passages,progress,challenge,practice,plan,request,offer,second_hand,aligned,monitoring"
HOLDINGS = (
    "66 actions (7 restated, 6 unverified, 53 missing), 25 Convention provisions, 125 States (66 parties in force on"
    " 16 April 2012), 150 contributions with 256 passages."
)
LIMITED = """
import resource, runpy, sys
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
runpy.run_module("kb", run_name="__main__")
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped material's database, named by KB_DATABASE."""
    path = tmp_path / "kb.duckdb"
    shutil.copyfile(built, path)
    monkeypatch.setenv("KB_DATABASE", str(path))
    return path


@pytest.fixture
def folder(shipped: Path, tmp_path: Path) -> Path:
    return copy_files(shipped, tmp_path / "files")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; gives its status, output and errors."""

    def run(*arguments: object) -> tuple[int, str, str]:
        status = command_line.main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


def python(
    arguments: Sequence[object],
    database: Path,
    largest_file: int | None = None,
    output: int | IO[str] = subprocess.PIPE,
) -> "subprocess.CompletedProcess[str]":
    """Runs a command as a process of its own; with a limit on files, writing more fails as it does on a full disk."""
    start = ["-m", "kb"] if largest_file is None else ["-c", LIMITED, str(largest_file)]
    return subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        cwd=PROJECT,
        env=os.environ | {"KB_DATABASE": str(database)},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )


class TestCheck:
    def test_sound_files_are_one_sentence(self, run: Run, shipped: Path) -> None:
        status, output, errors = run("check")
        assert (status, errors) == (0, "")
        assert re.fullmatch(
            rf"The data files in {re.escape(str(shipped))} are sound: \d+ records, among them 91 provisions,"
            r" 125 States and 150 contributions with 256 passages\.\n",
            output,
        )

    def test_problems_are_listed_with_their_place(self, run: Run, folder: Path, tmp_path: Path) -> None:
        change(folder, "states.csv", cells(2, affected="maybe"))
        status, output, errors = run("check", folder, "--database", tmp_path / "none.duckdb")
        assert (status, output) == (1, "")
        assert errors.split("\n") == [
            "1 problem in the data files; nothing was loaded.",
            "states.csv:2: affected: maybe: must be one of yes, no, unknown",
            "",
        ]
        assert not (tmp_path / "none.duckdb").exists()


class TestBuild:
    def test_what_is_loaded_is_counted_in_the_database(
        self, run: Run, folder: Path, tmp_path: Path, shipped: Path
    ) -> None:
        path = tmp_path / "new.duckdb"
        status, output, errors = run("build", "--database", path)
        assert (status, errors) == (0, "")
        first, *others = output.split("\n")
        assert re.fullmatch(rf"Loaded {re.escape(str(shipped))}: \d+ records changed\.", first)
        assert others == [
            f"The knowledge base holds {HOLDINGS}",
            f"Revision 1, in {path}",
            "",
        ]
        change(folder, SAID, lambda content: content[: content.rstrip(b"\n").rindex(b"\n") + 1])
        _, output, _ = run("build", "--database", path, "--data", folder)
        assert "149 contributions with" in output

    def test_nothing_to_be_done_is_said(self, run: Run, database: Path) -> None:
        was = database.read_bytes()
        status, output, _ = run("build")
        assert status == 0
        assert output.startswith("Nothing was to be done: ")
        assert output.endswith(f"{HOLDINGS}\nRevision 1, in {database}\n")
        assert database.read_bytes() == was

    @pytest.mark.parametrize("case", [CASES[0], CASES[-1]], ids=lambda case: case.name)
    def test_broken_files_make_no_database(self, run: Run, folder: Path, tmp_path: Path, case: Broken) -> None:
        case.put_into(folder)
        path = tmp_path / "new.duckdb"
        status, output, errors = run("build", "--data", folder, "--database", path)
        assert (status, output) == (1, "")
        assert "in the data files; nothing was loaded.\n" in errors
        assert not path.exists()

    def test_a_full_disk_is_one_sentence_and_the_next_try_starts_anew(self, shipped: Path, tmp_path: Path) -> None:
        path = tmp_path / "new.duckdb"
        for size in (5_000, 20_000, 1_000_000):
            failed = python(["build"], path, largest_file=size)
            assert failed.returncode == 1
            assert failed.stderr == f"The knowledge base {path} cannot be opened or written: File too large.\n"
        assert python(["build"], path).stdout.startswith(f"Loaded {shipped}: ")

    def test_a_full_disk_loses_nothing_that_was_there(self, database: Path, folder: Path) -> None:
        change(folder, THEMES, cells(2, label="Invented label"))
        failed = python(["build", "--data", folder], database, largest_file=100)
        assert failed.returncode == 1
        assert "cannot be opened or written: File too large." in failed.stderr
        with Store.open(database) as store:
            assert store.revision() == 1


class TestExport:
    def test_the_files_come_back(self, run: Run, database: Path, shipped: Path, tmp_path: Path) -> None:
        was = database.read_bytes()
        status, output, _ = run("export", tmp_path / "out")
        assert (status, output) == (0, f"Wrote 14 data files to {tmp_path / 'out'}, as of revision 1.\n")
        assert contents(tmp_path / "out") == contents(shipped)
        assert database.read_bytes() == was

    def test_a_full_disk_leaves_the_older_files_whole(self, database: Path, folder: Path) -> None:
        (folder / THEMES).write_text("of an older export\n", encoding="utf-8")
        was = contents(folder)
        failed = python(["export", folder], database, largest_file=50_000)
        assert failed.returncode == 1
        assert failed.stderr == f"The data files cannot be written to {folder}: File too large.\n"
        assert contents(folder) == was
        assert sorted(path.name for path in folder.parent.iterdir()) == ["files", "kb.duckdb"]

    def test_a_folder_that_may_not_be_written_is_one_sentence(self, run: Run, built: Path) -> None:
        with without_privileges(built) as closed:
            status, output, errors = run("export", closed / "out", "--database", closed.parent / built.name)
            assert (status, output) == (1, "")
            assert errors == f"The data files cannot be written to {closed / 'out'}: Permission denied.\n"
            assert not list(closed.iterdir())


class TestCoverage:
    def test_one_row_for_each_cell_with_exactly_these_columns(self, run: Run, database: Path) -> None:
        status, output, errors = run("coverage", "--instrument", "VAP", "--format", "csv")
        assert (status, errors) == (0, "")
        assert output.split("\n")[0] == f"{COLUMNS},elsewhere"
        rows = list(csv.DictReader(io.StringIO(output)))
        assert len({(row["state"], row["provision"]) for row in rows}) == len(rows)
        assert len(rows) >= 125 * 66
        assert {row["cell"] for row in rows} <= set(Cell)
        assert all(len(row["state"]) == 3 for row in rows)

    def test_json_says_the_same_as_csv(self, run: Run, database: Path) -> None:
        arguments = ("coverage", "--instrument", "CCM", "--meeting", "ccm-im-2012", "--format")
        table = list(csv.DictReader(io.StringIO(run(*arguments, "csv")[1])))
        rows = json.loads(run(*arguments, "json")[1])
        assert [{key: str(value) for key, value in row.items()} for row in rows] == table
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

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (("--meeting", "ccm-im-2012", "ccm-im-2O12"), "There is no meeting 'ccm-im-2O12'. Known are: "),
            (("--meeting", ""), "There is no meeting ''. Known are: "),
            (
                ("--voice", "Own"),
                "There is no voice 'Own'. Known are: own, reported, official, background, monitoring.",
            ),
            (("--as-of", "2"), "There is no revision 2; the latest is 1."),
            (("--as-of", "0"), "There is no revision 0; the latest is 1."),
        ],
    )
    def test_what_is_unknown_is_no_empty_answer(
        self, run: Run, database: Path, arguments: tuple[str, ...], sentence: str
    ) -> None:
        status, output, errors = run("coverage", "--instrument", "VAP", *arguments)
        assert (status, output) == (1, "")
        assert errors.startswith(sentence)
        assert errors.count("\n") == 1

    def test_two_readers_do_not_lock_each_other_out(self, database: Path) -> None:
        with Store.open(database, read_only=True):
            done = python(["coverage", "--instrument", "CCM"], database)
        assert (done.returncode, done.stderr) == (0, "")


def document(path: Path, *numbers: int, wording: str = "Invented wording") -> Path:
    """An invented plan, as a text file."""
    paragraphs = (f"Action #{number}\n\n{wording} of the action numbered {number}.\n" for number in numbers)
    path.write_text("\n".join(paragraphs), encoding="utf-8")
    return path


class TestImportText:
    def texts(self, database: Path) -> dict[str, tuple[str, str]]:
        with Store.open(database, read_only=True) as store:
            rows = store.at(store.revision()).rows(
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
            row = store.at(2).rows("SELECT * FROM official_text WHERE provision = 'VAP-20'")[0]
            summary = store.at(2).rows("SELECT summary FROM provision WHERE id = 'VAP-20'")[0]["summary"]
        assert (newest["role"], "plan.txt" in newest["reason"]) == ("administrator", True)
        assert (row["file_name"], len(row["sha256"])) == ("plan.txt", 64)
        assert summary
        was = database.read_bytes()
        status, output, _ = run("import-text", "VAP", plan)
        assert status == 0
        assert output.endswith("Nothing was to be done: this wording is held already, as of revision 2.\n")
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


EVERY_COMMAND = (
    ("build",),
    ("export", "out"),
    ("import-text", "VAP", "plan.txt"),
    ("coverage", "--instrument", "VAP"),
)


class TestErrors:
    @pytest.mark.parametrize("arguments", EVERY_COMMAND, ids=lambda arguments: arguments[0])
    def test_a_database_in_use_is_one_sentence(self, run: Run, database: Path, arguments: tuple[str, ...]) -> None:
        was = database.read_bytes()
        with held_by_another_process(database) as pid:
            status, output, errors = run(*arguments)
        assert (status, output) == (1, "")
        assert errors.startswith(f"The knowledge base {database} is in use by process {pid}. Stop that program")
        assert errors.count("\n") == 1
        assert database.read_bytes() == was

    @pytest.mark.parametrize("arguments", EVERY_COMMAND, ids=lambda arguments: arguments[0])
    def test_a_damaged_database_is_one_sentence(self, run: Run, database: Path, arguments: tuple[str, ...]) -> None:
        database.write_bytes(b"junk" * 5000)
        status, output, errors = run(*arguments)
        assert (status, output) == (1, "")
        assert errors.startswith(f"The file {database} is damaged or is not a knowledge base.")
        assert errors.count("\n") == 1
        assert database.read_bytes() == b"junk" * 5000

    @pytest.mark.parametrize("arguments", EVERY_COMMAND[1:], ids=lambda arguments: arguments[0])
    def test_a_missing_database_is_not_made_by_the_way(
        self, run: Run, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        path = tmp_path / "none.duckdb"
        status, output, errors = run(*arguments, "--database", path)
        assert (status, output) == (1, "")
        assert errors == f"There is no knowledge base at {path}. Make it with: python -m kb build\n"
        assert not path.exists()

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("cover",),
            ("coverage",),
            ("coverage", "--instrument", "CRPD"),
            ("coverage", "--instrument", "VAP", "--format", "xml"),
            ("coverage", "--instrument", "VAP", "--as-of", "yesterday"),
            ("import-text", "CRPD", "file"),
            ("export",),
        ],
    )
    def test_wrong_usage_ends_with_2(self, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            command_line.main(arguments)
        assert ended.value.code == 2
        assert capsys.readouterr().out == ""

    def test_a_reader_that_has_seen_enough_is_no_error(self, database: Path) -> None:
        command = [sys.executable, "-m", "kb", "coverage", "--instrument", "VAP"]
        with subprocess.Popen(
            command,
            cwd=PROJECT,
            env=os.environ | {"KB_DATABASE": str(database)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.readline().startswith(COLUMNS.encode())
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=30) == command_line.PIPE_CLOSED

    def test_output_that_cannot_be_written_is_one_sentence(self, database: Path, tmp_path: Path) -> None:
        with (tmp_path / "matrix.csv").open("w", encoding="utf-8") as file:
            arguments = ["coverage", "--instrument", "VAP"]
            failed = python(arguments, database, largest_file=1000, output=file)
        assert (failed.returncode, failed.stderr) == (1, "The output cannot be written: File too large.\n")

    def test_an_interruption_is_quiet(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(folder: Path) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(command_line, "check_folder", interrupted)
        assert run("check") == (command_line.INTERRUPTED, "", "")

    def test_an_error_that_nobody_named_keeps_its_traceback(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(folder: Path) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(command_line, "check_folder", broken)
        with pytest.raises(ZeroDivisionError):
            run("check")


def test_the_program_starts_as_a_module(built: Path) -> None:
    done = python(["--help"], built)
    assert done.returncode == 0
    for command in ("check", "build", "export", "import-text", "coverage"):
        assert command in done.stdout
