"""A real OpenID provider on this machine with INVENTED people, and the dashboard set up to sign in with it."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.db import Store
from kb.domain.model import Role
from kb.workflow.people import Person, save_person
from kb.workflow.permission import OPERATOR
from tests.browser.conftest import Server, free_port, served, started
from tests.knowledge import Knowledge, copied, empty

ADMINISTRATOR, DELEGATE, UNKNOWN = "invented-administrator", "invented-delegate", "invented-unknown"
CODER, FACILITATOR, COORDINATOR = "invented-coder", "invented-facilitator", "invented-coordinator"
UNCONFIRMED, LATE = "invented-unconfirmed", "invented-late"
LISTED = {
    ADMINISTRATOR: Person("ada", "ada@invented.example", "Ada Invented", frozenset({Role.ADMINISTRATOR})),
    DELEGATE: Person("del", "del@invented.example", "Del <b>Invented</b>", frozenset({Role.DELEGATE}), "XAA"),
    CODER: Person("cod", "cod@invented.example", "Cod Invented", frozenset({Role.CODER})),
    FACILITATOR: Person("fac", "fac@invented.example", "Fac Invented", frozenset({Role.FACILITATOR})),
    COORDINATOR: Person("coo", "coo@invented.example", "Coo Invented", frozenset({Role.COORDINATOR})),
}
HOURS_AGO = 13


def people() -> list[dict[str, object]]:
    """The claims of whoever can sign in at the provider. One did so long ago, and one's address is not confirmed."""
    ada = {"email": "ada@invented.example"}
    return [
        {"sub": ADMINISTRATOR, "email": "Ada@Invented.example", "email_verified": True},
        *({"sub": sub, "email": LISTED[sub].email} for sub in (DELEGATE, CODER, FACILITATOR, COORDINATOR)),
        {"sub": UNKNOWN, "email": "eve@invented.example", "email_verified": True},
        {"sub": UNCONFIRMED, **ada, "email_verified": False},
        {"sub": LATE, **ada, "email_verified": True, "iat": int(time.time()) - HOURS_AGO * 3600},
    ]


@contextmanager
def signing_in(
    folder: Path,
    knowledge: Knowledge | None = None,
    then: Callable[[Store], object] = lambda _store: None,
    base: str = "",
    built: Path | None = None,
) -> Iterator[Server]:
    """The dashboard with sign-in set up, on an invented knowledge base; everything it needs is kept in `folder`.

    `knowledge` is what is in it, or else one State, a meeting and an action; or it is a copy of `built`. `then` does
    more to it. `base` is the path below which it answers.
    """
    path = folder / "kb.duckdb"
    with Store.open(copied(built, path)) if built else empty(path) as store:
        database = store.place
        if not built:
            data = folder / "data"
            data.mkdir()
            (knowledge or Knowledge.small("XAA", provisions=["VAP-1"])).build(data, store)
        for person in LISTED.values():
            if not (built and person.contributor):  # whose State is an invented one
                save_person(store, OPERATOR, person)
        then(store)
    port, at_provider = free_port(), free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "http://localhost:{port}{base}/oauth2callback"\n'
        'cookie_secret = "invented, and long enough to sign with"\n'
        'client_id = "invented"\n'
        'client_secret = "invented"\n'
        f'server_metadata_url = "http://localhost:{at_provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    claims = [part for person in people() for part in ("--user-claims", json.dumps(person))]
    provider = ["oidc_provider_mock", "--port", str(at_provider), *claims]
    with (
        started(provider, folder / "provider.log", {}),
        served(database, "--secrets.files", str(secrets), base=base, port=port) as running,
    ):
        yield running
