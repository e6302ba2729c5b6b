"""Reminders: what a letter says to a State, what it never says, and what is refused. All is INVENTED."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import docx
import pytest

from kb.db import Store
from kb.domain.model import Audience, Scope
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.reports.atomic_write import zipped
from kb.reports.document import Document, Heading, Items, Paragraph
from kb.reports.reminder import Letter, reminder
from kb.reports.word import word_file
from kb.workflow import reminding
from kb.workflow.permission import ALONE
from tests.knowledge import Knowledge, about

DAY = date(2026, 11, 30)
ACCUSING = ("fail", "did not report", "refus", "overdue", "must ", "late", "obliged", "breach", "reminder", "ignored")
STATES = {"XAA": "nothing", "XAB": "reported", "XAC": "text not here", "XAD": "on no action", "XAE": "waiting"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    k = Knowledge.small(*STATES, provisions=("VAP-1", "VAP-2"))
    k.provision("VAP-3", text="missing")
    k.provision("VAP-4", addressed_to="all")
    k.rows["provision"][0]["deadline_months"] = "6"
    k.state("XAF", affected="no")
    k.under("a", "VAP-1", "VAP-2", "VAP-3", "VAP-4")
    for number, whom in enumerate(("affected", "assisting", "all"), start=1):
        text = f"Invented question to {whom}?"
        k.add("line_question", id=f"q{number}", line="a", position=str(number), addressed_to=whom, question=text)
    k.add("line_question", id="q4", position="1", question="Invented question on every line?")
    k.said("XAB", about("VAP-1"), id="reported", source_title="Invented source of XAB")
    k.speaker("XAC")
    k.said("XAD", about(None, themes=["inv-care"]), id="silent")
    k.said("XAE", about("VAP-1"), id="waiting", status="received")
    k.rows["passage"][-1]["text"] = "Invented text that is not public."
    k.described("XAA", about("VAP-1"), id="others", source_title="Invented accusation by others")
    with k.build(tmp_path_factory.mktemp("reminders")) as base:
        yield base


def letter(store: Store, template: str = reminding.TEMPLATE, answers: str = "", base: str = "") -> Letter:
    return Letter(store.latest(), Scope(), template, answers, DAY, base)


def text_of(document: Document) -> str:
    """All that a letter says, a line a block or item."""
    lines = []
    for block in document.blocks:
        items = block.items if isinstance(block, Items) else (block,)
        for one in items:
            assert isinstance(one, Paragraph | Heading)
            lead = getattr(one, "lead", "")
            lines.append(f"{lead}: {one.text}" if lead else one.text)
    return "\n".join(lines)


def test_a_letter_asks_what_the_lines_ask_of_the_state_and_names_its_own_duties_and_dates(store: Store) -> None:
    said = text_of(reminder(letter(store, answers="Invented office"), "XAA"))
    for expected in (
        "Invented question to affected?",
        "Invented question to all?",
        "Invented question on every line?",
        "Apply to your State: Parts 1, 2 and 4.",
        "1 July 2011. We have no report on it here; there may be one.",
        "send your contribution to Invented office.",
        "30 November 2026",
        "What we have may be incomplete.",
    ):
        assert expected in said, said
    assert "question to assisting" not in said
    assert "Part 3" not in said  # its text is not known, so nobody can be asked for it
    assert "send your contribution to us." in text_of(reminder(letter(store), "XAA"))
    of_other = text_of(reminder(letter(store), "XAF"))
    assert "Invented question to assisting?" in of_other
    assert "Invented question to affected?" not in of_other
    assert "Apply to your State: Part 4." in of_other
    assert "1 July 2011" not in of_other


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("XAA", "We do not have a contribution of Invented State XAA yet."),
        ("XAB", "We thank Invented State XAB for its reports"),
        ("XAC", "and we do not have the text of its statement yet."),
        ("XAD", "We have found no report on the parts in it yet."),
        ("XAE", "We have received a contribution of Invented State XAE"),
    ],
)
def test_a_letter_says_what_is_here_with_sources_and_accuses_nobody(store: Store, state: str, reason: str) -> None:
    said = text_of(reminder(letter(store), state))
    assert reason in said
    assert not [word for word in ACCUSING if word in said.lower()]
    # What others write about a State is not what it said, and what is not public stays here.
    assert "accusation by others" not in said
    assert "not public" not in said
    assert ("Source: Invented source of XAB" in said) == (state == "XAB")
    assert ("Here already, with thanks: Part 1." in said) == (state == "XAB")
    assert ("We know that it spoke at these places" in said) == (state == "XAC")


def test_letters_leave_as_word_with_links_and_what_is_typed_is_text_and_no_field(store: Store) -> None:
    made = letter(store, base="https://invented.example")
    file = word_file(reminder(made, "XAB"))
    paragraphs = [one.text for one in docx.Document(io.BytesIO(file)).paragraphs]
    assert any(text.startswith("All that we have: ") for text in paragraphs)
    targets = zipfile.ZipFile(io.BytesIO(file)).read("word/_rels/document.xml.rels").decode()
    assert "https://invented.example/states?state=XAB" in targets
    several = zipfile.ZipFile(io.BytesIO(zipped({"one.docx": file, "two.docx": b""}, DAY)))
    assert several.namelist() == ["one.docx", "two.docx"]
    assert several.read("one.docx") == file
    hostile = "{reason} <b>{0}</b> =cmd()"
    said = text_of(reminder(letter(store, "{{braces}} of {state}\n# {day}\n#\n{answers}", hostile), "XAA"))
    assert said.splitlines() == ["{braces} of Invented State XAA", "30 November 2026", hostile]


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("", Refused.TEMPLATE_LENGTH),
        (" \n", Refused.TEMPLATE_LENGTH),
        ("x" * (reminding.LONGEST + 1), Refused.TEMPLATE_LENGTH),
        ("Dear {state", Refused.TEMPLATE_BRACE),
        ("Dear state}", Refused.TEMPLATE_BRACE),
        ("Dear {stat}", Refused.TEMPLATE_FIELD),
        ("Dear {}", Refused.TEMPLATE_FIELD),
        ("Dear {0}", Refused.TEMPLATE_FIELD),
        ("Dear {state.__class__}", Refused.TEMPLATE_FIELD),
        ("Dear {state!r}", Refused.TEMPLATE_FIELD),
        ("Dear {state:>999999999}", Refused.TEMPLATE_FIELD),
        ("We have {record} of you", Refused.TEMPLATE_PART),
        ("{lines} {record}", Refused.TEMPLATE_PART),
    ],
)
def test_a_broken_text_is_refused_and_makes_no_letter(store: Store, template: str, code: Refused) -> None:
    before = store.revision()
    for attempt in (
        lambda: reminding.save_template(store, ALONE, template),
        lambda: reminder(letter(store, template), "XAA"),
    ):
        with pytest.raises(ChangeRefused) as refused:
            attempt()
        assert refused.value.code is code
        assert str(refused.value)
    assert store.revision() == before


def test_the_text_is_kept_and_every_field_can_stand_in_it(store: Store) -> None:
    assert reminding.template_of(store.latest(Audience.STAFF)) == reminding.TEMPLATE
    text = "\n".join(f"{{{field}}}" for field in (*reminding.FIELDS, *reminding.PARTS))
    reminding.save_template(store, ALONE, text)
    assert reminding.template_of(store.latest(Audience.STAFF)) == text
    # Who works on the material, and how, is not for the public.
    assert reminding.template_of(store.latest()) == reminding.TEMPLATE
    assert "{" not in text_of(reminder(letter(store, text), "XAB"))


def test_who_was_reminded_is_kept_with_day_and_person_for_the_staff_alone(store: Store) -> None:
    earlier, later = reminding.FIRST_DAY, reminding.FIRST_DAY + timedelta(days=9)
    reminding.record_sent(store, ALONE, ["XAA", "XAC"], earlier)
    reminding.record_sent(store, ALONE, ["XAA"], later)
    last = reminding.last_reminded(store.latest(Audience.STAFF))
    assert {state: row["sent_on"] for state, row in last.items()} == {"XAA": later, "XAC": earlier}
    assert {row["sent_by"] for row in last.values()} == {ALONE.person}
    assert reminding.last_reminded(store.latest()) == {}
    before, tomorrow = store.revision(), datetime.now(UTC).date() + timedelta(days=1)
    for states, day in (([], earlier), (["XAA"], tomorrow), (["XAA"], date(1999, 1, 1)), (["XZZ"], earlier)):
        with pytest.raises(ChangeRefused):
            reminding.record_sent(store, ALONE, states, day)
    assert store.revision() == before
