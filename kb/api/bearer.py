"""As whom a request sees the material: as everybody, or as the person whose token it bears."""

from http import HTTPStatus

from fastapi import Request

from kb.api.problems import CHALLENGE, RequestRefused
from kb.db import Store
from kb.domain.model import Audience
from kb.workflow.permission import READER, Actor, audience_of
from kb.workflow.tokens import bearer


def audience(request: Request, store: Store) -> Audience:
    """Whom the request is answered as. Raises RequestRefused for a token of no effect: it never counts as none."""
    return audience_of(actor(request, store), store)


def actor(request: Request, store: Store) -> Actor:
    """The person whose token the request bears, or a reader. Raises RequestRefused for a token of no effect."""
    given = request.headers.getlist("authorization")
    if not given:
        return READER
    # Two of them are no token: which one is meant is not for us to say.
    scheme, _, token = ", ".join(given).strip().partition(" ")
    if scheme.lower() != "bearer":
        raise _refused("The header Authorization must read: Bearer, a space, and a token.")
    found = bearer(store, token.strip())
    if found is None:
        raise _refused(
            "This token has no effect: it is not known, has expired or was revoked, or its person may not sign in any"
            " more. Make a new one in the dashboard, or ask without a token for what is public."
        )
    return found


def _refused(detail: str) -> RequestRefused:
    return RequestRefused(HTTPStatus.UNAUTHORIZED, detail, CHALLENGE)
