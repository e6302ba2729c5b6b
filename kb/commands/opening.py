"""Where a command gets the knowledge base: its file, or the one that the dashboard holds open and lends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from kb.db import Store, database_place
from kb.errors import PlaceUnusable
from kb.ingest import loading

_lent: ContextVar[Store | None] = ContextVar("lent", default=None)
_address: ContextVar[str | None] = ContextVar("address", default=None)
_new_link: ContextVar[Callable[[], str] | None] = ContextVar("new_link", default=None)


@contextmanager
def lending(store: Store, address: str, new_link: Callable[[], str]) -> Iterator[None]:
    """Commands run inside, by this thread, work on `store`, which stays open.

    `address`: of the dashboard's screens; `new_link` makes a link for its administrator, or raises PlaceUnusable.
    """
    tokens = _lent.set(store), _address.set(address), _new_link.set(new_link)
    try:
        yield
    finally:
        _lent.reset(tokens[0])
        _address.reset(tokens[1])
        _new_link.reset(tokens[2])


def dashboard_address() -> str | None:
    """What the addresses of screens begin with, before their slash; None where no dashboard runs the command."""
    return _address.get()


def administrator_link() -> str:
    """A new link for the dashboard's administrator. Raises PlaceUnusable where no dashboard runs, or it gives none."""
    new_link = _new_link.get()
    if new_link is None:
        raise PlaceUnusable("No dashboard is running on this knowledge base: start it with make run.")
    return new_link()


@contextmanager
def opened(database: str | None, *, read_only: bool = False, must_exist: bool = False) -> Iterator[Store]:
    """The knowledge base of a command. Raises what Store.open raises."""
    if lent := _lent.get():
        yield lent
        return
    with Store.open(database_place(database), read_only=read_only, must_exist=must_exist) as store:
        yield store


@contextmanager
def built(database: str | None, folder: Path) -> Iterator[tuple[Store, loading.Loaded]]:
    """The knowledge base of a command, brought up to the data files in `folder`."""
    if lent := _lent.get():
        yield lent, loading.build(lent, folder)
        return
    with loading.built(database_place(database), folder) as both:
        yield both
