"""python -m kb import-document and person. All of it is INVENTED."""

from pathlib import Path

import pytest

from kb.db import Store
from kb.domain.model import Audience
from kb.workflow.people import people
from tests.knowledge import MEETING, Knowledge, address_of
from tests.unit.processes import Run

pytestmark = pytest.mark.slow


@pytest.fixture
def invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    knowledge = Knowledge.small("XAA", provisions=())
    with knowledge.build(tmp_path) as store:
        place = store.place
    monkeypatch.setenv("KB_DATABASE", address_of(place))
    return place


def test_a_document_is_handed_in_once(run: Run, invented: Path, tmp_path: Path) -> None:
    file = tmp_path / "speech.txt"
    file.write_text("We have trained the invented nurses.\n\nThe work is going on.\n", encoding="utf-8")
    asked = ("import-document", file, "--contributor", "XAA", "--meeting", MEETING, "--line", "a", "--language", "en")
    status, output, errors = run(*asked, "--confidential-until", "2999-01-01")
    assert (status, errors) == (0, "")
    assert output == f"Receipt 2: {MEETING}-XAA-2, language en, 2 passages, delivered on 2012-04-16.\n"
    assert run(*asked) == (1, "", f"This document is held already, as {MEETING}-XAA-2. Nothing was changed.\n")
    with Store.open(invented, read_only=True) as store:
        assert store.revision() == 2
        assert store.latest(Audience.STAFF).rows("SELECT id FROM contribution") == [{"id": f"{MEETING}-XAA-2"}]
        assert store.latest().rows("SELECT id FROM contribution") == []


def test_the_day_of_delivery_is_as_said_and_unknown_codes_and_a_day_that_cannot_be_are_refused(
    run: Run, invented: Path, tmp_path: Path
) -> None:
    file = tmp_path / "speech.txt"
    file.write_text("An invented text.", encoding="utf-8")
    for contributor, meeting in (("XZZ", MEETING), ("XAA", "inv-none")):
        asked = ("import-document", file, "--contributor", contributor, "--meeting", meeting, "--language", "en")
        status, output, errors = run(*asked)
        assert (status, output, errors.count("\n")) == (1, "", 1)
    asked = ("import-document", file, "--contributor", "XAA", "--meeting", MEETING, "--language", "en")
    status, output, errors = run(*asked, "--day", "1999-12-31")
    assert (status, output, errors.startswith("1999-12-31 cannot be the day of delivery")) == (1, "", True)
    status, output, _ = run(*asked, "--day", "2012-04-18")
    assert (status, output.endswith("delivered on 2012-04-18.\n")) == (0, True)
    with Store.open(invented, read_only=True) as store:
        assert store.latest(Audience.STAFF).rows("SELECT date FROM contribution") == [{"date": "2012-04-18"}]


def test_a_person_is_added_and_changed(run: Run, invented: Path) -> None:
    asked = ("person", "Inv@invented.example", "--name", "Invented person")
    assert run(*asked, "--role", "coder", "facilitator")[0] == 0
    assert run(*asked, "--role", "delegate")[0] == 1
    assert run(*asked, "--role", "delegate", "--contributor", "XAA")[0] == 0
    assert run("person", "inv@other.example", "--name", "Invented namesake")[0] == 1
    with Store.open(invented, read_only=True) as store:
        (held,) = people(store.latest(Audience.STAFF))
    assert (held.id, held.email, held.contributor) == ("inv", "inv@invented.example", "XAA")
