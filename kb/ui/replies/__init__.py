"""The Replies screen: what States and organisations say of how their passages are tagged, and the answers."""

from typing import Any

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
from kb.ui.elements.change import carry_out
from kb.ui.elements.form import Fields
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
    of, own = row["passage"], row["reply_to"] == "own"
    ask = Fields(of)
    st.header(_("Your reply") if own else _("Your comment"), anchor=False)
    with st.form(ask.key("reply")):
        st.caption(_("Every reader sees it under the passage, with the name of your State or organisation."))
        kind: str | None = "comment"
        provision, assessment = None, None
        if own:
            # Nothing is chosen beforehand: nobody is to confirm, or accept, by mistake.
            kind = st.radio(_("What you say"), ON_OWN, index=None, format_func=KINDS.__getitem__, key=ask.key("kind"))
            actions: dict[Any, str] = {None: _("About no action or article"), **_provisions(place)}
            provision = ask.one("provision", _("Action you propose (only with other tags)"), actions)
            label, first = _("Assessment you propose (only with other tags)"), next(iter(CODED_AS))
            assessment = ask.one("assessment", label, CODED_AS, first)
        reason = ask.text("reason", _("Reason (not needed to confirm)") if own else _("Comment"))
        if ask.sent("send", _("Send the reply"), type="primary"):
            proposed = (provision, assessment_or_fact(assessment)) if kind == "proposed" and assessment else ()
            said = Reply(of, kind or "", reason, *proposed)
            carry_out(lambda: send_reply(place.store, place.actor, said), Done.REPLIED)


def _provisions(place: Here) -> dict[str, str]:
    """The provisions by code, each with its instrument."""
    instruments = place.words.groups["provision"]
    return {code: f"{instruments[code]}, {name}" for code, name in place.words.labels["provision"].items()}


def answering(place: Here, row: Row) -> None:
    """The form for the answer to the reply `row`; accepting that a coding is contested asks for the one that counts."""
    of = row["reply"]
    ask, possible = Fields(of), decisions(row["kind"])
    st.header(_("The answer"), anchor=False)
    with st.form(ask.key("answer")):
        st.caption(_("Every reader sees it under the reply."))
        only = 0 if len(possible) == 1 else None
        decision = st.radio(
            _("Decision"), possible, index=only, format_func=DECISIONS.__getitem__, key=ask.key("decision")
        )
        codings = _codings(place, ask) if row["kind"] == "contested" else None
        said = ask.text("words", _("The answer in words"))
        if ask.sent("answer-now", _("Answer"), type="primary"):
            carry_out(lambda: answer(place.store, place.actor, of, decision or "", said, codings), Done.ANSWERED)


def _codings(place: Here, ask: Fields) -> list[tuple[str | None, str | None]] | None:
    """The codings that count from now on, with one assessment; None as long as there is no assessment."""
    actions = _("If accepted: the actions that count from now on")
    provisions = ask.several("provisions", actions, _provisions(place))
    assessment = ask.one("counting", _("If accepted: the assessment that counts from now on"), CODED_AS)
    if assessment is None:
        return None
    counting: list[str | None] = [*provisions]
    return [(code, assessment_or_fact(assessment)) for code in counting or [None]]
