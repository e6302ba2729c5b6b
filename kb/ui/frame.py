"""What every screen stands in: navigation, the shared filters, the sentence above every result, errors as sentences."""

import logging
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from kb.cache import cached
from kb.db import Store, View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.filters import FILTERS, Filter, Kind
from kb.domain.model import Audience, Scope
from kb.domain.vocabulary import Vocabulary
from kb.errors import KnowledgeBaseError
from kb.questions import scope_day
from kb.questions.vocabulary import vocabulary
from kb.ui import choose, linked, location, service, who
from kb.ui.markup import address, choices, element, join, link
from kb.ui.screens import MY_WORK, PLAIN, SCREENS, SECTIONS, own_keys, path_of, screens_of, section_of
from kb.ui.who import waiting
from kb.workflow.permission import READER, Actor, Operation, audience_of

LOG = logging.getLogger("kb")
TITLE = _("Victim assistance under the Convention on Cluster Munitions")

# What a reader may choose as a period: the Convention's process began in 2007.
FIRST_DAY, LAST_DAY = date(2007, 1, 1), date(2050, 12, 31)


@dataclass(frozen=True)
class Here:
    """Where the reader is, and who that is: the knowledge base as of the revision asked for, as the reader may see it,
    the scope, its words, and the screen's own keys in the address. `shown` is the sentence above every result, which
    says what the screen shows.
    """

    screen: str
    store: Store
    actor: Actor
    audience: Audience
    view: View
    scope: Scope
    words: Vocabulary
    own: dict[str, list[str]]
    dropped: tuple[str, ...]
    shown: str = ""

    def query(self, **changes: object) -> dict[str, object]:
        """The shared part of the address, with these keys changed (None leaves a key out)."""
        parameters = {**filters.query(self.scope), **changes}
        return {key: value for key, value in parameters.items() if value not in (None, [], ())}

    def first(self, key: str) -> str | None:
        """The first value of one of the screen's own keys."""
        values = self.own.get(key)
        return values[0] if values else None

    @property
    def my(self) -> str | None:
        """My State: that of the address, else the one that whoever is signed in is the delegate of."""
        own = self.actor.contributor
        return self.first("my") or (own if own in self.words.labels["state"] else None)


_here: ContextVar[Here] = ContextVar("here")


def here() -> Here:
    """Where the reader is; for the screens."""
    return _here.get()


def seen_by(audience: Audience) -> Here:
    """Show from here on in this run what the audience sees; returns where the reader is."""
    place = here()
    view = place.store.snapshot(place.view.revision, audience)
    seen = replace(place, audience=audience, view=view, words=vocabulary(view))
    _here.set(seen)
    return seen


def run() -> None:
    """One run of the dashboard: the frame, then the screen the address names."""
    actor = _who()
    page = st.navigation(_menu(location.screen(), actor), position="top")
    screen = SCREENS[page.url_path]
    st.set_page_config(page_title=f"{screen.title}: {TITLE}", layout="wide")
    try:
        _enter(page.url_path, actor)
        _beside(page.url_path, actor)
        page.run()
        _foot(page.url_path)
    except KnowledgeBaseError as error:
        LOG.warning("%s", error)
        st.error(error.sentence)
        if error.details:
            # Lines with values from data files: as text, one below the other.
            st.code(error.details, language=None, wrap_lines=True)
        _mount(page.url_path)
        # Streamlit forgets what was typed in fields that a run has not drawn, but not after a run that stopped.
        st.stop()
    _mount(page.url_path)


def _mount(screen: str) -> None:
    linked.mount(screen, {name: one.opens for name, one in SCREENS.items()})


def _menu(current: str, actor: Actor) -> list[StreamlitPage]:
    """A page for each screen. Of a section the current screen stands in the menu, or its first, under its title.

    So the entry of the section is lit, whichever of its screens is shown. All others can be opened by their address.
    """
    pages = []
    for section, names in SECTIONS.items():
        mine = screens_of(section, actor)
        waits = _waiting(actor) if section == MY_WORK else 0
        # Where something is to be done comes first.
        first = next((name for name in mine if SCREENS[name].needs), next(iter(mine), None))
        entry = current if current in names else first
        for name in names:
            is_entry = name == entry
            title = section if is_entry and len(mine) > 1 else SCREENS[name].title
            title = f"{title} ({waits})" if is_entry and waits else title
            visibility: Literal["visible", "hidden"] = "visible" if is_entry else "hidden"
            pages.append(copy(_page(name, title, visibility)))
    return pages


@lru_cache(512)
def _page(name: str, title: str, visibility: Literal["visible", "hidden"]) -> StreamlitPage:
    """A screen's page, of which each run takes a copy: making it looks for its file."""
    return st.Page(path_of(name), title=title, url_path=name, default=not name, visibility=visibility)


