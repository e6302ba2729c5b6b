"""When a deadline falls for each State, and when the State first reported; a date, never a judgement."""

from dataclasses import replace

from kb.cache import cached
from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Bound, Scope
from kb.questions import Row, provisions
from kb.questions.vocabulary import labelled_table, vocabulary
from kb.tables import Column
from kb.ui.elements.listing import Listing
from kb.ui.markup import address

EXPLAINED = _("The earliest passage of its own here, at any meeting. It does not say whether a duty was met.")
DUE = (*provisions.DUE_DATES, Column("said", _("First report found"), meaning=EXPLAINED))


@cached
def due_dates(view: View, scope: Scope, codes: tuple[str, ...]) -> Listing | None:
    """A line a State and action of `codes`, each opening the State's page; None where no deadline runs for anybody."""
    found = list(provisions.due_dates(view, replace(scope, provisions=codes)))
    if not found:
        return None
    rows = sorted(({**row, "said": first_report(row)} for row in found), key=lambda row: row["bound"] != Bound.YES)
    query = {key: value for key, value in filters.query(scope).items() if key != "provision"}
    which = ("provision_label",) if len(codes) > 1 else ()
    return Listing(
        labelled_table(_("Due dates"), DUE, rows, vocabulary(view)),
        ("name", *which, "in_force_on", "due_on", "said"),
        tuple(address("states", {**query, "state": row["state"]}) for row in rows),
        {"provision_label": _("Action or article")},
        most=None,
    )


def first_report(row: Row) -> str:
    """When the State first reported, and what is to be known of it; how that lies to the due date is not judged."""
    reports = row["reports"]
    days = _(" or ").join(dict.fromkeys(one["date"] or _("a report without a date") for one in reports))
    texts = [days or _("none found here")]
    texts += [_("second-hand")] if reports and all(one["second_hand"] for one in reports) else []
    texts += [_("in a collective statement")] if any(one["aligned"] for one in reports) else []
    others = dict.fromkeys(one["convention"] for one in reports if one["convention"] != "CCM")
    texts += [_("other convention: {names}").format(names=", ".join(others))] if others else []
    texts += [_("still to come")] if row["still_to_come"] else []
    texts += [_("only if it has victims, which is not known")] if row["bound"] == Bound.UNKNOWN else []
    return "; ".join(texts)
