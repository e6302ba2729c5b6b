"""Overview: where do things stand, and where should a reader look next?"""

from kb.ui import frame, linked
from kb.ui.parts.overview import overview

place = frame.here()
frame.heading(
    "Overview",
    "Who has reported on victim assistance under the Convention on Cluster Munitions, on what, and what is missing.",
)
linked.show(overview(place.view, place.scope, place.words), "overview")
