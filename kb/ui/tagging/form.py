"""The form that tags a passage with few keys: every assessment and every suggestion has its own, and so has saving."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.model import FACT, assessment_or_fact
from kb.domain.outcomes import Done
from kb.domain.passage_words import VERDICTS
from kb.domain.words import CODED_AS, NOTHING_TO_TAG
from kb.questions import Row, Rows
from kb.ui import choose, location
from kb.ui.elements.change import MADE, carry_out, key
from kb.ui.frame import Here
from kb.ui.served import component
from kb.ui.tagging.passage import facts_named, named_in, pairs_of, said
from kb.workflow.coding import Judgement, judge, retract
from kb.workflow.facts import Fact, Mechanism, id_of
from kb.workflow.suggestions import Suggestion, suggested

# A passage may say one thing of some provisions and another of others.
GROUPS = 2
TAKEN, LAST, SAID, UNDONE = "code-taken", "code-last", "code-said", "code-undone"
# With Alt, so that no screen reader or field takes them; none is a browser's. C and R are Streamlit's own.
_KEYS = {"provision": "JKL", "theme": "UIO"}
_PATIENCE = 3.0  # seconds; then the passage is shown without suggestions, which come with the next one

Pairs = list[tuple[str | None, str | None]]


def offered(latest: View, rows: Rows, passage: str, withheld: bool) -> Sequence[Suggestion] | None:
    """Suggestions for a passage of a contribution; none where it is tagged blind, None while they are being learned."""
    if withheld:
        return ()
    at = next(place for place, row in enumerate(rows) if row["passage"] == passage)
    return suggested(latest, {**rows[at], "before": rows[at - 1]["text"] if at else ""}, _PATIENCE)


def coding(
    place: Here,
    row: Row,
    seen: Sequence[Mapping[str, Any]],
    following: str | None,
    offer: Sequence[Suggestion] | None = (),
) -> None:
    """The form that codes a passage: filled with the coder's own judgement, or the contributor's."""
    words, passage = place.words, row["passage"]
    own = next((row for row in seen if row["coder"] == place.actor.person and row["basis"] != "contributor"), None)
    of_contributor = next((row for row in seen if row["basis"] == "contributor"), None)
    if own is None and of_contributor and st.button(_("Start from the tags handed in"), key=key("take", passage)):
        st.session_state[TAKEN] = passage
    taken = of_contributor if st.session_state.get(TAKEN) == passage else None
    filled = own or taken or _undone(passage)
    of = (passage, bool(taken))
    groups = _grouped(filled["codings"]) if filled else []
    with st.form(key("coding", of), enter_to_submit=False):
        chosen, nothing = _assessment(groups[0][0] if groups else None, of, offer or ())
        if offer is None:
            st.caption(_("Suggestions are being learned. They come with the next passage."))
        elif offer == []:
            st.caption(_("No suggestion: too little is known of words like these."))
        left, right = st.columns(2)
        with left, st.container(key="actions", gap="xsmall"):
            st.session_state.setdefault(key("provisions-0", of), groups[0][1] if groups else [])
            pairs = _pairs(chosen, _provisions(0, _("Actions: type a number or a word"), place, of))
            _suggestions("provision", key("provisions-0", of), offer, place, of)
        with right, st.container(key="themes", gap="xsmall"):
            st.session_state.setdefault(key("themes", of), list(filled["themes"]) if filled else [])
            themes = choose.several(_("Themes"), words.labels["theme"], key=key("themes", of))
            _suggestions("theme", key("themes", of), offer, place, of)
        saving = st.container(horizontal=True)
        held_note = (filled["note"] or "") if filled else ""
        with st.expander(
            _("A note, or another assessment for other actions"), expanded=len(groups) > 1 or bool(held_note)
        ):
            note = st.text_input(_("Note"), held_note, max_chars=2_000, key=key("note", of))
            # An earlier judgement may say more things; none of them is lost on saving.
            for number in range(1, max(GROUPS, len(groups))):
                pairs += _further_group(number, groups[number] if number < len(groups) else None, place, of)
        with st.expander(_("A coordination body or joint work that it tells of")):
            facts = facts_named(place, row, of)
        with saving:
            saved = st.form_submit_button(
                _("Save and go to the next"), type="primary", shortcut="Ctrl+Enter", key=key("save", of)
            )
            skipped = st.form_submit_button(_("Skip"), key=key("skip", of))
    component("tagging_keys", "tagging.js")(key="tagging-keys", data={})
    note = note.strip()
    if (saved or nothing) and any(isinstance(fact, Mechanism) and not fact.kind for fact in facts):
        st.error(_("Choose what kind of body it is."))
    elif nothing and facts:
        st.error(_("A body or joint work is named: tag what the passage says of it."))
    elif nothing:
        # Whatever is chosen above: it is said that nothing of it is to be tagged.
        made = Judgement(passage, note=note or None, nothing_to_tag=True)
        carry_out(lambda: _keep(place, made, own, following), Done.NOTHING_TO_TAG, number=row["position"])
    elif saved and (not pairs or None in {assessment for _provision, assessment in pairs}):
        st.error(_("Choose Progress, Challenge, ... or “Nothing to tag”."))
    elif saved:
        whole = tuple((provision, assessment_or_fact(chosen)) for provision, chosen in pairs if chosen)
        basis = "accepted" if _is_accepted(whole, themes, taken, offer or ()) else "hand"
        made = Judgement(passage, whole, tuple(themes), note or None, basis)
        tags = "; ".join([said(whole, words), *(words.label("theme", code) for code in themes), *named_in(facts)])
        carry_out(lambda: _keep(place, made, own, following, facts), Done.CODED, number=row["position"], tags=tags)
    if skipped:
        _go(following)
        st.rerun()


def _suggestions(kind: str, field: str, offer: Sequence[Suggestion] | None, place: Here, of: object) -> None:
    """A button for each suggestion; what is in the field already is marked. Nothing is chosen by itself."""
    with st.container(horizontal=True, gap="xsmall"):
        for letter, one in zip(_KEYS[kind], (one for one in offer or () if one.kind == kind), strict=False):
            is_chosen = one.code in st.session_state[field]
            trust = _("named in the text") if one.named else VERDICTS[one.verdict]
            st.form_submit_button(
                f"{'✓ ' if is_chosen else ''}{place.words.label(kind, one.code)} ({trust})",
                shortcut=f"Alt+{letter}",
                on_click=_toggle,
                args=(field, one.code),
                key=key(f"offer-{kind}-{letter}", of),
            )


def _toggle(field: str, code: str) -> None:
    chosen = st.session_state[field]
    st.session_state[field] = [one for one in chosen if one != code] if code in chosen else [*chosen, code]


def _assessment(held: str | None, of: object, offer: Sequence[Suggestion]) -> tuple[str | None, bool]:
    """The assessment that is chosen, by a button and key each; and whether it was said that nothing is to be tagged."""
    field = key("assessment-0", of)
    st.session_state.setdefault(field, held)
    likely = next((one for one in offer if one.kind == "assessment"), None)
    suggestion = _("Assessment. Suggested: {name} ({trust})")
    title = suggestion.format(name=CODED_AS[likely.code], trust=VERDICTS[likely.verdict]) if likely else _("Assessment")
    st.caption(title)
    with st.container(horizontal=True, gap="xsmall"):
        for number, (code, name) in enumerate(CODED_AS.items(), start=1):
            is_chosen = st.session_state[field] == code
            st.form_submit_button(
                f"✓ {name}" if is_chosen else name,
                shortcut=f"Alt+{number}",
                on_click=_choose,
                args=(field, code),
                key=key(f"as-{code}", of),
            )
        nothing = st.form_submit_button(
            NOTHING_TO_TAG,
            help=_("Greetings, thanks, procedure. It is counted nowhere."),
            shortcut="F8",
            key=key("nothing", of),
        )
    return st.session_state[field], nothing


def _choose(field: str, code: str) -> None:
    st.session_state[field] = None if st.session_state[field] == code else code


def _further_group(number: int, held: tuple[str, list[str]] | None, place: Here, of: object) -> Pairs:
    """The widgets of another assessment and its provisions."""
    codes, which = list(CODED_AS), f" {number + 1}" if number > 1 else ""
    chosen = st.radio(
        _("Another assessment") + which,
        codes,
        index=codes.index(held[0]) if held else None,
        format_func=CODED_AS.__getitem__,
        horizontal=True,
        key=key(f"assessment-{number}", of),
    )
    st.session_state.setdefault(key(f"provisions-{number}", of), held[1] if held else [])
    return _pairs(chosen, _provisions(number, _("Actions of the other assessment") + which, place, of))


def _provisions(number: int, label: str, place: Here, of: object) -> list[str]:
    return choose.several(
        label,
        place.words.labels["provision"],
        help=_("None: the passage is on victim assistance, and on no single action.") if not number else None,
        key=key(f"provisions-{number}", of),
    )


def _pairs(chosen: str | None, provisions: Sequence[str]) -> Pairs:
    """The (provision or None, assessment or None) pairs chosen."""
    if not chosen and not provisions:
        return []
    return [(provision, chosen) for provision in provisions] or [(None, chosen)]


def _grouped(codings: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """Codings by assessment: (assessment, provisions), in order; one without a provision is a group of its own."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for coded in codings:
        provisions = groups.setdefault((coded["assessment"] or FACT, coded["provision"] is None), [])
        if coded["provision"]:
            provisions.append(coded["provision"])
    return [(assessment, provisions) for (assessment, _is_none), provisions in groups.items()]


