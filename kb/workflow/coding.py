"""Coding: how one person judges a passage, alone or seeing what others made of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kb.db import Change, Store, View
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions import Rows
from kb.questions.reviewing import review_judgements
from kb.workflow.facts import Fact, end, keep
from kb.workflow.permission import Actor, Operation, revise

_EVERYWHERE = "all"


@dataclass(frozen=True)
class Judgement:
    """What a coder makes of a passage: (provision or None, assessment) pairs and themes in order, or nothing to tag."""

    passage: str
    codings: tuple[tuple[str | None, str | None], ...] = ()
    themes: tuple[str, ...] = ()
    note: str | None = None
    basis: str = "hand"
    nothing_to_tag: bool = False


def judge(
    store: Store, actor: Actor, judgement: Judgement, facts: Sequence[Fact] = (), without: Sequence[str] = ()
) -> int:
    """Keep a judgement in place of the coder's earlier one; returns the revision. Raises NotPermitted, ChangeRefused.

    `facts` that the passage tells of are kept with it, and those with the ids `without` are taken back. The
    contribution is coded as soon as every passage of it has a judgement by a coder.
    """
    if judgement.nothing_to_tag and (judgement.codings or judgement.themes):
        raise ChangeRefused(Refused.NOTHING_TO_TAG_BESIDE)
    if not judgement.nothing_to_tag and not judgement.codings:
        raise ChangeRefused(Refused.NO_JUDGEMENT)
    refuse_repeated(judgement.codings)
    with revise(store, actor, Operation.CODE, "A passage was coded") as change:
        passage = change.record("passage", id=judgement.passage)
        if passage is None:
            raise ChangeRefused(Refused.NO_PASSAGE, id=judgement.passage)
        # Whoever judged before, even if it was taken back, has seen what others made of it since.
        key = {"passage": judgement.passage, "coder": actor.person}
        blind = _is_blind(change, actor, judgement.passage) and not change.rows(_EVER_JUDGED, key)
        change.save("judgement", [key | {"basis": judgement.basis, "blind": blind, "note": judgement.note}])
        replace(change, "judged_coding", key, coding_rows(judgement.codings))
        replace(change, "judged_theme", key, theme_rows(judgement.themes))
        for fact in facts:
            keep(change, fact)
        for id_ in without:
            end(change, id_)
        settle_status(change, passage["contribution"])
        return change.number


_EVER_JUDGED = "SELECT 1 FROM kb.judgement WHERE passage = $passage AND coder = $coder LIMIT 1"


def retract(store: Store, actor: Actor, passage: str, without: Sequence[str] = ()) -> int:
    """Take the actor's own judgement of a passage back; returns the revision. Raises NotPermitted, ChangeRefused.

    The facts with the ids `without` are taken back with it.
    """
    with revise(store, actor, Operation.CODE, "A judgement was taken back") as change:
        key = {"passage": passage, "coder": actor.person}
        passage_record = change.record("passage", id=passage)
        if passage_record is None or change.record("judgement", **key) is None:
            raise ChangeRefused(Refused.NO_PASSAGE, id=passage)
        replace(change, "judged_coding", key, [])
        replace(change, "judged_theme", key, [])
        change.remove("judgement", **key)
        for id_ in without:
            end(change, id_)
        record = change.record("contribution", id=passage_record["contribution"])
        judged = [one["coder"] for one in change.records("judgement", passage=passage) if one["basis"] != "contributor"]
        if record and record["status"] == "coded" and not judged:
            change.save("contribution", [record | {"status": "received"}])
        return change.number


def choose_blind_share(store: Store, actor: Actor, share: int) -> int:
    """Keep of how many in a hundred passages the actor wants to see nobody else's codings; returns the revision."""
    with revise(store, actor, Operation.CODE, "A share of passages to code blind was chosen") as change:
        person = change.record("person", id=actor.person)
        if person is None:
            raise ChangeRefused(Refused.NOT_BLIND)
        change.save("person", [person | {"blind_share": share}])
        return change.number


