"""Data files -> knowledge base, as one revision."""

from dataclasses import dataclass
from pathlib import Path

from kb.importers.checking import check_folder
from kb.importers.files import fingerprint
from kb.store import Store


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
    staged = check_folder(folder)
    reason = "The data files changed" if loads else "The shipped material was loaded"
    with store.change("python -m kb build", "administrator", reason, contents) as change:
        changed = sum(change.merge(part.table, part.rows()) for part in staged)
    return Loaded(change.number, changed, True)
