"""Review: settle which judgements count, publish, withdraw, correct; undo a revision. Nothing is ever deleted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kb.db import Change, Store
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import sql
from kb.questions.reviewing import review_notes_replaced
from kb.workflow.coding import coding_rows, replace, theme_rows
from kb.workflow.permission import Actor, Operation, permitted, revise

# What of a contribution can be corrected; the rest is what makes it that contribution.
LONGEST_REASON = 2_000
CORRECTABLE = ("meeting", "date", "line", "kind", "language", "note", "source_title")


def publish(store: Store, actor: Actor, contribution: str, settled: Mapping[str, str] | None = None) -> int:
    """Publish a contribution whole, as one revision; returns it. Raises NotPermitted or ChangeRefused.

    `settled` names for a passage the coder whose judgement counts. It must do so wherever coders differ; where they
    agree, or there is one, it need not. A published contribution may be published again, with other judgements.
    Notes taken in the room are withdrawn when the delivered text is published; the revision's reason says so.
    """
    chosen = settled or {}
    reason = "A contribution was published"
    if any(row["status"] != "published" for row in review_notes_replaced(store.latest(Audience.STAFF), contribution)):
        reason = "A delivered text was published, and the notes taken in the room that it replaces were withdrawn"
    with revise(store, actor, Operation.PUBLISH, reason) as change:
        record = in_force(change, contribution)
        passages = change.records("passage", contribution=contribution)
        if not passages:
            raise ChangeRefused(Refused.NO_PASSAGES, id=contribution)
        for passage in passages:
            _settle(change, passage["id"], chosen.get(passage["id"]))
        change.save("contribution", [record | {"status": "published"}])
        if record["status"] != "published":  # notes taken since are about something else
            replaced = change.rows(sql("review_notes_replaced"), {"text": contribution, "note": None})
            notes = [in_force(change, row["note"]) | {"status": "withdrawn"} for row in replaced]
            change.save("contribution", notes)
        return change.number


def texts_published(change: Change, note: str) -> list[str]:
    """The contributions, published, that hold the delivered text of a contribution taken down in the room."""
    notes = change.rows(sql("review_notes_replaced"), {"text": None, "note": note})
    return [row["text"] for row in notes if row["status"] == "published"]


def differing(judgements: Sequence[Mapping[str, Any]]) -> bool:
    """Whether judgements of one passage differ in what they code it to: provisions and assessments, or themes."""
    return len({_content(judgement) for judgement in judgements}) > 1


def _content(judgement: Mapping[str, Any]) -> tuple[frozenset[tuple[str | None, str | None]], frozenset[str]]:
    codings = frozenset((coding["provision"], coding["assessment"]) for coding in judgement["codings"])
    return codings, frozenset(judgement["themes"])


def _settle(change: Change, passage: str, coder: str | None) -> None:
    """Make one judgement the passage's codings and themes."""
    judgements = [one for one in judgements_of(change, passage) if one["basis"] != "contributor"]
    if coder is not None:
        judgements = [one for one in judgements if one["coder"] == coder]
    if not judgements:
        if coder is None and (
            change.records("coding", passage=passage) or change.record("nothing_to_tag", passage=passage)
        ):
            return  # as shipped
        raise ChangeRefused(Refused.NOT_CODED, passage=passage)
    if coder is None and change.rows(_SETTLED_SINCE, {"passage": passage}):
        return  # by the answer to a reply, after whatever coders made of it
    if differing(judgements):
        raise ChangeRefused(Refused.CODERS_DIFFER, passage=passage)
    counted = judgements[0]
    pairs = [(coding["provision"], coding["assessment"]) for coding in counted["codings"]]
    set_codings(change, passage, pairs, counted["coder"], counted["basis"])
    replace(change, "passage_theme", {"passage": passage}, theme_rows(counted["themes"]))


_SETTLED_SINCE = """
    SELECT 1 FROM kb.coding AS c WHERE passage = $passage AND until_revision IS NULL
        AND coder IN (SELECT a.person FROM answer AS a JOIN reply AS r ON r.id = a.reply WHERE r.passage = $passage)
        AND since_revision > (
            SELECT max(since_revision) FROM (
                SELECT since_revision FROM kb.judgement WHERE passage = $passage
                UNION ALL SELECT since_revision FROM kb.judged_coding WHERE passage = $passage
            )
        )
"""


def judgements_of(change: Change, passage: str) -> list[dict[str, Any]]:
    """All judgements of a passage, each with its `codings` and `themes`."""
    judgements = change.records("judgement", passage=passage)
    for judgement in judgements:
        key = {"passage": passage, "coder": judgement["coder"]}
        judgement["codings"] = change.records("judged_coding", **key)
        judgement["themes"] = [row["theme"] for row in change.records("judged_theme", **key)]
    return judgements


def set_codings(
    change: Change, passage: str, pairs: Sequence[tuple[str | None, str | None]], coder: str, basis: str = "hand"
) -> None:
    """Make these (provision or None, assessment) pairs the codings of a passage that count; none: nothing to tag."""
    rows = [row | {"coder": coder, "basis": basis} for row in coding_rows(pairs)]
    replace(change, "coding", {"passage": passage}, rows)
    if not rows:
        change.save("nothing_to_tag", [{"passage": passage, "coder": coder}])
    elif change.record("nothing_to_tag", passage=passage):
        change.remove("nothing_to_tag", passage=passage)


