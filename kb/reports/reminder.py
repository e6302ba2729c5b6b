"""A reminder: a letter to a State that is not heard yet, with what is asked of it and what is known of it.

It never says that a State did not do or say something, only what is here. Nothing is sent from here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.citations import occasion
from kb.domain.model import Bound, Cell, Scope, TextStatus
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import TEXT_LEADS, VOICES, counted, day_words
from kb.questions import Row, coverage, rows_of
from kb.questions.overview import overview_lines, overview_states
from kb.questions.provisions import due_dates
from kb.questions.states import state_contributions, state_listings
from kb.questions.vocabulary import vocabulary
from kb.reports.document import Block, Document, Heading, Items, Paragraph, Size
from kb.session.question import questions_to
from kb.workflow.reminding import Piece, pieces

TITLE = _("Victim assistance: a contribution of {state}")
# What is known of a State that has not reported, by the state of its record.
REASONS = {
    Cell.NO_CONTRIBUTION: _("We do not have a contribution of {state} yet."),
    Cell.TEXT_NOT_HELD: _("{state} spoke, and we do not have the text of its statement yet."),
    Cell.PENDING: _("We have received a contribution of {state}, and thank it. It is not published here yet."),
    Cell.SILENT: _("We thank {state} for its statement. We have found no report on the {unit}s in it yet."),
}
REPORTED = _("We thank {state} for its reports on the {unit}s.")
AS_COORDINATOR = _("{state} spoke as Coordinator, which is not counted for the State.")
# Contributions and places in programmes that are listed; more are counted.
LISTED = 8


@dataclass(frozen=True)
class Letter:
    """What a letter is made of: what is public, the scope, the text, where answers go, the day, the address of all."""

    view: View
    scope: Scope
    template: str
    answers: str
    day: date
    base: str = ""


def reminder(letter: Letter, state: str) -> Document:
    """The letter to a State. Raises ChangeRefused for a text with a field that it cannot have."""
    lines = list(pieces(letter.template))
    of_state = _OfState(letter, state)
    blocks = [block for line in lines for block in of_state.blocks(line)]
    return Document(TITLE.format(state=of_state.name), blocks, base=letter.base, size=Size.SMALL)


@dataclass(frozen=True)
class _OfState:
    """What a letter says of a State."""

    letter: Letter
    state: str

    @cached_property
    def words(self) -> Vocabulary:
        return vocabulary(self.letter.view)

    @property
    def name(self) -> str:
        return self.words.label("state", self.state)

    @cached_property
    def scope(self) -> Scope:
        """All that the State said at the meetings that are looked at, whatever it was about."""
        of = self.letter.scope
        return Scope(of.instrument, of.meetings, of.since, of.until, states=(self.state,), revision=of.revision)

    @cached_property
    def values(self) -> Mapping[str, str]:
        """What stands in a sentence in place of its fields."""
        return {
            "state": self.name,
            "reason": self._reason(),
            "scope": filters.span(self.scope, self.words),
            "answers": self.letter.answers or _("us"),
            "day": day_words(self.letter.day),
        }

    def blocks(self, piece: Piece) -> Iterator[Block]:
        """A line of the letter as it stands in it."""
        parts: Mapping[str, Callable[[], Iterator[Block]]] = {
            "lines": self._lines, "deadlines": self._deadlines, "record": self._record,
        }  # fmt: skip
        if piece.part:
            yield from parts[piece.part]()
            return
        text = piece.text.format_map(self.values)
        yield Heading(1, text) if piece.heading else Paragraph(text)

    def _reason(self) -> str:
        rows = overview_states.rows(self.letter.view, self.scope)
        row = next((row for row in rows if row["state"] == self.state), None)
        cell = Cell(row["cell"]) if row else Cell.NO_CONTRIBUTION
        sentences = [REPORTED if row and row["provisions"] else REASONS[cell]]
        sentences += [AS_COORDINATOR] if row and row["only_as_coordinator"] else []
        return " ".join(sentences).format(state=self.name, unit=self.words.unit(self.scope.instrument))

    def _lines(self) -> Iterator[Block]:
        view = self.letter.view
        cells = {row["provision"]: row for row in coverage.rows(view, self.scope)}
        applies = {
            code
            for code, row in cells.items()
            if row["bound"] == Bound.YES and row["text_status"] != TextStatus.MISSING
        }
        affected = next((str(row["affected"]) for row in cells.values()), "")
        lines = overview_lines(view, self.scope)
        questions = questions_to(view, affected, [row["line"] for row in lines])
        for line in lines:
            yield Heading(2, f"({line['line']}) {line['title']}")
            yield from _items(Paragraph(row["question"]) for row in questions if row["line"] == line["line"])
            here = [row["provision"] for row in rows_of(view, "desk_actions", lines=[line["line"]])]
            yield from self._duties([code for code in here if code in applies], cells)
        if others := [row["question"] for row in questions if row["line"] is None]:
            yield Heading(2, _("Under every line"))
            yield from _items(map(Paragraph, others))

    def _duties(self, codes: Sequence[str], cells: Mapping[str, Row]) -> Iterator[Block]:
        """The actions that apply to the State under a line, and on which of them something is here already."""
        if not codes:
            return
        reported = [code for code in codes if cells[code]["cell"] == Cell.REPORTED]
        thanks = f" {_('Here already, with thanks: {actions}.')}" if reported else ""
        text = f"{self.words.numbers(codes)}.{thanks}"
        yield Paragraph(text.format(actions=self.words.numbers(reported) if reported else ""), _("Apply to your State"))

    def _deadlines(self) -> Iterator[Block]:
        rows = [row for row in due_dates(self.letter.view, self.scope) if row["bound"] == Bound.YES]
        if not rows:
            yield Paragraph(_("No date runs for {state}, as far as we know.").format(state=self.name))
        yield from _items(Paragraph(self._due(row), self.words.label("provision", row["provision"])) for row in rows)

    def _due(self, row: Row) -> str:
        due = day_words(row["due_on"])
        if reported := row["reported_on"]:
            return _("{day}. The first report that we have is of {reported}.").format(day=due, reported=reported)
        return _("{day}. We have no report on it here; there may be one.").format(day=due)

    def _record(self) -> Iterator[Block]:
        """Contributions of the State itself, then where it is known to have spoken, each with its source."""
        parameters = {"state": self.state}
        own = state_contributions.rows(self.letter.view, self.scope, **parameters)
        spoke = [
            row
            for row in state_listings.rows(self.letter.view, self.scope, **parameters)
            if row["spoke"] and not row["held"] and row["in_scope"]
        ]
        if not own and not spoke:
            yield Paragraph(_("We have no contribution of {state} here.").format(state=self.name))
        yield from self._listed([(_contribution(row), row) for row in own])
        if spoke:
            yield Paragraph(_("We know that it spoke at these places, and do not have the text:"))
            yield from self._listed([(_place(row), row) for row in spoke])
        if base := self.letter.base:
            query = urlencode(filters.query(self.scope), doseq=True)
            yield Paragraph("", _("All that we have"), f"{base}/states?{query}")

    def _listed(self, rows: Sequence[tuple[str, Row]]) -> Iterator[Block]:
        visible = (
            Paragraph(f"{text}. {_('Source: {title}').format(title=row['source_title'] or _('see the link'))}.", "",
                      row["source_url"] or "")
            for text, row in rows[:LISTED]
        )  # fmt: skip
        yield from _items(visible)
        if len(rows) > LISTED:
            yield Paragraph(_("{number} more are in the dashboard.").format(number=len(rows) - LISTED))


def _items(paragraphs: Iterator[Paragraph]) -> Iterator[Block]:
    items = tuple(paragraphs)
    if items:
        yield Items(items)


def _contribution(row: Row) -> str:
    """A contribution in a few words: when and where, in whose words, and how much of it says something."""
    how = [VOICES[row["voice"]].name, TEXT_LEADS[row["text_kind"]].lower(), counted(row["passages"], "passage")]
    kind, where = occasion(row)
    return f"{where}, {row['date'] or _('no date')}: {kind} ({'; '.join(how)})"


def _place(row: Row) -> str:
    return ", ".join(filter(None, (row["meeting_label"], row["date"], row["place"])))
