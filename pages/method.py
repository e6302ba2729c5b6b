"""Method and data: how figures come about, what they rest on, and what is not known."""

from kb.domain.catalogue import gettext as _
from kb.ui import downloads, frame, linked, method, title
from kb.ui.method import tokens

place = frame.here()
title.show(_("Method and data"), _("How the figures come about, what they rest on, and what is not known."))

downloads.offer_package()
downloads.offer(*method.tables(place.view))
tokens.offer(place)
linked.show(method.method(place.view, place.scope, place.store.revision()), "method")
