"""On which day a statement was delivered: what a meeting suggests, and what can be right."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from kb.db import Store
from kb.domain.model import Audience
from kb.domain.refusals import Refused
from kb.errors import ChangeRefused
from kb.questions.submitting import submit_meetings

# Papers come in before a meeting, some of them long before it.
_AHEAD = timedelta(days=366)


def suggested(store: Store, meeting: str) -> date | None:
    """The first day of the meeting; None where that is not known to the day."""
    row = submit_meetings(store.latest(Audience.STAFF)).get(meeting)
    return date.fromisoformat(row["first_day"]) if row and len(row["first_day"]) == len("2012-04-16") else None


def fault(day: date | None, meeting: Mapping[str, str], today: date) -> ChangeRefused | None:
    """Why nothing can have been delivered to a meeting (`first_day`, `last_day`) on this day.

    It can on a day up to a year before the meeting, during it, and from then until today.
    """
    if day is None:
        return None
    earliest, latest = _begin(meeting["first_day"]) - _AHEAD, max(_end(meeting["last_day"]), today)
    if earliest <= day <= latest:
        return None
    return ChangeRefused(Refused.DAY_OF_DELIVERY, day=day, earliest=earliest, latest=latest)


def _begin(day: str) -> date:
    return date.fromisoformat(f"{day}-01-01"[:10])


def _end(day: str) -> date:
    """The last day of a day, month or year."""
    begin = _begin(day)
    if len(day) == len("2012"):
        return begin.replace(month=12, day=31)
    return begin if day == str(begin) else begin.replace(day=monthrange(begin.year, begin.month)[1])
