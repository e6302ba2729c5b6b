"""Mechanisms: which coordination bodies and which collaborations do the passages tell of?"""

from kb.ui import downloads, frame, linked, title
from kb.ui.parts import mechanisms

place = frame.here()
title.show(
    "Mechanisms", "Which bodies coordinate victim assistance, and who works together with whom, with the passage."
)
shown = mechanisms.all_mechanisms(place.view, place.scope)
downloads.offer(*mechanisms.tables(place.view, place.scope))
linked.show(shown, "mechanisms")
