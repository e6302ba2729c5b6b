"""Figures side by side, each with dots for its share and a link to what is behind it."""

from collections.abc import Iterable
from typing import NamedTuple

import streamlit as st

from kb.domain.catalogue import gettext as _
from kb.ui import linked
from kb.ui.markup import element

MOST_DOTS = 14
WIDTH = 170  # pixels: two beside each other on a phone


class Figure(NamedTuple):
    """A figure: what it counts, the number, of how many if that is known, what it means, and what is behind it."""

    label: str
    number: int
    of: int | None
    meaning: str
    behind: str

    @property
    def words(self) -> str:
        return str(self.number) if self.of is None else f"{self.number} of {self.of}"


def show(figures: Iterable[Figure]) -> None:
    """Show the figures in a row that wraps."""
    with st.container(horizontal=True):
        for place, one in enumerate(figures):
            with st.container(border=True, width=WIDTH, gap="xsmall"):
                st.metric(one.label, one.words)
                dots = "●" * one.number + "○" * (one.of - one.number) if one.of and one.of <= MOST_DOTS else _("Show")
                said = f"Show: {one.label}, {one.words}"
                linked.show(element("a", dots, href=one.behind, aria_label=said, title=said), f"figure-{place}")
