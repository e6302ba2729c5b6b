"""The codes known as of a revision, and tables with labels beside their codes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.cache import cached
from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.changes import CORRECTIONS, TURNS, Correction, Turn
from kb.domain.model import (
    ANY_MEETING,
    NO_LINE,
    OUTSIDE_MEETINGS,
    Affected,
    Assessment,
    Cell,
    InstrumentId,
    PartyStatus,
    TextStatus,
    Voice,
)
from kb.domain.passage_words import AGREEMENTS, VERDICTS
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import (
    AFFECTED,
    ASSESSMENTS,
    CELLS,
    CODED_AS,
    CONTRIBUTION_KINDS,
    LANGUAGES,
    PARTY_STATUSES,
    STAGES,
    TEXT_KINDS,
    TEXT_STATUSES,
    VOICES,
)
from kb.questions import Question, Row, sql
from kb.tables import Column, Table

# What kb/db/sql/vocabulary.sql has codes of; a knowledge base may hold none of a kind.
KINDS = ("meeting", "state", "region", "theme", "line", "provision", "number", "head", "instrument", "unit", "life")


@cached
def vocabulary(view: View) -> Vocabulary:
    """All codes known as of the view's revision."""
    rows = view.rows(sql("vocabulary"))
    labels = {kind: {row["code"]: row["label"] for row in rows if row["kind"] == kind} for kind in KINDS}
    short = {kind: {row["code"]: row["short_label"] for row in rows if row["kind"] == kind} for kind in KINDS}
    groups = {kind: {row["code"]: row["group"] for row in rows if row["kind"] == kind} for kind in KINDS}
    labels["meeting"] |= {
        ANY_MEETING: _("Everything, other conventions included"),
        OUTSIDE_MEETINGS: _("Material made to no meeting"),
    }
    labels["line"] |= {NO_LINE: _("No line stated")}
    labels["instrument"] = {code.value: code.value for code in InstrumentId} | labels["instrument"]
    labels["affected"] = {code.value: AFFECTED[code] for code in Affected}
    labels["status"] = {code.value: PARTY_STATUSES[code] for code in PartyStatus}
    labels["assessment"] = {code.value: ASSESSMENTS[code] for code in Assessment}
    labels["cell"] = {code.value: CELLS[code].name for code in Cell}
    labels["text_status"] = {code.value: TEXT_STATUSES[code][0] for code in TextStatus}
    labels["coded"] = dict(CODED_AS)
    labels["voice"] = {code.value: VOICES[code].whole for code in Voice}
    labels["turn"] = {code.value: TURNS[code].name for code in Turn}
    labels["correction"] = {code.value: CORRECTIONS[code].name for code in Correction}
    labels["text_kind"] = dict(TEXT_KINDS)
    labels["kind"] = dict(CONTRIBUTION_KINDS)
    labels["stage"] = dict(STAGES)
    labels["language"] = dict(LANGUAGES)
    labels["verdict"] = dict(VERDICTS)
    labels["agreement"] = dict(AGREEMENTS)
    short["voice"] = {code.value: VOICES[code].name for code in Voice}
    return Vocabulary(view.revision, labels, short, groups)


def readable(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, each of codes followed by one with their labels."""
    return tuple(one for column in columns for one in ([column, column.readable] if column.codes else [column]))


def labelled(rows: Iterable[Row], columns: Iterable[Column], words: Vocabulary) -> Iterator[dict[str, Any]]:
    """The rows with a label beside each code, as `readable` declares; the code itself where it has none.

    Beside a list of codes stand their labels as one text.
    """
    beside = [(one.key, one.readable.key, words.labels[one.codes]) for one in columns if one.codes]
    for row in rows:
        yield {**row, **{label: _label(labels, row[key]) for key, label, labels in beside}}


def _label(labels: Mapping[str, str], codes: Any) -> Any:
    if isinstance(codes, list):
        return "; ".join(labels.get(one, one) for one in codes) or None
    return labels.get(codes, codes)


def table_of(question: Question, caption: str, rows: Iterable[Row], words: Vocabulary) -> Table:
    """The rows of a question as a table under its declared columns, with labels beside codes."""
    return labelled_table(caption, question.columns, rows, words)


def labelled_table(caption: str, columns: Sequence[Column], rows: Iterable[Row], words: Vocabulary) -> Table:
    """Rows as a table under these columns, with labels beside codes."""
    return Table.declared(caption, readable(columns), labelled(rows, columns, words))
