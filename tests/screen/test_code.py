"""Code as a coder uses it: alone, blind, beside others, with facts. Everything here is invented."""

from threading import Thread

import pytest
from streamlit.testing.v1 import AppTest

from kb.db import Store
from kb.domain.model import Audience, Role
from kb.domain.refusals import Refused
from kb.questions.coding import coding_facts, coding_queue
from kb.workflow import coding, facts
from kb.workflow.people import Person, save_person
from kb.workflow.permission import ALONE, READER, Actor
from kb.workflow.submission import SubmittedPassage
from tests.handing import hand_in, keep_fact
from tests.knowledge import Knowledge, about
from tests.refusing import refused
from tests.screen.conftest import DashboardOf, acting, field, fill, html_of, press, rows_of, visit

ANNE = Actor("anne", "Anne", frozenset({Role.CODER}))
BEN = Actor("ben", "Ben", frozenset({Role.CODER}))
SAVE = "Save and go to the next"


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """The knowledge base that the dashboard has open: two invented parties, a meeting, two provisions."""
    return dashboard_of(Knowledge.small("XAA", "XAB"), ANNE)


def two_passages(store: Store) -> str:
    return hand_in(store, SubmittedPassage("Invented first <b>words</b>.", (("VAP-1", "plan"),)), "Invented second.")


def judged(store: Store, passage: str) -> tuple[str, list[tuple[str | None, str]]]:
    """On what Anne's judgement rests, and its codings."""
    rows, _ = coding.judgements_seen(store.latest(Audience.STAFF), ANNE, passage)
    (mine,) = [row for row in rows if row["coder"] == "anne"]
    return mine["basis"], [(one["provision"], one["assessment"]) for one in mine["codings"]]


def staff_queue(store: Store) -> dict[str, object]:
    (row,) = coding_queue.rows(store.latest(Audience.STAFF), coder="anne")
    return row


def test_all_passages_are_coded_one_after_the_other(base: Store) -> None:
    id_ = two_passages(base)
    app = visit("code")
    assert "Invented first &lt;b&gt;words" in html_of(app)
    assert app.title[0].value.startswith("2 passages")
    assert [(row["uncoded"], row["mine"]) for row in rows_of(app)] == [(2, 2)]
    (provisions,) = [one for one in app.multiselect if one.label.startswith("Actions: type")]
    assert any("1" in one for one in provisions.options)
    provisions.set_value(["VAP-1"])
    app = press(app, "Progress")
    app = press(app, SAVE)
    assert not app.exception
    assert app.query_params["code"] in (f"{id_}.2", [f"{id_}.2"])
    assert staff_queue(base)["stage"] == "received"
    app = press(app, "Plan")
    app = press(app, SAVE)
    assert not app.exception
    left = staff_queue(base)
    assert (left["stage"], left["uncoded"], left["mine"]) == ("coded", 0, 0)
    assert left["first"] is None
    (of_ben,) = coding_queue.rows(base.latest(Audience.STAFF), coder="ben")
    assert of_ben["first"] == f"{id_}.1"


