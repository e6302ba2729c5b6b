"""The Coordinators' report on a scope: its content, from which the preview and the Word file are both made."""

from dataclasses import dataclass, replace
from datetime import date

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import ANY_MEETING, OUTSIDE_MEETINGS, Scope
from kb.domain.words import counted, day_words, listed
from kb.errors import NothingToExport
from kb.questions import scope_day
from kb.questions.findings import finding
from kb.questions.looks import matrix
from kb.questions.overview import overview_sessions
from kb.questions.vocabulary import vocabulary
from kb.reports import report_parts as parts
from kb.reports.document import Block, Cover, Document
from kb.reports.report_tables import ReportQuery

TITLE = _("What States reported on victim assistance")
SUBJECT = _("Convention on Cluster Munitions · Victim assistance")
INTERNAL = _("Internal draft. Do not forward.")


@dataclass(frozen=True)
class Typed:
    """What a Coordinator types; `answers` says where answers go, and by when."""

    title: str = ""
    addressees: str = ""
    foreword: str = ""
    answers: str = ""


@dataclass(frozen=True)
class Edition:
    """Which edition it is: with which annexes, the day its revision was made on, whether it is an `internal` draft.

    `base` is the public address of the dashboard, `frozen` that of these figures; without them nothing is linked.
    """

    annexes: tuple[str, ...] = ()
    made_on: date | None = None
    internal: bool = False
    base: str = ""
    frozen: str = ""


def report(view: View, scope: Scope, typed: Typed = Typed(), edition: Edition = Edition()) -> Document:
    """The report. Raises NothingToExport, with the reason, where no contribution speaks to the scope."""
    body = _body(view, scope, typed.answers.strip(), edition.annexes)
    made = f", {day_words(edition.made_on)}" if edition.made_on else ""
    of = _("As of revision {revision}").format(revision=view.revision)
    first = replace(
        cover(view, scope),
        addressees=typed.addressees.strip(),
        foreword=tuple(filter(None, map(str.strip, typed.foreword.splitlines()))),
        edition=f"{'' if edition.internal else _('Public edition.') + ' '}{of}{made}.",
        address=edition.frozen,
    )
    return Document(typed.title.strip() or TITLE, body, first, INTERNAL if edition.internal else "", edition.base)


@cached
def cover(view: View, scope: Scope) -> Cover:
    """The first page, with what is known of the scope; what is typed is not yet on it."""
    words = vocabulary(view)
    days: list[str] = []
    coordinators: list[str] = []
    meeting = filters.span(scope, words)
    unfiltered = Scope(instrument=scope.instrument, revision=scope.revision)
    # Only of one meeting it can be said when it was, and who coordinated.
    if len(scope.meetings) == 1 and scope.meetings[0] not in (ANY_MEETING, OUTSIDE_MEETINGS):
        meeting = words.label("meeting", scope.meetings[0])
        sessions = [row for row in overview_sessions(view, scope) if row["in_scope"]]
        days = list(dict.fromkeys(day_words(row["day"]) for row in sessions))
        coordinators = list(dict.fromkeys(words.label("state", one) for row in sessions for one in row["coordinators"]))
    return Cover(
        SUBJECT,
        meeting,
        listed(days) if days else "",
        listed(coordinators) if coordinators else "",
        finding(matrix(view, scope), words.unit(scope.instrument)),
        # Whoever reads on the cover that few reported must see there that only a part was looked at.
        filters.sentence(scope, words, scope_day(view, scope)) if replace(scope, meetings=()) != unfiltered else "",
    )


@cached
def _body(view: View, scope: Scope, answers: str, annexes: tuple[str, ...]) -> tuple[Block, ...]:
    query = ReportQuery(view, scope)
    if not any(row["speaks"] for row in query.contributions):
        why = _("no contribution is here")
        if query.contributions:
            made = counted(len(query.contributions), "contribution")
            why = _("of {contributions}, none speaks to what you filtered").format(contributions=made)
        sentence = filters.sentence(scope, query.words, scope_day(view, scope))
        raise NothingToExport("There is nothing to report: {why}. {sentence}", why=why, sentence=sentence)
    return (
        *parts.lines(query),
        *parts.actions(query),
        *parts.not_heard(query),
        *parts.asks(query, answers),
        *parts.method(query),
        *parts.annexes(query, annexes),
    )
