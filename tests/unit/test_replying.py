"""The right of reply: only the delegate's own, both views kept, an accepted proposal counted and undone.

Everything here is invented.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Role, Scope
from kb.domain.refusals import Refused
from kb.errors import NotPermitted
from kb.questions import coverage
from kb.questions.passages import passages
from kb.questions.reviewing import replies_made, replies_passages
from kb.questions.vocabulary import vocabulary
from kb.ui.passages import passage
from kb.workflow import publishing
from kb.workflow.coding import Judgement, judge
from kb.workflow.permission import Actor
from kb.workflow.replying import Reply, answer, reply
from tests.handing import HOSTILE
from tests.knowledge import MEETING, Knowledge, about
from tests.refusing import refused

DELEGATE = Actor("dee", "Dee", frozenset({Role.DELEGATE}), "XAA")
OTHER = Actor("eve", "Eve", frozenset({Role.DELEGATE}), "XAB")
CLEO = Actor("cleo", "Cleo", frozenset({Role.COORDINATOR}))
WHOLE = Scope(meetings=("any",))


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """Invented States XAA and XAB with a passage each, one collective, one by others about XAA."""
    k = Knowledge.small("XAA", "XAB")
    k.said("XAA", about("VAP-1"), id="own")
    k.said("XAB", about("VAP-1"), id="foreign")
    k.said(None, about("VAP-1"), id="joint", behalf=("XAA", "XAB"))
    k.described("XAA", about("VAP-1"), id="described")
    with k.build(tmp_path) as store:
        yield store


def cell(store: Store, provision: str) -> str:
    rows = coverage(store.latest(), Scope(meetings=(MEETING,)))
    return str(rows[(rows["state"] == "XAB") & (rows["provision"] == provision)]["cell"].iloc[0])


def shown(store: Store, contribution: str = "own") -> str:
    view = store.latest()
    return passage(passages(view, WHOLE, contribution=contribution).rows[0], vocabulary(view), {})


def test_a_delegate_is_offered_its_own_and_apart_what_is_about_it_and_nothing_of_another_state(base: Store) -> None:
    found = {row["passage"]: row["reply_to"] for row in replies_passages(base.latest(), "XAA")}
    assert found == {"own.1": "own", "joint.1": "own", "described.1": "about"}
    assert replies_passages(base.latest(), "XAA", "foreign.1") == []
    before = base.revision()
    with refused(Refused.NOT_YOURS):
        reply(base, DELEGATE, Reply("foreign.1", "contested", "Invented"))
    with refused(Refused.REPLY_DOES_NOT_FIT):
        reply(base, DELEGATE, Reply("described.1", "contested", "Invented"))
    with pytest.raises(NotPermitted):
        answer(base, DELEGATE, "own.1-reply-1-2", "kept", "Invented")
    assert base.revision() == before


def test_a_confirmation_is_shown_until_the_state_contests_and_then_both_views_as_text(base: Store) -> None:
    reply(base, DELEGATE, Reply("own.1", "confirmed"))
    assert "Coding confirmed by the State" in shown(base)
    said = reply(base, DELEGATE, Reply("own.1", "contested", HOSTILE))
    html = shown(base)
    assert "Coding confirmed by the State" not in html
    assert "Contested by the State" in html
    assert "have not answered yet" in html
    answer(base, CLEO, said, "kept", HOSTILE)
    html = shown(base)
    assert "the coding was kept" in html
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1)) =cmd") == 2


def test_what_is_accepted_changes_the_cell_and_undoing_it_brings_the_cell_back(base: Store) -> None:
    said = reply(base, OTHER, Reply("foreign.1", "proposed", "Invented", "VAP-2", "plan"))
    assert cell(base, "VAP-2") == "silent"
    revision = answer(base, CLEO, said, "accepted", "Invented")
    assert cell(base, "VAP-2") == "reported"
    publishing.undo(base, CLEO, revision, "An invented mistake")
    assert cell(base, "VAP-2") == "silent"
    (row,) = replies_made(base.latest())
    assert row["decision"] is None
    said = reply(base, OTHER, Reply("foreign.1", "contested", "Invented"))
    with refused(Refused.NO_NEW_CODING):
        answer(base, CLEO, said, "accepted", "Invented")
    answer(base, CLEO, said, "accepted", "Invented", [("VAP-2", "progress")])
    assert cell(base, "VAP-2") == "reported"
    # Accepting a contest needs the coding that counts.


@pytest.mark.slow
def test_publishing_again_keeps_what_an_answer_settled(base: Store) -> None:
    judge(base, CLEO, Judgement("own.1", (("VAP-1", "progress"),)))
    publishing.publish(base, CLEO, "own")
    said = reply(base, DELEGATE, Reply("own.1", "proposed", "Invented", "VAP-2", "plan"))
    answer(base, CLEO, said, "accepted", "Invented answer")
    publishing.publish(base, CLEO, "own")
    coded = base.latest().rows("SELECT provision, assessment FROM coding WHERE passage = 'own.1'")
    assert coded == [{"provision": "VAP-2", "assessment": "plan"}]
    # What a coder makes of it afterwards counts once it is published.
    judge(base, CLEO, Judgement("own.1", (("VAP-1", "challenge"),)))
    publishing.publish(base, CLEO, "own")
    coded = base.latest().rows("SELECT provision, assessment FROM coding WHERE passage = 'own.1'")
    assert coded == [{"provision": "VAP-1", "assessment": "challenge"}]
