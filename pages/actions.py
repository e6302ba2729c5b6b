"""Actions and Article 5: what the instrument asks for, of whom and by when, and who reported on it."""

from kb.domain.filters import shown
from kb.ui import downloads, frame, linked
from kb.ui.parts.provision import not_held, reading
from kb.ui.parts.provisions import document

place = frame.here()
asked = place.first("read")

if asked is None:
    frame.heading(
        "Actions and Article 5",
        "The instrument to read, with what is known of every text, its deadlines, and how many States reported on it.",
    )
    text = document(place.view, place.scope)
    downloads.offer(text)
    linked.show(text, "document")
elif asked in place.words.labels["provision"]:
    frame.heading(
        place.words.label("provision", asked),
        "What it asks for, of whom and by when; who reported on it, and what others say.",
    )
    text = reading(place.view, place.scope, asked)
    downloads.offer(text)
    linked.show(text, "reading")
else:
    frame.heading("Actions and Article 5", "The instrument to read, and who reported on it.")
    linked.show(not_held(shown(asked), place.scope, place.words), "not-held")
