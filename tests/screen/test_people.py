"""The People screen: an administrator lists, adds and changes people; others get a sentence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.domain.model import Audience, Role
from kb.ui import service
from kb.workflow.people import Person, people, save_person
from kb.workflow.permission import ALONE, READER, Actor
from tests.knowledge import address_of, copied
from tests.screen.conftest import acting, rows_of

Visit = Callable[..., AppTest]
COORDINATOR = Actor("co", "Invented Coordinator", frozenset({Role.COORDINATOR}))


@pytest.fixture
def visit(open_screen: Visit, built: Path, tmp_path: Path, fresh: pytest.MonkeyPatch) -> Visit:
    """A function that opens People as somebody, on a copy of the knowledge base."""
    place = copied(built, tmp_path / "kb.duckdb")

    def as_somebody(actor: Actor = ALONE, **query: str) -> AppTest:
        fresh.setenv("KB_DATABASE", address_of(place))
        acting(fresh, actor)
        return open_screen("people", **query)

    return as_somebody


def held() -> dict[str, Person]:
    return {person.id: person for person in people(service.store().latest(Audience.STAFF))}


def fill(app: AppTest, values: dict[str, object]) -> AppTest:
    for widget in (*app.text_input, *app.multiselect, *app.selectbox, *app.checkbox):
        name = (widget.key or "").partition("-")[0]
        if name in values:
            widget.set_value(values[name])  # type: ignore[arg-type]
    return app.button[-1].click().run()


def test_others_get_a_sentence_and_no_form(visit: Visit) -> None:
    for actor in (READER, COORDINATOR):
        app = visit(actor)
        assert "takes the role administrator" in app.info[0].value
        assert not app.text_input
        assert not app.exception


def test_a_person_is_added_and_the_form_is_empty_again(visit: Visit) -> None:
    app = visit()
    assert "Add yourself first" in app.info[0].value
    app = fill(app, {"id": "ada", "name": "Ada <b>Invented</b>", "email": "Ada@Invented.example", "roles": ["coder"]})
    assert not app.error
    assert [(row["Name"], row["Roles"], row["May sign in"]) for row in rows_of(app)] == [
        ("Ada <b>Invented</b>", "coder", True)
    ]
    assert held()["ada"] == Person("ada", "ada@invented.example", "Ada <b>Invented</b>", frozenset({Role.CODER}))
    assert app.success
    assert [one.value for one in app.text_input] == ["", "", ""]


def test_a_refused_person_stays_in_the_form_and_an_id_that_nobody_has_is_said(visit: Visit) -> None:
    app = fill(visit(), {"id": "del", "name": "Del", "email": "del@invented.example", "roles": ["delegate"]})
    assert "speaks for a State or organisation" in app.error[0].value
    assert [one.value for one in app.text_input] == ["del", "Del", "del@invented.example"]
    assert held() == {}
    assert "Nobody is listed under the id" in visit(person="<b>nobody</b>").warning[0].value


def test_a_person_is_changed_under_the_same_id(visit: Visit) -> None:
    visit()
    save_person(service.store(), ALONE, Person("ada", "a@invented.example", "Ada", frozenset({Role.CODER})))
    app = visit(person="ada")
    assert app.text_input[0].disabled
    app = fill(app, {"roles": ["coordinator"], "active": False})
    assert not app.error
    changed = held()["ada"]
    assert (changed.roles, changed.active) == (frozenset({Role.COORDINATOR}), False)
