"""The HTTP API asked by schemathesis: what its description allows, and what it does not. On an invented base."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.python import asgi
from starlette.applications import Starlette

from kb.api import mounted
from kb.db import Store
from kb.domain.filters import KEYS
from kb.domain.model import Audience, Role
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE
from kb.workflow.tokens import make_token
from tests.conftest import Figure
from tests.knowledge import MEETING, Knowledge, about
from tests.unit.api_client import Api, parameters

# Each address is asked by every kind of case that schemathesis knows, and by so many made at random.
AT_RANDOM = 3


# The base is opened when the first test runs; the description is needed before, to know which tests there are.
opened: list[Store] = []
tokens: list[str] = []
clients: list[asgi.ASGIClient] = []
APP = Starlette(routes=[mounted(lambda: opened[-1])])
# The codes of the base: what else is asked for in their place has to be refused.
CODES = {
    "meeting": [MEETING, "inv-2013", "any", "outside"],
    "state": ["XAA", "XAB"],
    "provision": ["VAP-1", "CCM-1"],
    "theme": ["inv-care"],
    "line": ["a", "none"],
    "about": ["XAA"],
    "region": ["none"],
    "cell": ["XAA.VAP-1", "XAB.CCM-1"],
    "contribution": ["contribution-01", "contribution-04"],
    "since": [1],
    "until": [2],
    "rev": [1, 2],
}
# One query model reads the scope for all: at one address all of it is asked, elsewhere a key stands for it.
WHOLE_SCOPE = "/v1/coverage"


def description() -> schemathesis.BaseSchema:
    """The API's own description, with the codes."""
    document = Api(APP).ask("/openapi.json").json()
    for path, address in document["paths"].items():
        kept = KEYS if path == WHOLE_SCOPE else {"rev"}
        address["get"]["parameters"] = [
            one
            for one in parameters(document, path)
            if one["in"] == "path" or one["name"] in kept or one["name"] not in KEYS
        ]
        for parameter in address["get"]["parameters"]:
            plain = parameter["schema"].get("items", parameter["schema"])
            if parameter["name"] in CODES:
                plain["enum"] = CODES[parameter["name"]]
    schema = schemathesis.openapi.from_dict(document)
    # What is known may still contradict itself: a period that ends before it begins.
    schema.config.checks.positive_data_acceptance.expected_statuses.append("422")
    schema.app = APP
    return schema


api = description()


@pytest.fixture(scope="module", autouse=True)
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An invented base with something to find at every address, and a coder."""
    k = Knowledge.small("XAA", "XAB", provisions=["VAP-1", "VAP-2", "CCM-1"])
    k.meeting("inv-2013", "2013-09")
    k.said("XAA", about("VAP-1", themes=["inv-care"]), about("CCM-1", "VAP-2", assessment="plan"), line="a")
    k.said("XAB", about("VAP-1", assessment="challenge"), meeting="inv-2013", voice="reported", behalf=["XAA"])
    k.described("XAA", about("VAP-1"))
    k.said("XAB", about("VAP-2"), status="received")
    with k.build(tmp_path_factory.mktemp("fuzz")) as store:
        save_person(store, ALONE, Person("cee", "cee@invented.example", "Cee", frozenset({Role.CODER})))
        coder = known_by_email(store.latest(Audience.STAFF), "cee@invented.example")
        assert coder
        opened.append(store)
        tokens.append(make_token(store, coder, "Invented", 1))
        with asgi.get_client(APP) as client:
            clients.append(client)
            yield


@pytest.mark.slow
@api.parametrize()
@settings(max_examples=AT_RANDOM, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_gets_an_answer_that_the_description_allows(case: schemathesis.Case, count: Figure) -> None:
    # What is not published is for those who work on it; the rest is asked as everybody.
    bearer = {"Authorization": f"Bearer {tokens[-1]}"} if case.path.endswith("/unpublished") else {}
    response = case.call(session=clients[-1], headers=bearer)
    count(f"requests to the HTTP API by schemathesis answered with {response.status_code}")
    case.validate_response(response)
