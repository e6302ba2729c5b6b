"""Mechanisms: which coordination bodies and which collaborations do the passages tell of?"""

from kb.ui import downloads, frame, linked
from kb.ui.parts import mechanisms

place = frame.here()
frame.heading(
    "Mechanisms", "Which bodies coordinate victim assistance, and who works together with whom, with the passage."
)
shown = mechanisms.all_mechanisms(place.view, place.scope)
downloads.offer(*mechanisms.tables(place.view, place.scope))
linked.show(shown, "mechanisms")
