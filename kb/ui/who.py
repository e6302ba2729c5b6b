"""Who sits in front of the screen: somebody signed in, somebody alone on this machine, or a reader; what waits then."""

import os
import time
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import streamlit as st

from kb.cache import cached
from kb.db import Store, View
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.questions.reviewing import replies_made, review_contributions
from kb.ui import administrator, linked
from kb.ui.markup import element, join
from kb.workflow.people import known_by_email
from kb.workflow.permission import ALONE, READER, Actor, Operation

# Streamlit keeps somebody signed in for 30 days and does not look at the token's own end.
SESSION_HOURS = 12
# How far the clock of the sign-in service may be ahead of ours, in seconds.
_CLOCKS_APART = 300


class SignInStatus(StrEnum):
    """How somebody stands to the sign-in; the value says so on the screen."""

    ALONE = _("You work alone, as administrator of this machine and without sign-in.")
    NO_LINK = _(
        "You read. To work as administrator, open the link that the dashboard printed at its start."
        " For a new one run this at the machine: {command}"
    ).format(command=administrator.COMMAND)
    READ_ONLY = administrator.READ_ONLY
    SIGNED_OUT = _("Sign in to work on contributions; reading takes no sign-in.")
    KNOWN = ""
    UNKNOWN = _(
        "You are signed in, but nobody with your address works here: you can read. An administrator can add you."
    )
    UNCONFIRMED = _(
        "The sign-in service has not confirmed your e-mail address: you can read. Confirm it and sign in again."
    )
    ENDED = _("Your session has ended; sign in again. Until then you can read.")


def actor(store: Store) -> Actor:
    """Who uses the dashboard now. Without sign-in, whoever opened the link at this machine works as administrator."""
    if not sign_in_is_configured():
        visit = st.context
        return ALONE if administrator.is_here(visit.headers, visit.cookies, visit.ip_address) else READER
    if not st.user.is_logged_in:
        return READER
    claims = st.user.to_dict()
    if refused(claims, time.time()) is not None:
        return READER
    return _known(store.latest(Audience.STAFF), str(claims["email"])) or READER


def standing(who: Actor) -> SignInStatus:
    """How the actor of this run stands to the sign-in."""
    if not sign_in_is_configured():
        if who != READER:
            return SignInStatus.ALONE
        return SignInStatus.READ_ONLY if administrator.answers_others() else SignInStatus.NO_LINK
    if who != READER:
        return SignInStatus.KNOWN
    if not st.user.is_logged_in:
        return SignInStatus.SIGNED_OUT
    return refused(st.user.to_dict(), time.time()) or SignInStatus.UNKNOWN


def show(who: Actor) -> None:
    """Who is here, with the buttons to sign in and out where sign-in is set up."""
    how = standing(who)
    roles = ", ".join(sorted(who.roles))
    of = f" for {who.contributor}" if who.contributor else ""
    name = join([element("strong", who.name), f" ({roles}{of})" if roles else ""])
    # Whoever only reads need not know how work is begun: the screens of the work say it.
    text = "" if how in (SignInStatus.NO_LINK, SignInStatus.READ_ONLY) else how.value
    linked.html(join([element("p", name), element("p", text) if text else ""]))
    if how in (SignInStatus.SIGNED_OUT, SignInStatus.ENDED):
        st.button(_("Sign in"), key="sign-in", on_click=st.login)
    elif how not in (SignInStatus.ALONE, SignInStatus.NO_LINK, SignInStatus.READ_ONLY):
        st.button(_("Sign out"), key="sign-out", on_click=st.logout)


def notice(who: Actor, *, work: bool) -> str:
    """What the screen itself says of it, as a phone hides the sidebar; `work`: whether it is a screen of the work."""
    how = standing(who)
    if how is SignInStatus.ALONE:  # the sidebar says it, and nothing is to be done
        return ""
    return how.value if work or how in (SignInStatus.ENDED, SignInStatus.UNCONFIRMED) else ""


def sign_in_is_configured() -> bool:
    """Whether people sign in with OpenID Connect: `[auth]` in .streamlit/secrets.toml."""
    return _is_configured(tuple(map(_changed, _secrets_files())))


@cache
def _secrets_files() -> tuple[str, ...]:
    return tuple(st.get_option("secrets.files"))


@cache
def _is_configured(_files: tuple[float | None, ...]) -> bool:
    """Asked once while the files are as they are: Streamlit looks for those that are not there each time."""
    return hasattr(st.user, "is_logged_in")


def _changed(file: str) -> float | None:
    """When the file was changed; None where there is none."""
    try:
        return os.stat(file).st_mtime
    except OSError:
        return None


def refused(claims: Mapping[str, object], now: float) -> SignInStatus | None:
    """Why somebody signed in with these claims is a reader, at this time in seconds; None if nothing speaks against it.

    The session is counted from when the token was issued, also in a window that stays open.
    """
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or not -_CLOCKS_APART <= now - issued < _session_seconds():
        return SignInStatus.ENDED
    # A service that leaves the claim out vouches for all addresses it hands out.
    if not claims.get("email") or claims.get("email_verified", True) not in (True, "true"):
        return SignInStatus.UNCONFIRMED
    return None


def _session_seconds() -> float:
    minutes = os.environ.get("KB_SESSION_MINUTES", "")
    return (
        int(minutes) * 60 if minutes.isascii() and minutes.isdecimal() and len(minutes) < 10 else SESSION_HOURS * 3600
    )


@cached
def _known(view: View, email: str) -> Actor | None:
    return known_by_email(view, email)


class Waiting(NamedTuple):
    """Statements to tag, statements to review, and replies to answer; 0 of what the person may not do."""

    to_tag: int = 0
    to_review: int = 0
    to_answer: int = 0

    @property
    def all(self) -> int:
        """All of it together."""
        return sum(self)


def waiting(store: Store, actor: Actor) -> Waiting:
    """What waits for the actor as of the latest revision; nothing is asked for whoever may do none of it."""
    if not any(map(actor.may, (Operation.CODE, Operation.PUBLISH, Operation.ANSWER))):
        return Waiting()
    match = _waiting(store.latest(Audience.STAFF))
    return Waiting(
        match.to_tag if actor.may(Operation.CODE) else 0,
        match.to_review if actor.may(Operation.PUBLISH) else 0,
        match.to_answer if actor.may(Operation.ANSWER) else 0,
    )


@cached
def _waiting(view: View) -> Waiting:
    rows = review_contributions.rows(view)
    return Waiting(
        sum(row["uncoded"] > 0 for row in rows if row["stage"] in ("received", "coded")),
        sum(row["stage"] == "coded" for row in rows),
        sum(row["decision"] is None and row["kind"] != "confirmed" for row in replies_made(view)),
    )
