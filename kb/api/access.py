"""As whom a request is answered: as everybody, or as the person whose bearer token (RFC 6750) it has."""

from http import HTTPStatus

from fastapi import Request
from fastapi.security import HTTPBearer

from kb.api.problems import RequestRefused
from kb.db import Store
from kb.domain.catalogue import gettext as _
from kb.domain.model import Audience
from kb.workflow.permission import READER, Actor, audience_of
from kb.workflow.tokens import bearer

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="knowledge base"'}
# For the description: which headers are refused is stricter than its own rules.
BEARER = HTTPBearer(
    scheme_name="token",
    description="A token that a person made in the dashboard: it shows what that person may see.",
    auto_error=False,
)


def audience(request: Request, store: Store) -> Audience:
    """Whom the request is answered as. Raises RequestRefused for a token of no effect: it never counts as none."""
    return audience_of(actor(request, store), store)


def actor(request: Request, store: Store) -> Actor:
    """The person whose token the request has, or a reader. Raises RequestRefused for a token of no effect."""
    given = request.headers.getlist("authorization")
    if not given:
        return READER
    # Two of them are no token: which one is meant is not for us to say.
    scheme, _space, token = ", ".join(given).strip().partition(" ")
    if scheme.lower() != "bearer":
        detail = _("The header Authorization must read: Bearer, a space, and a token.")
        raise RequestRefused(HTTPStatus.UNAUTHORIZED, detail, _CHALLENGE)
    person = bearer(store, token.strip())
    if person is None:
        detail = _(
            "This token has no effect: it is not known, has expired or was revoked, or its person may not sign in any"
            " more. Make a new one in the dashboard, or ask without a token for what is public."
        )
        raise RequestRefused(HTTPStatus.UNAUTHORIZED, detail, _CHALLENGE)
    return person
