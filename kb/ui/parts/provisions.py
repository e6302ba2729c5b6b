"""An instrument as a document to read: chapters, every action or article with what is known of it, deadlines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from kb.cache import cached
from kb.domain.model import InstrumentId, Scope, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import TEXT_STATUSES
from kb.queries import Row, rates
from kb.queries import provisions as ask
from kb.queries.vocabulary import labelled_table, vocabulary
from kb.store import View
from kb.tables import Table
from kb.ui.markup import Html, element, join, link
from kb.ui.parts import wording
from kb.ui.parts.due_dates import due_dates

# The anchor of the due dates in the document.
DUE_DATES = "due-dates"


@cached
def provisions(view: View) -> Mapping[str, Row]:
    """Every provision of every instrument by id, in reading order; the rows of provision_text."""
    return {row["id"]: row for row in ask.provision_text(view)}


def rates_by_provision(view: View, scope: Scope) -> Mapping[str, Row]:
    """The rows of rates by provision; those that the scope leaves out are not among them."""
    return {rate["provision"]: rate for rate in rates.rows(view, scope)}


@cached
def document(view: View, scope: Scope) -> Html:
    """The scope's instrument, from beginning to end."""
    words = vocabulary(view)
    rows = [row for row in provisions(view).values() if row["instrument"] == scope.instrument]
    page = Document(scope, words, rows, rates_by_provision(view, scope))
    dated = [row for row in rows if row["deadline_months"]]
    parts = [page.opening(), *page.chapters()]
    if dated:
        due = ask.deadlines(view, replace(scope, provisions=tuple(row["id"] for row in dated)))
        parts.append(element("h2", "When the deadlines fall, State by State", id=DUE_DATES))
        parts.append(due_dates(view, scope, dated, due, words))
    return join(parts)


@cached
def tables(view: View, scope: Scope) -> tuple[Table, Table]:
    """The provisions of the scope's instrument with their rates, and the due dates of every State, for files."""
    words, name = vocabulary(view), vocabulary(view).label("instrument", scope.instrument)
    whole = replace(scope, provisions=())
    return (
        labelled_table(f"{name}: what it asks for", ask.PROVISIONS, ask.provision_rates(view, whole), words),
        labelled_table(f"{name}: due dates", ask.DUE_DATES, ask.due_dates(view, whole), words),
    )


class Document:
    """The parts of one instrument's document."""

    def __init__(self, scope: Scope, words: Vocabulary, rows: Sequence[Row], found: Mapping[str, Row]) -> None:
        self.scope = scope
        self.words = words
        self.rows = rows
        self.found = found
        self.by_id = {row["id"]: row for row in rows}

    def opening(self) -> Html:
        """What the badges mean, how the texts stand, and the way to the other instrument."""
        others = [code for code in InstrumentId if code != self.scope.instrument]
        switches = (
            element("p", link(f"Read the {self.words.label('instrument', code)} instead", "actions",
                              wording.asked(self.scope, {"instrument": code.value})))
            for code in others
        )  # fmt: skip
        name = self.words.label("instrument", self.scope.instrument)
        return join([*switches, element("h2", f"How the texts of the {name} stand"), wording.legend(self.rows)])

    def chapters(self) -> Iterator[Html]:
        """Every chapter with its provisions; runs of missing texts on one line."""
        for chapter, of_chapter in groupby(self.rows, key=itemgetter("chapter")):
            rows = list(of_chapter)
            yield element("h2", chapter)
            unverified = [row for row in rows if row["chapter_basis"] == "unverified"]
            if unverified:
                stand = "stand" if len(unverified) > 1 else "stands"
                said = f"That {self._named(unverified)} {stand} in this chapter is unverified."
                yield element("p", said, class_="quiet")
            for folded, group in groupby(rows, key=self._is_folded):
                run = list(group)
                yield self._missing(run) if folded else join(map(self._entry, run))

    def _is_folded(self, row: Row) -> bool:
        """Whether there is nothing to read: no text, no caveat, and nobody reported on it."""
        rate = self.found.get(row["id"])
        return row["text_status"] == TextStatus.MISSING and not row["note"] and not (rate and rate["passages"])

    def _named(self, rows: Sequence[Row]) -> str:
        """`Action 29`, `Actions 25 to 32`."""
        unit = self.words.short["number"][rows[0]["id"]]
        return f"{unit}{'s' if len(rows) > 1 else ''} {wording.numbers(rows)}"

    def _missing(self, rows: Sequence[Row]) -> Html:
        places = (
            wording.to_reading(row["number"], self.scope, row, id=row["id"], aria_label=self._named([row]))
            for row in rows
        )
        explained = element("p", TEXT_STATUSES[TextStatus.MISSING][1], " Open: ", join(places, " "))
        return element("details", element("summary", f"{self._named(rows)}: text missing"), explained)

    def _entry(self, row: Row) -> Html:
        head = head_of(row, self.by_id)
        title = wording.to_reading(self.words.label("provision", row["id"]), self.scope, row)
        parts = [
            element("h4" if head else "h3", title, id=row["id"]),
            wording.text_held(row, self.by_id.get(row["parent"]), whole_shown=True),
            split_note(row, self.rows),
            wording.facts(self._facts(row, head)),
            wording.caveat(row),
        ]
        return element("div", *parts, class_="part" if head else None)

    def _facts(self, row: Row, head: Row | None) -> Iterator[tuple[str, object]]:
        # A part is addressed as its head is, unless it says otherwise.
        if head is None or wording.addressee(row) != wording.addressee(head):
            yield "Addressed to", wording.addressee(row)
        if row["deadline"]:
            due = element("a", "due dates of every State", href=f"#{DUE_DATES}") if row["deadline_months"] else ""
            yield "Deadline", join([wording.deadline(row), ": " if due else "", due])
        rate = self.found.get(row["id"])
        said: object = wording.standing(rate, row)
        if rate and rate["passages"]:
            listed = wording.asked(self.scope, row, list="passages", provision=row["id"])
            said = link(said, "contributions", listed, aria_label=f"{said}: read the passages on {row['number']}")
        elif rate and rate["bound"]:
            said = wording.to_reading(said, self.scope, row, aria_label=f"{said}: why, for {row['number']}")
        yield "Reported", said


def head_of(row: Row, rows: Mapping[str, Row]) -> Row | None:
    """The provision under which this one stands, as 5.2 for 5.2(g)."""
    return rows.get(row["parent"])


def parts_of(row: Row, rows: Sequence[Row]) -> list[Row]:
    """The parts and points that stand under a provision, in reading order."""
    by_id = {other["id"]: other for other in rows}
    return [other for other in rows if head_of(other, by_id) is row]


def split_note(row: Row, rows: Sequence[Row]) -> Html:
    """Where the parts below come from and how they count; nothing for a provision without parts."""
    parts = parts_of(row, rows)
    if not parts:
        return Html()
    notes = []
    if any(part["number"].startswith(f"{row['number']} (") for part in parts):
        notes.append("The duties below stand inside this paragraph; telling them apart is our doing.")
    notes.append("A passage on one of them counts here too.")
    return element("p", " ".join(notes), class_="quiet")
