"""Agreement of coders who judged blind: known values, too few, and what no figure may rest on."""

import json
from pathlib import Path

import pytest

from kb.db import Place, Store
from kb.domain.model import Audience, Role
from kb.questions.coding import coding_queue
from kb.workflow import coding
from kb.workflow.agreement import ENOUGH, agreement, differing
from kb.workflow.coding import Judgement, judge
from kb.workflow.permission import ALONE, Actor
from tests.handing import hand_in
from tests.knowledge import Knowledge, address_of
from tests.unit.processes import Run

ANNE, BEN, CLEO = (Actor(name, name.title(), frozenset({Role.CODER})) for name in ("anne", "ben", "cleo"))
PASSAGES = 32


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Anne and Ben judge every passage blind: always alike on VAP-1, never on VAP-2."""
    folder = tmp_path_factory.mktemp("agreement")
    with Knowledge.small("XAA", provisions=("VAP-1", "VAP-2")).build(folder) as store:
        id_ = hand_in(store, *(f"Invented words of passage {number}." for number in range(PASSAGES)))
        with store.change("invented", "administrator", "Invented judgements") as change:
            for number in range(1, PASSAGES + 1):
                for coder, takes in (("anne", number % 4 > 1), ("ben", number % 4 < 2)):
                    key = {"passage": f"{id_}.{number}", "coder": coder}
                    codes = ["VAP-1"] * (number % 2) + ["VAP-2"] * takes
                    change.save("judgement", [key | {"basis": "hand", "blind": True, "note": None}])
                    change.save(
                        "judged_coding", [key | row for row in coding.coding_rows([(one, "plan") for one in codes])]
                    )
        return store.place


def test_alpha_is_one_where_coders_agree_and_below_nothing_where_they_never_do(base: Place) -> None:
    with Store.open(base) as store:
        rows = {row["code"]: row for row in agreement(store.latest(Audience.STAFF)) if row["kind"] == "provision"}
        assert rows["VAP-1"]["alpha"] == 1
        assert (rows["VAP-1"]["verdict"], rows["VAP-1"]["passages"]) == ("reliable", PASSAGES)
        assert rows["VAP-2"]["alpha"] < 0
        assert rows["VAP-2"]["verdict"] == "unreliable"
        assert rows["VAP-2"]["alpha_low"] <= rows["VAP-2"]["alpha"] <= rows["VAP-2"]["alpha_high"]
        assert rows["all"]["alpha"] < 1
        apart = differing(store.latest(Audience.STAFF))
        assert apart[0]["difference"] == 1
        assert apart == sorted(apart, key=lambda row: -row["difference"])


def test_the_command_prints_it(base: Place, run: Run) -> None:
    status, output, errors = run("agreement", "--format", "json", "--database", address_of(base))
    assert (status, errors) == (0, "")
    assert {row["code"] for row in json.loads(output)} == {"all", "VAP-1", "VAP-2"}


def test_only_what_was_judged_blind_counts_and_under_thirty_nothing_is_said(tmp_path: Path) -> None:
    with Knowledge.small("XAA").build(tmp_path) as store:
        id_ = hand_in(store, "Invented first words.", "Invented second words.")
        for who in (ANNE, BEN):
            judge(store, who, Judgement(f"{id_}.1", (("VAP-1", "plan"),)))
        assert agreement(store.latest(Audience.STAFF)) == []
        coding.choose_double_share(store, ALONE, 100)
        judge(store, ANNE, Judgement(f"{id_}.2", (("VAP-1", "plan"),)))
        (row,) = coding_queue.rows(store.latest(Audience.STAFF), coder="ben")
        assert row["again"] == 1
        _rows, withheld = coding.judgements_seen(store.latest(Audience.STAFF), BEN, f"{id_}.2")
        assert withheld
        judge(store, BEN, Judgement(f"{id_}.2", (("VAP-2", "plan"),)))
        # Whoever judges anew has seen what the other chose.
        judge(store, BEN, Judgement(f"{id_}.2", (("VAP-1", "plan"),)))
        rows = agreement(store.latest(Audience.STAFF))
        assert {row["verdict"] for row in rows} <= {"too_few"}
        assert all(row["alpha"] is None for row in rows)
        assert not agreement(store.latest())
        assert ENOUGH == 30
