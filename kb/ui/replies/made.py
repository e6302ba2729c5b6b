"""Replies to read, and the passages to which a State or organisation may reply: each a list, and one by one."""

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.questions import Row, Rows
from kb.questions.reviewing import replies_made, replies_passages
from kb.questions.vocabulary import vocabulary
from kb.tables import Column, Table
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, Query, address
from kb.ui.passages import passage_table
from kb.ui.templates import render

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
