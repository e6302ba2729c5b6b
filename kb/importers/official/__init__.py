"""The official wording of an instrument, read from the user's own copy and placed on its provisions."""

from kb.importers.official.lines import Line
from kb.importers.official.numbering import INSTRUMENTS, place
from kb.importers.official.placement import Ambiguity, Found, Placement, ProvisionRef, Unplaced
from kb.importers.official.reading import fingerprint, read_lines

__all__ = [
    "INSTRUMENTS",
    "Ambiguity",
    "Found",
    "Line",
    "Placement",
    "ProvisionRef",
    "Unplaced",
    "fingerprint",
    "place",
    "read_lines",
]