def choose_double_share(store: Store, actor: Actor, share: int) -> int:
    """Keep of how many in a hundred passages all coders judge blind, so that two can be compared; the revision."""
    with revise(store, actor, Operation.PUBLISH, "A share of passages to code twice was chosen") as change:
        change.save("double_coding", [{"id": _EVERYWHERE, "share": share}])
        return change.number


def double_share(view: View | Change) -> int:
    """Of how many in a hundred passages all coders judge blind; `view` must be one of the staff's."""
    rows = view.rows("SELECT share FROM double_coding")
    return int(rows[0]["share"]) if rows else 0


def is_blind(person: str, passage: str, share: int) -> bool:
    """Whether a person codes this passage blind: always the same passages, and more of them with a larger share."""
    drawn = int.from_bytes(hashlib.sha256(f"{person}\0{passage}".encode()).digest()[:4])
    return drawn % 100 < share


def judgements_seen(view: View, actor: Actor, passage: str) -> tuple[Rows, bool]:
    """The judgements of a passage that the actor may see now, and whether others' are withheld because it codes blind.

    Rows as review_judgements gives them.
    """
    rows = review_judgements(view, passage=passage)
    own = [row for row in rows if row["coder"] == actor.person and row["basis"] != "contributor"]
    if own or not _is_blind(view, actor, passage):
        return rows, False
    return own, True


def _is_blind(view: View | Change, actor: Actor, passage: str) -> bool:
    """By the actor's own share, or as one of the passages that everybody codes blind."""
    own = is_blind(actor.person, passage, blind_share_of(view, actor))
    return own or is_blind("", passage, double_share(view))


def blind_share_of(view: View | Change, actor: Actor) -> int:
    """Of how many in a hundred passages the actor sees nobody else's codings; `view` must be one of the staff's."""
    people = view.rows("SELECT blind_share FROM person WHERE id = $id", {"id": actor.person})
    return int(people[0]["blind_share"]) if people else 0


def refuse_repeated(codings: Sequence[tuple[str | None, str | None]]) -> None:
    """Raise ChangeRefused if a coding stands twice, or there are several without a provision."""
    if len(set(codings)) != len(codings) or sum(provision is None for provision, _ in codings) > 1:
        raise ChangeRefused(Refused.CODED_TWICE)


def coding_rows(codings: Sequence[tuple[str | None, str | None]]) -> list[dict[str, Any]]:
    """Rows of a table of codings, without their key: position 0 for the coding without a provision."""
    return [
        {"position": place if provision else 0, "provision": provision, "assessment": assessment}
        for place, (provision, assessment) in enumerate(codings, start=1)
    ]


def theme_rows(themes: Sequence[str]) -> list[dict[str, Any]]:
    """Rows of a table of themes, without their key."""
    return [{"position": place, "theme": theme} for place, theme in enumerate(themes, start=1)]


def replace(change: Change, table: str, key: dict[str, str], rows: Sequence[dict[str, Any]]) -> None:
    """Put `rows` in force in place of all that is in force under `key`; what stays as it is is not superseded."""
    kept = {row["position"] for row in rows}
    for record in change.records(table, **key):
        if record["position"] not in kept:
            change.remove(table, **key, position=record["position"])
    change.save(table, [key | row for row in rows])


def settle_status(change: Change, contribution: str) -> None:
    """Let a contribution that was received be coded, once every passage of it has a judgement by a coder."""
    record = change.record("contribution", id=contribution)
    uncoded = change.rows(
        "SELECT p.id FROM passage AS p WHERE p.contribution = $contribution AND NOT EXISTS ("
        " FROM judgement AS j WHERE j.passage = p.id AND j.basis <> 'contributor') LIMIT 1",
        {"contribution": contribution},
    )
    if record and record["status"] == "received" and not uncoded:
        change.save("contribution", [record | {"status": "coded"}])