def _is_accepted(
    codings: Sequence[tuple[str | None, str | None]],
    themes: Sequence[str],
    taken: Mapping[str, Any] | None,
    offer: Sequence[Suggestion],
) -> bool:
    """Whether all of it was proposed: by the contributor, unchanged, or by suggestions. A tag more is the coder's."""
    if taken and set(codings) == set(pairs_of(taken)) and list(themes) == taken["themes"]:
        return True
    likely = {(one.kind, one.code) for one in offer}
    made = {("provision", provision) for provision, _as in codings if provision}
    made |= {("assessment", chosen or FACT) for _provision, chosen in codings} | {("theme", one) for one in themes}
    return made <= likely


def _keep(
    place: Here, made: Judgement, before: Mapping[str, Any] | None, following: str | None, facts: Sequence[Fact] = ()
) -> None:
    revision = judge(place.store, place.actor, made, facts)
    brought = [id_of(fact, revision) for fact in facts]
    st.session_state[LAST] = (made, _as_it_was(made.passage, before), brought)
    st.session_state.pop(UNDONE, None)
    _go(following)


def _as_it_was(passage: str, row: Mapping[str, Any] | None) -> Judgement | None:
    if row is None:
        return None
    pairs = pairs_of(row)
    is_nothing = not pairs and not row["themes"]
    return Judgement(passage, pairs, tuple(row["themes"]), row["note"], row["basis"], is_nothing)


