"""One contribution in Review: what is recorded of it, and its passages with every judgement side by side."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.words import (
    CONTRIBUTION_KINDS,
    LANGUAGES,
    NOTHING_TO_TAG,
    STAGES,
    TEXT_KINDS_MEANT,
    TEXT_LEADS,
    counted,
    day_words,
)
from kb.questions import Row, grouped
from kb.questions.coding import coding_facts
from kb.questions.reviewing import review_contribution, review_judgements, review_notes_replaced, review_passages
from kb.questions.vocabulary import vocabulary
from kb.ui.elements import paging
from kb.ui.elements.paging import Page
from kb.ui.markup import Html, Query, address
from kb.ui.templates import render
from kb.workflow.publishing import differing

BASES = {
    # Whoever hands in for it: nobody knows whose words these tags are.
    "contributor": _("as handed in"),
    "hand": _("by hand"),
    "accepted": _("accepted from a suggestion"),
}
# With fewer passages judged twice, a share says more about chance than about the coders.
ENOUGH = 30


@dataclass(frozen=True)
class Reviewed:
    """A contribution with its passages and all judgements of them, as of one revision."""

    row: Row
    passages: Sequence[Row]
    judgements: Sequence[Row]

    @property
    def finding(self) -> str:
        """What is in the way of publishing it, or where it stands; the screen's title."""
        number = len(self.passages)
        stage = STAGES.get(self.row["status"], self.row["status"])
        if self.row["status"] in ("published", "withdrawn"):
            return f"{stage}: {counted(number, 'passage')}"
        untagged = sum(not (one["codings"] or one["nothing_to_tag"]) and not self.judged(one) for one in self.passages)
        if untagged:
            text = ngettext(
                "{untagged} of {number} passage is not tagged", "{untagged} of {number} passages are not tagged", number
            )
            return text.format(untagged=untagged, number=number)
        if differ := len(self.disputed):
            text = _("Coders differ on {differ} of {passages}")
            return text.format(differ=differ, passages=counted(number, "passage"))
        return _("Ready to publish: {passages}").format(passages=counted(number, "passage"))

    def page(self, passage: str | None, page: str | None) -> Page:
        """The page of its passages that is asked for, or that holds the passage with this number."""
        numbers = [str(one["position"]) for one in self.passages]
        return paging.holding(page, numbers.index(passage) if passage in numbers else None)

    def first(self, page: Page) -> int | None:
        """The number of the first passage on a page."""
        return next((one["position"] for one in page.of(self.passages)), None)

    def ways(self, page: Page, query: Query) -> Callable[[int], str]:
        """The way to a passage by its number, which may stand on another page."""
        here = {one["position"] for one in page.of(self.passages)}
        return lambda number: (
            f"#passage-{number}"
            if number in here
            else address("review", {**query, "review": self.row["contribution"], "passage": number})
        )

    def judged(self, passage: Row) -> list[Row]:
        """The judgements of a passage by coders, which may count."""
        of = passage["passage"]
        return [row for row in self.judgements if row["passage"] == of and row["basis"] != "contributor"]

    @property
    def disputed(self) -> list[Row]:
        """The passages on which the coders differ."""
        return [row for row in self.passages if differing(self.judged(row))]

    @property
    def agreement(self) -> str:
        """How far coders agree where at least two judged, as a sentence."""
        twice = sum(len(self.judged(row)) > 1 for row in self.passages)
        if not twice:
            return _("No passage was judged by two coders, so their agreement is not known.")
        same = twice - len(self.disputed)
        said = _("Coders agree on {same} of {twice} that two or more judged")
        text = said.format(same=same, twice=counted(twice, "passage"))
        return (
            f"{text}: {same / twice:.0%}." if twice >= ENOUGH else _("{said}; too few to say more.").format(said=text)
        )


def reviewed(view: View, contribution: str | None) -> Reviewed | None:
    """The contribution with this id; None if there is none."""
    row = review_contribution(view, contribution) if contribution is not None else None
    if row is None:
        return None
    id_ = row["contribution"]
    return Reviewed(row, review_passages(view, id_), review_judgements(view, id_))


def html(view: View, one: Reviewed, query: Query, page: Page, in_file: Collection[int] = ()) -> Html:
    """What is recorded of it, then each passage of the page with every judgement; where coders differ, it is said.

    The passages `in_file` lead to their places in the file that is shown beside them.
    """
    row, on_page = one.row, page.of(one.passages)
    replaced = [note["note"] for note in review_notes_replaced(view, text=row["contribution"])]
    return render(
        "review.html",
        row=row,
        facts=_facts(view, row),
        replaced=replaced if row["status"] != "published" else [],
        rows=[_passage(one, passage) for passage in on_page],
        kept=grouped(coding_facts(view, *(passage["passage"] for passage in on_page)), "passage"),
        pages=paging.pages(
            page,
            len(one.passages),
            "review",
            {**query, "review": row["contribution"]},
            _("Pages of passages"),
        ),
        agreement=one.agreement,
        words=vocabulary(view),
        bases=BASES,
        nothing_to_tag=NOTHING_TO_TAG,
        query=query,
        in_file=in_file,
    )


def _passage(one: Reviewed, passage: Row) -> Mapping[str, Any]:
    judgements = [judged for judged in one.judgements if judged["passage"] == passage["passage"]]
    return {**passage, "judgements": judgements, "differ": differing(one.judged(passage))}


def _facts(view: View, row: Row) -> list[tuple[str, object]]:
    """What is recorded, by its label."""
    words = vocabulary(view)
    lines = "; ".join(f"{code}: {words.label('line', code)}" for code in (row["line"] or "").split())
    received = _("not handed in here")
    if row["receipt"]:
        received = _("{day}, receipt {number}").format(day=day_words(row["received_on"]), number=row["receipt"])
    return [
        (_("Where it stands"), STAGES.get(row["status"], row["status"])),
        (_("Meeting"), row["meeting_label"]),
        (_("Date"), row["date"] or _("not known")),
        (_("Discussion line"), lines or _("not stated")),
        (_("Kind"), CONTRIBUTION_KINDS[row["kind"]]),
        (_("Language"), LANGUAGES.get(row["language"], row["language"])),
        (_("Text"), f"{TEXT_LEADS[row['text_kind']]}. {TEXT_KINDS_MEANT[row['text_kind']]}"),
        (_("Source"), row["source_title"]),
        (_("File"), row["file_name"] or _("none")),
        (_("Received"), received),
        (_("Confidential"), _confidential(row["public_from"])),
        (_("Note"), row["note"] or _("none")),
    ]


def _confidential(until: date | None) -> str:
    if until is None:
        return _("no")
    is_past = until <= datetime.now(UTC).date()
    return (_("no, public since {day}") if is_past else _("until {day}")).format(day=day_words(until))


def unknown(contribution: str, query: Query) -> Html:
    """What is said of a contribution that does not exist."""
    return render("review_unknown.html", contribution=filters.shown(contribution), query=query)
