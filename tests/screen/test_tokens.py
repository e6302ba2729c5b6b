"""A person's own tokens: made and shown once, listed, revoked; nobody else is offered any."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.domain.model import Role
from kb.ui import service
from kb.workflow.people import Person, save_person
from kb.workflow.permission import ALONE, READER, Actor
from kb.workflow.tokens import bearer
from tests.knowledge import address_of, copied
from tests.screen.conftest import acting, fill, html_of, press, rows_of

Visit = Callable[..., AppTest]
CODER = Actor("cee", "Invented Coder", frozenset({Role.CODER}), listed=True)


@pytest.fixture
def visit(open_screen: Visit, built: Path, tmp_path: Path, fresh: pytest.MonkeyPatch) -> Visit:
    """A function that opens Method and data as somebody, on a copy of the knowledge base with a coder."""
    place = copied(built, tmp_path / "kb.duckdb")

    def as_somebody(actor: Actor, **query: str) -> AppTest:
        fresh.setenv("KB_DATABASE", address_of(place))
        acting(fresh, actor)
        save_person(service.store(), ALONE, Person("cee", "cee@invented.example", "Invented Coder", CODER.roles))
        app = open_screen("method", **query)
        app.session_state["own-programs"] = True
        return app.run()

    return as_somebody


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_whoever_is_not_listed_learns_of_the_api_and_gets_no_token(visit: Visit) -> None:
    for actor in (READER, ALONE):
        app = visit(actor, state="LAO", meeting="ccm-im-2012")
        assert not app.exception
        html = html_of(app)
        assert 'href="/api/v1/docs"' in html
        assert 'href="/api/v1/coverage?meeting=ccm-im-2012&amp;state=LAO"' in html
        assert "Make a token" not in labels(app)
        assert not app.markdown


def test_a_token_is_made_shown_once_and_revoked(visit: Visit) -> None:
    app = visit(CODER)
    assert rows_of(app) == []
    assert "Revoke it" not in labels(app)
    app = press(app, "Make a token")
    assert "Say in up to" in app.error[0].value, "what it is for"
    assert not app.code
    fill(app, "What the token is for", "My <b>*notes*</b>")
    app = press(app, "Make a token")
    assert not app.exception
    (token,) = (code.value for code in app.code)
    assert bearer(service.store(), token) == CODER
    assert "only this once" in app.warning[0].value
    (row,) = rows_of(app)
    assert (row["label"], row["state"]) == ("My <b>*notes*</b>", "in force")
    assert token not in html_of(app)
    assert token not in str(row)
    app.run()
    assert not app.code
    app = press(app, "Revoke it")
    assert not app.exception
    assert [row["state"].split()[0] for row in rows_of(app)] == ["revoked"]
    assert "Revoke it" not in labels(app)
    assert bearer(service.store(), token) is None
