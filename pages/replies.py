"""Replies: a State or organisation says how it sees the coding of its passages, and is answered."""

from kb.ui import frame

frame.heading("Replies")
