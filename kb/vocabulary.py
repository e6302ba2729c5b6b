"""The codes that may stand in an address, with the words for them."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.cache import cached
from kb.model import (
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
from kb.queries import Question, Row, sql
from kb.store import View
from kb.tables import Column, Table
from kb.words import AFFECTED, ASSESSMENTS, CELLS, CODED_AS, PARTY_STATUSES, TEXT_STATUSES, VOICES

# What kb/sql/vocabulary.sql has codes of; a knowledge base may hold none of a kind.
KINDS = ("meeting", "state", "region", "theme", "line", "provision", "instrument", "life")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Labels by kind and code, in display order; `short` has those for narrow places, `groups` what a code is in."""

    revision: int
    labels: Mapping[str, Mapping[str, str]]
    short: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, Mapping[str, str]]

    def life(self, instrument: str) -> str:
        """From when until when an instrument holds: Nov 2010 to Sept 2015; empty where it is open."""
        since, until = self.labels["life"].get(instrument), self.short["life"].get(instrument)
        told = [f"from {_month(since)}"] if since and not until else [_month(since)] if since else []
        return " ".join([*told, *([f"{'to' if since else 'until'} {_month(until)}"] if until else [])])

    def life_days(self, instrument: str) -> tuple[date | None, date | None]:
        """The first and the last day on which an instrument can hold, as far as the data say; None where it is open."""
        since, until = self.labels["life"].get(instrument), self.short["life"].get(instrument)
        return (_first_day(since) if since else None), (_last_day(until) if until else None)

    def label(self, kind: str, code: str) -> str:
        """The words for a code; the code itself when it is not known."""
        return self.labels[kind].get(code, code)


@cached
def vocabulary(view: View) -> Vocabulary:
    """All codes known as of the view's revision."""
    rows = view.rows(sql("vocabulary"))
    labels = {kind: {row["code"]: row["label"] for row in rows if row["kind"] == kind} for kind in KINDS}
    short = {kind: {row["code"]: row["short_label"] for row in rows if row["kind"] == kind} for kind in KINDS}
    groups = {kind: {row["code"]: row["group"] for row in rows if row["kind"] == kind} for kind in KINDS}
    labels["meeting"] |= {
        ANY_MEETING: "Everything held, other conventions included",
        OUTSIDE_MEETINGS: "Material made to no meeting",
    }
    labels["line"] |= {NO_LINE: "No line stated"}
    labels["instrument"] = {code.value: labels["instrument"].get(code, code.value) for code in InstrumentId}
    labels["affected"] = {code.value: AFFECTED[code] for code in Affected}
    labels["status"] = {code.value: PARTY_STATUSES[code] for code in PartyStatus}
    labels["assessment"] = {code.value: ASSESSMENTS[code] for code in Assessment}
    labels["cell"] = {code.value: CELLS[code].name for code in Cell}
    labels["text_status"] = {code.value: TEXT_STATUSES[code][0] for code in TextStatus}
    labels["coded"] = dict(CODED_AS)
    labels["voice"] = {code.value: VOICES[code].whole for code in Voice}
    short["voice"] = {code.value: VOICES[code].name for code in Voice}
    return Vocabulary(view.revision, labels, short, groups)


def readable(columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns, each of codes followed by one with their labels."""
    return tuple(one for column in columns for one in ([column, column.readable] if column.codes else [column]))


def labelled(rows: Iterable[Row], columns: Iterable[Column], words: Vocabulary) -> Iterator[dict[str, Any]]:
    """The rows with a label beside each code, as `readable` declares; the code itself where it has none."""
    beside = [(one.key, one.readable.key, words.labels[one.codes]) for one in columns if one.codes]
    for row in rows:
        yield {**row, **{label: labels.get(row[key], row[key]) for key, label, labels in beside}}


def table_of(question: Question, caption: str, rows: Iterable[Row], words: Vocabulary) -> Table:
    """The rows of a question as a table under its declared columns, with labels beside codes."""
    return Table.declared(caption, readable(question.columns), labelled(rows, question.columns, words))


_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def _month(day: str) -> str:
    """A day, a month or a year as the data say it: Sept 2015, 10 Sept 2015, 2015."""
    year, *rest = day.split("-")
    words = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) > 1 else words)


def _first_day(day: str) -> date:
    """The first day that a day, a month or a year can mean."""
    return date.fromisoformat(f"{day}-01-01"[:10])


def _last_day(day: str) -> date:
    """The last day that a day, a month or a year can mean."""
    year, *rest = map(int, day.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])
