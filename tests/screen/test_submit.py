"""The screen Submit: the whole way of an INVENTED contribution on a copy of an INVENTED knowledge base."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.model import Audience, Role
from kb.store import Store
from kb.ui import service
from kb.work.permission import ALONE, READER, Actor
from tests.knowledge import GROUP, MEETING, Knowledge, about
from tests.screen.conftest import Open, html_of

DELEGATE = Actor("invented-delegate", "Invented delegate", frozenset({Role.DELEGATE}), "XAA")
OTHER = Actor("invented-other", "Invented other", frozenset({Role.DELEGATE}), "XAB")
TEXT = (
    "Invented: we have opened a rehabilitation centre in the invented province, and it serves all survivors.\n\n"
    "Invented: the register of survivors is not complete, and we shall need support to finish it next year."
)


@pytest.fixture
def invented(open_screen: Open, fresh: pytest.MonkeyPatch, tmp_path: Path) -> Open:
    """Opens screens on an invented knowledge base of its own."""
    knowledge = Knowledge()
    knowledge.meeting()
    for state in ("XAA", "XAB"):
        knowledge.state(state)
    knowledge.provision("VAP-1")
    knowledge.said("XAA", about("VAP-1"))
    with knowledge.build(tmp_path):
        pass
    fresh.setenv("KB_DATABASE", str(tmp_path / "invented.duckdb"))
    return open_screen


@pytest.fixture
def store() -> Store:
    return service.store()


def as_(who: Actor, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("kb.ui.who.actor", lambda _store: who)


def one(widgets: object, label: str) -> object:
    return next(widget for widget in widgets if widget.label == label)  # type: ignore[attr-defined]


def press(app: AppTest, label: str) -> AppTest:
    one(app.button, label).click()  # type: ignore[attr-defined]
    return app.run()


def begin(app: AppTest, text: str = TEXT) -> AppTest:
    one(app.selectbox, "Meeting").set_value(MEETING)  # type: ignore[attr-defined]
    one(app.text_area, "Or paste the text here").set_value(text)  # type: ignore[attr-defined]
    return press(app, "Read the text")


def test_a_delegate_hands_in_and_gets_a_receipt(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    app = begin(invented("submit"))
    assert not app.exception
    assert app.query_params["draft"]
    html = html_of(app)
    assert "Change passage 2" in html
    assert 'lang="en"' in html
    app = press(app, "Send the contribution")
    assert not app.exception, app.exception
    html = html_of(app)
    assert "Receipt number" in html
    assert re.search(r"\d\d:\d\d:\d\d UTC", html)
    held = service.store().latest(Audience.STAFF).rows("SELECT person, media FROM submission")
    assert held == [{"person": DELEGATE.person, "media": "txt"}]
    assert service.store().drafts.of(DELEGATE.person) == []
    number = app.query_params["receipt"]
    as_(OTHER, fresh)
    assert "Receipt number" not in html_of(invented("submit", receipt=number))
    as_(READER, fresh)
    assert "Receipt number" not in html_of(invented("submit", receipt=number))
    as_(ALONE, fresh)
    assert "Receipt number" in html_of(invented("submit", receipt=number))


def test_a_reader_is_told_which_role_is_needed(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(READER, fresh)
    app = invented("submit")
    assert not app.exception
    assert "you need the role delegate" in app.info[0].value
    assert not app.text_area


def test_a_refusal_keeps_what_was_typed(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    app = invented("submit")
    one(app.text_area, "Or paste the text here").set_value(TEXT)  # type: ignore[attr-defined]
    app = press(app, "Read the text")
    assert app.error[0].value == "Choose who contributes, and the meeting."
    assert one(app.text_area, "Or paste the text here").value == TEXT  # type: ignore[attr-defined]


def test_the_same_document_twice_is_refused_and_the_first_is_named_to_its_own(
    invented: Open, fresh: pytest.MonkeyPatch
) -> None:
    as_(DELEGATE, fresh)
    press(begin(invented("submit")), "Send the contribution")
    app = press(begin(invented("submit")), "Send the contribution")
    assert "handed in already" in app.error[0].value
    assert re.search(r"receipt=\d+", html_of(app))
    as_(OTHER, fresh)
    app = press(begin(invented("submit")), "Send the contribution")
    assert "handed in already" in app.error[0].value
    assert not re.search(r"receipt=\d+", html_of(app))


def test_a_text_much_like_one_held_is_compared_before_it_is_sent(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    press(begin(invented("submit")), "Send the contribution")
    app = press(begin(invented("submit"), TEXT + "\n\nInvented: thank you."), "Send the contribution")
    assert "Held already" in html_of(app)
    app = press(app, "Send the contribution")
    assert "Nothing was sent" in app.error[0].value
    one(app.checkbox, "It is another text: send it all the same").check()  # type: ignore[attr-defined]
    app = press(app, "Send the contribution")
    assert not app.exception
    assert "Receipt number" in html_of(app)
    # Another State's text is not shown to this delegate.
    as_(OTHER, fresh)
    app = press(begin(invented("submit"), TEXT + "\n\nInvented: goodbye."), "Send the contribution")
    assert "Held already" not in html_of(app)
    assert "Receipt number" in html_of(app)


def test_nobody_reads_the_draft_of_somebody_else(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    code = begin(invented("submit")).query_params["draft"]
    assert "rehabilitation centre" in html_of(invented("submit", draft=code))
    for who in (OTHER, ALONE):
        as_(who, fresh)
        app = invented("submit", draft=code)
        assert "rehabilitation centre" not in html_of(app)
        assert "no such draft" in app.info[0].value


def test_a_passage_is_changed_split_merged_moved_dropped_and_said_to_be_about_an_action(
    invented: Open, fresh: pytest.MonkeyPatch
) -> None:
    as_(DELEGATE, fresh)
    code = begin(invented("submit")).query_params["draft"]

    def texts() -> list[str]:
        import json

        content = service.store().drafts.read(DELEGATE.person, code[0] if isinstance(code, list) else code)
        return [part["text"] for part in json.loads(content or "")["passages"]]

    _, second = texts()
    app = invented("submit", draft=code, at="1")
    one(app.text_area, "Text of the passage").set_value("One.\n\nTwo.")  # type: ignore[attr-defined]
    one(app.multiselect, "Which actions it is about (if you wish to say so)").set_value(["VAP-1"])  # type: ignore[attr-defined]
    app = press(app, "Save passage")
    assert "Choose what the passage tells" in app.error[0].value
    one(app.selectbox, "What it tells").set_value("progress")  # type: ignore[attr-defined]
    app = press(app, "Save passage")
    assert texts() == ["One.", "Two.", second]
    assert "You say it is about" in html_of(app)
    app = press(app, "Down")
    assert texts() == ["Two.", "One.", second]
    app = press(app, "Up")
    app = press(app, "Merge with next")
    assert texts() == ["One.\nTwo.", second]
    app = press(app, "Drop")
    assert texts() == [second]
    app = press(app, "Send the contribution")
    assert "Receipt number" in html_of(app)


def test_staff_hand_in_for_anybody_and_a_group_too(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(ALONE, fresh)
    app = invented("submit")
    one(app.selectbox, "Who contributes").set_value(GROUP)  # type: ignore[attr-defined]
    one(app.multiselect, "Also on behalf of these States (a collective statement)").set_value(["XAA", "XAB"])  # type: ignore[attr-defined]
    app = press(begin(app), "Send the contribution")
    assert "Receipt number" in html_of(app)
    rows = service.store().latest(Audience.STAFF).rows("SELECT state FROM alignment ORDER BY state")
    assert [row["state"] for row in rows] == ["XAA", "XAB"]


def test_a_file_is_read_and_its_name_is_shown_as_text(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    app = invented("submit")
    name = "*invented* <b>.txt"
    app.file_uploader[0].upload(name, TEXT.encode(), "text/plain")
    one(app.selectbox, "Meeting").set_value(MEETING)  # type: ignore[attr-defined]
    app = press(app, "Read the text")
    assert not app.exception
    assert "*invented* &lt;b&gt;.txt" in html_of(app)
    app = press(app, "Send the contribution")
    assert "*invented* &lt;b&gt;.txt" in html_of(app)


def test_what_cannot_be_read_is_refused_in_a_sentence(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    app = invented("submit")
    app.file_uploader[0].upload("invented.pdf", b"%PDF-1.7 nothing", "application/pdf")
    one(app.selectbox, "Meeting").set_value(MEETING)  # type: ignore[attr-defined]
    app = press(app, "Read the text")
    assert not app.exception
    assert "what you typed is still here" in app.error[0].value
    assert "invented.pdf" in app.text[0].value
    assert one(app.selectbox, "Meeting").value == MEETING  # type: ignore[attr-defined]


def test_a_draft_waits_in_the_list_and_can_be_dropped(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    begin(invented("submit"))
    html = html_of(invented("submit"))
    assert "Go on with the draft for Invented meeting" in html
    code = re.findall(r"draft=([\w-]+)", html)[0]
    press(invented("submit", draft=code), "Drop this draft")
    assert service.store().drafts.of(DELEGATE.person) == []


def test_what_is_for_states_parties_only_is_kept_so(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    as_(DELEGATE, fresh)
    app = invented("submit")
    one(app.radio, "Who may see it once it is published").set_value("States Parties only, until a day")  # type: ignore[attr-defined]
    app = begin(app)
    assert "Choose the day" in app.error[0].value
    day = datetime.now(UTC).date() + timedelta(days=30)
    app.date_input[0].set_value(day)
    app = press(press(app, "Read the text"), "Send the contribution")
    assert f"everybody from {day}" in html_of(app)
    rows = service.store().latest(Audience.STAFF).rows("SELECT audience, public_from FROM restriction")
    assert rows == [{"audience": "parties", "public_from": day}]
    assert service.store().latest(Audience.PUBLIC).rows("SELECT 1 FROM contribution WHERE status = 'received'") == []
