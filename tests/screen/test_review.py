"""Review as a Coordinator uses it: settle, publish, correct, withdraw, undo. Everything here is invented."""

from datetime import date

import pytest

from kb.db import Store
from kb.domain.model import Audience, Role
from kb.domain.words import STAGES
from kb.questions.reviewing import review_contribution, review_contributions, review_passages
from kb.session import moves
from kb.ui.who import Waiting, waiting
from kb.workflow import coding, desk, publishing
from kb.workflow.facts import Mechanism
from kb.workflow.permission import ALONE, READER, Actor
from kb.workflow.recording import record
from kb.workflow.submission import SubmittedPassage
from tests.handing import CODED, HOSTILE, hand_in, judge, keep_fact
from tests.knowledge import MEETING, Knowledge
from tests.reading import plain
from tests.screen.conftest import DashboardOf, acting, field, fill, html_of, press, rows_of, visit

ANNE = Actor("anne", "Anne", frozenset({Role.CODER}))
BEN = Actor("ben", "Ben", frozenset({Role.CODER}))


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """The knowledge base that the dashboard has open: an invented party, a meeting, two provisions."""
    return dashboard_of(Knowledge.small("XAA"), ALONE)


def text_handed_in(store: Store) -> str:
    return hand_in(store, SubmittedPassage("Invented words.", (CODED,)))


def stage(store: Store, id_: str) -> str:
    rows = review_contributions.rows(store.latest(Audience.STAFF))
    return next(str(row["stage"]) for row in rows if row["contribution"] == id_)


def test_others_are_told_which_role_it_takes_and_see_nothing(base: Store, fresh: pytest.MonkeyPatch) -> None:
    id_ = text_handed_in(base)
    for who in (READER, ANNE):
        acting(fresh, who)
        for app in (visit("review"), visit("review", review=id_)):
            assert not app.exception
            assert "coordinator or administrator" in app.info[0].value
            assert id_ not in html_of(app)
            assert rows_of(app) == []
            assert not [one for one in app.button if one.label.startswith(("Publish", "Undo", "Withdraw", "Correct"))]


def test_the_list_says_what_waits_and_the_share_tagged_twice_is_kept(base: Store) -> None:
    assert "There is no contribution “&lt;b&gt;none" in html_of(visit("review", review="<b>none</b>"))
    app = visit("review")
    assert any("too few to say" in one.value for one in app.markdown)
    fill(app, "Passages to tag twice, of a hundred", 30)
    assert not press(app, "Keep this number").exception
    assert coding.double_share(base.latest(Audience.STAFF)) == 30
    id_ = text_handed_in(base)
    app = visit("review")
    (row,) = rows_of(app)
    assert (row["stage_label"], row["uncoded"]) == (STAGES["received"], 1)
    assert f"/review?review={id_}" in html_of(visit("review", **{"as": "table"}))
    assert waiting(base, ALONE) == Waiting(to_tag=1)
    assert waiting(base, ANNE) == Waiting(to_tag=1)
    judge(base, id_)
    assert waiting(base, ALONE) == Waiting(to_review=1)
    assert waiting(base, ANNE) == waiting(base, READER) == Waiting()
    assert visit("review").title[0].value.startswith("1 ")


def test_a_body_kept_with_a_passage_stands_there_before_it_is_published(base: Store) -> None:
    id_ = hand_in(base, "Invented words.")
    assert "Kept with it" not in html_of(visit("review", review=id_))
    keep_fact(base, Mechanism(f"{id_}.1", "XAA", "Invented council", "focal point"))
    assert "Kept with it: Invented State XAA: Invented council; focal point" in plain(
        html_of(visit("review", review=id_))
    )


def test_it_is_published_once_it_is_said_whose_coding_counts(base: Store) -> None:
    id_ = text_handed_in(base)
    app = visit("review", review=id_)
    assert app.title[0].value.startswith("1 of 1 ")
    app = press(app, "Publish as one revision")
    assert "not coded yet" in app.error[0].value
    judge(base, id_, who=ANNE, note=HOSTILE)
    judge(base, id_, ("VAP-2", "progress"), who=BEN)
    app = visit("review", review=id_)
    html = html_of(app)
    assert "The coders differ." in html
    assert "differ on 1" in app.title[0].value
    assert "too few to say" in html
    assert "<script" not in html
    app = press(app, "Publish as one revision")
    assert "coders differ" in app.error[0].value
    fill(app, "The coders differ on passage 1: whose tags count?", "ben")
    app = press(app, "Publish as one revision")
    assert not app.exception
    assert app.success[0].value == "The contribution is published."
    assert stage(base, id_) == "published"
    (passage,) = review_passages(base.latest(Audience.STAFF), id_)
    assert [coded["provision"] for coded in passage["codings"]] == ["VAP-2"]


def test_a_text_is_corrected_with_a_reason_and_withdrawn_and_that_is_undone(base: Store) -> None:
    id_ = text_handed_in(base)
    judge(base, id_, who=ANNE)
    app = visit("review", review=id_, passage="1")
    fill(app, "Text of passage 1", HOSTILE)
    app = press(app, "Correct")
    assert "Say why" in app.error[0].value
    assert field(app, "Text of passage 1").value == HOSTILE
    before = base.revision()
    fill(app, "Why it is corrected", HOSTILE)
    fill(app, "Note, shown as a caveat", "Invented caveat")
    app = press(app, "Correct")
    assert not app.exception
    assert base.revision() == before + 1
    assert review_passages(base.latest(Audience.STAFF), id_)[0]["text"] == HOSTILE
    assert review_passages(base.snapshot(before, Audience.STAFF), id_)[0]["text"] == "Invented words."
    row = review_contribution(base.latest(Audience.STAFF), id_)
    assert row
    assert (row["note"], row["meeting"], row["line"], row["date"]) == ("Invented caveat", MEETING, "a", None)
    assert "<script" not in html_of(app)
    fill(app, "Why it is withdrawn", "An invented reason")
    app = press(app, "Withdraw")
    assert stage(base, id_) == "withdrawn"
    assert "It was withdrawn" in app.info[0].value
    fill(app, "Number of the revision", base.revision())
    fill(app, "Why it is undone", "An invented mistake")
    app = press(app, "Undo revision")
    assert not app.exception
    assert stage(base, id_) == "coded"


def test_a_note_is_marked_as_one_and_its_delivered_text_says_what_it_replaces(base: Store) -> None:
    session = desk.NewSession("Invented session", MEETING, date(2012, 4, 16), ("a",))
    code = desk.open_new(base, ALONE, session)
    desk.make(base, ALONE, code, moves.add("a", "Invented State XAA", contributor="XAA", state="XAA"), 1)
    desk.make(base, ALONE, code, moves.note("m2", "a", "Invented sentence."), 2)
    (note,) = record(base, ALONE, code).contributions
    text = text_handed_in(base)
    mark = "Note taken in the room, not the delivered text."
    for app in (visit("review", review=note), visit("code", code=f"{note}.1")):
        assert not app.exception
        assert mark in html_of(app)
    for app in (visit("review", review=text), visit("code", code=f"{text}.1")):
        assert not app.exception
        assert mark not in html_of(app)
    assert f"Publishing this text withdraws {note}" in html_of(visit("review", review=text))
    assert "withdraws" not in html_of(visit("review", review=note))
    judge(base, text, who=ANNE)
    publishing.publish(base, ALONE, text)
    assert "withdraws" not in html_of(visit("review", review=text))
