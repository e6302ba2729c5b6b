"""What is left to tag, one passage in its context with what others made of it, and what is done beside its tags."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.outcomes import Done
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import NOTHING_TO_TAG, assessment_name, counted
from kb.questions import Row, Rows
from kb.questions.coding import coding_queue
from kb.questions.vocabulary import table_of
from kb.ui import choose
from kb.ui.elements.change import carry_out, key
from kb.ui.elements.form import Fields
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import Html, address, render
from kb.ui.review import BASES
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

# How many passages before and after the one to be tagged are shown with it, and how many folded away.
BESIDE, AROUND = 2, 25
QUEUE = ("contributor_label", "meeting_label", "language_label", "uncoded", "mine", "again")


def finding(queue: Rows) -> str:
    """How many passages nobody has tagged, as the screen's title."""
    left = sum(row["uncoded"] for row in queue)
    if not left:
        return _("No passage waits to be tagged")
    text = ngettext("{left} passage waits to be tagged", "{left} passages wait to be tagged", left)
    statements = counted(sum(row["uncoded"] > 0 for row in queue), "statement")
    return f"{text.format(left=left)}, {_('in {statements}').format(statements=statements)}"


def listed(queue: Rows, words: Vocabulary) -> Listing:
    """What is left, a statement a row, which opens the next passage to tag."""
    table = table_of(coding_queue, _("What is left to tag"), queue, words)
    labels = {"contributor_label": _("Of"), "uncoded": _("Not tagged"), "mine": _("Not tagged by you")}
    return Listing(
        table, QUEUE, tuple(row["first"] and address("code", {"code": row["first"]}) for row in queue), labels
    )


def context(rows: Rows, passage: str, in_file: Collection[int] = ()) -> Html:
    """The passage between those before and after it; more of the text is folded away, all of it if it is short.

    The passage leads to its place in the file beside it, if it is one of those `in_file`.
    """
    at = next(place for place, row in enumerate(rows) if row["passage"] == passage)
    near = rows[max(0, at - BESIDE) : at + BESIDE + 1]
    around = rows[max(0, at - AROUND) : at + AROUND + 1] if len(rows) > len(near) else []
    return render("tagging.html", row=rows[at], near=near, rows=around, of=len(rows), in_file=in_file)


def judgements(seen: Sequence[Mapping[str, Any]], withheld: bool, words: Vocabulary) -> Html:
    """What the contributor and coders made of the passage; or that it is withheld."""
    made = [{**row, "said": said(pairs_of(row), words) or ("" if row["themes"] else NOTHING_TO_TAG)} for row in seen]
    return render("tagging_judgements.html", judgements=made, withheld=withheld, bases=BASES, words=words)


def said(codings: Iterable[tuple[str | None, str | None]], words: Vocabulary) -> str:
    """(provision or None, assessment) pairs in words: `Progress: Action 23 ...; Request: no action`."""
    return "; ".join(
        f"{assessment_name(assessment)}: {words.label('provision', provision) if provision else _('no action')}"
        for provision, assessment in codings
    )


def pairs_of(row: Mapping[str, Any]) -> tuple[tuple[str | None, str | None], ...]:
    """The (provision or None, assessment) pairs of a judgement."""
    return tuple((one["provision"], one["assessment"]) for one in row["codings"])


def following(rows: Rows, queued: Rows, passage: str) -> str | None:
    """The passage to tag next: the next one of the statement that the coder has not tagged, else of another."""
    at = next(place for place, row in enumerate(rows) if row["passage"] == passage)
    for row in [*rows[at + 1 :], *rows[:at]]:
        if not row["judged"]:
            return str(row["passage"])
    return next((str(row["first"]) for row in queued if row["first"] and row["first"] != passage), None)


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
    ask = Fields(of)
    body, joint = st.tabs([_("Coordination body"), _("Joint work")])
    with body:
        mechanism = Mechanism(
            row["passage"],
            _state(place, _("State of the body"), row, of),
            ask.line("name", _("Name of the body")),
            # Nothing is said of it until somebody chooses.
            st.selectbox(_("Kind"), MECHANISM_KINDS, index=None, key=ask.key("kind")) or "",
            ask.line("basis", _("Law or decision it rests on, if said")) or None,
            ask.line("crpd", _("Link to the disability or another convention, if said")) or None,
            st.selectbox(_("Victims take part"), VICTIMS_TAKE_PART, index=2, key=ask.key("victims")),
        )
    with joint:
        collaboration = Collaboration(
            row["passage"],
            _state(place, _("State that works with others"), row, of),
            ask.line("partners", _("With whom")),
            st.selectbox(_("Area"), AREAS, key=ask.key("area")),
            st.selectbox(_("Outcome"), OUTCOMES, index=2, key=ask.key("outcome")),
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


def taking_back(place: Here, passage: str, held: Rows) -> None:
    """The bodies and the joint work kept with the passage, each to be taken back."""
    kept = {one["id"]: one["words"] for one in held}
    gone = choose.one(_("Take back"), kept, key=key("back", passage))
    if gone and st.button(_("Take it back"), key=key("back-now", passage)):
        carry_out(lambda: take_back(place.store, place.actor, gone), Done.TAKEN_BACK)
