"""What contradicts other records is refused by the store too, however it was put there."""

from collections.abc import Mapping

import pytest

from kb.db import Store
from kb.db.description import data_tables, describe
from kb.errors import ChangeRefused
from tests.unit.material import latest, tables_of


def put_again(store: Store, table: str, id_: str, values: Mapping[str, str | None]) -> int:
    """Put the record once more, with other values."""
    names = describe()[table].column_names
    key = describe()[table].key[0]
    row = latest(store).rows(f'SELECT * FROM "{table}" WHERE "{key}" = $id', {"id": id_})[0]
    texts = {
        name: str(value).lower() if isinstance(value, bool) else None if value is None else str(value)
        for name, value in row.items()
    }
    with store.change("An Invented Person", "editor", "An invented reason") as change:
        return change.put(describe()[table], {name: [(texts | values)[name]] for name in names})


WRONG: list[tuple[str, str, dict[str, str | None], str]] = [
    ("contribution", "im2012-lao-cmc", {"state": "AUS"}, "state AUS must be the State that the contributor's name"),
    ("contribution", "im2012-lao-cmc", {"state": None}, "state  must be the State that the contributor's name"),
    ("contribution", "1msp-silamphan", {"state": "LAO"}, "state LAO must be empty"),
    ("contribution", "im2012-aus", {"source_url": "data:text/html,x"}, "source_url data:text/html,x must begin"),
    ("provision", "CCM-5.1", {"parent": "CCM-5.1.data"}, "would make the provision a part of itself"),
    ("provision", "CCM-5.1", {"parent": "VAP-20"}, "parent VAP-20 belongs to another instrument"),
    ("state", "AFG", {"status_2012_04_16": "signatory"}, "status_2012_04_16 signatory contradicts the dates"),
    ("contributor_name", "Lao PDR", {"contributor": "AUS"}, "must be the State that the contributor's name"),
    ("contribution", "im2012-lao-cmc", {"voice": "monitoring"}, r"does not fit the schema: .*CHECK"),
]


@pytest.mark.slow
def test_what_contradicts_other_records_is_refused_whole(store: Store) -> None:
    was = tables_of(latest(store))
    for table, id_, values, said in WRONG:
        with pytest.raises(ChangeRefused, match=said + r"[\s\S]*Nothing was changed\."):
            put_again(store, table, id_, values)
    assert store.revision() == 1
    assert tables_of(latest(store)) == was


def test_what_others_name_cannot_go_from_a_table_that_they_do_not_stand_in(store: Store) -> None:
    coded = latest(store).rows("SELECT provision FROM coding WHERE provision IS NOT NULL LIMIT 1")[0]["provision"]
    for table, record in (
        ("provision", coded),
        ("meeting", "ccm-im-2012"),
        ("state", "LAO"),
        ("contribution", "im2012-aus"),
    ):
        with (
            pytest.raises(ChangeRefused, match=f"would name {record}, which does not exist"),
            store.change("An Invented Person", "editor", "An invented reason") as change,
        ):
            change.remove(table, id=record)
    assert store.revision() == 1


def test_what_can_be_is_not_refused(store: Store) -> None:
    fine: list[tuple[str, str, dict[str, str | None]]] = [
        ("contribution", "im2012-lao-cmc", {"voice": "official", "state": None}),
        ("contribution", "im2012-aus", {"source_url": "http://example.org/a | https://example.org:80/b"}),
        ("provision", "CCM-5.1.data", {"parent": None, "source": "A letter of 23 March 2012 | https://example.org"}),
        ("state", "AFG", {"signed_on": "2011-09-08", "withdrawn_on": "2012-04-17"}),
    ]
    for table, id_, values in fine:
        assert put_again(store, table, id_, values) == 1


def test_every_rule_is_about_a_column_and_reads_known_tables() -> None:
    rules = [(table, rule) for table in data_tables() for rule in table.rules]
    assert rules
    for table, rule in rules:
        assert rule.column in table.column_names
        assert rule.reads <= describe().keys()


def test_what_a_reference_names_is_part_of_a_key_and_stays_when_a_record_is_put_anew() -> None:
    named = [target for table in data_tables() for one in table.references for target in one.targets]
    assert named
    assert [(table, column) for table, column in named if column not in describe()[table].key] == []
