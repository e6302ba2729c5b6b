"""What changed: what is newly reported, and what is no longer there?"""

from kb.domain.model import Audience
from kb.queries.changes import meeting_table, revision_table
from kb.ui import downloads, frame, linked, title
from kb.ui.history import comparison
from kb.ui.parts import changes

place = frame.here()
since, until = place.first("since"), place.first("until")
shown = table = None
if since or until:
    later = int(until or place.store.revision())
    earlier = int(since or max(min(later, place.store.revision()) - 1, 1))
    why_not = comparison.refused(place.store, earlier, later)
    if why_not:
        said = changes.refused(why_not, place.query(rev=None), place.store.revision())
    else:
        views = place.store.at(later, place.audience), place.store.at(earlier, place.audience)
        asked = (*views, place.scope, place.audience is Audience.STAFF)
        said, table = changes.revisions(*asked), revision_table(*asked)
else:
    pair = changes.pair(place.view, place.scope)
    said = changes.meetings(place.view, place.scope, *pair) if pair else changes.choose(place.scope)
    if pair:
        shown = changes.compared(place.view, place.scope, pair)
        table = meeting_table(place.view, place.scope, *pair)

lead = "What States newly reported from one meeting to another, and what is no longer there."
title.show("What changed", lead, shown=shown)
downloads.offer(table)
linked.show(changes.choice(place.query(), place.store.revision(), by_revision=bool(since or until)), "choice")
linked.show(said, "changes")
