"""Actions and Article 5: what the instrument asks for, of whom and by when, and who reported on it."""

from kb.domain.filters import shown
from kb.ui import downloads, frame, linked, title
from kb.ui.parts import provision, provisions

place = frame.here()
asked = place.first("read")

if asked is None:
    title.show(
        "Actions and Article 5",
        "The instrument to read, with what is known of every text, its deadlines, and how many States reported on it.",
    )
    downloads.offer(*provisions.tables(place.view, place.scope))
    linked.show(provisions.document(place.view, place.scope), "document")
elif asked in place.words.labels["provision"]:
    title.show(
        place.words.label("provision", asked),
        "What it asks for, of whom and by when; who reported on it, and what others say.",
    )
    downloads.offer(*provision.tables(place.view, place.scope, asked))
    linked.show(provision.reading(place.view, place.scope, asked), "reading")
else:
    title.show("Actions and Article 5", "The instrument to read, and who reported on it.")
    linked.show(provision.not_held(shown(asked), place.scope, place.words), "not-held")
