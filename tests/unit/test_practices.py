"""Which passages of others are found for a need, in which order and why: on INVENTED States and texts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.db import Store, View
from kb.domain.model import ANY_MEETING, Assessment, InstrumentId, Scope, Voice
from kb.questions.practices import practices_passages, practices_read, practices_said
from kb.search.practices import HELPFUL, Alike, Candidate, Match, Near, Need, Pool, StateTraits
from kb.ui.practices import found
from tests.knowledge import Knowledge, about
from tests.putting import put

# Each test makes several revisions, and looks at them.
pytestmark = pytest.mark.slow

AFRICA, ASIA = "African Group", "Asia-Pacific Group"
OTHER_MEETING = "inv-mines"
DEFAULT = Scope()


def known() -> Knowledge:
    """XAA has victims, is of the African Group and a party; it contributed, and nothing of it is on VAP-1."""
    k = Knowledge()
    k.meeting()
    k.meeting(OTHER_MEETING, "2012-06-01", convention="Invented treaty")
    k.provision("VAP-1")
    k.provision("VAP-1.a", parent="VAP-1")
    k.provision("CCM-1")
    k.rows["provision"][-1]["related"] = "VAP-1"
    k.provision("VAP-2", text="missing")
    k.state("XAA", regional_group=AFRICA)
    k.state("XAB", regional_group=AFRICA)
    k.state("XAC", regional_group=ASIA)
    k.state("XAD", affected="no", regional_group=AFRICA)
    k.state("XAE", affected="unknown", regional_group=AFRICA, in_force=None, signed_on="2009-01-01")
    return k


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Callable[[Knowledge], View]]:
    """The view of a knowledge base of these rows."""
    with ExitStack() as opened:
        yield lambda knowledge: opened.enter_context(put(knowledge, tmp_path)).latest()


def for_provision(view: View, scope: Scope = DEFAULT, my: str = "XAA", key: str = "VAP-1") -> list[Match]:
    one = next(need for need in found.wanted(view, scope, my) if need.key == key)
    assert one.gap is not None
    return found.ranked(view, scope, one, my)


def contributions(matches: list[Match]) -> list[str]:
    return [one.candidate.passage.rpartition(".")[0] for one in matches]


def test_the_order_is_nearness_then_likeness_then_voice_then_date(ask) -> None:
    k = known()
    k.said("XAD", about("VAP-1", assessment="practice"), id="1-same-provision-alike-in-region")
    k.said("XAC", about("VAP-1.a", assessment="offer"), id="0-part-alike-in-victims")
    k.said("XAE", about("VAP-1"), id="2-same-provision-signatory")
    k.said(None, about("VAP-1"), id="6-organisation-own")
    k.said(None, about("VAP-1"), id="7-organisation-background", voice="background")
    k.said(None, about("VAP-1"), id="8-organisation-reported", voice="reported")
    k.said("XAB", about("CCM-1"), id="9-matched-most-alike")
    k.said("XAB", about("CCM-1"), id="9-matched-older", date="2011-01-01")
    k.said("XAB", about("CCM-1"), id="9-matched-second-hand", voice="reported")
    k.said("XAB", about(None, themes=["inv-care"]), id="99-theme-most-alike")
    k.described("XAB", about("VAP-1"), id="999-by-others")
    for name in ("a", "b", "c", "d", "e", "f", "g"):
        k.said("XAC", about("VAP-1", assessment="plan", themes=["inv-care"]), id=f"theme-{name}")
    view = ask(k)
    matches = for_provision(view)
    assert contributions(matches) == [
        "0-part-alike-in-victims",
        "1-same-provision-alike-in-region",
        "2-same-provision-signatory",
        "9-matched-most-alike",
        "9-matched-older",
        "9-matched-second-hand",
        "99-theme-most-alike",
        "6-organisation-own",
        "7-organisation-background",
        "8-organisation-reported",
        "999-by-others",
    ]
    near = {name: one.near for name, one in zip(contributions(matches), matches, strict=True)}
    assert near["0-part-alike-in-victims"] is near["999-by-others"] is Near.PROVISION
    assert near["9-matched-older"] is Near.MATCHED
    assert near["99-theme-most-alike"] is Near.THEME
    alike = {name: one.alike for name, one in zip(contributions(matches), matches, strict=True)}
    assert alike["1-same-provision-alike-in-region"] == {Alike.REGION, Alike.STATUS}
    assert alike["2-same-provision-signatory"] == {Alike.REGION}
    assert alike["999-by-others"] == set(Alike)
    assert alike["6-organisation-own"] == set()


def test_newer_stands_before_older_and_a_brief_keeps_the_order_asked_for(ask) -> None:
    k = known()
    outside: dict[str, str | None] = {"meeting": None}
    k.said("XAB", about("VAP-1"), id="undated", **outside)
    k.said("XAB", about("VAP-1"), id="older", date="2010", **outside)
    k.said("XAB", about("VAP-1"), about("VAP-1"), id="newer", date="2013-05", **outside)
    hidden = k.said("XAB", about("VAP-1"), status="received")
    view = ask(k)
    matches = for_provision(view, Scope(meetings=(ANY_MEETING,)))
    assert contributions(matches) == ["newer", "newer", "older", "undated"]
    # In a brief they keep the order asked for, without what may not be seen.
    wanted = ["undated.1", f"{hidden}.1", "newer.2", "none.1", "older.1", "newer.1"]
    read = [row["passage"] for row in practices_read(view, wanted)]
    assert read == ["undated.1", "newer.2", "older.1", "newer.1"]
    assert practices_read(view, []) == []


def test_what_is_not_a_practice_of_others_is_not_found(ask) -> None:
    k = known()
    kept = k.said("XAB", about("VAP-1", assessment="practice"))
    for assessment in ("challenge", "plan", "request"):
        k.said("XAB", about("VAP-1", assessment=assessment))
    # A practice, but on another provision than the need's.
    k.said("XAB", replace(about("VAP-1"), codings=(("VAP-1", "challenge", "hand"), ("VAP-1.a", "plan", "hand"))))
    k.said("XAB", about("VAP-1", assessment="practice", basis="suggested"))
    k.said("XAB", about("VAP-1"), status="coded")
    k.said("XAB", about("VAP-1"), status="withdrawn")
    k.said(None, about("VAP-1"), voice="official")
    k.said(None, about("VAP-1"), behalf=["XAB", "XAC"], meeting=OTHER_MEETING, convention="Invented treaty")
    k.described("XAA", about("VAP-1"))
    k.said("XAA", about("CCM-1"))
    assert contributions(for_provision(ask(k))) == [kept]


def test_what_another_state_offers_mine_is_found_and_what_an_organisation_says_of_mine_is_not(ask) -> None:
    k = known()
    offer = k.said("XAB", about("VAP-1", assessment="offer"), about_state="XAA")
    other = k.said(None, about("VAP-1", assessment="practice"), about_state="XAC")
    k.said(None, about("VAP-1", assessment="practice"), about_state="XAA")
    k.said(None, about("CCM-1", assessment="practice"), behalf=["XAA", "XAB"])
    others = k.said(None, about("CCM-1", assessment="practice"), behalf=["XAB", "XAC"])
    matches = for_provision(ask(k))
    assert contributions(matches) == [offer, others, other], "none made for my State too"
    # Of those it is made for the State most like mine counts.
    assert matches[1].alike == set(Alike)


def test_needs_are_the_gaps_of_the_coverage_and_the_states_own_challenges(ask) -> None:
    k = known()
    k.provision("VAP-3")
    k.said("XAA", about("VAP-3", assessment="challenge", themes=["inv-work"]), voice="reported", id="hard")
    k.said("XAA", about("CCM-1"))
    k.described("XAA", about("VAP-1", assessment="challenge"))
    k.said("XAB", about("VAP-1", assessment="challenge"))
    k.said("XAA", about("VAP-1", assessment="challenge"), status="received")
    k.outside_state("XAZ")
    view = ask(k)
    needs = found.wanted(view, Scope(), "XAA")
    # VAP-1 waits for the contribution that is received; the text of VAP-2 is missing, which is nobody's gap.
    assert [one.key for one in needs] == ["hard.1", "VAP-1", "VAP-1.a"]
    assert needs[0].need.provisions == {"VAP-3"}
    assert needs[0].need.themes == {"inv-work"}
    assert [one.gap["cell"] for one in needs if one.gap] == ["pending", "pending"]
    # A State that nothing binds has no need.
    assert found.wanted(view, Scope(), "XAZ") == found.wanted(view, Scope(), "XAD") == ()


def test_filters_choose_whose_passages_and_what_they_are_assessed_as(ask) -> None:
    k = known()
    k.said("XAB", about("VAP-1", assessment="practice"), id="practice")
    k.said("XAC", about("VAP-1", assessment="offer"), id="offer")
    k.said(None, about("VAP-1"), id="organisation")
    k.described("XAC", about("VAP-1"), id="about-xac")
    view = ask(k)
    assert set(contributions(for_provision(view))) == {"practice", "offer", "organisation", "about-xac"}
    assert set(contributions(for_provision(view, Scope(states=("XAC",))))) == {"offer", "about-xac"}
    assert contributions(for_provision(view, Scope(regions=(AFRICA,)))) == ["practice"]
    assert contributions(for_provision(view, Scope(assessments=("offer",)))) == ["offer"]
    assert contributions(for_provision(view, Scope(voices=("own",)))) == ["practice", "offer", "organisation"]
    assert found.helpful(Scope(assessments=("challenge",))) == ()
    # My State in the filter leaves nobody out; a filter on provisions chooses among the needs.
    assert len(for_provision(view, Scope(states=("XAA",)))) == 4
    assert [one.key for one in found.wanted(view, Scope(provisions=("VAP-1.a",)), "XAA")] == ["VAP-1.a"]
    assert found.wanted(view, Scope(instrument=InstrumentId.CCM), "XAA")[0].key == "CCM-1"


def test_a_theme_belongs_to_a_provision_when_half_of_its_passages_bear_it(ask) -> None:
    k = known()
    k.said("XAB", about("VAP-1", themes=["inv-care"]), about("VAP-1", themes=["inv-care"]), about("VAP-1", "CCM-1"))
    k.said("XAB", about("CCM-1", themes=["inv-work"]))
    held = found.themes(ask(k))
    assert [(row["theme"], row["on_theme"], row["coded"]) for row in held["VAP-1"]] == [("inv-care", 2, 3)]
    assert "CCM-1" not in held


def test_counts_of_needs_are_those_of_the_screens_that_list_them(knowledge_base: Store) -> None:
    view = knowledge_base.latest()
    for state, (hard, missing) in found.counts(view, Scope()).items():
        needs = found.wanted(view, Scope(), state)
        assert (sum(one.gap is None for one in needs), sum(one.gap is not None for one in needs)) == (hard, missing)


def test_no_shipped_passage_is_offered_to_its_own_state_nor_by_nobody(knowledge_base: Store) -> None:
    view = knowledge_base.latest()
    everything = Scope(meetings=(ANY_MEETING,))
    for state in ("LAO", "LBN", "IRQ", "HRV", "AUS"):
        for one in found.wanted(view, everything, state):
            matches = found.ranked(view, everything, one, state)
            assert not [one for one in matches if one.candidate.is_of(state)]
            assert not [one for one in matches if one.candidate.voice is Voice.OFFICIAL]
            apart = [one.candidate.whose for one in matches]
            assert apart == sorted(apart)


def test_what_is_counted_of_a_need_is_what_is_found_for_it(knowledge_base: Store) -> None:
    view, scope = knowledge_base.latest(), Scope(meetings=(ANY_MEETING,))
    answers = found.answers(view, scope, "LBN")
    every = {one.key: found.ranked(view, scope, one, "LBN") for one in found.wanted(view, scope, "LBN")}
    assert answers.by_need.keys() == every.keys()
    for key, matches in every.items():
        answer = answers.by_need[key]
        assert answer.first == tuple(matches[: found.FEW])
        assert (answer.many, answer.near.total() + answer.by_others) == (len(matches), len(matches))
    passages = {one.candidate.passage: one.candidate for matches in every.values() for one in matches}.values()
    assert (answers.useful, answers.by_others) == (len(passages), sum(one.by_others for one in passages))


def test_the_question_leaves_out_what_is_assessed_otherwise(knowledge_base: Store) -> None:
    view, scope = knowledge_base.latest(), Scope(meetings=(ANY_MEETING,))
    asked = [row["passage"] for row in practices_passages(view, scope, [Assessment.OFFER])]
    offers = {row["passage"] for row in practices_said(view) if Assessment.OFFER in row["assessments"]}
    assert asked
    assert set(asked) <= offers
    assert len(asked) == len(set(asked))


PROVISIONS, THEMES, STATES = ("P1", "P2", "P3"), ("T1", "T2"), ("A", "B", "C")
STANDINGS = {
    "A": StateTraits("yes", AFRICA, "party"),
    "B": StateTraits("yes", ASIA, "party"),
    "C": StateTraits("no", AFRICA, "signatory"),
}
codings = st.dictionaries(
    st.sampled_from(PROVISIONS), st.frozensets(st.sampled_from([*HELPFUL, "challenge"]), min_size=1), max_size=3
)


@st.composite
def passages(draw: st.DrawFn) -> tuple[Candidate, ...]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        coded = draw(codings)
        # P1 is a part of P3.
        whole = coded | ({"P3": coded.get("P3", frozenset()) | coded["P1"]} if "P1" in coded else {})
        voice = draw(st.sampled_from(list(Voice)))
        own = voice in (Voice.OWN, Voice.REPORTED)
        made.append(
            Candidate(
                f"p{number}",
                draw(st.sampled_from(["organisation", "another"])),
                voice,
                tuple(draw(st.sets(st.sampled_from(STATES), max_size=2))) if own else (),
                draw(st.sampled_from([None, *STATES])),
                coded,
                whole,
                frozenset[str]().union(*coded.values()),
                draw(st.frozensets(st.sampled_from(THEMES))),
                draw(st.none() | st.dates(date(2009, 1, 1), date(2020, 1, 1))),
            )
        )
    return tuple(made)


@settings(max_examples=60, deadline=None)
@given(passages(), st.randoms(), st.frozensets(st.sampled_from(PROVISIONS)), st.frozensets(st.sampled_from(THEMES)))
def test_the_ranking_does_not_depend_on_the_order_and_finds_each_passage_once(held, random, on, themed) -> None:
    related = {"P1": frozenset({"P2"}), "P2": frozenset({"P1"})}
    need = Need(on, themed)
    ranked = Pool(held, related, STANDINGS).ranked(need, "A")
    shuffled = list(held)
    random.shuffle(shuffled)
    assert Pool(shuffled, related, STANDINGS).ranked(need, "A") == ranked
    names = [one.candidate.passage for one in ranked]
    assert len(set(names)) == len(names)
    for one in ranked:
        assert one.candidate.assessments & need.wanted
        assert not one.candidate.is_of("A")
        assert one.shared
        if one.near is Near.PROVISION:
            assert all(code in on and one.candidate.whole[code] & need.wanted for code in one.shared)
        else:
            assert not any(one.candidate.whole.get(code, frozenset()) & need.wanted for code in on)
    left = [one for one in held if one.passage not in names and not one.is_of("A")]
    assert not [one for one in left if any(one.whole.get(code, frozenset()) & need.wanted for code in on)]
    assert [(one.candidate.whose, one.near) for one in ranked] == sorted(
        (one.candidate.whose, one.near) for one in ranked
    )


ASKING, GIVING = frozenset({"challenge"}), frozenset(HELPFUL)


@settings(max_examples=60, deadline=None)
@given(passages())
def test_two_passages_answer_each_other_or_neither_does(held) -> None:
    asking, giving = ([one for one in held if one.assessments & kinds] for kinds in (ASKING, GIVING))
    to, back = Pool(giving, {}, {}), Pool(asking, {}, {})
    there = {
        (one.passage, match.candidate.passage)
        for one in asking
        for match in to.answering(one, one.looking_for(ASKING, GIVING))
    }
    again = {
        (match.candidate.passage, one.passage)
        for one in giving
        for match in back.answering(one, one.looking_for(GIVING, ASKING))
    }
    assert there == again
