"""The People screen: the list of people, and the form that adds or changes one."""

import streamlit as st

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Role
from kb.tables import Table
from kb.ui import location
from kb.ui.elements.form import Fields
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import Query, address
from kb.workflow.people import Person, contributors, people, save_person

ROLES = [role.value for role in Role if role is not Role.READER]
WHAT_ROLES_DO = _(
    "delegate: hands in and replies for one State or organisation. coder: tags passages. facilitator: hands in and"
    " sees what is not published. coordinator: publishes, corrects, answers. administrator: all that, and people."
)


def finding(view: View) -> str:
    """How many may do more than read, as the screen's title."""
    number = sum(person.active and bool(person.roles) for person in people(view))
    if not number:
        return _("Nobody is listed yet")
    return ngettext("{number} person may do more than read", "{number} people may do more than read", number).format(
        number=number
    )


def listed(view: View, query: Query) -> Listing:
    """The people, each opening the form that changes it."""
    known = people(view)
    names = contributors(view)
    rows = (
        (
            person.name,
            person.id,
            person.email,
            ", ".join(sorted(person.roles)) or "reader",
            names.get(person.contributor or "", person.contributor),
            person.active,
        )
        for person in known
    )
    labels = (_("Name"), _("Id"), _("E-mail"), _("Roles"), _("State or organisation"), _("May sign in"))
    table = Table.of(_("People and their roles"), labels, rows)
    return Listing(table, labels, tuple(address("people", {**query, "person": person.id}) for person in known))


def found(view: View, id_: str | None) -> Person | None:
    """The person with this id; None if there is none."""
    return next((person for person in people(view) if person.id == id_), None)


def form(view: View, changed: Person | None) -> Person | None:
    """Draw the form, filled with the person that is `changed`; returns who is to be saved once it is sent."""
    held = changed or Person("", "", "", frozenset())
    ask, names = Fields(held.id), contributors(view)
    with st.form(ask.key("person")):
        id_ = ask.line(
            "id",
            _("Id"),
            held.id,
            60,
            disabled=changed is not None,
            help=_("Letters, digits and . _ - only. The person's work is kept under it for good."),
        )
        name = ask.line("name", _("Name"), held.name, 200)
        email = ask.line("email", _("E-mail"), held.email, 200, help=_("As the sign-in confirms it."))
        given = [role for role in ROLES if Role(role) in held.roles]
        roles = ask.several("roles", _("Roles"), ROLES, given, help=WHAT_ROLES_DO)
        whose = {code: f"{name} ({code})" for code, name in names.items()}
        label = _("State or organisation (of a delegate)")
        of = ask.one("of", label, whose, held.contributor, placeholder=_("none"))
        active = st.checkbox(_("May sign in"), held.active, key=ask.key("active"))
        sent = ask.sent("save", _("Save"))
    if not sent:
        return None
    return Person(id_, email, name, frozenset(Role(role) for role in roles), of, active)


def save(place: Here, person: Person) -> None:
    """Save the person, and empty the form."""
    save_person(place.store, place.actor, person)
    location.change(person=None)


def plain(error: Exception) -> str:
    """An error as a sentence in which nothing typed is read as Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|~$:" else letter for letter in str(error))
