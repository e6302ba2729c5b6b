"""Mechanisms: which coordination bodies and which collaborations do the passages tell of?"""

from kb.ui import frame

frame.heading("Mechanisms")
