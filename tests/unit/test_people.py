"""People and roles: an administrator changes them, and what they may not become is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Audience, Role
from kb.domain.refusals import Refused
from kb.workflow.people import Person, contributors, known_by_email, people, save_person
from kb.workflow.permission import ALONE, Actor
from tests.knowledge import Knowledge
from tests.putting import put
from tests.refusing import refused

ADA = Person("ada", "ada@invented.example", "Ada Invented", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One administrator; for tests that change nothing."""
    knowledge = Knowledge.small("XAA", provisions=())
    with knowledge.build(tmp_path_factory.mktemp("people")) as opened:
        save_person(opened, ALONE, ADA)
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The same, to be changed."""
    knowledge = Knowledge.small("XAA", provisions=())
    with put(knowledge, tmp_path) as opened:
        save_person(opened, ALONE, ADA)
        yield opened


def known(store: Store, email: str = "ada@invented.example") -> Actor:
    found = known_by_email(store.latest(Audience.STAFF), email)
    assert found is not None
    return found


def test_somebody_is_known_by_the_address_however_it_is_written(unchanged: Store) -> None:
    assert known(unchanged, " Ada@Invented.EXAMPLE ") == Actor("ada", ADA.name, ADA.roles, None, listed=True)
    assert known_by_email(unchanged.latest(Audience.STAFF), "eve@invented.example") is None


def test_an_inactive_person_is_not_known(store: Store) -> None:
    save_person(store, ALONE, Person("bob", "bob@invented.example", "Bob", frozenset({Role.CODER}), active=False))
    assert known_by_email(store.latest(Audience.STAFF), "bob@invented.example") is None


def test_people_are_in_no_readers_view(unchanged: Store) -> None:
    assert people(unchanged.latest(Audience.STAFF)) == [ADA]
    for audience in (Audience.PUBLIC, Audience.PARTIES):
        assert people(unchanged.latest(audience)) == []


@pytest.mark.parametrize(
    "changed",
    [
        Person("ada", ADA.email, ADA.name, frozenset({Role.CODER})),
        Person("ada", ADA.email, ADA.name, ADA.roles, active=False),
    ],
)
def test_the_last_administrator_cannot_remove_itself(store: Store, changed: Person) -> None:
    before = store.revision()
    with refused(Refused.LAST_ADMINISTRATOR):
        save_person(store, known(store), changed)
    assert store.revision() == before
    save_person(store, known(store), Person("bob", "bob@invented.example", "Bob", ADA.roles))
    save_person(store, known(store), changed)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (Person("XAA", "b@invented.example", "Bob", frozenset()), Refused.ID_TAKEN),
        (Person("inv-group", "b@invented.example", "Bob", frozenset()), Refused.ID_TAKEN),
        (Person("local-administrator", "b@invented.example", "Bob", frozenset()), Refused.ID_TAKEN),
        (Person("operator", "b@invented.example", "Bob", frozenset()), Refused.ID_TAKEN),
        (Person("b b", "b@invented.example", "Bob", frozenset()), Refused.CONTRADICTION),
        (Person("", "b@invented.example", "Bob", frozenset()), Refused.CONTRADICTION),
        (Person("bob", "b@invented.example", " ", frozenset()), Refused.NO_NAME),
        (Person("bob", "no address", "Bob", frozenset()), Refused.CONTRADICTION),
        (Person("bob", "ADA@invented.example", "Bob", frozenset()), Refused.CONTRADICTION),
        (Person("bob", "b@invented.example", "Bob", frozenset({Role.DELEGATE})), Refused.ONLY_DELEGATES),
        (Person("bob", "b@invented.example", "Bob", frozenset({Role.CODER}), "XAA"), Refused.ONLY_DELEGATES),
        (Person("bob", "b@invented.example", "Bob", frozenset({Role.DELEGATE}), "XZZ"), Refused.CONTRADICTION),
    ],
)
def test_what_a_person_cannot_be_is_refused(unchanged: Store, wrong: Person, why: Refused) -> None:
    before = unchanged.revision()
    with refused(why):
        save_person(unchanged, ALONE, wrong)
    assert unchanged.revision() == before
    assert people(unchanged.latest(Audience.STAFF)) == [ADA]


def test_a_delegate_of_a_state_or_an_organisation(store: Store) -> None:
    assert contributors(store.latest(Audience.STAFF))["XAA"] == "Invented State XAA"
    save_person(store, ALONE, Person("del", "d@invented.example", "D", frozenset({Role.DELEGATE}), "inv-group"))
    assert known(store, "d@invented.example").contributor == "inv-group"
