"""What a coder does beside choosing tags: name bodies and joint work, take them back, choose a share to tag blind."""

from collections.abc import Sequence

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.outcomes import Done
from kb.questions import Row, Rows
from kb.ui import choose
from kb.ui.elements.change import carry_out, key
from kb.ui.frame import Here
from kb.workflow.coding import choose_blind_share
from kb.workflow.facts import (
    AREAS,
    MECHANISM_KINDS,
    OUTCOMES,
    VICTIMS_TAKE_PART,
    Collaboration,
    Fact,
    Mechanism,
    take_back,
)


def blind_share(place: Here, share: int) -> None:
    """How many in a hundred passages the coder codes without seeing anybody else's codings."""
    with st.form(key("blind", share)):
        chosen = st.number_input(_("Passages to tag blind, of a hundred"), 0, 100, share, key=key("share", share))
        if st.form_submit_button(_("Keep this share"), key=key("share-now", share)):
            carry_out(lambda: choose_blind_share(place.store, place.actor, int(chosen)), Done.SHARE_KEPT)


def facts_named(place: Here, row: Row, of: object) -> list[Fact]:
    """The fields for a coordination body and for joint work that the passage tells of; the facts that are named."""
    if not row["states"]:
        st.caption(_("No State speaks in this text or is described in it: no body and no joint work can be kept."))
        return []
    body, joint = st.tabs([_("Coordination body"), _("Joint work")])
    with body:
        mechanism = Mechanism(
            row["passage"],
            _state(place, _("State of the body"), row, of),
            _words(_("Name of the body"), of),
            # Nothing is said of it until somebody chooses.
            st.selectbox(_("Kind"), MECHANISM_KINDS, index=None, key=key("kind", of)) or "",
            _words(_("Law or decision it rests on, if said"), of) or None,
            _words(_("Link to the disability or another convention, if said"), of) or None,
            st.selectbox(_("Victims take part"), VICTIMS_TAKE_PART, index=2, key=key("victims", of)),
        )
    with joint:
        collaboration = Collaboration(
            row["passage"],
            _state(place, _("State that works with others"), row, of),
            _words(_("With whom"), of),
            st.selectbox(_("Area"), AREAS, key=key("area", of)),
            st.selectbox(_("Outcome"), OUTCOMES, index=2, key=key("outcome", of)),
        )
    return [*([mechanism] if mechanism.name else []), *([collaboration] if collaboration.partners else [])]


def named_in(facts: Sequence[Fact]) -> list[str]:
    """What facts are called: the body, or with whom the State works."""
    return [fact.name if isinstance(fact, Mechanism) else fact.partners for fact in facts]


def _state(place: Here, label: str, row: Row, of: object) -> str:
    """The State of a fact; chosen only where there are several."""
    names = {code: place.words.label("state", code) for code in row["states"]}
    first = next(iter(names))
    return str(choose.one(label, names, first, key=key(label, of))) if len(names) > 1 else first


def _words(label: str, of: object) -> str:
    return st.text_input(label, max_chars=300, key=key(label, of)).strip()


def taking_back(place: Here, passage: str, held: Rows) -> None:
    """The bodies and the joint work kept with the passage, each to be taken back."""
    kept = {one["id"]: one["words"] for one in held}
    gone = choose.one(_("Take back"), kept, key=key("back", passage))
    if gone and st.button(_("Take it back"), key=key("back-now", passage)):
        carry_out(lambda: take_back(place.store, place.actor, gone), Done.TAKEN_BACK)
