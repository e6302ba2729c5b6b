"""What a coder does: tag a passage, go on, choose a share to tag blind, record facts."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kb.domain.model import FACT, assessment_or_fact
from kb.domain.outcomes import Done
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import CODED_AS, NOTHING_TO_TAG
from kb.questions import Row, Rows
from kb.ui import choose, location
from kb.ui.elements.change import carry_out, key
from kb.ui.frame import Here
from kb.workflow.coding import Judgement, choose_blind_share, judge
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

# A passage may say one thing of some provisions and another of others.
GROUPS = 2
TAKEN = "code-taken"


def coding(place: Here, passage: str, seen: Sequence[Mapping[str, Any]], following: str | None) -> None:
    """The form that codes a passage: filled with the coder's own judgement, or the contributor's."""
    words = place.words
    own = next((row for row in seen if row["coder"] == place.actor.person and row["basis"] != "contributor"), None)
    of_contributor = next((row for row in seen if row["basis"] == "contributor"), None)
    if own is None and of_contributor and st.button("Start from the contributor’s own tags", key=key("take", passage)):
        st.session_state[TAKEN] = passage
    taken = of_contributor if st.session_state.get(TAKEN) == passage else None
    filled = own or taken
    of = (passage, bool(taken))
    groups = _grouped(filled["codings"]) if filled else []
    with st.form(key("coding", of)):
        pairs: list[tuple[str | None, str | None]] = []
        # An earlier judgement may say more things; none of them is lost on saving.
        for number in range(max(GROUPS, len(groups))):
            held = groups[number] if number < len(groups) else None
            pairs += _group(number, held, words, of)
        themes = choose.several(
            "Themes",
            list(words.groups["theme"]),
            default=filled["themes"] if filled else [],
            format_func=lambda code: words.label("theme", code),
            key=key("themes", of),
        )
        note = st.text_input("Note", (filled["note"] or "") if filled else "", max_chars=2_000, key=key("note", of))
        left, middle, right = st.columns(3)
        saved = left.form_submit_button(
            "Save and go to the next", type="primary", shortcut="Ctrl+Enter", key=key("save", of)
        )
        nothing = middle.form_submit_button(
            NOTHING_TO_TAG,
            help="Greetings, thanks, procedure. It is counted nowhere.",
            shortcut="F8",
            key=key("nothing", of),
        )
        skipped = right.form_submit_button("Skip", key=key("skip", of))
    note = note.strip()
    if nothing:
        # Whatever is chosen above: a radio button once chosen cannot be cleared.
        made = Judgement(passage, note=note or None, nothing_to_tag=True)
        carry_out(lambda: _keep(place, made, following), Done.NOTHING_TO_TAG)
    elif saved and None in {assessment for _, assessment in pairs}:
        st.error("Choose Progress, Challenge, ... or “Nothing to tag”.")
    elif saved:
        whole = tuple((provision, assessment_or_fact(chosen)) for provision, chosen in pairs if chosen)
        # Taken over and then changed, it is the coder's own.
        offered = {(one["provision"], one["assessment"]) for one in taken["codings"]} if taken else None
        basis = "accepted" if taken and set(whole) == offered and list(themes) == taken["themes"] else "hand"
        made = Judgement(passage, whole, tuple(themes), note or None, basis)
        carry_out(lambda: _keep(place, made, following), Done.CODED)
    if skipped:
        _go(following)
        st.rerun()


def _grouped(codings: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Codings by assessment: (assessment, provisions), in order; one without a provision is a group of its own."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for coded in codings:
        provisions = groups.setdefault((coded["assessment"] or FACT, coded["provision"] is None), [])
        if coded["provision"]:
            provisions.append(coded["provision"])
    return [(assessment, provisions) for (assessment, _), provisions in groups.items()]


def _group(
    number: int, held: tuple[str, list[str]] | None, words: Vocabulary, of: object
) -> list[tuple[str | None, str | None]]:
    """The widgets of one assessment and its provisions; the (provision or None, assessment or None) pairs chosen."""
    codes = list(CODED_AS)
    which = f" {number + 1}" if number > 1 else ""
    name = f"Another assessment{which}, for other actions (if any)" if number else "Assessment"
    chosen = st.radio(
        name,
        codes,
        index=codes.index(held[0]) if held else None,
        format_func=CODED_AS.__getitem__,
        horizontal=True,
        key=key(f"assessment-{number}", of),
    )
    provisions = choose.several(
        "Actions: type a number or a word" if not number else f"Actions of the other assessment{which}",
        list(words.groups["provision"]),
        default=held[1] if held else [],
        format_func=lambda code: words.label("provision", code),
        help="None: the passage is on victim assistance, and on no single action." if not number else None,
        key=key(f"provisions-{number}", of),
    )
    if not chosen and not provisions:
        return []
    return [(provision, chosen) for provision in provisions] or [(None, chosen)]


def _keep(place: Here, made: Judgement, following: str | None) -> None:
    judge(place.store, place.actor, made)
    _go(following)


def _go(following: str | None) -> None:
    location.change(code=following)


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
