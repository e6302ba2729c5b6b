"""What is left to tag, and one passage in its context with what others made of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import NOTHING_TO_TAG, assessment_name, counted
from kb.questions import Rows
from kb.questions.coding import coding_queue
from kb.questions.vocabulary import table_of
from kb.ui.elements.listing import Listing
from kb.ui.markup import Html, address
from kb.ui.review.contribution import BASES
from kb.ui.templates import render

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


def facts(rows: Rows, words: Vocabulary) -> Html:
    """The mechanisms and collaborations tied to the passage."""
    return render("tagging_facts.html", rows=rows, words=words)


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
