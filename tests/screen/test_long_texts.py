"""A text of 800 passages comes fifty at a time; an address that names a passage leads to it. All of it is INVENTED."""

import re

import pytest

from kb.db import Store
from kb.ui.drafts import written
from kb.ui.elements.paging import SIZE
from kb.ui.submit.drafting import Draft
from kb.workflow.permission import ALONE
from kb.workflow.submission import Details, SubmittedPassage
from tests.handing import hand_in
from tests.knowledge import MEETING, THANKS, Knowledge
from tests.screen.conftest import DashboardOf, acting, html_of, visit

PASSAGES, MOST_BYTES = 800, 300_000
TEXTS = [
    f"Invented passage {number}: the invented province opened a centre for survivors, their families and their"
    " communities, with prostheses, training and work; an organisation of survivors took part in drawing up the plan."
    for number in range(1, PASSAGES + 1)
]


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    knowledge = Knowledge.small("XAA", provisions=["VAP-1"])
    knowledge.said("XAA", *[THANKS] * PASSAGES)
    for row, text in zip(knowledge.rows["passage"], TEXTS, strict=True):
        row["text"] = text
    return dashboard_of(knowledge)


def shown(html: str) -> list[int]:
    """The numbers of the passages whose text stands there."""
    assert len(html.encode()) < MOST_BYTES
    return [int(number) for number in re.findall(r"Invented passage (\d+): [^<]*</(?!textarea)", html)]


def test_the_reader_and_review_show_fifty_passages_and_the_one_that_is_asked_for(
    base: Store, fresh: pytest.MonkeyPatch
) -> None:
    acting(fresh, ALONE)
    (published,) = (row["id"] for row in base.latest().rows("SELECT id FROM contribution"))
    for screen, own in (
        ("contributions", {"contribution": published}),
        ("review", {"review": hand_in(base, *TEXTS)}),
    ):
        assert shown(html_of(visit(screen, **own))) == list(range(1, SIZE + 1)), screen
        last = html_of(visit(screen, **own, page="16"))
        assert shown(last) == list(range(PASSAGES - SIZE + 1, PASSAGES + 1)), "the last page ends with the last passage"
        assert "751 to 800 of 800." in last
        assert "Next page" not in last
        assert 777 in shown(html_of(visit(screen, **own, passage="777"))), "an address that names a passage leads to it"
        assert "Nothing stands on page 17." in html_of(visit(screen, **own, page="17"))


def test_what_is_tagged_and_sent_stays_small(base: Store, fresh: pytest.MonkeyPatch) -> None:
    acting(fresh, ALONE)
    id_ = hand_in(base, *TEXTS)
    assert 777 in shown(html_of(visit("code", code=f"{id_}.777")))
    parts = tuple(SubmittedPassage(text) for text in TEXTS)
    draft = Draft(Details("XAA", MEETING), parts, "en", "txt", "0" * 64)
    code = base.drafts.keep(ALONE.person, written(draft))
    assert shown(html_of(visit("submit", draft=code))) == list(range(1, SIZE + 1))
    opened = html_of(visit("submit", draft=code, at="777"))
    assert {751, 777, 800} == {751, 777, 800} & set(shown(opened)), "the page with the passage that is open for changes"
    assert '<ol start="751">' in opened, "a passage keeps its number"
    assert shown(html_of(visit("submit", receipt="2"))) == list(range(1, SIZE + 1))
    last = html_of(visit("submit", receipt="2", page="16"))
    assert shown(last) == list(range(PASSAGES - SIZE + 1, PASSAGES + 1)), "who sent it sees all of it"
    assert '<ol start="751">' in last
    assert "Nothing stands on page 17." in html_of(visit("submit", receipt="2", page="17"))
