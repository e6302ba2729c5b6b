"""The knowledge base that is made where there is none: whole, or not at all."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.db import Change
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, DataFilesInvalid, PlaceUnusable
from kb.ingest import loading
from kb.ingest.loading import built as built_from
from kb.ingest.loading import open_or_build
from tests.knowledge import empty
from tests.unit.broken import THEMES, cells
from tests.unit.material import change, contents

pytestmark = pytest.mark.slow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where there is no knowledge base yet."""
    (tmp_path / "base").mkdir()
    return tmp_path / "base" / "kb.duckdb"


@pytest.mark.file
def test_invalid_files_leave_nothing_behind_and_mended_ones_work_and_are_checked_once(
    folder: Path, path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, was = contents(folder), copy.read_bytes()
    change(folder, THEMES, cells(2, position="x"))
    for _ in range(2):
        with pytest.raises(DataFilesInvalid, match=r"themes\.csv:2: position: x"):
            open_or_build(path, folder)
        assert not list(path.parent.iterdir())
    with pytest.raises(DataFilesInvalid), built_from(copy, folder):
        pass
    assert copy.read_bytes() == was, "a file that was there is never removed"
    with pytest.raises(PlaceUnusable, match="is a folder"):
        open_or_build(path.parent, folder)
    (folder / THEMES).write_bytes(sound[THEMES])
    checked: list[Path] = []
    check = loading.check_folder

    def counted(folder: Path) -> Sequence[object]:
        checked.append(folder)
        return check(folder)

    monkeypatch.setattr(loading, "check_folder", counted)
    empty(path).close()  # a build that was ended before it loaded anything is made good
    with open_or_build(path, folder) as store:
        assert store.revision() == 1
    assert checked == [folder]


@pytest.mark.file
def test_it_is_open_for_writing_and_not_built_again(folder: Path, copy: Path) -> None:
    change(folder, THEMES, cells(2, label="Changed in the file"))
    with open_or_build(copy, folder) as store:
        assert store.revision() == 1
        assert not store.read_only
        with store.change("An Invented Person", "editor", "An invented reason"):
            pass
        assert store.revision() == 2


def test_a_load_that_is_refused_leaves_nothing_behind(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Change) -> None:
        raise ChangeRefused(Refused.NO_RECORD, table="theme", id="Invented refusal")

    monkeypatch.setattr(Change, "refuse_contradictions", refuse)
    with pytest.raises(ChangeRefused, match="Invented refusal"), built_from(path, folder):
        pass
    assert not list(path.parent.iterdir())
