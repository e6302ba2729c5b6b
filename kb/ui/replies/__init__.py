"""The Replies screen: what States and organisations say of how their passages are tagged, and the answers."""

import streamlit as st

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import assessment_or_fact
from kb.domain.outcomes import Done
from kb.domain.words import CODED_AS
from kb.questions import Row, Rows
from kb.questions.reviewing import replies_made, replies_passages
from kb.questions.vocabulary import vocabulary
from kb.tables import Column, Table
from kb.ui import choose
from kb.ui.elements.change import carry_out, key
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import Html, Query, address, render
from kb.ui.passages import passage_table
from kb.workflow.replying import ON_OWN, Reply, answer, decisions
from kb.workflow.replying import reply as send_reply

MOST = 500
KINDS = {
    "confirmed": _("Confirms the tags"),
    "contested": _("Contests the tags"),
    "proposed": _("Proposes other tags"),
    "comment": _("Comments on what others say"),
}
DECISIONS = {
    "accepted": _("Accepted: the tags were changed"),
    "kept": _("Kept: the tags stay"),
    "noted": _("Noted"),
}
WAITS = _("No answer yet")
REPLIES = (
    Column("replier", _("By"), meaning=_("The State or organisation that replies.")),
    Column("kind", _("Reply"), meaning=_("What it says of the tags.")),
    Column("reason", _("Reason"), meaning=_("Its reason or comment."), may_be_empty=True),
    Column("text", _("Passage"), meaning=_("The text of the passage.")),
    Column("decision", _("Answer"), meaning=_("What the Coordinators answered.")),
)
WHOSE = {"own": _("Yours"), "about": _("About you")}
RELATION = Column("whose", _("Whose"), meaning=_("Yours, or by others about you."))
PASSAGES = ("whose", "contributor_label", "meeting_label", "date", "text", "codings_label")


def finding(rows: Rows) -> str:
    """How many of the replies wait for an answer, as the title of the list; a confirmation asks for none."""
    number = sum(row["decision"] is None and row["kind"] != "confirmed" for row in rows)
    if not number:
        return _("No reply waits for an answer")
    return ngettext("{number} reply waits for an answer", "{number} replies wait for an answer", number).format(
        number=number
    )


def state_of(row: Row) -> str:
    """How a reply was answered."""
    return DECISIONS[row["decision"]] if row["decision"] else "" if row["kind"] == "confirmed" else WAITS


def listed(rows: Rows, query: Query) -> Listing:
    """The replies, those without an answer first, each opening itself."""
    visible = ({**row, "kind": KINDS[row["kind"]], "decision": state_of(row)} for row in rows)
    table = Table.declared(_("Replies and their answers"), REPLIES, visible)
    opens = tuple(address("replies", {**query, "reply": row["reply"]}) for row in rows)
    return Listing(table, ("replier", "kind", "decision", "reason", "text"), opens)


def to_reply_to(view: View, contributor: str, query: Query) -> Listing:
    """The published passages of a State or organisation, then those of others about it, each opening the form."""
    rows = replies_passages(view, contributor, limit=MOST)
    named = [{**row, "whose": WHOSE[row["reply_to"]]} for row in rows]
    table = passage_table(named, vocabulary(view), _("Passages to which you may reply"), RELATION)
    opens = tuple(address("replies", {**query, "reply": row["passage"]}) for row in rows)
    labels = {"contributor_label": _("By"), "codings_label": _("Tags"), "date": _("Day")}
    return Listing(table, PASSAGES, opens, labels, ("text",))


def reply(view: View, wanted: str | None) -> Row | None:
    """The reply with this id; None if there is none."""
    return next((row for row in replies_made(view) if row["reply"] == wanted), None) if wanted else None


def passage(view: View, contributor: str, wanted: str | None) -> Row | None:
    """The passage with this id, if the State or organisation may reply to it."""
    return next(iter(replies_passages(view, contributor, wanted)), None) if wanted else None


def html(view: View, query: Query, *, reply: Row | None = None, passage: Row | None = None) -> Html:
    """One reply with its passage, reason and answer, or the passage that is replied to."""
    return render(
        "replies.html",
        reply=reply,
        row=passage,
        kinds=KINDS,
        decisions=DECISIONS,
        words=vocabulary(view),
        query=query,
    )


def replying(place: Here, row: Row) -> None:
    """The form for a reply to the passage `row`: on how one's own is coded, or a comment on what others say."""
    of = row["passage"]
    own = row["reply_to"] == "own"
    st.header("Your reply" if own else "Your comment", anchor=False)
    with st.form(key("reply", of)):
        st.caption("Every reader sees it under the passage, with the name of your State or organisation.")
        kind: str | None = "comment"
        provision, assessment = None, None
        if own:
            # Nothing is chosen beforehand: nobody is to confirm, or accept, by mistake.
            kind = st.radio("What you say", ON_OWN, index=None, format_func=KINDS.__getitem__, key=key("kind", of))
            provision = choose.one(
                "Action you propose (only with other tags)",
                {None: "About no action or article", **_provisions(place)},
                key=key("provision", of),
            )
            label, first = "Assessment you propose (only with other tags)", next(iter(CODED_AS))
            assessment = choose.one(label, CODED_AS, first, key=key("assessment", of))
        reason = st.text_area(
            "Reason (not needed to confirm)" if own else "Comment", max_chars=5_000, key=key("reason", of)
        )
        if st.form_submit_button("Send the reply", type="primary", key=key("send", of)):
            proposed = kind == "proposed"
            said = Reply(
                of,
                kind or "",
                reason,
                provision if proposed else None,
                assessment_or_fact(assessment) if proposed and assessment else None,
            )
            carry_out(lambda: send_reply(place.store, place.actor, said), Done.REPLIED)


def _provisions(place: Here) -> dict[str, str]:
    """The provisions by code, each with its instrument."""
    instruments = place.words.groups["provision"]
    return {code: f"{instruments[code]}, {name}" for code, name in place.words.labels["provision"].items()}


def answering(place: Here, row: Row) -> None:
    """The form for the answer to the reply `row`; accepting that a coding is contested asks for the one that counts."""
    of = row["reply"]
    possible = decisions(row["kind"])
    st.header("The answer", anchor=False)
    with st.form(key("answer", of)):
        st.caption("Every reader sees it under the reply.")
        only = 0 if len(possible) == 1 else None
        decision = st.radio(
            "Decision", possible, index=only, format_func=DECISIONS.__getitem__, key=key("decision", of)
        )
        codings = _codings(place, of) if row["kind"] == "contested" else None
        said = st.text_area("The answer in words", max_chars=5_000, key=key("words", of))
        if st.form_submit_button("Answer", type="primary", key=key("answer-now", of)):
            carry_out(
                lambda: answer(place.store, place.actor, of, decision or "", said, codings),
                Done.ANSWERED,
            )


def _codings(place: Here, of: str) -> list[tuple[str | None, str | None]] | None:
    """The codings that count from now on, with one assessment; None as long as there is no assessment."""
    provisions = choose.several(
        "If accepted: the actions that count from now on",
        _provisions(place),
        key=key("provisions", of),
    )
    assessment = choose.one("If accepted: the assessment that counts from now on", CODED_AS, key=key("counting", of))
    if assessment is None:
        return None
    counting: list[str | None] = [*provisions]
    return [(code, assessment_or_fact(assessment)) for code in counting or [None]]
