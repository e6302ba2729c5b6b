"""The index of a later revision takes over what did not change, and the earlier one serves on as it was.

Everything here is invented.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cache import forget
from kb.db import Store, View
from kb.domain.model import Audience
from kb.search import Sort, search
from kb.search.index import NoRoom, Places, index_of
from kb.workflow import publishing
from kb.workflow.permission import ALONE
from tests.handing import hand_in, judge
from tests.knowledge import Knowledge, about

pytestmark = pytest.mark.slow


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Three texts, which are enough here for an index to be taken over, each of them changed often."""
    monkeypatch.setattr("kb.search.index.LARGE", 0)
    monkeypatch.setattr("kb.search.index.MOST_REPLACED", 100)
    k = Knowledge.small("XAA", "XAB")
    for state, word in (("XAA", "numbat"), ("XAB", "quokka"), ("XAB", "bilby")):
        k.said(state, about("VAP-1"), id=word)
        k.rows["passage"][-1]["text"] = f"An invented {word}."
    with k.build(tmp_path) as store:
        yield store


def found(view: View, question: str, sort: Sort = Sort.RELEVANCE) -> list[str]:
    return [hit.row["contribution"] for hit in search(view, question, sort=sort).hits]


def correct(store: Store, contribution: str, text: str) -> View:
    publishing.correct(store, ALONE, contribution, "Invented", texts={f"{contribution}.1": text})
    return store.latest()


def test_a_change_is_found_in_its_revision_and_not_before(base: Store) -> None:
    earlier = base.latest()
    assert found(earlier, "quokka") == ["quokka"]
    for number in range(10):
        later = correct(base, "quokka", f"An invented wombat{number}.")
        assert index_of(later).written is index_of(earlier).written, "nothing else was read anew"
        assert (found(later, f"wombat{number}"), found(later, "quokka"), found(later, "numbat")) == (
            ["quokka"],
            [],
            ["numbat"],
        )
    assert (found(earlier, "quokka"), found(earlier, "wombat9")) == (["quokka"], []), (
        "who reads the earlier one reads on"
    )
    assert search(later, "invented").facets == search(earlier, "invented").facets


def test_results_stand_as_in_an_index_made_anew(base: Store) -> None:
    found(base.latest(), "invented")
    correct(base, "quokka", "An invented text.")
    hand_in_and_publish(base)
    view = base.latest()
    taken_over = [found(view, question, sort) for question in ("invented", "") for sort in Sort]
    index = index_of(view)
    forget()
    assert [found(view, question, sort) for question in ("invented", "") for sort in Sort] == taken_over
    assert index_of(view).written is not index.written
    assert len(taken_over[0]) == 4


def hand_in_and_publish(store: Store) -> None:
    id_ = hand_in(store, "An invented dunnart.")
    judge(store, id_)
    publishing.publish(store, ALONE, id_)


def test_nothing_is_taken_over_from_another_audience_or_of_other_names(base: Store) -> None:
    public, staff = base.latest(), base.latest(Audience.STAFF)
    assert index_of(staff).written is not index_of(public).written
    with base.change("anne", "administrator", "Invented name") as change:
        (row,) = change.records("state", id="XAA")
        change.save("state", [{**row, "name": "Inventedland"}])
    later = base.latest()
    assert index_of(later).written is not index_of(public).written
    assert (found(later, "Inventedland"), found(public, "Inventedland")) == (["numbat"], [])


def test_a_number_stays_and_others_come_between_until_there_is_no_room() -> None:
    places = Places("ac")
    first, last = places.number("a"), places.number("c")
    assert places.number("A") < first < places.number("b") < last < places.number("d")
    assert (places.number("a"), places.number("c")) == (first, last)
    between = [f"a{'0' * length}1" for length in range(64)]
    with pytest.raises(NoRoom):
        list(map(places.number, between))
    assert places.number(between[0]) > places.number(between[9]) > first
