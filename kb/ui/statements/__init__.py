"""Statements: what was said, by whom and where, as a list of contributions or of their passages, and one to read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.filters import FILTERS, Filter
from kb.domain.model import ANY_MEETING, Scope
from kb.domain.vocabulary import Vocabulary
from kb.domain.words import counted
from kb.questions.vocabulary import vocabulary
from kb.ui.elements import paging
from kb.ui.markup import Html, address, choices
from kb.ui.templates import render

LISTS = {"contributions": _("Contributions"), "passages": _("Passages")}


class StatementsQuery(NamedTuple):
    """What is asked for: all in the scope, or with `about` (a State's code) what others say about that State."""

    view: View
    scope: Scope
    about: str | None = None
    page: str | None = None

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.view)

    @property
    def state(self) -> str | None:
        """The one State, if it is one."""
        return self.about or (self.scope.states[0] if len(self.scope.states) == 1 else None)

    @property
    def name(self) -> str:
        """The State's name, or what stands for those chosen."""
        return self.words.label("state", self.state) if self.state else _("the States chosen")

    @property
    def provision(self) -> str | None:
        """The one action or article, if it is one."""
        return self.scope.provisions[0] if len(self.scope.provisions) == 1 else None

    @property
    def at(self) -> paging.Page:
        """The page asked for."""
        return paging.asked_for(self.page)

    @property
    def query(self) -> dict[str, Any]:
        """The address that asks this, without its page."""
        return {**filters.query(self.scope)} | ({"about": [self.about]} if self.about else {})


def choice(shown: str, query: StatementsQuery) -> Html:
    """Links to the two lists, the one shown marked."""
    ways = (
        (said, address("contributions", query.query | ({"list": name} if name == "passages" else {})), name == shown)
        for name, said in LISTS.items()
    )
    return choices(ways, _("Contributions or their passages"))


# These choose no contributions: one is said elsewhere, the other is always set.
NO_LIMIT = ("instrument", "rev")


def nothing(
    text: str, scope: Scope, words: Vocabulary, count: Callable[[Scope], int], unit: str, **own: object
) -> Html:
    """A sentence, and for every filter what is there without it, with a link; `own` are the screen's own keys."""
    ways = [
        (f"{lead}: {counted(number, unit)}", address("contributions", {**filters.query(wider), **own}))
        for lead, wider in _wider(scope, words)
        if (number := count(wider))
    ]
    return render("statements/nothing.html", said=text, ways=ways)


def _wider(scope: Scope, words: Vocabulary) -> Iterator[tuple[str, Scope]]:
    """The scope without one of its filters each, and with everything held instead of the meetings."""
    for item in FILTERS:
        default: Any = getattr(Scope(), item.field)
        if item.key not in NO_LIMIT and getattr(scope, item.field) != default:
            yield (
                _("Without “{filter}”").format(filter=_named(item, scope, words)),
                replace(scope, **{item.field: default}),
            )
    if scope.meetings != (ANY_MEETING,):
        yield _("At any meeting or none, other conventions included"), replace(scope, meetings=(ANY_MEETING,))
    if sum(getattr(scope, item.field) != getattr(Scope(), item.field) for item in FILTERS) > 1:
        kept = Scope(
            states=scope.states, instrument=scope.instrument, provisions=scope.provisions, meetings=(ANY_MEETING,)
        )
        yield _("With no other filter than State and action or article, all meetings or none"), kept


def _named(item: Filter, scope: Scope, words: Vocabulary) -> str:
    value = getattr(scope, item.field)
    codes = [words.label(item.key, code) for code in value] if isinstance(value, tuple) else [str(value)]
    return f"{item.label}: {', '.join(codes)}"
