"""Knowledge bases of invented rows for tests that ask something else than how files are built: quicker than files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.db import Store
from tests.knowledge import Knowledge, empty


@contextmanager
def put(knowledge: Knowledge, folder: Path) -> Iterator[Store]:
    """A knowledge base of these rows, put in at once as its first revision."""
    with empty(folder / "put.duckdb") as store:
        knowledge.put(store)
        yield store
