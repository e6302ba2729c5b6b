"""The official wording of an instrument, from the user's own copy into the knowledge base."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from kb.db import Store
from kb.db.description import describe
from kb.errors import DocumentRefused, OfficialTextUnreadable
from kb.ingest.documents.process import read_apart
from kb.ingest.official.placement import Placement, ProvisionRef
from kb.ingest.official.reading import read_file
from kb.questions.official import official_held, official_provisions

PERSON = "python -m kb import-text"
TABLE = "official_text"


@dataclass(frozen=True)
class LoadedText:
    """What came of a document.

    placement    where its text belongs
    is_accepted  whether it was to be loaded: every number is unambiguous, or what is was asked for and found
    changed      how many provisions' wording changed; 0 also when all of it was held already
    revision     the revision in force
    """

    placement: Placement
    is_accepted: bool
    changed: int
    revision: int


def load_text(store: Store, instrument: str, path: Path, today: date, *, partial: bool = False) -> LoadedText:
    """Load the wording that the document at `path` holds for the instrument's provisions, as one revision.

    Nothing is loaded unless every number is unambiguous, or `partial` is given: then what was found without doubt.
    Wording already held from the same file is left as it is. Raises OfficialTextUnreadable.
    """
    revision = store.revision()
    view = store.snapshot(revision)
    refs = [ProvisionRef(row["id"], row["number"], row["chapter"]) for row in official_provisions(view, instrument)]
    content = read_file(path)
    placement = _placed(content, path.name, instrument, refs)
    if not (placement.unambiguous or (partial and placement.found)):
        return LoadedText(placement, False, 0, revision)
    sha256 = hashlib.sha256(content).hexdigest()
    held = {(row["provision"], row["text"], row["sha256"]) for row in official_held(view)}
    new = [found for found in placement.found if (found.id, found.text, sha256) not in held]
    if not new:
        return LoadedText(placement, True, 0, revision)
    rows = {
        "provision": [found.id for found in new],
        "text": [found.text for found in new],
        "file_name": [path.name] * len(new),
        "sha256": [sha256] * len(new),
        "loaded_on": [today.isoformat()] * len(new),
    }
    reason = f"The official wording of the {instrument} was loaded from {path.name}"
    with store.change(PERSON, "administrator", reason) as change:
        changed = change.put(describe()[TABLE], rows)
    return LoadedText(placement, True, changed, change.number)


def _placed(content: bytes, name: str, instrument: str, refs: Sequence[ProvisionRef]) -> Placement:
    provisions = [asdict(ref) for ref in refs]
    try:
        answer = read_apart("official", content, name, instrument=instrument, provisions=provisions)
    except DocumentRefused as error:
        raise OfficialTextUnreadable(str(error)) from error
    return Placement.of(answer)
