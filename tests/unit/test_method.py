"""The Method screen: nothing of the schema and of the words is left out, and its figures are those of the material."""

import inspect
import json
import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markupsafe import escape

from kb.db import Store, View
from kb.db.description import describe
from kb.db.schema import schema_files
from kb.domain import model, words
from kb.domain.model import Scope
from kb.questions import method as ask
from kb.ui.method import method
from tests.knowledge import Knowledge, about

ENUMS = {name: one for name, one in inspect.getmembers(model, inspect.isclass) if issubclass(one, StrEnum)}
ENUMS.pop("StrEnum")
# Where the words for each enum stand; those of the instruments are data.
WORDS = {
    "Voice": (words.VOICES, words.VOICES_COUNTED),
    "Assessment": (words.ASSESSMENTS, words.ASSESSMENTS_MEANT),
    "Cell": (words.CELLS,),
    "TextStatus": (words.TEXT_STATUSES,),
    "PartyStatus": (words.PARTY_STATUSES, words.PARTY_STATUSES_MEANT),
    "Affected": (words.AFFECTED, words.AFFECTED_MEANT),
    "Bound": (words.BOUND, words.BOUND_MEANT),
    "Role": (words.ROLES, words.ROLES_MEANT),
    "Audience": (words.AUDIENCES_MEANT,),
}


@pytest.fixture(scope="module")
def shown(knowledge_base: Store, view: View) -> str:
    """The HTML of the whole screen."""
    return method(view, Scope(), knowledge_base.revision())


def test_every_table_and_column_is_described(shown: str) -> None:
    declared = set()
    for made, dropped in re.findall(
        r"CREATE TABLE (\w+)|DROP TABLE (\w+)", "".join(file.sql for file in schema_files())
    ):
        declared = (declared | {made}) - {"", dropped}
    assert set(describe()) == declared
    for table in describe().values():
        head = f"<summary><code>{table.name}</code>: {escape(table.comment)}</summary>"
        assert table.comment
        assert head in shown
        body = shown.split(head, 1)[1].split("</details>", 1)[0]
        for column in table.columns:
            assert column.comment
            assert f'<th scope="row"><code>{column.name}</code></th><td>{escape(column.comment)}</td>' in body
        assert body.count('<th scope="row">') == len(table.columns)
    assert "nosuchtable" not in shown


def test_what_a_value_must_fulfil_is_said(shown: str) -> None:
    passage = shown.split("<summary><code>passage</code>", 1)[1].split("</details>", 1)[0]
    assert "names a record in contribution.id" in passage
    assert "position" in passage
    assert "names a record in theme.id" not in passage


def test_every_word_has_words_and_is_explained(shown: str) -> None:
    assert WORDS.keys() == ENUMS.keys() - {"InstrumentId"}
    for name, mappings in WORDS.items():
        for mapping in mappings:
            assert set(mapping) == set(ENUMS[name])
            assert all(phrase for said in mapping.values() for phrase in ((said,) if isinstance(said, str) else said))
        labels = [said if isinstance(said, str) else said[-1] for said in mappings[0].values()]
        assert all(escape(label) in shown for label in labels), name


def test_states_of_a_cell_stand_in_their_order(shown: str) -> None:
    counting = shown.split("<ol>", 1)[1].split("</ol>", 1)[0]
    places = [counting.index(words.CELLS[cell].name) for cell in model.Cell]
    assert places == sorted(places)
    assert counting.count("<li>") == len(model.Cell)


def test_figures_are_those_of_the_data_files(view: View, shipped: Path) -> None:
    lines = (shipped / "contributions.jsonl").read_text(encoding="utf-8").splitlines()
    files = [json.loads(line) for line in lines]
    held = ask.method_held(view)
    assert held["contributions"] == len(files)
    assert held["undated"] == sum(one["date"] is None for one in files)
    assert held["without_day"] == sum(one["date"] is None and one["meeting"] is None for one in files)
    assert held["cut"] == sum(one["source_truncated"] for one in files)
    assert held["line_named"] == sum(one["line"] is not None for one in files)
    assert held["line_inferred"] == sum(one["line"] is None and one["line_inferred"] is not None for one in files)
    sources = {row["host"]: row["contributions"] for row in ask.method_sources.rows(view)}
    hosts = [(urlsplit(one["source_url"]).hostname or one["source_url"]).removeprefix("www.") for one in files]
    assert sources == {host: hosts.count(host) for host in hosts}
    counted = {(row["kind"], row["word"]): row["contributions"] for row in ask.method_words.rows(view)}
    for voice in model.Voice:
        assert counted.get(("voice", voice), 0) == sum(one["voice"] == voice for one in files)
    assert ("voice", "nobody") not in counted


def test_unverified_and_missing_actions_are_named(view: View, shown: str) -> None:
    texts = {(row["instrument"], row["text_status"]): row for row in ask.method_texts.rows(view)}
    unverified, missing = texts["VAP", "unverified"], texts["VAP", "missing"]
    assert unverified["in_matrix"].split() == [f"VAP-{number}" for number in (25, 26, 27, 28, 30, 32)]
    assert missing["in_matrix"] == "VAP-29"
    assert "Actions 25, 26, 27, 28, 30 and 32" in shown
    assert f"{missing['provisions']} of the 66 actions, and nothing can be tagged with them" in shown
    assert unverified["passages"] == 0
    assert "No passage is tagged with them" in shown


def test_points_of_5_2_and_duties_of_5_1_are_parts_of_their_paragraphs(view: View) -> None:
    parents = {row["id"]: row["parent"] for row in view.rows("SELECT id, parent FROM provision")}
    assert {parents[f"CCM-5.2.{point}"] for point in "abcdefgh"} == {"CCM-5.2"}
    assert parents["CCM-5.1.data"] == "CCM-5.1"


@pytest.mark.slow
def test_the_screen_says_what_changes_with_the_material(tmp_path: Path) -> None:
    knowledge = Knowledge()
    knowledge.meeting()
    knowledge.state("XAA")
    knowledge.provision("VAP-1", text="unverified")
    knowledge.add("official_text", provision="VAP-1")
    knowledge.provision("VAP-2", text="unverified")
    knowledge.said("XAA", about("VAP-2"), source_url="https://www.example.org:80/invented?q=1")
    with knowledge.build(tmp_path) as store:
        view = store.snapshot(store.revision())
        html = method(view, Scope(), store.revision())
        assert [row["host"] for row in ask.method_sources.rows(view)] == ["example.org"]
    assert "We have the official wording of 1 of the 2 actions" in html
    assert "1 passage is tagged with them" in html
    assert "nothing can be tagged with them" not in html
    assert "part c" not in html


def test_the_revision_shown_is_named(view: View, shown: str) -> None:
    assert f"Shown is revision {view.revision}, the latest" in shown.split('<h2 id="revisions">', 1)[1]
