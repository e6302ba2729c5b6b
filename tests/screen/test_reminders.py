"""Reminders on Overview and Coverage: who sees them, what leaves, and what is kept. All is INVENTED."""

import io
import zipfile

import pytest

from kb.db import Store
from kb.domain.model import Audience
from kb.workflow import reminding
from kb.workflow.permission import ALONE, READER
from tests.knowledge import Knowledge, about
from tests.screen.conftest import DashboardOf, acting, fill, html_of, press, visit

MAKE, SENT, TEXT = "Make the letters", "I sent these", "Keep this text"
PLACES = ({"screen": ""}, {"screen": "coverage", "look": "gaps"})


@pytest.fixture
def base(dashboard_of: DashboardOf) -> Store:
    """Two affected States that are not heard, and one that reported."""
    knowledge = Knowledge.small("XAA", "XAB", "XAC")
    knowledge.said("XAC", about("VAP-1"))
    return dashboard_of(knowledge, ALONE)


def test_letters_are_made_for_the_states_chosen_and_it_is_kept_and_shown_that_they_were_sent(base: Store) -> None:
    app = visit("coverage", look="gaps")
    assert not app.exception
    (choice,) = [one for one in app.multiselect if one.label == "States" and len(one.options) == 2]
    assert choice.options == ["Invented State XAA", "Invented State XAB"]
    app = choice.set_value(["XAA", "XAB"]).run()
    assert SENT not in [one.label for one in app.button]
    before = base.revision()
    app = press(app, MAKE)
    assert not app.exception
    assert "We do not have a contribution of Invented State XAA yet." in html_of(app)
    content, name, _media = app.session_state["reminders-made"][2]
    assert name.endswith(".zip")
    assert [one[:12] for one in zipfile.ZipFile(io.BytesIO(content)).namelist()] == ["reminder-XAA", "reminder-XAB"]
    assert base.revision() == before
    app = press(app, SENT)
    assert not app.exception
    assert base.revision() == before + 1
    assert set(reminding.last_reminded(base.latest(Audience.STAFF))) == {"XAA", "XAB"}
    assert "Reminded: Invented State XAA on" in html_of(app)


def test_another_choice_takes_the_letters_made_away(base: Store) -> None:
    app = visit()
    (choice,) = [one for one in app.multiselect if one.label == "States" and len(one.options) == 2]
    app = press(choice.set_value(["XAA"]).run(), MAKE)
    assert SENT in [one.label for one in app.button]
    assert app.session_state["reminders-made"][2][1].endswith(".docx")
    (choice,) = [one for one in app.multiselect if one.label == "States" and len(one.options) == 2]
    app = choice.set_value(["XAB"]).run()
    assert SENT not in [one.label for one in app.button]


def test_the_text_is_edited_on_the_screen_and_a_broken_one_is_said_and_not_kept(base: Store) -> None:
    app = visit()
    fill(app, "Text", "Dear {stat}")
    app = press(app, TEXT)
    assert any("there is no field" in one.value for one in app.error)
    assert reminding.template_of(base.latest(Audience.STAFF)) == reminding.TEMPLATE
    fill(app, "Text", "Dear {state}, invented.")
    app = press(app, TEXT)
    assert not app.error
    assert reminding.template_of(base.latest(Audience.STAFF)) == "Dear {state}, invented."


def test_who_may_not_remind_sees_neither_letters_nor_who_was_reminded(
    base: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminding.record_sent(base, ALONE, ["XAA"], reminding.FIRST_DAY)
    for place in PLACES:
        assert "Reminded: Invented State XAA on 1 August 2010" in html_of(visit(**place))
    acting(monkeypatch, READER)
    for place in PLACES:
        app = visit(**place)
        assert not app.exception
        assert "Reminded" not in html_of(app)
        assert not {MAKE, TEXT} & {one.label for one in app.button}
