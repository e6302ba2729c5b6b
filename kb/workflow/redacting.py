"""Redact: the text of a contribution is taken out of every revision, for good; a stub with the reason stays.

Withdrawing leaves the text in the older revisions, where everybody can read it. Redacting is the one change that
overwrites what older revisions hold. Which passages there were, and how they were coded, stays.
"""

import json
from datetime import UTC, datetime
from typing import Any

from kb.cache import forget
from kb.db import Change, Store
from kb.domain.catalogue import N_
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, KnowledgeBaseError, PlaceUnusable
from kb.workflow.permission import Actor, Operation, revise
from kb.workflow.publishing import said

WARNING = N_(
    "The text and its file go from every revision, with notes and replies on it. A line with the reason stays. This "
    "cannot be undone. Backups made before, and exported files, still hold it: delete them yourself."
)
_PASSAGES = "(SELECT id FROM kb.passage WHERE contribution = $id)"
_REPLIES = "(SELECT r.id FROM kb.reply AS r JOIN kb.passage AS p ON p.id = r.passage WHERE p.contribution = $id)"
# What is overwritten, in every revision. Parameters: $stub, $id.
_OVERWRITTEN = (
    ("answer", f"text = $stub WHERE reply IN {_REPLIES}"),
    ("reply", f"reason = $stub WHERE reason IS NOT NULL AND passage IN {_PASSAGES}"),
    ("judgement", f"note = $stub WHERE note IS NOT NULL AND passage IN {_PASSAGES}"),
    ("mechanism", f"name = $stub, legal_basis = NULL, crpd_link = NULL WHERE passage IN {_PASSAGES}"),
    ("collaboration", f"partners = $stub WHERE passage IN {_PASSAGES}"),
    ("passage", "text = $stub, evidence = NULL WHERE contribution = $id"),
    ("translation", "text = $stub WHERE contribution = $id OR handed_in = $id"),
    ("submission", "file_name = NULL, sha256 = repeat('0', 64) WHERE contribution = $id"),
    ("delegation", "survivors = NULL, experts = NULL, disability_organisations = NULL WHERE contribution = $id"),
    ("contribution", "source_title = $stub, source_url = NULL, note = NULL WHERE id = $id"),
)


def redact(store: Store, actor: Actor, contribution: str, reason: str, confirmed: str) -> int:
    """Take the text of a contribution out of every revision, as one revision; returns it.

    `confirmed` is the id typed once more. Drafts that hold the text go, notes at the desk that it was made of are
    overwritten. The file is then written anew, for DuckDB leaves what was overwritten in it. Raises NotPermitted or
    ChangeRefused; PlaceUnusable where it was done, but for the file.
    """
    if confirmed.strip() != contribution:
        raise ChangeRefused(Refused.NOT_CONFIRMED)
    why = said(reason)
    with revise(store, actor, Operation.REDACT, f"The text of a contribution was taken out: {why}") as change:
        if not change.rows("SELECT 1 FROM kb.contribution WHERE id = $id LIMIT 1", {"id": contribution}):
            raise ChangeRefused(Refused.NO_CONTRIBUTION, id=contribution)
        stub = f"[Taken out on {datetime.now(UTC):%Y-%m-%d}: {why}]"
        translated = "SELECT DISTINCT handed_in FROM kb.translation WHERE contribution = $id"
        for row in change.rows(translated, {"id": contribution}):
            _take_out(change, row["handed_in"], stub)
        _take_out(change, contribution, stub)
        record = change.record("contribution", id=contribution)
        if record and record["status"] != "withdrawn":
            change.save("contribution", [record | {"status": "withdrawn"}])
        number = change.number
    store.desks.forget()
    try:
        store.erase()
    except KnowledgeBaseError as error:
        raise PlaceUnusable(
            "The text is taken out, but its bytes may still be in the file; do it once more. {error}", error=error
        ) from error
    finally:
        store.renew()
        forget()
    return number


def _take_out(change: Change, contribution: str, stub: str) -> None:
    """Overwrite all that any revision, and what is kept beside the revisions, holds of its text."""
    _overwrite_beside(change, _texts(change, contribution), stub)
    change.side.write("DELETE FROM kb.original WHERE contribution = $id", {"id": contribution})
    given = {"id": contribution, "stub": stub}
    for table, sql in _OVERWRITTEN:
        change.overwrite(table, sql, {name: value for name, value in given.items() if f"${name}" in sql})


def _texts(change: Change, contribution: str) -> list[str]:
    """Every text that any revision holds of it, and the digest of what was handed in."""
    rows = change.rows(
        "SELECT DISTINCT text FROM kb.passage WHERE contribution = $id"
        " UNION SELECT DISTINCT sha256 FROM kb.submission WHERE contribution = $id"
        " UNION SELECT DISTINCT text FROM kb.translation WHERE contribution = $id OR handed_in = $id",
        {"id": contribution},
    )
    return [row["text"] for row in rows]


def _overwrite_beside(change: Change, texts: list[str], stub: str) -> None:
    """What is kept beside the revisions: drafts that hold one of the texts go, notes that say it are overwritten."""
    for row in change.side.rows("SELECT id, content FROM kb.draft", {}):
        if any(_in_json(text) in row["content"] for text in texts):
            change.side.write("DELETE FROM kb.draft WHERE id = $id", {"id": row["id"]})
            change.side.write("DELETE FROM kb.draft_original WHERE draft = $id", {"id": row["id"]})
    for row in change.side.rows("SELECT desk, number, content FROM kb.desk_move WHERE kind = 'note'", {}):
        content: dict[str, Any] = json.loads(row["content"])
        if content.get("said") in texts:
            written = json.dumps(content | {"said": stub}, ensure_ascii=False)
            change.side.write(
                "UPDATE kb.desk_move SET content = $content WHERE desk = $desk AND number = $number",
                {"content": written, "desk": row["desk"], "number": row["number"]},
            )


def _in_json(text: str) -> str:
    """The text as it stands in a draft."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
