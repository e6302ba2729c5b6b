"""The looks of the Coverage screen: for each, a heading with what to take from it, a picture and its table."""

from collections.abc import Callable, Mapping
from typing import Any

from kb.cache import cached
from kb.ui.looks import cells, counts, rates
from kb.ui.looks.common import Asked, Look
from kb.ui.markup import Html, choices, link

__all__ = ["LOOKS", "Asked", "Look", "choice", "look"]

LOOKS: Mapping[str, tuple[str, Callable[[Asked], Look]]] = {
    "matrix": ("Matrix", cells.matrix),
    "gaps": ("Gaps list", cells.gaps),
    "rates": ("Rates", rates.rates),
    "assessments": ("Assessments", counts.assessments),
    "themes": ("Themes by State", counts.themes),
    "lines": ("Lines by State", counts.lines),
    "regions": ("Regional groups", rates.regions),
    "meetings": ("Over meetings", rates.meetings),
}


@cached
def look(name: str, asked: Asked) -> Look:
    """The look with this name, as of the view and scope asked for."""
    return LOOKS[name][1](asked)


def choice(chosen: str, query: Mapping[str, Any]) -> Html:
    """Links to all looks, the chosen one marked."""
    links = (
        link(title, "coverage", {**query, "look": name}, aria_current="page" if name == chosen else None)
        for name, (title, _) in LOOKS.items()
    )
    return choices(links, "Looks at the coverage")
