"""The views of the Coverage screen: for each its title, and the finding, the picture and the table that it shows."""

from collections.abc import Callable, Mapping
from typing import Any

from kb.cache import cached
from kb.domain.catalogue import gettext as _
from kb.ui.coverage import gaps, views
from kb.ui.coverage.common import CoverageQuery
from kb.ui.elements.listing import Page
from kb.ui.markup import Html, address, choices

__all__ = ["OF_STATES", "VIEWS", "CoverageQuery", "choice", "coverage_view"]

VIEWS: Mapping[str, tuple[str, Callable[[CoverageQuery], Page]]] = {
    "matrix": (_("Heat map"), views.heat_map),
    "rates": (_("By action"), views.by_action),
    "assessments": (_("What was said"), views.assessments),
    "regions": (_("Map of States"), views.regions),
    "meetings": (_("Over time"), views.meetings),
    "themes": (_("Themes"), views.themes),
    "lines": (_("Lines"), views.lines),
    "gaps": (_("Not heard"), gaps.gaps),
}

# Those that draw a cell for each State and action.
OF_STATES = ("matrix", "rates")


@cached
def coverage_view(query: CoverageQuery) -> Page:
    """The view that is asked for, as of its revision and scope."""
    return VIEWS[query.name][1](query)


def choice(chosen: str, query: Mapping[str, Any]) -> Html:
    """Links to all views, the chosen one marked."""
    ways = (
        (said, address("coverage", {**query, "look": name}), name == chosen) for name, (said, _page) in VIEWS.items()
    )
    return choices(ways, _("Views of the coverage"))
