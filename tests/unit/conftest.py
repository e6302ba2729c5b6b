"""Copies of the shipped material, to be changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import __main__ as command_line
from kb.db import Place, Store
from tests.knowledge import address_of, copied
from tests.unit.material import copy_files
from tests.unit.processes import Run
from tests.unit.rooms import Room, base


@pytest.fixture
def folder(shipped: Path, tmp_path: Path) -> Path:
    """A copy of the shipped files, to be changed."""
    return copy_files(shipped, tmp_path / "files")


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Place:
    """A database of the shipped material, to be changed."""
    return copied(built, tmp_path / "kb.duckdb")


@pytest.fixture
def store(copy: Place) -> Iterator[Store]:
    """A knowledge base of the shipped material, to be changed."""
    with Store.open(copy) as opened:
        yield opened


@pytest.fixture
def database(copy: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A copy of the shipped material's database, named by KB_DATABASE."""
    monkeypatch.setenv("KB_DATABASE", address_of(copy))
    return copy


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; gives its status, output and errors."""

    def run(*arguments: object) -> tuple[int, str, str]:
        status = command_line.main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An invented knowledge base in which nobody has said anything; sessions are opened over it and not recorded."""
    with base().build(tmp_path_factory.mktemp("plain")) as store:
        yield store


@pytest.fixture
def room(plain: Store) -> Room:
    """An invented room in which nobody is on a list yet."""
    return Room(plain)
