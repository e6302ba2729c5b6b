"""“Nothing to tag” is a judgement: taken as coded, compared between coders, kept in files, and counted nowhere.

Everything here is invented.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kb.db import Store, View
from kb.domain.model import Assessment, Audience, Role, Scope
from kb.domain.refusals import Refused
from kb.errors import DataFilesInvalid
from kb.ingest.loading import build
from kb.questions import Rows, looks, overview, practices, rates
from kb.questions.passages import passages
from kb.questions.reviewing import review_contributions, review_passages
from kb.reports import data_package
from kb.reports.data_files import export
from kb.ui.review import reviewed
from kb.workflow import coding, publishing, replying
from kb.workflow.coding import Judgement
from kb.workflow.permission import Actor
from tests.handing import CODED, Coding, hand_in
from tests.knowledge import MEETING, THANKS, Knowledge, about
from tests.refusing import refused
from tests.unit.api_client import Api, mounted
from tests.unit.test_publishing import ANNE, BEN, CLEO, base, cell, stage  # noqa: F401

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

SCOPE = Scope(meetings=(MEETING,))
COUNTS: dict[str, Callable[[View], Any]] = {
    "matrix": lambda view: looks.matrix(view, SCOPE),
    "gaps": lambda view: looks.gaps(view, SCOPE),
    "rates": lambda view: rates(view, SCOPE),
    "assessments": lambda view: looks.assessments(view, SCOPE),
    "themes": lambda view: looks.theme_by_state(view, SCOPE),
    "lines": lambda view: looks.line_by_state(view, SCOPE),
    "standing": lambda view: looks.state_standing(view, SCOPE),
    "overview": lambda view: [
        overview.overview_states.rows(view, SCOPE),
        overview.overview_passages(view, SCOPE),
        overview.overview_lines(view, SCOPE),
    ],
    "practices and exchange": lambda view: practices.practices_passages(view, SCOPE, Assessment),
}


def thank(store: Store, who: Actor, passage: str) -> None:
    coding.judge(store, who, Judgement(passage, nothing_to_tag=True))


def shown(store: Store, contribution: str) -> Rows:
    return passages(store.latest(), SCOPE, contribution=contribution).rows


def test_publishing_takes_it_as_coded_and_the_state_spoke_but_not_on_this(base: Store) -> None:  # noqa: F811
    id_ = hand_in(base, "Invented thanks.")
    thank(base, ANNE, f"{id_}.1")
    assert (stage(base, id_), cell(base)) == ("coded", "pending")
    publishing.publish(base, CLEO, id_)
    assert (stage(base, id_), cell(base)) == ("published", "silent")
    (row,) = shown(base, id_)
    assert (row["nothing_to_tag"], row["codings"], row["assessments"], row["themes"]) == (True, [], [], [])
    staff = base.latest(Audience.STAFF)
    assert [one["nothing_to_tag"] for one in review_passages(staff, id_)] == [True]
    assert next(one["uncoded"] for one in review_contributions.rows(staff) if one["contribution"] == id_) == 0
    before = base.revision()
    publishing.publish(base, CLEO, id_)
    assert base.revision() == before + 1


def test_it_goes_with_nothing_else_and_is_not_what_is_left_out(base: Store) -> None:  # noqa: F811
    id_ = hand_in(base, "Invented thanks.", "Invented words.")
    before = base.revision()
    wrong: list[tuple[tuple[Coding, ...], tuple[str, ...], bool]] = [
        ((CODED,), (), True),
        ((), ("inv-care",), True),
        ((), (), False),
        ((), ("inv-care",), False),
    ]
    for codings, themes, nothing in wrong:
        with refused(Refused.NOTHING_TO_TAG_BESIDE if nothing else Refused.NO_JUDGEMENT):
            coding.judge(base, ANNE, Judgement(f"{id_}.1", codings, themes, nothing_to_tag=nothing))
    assert base.revision() == before
    thank(base, ANNE, f"{id_}.1")
    assert stage(base, id_) == "received", "nobody judged the passage beside it"
    with refused(Refused.NOT_CODED):
        publishing.publish(base, CLEO, id_)


def test_coders_differ_on_it_or_agree(base: Store) -> None:  # noqa: F811
    id_ = hand_in(base, "Invented words.", "Invented thanks.")
    thank(base, ANNE, f"{id_}.1")
    coding.judge(base, BEN, Judgement(f"{id_}.1", (CODED,)))
    for who in (ANNE, BEN):
        thank(base, who, f"{id_}.2")
    staff = base.latest(Audience.STAFF)
    one = reviewed(staff, id_)
    assert one
    assert [row["passage"] for row in one.disputed] == [f"{id_}.1"]
    assert one.agreement.startswith("Coders agree on 1 of 2 ")
    assert review_contributions.rows(staff)[0]["differing"] == 1
    with refused(Refused.CODERS_DIFFER):
        publishing.publish(base, CLEO, id_)
    publishing.publish(base, CLEO, id_, {f"{id_}.1": "anne"})
    assert [row["nothing_to_tag"] for row in shown(base, id_)] == [True, True]
    publishing.publish(base, CLEO, id_, {f"{id_}.1": "ben"})
    assert [row["nothing_to_tag"] for row in shown(base, id_)] == [False, True]
    assert cell(base) == "reported"
    publishing.undo(base, CLEO, base.revision(), "An invented mistake")
    assert [row["nothing_to_tag"] for row in shown(base, id_)] == [True, True]


def test_a_plain_fact_is_a_coding_and_differs_from_it(base: Store) -> None:  # noqa: F811
    id_ = hand_in(base, "Invented words.")
    coding.judge(base, ANNE, Judgement(f"{id_}.1", (("VAP-1", None),)))
    thank(base, BEN, f"{id_}.1")
    assert review_contributions.rows(base.latest(Audience.STAFF))[0]["differing"] == 1
    with refused(Refused.CODERS_DIFFER):
        publishing.publish(base, CLEO, id_)
    publishing.publish(base, CLEO, id_, {f"{id_}.1": "anne"})
    assert ([row["nothing_to_tag"] for row in shown(base, id_)], cell(base)) == ([False], "reported")
    publishing.publish(base, CLEO, id_, {f"{id_}.1": "ben"})
    assert ([row["nothing_to_tag"] for row in shown(base, id_)], cell(base)) == ([True], "silent")


def test_an_accepted_reply_takes_its_place(base: Store) -> None:  # noqa: F811
    id_ = hand_in(base, "Invented words.")
    thank(base, ANNE, f"{id_}.1")
    publishing.publish(base, CLEO, id_)
    delegate = Actor("del", "Del", frozenset({Role.DELEGATE}), "XAA")
    proposed = replying.Reply(f"{id_}.1", "proposed", "An invented reason", *CODED)
    replying.answer(base, CLEO, replying.reply(base, delegate, proposed), "accepted", "An invented answer")
    (row,) = shown(base, id_)
    assert (row["nothing_to_tag"], row["assessments"]) == (False, ["progress"])


@pytest.fixture(scope="module")
def with_and_without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same statements with thanks in them, and without."""
    stores = []
    for thanks in ((THANKS,), ()):
        k = Knowledge.small("XAA", "XAB", "XAC")
        k.said("XAA", about("VAP-1", themes=["inv-care"]), *thanks, line="a")
        k.said("XAB", about("VAP-2", assessment="practice"), *thanks)
        k.described("XAC", about("VAP-1", assessment="request"), *thanks)
        stores.append(k.build(tmp_path_factory.mktemp("knowledge")))
    yield stores[0], stores[1]
    for store in stores:
        store.close()


