"""What many tests start from: the shipped material, and a knowledge base built from it by the real importers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.importers.loading import build
from kb.store import Store


@pytest.fixture(scope="session")
def shipped() -> Path:
    """The folder of the shipped data files."""
    return Path(__file__).parent.parent / "data"


@pytest.fixture(scope="session")
def built(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database built from the shipped material; not to be changed."""
    path = tmp_path_factory.mktemp("built") / "kb.duckdb"
    with Store.open(path) as store:
        build(store, shipped)
    return path


@pytest.fixture(scope="session")
def knowledge_base(built: Path) -> Iterator[Store]:
    """The knowledge base of the shipped material, open for reading."""
    with Store.open(built, read_only=True) as store:
        yield store
