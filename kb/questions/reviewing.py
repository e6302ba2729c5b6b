"""Questions of the work after coding: what is to be reviewed, and what States reply."""

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.questions import Question, Row, Rows, sql
from kb.questions.columns import DATE, PASSAGES, STAGE, TO_DO, count
from kb.tables import Column, Type

review_contributions = Question(
    "review_contributions",
    (
        *TO_DO,
        DATE,
        STAGE,
        Column("received_on", _("Received"), Type.DATE, _("The day on which it was handed in."), may_be_empty=True),
        Column(
            "receipt",
            _("Receipt"),
            Type.INTEGER,
            _("Number of its receipt; empty: not handed in here."),
            may_be_empty=True,
        ),
        count("passages", _("Passages"), PASSAGES, _("All passages of the contribution.")),
        count("uncoded", _("Not coded"), PASSAGES, _("Those that nobody has judged.")),
        count("differing", _("Coders differ"), PASSAGES, _("Those on which the coders differ.")),
        count("contested", _("Open replies"), PASSAGES, _("Those with a reply that has no answer yet.")),
    ),
)
"""The contributions that ask for work or were handed in, each with its stage; the view is one of the staff's."""


def review_contribution(view: View, contribution: str) -> Row | None:
    """What is recorded of one contribution, whatever its status; None if there is none."""
    rows = view.rows(sql("review_contribution"), {"contribution": contribution})
    return rows[0] if rows else None


def review_notes_replaced(view: View, text: str | None = None, note: str | None = None) -> Rows:
    """Delivered texts, of whatever status, and the notes taken in the room that they replace once published."""
    return view.rows(sql("review_notes_replaced"), {"text": text, "note": note})


def review_passages(view: View, contribution: str) -> Rows:
    """The passages of a contribution in order, each with the codings that count now."""
    return view.rows(sql("review_passages"), {"contribution": contribution})


def review_judgements(view: View, contribution: str | None = None, passage: str | None = None) -> Rows:
    """Every judgement of the passages of a contribution, or of one passage; `view` is one of the staff's."""
    return view.rows(sql("review_judgements"), {"contribution": contribution, "passage": passage})


def replies_made(view: View, contributor: str | None = None) -> Rows:
    """Replies to published passages with their answers, of one State or organisation or of all; open ones first."""
    return view.rows(sql("replies_made"), {"contributor": contributor})


def replies_passages(view: View, contributor: str, passage: str | None = None, limit: int = 500) -> Rows:
    """The published passages to which a State or organisation may reply, its own first; or only the one named."""
    return view.rows(sql("replies_passages"), {"contributor": contributor, "passage": passage, "limit": limit})
