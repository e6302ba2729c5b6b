"""Suggested tags: learned from what people tagged and from the texts of actions, articles and themes.

Nothing is learned but what the view shows, so no suggestion and no figure can give away what its reader may not see.
What is suggested is a proposal on one screen: it is no coding and is counted nowhere until somebody accepts it.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotReady
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kb.cache import MEGABYTE, bounded
from kb.db import View
from kb.questions import Row, Rows
from kb.questions.tagging import tag_revision, tag_texts, tagged_passages
from kb.questions.vocabulary import vocabulary

if TYPE_CHECKING:
    from kb.workflow.suggestions.model import Model

# Passages shown as the nearest to a provision.
NEAREST = 3
# By what there is to learn from, so that saving a judgement that does not count yet learns nothing anew.
_MODELS = bounded(entries=3, size=512 * MEGABYTE, at_once=1)


@dataclass(frozen=True)
class Suggestion:
    """A code that is likely for a passage; `verdict` says how far suggestions of it can be trusted (VERDICTS)."""

    kind: str
    code: str
    verdict: str
    named: bool


@dataclass(frozen=True, eq=False)
class Learned:
    """A model with how good it is."""

    model: "Model | None"
    quality: Rows
    verdicts: Mapping[tuple[str, str], str]


def learned(view: View) -> Learned:
    """What can be learned of the view, learned when first asked for."""
    return _MODELS.get(tag_revision(view), lambda: _learn(view))


def quality(view: View) -> Rows:
    """How good suggestions are, under the columns QUALITY; no row where nothing can be learned."""
    return learned(view).quality


def suggested(view: View, passage: Row, patience: float | None = None) -> Sequence[Suggestion] | None:
    """Suggestions for a passage (passage, contribution, text, before, language), the likeliest first of each kind.

    None if nothing has been learned after `patience` seconds: then it is being learned in the background. Empty where
    too little is known, for instance of a text in a language in which little was tagged.
    """
    from kb.workflow.suggestions.model import NAMED, OFFERED

    try:
        known = learned(view) if patience is None else _worker().submit(learned, view).result(patience)
    except NotReady:
        return None
    return [
        Suggestion(kind, code, known.verdicts.get((kind, code), "too_few"), score == NAMED)
        for kind, scores in (known.model.scores(passage) if known.model else ())
        for code, score in scores[: OFFERED[kind]]
    ]


def nearest(view: View, passages: Rows) -> Mapping[str, Rows]:
    """By provision the passages likeliest to be on it, likeliest first, by what is learned without their contribution.

    None of those of which too little is known.
    """
    model = learned(view).model
    return model.nearest(passages, NEAREST) if model else {}


def _learn(view: View) -> Learned:
    # Imported here: it takes longer to load than most questions to answer.
    from kb.workflow.suggestions.measuring import quality_rows
    from kb.workflow.suggestions.model import learn

    model = learn(tagged_passages(view), tag_texts(view))
    rows = quality_rows(model, vocabulary(view)) if model else ()
    verdicts = {(row["kind"], row["code"]): row["verdict"] for row in rows if row["part"] == "code"}
    return Learned(model, rows, verdicts)


@cache
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="suggestions")
