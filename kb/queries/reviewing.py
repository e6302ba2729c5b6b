"""Questions of the work after coding: what is to be reviewed, and what States reply."""

from kb.queries import Row, Rows, sql
from kb.store import View


def review_contributions(view: View) -> Rows:
    """The contributions that ask for work or were handed in, each with its stage; `view` is one of the staff's."""
    return view.rows(sql("review_contributions"))


def review_contribution(view: View, contribution: str) -> Row | None:
    """What is recorded of one contribution, whatever its status; None if there is none."""
    found = view.rows(sql("review_contribution"), {"contribution": contribution})
    return found[0] if found else None


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
