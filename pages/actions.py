"""Actions and Article 5: what the instrument asks for, of whom and by when, and who reported on it."""

from kb.domain.catalogue import gettext as _
from kb.domain.filters import shown
from kb.ui import downloads, frame, linked, title
from kb.ui.actions import instrument, reading
from kb.ui.coverage import cells

place = frame.here()
asked = place.first("read")

if asked is None:
    whole = instrument.instrument(place.view, place.scope)
    title.show(whole.finding)
    whole.show("actions")
    downloads.offer(*whole.tables)
elif asked in place.words.labels["provision"]:
    one = reading.reading(place.view, place.scope, asked)
    title.show(one.finding, one.lead)
    one.show("action")
    downloads.offer(*reading.tables(place.view, place.scope, asked))
else:
    title.show(_("No such action or article"))
    linked.show(reading.not_held(shown(asked), place.scope, place.words), "not-held")

cells.show(place.first("cell"))