def _waiting(actor: Actor) -> int:
    """How much waits for the actor; 0 where the knowledge base cannot be opened, which is said on the screen."""
    try:
        return waiting(service.store(), actor).all
    except KnowledgeBaseError:
        return 0


def _beside(current: str, actor: Actor) -> None:
    """A row with the screens of the section, the current one marked."""
    section = section_of(current)
    mine = {current, *screens_of(section, actor)}
    names = [name for name in SECTIONS[section] if name in mine]
    if len(names) > 1:
        ways = ((SCREENS[name].title, address(name), name == current) for name in names)
        linked.show(choices(ways, _("Screens of {section}").format(section=section), "choice section"), "section")


def _foot(screen: str) -> None:
    """The ways to how figures come about, and to the same screen without a script."""
    place = here()
    links = [link(_("Method and data"), "method", place.query())]
    if screen in PLAIN:
        plain = location.plain(screen, {**place.query(), **place.own})
        links.append(element("a", _("Plain page, for a slow line"), href=plain))
    linked.show(element("footer", join(links, " · "), class_="quiet"), "foot")


def say_shown(sentence: str | None) -> str:
    """Note what the screen shows, the scope if not this sentence, for its files; returns the sentence."""
    place = here()
    said = sentence or _sentence(place.view, place.scope)
    _here.set(replace(place, shown=said))
    return said


def _who() -> Actor:
    """Who uses the dashboard; a reader where the knowledge base cannot be opened, which is said on the screen."""
    try:
        return who.actor(service.store())
    except KnowledgeBaseError:
        return READER


def _enter(screen: str, actor: Actor) -> None:
    store = service.store()
    if since := store.unreachable_since:
        outage = _(
            "The server that keeps the data has been out of reach since {time} UTC. You read on in what was known then."
            " Nothing can be changed until it is back."
        )
        st.warning(outage.format(time=f"{since:%H:%M}"))
    latest = store.revision()
    audience = audience_of(actor, store)
    words = vocabulary(store.snapshot(latest, audience))
    asked, cut = _asked()
    reading = filters.read(asked, words, latest)
    view = store.snapshot(reading.scope.revision or latest, audience)
    own, strays = own_keys(screen, asked, words)
    _here.set(
        Here(
            screen,
            store,
            actor,
            audience,
            view,
            reading.scope,
            vocabulary(view),
            own,
            (*cut, *reading.dropped, *strays),
        )
    )
    may_reply = screen != "replies" and actor.may(Operation.REPLY, of=actor.contributor)
    linked.replier.set(actor.contributor if may_reply else None)
    with st.sidebar:
        who.show(actor)
        if SCREENS[screen].is_scoped:
            _draw_filters(reading.scope, vocabulary(view))


def _asked() -> tuple[dict[str, list[str]], list[str]]:
    """The address's query, and a sentence for each thing that was cut from it."""
    asked, faults = filters.bounded({key: st.query_params.get_all(key) for key in st.query_params})
    if faults:  # what was too long is kept nowhere, not even in the address
        location.go(asked)
    return asked, [_("{fault}: the rest was left out.").format(fault=fault) for fault in faults]


def _draw_filters(scope: Scope, words: Vocabulary) -> None:
    """The filters used often, those in use, and on request all others: what is not drawn costs nothing."""
    st.header(_("Filters"), anchor=False)
    query = filters.query(scope)
    at_once = [item for item in FILTERS if item.often or item.key in query]
    for item in at_once:
        _draw(item, scope, words)
    with st.expander(_("More filters"), key="more", on_change="rerun") as more:
        if more.open:
            for item in FILTERS:
                if item not in at_once:
                    _draw(item, scope, words)


def _draw(item: Filter, scope: Scope, words: Vocabulary) -> None:
    """The widget of a filter. The address is the truth: the widget is set from it, and a change goes to it."""
    name = f"filter-{item.key}"
    value = getattr(scope, item.field)
    label = partial(words.label, item.key)
    options = list(words.labels.get(item.key, ()))
    if item.kind is Kind.MANY:
        st.session_state[name] = list(value)
        choose.several(
            item.label, options, key=name, format_func=label, help=item.help or None, on_change=_changed, args=(item,)
        )
    elif item.kind is Kind.ONE:
        st.session_state[name] = str(value)
        st.selectbox(item.label, options, key=name, format_func=label, on_change=_changed, args=(item,))
    elif item.kind is Kind.DAY:
        st.session_state[name] = value
        st.date_input(
            item.label,
            value=None,
            key=name,
            format="YYYY-MM-DD",
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            on_change=_changed,
            args=(item,),
        )


def _changed(item: Filter) -> None:
    value = st.session_state[f"filter-{item.key}"]
    values = [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []
    beside = {"provision": None} if item.key == "instrument" else {}
    location.change(**{**beside, item.key: values})


@cached
def _sentence(view: View, scope: Scope) -> str:
    return filters.sentence(scope, vocabulary(view), scope_day(view, scope))
