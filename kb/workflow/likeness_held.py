"""Texts held already that a text to be handed in resembles, among those that the person may see."""

from collections.abc import Callable, Sequence

from kb.db import Store
from kb.domain.model import Audience
from kb.questions import Rows
from kb.questions.submitting import submit_texts
from kb.workflow.permission import Actor, Operation

Likeness = Callable[[Sequence[str], Sequence[str]], float]

ALIKE = 0.6
_SHOWN = 3
# Comparing long texts takes a hundredth of a second each; the words alone tell most of them apart.
_ENOUGH_WORDS = 50
_WORDS_IN_BOTH = 0.35


def alike_held(store: Store, actor: Actor, texts: Sequence[str], likeness: Likeness) -> Rows:
    """The contributions most like `texts`, the likest first: of all for staff, else of the actor's own contributor.

    Rows of submit_texts with their `share`, 0 to 1: how much of the shorter of two texts stands in both, as `likeness`
    says.
    """
    if not actor.may(Operation.SEE_WORK) and actor.contributor is None:
        return []
    of = None if actor.may(Operation.SEE_WORK) else actor.contributor
    matches = []
    words = _words(texts)
    for row in submit_texts(store.latest(Audience.STAFF), of):
        if _plainly_other(words, _words(row["texts"])):
            continue
        share = likeness(texts, row["texts"])
        if share >= ALIKE:
            matches.append({**row, "share": share})
    return sorted(matches, key=lambda alike: (-alike["share"], alike["contribution"]))[:_SHOWN]


def _words(texts: Sequence[str]) -> set[str]:
    return set(" ".join(texts).casefold().split())


def _plainly_other(one: set[str], other: set[str]) -> bool:
    """Whether two texts of some length share so few words that they cannot be alike."""
    fewer = min(len(one), len(other))
    return fewer >= _ENOUGH_WORDS and len(one & other) < _WORDS_IN_BOTH * fewer
