"""What there is to ask for: an address each, with its words, its own parameters, its rows and where these come from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kb.api import changed, questions, said, searching, shapes, shapes_said
from kb.api.answering import Found
from kb.api.asking import FORM, PAGING, Asked, Parameter, any_words, code_of, number, one_of
from kb.api.shapes import Page, Results, Shape
from kb.domain import filters
from kb.domain.model import GAP_CELLS
from kb.questions import Row
from kb.search import Sort


@dataclass(frozen=True)
class Resource:
    """An address: `path` with the id it names in braces, if it names one; `rows` or `row` answers.

    One that `refuses` is not for everybody. Rows come in a `page`.
    """

    path: str
    title: str
    says: str
    shape: type[Shape]
    rows: Callable[[Asked], Found] | None = None
    row: Callable[[Asked], Row] | None = None
    own: tuple[Parameter, ...] = ()
    refuses: bool = False
    page: type[Page[Any]] = Page

    @property
    def name(self) -> str:
        """The first word of the path."""
        return self.path.split("/")[1]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What may be asked beside the scope."""
        return (*self.own, *(PAGING if self.rows else ()), FORM)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that go out, in order."""
        return tuple(self.shape.model_fields)


_SEARCH = (
    Parameter(
        "q",
        "The question, as a person types it: words, “phrases”, beginnings*, AND, OR, NOT. Without it: everything.",
        {"type": "string", "maxLength": filters.LONGEST},
        any_words,
    ),
    Parameter(
        "language",
        "Language of the text held, ISO 639-1. May be given several times.",
        {"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2}$"}},
        searching.language,
        many=True,
    ),
    Parameter(
        "sort",
        "In which order.",
        {"type": "string", "enum": [*Sort], "default": Sort.RELEVANCE.value},
        one_of([*Sort]),
    ),
    Parameter("fuzzy", "`yes` forgives typing errors.", {"type": "string", "enum": ["yes"]}, one_of(["yes"])),
)
_EVERYTHING = (
    " Without a choice of meetings everything held is searched, other conventions and material made to no meeting"
    " included. The instrument limits nothing."
)
_REVISIONS = (
    Parameter(
        "since",
        "The earlier revision.",
        {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        number(1, 999_999_999),
        required=True,
    ),
    Parameter(
        "until",
        "The later revision; without it the one asked for with `rev`, or the latest.",
        {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        number(1, 999_999_999),
    ),
)
RESOURCES = (
    Resource(
        "/states",
        "States",
        "The States of the scope, by name, with what is held of each beside the coverage.",
        shapes.State,
        rows=questions.states,
    ),
    Resource(
        "/states/{state}",
        "One State",
        "Its names, treaty dates, status on the day that counts, and sources.",
        shapes.StateProfile,
        row=questions.state,
    ),
    Resource(
        "/provisions",
        "Provisions",
        "The provisions of the scope’s instrument in reading order, each with the States that reported among those it"
        " binds.",
        shapes.Provision,
        rows=questions.provisions,
    ),
    Resource(
        "/provisions/{provision}",
        "One provision",
        "A provision of whichever instrument, likewise.",
        shapes.Provision,
        row=questions.provision,
    ),
    Resource(
        "/coverage",
        "Coverage",
        "The record of every State on every provision of the scope: who has reported on what, who has not, and why.",
        shapes.Coverage,
        rows=questions.coverage,
    ),
    Resource(
        "/gaps",
        "Gaps",
        "Where nothing is reported on a provision that binds a State, or may, and why: never that nothing was done.",
        shapes.Gap,
        rows=questions.gaps,
        own=(
            Parameter(
                "why",
                "Only the gaps of this reason.",
                {"type": "string", "enum": [cell.value for cell in GAP_CELLS]},
                one_of([cell.value for cell in GAP_CELLS]),
            ),
        ),
    ),
    Resource(
        "/meetings",
        "Meetings",
        "The meetings of the scope, oldest first. Without a choice: those of the Convention.",
        shapes.Meeting,
        rows=questions.meetings,
    ),
    Resource(
        "/contributions",
        "Contributions",
        "The published contributions of the scope, latest first; where it chooses States, first their own, then others"
        " about them.",
        shapes_said.Contribution,
        rows=said.contributions,
        own=(
            Parameter(
                "about",
                "Instead: contributions by others about this State, whatever the meeting and the day.",
                {"type": "string"},
                code_of("state"),
            ),
        ),
    ),
    Resource(
        "/contributions/{contribution}",
        "One contribution",
        "A published contribution with its passages, in order.",
        shapes_said.ContributionRead,
        row=said.contribution,
    ),
    Resource(
        "/passages",
        "Passages",
        "The published passages of the scope, latest first; or with `cell` those behind one cell of the coverage.",
        shapes_said.Passage,
        rows=said.passages,
        own=(
            Parameter(
                "cell",
                "A State and a provision, as LAO.VAP-23: the passages behind that cell and the counts beside it.",
                {"type": "string"},
                said.named_cell,
            ),
            Parameter("part", "Only this part.", {"type": "string", "enum": list(said.PARTS)}, one_of(said.PARTS)),
        ),
    ),
    Resource(
        "/changes",
        "Changes",
        "The records that differ between two revisions, of the States and provisions that the scope names, if any.",
        shapes.Change,
        rows=changed.changes,
        own=_REVISIONS,
    ),
    Resource(
        "/changes/cells",
        "Changes of the coverage",
        "The cells that differ between two revisions in their state or their number of passages, in the scope.",
        shapes.CellChange,
        rows=changed.cells,
        own=_REVISIONS,
    ),
    Resource(
        "/changes/reports",
        "Changes of what States report",
        "What States report in the later revision and not in the earlier, or not any more, and what was recoded or"
        " corrected.",
        shapes.ReportChange,
        rows=changed.reports,
        own=_REVISIONS,
    ),
    Resource(
        "/changes/meetings",
        "From one meeting to another",
        "What States reported at one of two meetings, or at both: give `meeting` twice. What is not held says nothing.",
        shapes.MeetingChange,
        rows=changed.meetings,
    ),
    Resource(
        "/quality",
        "Quality of suggestions",
        "How often suggested tags are right, each without any tag of its contribution. The scope limits nothing.",
        shapes.Quality,
        rows=questions.quality,
    ),
    Resource(
        "/unpublished",
        "What is not published",
        "Passages that are received or coded and not published, for the token of a person who works on them.",
        shapes_said.Unpublished,
        rows=said.unpublished,
        refuses=True,
    ),
    Resource(
        "/search",
        "Search passages",
        "The published passages that fit a question, with why each fits." + _EVERYTHING,
        shapes_said.FoundPassage,
        rows=searching.passages,
        own=_SEARCH,
        page=Results,
    ),
    Resource(
        "/search/contributions",
        "Search contributions",
        "The published contributions that fit a question, likewise." + _EVERYTHING,
        shapes_said.FoundContribution,
        rows=searching.contributions,
        own=_SEARCH,
        page=Results,
    ),
    Resource(
        "/search/provisions",
        "Search provisions",
        "The provisions that fit a question, of every instrument; only the choice of provisions limits them.",
        shapes_said.FoundProvision,
        rows=searching.provisions,
        own=_SEARCH,
        page=Results,
    ),
)