def _undone(passage: str) -> Mapping[str, Any] | None:
    """What was undone of the passage, to be put right in the form; it is kept nowhere until it is saved."""
    made: Judgement | None = st.session_state.get(UNDONE)
    if made is None or made.passage != passage:
        return None
    codings = [{"provision": provision, "assessment": assessment} for provision, assessment in made.codings]
    return {"codings": codings, "themes": list(made.themes), "note": made.note}


def last_one(place: Here) -> None:
    """What was done last, and while it is a judgement a button that takes it back and returns to its passage."""
    if MADE in st.session_state:
        st.session_state[SAID] = st.session_state.pop(MADE)
    if SAID in st.session_state:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(st.session_state[SAID])
            if LAST in st.session_state:
                _undo(place, *st.session_state[LAST])


def _undo(place: Here, made: Judgement, before: Judgement | None, brought: Sequence[str]) -> None:
    passage = made.passage
    if st.button(_("Undo the last one"), shortcut="Alt+Z", key=key("undo", passage)):

        def back() -> None:
            if before is None:
                retract(place.store, place.actor, passage, brought)
            else:
                judge(place.store, place.actor, before, without=brought)
            del st.session_state[LAST]
            st.session_state[UNDONE] = made
            _go(passage)

        carry_out(back, Done.JUDGEMENT_UNDONE)


def _go(following: str | None) -> None:
    location.change(code=following)
