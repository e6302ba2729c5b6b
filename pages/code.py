"""Code: a coder says what each passage is about."""

from kb.ui import frame

frame.heading("Code")
