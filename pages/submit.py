"""Submit: a delegation hands in its contribution and gets a receipt."""

from kb.ui import frame

frame.heading("Submit")
