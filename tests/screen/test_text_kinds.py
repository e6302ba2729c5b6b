"""Every screen says of a text what it is: delivered, a digest or a note of the room. Everything here is invented."""

import re

import pytest

from kb.domain.words import TEXT_KINDS, TEXT_KINDS_MEANT, TEXT_LEADS
from kb.workflow.permission import READER
from tests.knowledge import MEETING, Knowledge, about
from tests.screen.conftest import DashboardOf, html_of, visit

VISITS = (
    ("", {}),
    ("states", {"state": "XAA"}),
    ("states", {"state": ["XAA", "XAB"]}),
    ("contributions", {}),
    ("contributions", {"list": "passages"}),
    ("contributions", {"contribution": "contribution-01"}),
    ("search", {"q": "invented"}),
    ("coverage", {"cell": "XAA.VAP-1"}),
    ("actions", {"read": "VAP-1"}),
    ("practices", {"my": "XAB"}),
    ("practices", {"my": "XAB", "brief": "contribution-02.1"}),
    ("exchange", {"side": "offers", "match": "contribution-02.1"}),
    ("report", {}),
)
# Rules for every text, which say nothing of this one.
RULES = ("Only delivered texts may be quoted",)
# The words that tell one kind from the others.
TOLD_BY = {"verbatim": "delivered text", "digest": "digest", "note": "taken in the room"}


@pytest.mark.parametrize("kind", TEXT_KINDS)
def test_every_screen_says_what_a_text_is_and_not_what_it_is_not(dashboard_of: DashboardOf, kind: str) -> None:
    k = Knowledge.small("XAA", "XAB")
    k.said("XAA", about("VAP-1"), text_kind=kind)
    k.said("XAA", about("VAP-2", assessment="offer"), about("VAP-2", assessment="practice"), text_kind=kind)
    k.said("XAB", about("VAP-2", assessment="challenge"), text_kind=kind)
    dashboard_of(k, READER)
    own = [TEXT_KINDS_MEANT[kind], TEXT_LEADS[kind], TEXT_KINDS[kind]]
    said = 0
    for screen, query in VISITS:
        app = visit(screen, meeting=MEETING, **query)
        assert not app.exception
        html = html_of(app)
        for rule in RULES:
            html = html.replace(rule, "")
        for words in own:
            html, found = re.subn(re.escape(words), "", html, flags=re.IGNORECASE)
            said += found
        others = [words for other, words in TOLD_BY.items() if other != kind and words in html.lower()]
        assert others == [], (screen, query)
    assert said > len(VISITS)
