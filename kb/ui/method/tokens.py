"""What the HTTP API is, for whoever has a program to write, and a person's own tokens for it."""

from datetime import UTC, datetime

import streamlit as st

from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.outcomes import Done
from kb.domain.words import day_words
from kb.tables import Column, Table, Type
from kb.ui import choose, linked
from kb.ui.elements import change, listing
from kb.ui.elements.listing import Listing
from kb.ui.frame import Here
from kb.ui.markup import render
from kb.workflow.tokens import LONGEST_LABEL, Token, make_token, own_tokens, revoke_token

DAYS = {30: _("30 days"), 90: _("90 days"), 365: _("one year")}
# The token that was just made, until it has been shown once.
MADE = "token-made"
# What most programs ask for first.
ASKED_FIRST = (
    ("coverage", _("the coverage")),
    ("gaps", _("the gaps")),
    ("passages", _("the passages")),
    ("feed", _("a feed of what is new in what")),
)
COLUMNS = (
    Column("label", _("For"), meaning=_("What it is for.")),
    Column("made", _("Made"), Type.DATE, _("The day on which it was made.")),
    Column("expires", _("Holds until"), Type.DATE, _("The day on which it ends.")),
    Column("state", _("State"), meaning=_("Whether it holds.")),
    Column("id", _("Id"), meaning=_("Its id, which is no secret.")),
)


def offer(place: Here) -> None:
    """The HTTP API in a few words, with what is filtered now as its addresses; for people listed here, their tokens."""
    with st.expander(_("For your own programs: the HTTP API"), key="own-programs", on_change="rerun") as programs:
        if not programs.open:
            return
        linked.show(render("method_api.html", asked=ASKED_FIRST, query=filters.query(place.scope)), "api")
        if not place.actor.listed:
            return
        change.say_what_was_done()
        made = st.session_state.pop(MADE, None)
        if made:
            st.warning(_("This is your token. Copy it now: it is shown only this once, and is kept nowhere."))
            st.code(made, language=None, wrap_lines=True)
        st.markdown(_("With a token a program of yours sees what you may see. It changes nothing. Give it to nobody."))
        tokens = own_tokens(place.store, place.actor)
        if tokens:
            listing.show(listed(tokens), "tokens")
        else:
            st.markdown(_("You have no token yet."))
        _make(place)
        _revoke(place, tokens)


def listed(tokens: list[Token]) -> Listing:
    """The person's tokens: never the tokens themselves."""
    now = _now()
    rows = (
        {
            "label": token.label,
            "made": token.made_at.date(),
            "expires": token.expires_at.date(),
            "state": _state(token, now),
            "id": token.id,
        }
        for token in tokens
    )
    table = Table.declared(_("Your tokens"), COLUMNS, rows)
    return Listing(table, table.keys)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _state(token: Token, now: datetime) -> str:
    if token.revoked_at is not None:
        return _("revoked {day}").format(day=day_words(token.revoked_at))
    return _("in force") if token.is_in_force(now) else _("expired")


def _make(place: Here) -> None:
    with st.form(change.key("make-token")):
        label = st.text_input(_("What the token is for"), max_chars=LONGEST_LABEL, key=change.key("token-label"))
        days = choose.one(_("How long it holds"), DAYS, next(iter(DAYS)), key=change.key("token-days"))
        sent = st.form_submit_button(_("Make a token"))
    if sent:

        def make() -> None:
            st.session_state[MADE] = make_token(place.store, place.actor, label, days)

        change.carry_out(make, Done.TOKEN_MADE)


def _revoke(place: Here, tokens: list[Token]) -> None:
    in_force = {token.id: f"{token.label} ({token.id})" for token in tokens if token.is_in_force(_now())}
    if not in_force:
        return
    with st.form(change.key("revoke-token")):
        chosen = choose.one(_("Token to revoke"), in_force, next(iter(in_force)), key=change.key("token-revoked"))
        sent = st.form_submit_button(_("Revoke it"))
    if sent:
        change.carry_out(lambda: revoke_token(place.store, place.actor, chosen), Done.TOKEN_REVOKED)
