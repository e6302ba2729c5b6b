"""Replies as a delegate, a Coordinator and a reader use the screen. Everything here is invented."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from kb.db import Store
from kb.domain.model import Role
from kb.questions.reviewing import replies_made
from kb.ui.replies import DECISIONS, WHOSE
from kb.workflow.permission import ALONE, READER, Actor
from kb.workflow.replying import Reply, answer, reply
from tests.handing import HOSTILE
from tests.knowledge import Knowledge, about
from tests.screen.conftest import DashboardOf, acting, fill, html_of, press, rows_of, visit

DELEGATE = Actor("dee", "Dee", frozenset({Role.DELEGATE}), "XAA")
CLEO = Actor("cleo", "Cleo", frozenset({Role.COORDINATOR}))


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """The knowledge base that the dashboard has open: invented States XAA and XAB, and others about XAA."""
    k = Knowledge.small("XAA", "XAB")
    k.said("XAA", about("VAP-1"), id="own")
    k.said("XAB", about("VAP-1"), id="foreign")
    k.described("XAA", about("VAP-1"), id="described")
    return dashboard_of(k)


def test_a_delegate_sees_its_own_and_apart_what_others_say(base: Store, fresh: pytest.MonkeyPatch) -> None:
    assert base
    acting(fresh, DELEGATE)
    app = visit("replies", **{"as": "table"})
    own, about_it = html_of(app).index("reply=own.1"), html_of(app).index("reply=described.1")
    assert own < about_it
    assert "reply=foreign.1" not in html_of(app)
    assert [row["whose"] for row in rows_of(visit("replies"))] == [WHOSE["own"], WHOSE["about"]]


def test_the_way_to_reply_stands_beside_what_is_of_or_about_ones_state(base: Store, fresh: pytest.MonkeyPatch) -> None:
    assert base
    for who, ways in ((DELEGATE, {"own.1", "described.1"}), (READER, set()), (CLEO, set())):
        acting(fresh, who)
        for screen, query in (
            ("contributions", {"list": "passages", "meeting": "any"}),
            ("states", {"state": "XAA"}),
            ("actions", {"read": "VAP-1"}),
            ("search", {"q": "invented", "kind": "passages"}),
        ):
            assert ways_of(visit(screen, **query)) == ways


def ways_of(app: AppTest) -> set[str]:
    """The passages beside which whoever looks finds the way to reply."""
    found = set()
    for element in [one for one in app.main if one.type == "bidi_component"]:
        data = json.loads(element.proto.json)
        ways = re.findall(r'<template data-of="([^"]*)"><p><a href="/replies\?reply=([^"]+)">', data.get("html", ""))
        found |= {passage for repliers, passage in ways if data["replier"] in repliers.split()}
    return found


def test_a_delegate_contests_and_is_answered(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, DELEGATE)
    app = press(visit("replies", reply="own.1"), "Send the reply")
    assert "can be confirmed, contested" in app.error[0].value
    app.radio[0].set_value("contested")
    app = press(app, "Send the reply")
    assert "Say why" in app.error[0].value
    assert app.radio[0].value == "contested"
    fill(app, "Reason (not needed to confirm)", HOSTILE)
    app = press(app, "Send the reply")
    assert not app.exception
    assert "Your reply is kept" in app.success[0].value
    (row,) = replies_made(base.latest())
    assert (row["kind"], row["reason"], row["contributor"]) == ("contested", HOSTILE, "XAA")

    acting(fresh, CLEO)
    assert f"reply={row['reply']}" in html_of(visit("replies", **{"as": "table"}))
    assert visit("replies").title[0].value.startswith("1 ")
    app = visit("replies", reply=row["reply"])
    fill(app, "The answer in words", HOSTILE)
    app = press(app, "Answer")
    assert "needs a decision" in app.error[0].value
    app.radio[0].set_value("accepted")
    app = press(app, "Answer")
    assert "coded from now on" in app.error[0].value
    app.radio[0].set_value("kept")
    app = press(app, "Answer")
    assert not app.exception
    assert replies_made(base.latest())[0]["decision"] == "kept"

    acting(fresh, READER)
    one = html_of(visit("replies", reply=row["reply"]))
    for html in (one, html_of(visit("contributions", contribution="own"))):
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) =cmd") == 2
        assert "<script" not in html
    assert "Contested by the State" in html_of(visit("contributions", contribution="own"))


def test_a_proposal_and_a_comment(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, DELEGATE)
    app = visit("replies", reply="own.1")
    app.radio[0].set_value("proposed")
    fill(app, "Action you propose (only with other tags)", "VAP-2")
    fill(app, "Assessment you propose (only with other tags)", "plan")
    fill(app, "Reason (not needed to confirm)", "An invented reason")
    press(app, "Send the reply")
    app = visit("replies", reply="described.1")
    assert not app.radio
    fill(app, "Comment", "An invented comment")
    press(app, "Send the reply")
    made = {(row["kind"], row["provision"], row["assessment"]) for row in replies_made(base.latest())}
    assert made == {("proposed", "VAP-2", "plan"), ("comment", None, None)}


def test_no_form_for_what_is_not_ones_own(base: Store, fresh: pytest.MonkeyPatch) -> None:
    assert base
    for who, passage in ((DELEGATE, "foreign.1"), (ALONE, "own.1"), (READER, "own.1")):
        acting(fresh, who)
        app = visit("replies", reply=passage)
        assert not app.exception
        assert not [one for one in app.button if one.label == "Send the reply"]


def test_a_reply_to_what_is_coded_to_nothing_is_shown(dashboard_of: DashboardOf, fresh: pytest.MonkeyPatch) -> None:
    k = Knowledge.small("XAA")
    k.said("XAA", about(), id="own")
    store = dashboard_of(k, READER)
    said = reply(store, DELEGATE, Reply("own.1", "contested", "An invented objection"))
    acting(fresh, READER)
    app = visit("replies", reply=said)
    assert not app.exception
    assert "An invented objection" in html_of(app)


def test_a_reader_is_told_who_replies_and_sees_what_was_said(base: Store, fresh: pytest.MonkeyPatch) -> None:
    said = reply(base, DELEGATE, Reply("own.1", "contested", "An invented objection"))
    answer(base, CLEO, said, "kept", "An invented answer")
    acting(fresh, READER)
    app = visit("replies")
    assert "role delegate" in app.info[0].value
    assert [(row["reason"], row["decision"]) for row in rows_of(app)] == [("An invented objection", DECISIONS["kept"])]
    assert "An invented answer" in html_of(visit("replies", reply=said))
    assert not [one for one in app.button if one.label in ("Answer", "Send the reply")]
