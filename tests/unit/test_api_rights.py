"""Who sees what through the HTTP API, with which token, in which revision, on which day. All of it is invented."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.api.resources import RESOURCES
from kb.db import Store
from kb.domain.model import Audience, Role
from kb.domain.refusals import Refused
from kb.workflow import publishing, tokens
from kb.workflow.people import Person, known_by_email, save_person
from kb.workflow.permission import ALONE, Actor
from kb.workflow.submission import SubmittedPassage
from tests.handing import CODED, hand_in, judge, published
from tests.knowledge import Knowledge, about, copied
from tests.refusing import refused
from tests.unit.api_client import Api, every_answer, mounted

pytestmark = pytest.mark.slow

SECRET, UNPUBLISHED = "Invented secret words", "Invented words not published"
LATER = datetime.now(UTC).date() + timedelta(days=30)
PEOPLE = {
    "coder": Person("p-coder", "c@invented.example", "Cee Nameofperson", frozenset({Role.CODER})),
    "party": Person("p-party", "p@invented.example", "Dee Nameofperson", frozenset({Role.DELEGATE}), "XAA"),
    "signatory": Person("p-sign", "s@invented.example", "Ess Nameofperson", frozenset({Role.DELEGATE}), "XAC"),
    "reader": Person("p-read", "r@invented.example", "Are Nameofperson", frozenset()),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented base with people, something public, something confidential and something that is not published."""
    k = Knowledge.small("XAA", "XAB")
    k.state("XAC", in_force=None)
    k.meeting("inv-2011", "2011-04-01")
    k.said("XAB", about("VAP-1"), id="inv-public")
    with k.build(tmp_path_factory.mktemp("rights")) as store:
        for person in PEOPLE.values():
            save_person(store, ALONE, person)
        published(store, SubmittedPassage(SECRET, (CODED,)), public_from=LATER)
        judge(store, hand_in(store, SubmittedPassage(UNPUBLISHED, (CODED,))))
        return store.place


