"""Resources of the API: for each its path, description, query model, response model and the function that answers."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kb.api import changes, coverage, passages, schemas
from kb.api.params import (
    ApiQuery,
    ChangesParams,
    ContributionsParams,
    GapsParams,
    ListParams,
    Params,
    PassagesParams,
    RecordParams,
    SearchParams,
)
from kb.api.responses import ResultPage
from kb.api.schemas import Schema
from kb.api.schemas_pages import One, Page, Results
from kb.questions import Row


@dataclass(frozen=True)
class Resource:
    """An address: `path`, with an id in braces if it is one record's. One that `refuses` is not for everybody."""

    path: str
    title: str
    row: type[Schema]
    answer: Callable[[ApiQuery], ResultPage | Row]
    query: type[Params] = ListParams
    refuses: bool = False

    @property
    def name(self) -> str:
        """The first word of the path."""
        return self.path.split("/")[1]

    @property
    def description(self) -> str:
        """The first paragraph of the docstring of what answers; what follows is for who reads the code."""
        return (inspect.getdoc(self.answer) or "").partition("\n\n")[0]

    @property
    def id(self) -> str:
        """The name of the id in the path; empty for a list."""
        return self.path.partition("{")[2].removesuffix("}")

    @property
    def params(self) -> type[Params]:
        """The query model."""
        return RecordParams if self.id else self.query

    @property
    def response(self) -> Any:
        """The response model."""
        page = Results if self.query is SearchParams else Page
        return (One if self.id else page)[self.row]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a row, in order."""
        return tuple(self.row.model_fields)


RESOURCES = (
    Resource("/states", "States", schemas.State, coverage.states),
    Resource("/states/{state}", "One State", schemas.StateProfile, coverage.state),
    Resource("/provisions", "Provisions", schemas.Provision, coverage.provisions),
    Resource("/provisions/{provision}", "One provision", schemas.Provision, coverage.provision),
    Resource("/rates", "Rates", schemas.Rate, coverage.rates),
    Resource("/coverage", "Coverage", schemas.Coverage, coverage.coverage),
    Resource("/gaps", "Gaps", schemas.Gap, coverage.gaps, GapsParams),
    Resource("/meetings", "Meetings", schemas.Meeting, coverage.meetings),
    Resource("/who-spoke", "Who spoke when", schemas.WhoSpoke, coverage.who_spoke),
    Resource("/contributions", "Contributions", schemas.Contribution, passages.contributions, ContributionsParams),
    Resource("/contributions/{contribution}", "One contribution", schemas.ContributionRead, passages.contribution),
    Resource("/passages", "Passages", schemas.Passage, passages.passages, PassagesParams),
    Resource("/changes", "Changes", schemas.Change, changes.changes, ChangesParams),
    Resource("/changes/cells", "Changes of the coverage", schemas.CellChange, changes.cells, ChangesParams),
    Resource("/changes/reports", "Changes of what States report", schemas.ReportChange, changes.reports, ChangesParams),
    Resource("/changes/meetings", "From one meeting to another", schemas.MeetingChange, changes.meetings),
    Resource("/quality", "Quality of suggestions", schemas.Quality, coverage.quality),
    Resource("/unpublished", "What is not published", schemas.Unpublished, passages.unpublished, refuses=True),
    Resource("/search", "Search passages", schemas.FoundPassage, passages.search_passages, SearchParams),
    Resource(
        "/search/contributions",
        "Search contributions",
        schemas.FoundContribution,
        passages.search_contributions,
        SearchParams,
    ),
    Resource(
        "/search/provisions", "Search provisions", schemas.FoundProvision, passages.search_provisions, SearchParams
    ),
)
