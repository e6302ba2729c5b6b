"""Method and data."""

from kb.ui import frame, linked
from kb.ui.html import element, link, join

frame.heading("Method and data")
linked.show(join([link("same", "coverage", frame.here().query(cell="LAO.VAP-23")), " ", link("st","states",frame.here().query(state="LAO"))]), "x")
