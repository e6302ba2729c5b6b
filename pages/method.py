"""Method and data: how figures come about, what they rest on, and what is not known."""

from kb.ui import frame, linked, service
from kb.ui.parts import method

place = frame.here()
frame.heading("Method and data", "How the figures come about, what they rest on, and what is not known.")

store = service.store()
linked.show(method.method(place.view, place.scope, store, store.revision()), "method")
