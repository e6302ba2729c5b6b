"""The codes that may stand in an address, with the words for them."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.domain.catalogue import gettext as _
from kb.domain.words import UNITS, listed


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
        words = [f"from {_month(since)}"] if since and not until else [_month(since)] if since else []
        return " ".join([*words, *([f"{'to' if since else 'until'} {_month(until)}"] if until else [])])

    def life_days(self, instrument: str) -> tuple[date | None, date | None]:
        """The first and the last day on which an instrument can hold, as far as the data say; None where it is open."""
        since, until = self.labels["life"].get(instrument), self.short["life"].get(instrument)
        return (first_day(since) if since else None), (last_day(until) if until else None)

    def unit(self, instrument: str) -> str:
        """What a provision of an instrument is called in a sentence: action, article."""
        unit = self.labels["unit"].get(instrument, "Action")
        return UNITS.get(unit, unit.lower())

    def numbers(self, provisions: Sequence[str]) -> str:
        """Provisions of one instrument by unit and number: Actions 20, 21 and 22; there must be one."""
        unit = self.short["number"][provisions[0]]
        numbers = listed([self.labels["number"][code] for code in provisions])
        return f"{unit}{'s' if len(provisions) > 1 else ''} {numbers}"

    def cell(self, address: str | None) -> tuple[str, str] | None:
        """The State and provision that `LAO.VAP-23` in an address names; None if one of them is not known."""
        state, _, provision = (address or "").partition(".")
        known = state in self.labels["state"] and provision in self.labels["provision"]
        return (state, provision) if known else None

    def label(self, kind: str, code: str) -> str:
        """The words for a code; the code itself when it is not known."""
        return self.labels[kind].get(code, code)


_MONTHS = (
    *(_("Jan"), _("Feb"), _("March"), _("April"), _("May"), _("June")),
    *(_("July"), _("Aug"), _("Sept"), _("Oct"), _("Nov"), _("Dec")),
)


def _month(day: str) -> str:
    """A day, a month or a year as the data say it: Sept 2015, 10 Sept 2015, 2015."""
    year, *rest = day.split("-")
    words = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) > 1 else words)


def first_day(day: str) -> date:
    """The first day that a day, a month or a year can mean."""
    return date.fromisoformat(f"{day}-01-01"[:10])


def last_day(day: str) -> date:
    """The last day that a day, a month or a year can mean."""
    year, *rest = map(int, day.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])
