"""The right of reply: a State or organisation says how it sees a coding, Coordinators answer, and both are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kb.db import Change, Store
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.workflow.coding import refuse_repeated
from kb.workflow.permission import Actor, Operation, revise
from kb.workflow.publishing import set_codings

ON_OWN = ("confirmed", "contested", "proposed")


@dataclass(frozen=True)
class Reply:
    """A reply on a passage: confirmed, contested or proposed (another coding) on its own; a comment on others'."""

    passage: str
    kind: str
    reason: str | None = None
    provision: str | None = None
    assessment: str | None = None


def reply(store: Store, actor: Actor, said: Reply) -> str:
    """Keep a reply of the delegate's State or organisation; returns its id. Raises NotPermitted or ChangeRefused."""
    of = actor.contributor
    with revise(store, actor, Operation.REPLY, "A reply was made to a coding", of=of) as change:
        rows = change.rows(_RELATION, {"passage": said.passage, "contributor": of})
        if not rows or rows[0]["relation"] is None:
            raise ChangeRefused(Refused.NOT_YOURS)
        if (said.kind in ON_OWN) != (rows[0]["relation"] == "own") or said.kind not in (*ON_OWN, "comment"):
            raise ChangeRefused(Refused.REPLY_DOES_NOT_FIT)
        if said.kind != "confirmed" and not (said.reason or "").strip():
            raise ChangeRefused(Refused.NO_WORDS)
        number = len(change.records("reply", passage=said.passage)) + 1
        id_ = f"{said.passage}-reply-{number}-{change.number}"
        values = vars(said) | {"reason": (said.reason or "").strip() or None}
        change.save("reply", [values | {"id": id_, "contributor": of, "person": actor.person}])
    return id_


_RELATION = """
    SELECT CASE
        WHEN c.state = $contributor OR n.contributor = $contributor
            OR EXISTS (FROM alignment AS a WHERE a.contribution = c.id AND a.state = $contributor) THEN 'own'
        WHEN c.about_state = $contributor THEN 'about'
    END AS relation
    FROM passage AS p JOIN contribution AS c ON c.id = p.contribution
    JOIN contributor_name AS n ON n.name = c.contributor_name
    WHERE p.id = $passage AND c.status = 'published'
"""


def answer(
    store: Store,
    actor: Actor,
    reply_id: str,
    decision: str,
    text: str,
    codings: Sequence[tuple[str | None, str | None]] | None = None,
) -> int:
    """Answer a reply; returns the revision. Raises NotPermitted or ChangeRefused.

    Accepting what a State proposed codes the passage so; accepting that it contests a coding takes the `codings`, as
    (provision or None, assessment), that count from now on. An answer may be given again, instead of the one before.
    """
    with revise(store, actor, Operation.ANSWER, "A reply was answered") as change:
        record = change.record("reply", id=reply_id)
        if record is None:
            raise ChangeRefused(Refused.NO_REPLY, id=reply_id)
        if decision not in decisions(record["kind"]) or not text.strip():
            raise ChangeRefused(Refused.ANSWER_DOES_NOT_FIT)
        if decision == "accepted":
            _accept(change, record, actor, codings)
        values = {"reply": reply_id, "decision": decision, "text": text.strip(), "person": actor.person}
        change.save("answer", [values])
        return change.number


def decisions(kind: str) -> tuple[str, ...]:
    """How a reply of a kind can be answered: nothing can be accepted or kept where nothing was asked."""
    return ("accepted", "kept") if kind in ("contested", "proposed") else ("noted",)


def _accept(
    change: Change, held: dict[str, Any], actor: Actor, codings: Sequence[tuple[str | None, str | None]] | None
) -> None:
    if codings is None and held["kind"] == "proposed":
        codings = [(held["provision"], held["assessment"])]
    if not codings:
        raise ChangeRefused(Refused.NO_NEW_CODING)
    refuse_repeated(codings)
    set_codings(change, held["passage"], codings, actor.person)
