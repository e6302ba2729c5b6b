"""Method and data: how figures come about, what they rest on, and what is not known."""

from kb.ui import downloads, frame, linked, title
from kb.ui.parts import method
from kb.ui.work import tokens

place = frame.here()
title.show("Method and data", "How the figures come about, what they rest on, and what is not known.")

shown = method.method(place.view, place.scope, place.store.revision())
downloads.offer_package()
downloads.offer(*method.tables(place.view))
tokens.offer(place)
linked.show(shown, "method")
