"""Lines of a document -> the wording of an instrument's provisions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.ingest.official.action_plan import place_actions
from kb.ingest.official.convention import place_articles
from kb.ingest.official.lines import Line
from kb.ingest.official.placement import Placement, ProvisionRef
from kb.ingest.official.wrapping import Joiner

_PLACERS = {"CCM": place_articles, "VAP": place_actions}
INSTRUMENTS = tuple(_PLACERS)


def place(lines: Sequence[Line], instrument: str, provisions: Sequence[ProvisionRef]) -> Placement:
    """Place a document's text on the numbers of an instrument's provisions.

    instrument  one of INSTRUMENTS; another one raises KeyError
    provisions  those of the instrument whose wording is wanted

    Nothing is guessed: a number that begins twice, stands out of order, or whose end is not certain comes back
    as ambiguous and never among the found.
    """
    joiner = Joiner(line.text for line in lines if not line.is_furniture)
    placement = _PLACERS[instrument](lines, joiner, instrument, provisions)
    judged = [f"broken at the end of a line, read {words}" for words in joiner.judged]
    # "Page 1", "Page 2" and so on are one.
    left_out = {re.sub(r"\d+", "", line.text): line.text for line in reversed(lines) if line.is_furniture}
    return replace(placement, remarks=(*placement.remarks, *judged), left_out=tuple(reversed(left_out.values())))
