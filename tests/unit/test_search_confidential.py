"""What is confidential or not published is found by nobody who may not see it, and counted in nothing.

Everything here is invented.
"""

from datetime import date
from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Audience, Scope
from kb.search import SearchResults, search
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from kb.workflow.submission import SubmittedPassage
from tests.handing import hand_in, judge
from tests.knowledge import Knowledge, about

pytestmark = pytest.mark.slow

WORD = "quokka"
OPEN = "numbat"
LATER, PAST = date(2999, 1, 1), date(2012, 1, 1)


@pytest.fixture
def base(tmp_path: Path) -> Store:
    k = Knowledge.small("XAA", "XAB")
    k.said("XAB", about("VAP-2"), id="open")
    k.rows["passage"][-1]["text"] = f"An invented {OPEN}."
    return k.build(tmp_path)


def handed_in(store: Store, until: date | None) -> str:
    """A contribution of which everything that can be searched for bears the secret word."""
    offered = ("VAP-1", "offer")
    values = {"lines": ("c",), "language": "fr", "file_name": f"{WORD}.txt", "public_from": until}
    id_ = hand_in(store, SubmittedPassage(f"An invented {WORD}.", (offered,)), **values)
    judge(store, id_, offered, themes=("inv-care",))
    return id_


def all_ways(store: Store, audience: Audience) -> list[SearchResults]:
    """What an audience finds by the word, its beginning, near it, by what it is coded to, and without a question."""
    view = store.latest(audience)
    questions = (WORD, f"{WORD[:3]}*", f'"invented {WORD}"', "NOT numbat", "Action 1", "")
    asked = [search(view, question, kind=kind) for question in questions for kind in ("passage", "contribution")]
    return [*asked, search(view, "quoka", fuzzy=True), search(view, "", Scope(states=("XAA",)))]


def gives_away(found: list[SearchResults]) -> bool:
    """Whether any of it shows or counts what bears the secret word."""
    shown = " ".join(piece.text for one in found for hit in one.hits for piece in hit.pieces)
    counts = [one.facets[facet].get(code) for one in found for facet, code in SECRET_CODES]
    return WORD in shown or any(counts)


SECRET_CODES = (
    ("state", "XAA"), ("provision", "VAP-1"), ("assessment", "offer"), ("language", "fr"), ("line", "c"),
    ("theme", "inv-care"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("until", "published", "may_find"),
    [
        (LATER, True, {Audience.PARTIES, Audience.STAFF}),
        (PAST, True, set(Audience)),
        (None, True, set(Audience)),
        (LATER, False, set()),
        (None, False, set()),
    ],
)
def test_only_those_who_may_see_it_find_it(
    base: Store, until: date | None, published: bool, may_find: set[Audience]
) -> None:
    id_ = handed_in(base, until)
    if published:
        publishing.publish(base, ALONE, id_)
    for audience in Audience:
        found = all_ways(base, audience)
        assert gives_away(found) == (audience in may_find), audience
        assert search(base.latest(audience), OPEN).total == 1
        # Nor is it given away by what is offered instead of a word that nothing has.
        instead = search(base.latest(audience), f"{WORD}land")
        assert instead.total == 0
        assert instead.why
        assert (instead.begun == {f"{WORD}*": 1}) == ("fr" in instead.why.languages) == (audience in may_find)
        assert instead.begun == {} or audience in may_find


def test_made_confidential_later_it_is_found_no_more_in_older_revisions_either(base: Store) -> None:
    id_ = handed_in(base, None)
    publishing.publish(base, ALONE, id_)
    public = base.revision()
    assert search(base.snapshot(public), WORD).total == 1
    publishing.correct(base, ALONE, id_, "An invented wish", public_from=LATER)
    assert search(base.snapshot(public), WORD).total == 0
    assert search(base.latest(), WORD).total == 0
    assert search(base.snapshot(public, Audience.STAFF), WORD).total == 1
