"""Data files that are refused, how that is said, and how files are read."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kb.db import Store
from kb.errors import DataFilesInvalid
from kb.ingest.checking import check_folder
from kb.ingest.loading import build
from tests.unit.broken import THEMES, TOGETHER, Broken, cells
from tests.unit.material import change, latest, tables_of


@pytest.fixture(scope="module")
def unmoved(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A knowledge base open for writing, in which nothing may ever change."""
    path = tmp_path_factory.mktemp("unmoved") / "kb.duckdb"
    shutil.copyfile(built, path)
    with Store.open(path) as opened:
        yield opened


def refused(folder: Path, store: Store | None = None) -> list[str]:
    """The lines with which data files are refused, by the check or by a build, which then changes nothing."""
    with pytest.raises(DataFilesInvalid) as error:
        build(store, folder) if store else check_folder(folder)
    assert store is None or store.revision() == 1
    return str(error.value).split("\n")


class TestWhatIsRefused:
    @pytest.mark.slow
    @pytest.mark.parametrize("cases", TOGETHER, ids=lambda cases: "; ".join(case.name for case in cases))
    def test_each_fault_is_said_with_its_place_and_nothing_is_loaded(
        self, cases: Sequence[Broken], folder: Path, unmoved: Store
    ) -> None:
        for case in cases:
            case.put_into(folder)
        first, *lines = refused(folder, unmoved)
        expected = [begin for case in cases for begin in case.report]
        number = len(expected)
        assert first == f"{number} problem{'s' * (number > 1)} in the data files; nothing was loaded."
        assert [line[: len(begin)] for line, begin in zip(lines, expected, strict=True)] == expected

    def test_twenty_problems_are_listed_and_the_others_counted(self, folder: Path, unmoved: Store) -> None:
        for number in range(2, 27):
            change(folder, "states.csv", cells(number, affected="maybe"))
        first, *lines, last = refused(folder, unmoved)
        assert first == "25 problems in the data files; nothing was loaded."
        assert [line.split(": ")[0] for line in lines] == [f"states.csv:{number}" for number in range(2, 22)]
        assert last == "... and 5 more problems"

    def test_a_file_that_may_not_be_read_is_a_problem_and_not_an_unchanged_file(
        self, folder: Path, unmoved: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read_bytes = Path.read_bytes

        def refuse(path: Path) -> bytes:
            if path.name == THEMES:
                raise PermissionError(13, "Permission denied")
            return read_bytes(path)

        monkeypatch.setattr(Path, "read_bytes", refuse)
        assert refused(folder, unmoved)[1:] == [
            "themes.csv:0: file: themes.csv: the file cannot be read: Permission denied"
        ]

    def test_a_long_value_is_cut_and_control_characters_are_made_visible(self, folder: Path) -> None:
        with pytest.raises(DataFilesInvalid, match=r"^There is no folder \S+ with data files\.$"):
            check_folder(folder / "nowhere")
        change(folder, "states.csv", cells(2, affected="\x1b[2J" + "x" * 200))
        line = refused(folder)[1]
        assert line.startswith(r"states.csv:2: affected: \x1b[2Jxxx")
        assert "x" * 80 not in line

    def test_a_fault_in_one_file_is_not_blamed_on_the_files_that_refer_to_it(self, folder: Path) -> None:
        (folder / "states.csv").write_text("", encoding="utf-8")
        assert {line.split(":")[0] for line in refused(folder)[1:]} == {"states.csv"}


class TestReading:
    def test_line_ends_of_other_systems_and_a_mark_at_the_beginning_change_nothing(
        self, folder: Path, unmoved: Store, tmp_path: Path
    ) -> None:
        for path in folder.iterdir():
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        with Store.open(tmp_path / "kb.duckdb") as store:
            build(store, folder)
            assert tables_of(latest(store)) == tables_of(latest(unmoved))

    def test_lines_are_counted_as_an_editor_counts_them(self, folder: Path) -> None:
        """Only a line end ends a line."""
        change(folder, THEMES, cells(2, label="one\u2028\x0b\x0c\x85\x1ctwo\nthree\nfour"))
        change(folder, THEMES, cells(4, position="x"))
        assert refused(folder)[1:] == ["themes.csv:6: position: x: must be a whole number"]
