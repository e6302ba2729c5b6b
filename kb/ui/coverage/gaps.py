"""Who has not been heard on what, and why: a line for each State, then every gap."""

from functools import partial

import pandas as pd

from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.model import GAP_CELLS, Cell
from kb.domain.words import CELLS, ONLY_AS_COORDINATOR
from kb.questions import Rows, records
from kb.questions import looks as ask
from kb.questions.findings import NARROWED, is_affected
from kb.questions.vocabulary import labelled_table, table_of
from kb.tables import Table
from kb.ui.coverage.common import CoverageQuery
from kb.ui.elements.chart import Drawn
from kb.ui.elements.listing import Listing, Page
from kb.ui.markup import Html, address, choices, element, join
from kb.workflow.gaps import gaps_with_evidence

SHOWN = 500
OF_STATES = ("name", "standing_label", "bound", "reported_bound")
OF_GAPS = ("name", "provision_label", "cell_label", "bound", "monitoring", "elsewhere")
_CAPTION = _("Gaps in what is here")
COORDINATOR = {"only_as_coordinator": ONLY_AS_COORDINATOR}


def gaps(query: CoverageQuery) -> Page:
    """The affected States that have not reported on an action or article, and every gap, of one reason if asked."""
    every = ask.gaps(query.view, query.scope)
    found = every[every["cell"] == query.why] if query.why else every
    states = ask.state_standing(query.view, query.scope)
    affected = states[is_affected(states) & (states["bound"] > 0)]
    silent = affected[affected["reported_bound"] == 0]
    text = _("{silent} of {affected} affected States have not reported yet").format(
        silent=len(silent), affected=len(affected)
    )
    notes = [element("p", NARROWED) if query.scope.narrows_subject else ""]
    unknown = int((found["bound"] == "unknown").sum())
    title = ngettext("{count} gap", "{count} gaps", len(found)).format(count=len(found))
    if unknown:
        title += _("; of {count} it is not known whether they apply").format(count=unknown)
    lists = (_of_states(query, affected), _of_gaps(query, found, title))
    return Page(
        text if len(affected) else _("No affected State is in what you filtered"),
        (join([*notes, _reasons(query, every)]), *(one for one in lists if one.table.rows)),
        drawn=Drawn(None, Html(), partial(_file, query)),
    )


def _file(query: CoverageQuery) -> Table:
    """Every gap with how sure it is: only a file needs what must be learned for it."""
    rows = [row for row in gaps_with_evidence(query.view, query.scope) if query.why in (None, row["cell"])]
    return labelled_table(_CAPTION, ask.GAPS, rows, query.words)


def _of_states(query: CoverageQuery, states: pd.DataFrame) -> Listing:
    rows = records(states.sort_values(["reported_bound", "name"], kind="stable"))
    table = table_of(ask.state_standing, _("Affected States"), rows, query.words)
    opens = (address("states", {**query.query, "state": row["state"]}) for row in rows)
    labels = {
        **COORDINATOR,
        "standing_label": _("How it stands"),
        "bound": _("Actions addressed to it"),
        "reported_bound": _("Reported"),
    }
    return Listing(
        table, (*OF_STATES, *_as_coordinator(rows)), tuple(opens), labels, most=None, title=_("State by State")
    )


def _of_gaps(query: CoverageQuery, df: pd.DataFrame, title: str) -> Listing:
    """Each opens what is behind it. What is too much for a screen is in files of it."""
    rows = records(df)
    table = table_of(ask.gaps, _CAPTION, rows, query.words)
    here = {**query.query, "look": "gaps", **({"why": query.why} if query.why else {})}
    opens = (address("coverage", {**here, "cell": f"{row['state']}.{row['provision']}"}) for row in rows)
    labels = {
        **COORDINATOR,
        "cell_label": _("Why"),
        "bound": _("Applies to it"),
        "monitoring": _("Others write"),
        "elsewhere": _("Own, elsewhere"),
    }
    return Listing(table, (*OF_GAPS, *_as_coordinator(rows)), tuple(opens), labels, most=SHOWN, title=title)


def _as_coordinator(rows: Rows) -> tuple[str, ...]:
    """The column that says why a State that was heard in the room stands here, where there is one."""
    return tuple(COORDINATOR) if any(row["only_as_coordinator"] for row in rows) else ()


def _reasons(asked: CoverageQuery, every: pd.DataFrame) -> Html:
    """How many gaps there are for each reason; each leads to its part of the list."""
    found = every["cell"].value_counts()
    query = {**asked.query, "look": "gaps"}
    reasons: list[tuple[str, Cell | None, int]] = [(_("All"), None, int(found.sum()))]
    reasons += [(CELLS[cell].name, cell, int(found[cell])) for cell in GAP_CELLS if cell in found]
    ways = (
        (f"{name} ({number})", address("coverage", query | ({"why": cell.value} if cell else {})), asked.why == cell)
        for name, cell, number in reasons
    )
    return choices(ways, _("Reasons"), figures=True)
