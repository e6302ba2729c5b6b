"""Structured facts that a passage tells of: coordination mechanisms (line c) and collaborations (line b)."""

from dataclasses import dataclass

from kb.db import Change, Store
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


Fact = Mechanism | Collaboration


def id_of(fact: Fact, revision: int) -> str:
    """The id of a fact that a revision brought: a revision brings one mechanism and one collaboration of a State."""
    return f"{'MECH' if isinstance(fact, Mechanism) else 'COLL'}-{fact.state}-r{revision}"


def keep(change: Change, fact: Fact) -> str:
    """Keep a fact as part of a change; returns its id. Raises ChangeRefused."""
    if isinstance(fact, Mechanism) and fact.kind not in MECHANISM_KINDS:
        raise ChangeRefused(Refused.NO_KIND_OF_MECHANISM, kind=fact.kind)
    id_ = id_of(fact, change.number)
    change.save(type(fact).__name__.lower(), [{"id": id_} | vars(fact)])
    return id_


def end(change: Change, id_: str) -> None:
    """End a fact as part of a change. Raises ChangeRefused where there is none."""
    if not any(change.remove(table, id=id_) for table in ("mechanism", "collaboration")):
        raise ChangeRefused(Refused.NO_FACT, id=id_)


def take_back(store: Store, actor: Actor, id_: str) -> int:
    """Take a fact back; it stays in the revisions before. Returns the revision. Raises NotPermitted, ChangeRefused."""
    with revise(store, actor, Operation.CODE, "A fact was taken back") as change:
        end(change, id_)
        return change.number
