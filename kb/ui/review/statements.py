"""The list of Review: every contribution that asks for work or was handed in, by stage."""

from kb.db import View
from kb.domain.catalogue import gettext as _
from kb.domain.catalogue import ngettext
from kb.domain.words import STAGES
from kb.questions.reviewing import review_contributions
from kb.questions.vocabulary import table_of, vocabulary
from kb.ui.elements.listing import Listing
from kb.ui.markup import Query, address

SHOWN = ("contributor_label", "meeting_label", "stage_label", "received_on", "uncoded", "differing", "contested")


def listed(view: View, query: Query) -> Listing:
    """The contributions in the order of the work, each opening itself."""
    order = list(STAGES)
    rows = sorted(review_contributions.rows(view), key=lambda row: order.index(row["stage"]))
    table = table_of(review_contributions, _("Statements by stage"), rows, vocabulary(view))
    opens = tuple(address("review", {**query, "review": row["contribution"]}) for row in rows)
    return Listing(table, SHOWN, opens, {"contributor_label": _("Of"), "uncoded": _("Not tagged")})


def finding(waiting: int) -> str:
    """How many wait to be published, as the title of the list."""
    if not waiting:
        return _("No statement waits for review")
    return ngettext("{number} statement waits for review", "{number} statements wait for review", waiting).format(
        number=waiting
    )
