"""Every question with declared columns: SQL, file, API and dictionary have the same ones, and no figure is text."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kb import questions
from kb.api import schemas
from kb.db import View
from kb.domain.model import InstrumentId, Scope
from kb.questions import Question, api, contributions, looks, overview, passages, records, sql, states
from kb.questions.changes import MEETING_CHANGES, REPORT_CHANGES
from kb.questions.columns import SOURCED
from kb.questions.dictionary import COMPOSED, columns_table, every_question
from kb.questions.history import CELL_CHANGES
from kb.questions.vocabulary import readable, table_of, vocabulary
from kb.tables import Column, Table, Type
from kb.tables.files import Origin, as_csv
from tests.knowledge import Knowledge
from tests.tables import misfits

QUESTIONS = every_question()
SCOPES = [
    Scope(),
    Scope(instrument=InstrumentId.CCM, meetings=("any",)),
]
# What the parameters of questions beside the scope stand for, where every question is asked.
VALUES: dict[str, object] = {
    "about": None,
    "state": "LAO",
    "provision": "VAP-23",
    "coder": "invented",
}
ORIGIN = Origin("Invented scope.", 1, date(2012, 4, 16), "https://invented.example")


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """A knowledge base with its vocabulary alone: no provision, no State, no meeting."""
    with Knowledge().build(tmp_path_factory.mktemp("nothing")) as store:
        yield store.latest()


def given(question: Question, scope: Scope) -> dict[str, Any]:
    """What a question is asked with."""
    asked = set(re.findall(r"\$(\w+)", sql(question.name)))
    return {name: scope if name == "scope" else VALUES[name] for name in asked}


def rows(question: Question, view: View, scope: Scope) -> list[dict[str, Any]]:
    return question.rows(view, **given(question, scope))


def answered(question: Question, view: View, scope: Scope) -> Table:
    return table_of(question, "Invented caption", rows(question, view, scope), vocabulary(view))


@pytest.fixture(scope="module")
def dictionary() -> list[dict[str, Any]]:
    """The rows of the data dictionary."""
    table = columns_table()
    assert misfits(table) == set()
    return [dict(zip(table.keys, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_declared_columns_are_those_of_the_sql_of_a_file_and_of_the_data_dictionary(
    view: View, dictionary: list[dict[str, Any]], question: Question
) -> None:
    declared = [column.key for column in question.columns]
    assert len(set(declared)) == len(declared)
    for scope in SCOPES:
        frame = question(view, **given(question, scope))
        held = rows(question, view, scope)
        made = table_of(question, "Invented caption", held, vocabulary(view))
        assert list(frame.columns) == declared, scope
        assert records(frame) == held, "a frame and rows are the same"
        assert misfits(made) == set(), scope
        header, *lines = csv.reader(io.StringIO(as_csv(made, ORIGIN).decode("utf-8-sig")))
        assert header == [column.key for column in readable(question.columns)], "labels stand beside codes"
        assert len(lines) == len(held)
    described = [(row["column"], row["type"], row["meaning"]) for row in dictionary if row["question"] == question.name]
    assert described == [(column.key, column.type.value, column.meaning) for column in made.columns]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_where_nothing_is_held_there_are_no_rows_and_no_error(nothing: View, question: Question) -> None:
    made = table_of(question, "Invented caption", rows(question, nothing, Scope()), vocabulary(nothing))
    assert made.rows == ()


@pytest.mark.parametrize("name", COMPOSED)
def test_what_is_composed_of_several_questions_is_in_the_data_dictionary_too(name: str) -> None:
    columns = readable(COMPOSED[name])
    dictionary = columns_table()
    rows = [dict(zip(dictionary.keys, row, strict=True)) for row in dictionary.rows]
    assert [row["column"] for row in rows if row["question"] == name] == [column.key for column in columns]
    assert name not in {question.name for question in QUESTIONS}
    assert all(column.label and column.meaning.endswith(".") for column in columns)
    assert all(column.unit for column in columns if column.type is Type.INTEGER and column.key != "position")
    assert len({column.key for column in columns}) == len(columns)


def test_every_module_has_its_questions_a_label_stands_beside_its_code_and_a_rate_is_a_fraction(view: View) -> None:
    assert {questions.coverage, looks.gaps, states.state_directory, api.meetings} <= set(QUESTIONS)
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)
    table = answered(questions.coverage, view, Scope())
    codes = [column for column in table.columns if column.codes]
    assert codes
    for column in codes:
        place = table.keys.index(column.key)
        assert table.keys[place + 1] == f"{column.key}_label"
        assert not [row for row in table.rows if row[place] == row[place + 1] and column.key != "regional_group"]
    for question in (questions.rates, looks.meeting_coverage):
        found = rows(question, view, Scope())
        assert found
        for row in found:
            assert row["rate"] == (row["reported"] / row["bound"] if row["bound"] else None)


ANSWERED = {
    "coverage": (questions.coverage.columns, schemas.Coverage),
    "states": (states.state_directory.columns, schemas.State),
    "meetings": (api.meetings.columns, schemas.Meeting),
    "provisions": (COMPOSED["provisions"], schemas.Provision),
    "rates": (questions.rates.columns, schemas.Rate),
    "who spoke when": (overview.who_spoke.columns, schemas.WhoSpoke),
    "changed cells": (CELL_CHANGES, schemas.CellChange),
    "changed reports": (REPORT_CHANGES, schemas.ReportChange),
    "quality of suggestions": (COMPOSED["quality"], schemas.Quality),
    "from meeting to meeting": (MEETING_CHANGES, schemas.MeetingChange),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_the_api_answers_with_the_same_columns(name: str) -> None:
    columns, shape = ANSWERED[name]
    declared = [column.key for column in readable(columns)]
    assert list(shape.model_fields) == [*declared, "link"]


@pytest.mark.parametrize(
    ("columns", "shape"),
    [
        (contributions.contributions.columns, schemas.Contribution),
        (passages.PASSAGE_COLUMNS, schemas.Passage),
    ],
    ids=["contributions", "passages"],
)
def test_the_api_answers_with_all_that_a_file_of_what_was_said_holds(
    columns: tuple[Column, ...], shape: type[schemas.Schema]
) -> None:
    """And never without the voice, the source and the caveats. Codings are records there, and text in a file."""
    in_file = {column.key for column in readable(columns)} - {"codings_label"}
    assert {column.key for column in readable(SOURCED)} <= in_file <= set(shape.model_fields)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_every_column_has_a_label_and_a_meaning_and_every_count_a_unit(question: Question) -> None:
    for column in question.columns:
        assert column.label, column.key
        assert column.meaning.endswith("."), column.key
        if column.type is Type.INTEGER and column.key not in ("position", "receipt"):
            assert column.unit, column.key
    labels = [column.label for column in question.columns]
    assert len(set(labels)) == len(labels)
