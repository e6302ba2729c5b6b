"""Whose a passage is, what it stands in and where it was made, in one line, as documents head it."""

import re

from kb.queries import Row
from kb.words import CONTRIBUTION_KINDS

# How the material names what was made to no meeting: "none (Monitor country profile)". The kind is in the brackets.
_NO_MEETING = re.compile(r"none \((?P<kind>.+)\)", re.DOTALL)


def whose(row: Row) -> str:
    """The line on a passage, a row of practices_read.sql."""
    kind, label = CONTRIBUTION_KINDS[row["kind"]].lower(), row["meeting_label"]
    if row["meeting"] is None:
        of_its_own = _NO_MEETING.fullmatch(label)
        kind = of_its_own["kind"] if of_its_own else kind
        label = "made to no meeting" if of_its_own else f"made to no meeting held here: {label}"
    return f"{row['contributor_label']}, {kind}, {label}, {row['date'] or 'no date'}"
