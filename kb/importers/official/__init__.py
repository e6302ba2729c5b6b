"""The official wording of an instrument, read from the user's own copy and placed on its provisions."""

from kb.importers.official.lines import Line
from kb.importers.official.numbering import INSTRUMENTS, place
from kb.importers.official.placement import Ambiguity, Found, Placement, ProvisionRef, Unplaced
from kb.importers.official.reading import read_lines

__all__ = [
    "INSTRUMENTS",
    "Ambiguity",
    "Found",
    "Line",
    "Placement",
    "ProvisionRef",
    "Unplaced",
    "place",
    "read_lines",
]
