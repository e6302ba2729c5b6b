"""As whom a request sees the material: as everybody, or as the person whose token it bears."""

from http import HTTPStatus

from fastapi import Request

from kb.api.problems import CHALLENGE, RequestRefused
from kb.db import Store
from kb.domain.model import Audience
from kb.workflow.permission import audience_of
from kb.workflow.tokens import bearer


def audience(request: Request, store: Store) -> Audience:
    """Whom the request is answered as. Raises RequestRefused for a token of no effect: it never counts as none."""
    given = request.headers.getlist("authorization")
    if not given:
        return Audience.PUBLIC
    # Two of them are no token: which one is meant is not for us to say.
    scheme, _, token = ", ".join(given).strip().partition(" ")
    if scheme.lower() != "bearer":
        raise _refused("The header Authorization must read: Bearer, a space, and a token.")
    actor = bearer(store, token.strip())
    if actor is None:
        raise _refused(
            "This token has no effect: it is not known, has expired or was revoked, or its person may not sign in any"
            " more. Make a new one in the dashboard, or ask without a token for what is public."
        )
    return audience_of(actor, store)


def _refused(detail: str) -> RequestRefused:
    return RequestRefused(HTTPStatus.UNAUTHORIZED, detail, CHALLENGE)
