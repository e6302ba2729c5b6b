"""Answers remembered by what was asked: revisions never change, so an answer holds for its view and scope for good."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from kb.store import View
from kb.vocabulary import Vocabulary, vocabulary

P = ParamSpec("P")
R = TypeVar("R")

KEPT = 512

_forgetters: list[Callable[[], None]] = []


def remembered(question: Callable[P, R]) -> Callable[P, R]:
    """Keep the answers of a function of hashable arguments (view, scope, ...); what it returns must not be changed."""
    kept = lru_cache(maxsize=KEPT)(question)
    _forgetters.append(kept.cache_clear)

    @wraps(question)
    def ask(*arguments: P.args, **named: P.kwargs) -> R:
        return kept(*arguments, **named)  # type: ignore[arg-type]

    return ask


@remembered
def words_of(view: View) -> Vocabulary:
    """The vocabulary of a view."""
    return vocabulary(view)


def forget() -> None:
    """Drop every remembered answer."""
    for clear in _forgetters:
        clear()
