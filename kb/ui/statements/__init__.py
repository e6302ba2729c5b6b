"""Statements: what was said, by whom and where, as a list of contributions or of their passages, and one to read."""

from typing import Any, NamedTuple

from kb.db import View
from kb.domain import filters
from kb.domain.catalogue import gettext as _
from kb.domain.model import Scope
from kb.domain.vocabulary import Vocabulary
from kb.questions.vocabulary import vocabulary
from kb.ui.elements import paging
from kb.ui.markup import Html, choices, link

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


def choice(shown: str, asked: StatementsQuery) -> Html:
    """Links to the two lists, the one shown marked."""
    links = (
        link(
            label,
            "contributions",
            asked.query | ({"list": "passages"} if name == "passages" else {}),
            aria_current="page" if name == shown else None,
        )
        for name, label in LISTS.items()
    )
    return choices(links, _("Contributions or their passages"))