def test_a_reader_sees_no_form_and_nothing_unpublished(base: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = two_passages(base)
    acting(monkeypatch, READER)
    app = visit("code", code=f"{id_}.1")
    assert "takes the role coder" in app.info[0].value
    assert not app.multiselect
    assert "Invented first" not in html_of(app)


def test_nothing_to_tag_is_one_button_whatever_was_chosen_before(base: Store) -> None:
    id_ = two_passages(base)
    coding.judge(base, ANNE, coding.Judgement(f"{id_}.1", (("VAP-1", "plan"),), ("inv-care",)))
    app = press(visit("code", code=f"{id_}.1"), "Nothing to tag")
    assert not app.exception
    assert app.query_params["code"] in (f"{id_}.2", [f"{id_}.2"])
    rows, _ = coding.judgements_seen(base.latest(Audience.STAFF), ANNE, f"{id_}.1")
    assert [(row["codings"], row["themes"]) for row in rows if row["coder"] == "anne"] == [([], [])]
    press(app, "Nothing to tag")
    assert staff_queue(base)["stage"] == "coded"
    assert "anne (by hand). Nothing to tag." in html_of(visit("code", code=f"{id_}.1"))


def test_the_contributors_own_coding_fills_the_form_and_changed_it_is_the_coders_own(base: Store) -> None:
    tagged = (SubmittedPassage(f"Invented {number}.", (("VAP-1", "plan"),)) for number in (1, 2))
    id_ = hand_in(base, *tagged)
    app = press(press(visit("code"), "Start from the tags handed in"), SAVE)
    press(press(press(app, "Start from the tags handed in"), "Challenge"), SAVE)
    assert judged(base, f"{id_}.1") == ("accepted", [("VAP-1", "plan")])
    assert judged(base, f"{id_}.2") == ("hand", [("VAP-1", "challenge")])


def test_a_repeated_coding_or_an_unknown_body_is_refused_whole_and_several_at_once_keep_theirs(base: Store) -> None:
    id_ = two_passages(base)
    twice = coding.Judgement(f"{id_}.1", (("VAP-1", "plan"), ("VAP-1", "plan")))
    with refused(Refused.CODED_TWICE):
        coding.judge(base, ANNE, twice)
    before = base.revision()
    with refused(Refused.NO_KIND_OF_MECHANISM):
        coding.judge(
            base,
            ANNE,
            coding.Judgement(f"{id_}.1", (("VAP-1", "plan"),)),
            [facts.Mechanism(f"{id_}.1", "XAA", "Invented body", "invented kind")],
        )
    assert base.revision() == before
    assert staff_queue(base)["uncoded"] == 2
    judgement = coding.Judgement(f"{id_}.1", (("VAP-1", "plan"),))
    people = [Actor(f"coder-{n}", "Coder", frozenset({Role.CODER})) for n in range(6)]
    threads = [Thread(target=coding.judge, args=(base, one, judgement)) for one in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    rows, _ = coding.judgements_seen(base.latest(Audience.STAFF), ANNE, f"{id_}.1")
    assert {row["coder"] for row in rows} == {"XAA", *(one.person for one in people)}


def test_blind_coding_hides_others_until_ones_own_is_saved(base: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = two_passages(base)
    save_person(base, ALONE, Person("cleo", "cleo@invented.example", "Cleo", frozenset({Role.CODER})))
    cleo = Actor("cleo", "Cleo", frozenset({Role.CODER}), listed=True)
    coding.judge(base, BEN, coding.Judgement(f"{id_}.1", (("VAP-2", "offer"),), note="Invented note of Ben."))
    acting(monkeypatch, cleo)
    app = visit("code", code=f"{id_}.1")
    assert "Invented note of Ben." in html_of(app)
    app.number_input[0].set_value(100)
    app = press(app, "Keep this share")
    assert not app.exception
    assert "Invented note of Ben." not in html_of(app)
    assert "You tag this passage blind" in html_of(app)
    app = press(app, "Challenge")
    app = press(app, SAVE)
    assert not app.exception
    assert "Invented note of Ben." in html_of(visit("code", code=f"{id_}.1"))
    rows, _ = coding.judgements_seen(base.latest(Audience.STAFF), cleo, f"{id_}.1")
    assert {row["coder"]: row["blind"] for row in rows}["cleo"] is True


def test_a_judgement_without_an_assessment_is_refused_and_the_passages_beside_it_are_a_step_away(base: Store) -> None:
    id_ = two_passages(base)
    app = press(visit("code"), SAVE)
    assert "Nothing to tag" in app.error[0].value
    app = press(app, "Plan")
    fill(app, "Actions of the other assessment", ["VAP-2"])
    app = press(app, SAVE)
    assert "Nothing to tag" in app.error[0].value
    assert staff_queue(base)["uncoded"] == 2
    coding.judge(base, ANNE, coding.Judgement(f"{id_}.1", (("VAP-1", "plan"),)))
    shown = html_of(visit("code", code=f"{id_}.2"))
    assert f'<a href="/code?code={id_}.1">Passage 1, tagged by you</a>' in shown
    assert "To be tagged: Passage 2" in shown
    assert f'href="/code?code={id_}.2"' not in shown


def test_a_body_and_joint_work_are_kept_with_the_tags_and_undone_with_them(base: Store) -> None:
    id_ = two_passages(base)
    app = visit("code", code=f"{id_}.1")
    fill(app, "Name of the body", "Invented council")
    app = press(app, "Nothing to tag")
    assert app.error[0].value == "Choose what kind of body it is."
    fill(app, "Kind", "disability council")
    app = press(app, "Nothing to tag")
    assert app.error[0].value.startswith("A body or joint work is named")
    fill(app, "With whom", "Invented partners")
    app = press(press(app, "Progress"), SAVE)
    assert not app.exception
    assert app.success[0].value == "Passage 1 is tagged: Progress: no action; Invented council; Invented partners."
    held = coding_facts(base.latest(Audience.STAFF), f"{id_}.1")
    assert {(one["kind"], one["state"]) for one in held} == {("mechanism", "XAA"), ("collaboration", "XAA")}
    before = base.revision()
    app = press(app, "Undo the last one")
    assert not app.exception
    assert coding_facts(base.latest(Audience.STAFF), f"{id_}.1") == []
    assert base.revision() == before + 1
    assert staff_queue(base)["uncoded"] == 2
    # What was undone can be put right: it is in the form, and kept nowhere.
    app = press(app, SAVE)
    assert app.success[0].value == "Passage 1 is tagged: Progress: no action."


def test_saving_anew_loses_no_coding_and_facts_are_of_the_passages_state(base: Store) -> None:
    id_ = two_passages(base)
    both = ((None, "plan"), ("VAP-1", "plan"))
    coding.judge(base, ANNE, coding.Judgement(f"{id_}.1", both))
    app = press(visit("code", code=f"{id_}.1"), SAVE)
    assert not app.exception
    assert set(judged(base, f"{id_}.1")[1]) == set(both)
    fact = keep_fact(base, facts.Mechanism(f"{id_}.1", "XAA", "Invented body", "other"))
    app = visit("code", code=f"{id_}.1")
    assert "Invented body" in html_of(app)
    app = press(field(app, "Take back").set_value(fact).run(), "Take it back")
    assert not app.exception
    assert coding_facts(base.latest(Audience.STAFF), f"{id_}.1") == []
    with refused(Refused.CONTRADICTION):
        keep_fact(base, facts.Mechanism(f"{id_}.1", "XAB", "Invented body", "other"))


@pytest.fixture
def learning(dashboard_of: DashboardOf) -> Store:
    """The knowledge base that the dashboard has open: what was said of two provisions, enough to learn from."""
    knowledge = Knowledge.small("XAA", "XAB")
    for number in range(4):
        for provision, theme, text in (
            ("VAP-1", "inv-care", "The ministry pays for care in hospitals of each district"),
            ("VAP-2", "inv-work", "The ministry trains injured farmers for work and wages"),
        ):
            knowledge.said("XAB", about(provision, themes=[theme]))
            knowledge.rows["passage"][-1]["text"] = f"{text}, year {number}."
    return dashboard_of(knowledge, ANNE)


def suggested_in(app: AppTest) -> list[str]:
    return [one.label for one in app.button if one.label.endswith("(too few to say)")]


def test_suggestions_are_taken_by_a_button_each_and_told_apart(learning: Store) -> None:
    care = "The ministry pays for care in hospitals of the capital."
    id_ = hand_in(learning, care, "Merci beaucoup, chers amis.", care)
    app = visit("code", code=f"{id_}.1")
    first, *_rest = suggested_in(app)
    assert "1" in first
    # Nothing is chosen by itself.
    assert not [one for one in app.button if one.label.startswith("✓")]
    assert [one.value for one in app.multiselect][:2] == [[], []]
    app = press(press(press(app, first), "inv-care (too few to say)"), "Progress")
    assert not app.exception
    app = press(app, SAVE)
    assert judged(learning, f"{id_}.1") == ("accepted", [("VAP-1", "progress")])
    rows, _ = coding.judgements_seen(learning.latest(Audience.STAFF), ANNE, f"{id_}.1")
    assert [row["themes"] for row in rows if row["coder"] == "anne"] == [["inv-care"]]
    # What is in words that were never tagged gets none.
    assert suggested_in(app) == []
    assert any("No suggestion" in one.value for one in app.caption)
    app = visit("code", code=f"{id_}.3")
    assert suggested_in(app)
    press(press(app, "Request"), SAVE)
    assert judged(learning, f"{id_}.3")[0] == "hand", "a tag of one's own"
    coding.choose_double_share(learning, ALONE, 100)
    assert suggested_in(visit("code", code=f"{hand_in(learning, care)}.1")) == [], "whoever tags blind gets none"


def test_what_was_saved_last_is_undone(base: Store) -> None:
    id_ = two_passages(base)
    app = press(press(visit("code", code=f"{id_}.1"), "Plan"), SAVE)
    app = press(app, "Undo the last one")
    assert not app.exception
    assert app.query_params["code"] in (f"{id_}.1", [f"{id_}.1"])
    assert staff_queue(base)["uncoded"] == 2
    app = press(press(app, "Offer"), SAVE)
    app = press(press(visit("code", code=f"{id_}.1"), "Nothing to tag"), "Undo the last one")
    assert judged(base, f"{id_}.1")[1] == [(None, "offer")]
