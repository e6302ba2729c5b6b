"""Where a command gets the knowledge base: its file, or the one that the dashboard holds open and lends."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from kb.importers import loading
from kb.store import Store, database_path

_lent: ContextVar[Store | None] = ContextVar("lent", default=None)
_address: ContextVar[str | None] = ContextVar("address", default=None)


@contextmanager
def lending(store: Store, address: str) -> Iterator[None]:
    """Commands run inside, by this thread, work on `store`, which stays open; `address`: of the dashboard's screens."""
    tokens = _lent.set(store), _address.set(address)
    try:
        yield
    finally:
        _lent.reset(tokens[0])
        _address.reset(tokens[1])


def dashboard_address() -> str | None:
    """What the addresses of screens begin with, before their slash; None where no dashboard runs the command."""
    return _address.get()


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