def withdraw(store: Store, actor: Actor, contribution: str, reason: str) -> int:
    """Withdraw a contribution; it stays in the revisions before. Returns the revision."""
    with revise(store, actor, Operation.WITHDRAW, f"A contribution was withdrawn: {said(reason)}") as change:
        change.save("contribution", [in_force(change, contribution) | {"status": "withdrawn"}])
        return change.number


def correct(
    store: Store,
    actor: Actor,
    contribution: str,
    reason: str,
    values: Mapping[str, str | None] | None = None,
    texts: Mapping[str, str] | None = None,
    public_from: date | None = None,
    original_shown: bool | None = None,
) -> int:
    """Correct what is recorded of a contribution: `values` of CORRECTABLE, `texts` by passage id. Returns the revision.

    `public_from` makes it confidential until that day, or ends the confidentiality where the day has come.
    `original_shown`: whether whoever may read the text may see the pages of its file; None leaves that as it is. Raises
    NotPermitted, or ChangeRefused where nothing would change.
    """
    with revise(store, actor, Operation.CORRECT, f"A contribution was corrected: {said(reason)}") as change:
        record = in_force(change, contribution)
        changed = 0
        unknown = set(values or ()) - set(CORRECTABLE)
        if unknown:
            raise ChangeRefused(Refused.NOT_CORRECTABLE, fields=", ".join(sorted(unknown)))
        if values:
            changed += change.save("contribution", [record | dict(values) | _meeting(change, record, values)])
            numbers = change.records("delegation", contribution=contribution)
            meeting = values.get("meeting", record["meeting"])
            changed += change.save("delegation", [row | {"meeting": meeting} for row in numbers])
        for passage, text in (texts or {}).items():
            before = change.record("passage", id=passage)
            if before is None or before["contribution"] != contribution or not text.strip():
                raise ChangeRefused(Refused.NOT_ITS_PASSAGE, passage=passage, contribution=contribution)
            changed += change.save("passage", [before | {"text": text.strip()}])
        if public_from is not None:
            limit = {"contribution": contribution, "audience": "parties", "public_from": public_from}
            changed += change.save("restriction", [limit])
        if original_shown is False:
            changed += change.remove("shown_original", contribution=contribution)
        elif original_shown:
            changed += change.save("shown_original", [{"contribution": contribution}])
        if not changed:
            raise ChangeRefused(Refused.NOTHING_DIFFERS)
        return change.number


def undo(store: Store, actor: Actor, revision: int, reason: str) -> int:
    """Undo a revision by another one; returns that. Raises NotPermitted, or ChangeRefused if it cannot be undone."""
    with revise(store, actor, Operation.UNDO, f"Revision {revision} was undone: {said(reason)}") as change:
        rows = change.rows("SELECT * FROM kb.revision WHERE number = $number", {"number": revision})
        if not rows or revision == change.number:
            raise ChangeRefused(Refused.NO_REVISION, number=revision)
        if rows[0]["data_fingerprint"]:
            raise ChangeRefused(Refused.LOADED_FILES, number=revision)
        if change.rows(_TOUCHED_PEOPLE, {"number": revision}):
            # Otherwise whoever lost a role could get it back by undoing what took it away.
            permitted(actor, Operation.MANAGE_PEOPLE)
        if not change.undo(revision):
            raise ChangeRefused(Refused.NOTHING_TO_UNDO, number=revision)
        return change.number


_TOUCHED_PEOPLE = """
    SELECT 1 FROM kb.person WHERE $number IN (since_revision, until_revision)
    UNION ALL
    SELECT 1 FROM kb.person_role WHERE $number IN (since_revision, until_revision)
"""


def in_force(change: Change, contribution: str) -> dict[str, Any]:
    """The record of a contribution that was not withdrawn. Raises ChangeRefused."""
    record = change.record("contribution", id=contribution)
    if record is None:
        raise ChangeRefused(Refused.NO_CONTRIBUTION, id=contribution)
    if record["status"] == "withdrawn":
        raise ChangeRefused(Refused.WITHDRAWN, id=contribution)
    return record


def _meeting(change: Change, record: Mapping[str, Any], values: Mapping[str, str | None]) -> dict[str, Any]:
    """What follows from another meeting."""
    if values.get("meeting", record["meeting"]) == record["meeting"]:
        return {}
    meeting = change.record("meeting", id=values["meeting"] or "")
    if meeting is None:
        raise ChangeRefused(Refused.NO_MEETING, id=values["meeting"])
    return {"meeting_label": meeting["name"], "convention": meeting["convention"]}


def said(reason: str) -> str:
    """The reason, in its limits. Raises ChangeRefused."""
    if not reason.strip():
        raise ChangeRefused(Refused.NO_REASON)
    if len(reason) > LONGEST_REASON:
        raise ChangeRefused(Refused.REASON_TOO_LONG, most=LONGEST_REASON)
    return reason.strip()
