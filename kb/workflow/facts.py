"""Structured facts that a passage tells of: coordination mechanisms (line c) and collaborations (line b)."""

from dataclasses import dataclass

from kb.db import Store
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.workflow.permission import Actor, Operation, revise

MECHANISM_KINDS = (
    "interministerial body",
    "mine action authority",
    "disability council",
    "focal point",
    "working group",
    "ministry or unit",
    "local committee",
    "other",
)
VICTIMS_TAKE_PART = ("yes", "no", "not said")
AREAS = ("services", "data", "information", "policy", "advocacy")
OUTCOMES = ("benefit", "challenge", "not said")


@dataclass(frozen=True)
class Mechanism:
    """A State's coordination body, as the passage tells of it."""

    passage: str
    state: str
    name: str
    kind: str
    legal_basis: str | None = None
    crpd_link: str | None = None
    victims_take_part: str = "not said"


@dataclass(frozen=True)
class Collaboration:
    """A government and others working together, as the passage tells of it."""

    passage: str
    state: str
    partners: str
    area: str
    outcome: str = "not said"


def record(store: Store, actor: Actor, fact: Mechanism | Collaboration) -> str:
    """Keep a fact; returns its id. Raises NotPermitted or ChangeRefused."""
    table, prefix = ("mechanism", "MECH") if isinstance(fact, Mechanism) else ("collaboration", "COLL")
    if isinstance(fact, Mechanism) and fact.kind not in MECHANISM_KINDS:
        raise ChangeRefused(Refused.NO_KIND_OF_MECHANISM, kind=fact.kind)
    with revise(store, actor, Operation.RECORD_FACT, f"A {table} was recorded") as change:
        id_ = f"{prefix}-{fact.state}-r{change.number}"
        change.save(table, [{"id": id_} | vars(fact)])
    return id_


def take_back(store: Store, actor: Actor, table: str, id_: str) -> int:
    """Take a fact back; it stays in the revisions before. Returns the revision."""
    if table not in ("mechanism", "collaboration"):
        raise ChangeRefused(Refused.NO_TABLE_OF_FACTS, table=table)
    with revise(store, actor, Operation.RECORD_FACT, f"A {table} was taken back") as change:
        if not change.remove(table, id=id_):
            raise ChangeRefused(Refused.NO_RECORD, table=table, id=id_)
        return change.number
