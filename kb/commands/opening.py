"""Where a command gets the knowledge base: its file, or the one that the dashboard holds open and lends."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from kb.importers import loading
from kb.store import Store, database_path

_lent: ContextVar[Store | None] = ContextVar("lent", default=None)


@contextmanager
def lending(store: Store) -> Iterator[None]:
    """Commands run inside, by this thread, work on `store`, which stays open."""
    token = _lent.set(store)
    try:
        yield
    finally:
        _lent.reset(token)


@contextmanager
def opened(database: str | None, *, read_only: bool = False, must_exist: bool = False) -> Iterator[Store]:
    """The knowledge base of a command. Raises what Store.open raises."""
    if lent := _lent.get():
        yield lent
        return
    with Store.open(database_path(database), read_only=read_only, must_exist=must_exist) as store:
        yield store


@contextmanager
def built(database: str | None, folder: Path) -> Iterator[tuple[Store, loading.Loaded]]:
    """The knowledge base of a command, brought up to the data files in `folder`."""
    if lent := _lent.get():
        yield lent, loading.build(lent, folder)
        return
    with loading.built(database_path(database), folder) as both:
        yield both
