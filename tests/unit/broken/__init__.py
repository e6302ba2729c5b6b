"""Broken data files: each case damages one of the shipped files in one way, and says what the report must hold."""

from collections import defaultdict
from itertools import zip_longest

from tests.unit.broken.contradictions import CONTRADICTIONS
from tests.unit.broken.damage import SAID, THEMES, Broken, cells, contribution, passage
from tests.unit.broken.form import FORM
from tests.unit.broken.nested import NESTED
from tests.unit.broken.values import VALUES

__all__ = ["CASES", "SAID", "THEMES", "TOGETHER", "Broken", "cells", "contribution", "passage"]

CASES = FORM + VALUES + NESTED + CONTRADICTIONS


def _together() -> list[tuple[Broken, ...]]:
    """All cases, at most one of each file at a time: what is wrong in one is said whatever is wrong in others."""
    by_file: dict[str, list[Broken]] = defaultdict(list)
    for case in CASES:
        by_file[case.file].append(case)
    return [tuple(filter(None, cases)) for cases in zip_longest(*(by_file[file] for file in sorted(by_file)))]


TOGETHER = _together()
