"""People and their roles: who is known, and how an administrator changes that."""

from dataclasses import dataclass

from kb.db import Store, View
from kb.domain.model import Role
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.workflow.permission import ALONE, OPERATOR, Actor, Operation, listed_now, revise, with_roles


@dataclass(frozen=True)
class Person:
    """Somebody who may do more than read. `contributor`: the State or organisation of a delegate."""

    id: str
    email: str
    name: str
    roles: frozenset[Role]
    contributor: str | None = None
    active: bool = True


def people(view: View) -> list[Person]:
    """Everybody known, by name; `view` must be one of the staff's."""
    roles = view.rows("SELECT * FROM person_role")
    listed = []
    for row in view.rows("SELECT * FROM person ORDER BY name, id"):
        actor = with_roles(row["id"], row["name"], [role for role in roles if role["person"] == row["id"]])
        listed.append(Person(row["id"], row["email"], row["name"], actor.roles, actor.contributor, row["active"]))
    return listed


def known_by_email(view: View, email: str) -> Actor | None:
    """The active person whose address this is; None for anybody else. `view` must be one of the staff's."""
    rows = view.rows("SELECT id FROM person WHERE email = $email", {"email": email.strip().lower()})
    return listed_now(view, rows[0]["id"]) if rows else None


def contributors(view: View) -> dict[str, str]:
    """The name of every State and organisation that somebody can be the delegate of, by its code, in order of names."""
    return {row["id"]: row["name"] for row in view.rows("SELECT id, name FROM contributor ORDER BY name, id")}


def save_person(store: Store, actor: Actor, person: Person) -> int:
    """Add a person or change one; returns the revision. Raises NotPermitted or ChangeRefused."""
    if (Role.DELEGATE in person.roles) != (person.contributor is not None):
        raise ChangeRefused(Refused.ONLY_DELEGATES)
    with revise(store, actor, Operation.MANAGE_PEOPLE, "People and roles were changed") as change:
        if not person.name.strip():
            raise ChangeRefused(Refused.NO_NAME)
        # Work is kept under the id: it must not be that of somebody else, a State or an organisation.
        others = any(change.record(table, id=person.id) for table in ("state", "outside_state", "organisation"))
        if others or person.id in (ALONE.person, OPERATOR.person):
            raise ChangeRefused(Refused.ID_TAKEN)
        before = change.record("person", id=person.id) or {"blind_share": 0}
        values = {"id": person.id, "email": person.email.strip().lower(), "name": person.name, "active": person.active}
        change.save("person", [values | {"blind_share": before["blind_share"]}])
        kept = {role.value for role in person.roles if role is not Role.READER}
        for record in change.records("person_role", person=person.id):
            if record["role"] not in kept:
                change.remove("person_role", person=person.id, role=record["role"])
        rows = [{"person": person.id, "role": role} for role in sorted(kept)]
        change.save(
            "person_role",
            [row | {"contributor": person.contributor if row["role"] == Role.DELEGATE else None} for row in rows],
        )
        if actor.listed and not change.rows(_ADMINISTRATORS):
            raise ChangeRefused(Refused.LAST_ADMINISTRATOR)
        return change.number


_ADMINISTRATORS = """
    SELECT p.id FROM person AS p JOIN person_role AS r ON r.person = p.id
    WHERE p.active AND r.role = 'administrator'
"""
