"""Method and data: how figures come about, what they rest on, and what is not known."""

from kb.ui import downloads, frame, linked, service
from kb.ui.parts import method
from kb.ui.work import tokens

place = frame.here()
frame.heading("Method and data", "How the figures come about, what they rest on, and what is not known.")

store = service.store()
shown = method.method(place.view, place.scope, store, store.revision())
downloads.offer_package()
downloads.offer(shown)
tokens.offer(place)
linked.show(shown, "method")
