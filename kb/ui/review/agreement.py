"""The list of Review by stage, and how far coders agree: by action and theme, and where they differ most."""

import streamlit as st

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.outcomes import Done
from kb.domain.words import STAGES
from kb.questions.reviewing import review_contributions
from kb.questions.tagging import AGREEMENT
from kb.questions.vocabulary import labelled_table, table_of, vocabulary
from kb.tables import Column, Type
from kb.ui import downloads
from kb.ui.elements import listing
from kb.ui.elements.change import carry_out, key
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import Query, address
from kb.workflow.agreement import agreement, differing
from kb.workflow.coding import choose_double_share, double_share

SHOWN = ("name", "passages", "used", "alpha", "alpha_low", "alpha_high", "verdict_label")
DIFFERING = (
    Column("passage", _("Passage"), meaning=_("Id of the passage.")),
    Column("coders", _("Coders"), Type.INTEGER, _("How many judged it blind."), _("coders")),
    Column("difference", _("Difference"), Type.NUMBER, _("1: no tag in common; 0: the same tags.")),
)


def show(place: Here, latest: View) -> None:
    """How far coders agree who saw nothing of each other, folded; Coordinators choose how much is tagged twice."""
    with st.expander(_("Do coders agree?")):
        rows = agreement(latest)
        if rows:
            words = vocabulary(latest)
            table = labelled_table(_("Agreement of coders who tagged the same passage blind"), AGREEMENT, rows, words)
            st.caption(_("1 is full agreement, 0 what chance gives. From 0.8 it is reliable."))
            downloads.offer(table)
            listing.show(Listing(table, SHOWN, most=None), "agreement")
            apart = differing(latest)
            opens = tuple(address("code", {"code": row["passage"]}) for row in apart)
            most = labelled_table(_("Where coders differ most"), DIFFERING, apart, words)
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


OF_REVIEW = ("contributor_label", "meeting_label", "stage_label", "received_on", "uncoded", "differing", "contested")


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
