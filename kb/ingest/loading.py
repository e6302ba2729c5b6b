"""Data files -> knowledge base, as one revision."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.db import Place, Store, exists, may_write
from kb.ingest.checking import check_folder
from kb.ingest.files import Staged, fingerprint


@dataclass(frozen=True)
class Loaded:
    """What a build did: the revision in force, how many records changed, and whether the data files were new to it."""

    revision: int
    changed: int
    files_were_new: bool


def build(store: Store, folder: Path) -> Loaded:
    """Bring the knowledge base up to the data files in `folder`; what other revisions changed is kept.

    Raises DataFilesInvalid or ChangeRefused, and then nothing is changed.
    """
    contents = fingerprint(folder)
    loads = [revision for revision in store.revisions() if revision["data_fingerprint"]]
    if loads and loads[0]["data_fingerprint"] == contents:
        return Loaded(store.revision(), 0, False)
    reason = "The data files changed" if loads else "The shipped material was loaded"
    return _load(store, check_folder(folder), contents, reason)


@contextmanager
def built(place: Place, folder: Path) -> Iterator[tuple[Store, Loaded]]:
    """The knowledge base at `place`, open for writing and brought up to the data files in `folder`.

    Raises KnowledgeBaseError, and then what was there is as it was, and where nothing was is nothing.
    """
    if exists(place):
        with Store.open(place) as store:
            yield store, build(store, folder)
        return
    contents = fingerprint(folder)
    staged = check_folder(folder)  # before anything is made, which would hold nothing
    with Store.open(place) as store:
        try:
            loaded = _load(store, staged, contents, "The shipped material was loaded")
        except BaseException:
            store.discard()
            raise
        yield store, loaded


def open_or_build(place: Place, folder: Path) -> Store:
    """The knowledge base at `place`, made from the data files in `folder` where there is none yet.

    Open for writing, or for reading only where this user may not write. Raises KnowledgeBaseError, each time anew
    while the cause lasts.
    """
    if not exists(place):
        with built(place, folder):
            pass
    store = Store.open(place, read_only=not may_write(place))
    if not store.revision():  # a build was ended before it had loaded anything
        store.close()
        with built(place, folder):
            pass
        store = Store.open(place)
    return store


def _load(store: Store, staged: Sequence[Staged], contents: str, reason: str) -> Loaded:
    with store.change("python -m kb build", "administrator", reason, contents) as change:
        changed = sum(change.merge(part.table, part.columns) for part in staged)
    return Loaded(change.number, changed, True)
