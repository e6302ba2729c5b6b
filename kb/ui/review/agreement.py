"""Agreement of coders on Review: by action and theme, the passages they differ on most, and the share tagged twice."""

import streamlit as st

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.outcomes import Done
from kb.questions.tagging import AGREEMENT
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column, Type
from kb.ui import downloads
from kb.ui.elements import listing
from kb.ui.elements.change import carry_out, key
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import address
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
            listing.show(Listing(table, SHOWN), "agreement")
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
