"""The screen Submit: the whole way of an INVENTED contribution on a copy of an INVENTED knowledge base."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from kb.domain.model import Audience, Role
from kb.ui import service
from kb.ui.submit.receipts import STATUSES
from kb.workflow.permission import ALONE, READER, Actor
from tests.knowledge import GROUP, MEETING, Knowledge, about
from tests.screen.conftest import DashboardOf, Open, acting, field, fill, html_of, press, rows_of, visit
from tests.unit.document_makers import zipped

DELEGATE = Actor("invented-delegate", "Invented delegate", frozenset({Role.DELEGATE}), "XAA")
LATER = "inv-2013"
OTHER = Actor("invented-other", "Invented other", frozenset({Role.DELEGATE}), "XAB")
TEXT = (
    "Invented: we have opened a rehabilitation centre in the invented province, and it serves all survivors.\n\n"
    "Invented: the register of survivors is not complete, and we shall need support to finish it next year."
)


@pytest.fixture
def invented(dashboard_of: DashboardOf) -> Open:
    """Opens screens on an invented knowledge base of its own, for the delegate unless somebody else acts."""
    knowledge = Knowledge.small("XAA", "XAB", provisions=["VAP-1"])
    knowledge.meeting(LATER, "2013-05-01", "2013-05-03")
    knowledge.said("XAA", about("VAP-1"))
    dashboard_of(knowledge, DELEGATE)
    return visit


def begin(app: AppTest, text: str = TEXT) -> AppTest:
    fill(app, "Meeting", MEETING)
    fill(app, "Or paste the text here", text)
    return press(app, "Read the text")


def test_a_delegate_hands_in_and_gets_a_receipt(invented: Open, fresh: pytest.MonkeyPatch) -> None:
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
    acting(fresh, OTHER)
    assert "Receipt number" not in html_of(invented("submit", receipt=number))
    acting(fresh, READER)
    assert "Receipt number" not in html_of(invented("submit", receipt=number))
    app = invented("submit")
    assert "you need the role delegate" in app.info[0].value
    assert not app.text_area
    acting(fresh, ALONE)
    assert "Receipt number" in html_of(invented("submit", receipt=number))
    acting(fresh, DELEGATE)
    assert [row["status"] for row in rows_of(invented("submit"))] == [STATUSES["received"]]


def test_the_day_of_delivery_is_the_meetings_until_another_is_said(invented: Open) -> None:
    app = begin(invented("submit"))
    assert "delivered on 16 April 2012" in html_of(app)
    (day,) = app.date_input[:1]
    assert (day.label, day.value) == ("Day of delivery", date(2012, 4, 16))
    day.set_value(date(2007, 1, 1))
    app = press(app, "Save who and where")
    assert app.error[0].value.startswith("2007-01-01 cannot be the day of delivery")
    app.date_input[0].set_value(date(2012, 4, 18))
    app = press(app, "Save who and where")
    assert "delivered on 18 April 2012" in html_of(app)
    fill(app, "Meeting", LATER)
    app = press(app, "Save who and where")
    assert "delivered on 1 May 2013" in html_of(app), "another meeting brings its own day"
    fill(app, "Meeting", MEETING)
    app = press(app, "Save who and where")
    app.date_input[0].set_value(date(2012, 4, 18))
    app = press(app, "Save who and where")
    press(app, "Send the contribution")
    held = service.store().latest(Audience.STAFF).rows("SELECT date FROM contribution WHERE status = 'received'")
    assert held == [{"date": "2012-04-18"}]


def test_a_refusal_keeps_what_was_typed_and_what_cannot_be_read_is_refused_in_a_sentence(invented: Open) -> None:
    app = invented("submit")
    fill(app, "Or paste the text here", TEXT)
    app = press(app, "Read the text")
    assert app.error[0].value == "Choose the meeting."
    assert field(app, "Or paste the text here").value == TEXT
    app = invented("submit")
    app.file_uploader[0].upload("invented.pdf", b"%PDF-1.7 nothing", "application/pdf")
    fill(app, "Meeting", MEETING)
    app = press(app, "Read the text")
    assert not app.exception
    assert "what you typed is still here" in app.error[0].value
    assert "invented.pdf" in app.text[0].value
    assert field(app, "Meeting").value == MEETING


def test_the_same_document_twice_is_refused_and_the_first_is_named_to_its_own(
    invented: Open, fresh: pytest.MonkeyPatch
) -> None:
    press(begin(invented("submit")), "Send the contribution")
    app = press(begin(invented("submit")), "Send the contribution")
    assert "handed in already" in app.error[0].value
    assert re.search(r"receipt=\d+", html_of(app))
    acting(fresh, OTHER)
    # That the first was handed in is not told to another State.
    app = press(begin(invented("submit")), "Send the contribution")
    assert not app.error
    assert "Receipt number" in html_of(app)


def test_a_text_much_like_one_held_is_compared_before_it_is_sent(invented: Open, fresh: pytest.MonkeyPatch) -> None:
    press(begin(invented("submit")), "Send the contribution")
    app = press(begin(invented("submit"), TEXT + "\n\nInvented: thank you."), "Send the contribution")
    assert "What we have" in html_of(app)
    app = press(app, "Send the contribution")
    assert "Nothing was sent" in app.error[0].value
    field(app, "It is another text: send it all the same").check()
    app = press(app, "Send the contribution")
    assert not app.exception
    assert "Receipt number" in html_of(app)
    # Another State's text is not shown to this delegate.
    acting(fresh, OTHER)
    app = press(begin(invented("submit"), TEXT + "\n\nInvented: goodbye."), "Send the contribution")
    assert "What we have" not in html_of(app)
    assert "Receipt number" in html_of(app)


def test_nobody_reads_the_draft_of_somebody_else_and_it_waits_in_the_list_until_it_is_dropped(
    invented: Open, fresh: pytest.MonkeyPatch
) -> None:
    code = begin(invented("submit")).query_params["draft"]
    assert "rehabilitation centre" in html_of(invented("submit", draft=code))
    for who in (OTHER, ALONE):
        acting(fresh, who)
        app = invented("submit", draft=code)
        assert "rehabilitation centre" not in html_of(app)
        assert "no such draft" in app.info[0].value
    acting(fresh, DELEGATE)
    (row,) = rows_of(invented("submit"))
    assert "rehabilitation centre" in row["begins"]
    html = html_of(invented("submit", **{"as": "table"}))
    assert re.findall(r"draft=([\w-]+)", html) == ([code] if isinstance(code, str) else code)
    press(invented("submit", draft=code), "Drop this draft")
    assert service.store().drafts.of(DELEGATE.person) == []


def test_a_passage_is_changed_split_merged_moved_dropped_and_said_to_be_about_an_action(invented: Open) -> None:
    code = begin(invented("submit")).query_params["draft"]

    def texts() -> list[str]:
        import json

        content = service.store().drafts.read(DELEGATE.person, code[0] if isinstance(code, list) else code)
        return [part["text"] for part in json.loads(content or "")["passages"]]

    _, second = texts()
    app = invented("submit", draft=code, at="1")
    fill(app, "Text of the passage", "One.\n\nTwo.")
    fill(app, "Which actions it is about (if you wish to say so)", ["VAP-1"])
    app = press(app, "Save passage")
    assert "Choose what the passage tells" in app.error[0].value
    fill(app, "What it tells", "progress")
    app = press(app, "Save passage")
    assert texts() == ["One.", "Two.", second]
    assert "Tagged as" in html_of(app)
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
    acting(fresh, ALONE)
    app = invented("submit")
    fill(app, "Who contributes", GROUP)
    fill(app, "Also on behalf of these States (a collective statement)", ["XAA", "XAB"])
    app = press(begin(app), "Send the contribution")
    assert "Receipt number" in html_of(app)
    rows = service.store().latest(Audience.STAFF).rows("SELECT state FROM alignment ORDER BY state")
    assert [row["state"] for row in rows] == ["XAA", "XAB"]


def test_a_file_is_read_and_its_name_is_shown_as_text(invented: Open) -> None:
    app = invented("submit")
    name = "*invented* <b>.txt"
    app.file_uploader[0].upload(name, TEXT.encode(), "text/plain")
    fill(app, "Meeting", MEETING)
    app = press(app, "Read the text")
    assert not app.exception
    assert "*invented* &lt;b&gt;.txt" in html_of(app)
    app = press(app, "Send the contribution")
    assert "*invented* &lt;b&gt;.txt" in html_of(app)


def test_what_is_for_states_parties_only_is_kept_so(invented: Open) -> None:
    app = invented("submit")
    fill(app, "Who may see it once it is published", "States Parties only, until a day")
    app = begin(app)
    assert "Choose the day" in app.error[0].value
    day = datetime.now(UTC).date() + timedelta(days=30)
    app.date_input[0].set_value(day)
    app = press(press(app, "Read the text"), "Send the contribution")
    assert f"everybody from {day}" in html_of(app)
    rows = service.store().latest(Audience.STAFF).rows("SELECT audience, public_from FROM restriction")
    assert rows == [{"audience": "parties", "public_from": day}]
    assert service.store().latest(Audience.PUBLIC).rows("SELECT 1 FROM contribution WHERE status = 'received'") == []


def test_many_documents_are_handed_in_as_a_zip(invented: Open) -> None:
    header = "file;contributor;meeting;line;language;kind;on_behalf_of;confidential_until"
    rows = [f"one.txt;XAA;{MEETING};;en;;;", f"other.txt;XAB;{MEETING};;en;;;", f"none.txt;XAA;{MEETING};;en;;;"]
    files = {"manifest.csv": "\n".join([header, *rows]), "one.txt": TEXT, "other.txt": f"Another. {TEXT}"}
    app = invented("submit")
    app.file_uploader(key="zip").upload("texts.zip", zipped(files), "application/zip")
    app = press(app, "Hand in all of them")
    assert not app.exception
    results = next(one.value for one in app.dataframe if "file" in one.value).to_dict("records")
    assert [row["file"] for row in results] == ["one.txt", "other.txt", "none.txt"]
    assert [row["passages"] > 0 for row in results] == [True, False, False]
    assert results[1]["note"].startswith("You may not hand in this contribution")
    assert results[2]["note"] == "There is no file none.txt."
    held = service.store().latest(Audience.STAFF).rows("SELECT person, file_name FROM submission")
    assert held == [{"person": DELEGATE.person, "file_name": "one.txt"}]
    app.file_uploader(key="zip").upload("texts.zip", b"no ZIP", "application/zip")
    app = press(app, "Hand in all of them")
    assert any("neither a folder nor a ZIP" in one.value for one in app.text)
