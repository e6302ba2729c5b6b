"""What the HTTP API is, for whoever has a program to write, and a person's own tokens for it."""

from datetime import UTC, datetime

import streamlit as st

from kb.domain import filters
from kb.domain.outcomes import Done
from kb.ui import linked
from kb.ui.elements import change
from kb.ui.frame import Here
from kb.ui.markup import Html, address, element, join, wide_table
from kb.work.tokens import LONGEST_LABEL, Token, make_token, own_tokens, revoke_token

DAYS = {30: "30 days", 90: "90 days", 365: "one year"}
# The token that was just made, until it has been shown once.
MADE = "token-made"
# What most programs ask for first.
_ASKED_FIRST = (("coverage", "the coverage"), ("gaps", "the gaps"), ("passages", "the passages"))


def offer(place: Here) -> None:
    """The HTTP API in a few words, with what is filtered now as its addresses; for people listed here, their tokens."""
    with st.expander("For your own programs: the HTTP API", key="own-programs", on_change="rerun") as programs:
        if not programs.open:
            return
        linked.show(_introduction(place), "api")
        if not place.actor.listed:
            return
        change.say_what_was_done()
        made = st.session_state.pop(MADE, None)
        if made:
            st.warning("This is your token. Copy it now: it is shown only this once, and is kept nowhere.")
            st.code(made, language=None, wrap_lines=True)
        tokens = own_tokens(place.store, place.actor)
        linked.show(_listed(tokens), "tokens")
        _make(place)
        _revoke(place, tokens)


def _introduction(place: Here) -> Html:
    query = filters.query(place.scope)
    addresses = (
        element(
            "li",
            element("a", label, href=f"/api{address(f'v1/{path}', query)}", target="_blank", rel="noopener"),
            " you filtered",
        )
        for path, label in _ASKED_FIRST
    )
    described = element("a", "all that can be asked for", href="/api/v1/docs", target="_blank", rel="noopener")
    return join(
        [
            element(
                "p",
                "Programs get what the screens show, as JSON or CSV, with the same filters: ",
                described,
                ". Everybody gets what is public.",
            ),
            element("ul", *addresses),
        ]
    )


def _listed(tokens: list[Token]) -> Html:
    """The person's tokens as a table: never the tokens themselves."""
    said = "With a token a program of yours sees what you may see, and can change nothing. Give it to nobody."
    if not tokens:
        return element("p", said, " You have none yet.")
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        (token.label, f"{token.made_at:%Y-%m-%d}", f"{token.expires_at:%Y-%m-%d}", _state(token, now), token.id)
        for token in tokens
    ]
    return join([element("p", said), wide_table("Your tokens", ("For", "Made", "Holds until", "State", "Id"), rows)])


def _state(token: Token, now: datetime) -> str:
    if token.revoked_at is not None:
        return f"revoked {token.revoked_at:%Y-%m-%d}"
    return "in force" if token.is_in_force(now) else "expired"


def _make(place: Here) -> None:
    with st.form(change.key("make-token")):
        label = st.text_input("What the token is for", max_chars=LONGEST_LABEL, key=change.key("token-label"))
        days = st.selectbox(
            "How long it holds", list(DAYS), format_func=lambda days: DAYS[days], key=change.key("token-days")
        )
        sent = st.form_submit_button("Make a token")
    if sent:

        def make() -> None:
            st.session_state[MADE] = make_token(place.store, place.actor, label, days)

        change.carry_out(make, Done.TOKEN_MADE)


def _revoke(place: Here, tokens: list[Token]) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    in_force = {token.id: token for token in tokens if token.is_in_force(now)}
    if not in_force:
        return

    def named(id_: str) -> str:
        return f"{in_force[id_].label} ({id_})"

    with st.form(change.key("revoke-token")):
        chosen = st.selectbox("Token to revoke", list(in_force), format_func=named, key=change.key("token-revoked"))
        sent = st.form_submit_button("Revoke it")
    if sent:
        change.carry_out(lambda: revoke_token(place.store, place.actor, chosen), Done.TOKEN_REVOKED)
