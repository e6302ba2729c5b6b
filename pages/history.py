"""History: what was changed, by whom and why?"""

from kb.ui import frame

frame.heading("History")