@pytest.mark.parametrize("count", COUNTS)
def test_it_is_counted_nowhere(with_and_without: tuple[Store, Store], count: str) -> None:
    thanked, plain = (COUNTS[count](store.latest()) for store in with_and_without)
    if isinstance(thanked, pd.DataFrame):
        pd.testing.assert_frame_equal(thanked, plain)
    else:
        assert thanked == plain


def test_files_say_it_and_give_it_back(with_and_without: tuple[Store, Store], tmp_path: Path) -> None:
    thanked, _ = with_and_without
    export(thanked.latest(Audience.STAFF), tmp_path / "once")
    lines = (tmp_path / "once" / "contributions.jsonl").read_text().splitlines()
    told = [one.get("nothing_to_tag") for line in lines for one in json.loads(line)["passages"]]
    assert told == [None, "invented coder"] * 3
    with Store.open(tmp_path / "again.duckdb") as again:
        build(again, tmp_path / "once")
        export(again.latest(Audience.STAFF), tmp_path / "twice")
        assert [row["nothing_to_tag"] for row in shown(again, "contribution-01")] == [False, True]
    for file in (tmp_path / "once").iterdir():
        assert file.read_bytes() == (tmp_path / "twice" / file.name).read_bytes()


def test_a_file_in_which_such_a_passage_is_coded_is_refused(tmp_path: Path) -> None:
    k = Knowledge.small("XAA")
    id_ = k.said("XAA", about("VAP-1"), THANKS)
    k.add("nothing_to_tag", passage=f"{id_}.1", coder="invented coder")
    with pytest.raises(DataFilesInvalid, match="has a coding or a theme"):
        k.build(tmp_path)


def test_the_package_and_the_api_say_it_and_not_who_judged(with_and_without: tuple[Store, Store]) -> None:
    thanked, _ = with_and_without
    with zipfile.ZipFile(io.BytesIO(data_package.packed(thanked).content)) as package:
        text = package.read("data/nothing_to_tag.csv").decode()
    assert list(csv.DictReader(io.StringIO(text))) == [{"passage": f"contribution-0{n}.2"} for n in (1, 2, 3)]
    rows = Api(mounted(thanked)).rows(f"/passages?meeting={MEETING}")
    assert {row["passage"]: row["nothing_to_tag"] for row in rows if row["state"] == "XAA"} == {
        "contribution-01.1": False,
        "contribution-01.2": True,
    }