@pytest.fixture
def base(made: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, to be changed."""
    with Store.open(copied(made, tmp_path / "kb.duckdb")) as store:
        yield store


@pytest.fixture(scope="module")
def unchanged(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of it, in which only tokens are made."""
    with Store.open(copied(made, tmp_path_factory.mktemp("unchanged") / "kb.duckdb")) as store:
        yield store


def who(store: Store, name: str) -> Actor:
    found = known_by_email(store.latest(Audience.STAFF), PEOPLE[name].email)
    assert found
    return found


def with_token(store: Store, name: str, days: int = 1) -> Api:
    return Api(mounted(store), tokens.make_token(store, who(store, name), f"Token of {name}", days))


def test_without_a_token_nobody_gets_what_is_confidential_or_not_published(unchanged: Store) -> None:
    api = Api(mounted(unchanged))
    said = every_answer(api)
    assert "inv-public" in said
    assert SECRET not in said
    assert UNPUBLISHED not in said
    for row in unchanged.latest(Audience.STAFF).rows("SELECT id FROM contribution WHERE id <> 'inv-public'"):
        assert api.ask(f"/contributions/{row['id']}").status_code == 404


def test_a_coder_s_token_shows_both_and_no_name_of_a_person_not_even_to_those_who_work_here(base: Store) -> None:
    api = with_token(base, "coder")
    assert SECRET in json.dumps(api.rows("/passages"))
    assert UNPUBLISHED not in json.dumps(api.rows("/passages")), "what is not published stands apart"
    rows = api.rows("/unpublished")
    assert [(row["text"], row["status"]) for row in rows] == [(UNPUBLISHED, "coded")]
    assert api.rows("/unpublished?state=XAB") == []
    assert rows[0]["link"].startswith("http://invented.example/code?code=")
    said = every_answer(api)
    for name in ("Nameofperson", "p-coder", "local-administrator", "invented coder"):
        assert name not in said
    changed = api.rows("/changes?since=1")
    assert {row["table"] for row in changed} >= {"contribution", "passage"}
    assert not {row["table"] for row in changed} & {"person", "person_role", "judgement", "submission", "restriction"}
    assert all("coder" not in (row["after"] or {}) for row in changed)
    held = PEOPLE["coder"]
    save_person(base, ALONE, Person(held.id, held.email, held.name, frozenset()))
    assert api.ask("/unpublished").status_code == 403, "a role taken away takes its sight from the token at once"
    assert SECRET not in json.dumps(api.rows("/passages"))


@pytest.mark.parametrize(("name", "sees"), [("party", True), ("signatory", False), ("reader", False)])
def test_a_delegate_s_token_shows_what_is_kept_to_states_parties(unchanged: Store, name: str, sees: bool) -> None:
    api = with_token(unchanged, name)
    said = every_answer(api)
    assert (SECRET in said) is sees
    assert UNPUBLISHED not in said
    answer = api.ask("/unpublished")
    assert answer.status_code == 403
    assert "takes the token of a person who works on it" in answer.json()["detail"]


def test_a_token_of_no_effect_is_refused_and_never_answered_as_everybody(
    base: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    coder, held = who(base, "coder"), PEOPLE["coder"]
    token, revoked = (tokens.make_token(base, coder, label, 1) for label in ("Invented", "Invented other"))
    tokens.revoke_token(base, coder, next(one.id for one in tokens.own_tokens(base, coder) if "other" in one.label))
    api = Api(mounted(base), token)
    tag = api.ask("/passages").headers["etag"]

    def is_refused(header: str) -> None:
        for address in ("/passages", "/states/XAA", "/states?bla=1", "/unpublished"):
            answer = api.ask(address, authorization=header, if_none_match=tag)
            assert answer.status_code == 401, header
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.headers["content-type"] == "application/problem+json"
            assert "etag" not in answer.headers
            assert SECRET not in answer.text
            assert token not in answer.text

    right = f"Bearer {token}"
    for header in (f"Bearer {revoked}", f"{right[:-1]}!", "Bearer", "Basic abc", f"{right}, {right}"):
        is_refused(header)
    save_person(base, ALONE, Person(held.id, held.email, held.name, held.roles, None, False))
    is_refused(right)
    save_person(base, ALONE, held)
    assert api.ask("/passages").status_code == 200, "whoever is active again"
    now = tokens._now()
    monkeypatch.setattr(tokens, "_now", lambda: now + timedelta(days=1, seconds=1))
    is_refused(right)


@pytest.mark.file
def test_the_token_itself_is_kept_nowhere_and_has_its_limits(base: Store) -> None:
    coder = who(base, "coder")
    made = [tokens.make_token(base, coder, f"Invented {number}", 30) for number in range(tokens.MOST_AT_ONCE)]
    assert len(set(made)) == len(made)
    assert all(len(token) > 40 for token in made)
    held = tokens.own_tokens(base, coder)
    assert {token.label for token in held} == {f"Invented {number}" for number in range(tokens.MOST_AT_ONCE)}
    assert not any(token in str(held) for token in made)
    with refused(Refused.TOO_MANY_TOKENS):
        tokens.make_token(base, coder, "Invented", 1)
    tokens.revoke_token(base, coder, held[0].id)
    with refused(Refused.NO_TOKEN):
        tokens.revoke_token(base, coder, held[0].id)
    made.append(tokens.make_token(base, coder, "Invented", 1))
    for label, days in (("", 1), ("  ", 1), ("x" * 101, 1), ("x", 0), ("x", -1), ("x", 367)):
        with refused(Refused.TOKEN_LABEL, Refused.TOKEN_DAYS):
            tokens.make_token(base, coder, label, days)
    path = base.place
    base.close()
    kept = path.read_bytes() + b"".join(one.read_bytes() for one in path.parent.glob("*.wal"))
    assert not any(token.encode() in kept for token in made)
    assert b"Invented 3" in kept


def test_what_a_token_shows_is_kept_by_nobody_between(unchanged: Store) -> None:
    public, coder = Api(mounted(unchanged)), with_token(unchanged, "coder")
    answer, open_to_all = coder.ask("/passages"), public.ask("/passages")
    assert open_to_all.headers["cache-control"] == "public, no-cache"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Authorization" in answer.headers["vary"]
    assert coder.ask("/passages", if_none_match=open_to_all.headers["etag"]).status_code == 200
    assert public.ask("/passages", if_none_match=answer.headers["etag"]).status_code == 200
    assert coder.ask("/passages", if_none_match=answer.headers["etag"]).status_code == 304
    assert (answer.json()["audience"], open_to_all.json()["audience"]) == ("staff", "public")
    files = [one.ask("/passages?format=csv").headers["content-disposition"] for one in (public, coder)]
    assert [("staff-only" in name) for name in files] == [False, True]
    again = with_token(unchanged, "reader").ask("/passages").headers
    assert (again["etag"], again["cache-control"]) == (open_to_all.headers["etag"], "private, no-cache")


def test_the_tag_changes_with_a_revision_and_with_the_day_and_not_otherwise(
    base: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = Api(mounted(base))
    tag = api.ask("/passages").headers["etag"]
    tokens.make_token(base, who(base, "coder"), "Invented", 1)
    base.drafts.keep("p-coder", "{}")
    assert api.ask("/passages").headers["etag"] == tag
    assert api.ask("/passages", if_none_match=tag).status_code == 304
    publishing.correct(base, ALONE, "inv-public", "Invented", {"note": "Invented caveat"})
    changed = api.ask("/passages", if_none_match=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    assert "Invented caveat" in changed.text
    # The day comes on which what is confidential becomes public: what was held does not hold any more.

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Tomorrow":
            return cls(LATER.year, LATER.month, LATER.day, 12, tzinfo=UTC)

    monkeypatch.setattr("kb.db.datetime", Tomorrow)
    monkeypatch.setattr("kb.api.responses.datetime", Tomorrow)
    later = api.ask("/passages", if_none_match=changed.headers["etag"])
    assert later.status_code == 200
    assert SECRET in later.text


def test_an_older_revision_is_answered_as_it_was_less_what_is_withheld_today_and_what_changed_since(
    base: Store,
) -> None:
    api, coder = Api(mounted(base)), with_token(base, "coder")
    before = base.revision()
    publishing.correct(base, ALONE, "inv-public", "Invented", {"note": "Invented caveat"})
    now, then = (api.ask(f"/passages?rev={revision}").json() for revision in (before + 1, before))
    assert [[row["note"] for row in one["rows"]] for one in (now, then)] == [["Invented caveat"], [None]]
    assert then["revision"] == before
    assert f"rev={before}" in then["rows"][0]["link"]
    (row,) = api.rows(f"/changes?since={before}")
    assert (row["table"], row["key"], row["change"]) == ("contribution", ["inv-public"], "changed")
    assert (row["before"]["note"], row["after"]["note"]) == (None, "Invented caveat")
    assert row["link"] == f"http://invented.example/history?since={before}&until={before + 1}"
    assert api.rows(f"/changes?since={before}&state=XAA") == []
    assert len(api.rows(f"/changes?since={before}&state=XAB")) == 1
    assert api.rows(f"/changes/cells?since={before}") == []
    assert "inv-public" not in json.dumps(api.rows(f"/changes?since=1&until={before}"))
    cells = coder.rows("/changes/cells?since=1")
    assert [(row["state"], row["provision"], row["before"], row["after"]) for row in cells] == [
        ("XAA", "VAP-1", "no_contribution", "reported"),
        ("XAA", "VAP-2", "no_contribution", "pending"),
    ]
    assert (cells[0]["passages_before"], cells[0]["passages_after"]) == (0, 1)
    assert {row["after"] for row in api.rows("/changes/cells?since=1")} == {"pending"}
    reported = coder.rows("/changes/reports?since=1")
    assert ("reported", "XAA", "VAP-1") in [(row["change"], row["state"], row["provision"]) for row in reported]
    assert [row["change"] for row in api.rows(f"/changes/reports?since={before}")] == ["corrected"]
    assert api.rows(f"/changes/reports?since=1&until={before}") == []
    walked = coder.rows("/changes?since=1&limit=5")
    assert walked == coder.ask("/changes?since=1").json()["rows"]
    assert len(walked) > 5


def test_what_an_older_revision_does_not_know_is_in_none_of_its_answers(tmp_path: Path) -> None:
    k = Knowledge.small("XAA", provisions=["VAP-1"])
    k.said("XAA", about("VAP-1"), id="inv-first")
    with k.build(tmp_path) as store:
        k.state("XAB")
        k.provision("VAP-2")
        k.meeting("inv-2013", "2013-09")
        k.said("XAB", about("VAP-2", themes=["inv-care"]), meeting="inv-2013", id="inv-second")
        k.build(tmp_path, store)
        api = Api(mounted(store))
        asked = "state=XAB&provision=VAP-2&meeting=inv-2013&theme=inv-care"
        for path in (one.path for one in RESOURCES if not one.id and not one.refuses and one.name != "changes"):
            for query in (asked, "state=XAB", ""):
                assert "inv-second" not in json.dumps(api.rows(f"{path}?rev=1&{query}"))
        assert [row["passage"] for row in api.rows(f"/passages?{asked}")] == ["inv-second.1"]
        assert api.rows("/passages?rev=1&cell=XAB.VAP-2") == []
        assert api.rows("/contributions?rev=1&about=XAB") == []
        for path in ("/states/XAB", "/provisions/VAP-2", "/contributions/inv-second"):
            assert api.ask(path).status_code == 200
            refused = api.ask(f"{path}?rev=1")
            assert (refused.status_code, "as of revision 1" in refused.text) == (404, True)


def test_many_ask_while_revisions_are_made(base: Store) -> None:
    app = mounted(base)
    before = base.revision()

    def ask(number: int) -> tuple[int, int, set[str | None]]:
        answer = Api(app).ask(f"/passages?limit={number % 3 + 1}")
        page = answer.json()
        assert answer.headers["x-revision"] == str(page["revision"])
        return answer.status_code, page["revision"], {row["note"] for row in page["rows"]}

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, number) for number in range(40)]
        for number in range(4):
            publishing.correct(base, ALONE, "inv-public", "Invented", {"note": f"Note {number}"})
        answers = [one.result() for one in asked] + [ask(0)]
    for status, revision, notes in answers:
        assert status == 200
        assert notes == {None if revision == before else f"Note {revision - before - 1}"}
    assert answers[-1][1] == before + 4
