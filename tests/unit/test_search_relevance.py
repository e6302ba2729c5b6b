"""Real questions find the passages that answer them, near the top."""

import pytest

from kb.db import Store
from kb.search import search
from tests.conftest import Figure
from tests.unit.search_questions import QUESTIONS, Asked

ENOUGH = 0.8


def rank(store: Store, asked: Asked) -> int | None:
    """At which place, from 1, the first passage stands that answers the question."""
    found = search(store.latest(), asked.question, fuzzy=asked.fuzzy, limit=1000)
    return next((place for place, hit in enumerate(found.hits, start=1) if hit.id in asked.expected), None)


@pytest.mark.slow
def test_passages_that_answer_stand_near_the_top(knowledge_base: Store, figure: Figure) -> None:
    held = {row["passage"] for row in knowledge_base.latest().rows("SELECT passage FROM published_passage")}
    assert len({asked.question for asked in QUESTIONS}) == len(QUESTIONS) >= 40
    for asked in QUESTIONS:
        assert asked.expected <= held, asked.question
    ranks = {asked.question: rank(knowledge_base, asked) for asked in QUESTIONS}
    mean = sum(1 / place for place in ranks.values() if place) / len(ranks)
    first = sum(place == 1 for place in ranks.values())
    figure(
        f"Search: mean reciprocal rank {mean:.3f} over {len(ranks)} questions (to reach: {ENOUGH}); "
        f"{first} answered by the first passage, {sum(not place for place in ranks.values())} by none"
    )
    assert mean >= ENOUGH, ranks
