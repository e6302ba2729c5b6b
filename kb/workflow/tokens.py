"""A person's own tokens: with one, a program of theirs sees through the HTTP API what the person may see."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kb.db import Store
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, NotPermitted
from kb.workflow.permission import Actor, listed_now

PREFIX = "kb_"
LONGEST_DAYS = 366
MOST_AT_ONCE = 10
LONGEST_LABEL = 100


@dataclass(frozen=True)
class Token:
    """What is kept of a token that the person may know again: never the token itself. Times are UTC."""

    id: str
    label: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def is_in_force(self, now: datetime) -> bool:
        """Whether it has effect, as far as the token itself goes."""
        return self.revoked_at is None and now < self.expires_at


def make_token(store: Store, actor: Actor, label: str, days: int) -> str:
    """A new token of the actor's own that holds for so many days: given once, here.

    Raises NotPermitted for whoever is not a person listed here, and ChangeRefused for what cannot be kept.
    """
    _refuse_others(store, actor)
    if not label.strip() or len(label) > LONGEST_LABEL:
        raise ChangeRefused(Refused.TOKEN_LABEL, most=LONGEST_LABEL)
    if not 0 < days <= LONGEST_DAYS:
        raise ChangeRefused(Refused.TOKEN_DAYS, most=LONGEST_DAYS)
    now = _now()
    if sum(token.is_in_force(now) for token in own_tokens(store, actor)) >= MOST_AT_ONCE:
        raise ChangeRefused(Refused.TOO_MANY_TOKENS, most=MOST_AT_ONCE)
    token = PREFIX + secrets.token_urlsafe(32)
    store.tokens.add(
        {
            "id": secrets.token_hex(8),
            "person": actor.person,
            "label": label.strip(),
            "sha256": _digest(token),
            "made_at": now,
            "expires_at": now + timedelta(days=days),
        }
    )
    return token


def revoke_token(store: Store, actor: Actor, token: str) -> None:
    """Take back a token of the actor's own, by its id. Raises NotPermitted, or ChangeRefused if there is none such."""
    _refuse_others(store, actor)
    if not store.tokens.revoke(actor.person, token, _now()):
        raise ChangeRefused(Refused.NO_TOKEN)


def own_tokens(store: Store, actor: Actor) -> list[Token]:
    """The actor's own tokens, latest first, those without effect too; none for whoever is not listed."""
    return [Token(**row) for row in store.tokens.of(actor.person)] if actor.listed else []


def bearer(store: Store, token: str) -> Actor | None:
    """Whose token this is, with the roles held now; None if it is of no effect, or its person may not sign in now."""
    person = store.tokens.person_of(_digest(token), _now())
    return listed_now(store.latest(Audience.STAFF), person) if person else None


def _refuse_others(store: Store, actor: Actor) -> None:
    if not actor.listed or listed_now(store.latest(Audience.STAFF), actor.person) is None:
        raise NotPermitted("Only a person who is listed here and may sign in has tokens. Nothing was changed.")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
