"""The People screen: the list of people, and the form that adds or changes one."""

import streamlit as st

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import Role
from kb.tables import Table
from kb.ui import choose
from kb.ui.elements.listing import Listing
from kb.ui.markup import Query, address
from kb.workflow.people import Person, contributors, people

SAVED = "people-saved"
ROLES = [role.value for role in Role if role is not Role.READER]
WHAT_ROLES_DO = (
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
    labels = ("Name", "Id", "E-mail", "Roles", "State or organisation", "May sign in")
    table = Table.of("People and their roles", labels, rows)
    return Listing(table, labels, tuple(address("people", {**query, "person": person.id}) for person in known))


def found(view: View, id_: str | None) -> Person | None:
    """The person with this id; None if there is none."""
    return next((person for person in people(view) if person.id == id_), None)


def form(view: View, changed: Person | None) -> Person | None:
    """Draw the form, filled with the person that is `changed`; returns who is to be saved once it is sent."""
    # A set of widgets of their own for each person and after each saving: what was typed for one never shows up again.
    held = changed or Person("", "", "", frozenset())
    mark = f"{held.id}-{st.session_state.get(SAVED, 0)}"
    names = contributors(view)
    with st.form(f"person-{mark}"):
        id_ = st.text_input(
            "Id",
            value=held.id,
            disabled=changed is not None,
            max_chars=60,
            help="Letters, digits and . _ - only. The person's work is kept under it for good.",
            key=f"person-id-{mark}",
        )
        name = st.text_input("Name", value=held.name, max_chars=200, key=f"person-name-{mark}")
        email = st.text_input(
            "E-mail",
            value=held.email,
            max_chars=200,
            help="As the sign-in confirms it.",
            key=f"person-email-{mark}",
        )
        given = [role for role in ROLES if Role(role) in held.roles]
        roles = choose.several("Roles", ROLES, default=given, help=WHAT_ROLES_DO, key=f"person-roles-{mark}")
        of = choose.one(
            "State or organisation (of a delegate)",
            {code: f"{name} ({code})" for code, name in names.items()},
            held.contributor,
            placeholder="none",
            key=f"person-of-{mark}",
        )
        active = st.checkbox("May sign in", value=held.active, key=f"person-active-{mark}")
        sent = st.form_submit_button("Save")
    if not sent:
        return None
    return Person(id_.strip(), email.strip(), name.strip(), frozenset(Role(role) for role in roles), of, active)


def plain(error: Exception) -> str:
    """An error as a sentence in which nothing typed is read as Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|~$:" else letter for letter in str(error))
