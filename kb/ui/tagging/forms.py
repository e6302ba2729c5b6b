"""What a coder does beside tagging: choose a share to tag blind, record facts."""

import streamlit as st

from kb.domain.outcomes import Done
from kb.questions import Row, Rows
from kb.ui.elements.change import carry_out, key
from kb.ui.frame import Here
from kb.workflow.coding import choose_blind_share
from kb.workflow.facts import (
    AREAS,
    MECHANISM_KINDS,
    OUTCOMES,
    VICTIMS_TAKE_PART,
    Collaboration,
    Mechanism,
    record,
    take_back,
)


def blind_share(place: Here, share: int) -> None:
    """How many in a hundred passages the coder codes without seeing anybody else's codings."""
    with st.form(key("blind", share)):
        chosen = st.number_input("Passages to tag blind, of a hundred", 0, 100, share, key=key("share", share))
        if st.form_submit_button("Keep this share", key=key("share-now", share)):
            carry_out(lambda: choose_blind_share(place.store, place.actor, int(chosen)), Done.SHARE_KEPT)


def recording(place: Here, row: Row, held: Rows) -> None:
    """The forms that tie a mechanism or a collaboration to the passage, and take one back."""
    states = list(row["states"])
    if not states:
        st.caption("No State speaks in this contribution or is described in it, so no mechanism can be recorded.")
        return
    kinds = ["mechanism", "collaboration"]
    kind = st.radio("Record a", kinds, index=None, horizontal=True, key=key("fact", row["passage"]))
    if kind:
        with st.form(key("fact-form", row["passage"])):
            state = st.selectbox(
                "State",
                states,
                format_func=lambda code: place.words.label("state", code),
                key=key("of", row["passage"]),
            )
            fact = _mechanism(row, state) if kind == "mechanism" else _collaboration(row, state)
            sent = st.form_submit_button(f"Record the {kind}", key=key("record", row["passage"]))
            if sent and not (fact.name if isinstance(fact, Mechanism) else fact.partners):
                st.error("Say the name of the body, or with whom the State works. Nothing was changed.")
            elif sent:
                done = Done.MECHANISM_RECORDED if kind == "mechanism" else Done.COLLABORATION_RECORDED
                carry_out(lambda: record(place.store, place.actor, fact), done)
    if held:
        names = {one["id"]: one["kind"] for one in held}
        gone = st.selectbox("Take back", list(names), index=None, key=key("back", row["passage"]))
        if gone and st.button("Take it back", key=key("back-now", row["passage"])):
            carry_out(lambda: take_back(place.store, place.actor, names[gone], gone), Done.TAKEN_BACK)


def _mechanism(row: Row, state: str) -> Mechanism:
    of = row["passage"]
    return Mechanism(
        of,
        state,
        st.text_input("Name of the body", max_chars=300, key=key("name", of)).strip(),
        st.selectbox("Kind", MECHANISM_KINDS, key=key("kind", of)),
        st.text_input("Law or decision it rests on, if said", max_chars=300, key=key("basis", of)).strip() or None,
        st.text_input(
            "Link to the disability or another convention, if said", max_chars=300, key=key("crpd", of)
        ).strip()
        or None,
        st.selectbox("Victims take part", VICTIMS_TAKE_PART, index=2, key=key("victims", of)),
    )


def _collaboration(row: Row, state: str) -> Collaboration:
    of = row["passage"]
    return Collaboration(
        of,
        state,
        st.text_input("With whom", max_chars=300, key=key("partners", of)).strip(),
        st.selectbox("Area", AREAS, key=key("area", of)),
        st.selectbox("Outcome", OUTCOMES, index=2, key=key("outcome", of)),
    )
