"""Who may do what. Every change that a person makes goes through `revise`, which asks before anything is changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

from kb.db import Change, Store, View
from kb.domain.catalogue import N_, gettext
from kb.domain.model import Audience, Role
from kb.errors import NotPermitted

_CODERS = frozenset({Role.CODER, Role.COORDINATOR, Role.ADMINISTRATOR})
_COORDINATORS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Operation(Enum):
    """What somebody may want to do, which completes the sentence "You may not ...", and the roles that may."""

    HAND_IN = N_("hand in this contribution"), _COORDINATORS | {Role.DELEGATE, Role.FACILITATOR}
    CODE = N_("code passages"), _CODERS
    PUBLISH = N_("publish a contribution"), _COORDINATORS
    WITHDRAW = N_("withdraw a contribution"), _COORDINATORS
    CORRECT = N_("correct a contribution"), _COORDINATORS
    # Nobody replies for a State but its own delegate, not even an administrator: it would be shown as what it said.
    REPLY = N_("reply for this State or organisation"), frozenset({Role.DELEGATE})
    ANSWER = N_("answer a reply"), _COORDINATORS
    UNDO = N_("undo a revision"), _COORDINATORS
    MANAGE_PEOPLE = N_("manage people and roles"), _ADMINISTRATORS
    FACILITATE = N_("run a session"), _COORDINATORS | {Role.FACILITATOR}
    SEE_WORK = N_("see what is not published"), _CODERS | {Role.FACILITATOR}
    REDACT = N_("take a text out of every revision"), _ADMINISTRATORS
    LOAD_TEXT = N_("load the text of an instrument"), _COORDINATORS
    REMIND = N_("write reminders"), _COORDINATORS

    def __init__(self, sentence: str, roles: frozenset[Role]) -> None:
        self.sentence = sentence
        self.roles = roles


# What a role is mentioned as, the weightiest first: a revision is recorded under one role.
_ORDER = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.FACILITATOR, Role.CODER, Role.DELEGATE)


@dataclass(frozen=True)
class Actor:
    """Somebody with roles. `person` is the name that revisions are kept under; a delegate has a `contributor`.

    The roles of somebody `listed` are kept in the knowledge base and looked up again whenever something is changed.
    """

    person: str
    name: str
    roles: frozenset[Role] = frozenset()
    contributor: str | None = None
    listed: bool = False

    def may(self, operation: Operation, of: str | None = None) -> bool:
        """Whether the actor may do this; `of`: with what belongs to this State or organisation."""
        return _role_for(self, operation, of) is not None


READER = Actor("", "Reader")
OPERATOR = Actor("operator", "Operator of this machine", frozenset({Role.ADMINISTRATOR}))
ALONE = Actor("local-administrator", "Administrator of this machine", frozenset({Role.ADMINISTRATOR}))


def permitted(actor: Actor, operation: Operation, of: str | None = None) -> Role:
    """The role in which the actor may do this. Raises NotPermitted."""
    role = _role_for(actor, operation, of)
    if role is None:
        needed = " or ".join(role.value for role in _ORDER if role in operation.roles)
        raise NotPermitted(
            "You may not {operation}: that takes the role {roles}. Nothing was changed.",
            operation=gettext(operation.sentence),
            roles=needed,
        )
    return role


def _role_for(actor: Actor, operation: Operation, of: str | None) -> Role | None:
    for role in _ORDER:
        is_own = role is not Role.DELEGATE or (of is not None and of == actor.contributor)
        if role in actor.roles and role in operation.roles and is_own:
            return role
    return None


@contextmanager
def revise(store: Store, actor: Actor, operation: Operation, reason: str, of: str | None = None) -> Iterator[Change]:
    """One revision by the actor; see Store.change. Raises NotPermitted, also when a role was taken away meanwhile.

    `reason` is read by everybody who may see what the revision changed, and must not name a person.
    """
    role = permitted(actor, operation, of)
    with store.change(actor.person, role.value, reason) as change:
        if actor.listed:
            permitted(listed_now(change, actor.person) or READER, operation, of)
        yield change


def permitted_now(store: Store, actor: Actor, operation: Operation) -> None:
    """For what is changed beside the revisions. Raises NotPermitted, also when a role was taken away meanwhile."""
    permitted(actor, operation)
    if actor.listed:
        permitted(listed_now(store.latest(Audience.STAFF), actor.person) or READER, operation)


def listed_now(view: View | Change, person: str) -> Actor | None:
    """A listed person with the roles held now; None for whoever may not sign in. `view` is one of the staff's."""
    people = view.rows("SELECT name FROM person WHERE id = $person AND active", {"person": person})
    roles = view.rows("SELECT * FROM person_role WHERE person = $person", {"person": person})
    return with_roles(person, people[0]["name"], roles) if people else None


def with_roles(person: str, name: str, rows: list[dict[str, str]]) -> Actor:
    """A listed person with these rows of person_role."""
    of = next((row["contributor"] for row in rows if row["contributor"]), None)
    return Actor(person, name, frozenset(Role(row["role"]) for row in rows), of, listed=True)


def audience_of(actor: Actor, store: Store) -> Audience:
    """As whom the actor sees the material: those who work on it see all, delegates of States Parties what is theirs."""
    if actor.may(Operation.SEE_WORK):
        return Audience.STAFF
    if actor.contributor is not None and _is_party(actor.contributor, store):
        return Audience.PARTIES
    return Audience.PUBLIC


def _is_party(state: str, store: Store) -> bool:
    rows = store.latest().rows(
        "SELECT status_on(today()::DATE, signed_on, deposited_on, in_force_on, withdrawn_on) = 'party' AS is_party"
        " FROM known_state WHERE id = $state",
        {"state": state},
    )
    return bool(rows and rows[0]["is_party"])
