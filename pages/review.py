"""Review: Coordinators settle codings, publish, correct and withdraw."""

from kb.ui import frame

frame.heading("Review")
