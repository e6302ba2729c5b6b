"""People: who may do what?"""

from kb.ui import frame

frame.heading("People")
