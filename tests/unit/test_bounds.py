"""Every text that a reader can send is bounded: cut, or refused in a plain sentence, and kept nowhere. Invented."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.api.resources import RESOURCES, Resource
from kb.cache import ANSWERS, forget
from kb.db import Store, changing, drafts
from kb.domain import filters
from kb.domain.filters import LONGEST, MOST, MOST_KEYS
from kb.domain.refusals import Refused
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.handing import hand_in
from tests.knowledge import MEETING, Knowledge, about
from tests.refusing import refused
from tests.unit.api_client import Api, mounted

LONG = "zq" * 50_000


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Little, but something at each address."""
    k = Knowledge.small("XAA")
    k.said("XAA", about("VAP-1"), id="inv")
    with k.build(tmp_path_factory.mktemp("bounds")) as store:
        yield store


PATHS = [
    one.path.format(state="XAA", provision="VAP-1", contribution="inv", passage="inv.1", meeting=MEETING)
    for one in RESOURCES
]


@pytest.mark.parametrize(("path", "resource"), list(zip(PATHS, RESOURCES, strict=True)), ids=PATHS)
def test_every_parameter_of_every_address_of_the_api_is_bounded(base: Store, path: str, resource: Resource) -> None:
    api = Api(mounted(base))
    forget()
    for key in [*resource.params.model_fields, "unknown"]:
        for query in (f"{key}={LONG[:6_000]}", "&".join([f"{key}=1"] * (MOST + 1))):
            answer = api.ask(f"{path}?{query}")
            assert answer.status_code in (422, 403), (path, key)
            assert len(answer.content) < 5_000
    assert api.ask(f"{path}?" + "&".join(f"k{number}=1" for number in range(MOST_KEYS + 5))).status_code in (422, 403)
    if "{" in resource.path:
        answer = api.ask(resource.path.split("{")[0] + LONG[:60_000])
        assert (answer.status_code in (403, 404, 422), len(answer.content) < 5_000) == (True, True)
    assert ANSWERS.weight < 3_000_000


def test_an_address_is_cut_and_says_what_was() -> None:
    query = {"q": [LONG], "state": ["XAA"] * 300, "theme": ["inv-care"], LONG: ["x"]}
    kept, faults = filters.bounded(query)
    assert kept == {"q": [LONG[:LONGEST]], "state": ["XAA"] * MOST, "theme": ["inv-care"]}
    assert len(faults) == 3
    assert all(len(fault) < 100 for fault in faults)
    kept, faults = filters.bounded({str(number): ["x"] for number in range(1000)})
    assert (len(kept), len(faults)) == (MOST_KEYS, 1)
    whole = {"q": ["x" * LONGEST], "state": ["XAA"] * MOST}
    assert filters.bounded(whole) == (whole, ())


def test_a_draft_and_drafts_are_bounded(base: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "LONGEST", 1000)
    monkeypatch.setattr(drafts, "MOST", 2)
    codes = [base.drafts.keep("dee", "x" * 1000) for _ in range(2)]
    with refused(Refused.DRAFT_TOO_LONG):
        base.drafts.keep("dee", "x" * 1001, codes[0])
    with refused(Refused.TOO_MANY_DRAFTS, most=2):
        base.drafts.keep("dee", "x")
    base.drafts.keep("dee", "y", codes[0])  # one there may still be changed
    base.drafts.keep("eve", "x")


def test_texts_and_reasons_are_bounded(base: Store, tmp_path: Path) -> None:
    before = base.revision()
    with refused(Refused.TEXT_TOO_LONG):
        hand_in(base, "x" * (changing.LONGEST + 1))
    for reason in ("", "x" * (publishing.LONGEST_REASON + 1)):
        with refused(Refused.NO_REASON, Refused.REASON_TOO_LONG):
            publishing.withdraw(base, ALONE, "inv", reason)
    with refused(Refused.TEXT_TOO_LONG):
        publishing.correct(base, ALONE, "inv", "Invented", values={"note": "x" * (changing.LONGEST + 1)})
    assert base.revision() == before
