"""Questions of a coder: what is left, and a passage in its context. The view must be one of the staff's."""

from kb.queries import Rows, sql
from kb.store import View


def coding_queue(view: View, coder: str) -> Rows:
    """A row per contribution to be coded, with how many of its passages are left for everybody and for the coder."""
    return view.rows(sql("coding_queue"), {"coder": coder})


def coding_context(view: View, passage: str, coder: str) -> Rows:
    """A row per passage of the contribution that this passage is of, in order; none when there is no such passage."""
    return view.rows(sql("coding_context"), {"passage": passage, "coder": coder})


def coding_facts(view: View, passage: str) -> Rows:
    """A row per mechanism or collaboration tied to the passage."""
    return view.rows(sql("coding_facts"), {"passage": passage})
