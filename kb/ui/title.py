"""The top of every screen: its title as a finding, the scope with what can be taken out of it, a link to copy."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.ui import downloads, frame, linked, location, who
from kb.ui.frame import Here
from kb.ui.markup import Html, element, join, link
from kb.ui.screens import SCREENS

MOST_CHIPS = 12
# What Streamlit would read in a title as Markdown: names are what others wrote.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>~$"})


def show(
    text: str, lead: str = "", *, counted: Html | None = None, shown: str | None = None, brief: str | None = None
) -> None:
    """The title; below it the scope in one line, and on request how what is shown is `counted`.

    `lead` is one short sentence for a screen whose title does not say what it is for. `shown` is the sentence of a
    screen that takes the scope otherwise than coverage does, `brief` what stands of it below the title; one of the
    work on contributions has none.
    """
    place = frame.here()
    screen = SCREENS[place.screen]
    st.title(text.translate(_MARKS), anchor=False)
    sentence = frame.say_shown(shown)
    notice = who.notice(place.actor, work=bool(screen.needs))
    linked.html(join(element("p", one) for one in (lead, *place.dropped, notice) if one))
    if screen.is_scoped:
        _scope(place, sentence, counted, brief or shown)
        _offer_today(place)


def _scope(place: Here, sentence: str, counted: Html | None, shown: str | None) -> None:
    """The meetings and States in words, a chip for each filter that is set, and what explains them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = shown or filters.unlimited(place.scope, place.words)
        if said:
            linked.html(element("div", said, role="status"), "content")
        for number, (key, value, label) in enumerate(_chips(place)):
            st.button(
                label,
                key=f"chip-{number}",
                icon=":material/close:",
                icon_position="right",
                type="tertiary",
                help=_("Take this filter out"),
                on_click=_take_out,
                args=(key, value),
            )
        if place.scope != Scope():
            reset = partial(location.change, **dict.fromkeys(filters.KEYS))
            st.button(
                _("Reset all filters"), icon=":material/restart_alt:", on_click=reset, key="reset", type="tertiary"
            )
        with st.popover(_("How is this counted?"), type="tertiary"):
            method = element("p", link(_("Method and data"), "method", place.query()))
            linked.show(join([element("p", sentence), counted or "", method]), "counted")
        with st.popover(_("Copy link"), type="tertiary", key="copy-link", on_change="rerun") as copied:
            if copied.open:
                st.markdown(_("This screen, with what is added later:"))
                st.code(_address(place), language=None, wrap_lines=True)
                st.markdown(_("The figures as they are today:"))
                st.code(downloads.origin().address, language=None, wrap_lines=True)


def _take_out(key: str, value: str) -> None:
    location.change(**{key: [one for one in st.query_params.get_all(key) if one != value]})


def _chips(place: Here) -> list[tuple[str, str, str]]:
    """Key, value and label of each value of a filter that is set, the first ones; the revision has its own notice."""
    query = filters.query(place.scope)
    items = [item for item in filters.FILTERS if item.key in query and item.kind is not filters.Kind.REVISION]
    chips = [(item.key, value, _label(place, item, value)) for item in items for value in query[item.key]]
    return chips[:MOST_CHIPS]


def _label(place: Here, item: filters.Filter, value: str) -> str:
    if item.kind is filters.Kind.DAY:
        return f"{item.label} {value}"
    return place.words.short.get(item.key, {}).get(value) or place.words.label(item.key, value)


def _address(place: Here) -> str:
    """The address in the browser, whole."""
    return f"{downloads.base()}/{place.screen}?{urlencode({**place.query(), **place.own}, doseq=True)}".rstrip("?")


def _offer_today(place: Here) -> None:
    """Where an address asks for an older revision: what that means, and the way to the latest."""
    asked, latest = place.scope.revision, place.store.revision()
    if asked and asked < latest:
        st.info(
            _(
                "These are the figures of revision {asked}; what was added or corrected since, up to revision"
                " {latest}, is not in them."
            ).format(asked=asked, latest=latest)
        )
        leave = partial(location.change, rev=None)
        st.button(_("Show today’s figures"), icon=":material/update:", on_click=leave, key="today")
