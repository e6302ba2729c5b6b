"""Questions of a coder: what is left, and a passage in its context. The view must be one of the staff's."""

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.questions import Question, Rows, sql
from kb.questions.columns import LANGUAGE, PASSAGES, STAGE, TO_DO, count
from kb.tables import Column

coding_queue = Question(
    "coding_queue",
    (
        *TO_DO,
        LANGUAGE,
        STAGE,
        count("passages", _("Passages"), PASSAGES, _("All passages of the contribution.")),
        count("uncoded", _("Not coded by anybody"), PASSAGES, _("Those that no coder has judged.")),
        count("mine", _("Not coded by you"), PASSAGES, _("Those that you have not judged.")),
        count("again", _("Second coder wanted"), PASSAGES, _("Those to be tagged twice that one other coder judged.")),
        Column(
            "first", _("Next passage (id)"), meaning=_("The first of those you have not judged."), may_be_empty=True
        ),
    ),
)
"""A row per contribution to be coded, with how many of its passages are left for everybody and for the coder."""


def coding_context(view: View, passage: str, coder: str) -> Rows:
    """A row per passage of the contribution that this passage is of, in order; none when there is no such passage."""
    return view.rows(sql("coding_context"), {"passage": passage, "coder": coder})


def coding_facts(view: View, *passages: str) -> Rows:
    """A row per mechanism or collaboration tied to one of the passages."""
    return view.rows(sql("coding_facts"), {"passages": list(passages)})
