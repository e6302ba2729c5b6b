"""Broken data files: each case damages one of the shipped files in one way, and says what the report must hold."""

from tests.unit.broken.contradictions import CONTRADICTIONS
from tests.unit.broken.damage import SAID, THEMES, Broken, cells, contribution, passage
from tests.unit.broken.form import FORM
from tests.unit.broken.nested import NESTED
from tests.unit.broken.values import VALUES

__all__ = ["CASES", "SAID", "THEMES", "Broken", "cells", "contribution", "passage"]

CASES = FORM + VALUES + NESTED + CONTRADICTIONS
