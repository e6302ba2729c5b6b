"""Overview: where do things stand, and where should a reader look next?"""

from kb.ui import downloads, frame, linked
from kb.ui.parts.overview import overview

place = frame.here()
frame.heading(
    "Overview",
    "Who has reported on victim assistance under the Convention on Cluster Munitions, on what, and what is missing.",
)
shown = overview(place.view, place.scope, place.words)
downloads.offer(shown)
linked.show(shown, "overview")
