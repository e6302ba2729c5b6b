"""Who may do what: every operation and every change that a person makes, walked with every role on an invented base."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kb.workflow
from kb.db import Store
from kb.domain.model import Audience, Role
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused, NotPermitted
from kb.session import moves
from kb.workflow import (
    coding,
    desk,
    facts,
    gaps,
    instruments,
    people,
    permission,
    publishing,
    recording,
    redacting,
    reminding,
    replying,
    resubmitting,
    submission,
    tokens,
)
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE, READER, Actor, Operation
from tests.handing import handed, keep_fact
from tests.knowledge import MEETING, Knowledge, about, copied, empty
from tests.refusing import refused

# The whole table by hand, beside Operation: the roles that may, without the delegate, who has columns of its own.
D, OTHER, C, F, K, A = "delegate", "delegate of another", "coder", "facilitator", "coordinator", "administrator"
READS, OUT = "listed reader", "signed out"
EVERYBODY = (D, OTHER, C, F, K, A, READS, OUT)
OPERATIONS: dict[Operation, set[str]] = {
    Operation.HAND_IN: {D, F, K, A},
    Operation.CODE: {C, K, A},
    Operation.PUBLISH: {K, A},
    Operation.WITHDRAW: {K, A},
    Operation.CORRECT: {K, A},
    Operation.REPLY: {D},
    Operation.ANSWER: {K, A},
    Operation.UNDO: {K, A},
    Operation.MANAGE_PEOPLE: {A},
    Operation.FACILITATE: {F, K, A},
    Operation.SEE_WORK: {C, F, K, A},
    Operation.REDACT: {A},
    Operation.LOAD_TEXT: {K, A},
    Operation.REMIND: {K, A},
}
LISTED = {
    D: Person("p-d", "d@invented.example", "Invented D", frozenset({Role.DELEGATE}), "XAA"),
    OTHER: Person("p-o", "o@invented.example", "Invented O", frozenset({Role.DELEGATE}), "XAB"),
    C: Person("p-c", "c@invented.example", "Invented C", frozenset({Role.CODER})),
    F: Person("p-f", "f@invented.example", "Invented F", frozenset({Role.FACILITATOR})),
    K: Person("p-k", "k@invented.example", "Invented K", frozenset({Role.COORDINATOR})),
    A: Person("p-a", "a@invented.example", "Invented A", frozenset({Role.ADMINISTRATOR})),
    READS: Person("p-r", "r@invented.example", "Invented R", frozenset()),
}
PASSAGE = "inv-said.1"
HANDED = handed("Invented text that was handed in.")
MECHANISM = facts.Mechanism(PASSAGE, "XAA", "Invented council", "disability council")
OTHERWISE = handed("Invented text as it was meant.")
Change = Callable[[Store, Actor, dict[str, Any]], object]
# Every function of kb/workflow that changes something, who may call it, and a call that would succeed.
CHANGES: dict[Callable[..., object], tuple[set[str], Change]] = {
    resubmitting.resubmit: (
        {D, F, K, A},
        lambda store, who, base: resubmitting.resubmit(store, who, base["received"], OTHERWISE),
    ),
    resubmitting.mark_translation: (
        {D, F, K, A},
        lambda store, who, base: resubmitting.mark_translation(store, who, base["french"], base["received"]),
    ),
    resubmitting.take_back: (
        {D, F, K, A},
        lambda store, who, base: resubmitting.take_back(store, who, base["received"], "Invented reason"),
    ),
    submission.hand_in: (
        {D, F, K, A},
        lambda store, who, base: submission.hand_in(store, who, handed("Invented text, another.")),
    ),
    instruments.load_texts: (
        {K, A},
        lambda store, who, base: instruments.load_texts(
            store,
            who,
            "VAP",
            [instruments.OfficialText("VAP-1", "1", f"Invented text for {who.person}.")],
            instruments.SourceFile("plan.txt", "0" * 64),
            date(2026, 11, 29),
        ),
    ),
    coding.judge: (
        {C, K, A},
        lambda store, who, base: coding.judge(store, who, coding.Judgement(PASSAGE, (("VAP-1", "plan"),))),
    ),
    coding.retract: ({C, K, A}, lambda store, who, base: coding.retract(store, who, f"{base['received']}.1")),
    coding.choose_double_share: ({K, A}, lambda store, who, base: coding.choose_double_share(store, who, 40)),
    coding.choose_blind_share: ({C, K, A}, lambda store, who, base: coding.choose_blind_share(store, who, 40)),
    gaps.record_look: (
        {C, K, A},
        lambda store, who, base: gaps.record_look(store, who, "XAA", "VAP-1", [PASSAGE]),
    ),
    reminding.save_template: (
        {K, A},
        lambda store, who, base: reminding.save_template(store, who, f"Invented text by {who.person}."),
    ),
    reminding.record_sent: (
        {K, A},
        lambda store, who, base: reminding.record_sent(store, who, ["XAA"], date(2012, 11, 2 + (who.person == "p-k"))),
    ),
    publishing.publish: ({K, A}, lambda store, who, base: publishing.publish(store, who, base["received"])),
    publishing.withdraw: ({K, A}, lambda store, who, base: publishing.withdraw(store, who, "inv-said", "Invented")),
    redacting.redact: ({A}, lambda store, who, base: redacting.redact(store, who, "inv-said", "Invented", "inv-said")),
    publishing.correct: (
        {K, A},
        lambda store, who, base: publishing.correct(store, who, "inv-said", "Invented", {"note": "Invented"}),
    ),
    publishing.undo: ({K, A}, lambda store, who, base: publishing.undo(store, who, base["revision"], "Invented")),
    replying.reply: ({D}, lambda store, who, base: replying.reply(store, who, replying.Reply(PASSAGE, "confirmed"))),
    replying.answer: (
        {K, A},
        lambda store, who, base: replying.answer(store, who, base["reply"], "kept", "Invented answer"),
    ),
    facts.take_back: ({C, K, A}, lambda store, who, base: facts.take_back(store, who, base["fact"])),
    people.save_person: (
        {A},
        lambda store, who, base: people.save_person(
            store, who, Person("p-new", "new@invented.example", "New", frozenset({Role.ADMINISTRATOR}))
        ),
    ),
}


def new_session(meeting: str) -> desk.NewSession:
    return desk.NewSession("Invented session", meeting, date(2012, 4, 16), ("a",))


CHANGES[desk.open_new] = (
    {F, K, A},
    lambda store, who, base: desk.open_new(store, who, new_session("Invented meeting, new")),
)
CHANGES[recording.record] = ({F, K, A}, lambda store, who, base: recording.record(store, who, base["desk"]))
CHANGES[recording.record_no_shows] = (
    {F, K, A},
    lambda store, who, base: recording.record_no_shows(store, who, base["programme"], [base["passed over"]]),
)
# The same for what is changed beside the revisions.
BESIDE: dict[Callable[..., object], tuple[set[str], Change]] = {
    desk.open_programme: (
        {F, K, A},
        lambda store, who, base: desk.open_programme(store, who, MEETING, date(2012, 4, 16)),
    ),
    desk.delete: ({F, K, A}, lambda store, who, base: desk.delete(store, who, base["rehearsal"])),
    desk.make: ({F, K, A}, lambda store, who, base: desk.make(store, who, base["desk"], moves.part("a"), 1)),
}
# What of kb/workflow takes (store, actor) and changes nothing by itself: the gates, and questions.
NO_CHANGES = {
    "revise",
    "permitted_now",
    "alike_held",
    "own_tokens",
    "original_seen",
    "original_content",
    "original_file",
}
# What every listed person may do with what is theirs alone, and nobody else, whatever the role; it makes no revision.
OF_THEIR_OWN: dict[Callable[..., object], Change] = {
    tokens.make_token: lambda store, who, base: tokens.make_token(store, who, "Invented", 1),
    tokens.revoke_token: lambda store, who, base: tokens.revoke_token(store, who, tokens.own_tokens(store, who)[0].id),
}


def actor(name: str) -> Actor:
    if name == OUT:
        return READER
    person = LISTED[name]
    return Actor(person.id, person.name, person.roles, person.contributor, listed=True)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """An invented base in which every change could be made, and the names of what is in it."""
    path = tmp_path_factory.mktemp("permission") / "kb.duckdb"
    knowledge = Knowledge.small("XAA", "XAB", provisions=["VAP-1"])
    knowledge.said("XAA", about("VAP-1"), id="inv-said")
    knowledge.speaker("XAB")
    with empty(path) as store:
        knowledge.put(store)
        for person in LISTED.values():
            save_person(store, ALONE, person)
        received = submission.hand_in(store, actor(D), HANDED).contribution
        french = submission.hand_in(store, actor(D), handed("Texte inventé.", language="fr")).contribution
        for coder in (C, K, A):
            coding.judge(store, actor(coder), coding.Judgement(f"{received}.1", (("VAP-1", "plan"),)))
        reply = replying.reply(store, actor(D), replying.Reply(PASSAGE, "contested", "Invented reason"))
        fact = keep_fact(store, MECHANISM)
        opened = desk.open_new(store, actor(F), new_session(MEETING))
        desk.make(store, actor(F), opened, moves.add("a", "Invented State XAA", contributor="XAA", state="XAA"), 1)
        desk.make(store, actor(F), opened, moves.note("m2", "a", "Invented sentence."), 2)
        programme = desk.open_programme(store, actor(F), MEETING, date(2012, 4, 16))
        passed_over = desk.session(store, programme).slots[0].id
        desk.make(store, actor(F), programme, moves.skip(passed_over), 1)
        rehearsal = desk.open_programme(store, actor(F), MEETING, date(2012, 4, 16), is_rehearsal=True)
        names = {
            "rehearsal": rehearsal,
            "programme": programme,
            "passed over": passed_over,
            "received": received,
            "french": french,
            "reply": reply,
            "fact": fact,
            "desk": opened,
        }
        return names | {"place": store.place, "revision": store.revision(), "beside": beside(store)}


def beside(store: Store) -> int:
    """How much was done beside the revisions."""
    return sum(1 + len(store.desks.entries(record.id)) for record in store.desks.all())


@pytest.fixture
def store(base: dict[str, Any], tmp_path: Path) -> Iterator[Store]:
    with Store.open(copied(base["place"], tmp_path / "kb.duckdb")) as opened:
        yield opened


@pytest.mark.parametrize("operation", Operation)
def test_every_operation_with_every_role(operation: Operation) -> None:
    assert {name for name in EVERYBODY if actor(name).may(operation, of="XAA")} == OPERATIONS[operation]
    for name in set(EVERYBODY) - OPERATIONS[operation]:
        with pytest.raises(NotPermitted, match="that takes the role"):
            permission.permitted(actor(name), operation, of="XAA")
    for name in (D, OTHER):
        assert not actor(name).may(operation), "a delegate may nothing that is not of its own"
        assert not actor(name).may(operation, of="inv-group")


def test_the_table_names_every_operation_and_role_and_every_change_is_walked() -> None:
    assert set(OPERATIONS) == set(Operation)
    assert {role for person in LISTED.values() for role in person.roles} == set(Role) - {Role.READER}
    assert all(Role.READER not in operation.roles for operation in Operation)
    found = set()
    for module in pkgutil.walk_packages(kb.workflow.__path__, "kb.workflow."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            first = list(inspect.signature(function).parameters)[:2]
            if function.__module__ == module.name and not name.startswith("_") and first == ["store", "actor"]:
                found.add(function)
    walked = {*CHANGES, *BESIDE, *OF_THEIR_OWN}
    assert {one.__name__ for one in found} - NO_CHANGES == {one.__name__ for one in walked}
    assert found >= walked


@pytest.mark.parametrize("change", CHANGES | BESIDE, ids=lambda change: change.__name__)
def test_every_change_is_refused_to_whoever_may_not(store: Store, base: dict[str, Any], change: Any) -> None:
    allowed, call = (CHANGES | BESIDE)[change]
    for name in set(EVERYBODY) - allowed:
        # A delegate may reply, but not on what is neither of nor about its State.
        error = ChangeRefused if (change, name) == (replying.reply, OTHER) else NotPermitted
        with pytest.raises(error):
            call(store, actor(name), base)
        assert (store.revision(), beside(store)) == (base["revision"], base["beside"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "name"),
    [(change, name) for change, (allowed, _) in CHANGES.items() for name in EVERYBODY if name in allowed],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_every_change_is_made_by_whoever_may(store: Store, base: dict[str, Any], change: Any, name: str) -> None:
    CHANGES[change][1](store, actor(name), base)
    assert store.revision() == base["revision"] + 1
    made = store.revisions()[0]
    assert (made["person"], made["role"]) == (LISTED[name].id, next(iter(LISTED[name].roles)))


@pytest.mark.parametrize(
    ("change", "name"),
    [(change, name) for change, (allowed, _) in BESIDE.items() for name in EVERYBODY if name in allowed],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_changed_beside_the_revisions_is_changed_by_whoever_may(
    store: Store, base: dict[str, Any], change: Any, name: str
) -> None:
    BESIDE[change][1](store, actor(name), base)
    assert store.revision() == base["revision"]
    assert beside(store) != base["beside"]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in LISTED if name != READS])
@pytest.mark.parametrize("inactive", [False, True], ids=["role taken away", "made inactive"])
def test_whoever_lost_the_role_after_the_screen_was_drawn_is_refused(
    store: Store, base: dict[str, Any], name: str, inactive: bool
) -> None:
    held = LISTED[name]
    roles, of = (held.roles, held.contributor) if inactive else (frozenset(), None)
    save_person(store, ALONE, Person(held.id, held.email, held.name, roles, of, not inactive))
    before = store.revision(), beside(store)
    for change, (allowed, call) in (CHANGES | BESIDE).items():
        if name in allowed:
            with pytest.raises(NotPermitted):
                call(store, actor(name), base)
            assert (store.revision(), beside(store)) == before, change.__name__
    found = known_by_email(store.latest(Audience.STAFF), held.email)
    assert found is None if inactive else found == Actor(held.id, held.name, listed=True)


def test_a_delegate_of_another_state_is_refused_and_nobody_gets_a_role_back_by_undoing(
    store: Store, base: dict[str, Any]
) -> None:
    save_person(store, ALONE, Person("p-k", LISTED[K].email, LISTED[K].name, LISTED[K].roles | LISTED[A].roles))
    taken = save_person(store, ALONE, LISTED[K])
    with pytest.raises((NotPermitted, ChangeRefused)):
        publishing.undo(store, actor(K), taken, "Invented")
    held = {person.id: person.roles for person in people.people(store.latest(Audience.STAFF))}
    assert held["p-k"] == LISTED[K].roles
    moved = Person("p-d", LISTED[D].email, LISTED[D].name, LISTED[D].roles, "XAB")
    save_person(store, ALONE, moved)
    for change in (submission.hand_in, replying.reply):
        with pytest.raises(NotPermitted):
            CHANGES[change][1](store, actor(D), base)


def test_whoever_is_listed_does_what_is_their_own_and_nobody_else(store: Store, base: dict[str, Any]) -> None:
    for name in LISTED:
        tokens.make_token(store, actor(name), "Invented", 1)
        for change in OF_THEIR_OWN.values():
            change(store, actor(name), base)
    unlisted = (READER, ALONE, permission.OPERATOR, Actor("p-x", "Not listed", frozenset(Role), listed=True))
    for held in LISTED.values():
        save_person(store, ALONE, Person(held.id, held.email, held.name, held.roles, held.contributor, False))
    for nobody in (*unlisted, *map(actor, LISTED)):
        with pytest.raises(NotPermitted):
            tokens.make_token(store, nobody, "Invented", 1)
        with pytest.raises(NotPermitted):
            tokens.revoke_token(store, nobody, "any")


def test_a_token_is_no_revision_and_nobody_revokes_that_of_another(store: Store, base: dict[str, Any]) -> None:
    tokens.make_token(store, actor(C), "Invented", 1)
    assert store.revision() == base["revision"]
    (kept,) = tokens.own_tokens(store, actor(C))
    for name in set(LISTED) - {C}:
        with refused(Refused.NO_TOKEN):
            tokens.revoke_token(store, actor(name), kept.id)
    assert tokens.own_tokens(store, actor(C)) == [kept]
    assert not tokens.own_tokens(store, actor(A))
