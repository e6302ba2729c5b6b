"""The address, the scope and the sentence say the same; what an address cannot mean is dropped and said."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.db import Store
from kb.domain import filters
from kb.domain.filters import FILTERS, Kind, read, sentence
from kb.domain.model import InstrumentId, Scope
from kb.domain.vocabulary import Vocabulary
from kb.questions.vocabulary import vocabulary
from kb.ui.screens import SCREENS

LATEST = 1
DAY = date(2012, 4, 19)


@pytest.fixture(scope="session")
def words(knowledge_base: Store) -> Vocabulary:
    return vocabulary(knowledge_base.snapshot(LATEST))


def scopes(words: Vocabulary) -> st.SearchStrategy[Scope]:
    """Any scope that an address can ask for."""

    def some(kind: str, group: str | None = None) -> st.SearchStrategy[tuple[str, ...]]:
        codes = [code for code in words.labels[kind] if group in (None, words.groups.get(kind, {}).get(code))]
        return st.lists(st.sampled_from(codes), unique=True, max_size=3).map(tuple)

    def of_instrument(instrument: InstrumentId) -> st.SearchStrategy[Scope]:
        days = st.lists(st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1)), min_size=2, max_size=2)
        return st.builds(
            lambda period, many, revision: Scope(
                instrument, since=period[0], until=period[1], revision=revision, **many
            ),
            days.map(lambda pair: sorted(pair) if None not in pair else pair),  # type: ignore[type-var]
            st.fixed_dictionaries(
                {
                    item.field: some(item.key, instrument if item.key == "provision" else None)
                    for item in FILTERS
                    if item.kind is Kind.MANY
                }
            ),
            st.sampled_from([None, LATEST]),
        )

    return st.sampled_from(InstrumentId).flatmap(of_instrument)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_address_gives_the_scope_back(words: Vocabulary, data: st.DataObject) -> None:
    scope = data.draw(scopes(words))
    reading = read(filters.query(scope), words, LATEST)
    assert reading.scope == scope
    assert reading.dropped == ()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_address_gives_a_scope_of_known_codes_and_says_what_it_dropped(
    words: Vocabulary, data: st.DataObject
) -> None:
    keys = st.sampled_from([item.key for item in FILTERS])
    known = st.sampled_from(["LAO", "VAP-23", "ccm-im-2012", "a", "own", "2012-04-16", "CCM", "1"])
    # What was typed is said as it was; where nothing was, nobody reads "None".
    texts = st.text(max_size=60).filter(lambda text: "None" not in text)
    asked = data.draw(st.dictionaries(keys, st.lists(texts | known, max_size=3)))
    reading = read(asked, words, LATEST)
    for item in FILTERS:
        value = getattr(reading.scope, item.field)
        if item.kind is Kind.MANY:
            assert set(value) <= set(words.labels[item.key])
            kept = len(value)
        else:
            kept = int(item.key in filters.query(reading.scope) or str(value) in asked.get(item.key, []))
        given_values = set(asked.get(item.key, []))
        if len(given_values) > kept and item.kind is Kind.MANY:
            assert reading.dropped, f"{item.key} lost a value and nothing was said"
    assert all("None" not in said for said in reading.dropped)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"state": ["XXX"]}, "State “XXX” is not known here and was left out."),
        ({"from": ["2013-01-01"], "to": ["2012-01-01"]}, "The period ends before it begins and was left out."),
        ({"from": ["20120101"]}, "From “20120101” is not known here and was left out."),
        ({"rev": ["99"]}, "Revision “99” is not known here and was left out."),
        ({"rev": ["²"]}, "Revision “²” is not known here and was left out."),
        ({"instrument": ["VAP", "CCM"]}, "Instrument “CCM” is not known here and was left out."),
        (
            {"instrument": ["CCM"], "provision": ["VAP-23"]},
            "Action 23: Use or set up coordination is not part of the Convention on Cluster Munitions"
            " and was left out.",
        ),
    ],
)
def test_what_is_dropped_is_said(words: Vocabulary, asked: dict[str, list[str]], said: str) -> None:
    reading = read(asked, words, LATEST)
    assert reading.dropped == (said,)
    left = {key: values for key, values in asked.items() if key == "instrument"}
    assert reading.scope == Scope(InstrumentId(left["instrument"][0]) if left else InstrumentId.VAP)


def test_a_provision_brings_its_instrument(words: Vocabulary) -> None:
    reading = read({"provision": ["CCM-5.2.g"]}, words, LATEST)
    assert reading.scope == Scope(InstrumentId.CCM, provisions=("CCM-5.2.g",))
    assert reading.dropped == ()


def test_the_sentence_names_every_limit_and_no_other(words: Vocabulary) -> None:
    scope = Scope(
        meetings=("ccm-im-2012",),
        since=date(2012, 4, 1),
        states=("LAO", "LBN"),
        themes=("resources",),
        voices=("own",),
    )
    said = sentence(scope, words, DAY)
    for part in (
        "Vientiane Action Plan",
        "Intersessional Meeting 2012",
        "from 1 April 2012",
        "Lao People's Democratic Republic or Lebanon",
        "only the theme Resources",
        "first-hand",
        "Status of States on 19 April 2012",
        "Revision 1.",
    ):
        assert part in said
    assert "until" not in said
    assert "all States" not in said
    assert "every meeting" not in said


def test_without_filters_the_sentence_says_that_everything_is_meant(words: Vocabulary) -> None:
    said = sentence(Scope(), words, DAY)
    assert "every meeting of the Convention on Cluster Munitions (Nov 2010 to Sept 2015), all States." in said
    assert "only" not in said
    (said,) = read({"state": ["x" * 5000]}, words, LATEST).dropped
    assert len(said) < 100, "a long value is cut"
    assert "x" * 41 not in said


def test_the_sentence_reads_as_one_whatever_the_meetings(words: Vocabulary) -> None:
    def said(*meetings: str) -> str:
        return sentence(Scope(meetings=meetings), words, date(2012, 4, 16)).partition(", all States")[0]

    every = "contributions to every meeting of the Convention on Cluster Munitions"
    assert said() == f"Vientiane Action Plan: {every} (Nov 2010 to Sept 2015)"
    assert said("any") == "Vientiane Action Plan: everything, other conventions included"
    assert said("outside") == "Vientiane Action Plan: material made to no meeting"
    meeting = "contributions to Intersessional Meeting 2012, Geneva"
    assert said("outside", "ccm-im-2012") == f"Vientiane Action Plan: {meeting} and material made to no meeting"


def test_no_screen_has_a_key_of_its_own_that_is_a_filter_too() -> None:
    shared = {(name, key) for name, screen in SCREENS.items() for key in screen.own if key in filters.KEYS}
    assert shared == set()
