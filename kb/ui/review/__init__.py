"""The Review screen: what waits, how far coders agree, and one contribution with every judgement side by side."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from kb.db import View
from kb.domain import words
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.outcomes import Done
from kb.domain.words import NOTHING_TO_TAG, STAGES, counted, day_words
from kb.questions import Row, grouped
from kb.questions.coding import coding_facts
from kb.questions.reviewing import (
    review_contribution,
    review_contributions,
    review_judgements,
    review_notes_replaced,
    review_passages,
)
from kb.questions.tagging import AGREEMENT
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Column, Type
from kb.ui import downloads
from kb.ui.elements import listing, paging
from kb.ui.elements.change import carry_out, key
from kb.ui.elements.listing import Listing
from kb.ui.elements.paging import Page
from kb.ui.frame import Here
from kb.ui.markup import Html, Query, address, render
from kb.workflow import agreement as coders
from kb.workflow.coding import choose_double_share, double_share
from kb.workflow.publishing import differing

BASES = {
    # Whoever hands in for it: nobody knows whose words these tags are.
    "contributor": _("as handed in"),
    "hand": _("by hand"),
    "accepted": _("accepted from a suggestion"),
}
# With fewer passages judged twice, a share says more about chance than about the coders.
ENOUGH = 30
SHOWN = ("name", "passages", "used", "alpha", "alpha_low", "alpha_high", "verdict_label")
DIFFERING = (
    Column("passage", _("Passage"), meaning=_("Id of the passage.")),
    Column("coders", _("Coders"), Type.INTEGER, _("How many judged it blind."), _("coders")),
    Column("difference", _("Difference"), Type.NUMBER, _("1: no tag in common; 0: the same tags.")),
)
OF_REVIEW = ("contributor_label", "meeting_label", "stage_label", "received_on", "uncoded", "differing", "contested")


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
        confidential=_confidential(row["public_from"]),
        said=words,
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


def _confidential(until: date | None) -> str:
    if until is None:
        return _("no")
    is_past = until <= datetime.now(UTC).date()
    return (_("no, public since {day}") if is_past else _("until {day}")).format(day=day_words(until))


def agreement(place: Here, latest: View) -> None:
    """How far coders agree who saw nothing of each other, folded; Coordinators choose how much is tagged twice."""
    with st.expander(_("Do coders agree?")):
        rows = coders.agreement(latest)
        if rows:
            known = vocabulary(latest)
            table = labelled_table(_("Agreement of coders who tagged the same passage blind"), AGREEMENT, rows, known)
            st.caption(_("1 is full agreement, 0 what chance gives. From 0.8 it is reliable."))
            downloads.offer(table)
            listing.show(Listing(table, SHOWN, most=None), "agreement")
            apart = coders.differing(latest)
            opens = tuple(address("code", {"code": row["passage"]}) for row in apart)
            most = labelled_table(_("Where coders differ most"), DIFFERING, apart, known)
            listing.section(Listing(most, ("passage", "coders", "difference"), opens) if apart else None, "differing")
        else:
            st.write(_("No passage was tagged twice by coders who saw nothing of each other: too few to say."))
        share = double_share(latest)
        with st.form(key("double", share)):
            chosen = st.number_input(
                _("Passages to tag twice, of a hundred"),
                0,
                100,
                share,
                help=_("On these nobody sees suggestions, or what others chose, before saving."),
                key=key("double-share", share),
            )
            if st.form_submit_button(_("Keep this number"), key=key("double-now", share)):
                carry_out(lambda: choose_double_share(place.store, place.actor, int(chosen)), Done.SHARE_KEPT)


def listed(view: View, query: Query) -> Listing:
    """The contributions in the order of the work, each opening itself."""
    order = list(STAGES)
    rows = sorted(review_contributions.rows(view), key=lambda row: order.index(row["stage"]))
    table = table_of(review_contributions, _("Statements by stage"), rows, vocabulary(view))
    opens = tuple(address("review", {**query, "review": row["contribution"]}) for row in rows)
    return Listing(table, OF_REVIEW, opens, {"contributor_label": _("Of"), "uncoded": _("Not tagged")})


def finding(waiting: int, received: int) -> str:
    """How many of those received wait to be published, as the title of the list of them all."""
    if not waiting:
        return _("No statement waits for review")
    text = ngettext(
        "{number} of {all} statements waits for review", "{number} of {all} statements wait for review", waiting
    )
    return text.format(number=waiting, all=received)
