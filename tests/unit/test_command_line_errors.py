"""python -m kb: errors are one sentence and a status, and nothing is touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb import __main__ as command_line
from kb.questions import coverage
from kb.questions.vocabulary import readable
from tests.unit.processes import PROJECT, Run, held_by_another_process, python

COLUMNS = ",".join(column.key for column in readable(coverage.columns))
EVERY_COMMAND = (
    ("build",),
    ("export", "out"),
    ("import-text", "VAP", "plan.txt"),
    ("coverage", "--instrument", "VAP"),
)


class TestErrors:
    @pytest.mark.file
    def test_a_database_in_use_or_damaged_is_one_sentence(self, run: Run, database: Path) -> None:
        def is_refused(said: str) -> None:
            was = database.read_bytes()
            for arguments in EVERY_COMMAND:
                status, output, errors = run(*arguments)
                assert (status, output, errors.count("\n")) == (1, "", 1), arguments
                assert errors.startswith(said)
                assert database.read_bytes() == was

        with held_by_another_process(database) as pid:
            is_refused(f"The knowledge base {database} is in use by process {pid}. Stop that program")
        database.write_bytes(b"junk" * 5000)
        is_refused(f"The file {database} is damaged or is not a knowledge base.")

    def test_a_missing_database_is_not_made_by_the_way(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "none.duckdb"
        said = f"There is no knowledge base at {path}. Make it with: python -m kb build\n"
        for arguments in EVERY_COMMAND[1:]:
            assert run(*arguments, "--database", path) == (1, "", said)
            assert not path.exists()

    def test_wrong_usage_ends_with_2(self, capsys: pytest.CaptureFixture[str]) -> None:
        of_plan = ("coverage", "--instrument", "VAP")
        wrong: tuple[tuple[str, ...], ...] = ((), ("cover",), ("coverage",), ("export",))
        for arguments in (*wrong, (*of_plan, "--format", "xml"), (*of_plan, "--as-of", "yesterday")):
            with pytest.raises(SystemExit) as ended:
                command_line.main(arguments)
            assert (ended.value.code, capsys.readouterr().out) == (2, ""), arguments

    @pytest.mark.file
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

    @pytest.mark.file
    def test_output_that_cannot_be_written_is_one_sentence(self, database: Path, tmp_path: Path) -> None:
        with (tmp_path / "matrix.csv").open("w", encoding="utf-8") as file:
            arguments = ["coverage", "--instrument", "VAP"]
            failed = python(arguments, database, largest_file=1000, output=file)
        assert (failed.returncode, failed.stderr) == (1, "The output cannot be written: File too large.\n")

    def test_an_interruption_is_quiet_and_an_error_that_nobody_named_keeps_its_traceback(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        error: type[BaseException] = KeyboardInterrupt

        def ended(folder: Path) -> None:
            raise error

        monkeypatch.setattr(command_line, "check_folder", ended)
        assert run("check") == (command_line.INTERRUPTED, "", "")
        error = ZeroDivisionError
        with pytest.raises(ZeroDivisionError):
            run("check")


def test_the_program_starts_as_a_module(built: Path) -> None:
    done = python(["--help"], built)
    assert done.returncode == 0
    for command in ("check", "build", "export", "import-text", "coverage"):
        assert command in done.stdout
