"""What changed: what is newly reported, and what is no longer there?"""

from kb.domain.model import Audience
from kb.ui import changes, downloads, frame, linked, title
from kb.ui.history import comparison

place = frame.here()
since, until, latest = place.first("since"), place.first("until"), place.store.revision()
if since or until:
    later = int(until or latest)
    earlier = int(since or max(min(later, latest) - 1, 1))
    why_not = comparison.refused(place.store, earlier, later)
    if why_not:
        shown = changes.refused(why_not, place.query(rev=None), latest)
    else:
        views = place.store.snapshot(later, place.audience), place.store.snapshot(earlier, place.audience)
        shown = changes.of_revisions(*views, place.scope, place.audience is Audience.STAFF)
else:
    shown = changes.of_meetings(place.view, place.scope)

title.show(shown.finding, shown.lead, shown=shown.shown)
linked.show(changes.choice(place.query(), latest, by_revision=bool(since or until)), "choice")
shown.show("changes")
downloads.offer(*shown.tables)
