"""Whom a typed name stands for: of INVENTED States, held under several names."""

from collections.abc import Iterator

import pytest

from kb.db import View
from kb.errors import ChangeRefused
from kb.session.names import whom
from tests.knowledge import GROUP, Knowledge


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    knowledge = Knowledge.small()
    names = {"XAA": "Republic of Zubrania", "XAB": "Fáblia", "XAC": "Fablia Minor", "XAD": "Xanland"}
    for state, name in names.items():
        knowledge.state(state)
        knowledge.rows["state"][-1] |= {"name": name, "formal_name": f"The Kingdom of {name}"}
    knowledge.rows["state"][-1] |= {"name_2012": "Oldland", "name_in_untc": "Xanland (Isles of)"}
    with knowledge.build(tmp_path_factory.mktemp("names")) as store:
        yield store.latest()


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("republic of zubrania", "XAA"),
        ("Zubrania", "XAA"),
        ("Zub", "XAA"),
        ("  old ", "XAD"),
        ("Oldland", "XAD"),
        ("Isles", "XAD"),
        ("fablia", "XAB"),
        ("Fablia M", "XAC"),
        ("The Kingdom of Xan", "XAD"),
        # The end or middle of a word, too little of one, an accent more, a word more, and nobody.
        ("brania", None),
        ("Zu", None),
        ("Zubrania delegation", None),
        ("(", None),
        (".*", None),
        ("", None),
    ],
)
def test_a_name_held_or_the_beginning_of_one(view: View, typed: str, state: str | None) -> None:
    found = whom(view, typed)
    assert (found and found["state"]) == state


def test_an_organisation_is_known_by_its_whole_name_only(view: View) -> None:
    assert whom(view, "invented organisation inv-group") == {
        "contributor": GROUP,
        "state": None,
        "speaker_kind": "group",
        "speaker": f"Invented organisation {GROUP}",
        "name": f"Invented organisation {GROUP}",
    }
    assert whom(view, "Invented organ") is None


def test_what_may_be_several_is_refused_with_their_names(view: View) -> None:
    with pytest.raises(ChangeRefused, match=r"^Fab may be Fablia Minor or Fáblia: choose one"):
        whom(view, "Fab")
    with pytest.raises(ChangeRefused, match="Republic of Zubrania"):
        whom(view, "Kingdom")
