"""A hundred generated pages: no words stand together that do not in the source, unless it is marked; none is lost."""

import re
from itertools import pairwise

import pytest

from kb.ingest.readers.pdf.reading import read_pdf
from kb.ingest.text.passages import Paragraph, Passages
from tests.unit.pdf_layouts import sample


def read(content: bytes) -> tuple[list[Paragraph], set[str]]:
    passages = Passages("a.pdf")
    read_pdf(content, passages)
    return list(passages.finished()), set(passages.warnings)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def mixed(passage: Paragraph, units: list[list[str]]) -> bool:
    """Whether words stand together in a passage, or a cell of it, that do not in any unit."""
    follows = {(one, two) for unit in units for one, two in pairwise(unit)}
    known = {word for unit in units for word in unit}
    return any(
        (one, two) not in follows
        for cell in passage.text.split(" | ")
        for found in [[word for word in words(cell) if word in known]]
        for one, two in pairwise(found)
    )


@pytest.mark.parametrize("start", range(7))
def test_no_words_are_put_together_that_stand_apart(start: int) -> None:
    for seed in range(start, 105, 7):
        name, content, units = sample(seed)
        found, _ = read(content)
        wrong = [passage.text for passage in found if not passage.is_unsure and mixed(passage, units)]
        assert not wrong, (name, seed, wrong)
        given = {word for passage in found for word in words(passage.text)}
        assert not {word for unit in units for word in unit} - given, (name, seed)
